//! The part of a token that lies under the lens: what is chosen of it, and what stands around that.

use std::ops::Range;

use super::sextet;
use crate::domain::json::shown;
use crate::domain::jwt::base64url::{FaultKind, decode_lenient};
use crate::domain::jwt::segment::Part;
use crate::domain::jwt::token::has_unencoded_payload;

/// Bytes of which the text is shown around a choice: whole groups of three, so that whole characters carry them.
const WINDOW: usize = 96;

/// Groups of three bytes and four characters that are shown bit by bit.
const GROUPS: usize = 3;

/// What is chosen, by its place in the part, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A decoded byte, and with it the whole character that it belongs to.
    Byte(usize),
    /// A character of the base64url.
    Character(usize),
}

/// A way from one choice to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Back,
    On,
    /// From a byte to the first character that carries it.
    Up,
    /// From a character to the first byte in it.
    Down,
    First,
    Last,
    FarBack,
    FarOn,
}

/// A header or payload whose bits have a sure place: base64url, at most with spare bits set at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub part: Part,
    /// ASCII: a character is a byte of it.
    text: String,
    bytes: Vec<u8>,
    is_text: bool,
}

impl Subject {
    /// The part of a compact token; `None` where the token has none, or it is empty, broken, or not encoded.
    pub fn of(token: &str, part: Part) -> Option<Self> {
        let pieces: Vec<&str> = token.splitn(6, '.').collect();
        let place = Part::of_token(pieces.len()).iter().position(|known| *known == part)?;
        if part == Part::Payload && has_unencoded_payload(&decode_lenient(pieces[0]).bytes) {
            return None;
        }
        let text = pieces[place];
        let decoded = decode_lenient(text);
        let sound = decoded.faults.iter().all(|fault| matches!(fault.kind, FaultKind::TrailingBits { .. }));
        let is_text = std::str::from_utf8(&decoded.bytes).is_ok();
        (sound && !decoded.bytes.is_empty()).then(|| Self {
            part,
            text: text.to_owned(),
            bytes: decoded.bytes,
            is_text,
        })
    }

    /// Decoded bytes; at least one.
    pub fn length(&self) -> usize {
        self.bytes.len()
    }

    /// The base64url character at this place; past the end, none.
    pub fn character_at(&self, place: usize) -> Option<char> {
        self.text.as_bytes().get(place).map(|byte| char::from(*byte))
    }

    /// Two hexadecimal digits; past the end, none.
    pub fn hex(&self, byte: usize) -> Option<String> {
        self.bytes.get(byte).map(|byte| format!("{byte:02x}"))
    }

    /// The bytes of the decoded character that this byte belongs to.
    pub(super) fn whole(&self, byte: usize) -> Range<usize> {
        let byte = byte.min(self.bytes.len() - 1);
        let follows = |at: usize| self.is_text && self.bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let start = (0..=byte).rev().find(|at| !follows(*at)).unwrap_or(byte);
        let end = (byte + 1..).find(|at| !follows(*at)).unwrap_or(byte + 1);
        start..end
    }

    /// The same choice, inside the part and at the start of a decoded character.
    pub fn within(&self, choice: Choice) -> Choice {
        match choice {
            Choice::Byte(byte) => Choice::Byte(self.whole(byte).start),
            Choice::Character(place) => Choice::Character(place.min(self.text.len() - 1)),
        }
    }

    /// The chosen bits, counted through the part.
    pub(super) fn bits(&self, choice: Choice) -> Range<usize> {
        match self.within(choice) {
            Choice::Byte(byte) => byte * 8..self.whole(byte).end * 8,
            Choice::Character(place) => place * 6..place * 6 + 6,
        }
    }

    /// The bytes that have a part in the choice.
    pub fn bytes_of(&self, choice: Choice) -> Range<usize> {
        let bits = self.bits(choice);
        bits.start / 8..bits.end.div_ceil(8).min(self.bytes.len())
    }

    /// The base64url characters that have a part in the choice.
    pub fn characters_of(&self, choice: Choice) -> Range<usize> {
        let bits = self.bits(choice);
        bits.start / 6..bits.end.div_ceil(6)
    }

    /// Where a step leads; at an end it stays.
    pub fn step(&self, choice: Choice, step: Step) -> Choice {
        let far = GROUPS * 4;
        let next = match (self.within(choice), step) {
            (Choice::Byte(byte), Step::On) => Choice::Byte(self.whole(byte).end),
            (Choice::Byte(byte), Step::Back) => Choice::Byte(byte.saturating_sub(1)),
            (Choice::Byte(byte), Step::FarOn) => Choice::Byte(byte + far / 4 * 3),
            (Choice::Byte(byte), Step::FarBack) => Choice::Byte(byte.saturating_sub(far / 4 * 3)),
            (Choice::Byte(_), Step::First) => Choice::Byte(0),
            (Choice::Byte(_), Step::Last) => Choice::Byte(self.bytes.len()),
            (choice @ Choice::Byte(_), Step::Up) => Choice::Character(self.characters_of(choice).start),
            (Choice::Character(place), Step::On) => Choice::Character(place + 1),
            (Choice::Character(place), Step::Back) => Choice::Character(place.saturating_sub(1)),
            (Choice::Character(place), Step::FarOn) => Choice::Character(place + far),
            (Choice::Character(place), Step::FarBack) => Choice::Character(place.saturating_sub(far)),
            (Choice::Character(_), Step::First) => Choice::Character(0),
            (Choice::Character(_), Step::Last) => Choice::Character(self.text.len()),
            (choice @ Choice::Character(_), Step::Down) => Choice::Byte(self.bytes_of(choice).start),
            (choice, Step::Up | Step::Down) => choice,
        };
        self.within(next)
    }

    /// The bytes of which the text is shown around a choice.
    pub fn window(&self, choice: Choice) -> Range<usize> {
        let start = self.bytes_of(choice).start / WINDOW * WINDOW;
        start..(start + WINDOW).min(self.bytes.len())
    }

    /// The groups that are shown bit by bit around a choice, counted through the part.
    pub fn groups(&self, choice: Choice) -> Range<usize> {
        let count = self.bytes.len().div_ceil(3);
        let first = (self.bits(choice).start / 24).saturating_sub(1).min(count.saturating_sub(GROUPS));
        first..(first + GROUPS).min(count)
    }

    /// The bits of a group in stretches, each with whether it is chosen.
    pub fn stretches(&self, group: usize, choice: Choice) -> Vec<(String, bool)> {
        let bits = self.bits(choice);
        let sextets = (group * 4..group * 4 + 4).filter_map(|place| sextet(self.character_at(place)?));
        let mut stretches: Vec<(String, bool)> = Vec::new();
        for (at, bit) in sextets.collect::<String>().chars().enumerate() {
            let chosen = bits.contains(&(group * 24 + at));
            match stretches.last_mut() {
                Some((text, same)) if *same == chosen => text.push(bit),
                _ => stretches.push((bit.to_string(), chosen)),
            }
        }
        stretches
    }

    /// The decoded character that starts at this byte, as it is drawn: a mark for a space, a number for what would not be
    /// seen. `None` where none starts.
    pub fn glyph(&self, byte: usize) -> Option<String> {
        let bytes = self.whole(byte);
        if bytes.start != byte || byte >= self.bytes.len() {
            return None;
        }
        Some(match self.decoded(bytes) {
            Some(' ') => "␣".to_owned(),
            Some(character) => {
                let quoted = shown(character);
                if quoted.starts_with("U+") { quoted } else { character.to_string() }
            }
            None => "·".to_owned(),
        })
    }

    pub(super) fn decoded(&self, bytes: Range<usize>) -> Option<char> {
        let text = self.bytes.get(bytes).filter(|_| self.is_text)?;
        std::str::from_utf8(text).ok()?.chars().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::encode;

    fn subject(payload: &str) -> Subject {
        Subject::of(&format!("e30.{}.AA", encode(payload.as_bytes())), Part::Payload).unwrap()
    }

    #[test]
    fn a_character_of_several_bytes_is_chosen_whole() {
        let lens = subject("{\"é€\": \"\u{202e}\"}");
        for byte in [2, 3] {
            assert_eq!((lens.within(Choice::Byte(byte)), lens.bytes_of(Choice::Byte(byte))), (Choice::Byte(2), 2..4));
        }
        assert_eq!(
            lens.sentence(Choice::Byte(3)),
            "é, bytes 3 to 4 of the payload, 0xc3 0xa9: bits 5 to 6 of character 3 L, bits 1 to 6 of character 4 D, bits 1 to 6 of character 5 q and bits 1 to 2 of character 6 e."
        );
        let glyphs: Vec<String> = (0..lens.length()).filter_map(|byte| lens.glyph(byte)).collect();
        assert_eq!(glyphs.concat(), "{\"é€\":␣\"U+202E\"}");
        assert_eq!((lens.glyph(3), lens.glyph(99)), (None, None));
    }

    #[test]
    fn steps_reach_every_choice_and_stay_inside() {
        use Choice::{Byte, Character};
        let lens = subject("{\"é\":1}");
        let mut walked = vec![Byte(0)];
        loop {
            let next = lens.step(walked[walked.len() - 1], Step::On);
            if next == walked[walked.len() - 1] {
                break;
            }
            walked.push(next);
        }
        assert_eq!(walked, [0, 1, 2, 4, 5, 6, 7].map(Byte));
        assert_eq!(lens.step(Byte(4), Step::Back), Byte(2));
        assert_eq!((lens.step(Byte(2), Step::Up), lens.step(Character(2), Step::Down)), (Character(2), Byte(1)));
        assert_eq!((lens.step(Byte(2), Step::Down), lens.step(Character(2), Step::Up)), (Byte(2), Character(2)));
        assert_eq!((lens.step(Byte(2), Step::Last), lens.step(Character(2), Step::Last)), (Byte(7), Character(10)));
        assert_eq!((lens.step(Byte(2), Step::FarOn), lens.step(Character(2), Step::FarBack)), (Byte(7), Character(0)));
        assert_eq!((lens.step(Byte(2), Step::FarBack), lens.step(Character(9), Step::FarOn)), (Byte(0), Character(10)));
        assert_eq!((lens.step(Byte(2), Step::First), lens.step(Character(9), Step::First)), (Byte(0), Character(0)));
    }

    #[test]
    fn a_window_and_three_groups_are_shown_of_megabytes() {
        let lens = subject(&format!("\"{}\"", "a".repeat(3_000_000)));
        let far = Choice::Byte(2_000_000);
        assert_eq!((lens.window(far), lens.groups(far)), (1_999_968..2_000_064, 666_665..666_668));
        assert_eq!((lens.window(Choice::Byte(0)), lens.groups(Choice::Byte(0))), (0..96, 0..3));
        assert_eq!(lens.groups(Choice::Byte(9_999_999)), 999_998..1_000_001);
        let small = subject("{}");
        assert_eq!((small.window(Choice::Byte(1)), small.groups(Choice::Byte(1))), (0..2, 0..1));
        let stretches = [("01111011".to_owned(), false), ("01111101".to_owned(), true), ("00".to_owned(), false)];
        assert_eq!(small.stretches(0, Choice::Byte(1)), stretches);
    }

    #[test]
    fn a_part_whose_bits_have_no_sure_place_is_not_under_the_lens() {
        let none = |token: &str, part| assert_eq!(Subject::of(token, part), None, "{token}");
        for token in ["", "e30", "e30..AA", "e30.e+0.AA", "e30.e30=.AA", "e30.e30xx.AA", "e30.a.b.c.d"] {
            none(token, Part::Payload);
        }
        none(&format!("{}.e30.AA", encode(br#"{"b64":false}"#)), Part::Payload);
        none("{}", Part::Header);
        // Spare bits that are set change no byte.
        assert!(Subject::of("e30.e31.AA", Part::Payload).is_some());
        assert_eq!(
            Subject::of("_w.e30.AA", Part::Header).unwrap().sentence(Choice::Byte(0)).split(',').next(),
            Some("No text")
        );
    }
}
