//! What lies under the lens, in words that can be heard.

use std::ops::Range;

use super::sextet;
use super::subject::{Choice, Subject};
use crate::domain::json::shown;

impl Subject {
    /// What a cell is called: its place, what is drawn in it, and how that is said where it is heard by another name.
    pub fn name(&self, choice: Choice) -> String {
        match choice {
            Choice::Byte(byte) => {
                let bytes = self.whole(byte);
                let part = if bytes.start < byte { "part of " } else { "" };
                let drawn = self.glyph(byte).unwrap_or_else(|| "…".to_owned());
                let said = self.decoded(bytes).map(named).filter(|said| *said != drawn);
                let said = said.map(|said| format!(", {part}{said}")).unwrap_or_default();
                format!("byte {}, {} {drawn}{said}", byte + 1, self.hex(byte).unwrap_or_default())
            }
            Choice::Character(place) => {
                format!("character {}, {}", place + 1, named(self.character_at(place).unwrap_or_default()))
            }
        }
    }

    /// One sentence on what is chosen and where the other side has it.
    pub fn sentence(&self, choice: Choice) -> String {
        let (bytes, characters) = (self.bytes_of(choice), self.characters_of(choice));
        let (bits, part) = (self.bits(choice), self.part);
        match self.within(choice) {
            Choice::Byte(_) => {
                let hex: Vec<String> =
                    bytes.clone().filter_map(|byte| Some(format!("0x{}", self.hex(byte)?))).collect();
                let name = self.decoded(bytes.clone()).map_or_else(|| "No text".to_owned(), named);
                let carried: Vec<String> = characters
                    .filter_map(|place| {
                        let which = places("bit", overlap(&bits, place * 6, 6));
                        Some(format!("{which} of character {} {}", place + 1, self.character_at(place)?))
                    })
                    .collect();
                format!("{name}, {} of the {part}, {}: {}.", places("byte", bytes), hex.join(" "), joined(&carried))
            }
            Choice::Character(place) => {
                let character = self.character_at(place).unwrap_or_default();
                let mut parts: Vec<String> = bytes
                    .filter_map(|byte| {
                        let which = places("bit", overlap(&(byte * 8..byte * 8 + 8), place * 6, 6));
                        let of = self.decoded(self.whole(byte)).map(|of| format!(" {}", named(of))).unwrap_or_default();
                        Some(format!("{which} in byte {} 0x{}{of}", byte + 1, self.hex(byte)?))
                    })
                    .collect();
                let end = self.length() * 8;
                if bits.end > end {
                    parts.push(format!("{} in no byte", places("bit", end - bits.start..6)));
                }
                let six = sextet(character).unwrap_or_default();
                format!("{character}, character {} of the {part}, {six}: {}.", place + 1, joined(&parts))
            }
        }
    }
}

/// The part of `bits` that lies in the `count` bits from `start`, counted from there.
fn overlap(bits: &Range<usize>, start: usize, count: usize) -> Range<usize> {
    bits.start.max(start) - start..bits.end.min(start + count) - start
}

/// "bit 3", "bits 3 to 6": places are counted from 1.
fn places(noun: &str, range: Range<usize>) -> String {
    match range.len() {
        1 => format!("{noun} {}", range.end),
        _ => format!("{noun}s {} to {}", range.start + 1, range.end),
    }
}

/// "a, b and c".
fn joined(parts: &[String]) -> String {
    match parts {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// A character so that it can be heard: screen readers leave marks out.
fn named(character: char) -> String {
    let name = match character {
        ' ' => "space",
        '"' => "quotation mark",
        ':' => "colon",
        ',' => "comma",
        '.' => "full stop",
        '-' => "hyphen",
        '_' => "underscore",
        '{' => "opening brace",
        '}' => "closing brace",
        '[' => "opening bracket",
        ']' => "closing bracket",
        _ => {
            let quoted = shown(character);
            return if quoted.starts_with("U+") { quoted } else { character.to_string() };
        }
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::encode;
    use crate::domain::jwt::segment::Part;

    fn subject(payload: &str) -> Subject {
        Subject::of(&format!("e30.{}.AA", encode(payload.as_bytes())), Part::Payload).unwrap()
    }

    #[test]
    fn a_byte_and_a_character_are_said_with_the_bits_that_they_share() {
        let lens = subject("{\"e\":1}");
        assert_eq!(
            lens.sentence(Choice::Byte(2)),
            "e, byte 3 of the payload, 0x65: bits 5 to 6 of character 3 J and bits 1 to 6 of character 4 l."
        );
        assert_eq!(
            lens.sentence(Choice::Character(1)),
            "y, character 2 of the payload, 110010: bits 1 to 2 in byte 1 0x7b opening brace and bits 3 to 6 in byte 2 0x22 quotation mark."
        );
        assert_eq!(
            lens.sentence(Choice::Character(99)),
            "Q, character 10 of the payload, 010000: bits 1 to 2 in byte 7 0x7d closing brace and bits 3 to 6 in no byte."
        );
    }

    #[test]
    fn every_cell_has_a_name_that_can_be_heard() {
        let lens = Subject::of("e30.eyLDqSI6_--9.AA", Part::Payload).unwrap();
        assert_eq!([0, 3].map(|at| lens.name(Choice::Character(at))), ["character 1, e", "character 4, D"]);
        assert_eq!(
            [8, 9].map(|at| lens.name(Choice::Character(at))),
            ["character 9, underscore", "character 10, hyphen"]
        );
        // These bytes are no text.
        assert_eq!(lens.name(Choice::Byte(1)), "byte 2, 22 ·");
        let names = |lens: &Subject| [1, 2, 3].map(|at| lens.name(Choice::Byte(at)));
        assert_eq!(
            names(&subject("{\"é\":1}")),
            ["byte 2, 22 \", quotation mark", "byte 3, c3 é", "byte 4, a9 …, part of é"]
        );
    }
}
