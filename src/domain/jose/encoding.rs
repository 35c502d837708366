//! The ways that people write a secret down: as text, base64, base64url or hexadecimal. A wrong character is named with
//! its place, never skipped.

use thiserror::Error;

use crate::domain::json::shown;
use crate::domain::jwt::base64url::{self, FaultKind};

/// How a secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Text,
    Base64,
    Base64url,
    Hex,
}

/// Why a text is not the encoding that was chosen, and where. Characters count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EncodingError {
    #[error("character {at}: {sign} is no hexadecimal digit; those are 0 to 9 and a to f", sign = shown(*.found))]
    NotHex { at: usize, found: char },
    #[error("an odd number of hexadecimal digits, {0}: two make a byte, so one is missing or too many")]
    OddHex(usize),
    #[error("character {at}: {sign} is not a {what} character", sign = shown(*.found))]
    Alien { at: usize, found: char, what: &'static str },
    #[error("character {at}: '{found}' belongs to base64url: choose that reading instead")]
    Url { at: usize, found: char },
    #[error("character {at}: '{found}' belongs to standard base64: choose that reading instead")]
    Standard { at: usize, found: char },
    #[error("character {at}: '=' is padding and stands only at the end, one or two to make a multiple of four")]
    Padding { at: usize },
    #[error("{0} characters cannot stand for whole bytes: one is missing, or the last one is too many")]
    Length(usize),
    #[error("the last character '{found}' sets bits that belong to no byte; only '{strict}' stands for the same bytes")]
    TrailingBits { found: char, strict: char },
}

impl Encoding {
    pub const ALL: [Self; 4] = [Self::Text, Self::Base64, Self::Base64url, Self::Hex];

    /// In a sentence: "as base64".
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Base64 => "base64",
            Self::Base64url => "base64url",
            Self::Hex => "hex",
        }
    }

    /// The bytes of `text`. Text is taken as it stands; elsewhere white space around it is left out. Errors: the first
    /// fault.
    pub fn bytes(self, text: &str) -> Result<Vec<u8>, EncodingError> {
        match self {
            Self::Text => Ok(text.as_bytes().to_vec()),
            Self::Hex => hex(text.trim_ascii()),
            Self::Base64 => base64(text.trim_ascii()),
            Self::Base64url => strict(text.trim_ascii(), self),
        }
    }
}

fn hex(text: &str) -> Result<Vec<u8>, EncodingError> {
    let mut digits = Vec::with_capacity(text.len());
    for (at, found) in text.chars().enumerate() {
        let digit = found.to_digit(16).ok_or(EncodingError::NotHex { at: at + 1, found })?;
        digits.push(u8::try_from(digit).unwrap_or_default());
    }
    if digits.len() % 2 == 1 {
        return Err(EncodingError::OddHex(digits.len()));
    }
    Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// Standard base64; padding may be left out, but not half of it.
pub(super) fn base64(text: &str) -> Result<Vec<u8>, EncodingError> {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if padding > 0 && (padding > 2 || !text.len().is_multiple_of(4)) {
        return Err(EncodingError::Padding { at: body.chars().count() + 1 });
    }
    if let Some((at, found)) = body.chars().enumerate().find(|(_, sign)| matches!(sign, '-' | '_')) {
        return Err(EncodingError::Url { at: at + 1, found });
    }
    strict(&body.replace('+', "-").replace('/', "_"), Encoding::Base64)
}

fn strict(text: &str, encoding: Encoding) -> Result<Vec<u8>, EncodingError> {
    base64url::decode(text).map_err(|fault| {
        let at = fault.index + 1;
        match fault.kind {
            FaultKind::Standard(found) => EncodingError::Standard { at, found },
            FaultKind::Padding => EncodingError::Padding { at },
            FaultKind::Space(found) | FaultKind::Alien(found) => {
                EncodingError::Alien { at, found, what: encoding.name() }
            }
            FaultKind::Length(count) => EncodingError::Length(count),
            FaultKind::TrailingBits { found, strict } => match encoding {
                Encoding::Base64 => EncodingError::TrailingBits { found: standard(found), strict: standard(strict) },
                _ => EncodingError::TrailingBits { found, strict },
            },
        }
    })
}

fn standard(sign: char) -> char {
    match sign {
        '-' => '+',
        '_' => '/',
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reading_gives_its_bytes() {
        let cases: [(Encoding, &str, &[u8]); 9] = [
            (Encoding::Text, " a\n", b" a\n"),
            (Encoding::Text, "", b""),
            (Encoding::Hex, " 00fFa0\n", &[0, 255, 160]),
            (Encoding::Base64, "+/8=", &[251, 255]),
            (Encoding::Base64, "+/8", &[251, 255]),
            (Encoding::Base64, "AA==\n", &[0]),
            (Encoding::Base64url, "-_8", &[251, 255]),
            (Encoding::Base64url, "", b""),
            (Encoding::Base64, "YWJj", b"abc"),
        ];
        for (encoding, text, bytes) in cases {
            assert_eq!(encoding.bytes(text).as_deref(), Ok(bytes), "{encoding:?} {text:?}");
        }
    }

    #[test]
    fn a_wrong_character_is_named_with_its_place_and_the_mend() {
        let cases = [
            (Encoding::Hex, "0g", "character 2: 'g' is no hexadecimal digit"),
            (Encoding::Hex, "012", "an odd number of hexadecimal digits, 3"),
            (Encoding::Base64, "ab-d", "character 3: '-' belongs to base64url"),
            (Encoding::Base64, "ab cd", "character 3: ' ' is not a base64 character"),
            (Encoding::Base64, "abc==", "character 4: '=' is padding"),
            (Encoding::Base64, "a=bc", "character 2: '=' is padding"),
            (Encoding::Base64, "A/==", "the last character '/' sets bits that belong to no byte; only 'w'"),
            (Encoding::Base64url, "ab/d", "character 3: '/' belongs to standard base64"),
            (Encoding::Base64url, "ab==", "character 3: '=' is padding"),
            (Encoding::Base64url, "abcde", "5 characters cannot stand for whole bytes"),
        ];
        for (encoding, text, message) in cases {
            let error = encoding.bytes(text).expect_err(text).to_string();
            assert!(error.starts_with(message), "{encoding:?} {text:?}: {error}");
        }
    }
}
