//! Which characters of base64url carry which bytes, bit by bit, and the other way round.

mod said;
pub mod subject;

use std::ops::Range;

use super::base64url::is_base64url;

/// Part of a byte that one character carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Index of the character in its segment.
    pub character: usize,
    /// Which of the character's six bits, counted from the left.
    pub of_character: Range<u8>,
    /// Which of the byte's eight bits, counted from the left.
    pub of_byte: Range<u8>,
}

/// The two characters that carry a byte, with the bits of each.
pub fn shares(byte: usize) -> [Share; 2] {
    let first = byte * 8 / 6;
    // 0, 2 or 4: bits of the first character that belong to the byte before.
    let skipped = u8::try_from(byte % 3 * 2).unwrap_or(0);
    let taken = 6 - skipped;
    [
        Share { character: first, of_character: skipped..6, of_byte: 0..taken },
        Share { character: first + 1, of_character: 0..8 - taken, of_byte: taken..8 },
    ]
}

/// The characters that carry a range of bytes; none for an empty range.
pub fn characters_of(bytes: Range<usize>) -> Range<usize> {
    if bytes.is_empty() {
        return bytes.start * 8 / 6..bytes.start * 8 / 6;
    }
    bytes.start * 8 / 6..(bytes.end * 8).div_ceil(6)
}

/// The bytes that a character has a part in, of a segment of `length` bytes: two, or one at a group's end and at the
/// segment's. Empty for a character past the end.
pub fn bytes_of(character: usize, length: usize) -> Range<usize> {
    let first = character * 6 / 8;
    let end = (character * 6 + 6).div_ceil(8);
    first.min(length)..end.min(length)
}

/// Six binary digits of a base64url character; `None` for any other.
pub fn sextet(character: char) -> Option<String> {
    ALPHABET.find(character).map(|value| format!("{value:06b}"))
}

/// The base64url characters in the order of their values (RFC 4648, section 5).
pub const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What the last character of a segment could be without changing the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCharacter {
    pub found: char,
    /// Bits of it that belong to no byte: 0, 2 or 4.
    pub unused: u32,
    /// Every character that decodes to the same bytes, the strict one first; one alone where no bit is unused.
    pub alike: Vec<char>,
}

impl LastCharacter {
    /// The one that a strict reader accepts: its unused bits are zero (RFC 4648, section 3.5).
    pub fn strict(&self) -> char {
        self.alike.first().copied().unwrap_or(self.found)
    }
}

/// The puzzle of a segment's last character; `None` where it is empty, not base64url, or one character too long.
pub fn last_character(segment: &str) -> Option<LastCharacter> {
    let found = segment.chars().next_back()?;
    if !segment.chars().all(is_base64url) {
        return None;
    }
    let unused = match segment.len() % 4 {
        0 => 0,
        2 => 4,
        3 => 2,
        _ => return None,
    };
    let value = ALPHABET.find(found)?;
    let start = value >> unused << unused;
    let alike = ALPHABET.chars().skip(start).take(1 << unused).collect();
    Some(LastCharacter { found, unused, alike })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::{decode, decode_lenient, encode};
    use proptest::prelude::*;

    #[test]
    fn three_bytes_and_four_characters_are_the_same_bits_cut_differently() {
        let share = |character, of_character, of_byte| Share { character, of_character, of_byte };
        assert_eq!(shares(0), [share(0, 0..6, 0..6), share(1, 0..2, 6..8)]);
        assert_eq!(shares(1), [share(1, 2..6, 0..4), share(2, 0..4, 4..8)]);
        assert_eq!(shares(2), [share(2, 4..6, 0..2), share(3, 0..6, 2..8)]);
        assert_eq!(shares(3)[0], share(4, 0..6, 0..6));
        assert_eq!((bytes_of(0, 9), bytes_of(1, 9), bytes_of(2, 9), bytes_of(3, 9)), (0..1, 0..2, 1..3, 2..3));
        assert_eq!((bytes_of(1, 1), bytes_of(9, 3)), (0..1, 3..3));
        assert_eq!((characters_of(0..3), characters_of(1..2), characters_of(4..4)), (0..4, 1..3, 5..5));
    }

    #[test]
    fn four_last_characters_of_an_hs256_signature_decode_alike_and_one_is_strict() {
        let signature = encode(&[7; 32]);
        let last = last_character(&signature).unwrap();
        assert_eq!((last.unused, last.alike.len(), last.strict()), (2, 4, signature.chars().next_back().unwrap()));
        for other in &last.alike {
            let text = format!("{}{other}", &signature[..42]);
            assert_eq!(decode_lenient(&text).bytes, [7; 32]);
            assert_eq!(decode(&text).is_ok(), *other == last.strict(), "{other}");
        }
        assert_eq!(last_character("AB").map(|last| (last.alike.len(), last.strict())), Some((16, 'A')));
        assert_eq!(last_character("AAAB").map(|last| last.alike), Some(vec!['B']));
        assert_eq!((last_character(""), last_character("A"), last_character("é=")), (None, None, None));
    }

    proptest! {
        #[test]
        fn the_bits_of_the_shares_are_the_bits_of_the_byte(bytes in prop::collection::vec(any::<u8>(), 1..20)) {
            let characters: Vec<char> = encode(&bytes).chars().collect();
            for (index, byte) in bytes.iter().enumerate() {
                let bits = format!("{byte:08b}");
                for share in shares(index) {
                    let six = sextet(characters[share.character]).unwrap();
                    let cut = |text: &str, range: &Range<u8>| text[range.start.into()..range.end.into()].to_owned();
                    prop_assert_eq!(cut(&six, &share.of_character), cut(&bits, &share.of_byte));
                    prop_assert!(bytes_of(share.character, bytes.len()).contains(&index));
                }
                let carriers = characters_of(index..index + 1);
                prop_assert_eq!(carriers.collect::<Vec<_>>(), shares(index).map(|share| share.character));
            }
        }
    }
}
