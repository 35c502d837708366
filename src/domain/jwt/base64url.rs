//! Base64url without padding, as RFC 7515 section 2 wants it: strict, and lenient with every fault named.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use thiserror::Error;

use crate::domain::json::shown;

/// Faults that are listed one by one; [`Decoded::more_faults`] counts the rest.
pub const MAX_FAULTS: usize = 20;

/// The one text that stands for these bytes.
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Why a segment is not strict base64url, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("character {}: {kind}", .index + 1)]
pub struct Fault {
    /// Characters of the segment before it. A message counts from 1.
    pub index: usize,
    /// Bytes of the segment before it.
    pub offset: usize,
    pub kind: FaultKind,
}

/// What is wrong at one place of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FaultKind {
    /// `+` or `/` (RFC 4648, section 5: `-` and `_` in their place).
    #[error("'{0}' belongs to standard base64; a JWT uses '{new}' here", new = if *.0 == '+' { '-' } else { '_' })]
    Standard(char),
    /// `=` (RFC 7515, section 2: all trailing '=' omitted).
    #[error("'=' is padding; a JWT leaves padding out")]
    Padding,
    #[error("{space}; a JWT has no white space inside", space = space_name(*.0))]
    Space(char),
    #[error("{sign} is not a base64url character; those are A to Z, a to z, 0 to 9, '-' and '_'", sign = shown(*.0))]
    Alien(char),
    /// The number of characters, one more than a multiple of four: six bits left over that make no byte.
    #[error("{0} base64url characters cannot stand for whole bytes: one is missing, or the last one is too many")]
    Length(usize),
    /// The last character and the one that strict base64url has in its place (RFC 4648, section 3.5).
    #[error("the last character '{found}' sets bits that belong to no byte; only '{strict}' stands for the same bytes")]
    TrailingBits { found: char, strict: char },
}

fn space_name(space: char) -> String {
    match space {
        ' ' => "a space".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        _ => format!("the white space {}", shown(space)),
    }
}

/// What can be read of a segment, and all that is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// `+` and `/` read as `-` and `_`; padding, white space and alien characters skipped; unused bits dropped.
    pub bytes: Vec<u8>,
    /// In order of place, at most [`MAX_FAULTS`].
    pub faults: Vec<Fault>,
    /// Faults that are not listed.
    pub more_faults: usize,
}

/// The bytes of a segment. Errors: the first fault; nothing is skipped or guessed.
pub fn decode(segment: &str) -> Result<Vec<u8>, Fault> {
    let decoded = decode_lenient(segment);
    match decoded.faults.first() {
        None => Ok(decoded.bytes),
        Some(fault) => Err(*fault),
    }
}

/// The bytes of a segment as far as they can be read. For showing, never for checking.
pub fn decode_lenient(segment: &str) -> Decoded {
    let mut decoded = Decoded { bytes: Vec::with_capacity(segment.len() / 4 * 3 + 2), ..Decoded::default() };
    // As far as nothing is wrong, four characters at once: nearly every segment is done with that.
    for four in segment.as_bytes().chunks_exact(4) {
        let bits = four.iter().try_fold(0, |bits, byte| Some(bits << 6 | value_of(char::from(*byte))?));
        let Some(bits) = bits else { break };
        decoded.bytes.extend_from_slice(&[(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
    }
    let clean = decoded.bytes.len() / 3 * 4;
    let mut pending: u32 = 0;
    let mut sextets = clean;
    let mut last = Fault { index: 0, offset: 0, kind: FaultKind::Length(0) };
    let mut last_character = 'A';
    for (index, (offset, character)) in segment[clean..].char_indices().enumerate() {
        let (index, offset) = (clean + index, clean + offset);
        let (sextet, kind) = match character {
            '+' => (Some(62), Some(FaultKind::Standard('+'))),
            '/' => (Some(63), Some(FaultKind::Standard('/'))),
            '=' => (None, Some(FaultKind::Padding)),
            _ => match value_of(character) {
                Some(value) => (Some(value), None),
                None if character.is_whitespace() => (None, Some(FaultKind::Space(character))),
                None => (None, Some(FaultKind::Alien(character))),
            },
        };
        let place = Fault { index, offset, kind: FaultKind::Length(0) };
        if let Some(kind) = kind {
            decoded.note(Fault { kind, ..place });
        }
        let Some(sextet) = sextet else { continue };
        (last, last_character) = (place, character);
        pending = pending << 6 | sextet;
        sextets += 1;
        match sextets % 4 {
            1 => {}
            2 => decoded.bytes.push((pending >> 4) as u8),
            3 => decoded.bytes.push((pending >> 2) as u8),
            _ => decoded.bytes.push(pending as u8),
        }
    }
    let unused = match sextets % 4 {
        1 => {
            decoded.note(Fault { kind: FaultKind::Length(sextets), ..last });
            0
        }
        2 => 4,
        3 => 2,
        _ => 0,
    };
    if pending & ((1 << unused) - 1) != 0 {
        let strict = character_of((pending >> unused) << unused & 63);
        decoded.note(Fault { kind: FaultKind::TrailingBits { found: last_character, strict }, ..last });
    }
    decoded
}

impl Decoded {
    fn note(&mut self, fault: Fault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        } else {
            self.more_faults += 1;
        }
    }
}

fn value_of(character: char) -> Option<u32> {
    let code = u32::from(character);
    Some(match character {
        'A'..='Z' => code - u32::from('A'),
        'a'..='z' => code - u32::from('a') + 26,
        '0'..='9' => code - u32::from('0') + 52,
        '-' => 62,
        '_' => 63,
        _ => return None,
    })
}

fn character_of(value: u32) -> char {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char::from(ALPHABET[(value & 63) as usize])
}

/// Whether a strict segment may contain this character.
pub fn is_base64url(character: char) -> bool {
    value_of(character).is_some()
}

/// Index of the first of the two characters of a strict segment that carry this byte.
pub fn character_of_byte(byte: usize) -> usize {
    byte * 4 / 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_named_with_its_place_and_the_rest_is_still_read() {
        use FaultKind::*;
        type Case = (&'static str, &'static [u8], &'static [(usize, usize, FaultKind)]);
        // (segment, bytes that can be read, faults as (index, offset, kind))
        let cases: [Case; 14] = [
            ("", b"", &[]),
            ("Zm9v", b"foo", &[]),
            ("Zm8", b"fo", &[]),
            ("-_-_", b"\xfb\xff\xbf", &[]),
            ("+/-_", b"\xfb\xff\xbf", &[(0, 0, Standard('+')), (1, 1, Standard('/'))]),
            ("Zg==", b"f", &[(2, 2, Padding), (3, 3, Padding)]),
            ("Zm 9v", b"foo", &[(2, 2, Space(' '))]),
            ("Zm9v\n", b"foo", &[(4, 4, Space('\n'))]),
            ("Zé?9w", b"g\xdc", &[(1, 1, Alien('é')), (2, 3, Alien('?'))]),
            ("Z", b"", &[(0, 0, Length(1))]),
            ("Zm9vZ", b"foo", &[(4, 4, Length(5))]),
            ("AB", b"\0", &[(1, 1, TrailingBits { found: 'B', strict: 'A' })]),
            ("Zm9", b"fo", &[(2, 2, TrailingBits { found: '9', strict: '8' })]),
            ("\u{200b}Zm9v", b"foo", &[(0, 0, Alien('\u{200b}'))]),
        ];
        for (segment, bytes, faults) in cases {
            let decoded = decode_lenient(segment);
            let found: Vec<_> = decoded.faults.iter().map(|f| (f.index, f.offset, f.kind)).collect();
            assert_eq!(found, faults, "{segment:?}");
            assert_eq!(decoded.bytes, bytes, "{segment:?}");
            assert_eq!(decode(segment).is_ok(), faults.is_empty(), "{segment:?}");
        }
    }

    #[test]
    fn a_fault_reads_as_a_sentence() {
        let message = |segment| decode(segment).expect_err(segment).to_string();
        assert_eq!(message("Zm+v"), "character 3: '+' belongs to standard base64; a JWT uses '-' here");
        assert_eq!(message("Zm8="), "character 4: '=' is padding; a JWT leaves padding out");
        assert_eq!(message("Zm9v\r"), "character 5: a line break; a JWT has no white space inside");
        assert!(message("Zm9v\u{202e}").starts_with("character 5: U+202E is not a base64url character"));
        assert!(message("Zm9vZ").starts_with("character 5: 5 base64url characters cannot"));
        assert!(message("AB").contains("only 'A' stands for the same bytes"));
    }

    #[test]
    fn many_faults_are_counted_not_listed() {
        let decoded = decode_lenient(&"?".repeat(1_000));
        assert_eq!((decoded.faults.len(), decoded.more_faults), (MAX_FAULTS, 980));
    }

    #[test]
    fn a_byte_is_found_in_the_characters_that_carry_it() {
        assert_eq!([0, 1, 2, 3, 4, 5].map(character_of_byte), [0, 1, 2, 4, 5, 6]);
    }
}
