//! One part of a compact token, between two dots: its place, its bytes and what they say.

use std::fmt;
use std::ops::Range;

use super::base64url::{self, Fault};
use crate::domain::json;

/// What a part is for (RFC 7515, section 3.1; RFC 7516, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Header,
    Payload,
    Signature,
    EncryptedKey,
    InitializationVector,
    Ciphertext,
    AuthenticationTag,
    /// A part that no kind of token has.
    Extra,
}

impl Part {
    /// The parts of a token that has this many, in order.
    pub fn of_token(count: usize) -> Vec<Self> {
        use Part::*;
        match count {
            5 => vec![Header, EncryptedKey, InitializationVector, Ciphertext, AuthenticationTag],
            _ => [Header, Payload, Signature].into_iter().chain(std::iter::repeat(Extra)).take(count).collect(),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::EncryptedKey => "encrypted key",
            Self::InitializationVector => "initialization vector",
            Self::Ciphertext => "ciphertext",
            Self::AuthenticationTag => "authentication tag",
            Self::Extra => "extra part",
        })
    }
}

/// What the bytes of a part say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Empty,
    Json(json::Value),
    /// A header or payload that is something else; `text` when its bytes are UTF-8.
    NotJson {
        error: json::Error,
        text: Option<String>,
    },
    /// A signature, or something encrypted: bytes that are not meant to be read.
    Bytes,
}

/// A part of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub part: Part,
    /// From 1.
    pub number: usize,
    /// Bytes of the token's text that it takes up, dots not included.
    pub range: Range<usize>,
    /// As it stands in the token.
    pub text: String,
    /// As far as they can be read: exact when `faults` is empty.
    pub bytes: Vec<u8>,
    pub faults: Vec<Fault>,
    /// Faults beyond those listed.
    pub more_faults: usize,
    pub content: Content,
}

impl Segment {
    pub(super) fn read(part: Part, number: usize, range: Range<usize>, text: &str) -> Self {
        let decoded = base64url::decode_lenient(text);
        let content = content_of(part, &decoded.bytes);
        Self {
            part,
            number,
            range,
            text: text.to_owned(),
            bytes: decoded.bytes,
            faults: decoded.faults,
            more_faults: decoded.more_faults,
            content,
        }
    }

    /// The text itself is the bytes: the payload of a token whose header says `"b64": false`.
    pub(super) fn as_written(part: Part, number: usize, range: Range<usize>, text: &str) -> Self {
        let bytes = text.as_bytes().to_vec();
        let content = content_of(part, &bytes);
        Self { part, number, range, text: text.to_owned(), bytes, faults: Vec::new(), more_faults: 0, content }
    }

    /// The JSON value of a header or payload.
    pub fn json(&self) -> Option<&json::Value> {
        match &self.content {
            Content::Json(value) => Some(value),
            _ => None,
        }
    }
}

fn content_of(part: Part, bytes: &[u8]) -> Content {
    if bytes.is_empty() {
        return Content::Empty;
    }
    if !matches!(part, Part::Header | Part::Payload) {
        return Content::Bytes;
    }
    match json::read_bytes(bytes) {
        Ok(value) => Content::Json(value),
        Err(error) => Content::NotJson { error, text: std::str::from_utf8(bytes).ok().map(str::to_owned) },
    }
}
