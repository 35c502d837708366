//! What is wrong with a token's form, and what is allowed and worth knowing, each with its place.

use thiserror::Error;

use super::base64url;
use super::segment::Part;
use super::token::MAX_BYTES;
use crate::domain::json;

/// Why a text is not a well-formed compact token.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    #[error("there is no text: paste a token")]
    Empty,
    #[error("the text has {0} bytes; at most {MAX_BYTES} are read: paste the token alone")]
    TooLong(usize),
    #[error(
        "this is the JSON serialization; a JWT is always in the compact one, parts with dots between (RFC 7519, section 1)"
    )]
    NotCompact,
    #[error(
        "this is the JSON serialization of an encrypted token (RFC 7516, section 7.2); a JWT is always in the compact one, five parts with dots between"
    )]
    NotCompactEncrypted,
    #[error("this is JSON, not a token: a token's header and payload are JSON in base64url; paste the encoded text")]
    Json,
    #[error("{}", count_sentence(*.0))]
    Count(usize),
    #[error("an unencoded payload (\"b64\": false) with a dot in it needs another form (RFC 7797, section 5.2)")]
    DotInPayload,
    #[error("segment {number} ({part}), {fault}")]
    Base64 { number: usize, part: Part, fault: base64url::Fault },
    #[error("segment {number} ({part}): {count} more characters are at fault")]
    MoreBase64 { number: usize, part: Part, count: usize },
    #[error("segment 1 (header): it is empty; a token starts with a JSON object that names its algorithm")]
    HeaderEmpty,
    #[error("segment 1 (header), {0}")]
    HeaderNotJson(json::Error),
    #[error("segment 1 (header): it is {0}; a header is a JSON object (RFC 7515, section 4)")]
    HeaderNotObject(&'static str),
}

fn count_sentence(count: usize) -> String {
    match count {
        1 => "no dot: a signed token has three parts with dots between; copy the whole token".to_owned(),
        2 => {
            "2 parts: the third, the signature, is missing; even an unsecured token ends with its second dot".to_owned()
        }
        _ => format!("{count} parts: a signed token has three and an encrypted one five; look for a dot too many"),
    }
}

/// Allowed, and worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Note {
    #[error("the payload is not JSON ({0}): this is a JWS, not a JWT")]
    PayloadNotJson(json::Error),
    #[error("the payload is {0}, not an object: this is a JWS, not a JWT (RFC 7519, section 7.2)")]
    PayloadNotObject(&'static str),
    #[error("the signature is empty: nothing protects this token, anyone can write one like it")]
    NoSignature,
    #[error("segment {number} ({part}): \"{name}\" is there more than once; readers differ in which one they believe")]
    Duplicate { number: usize, part: Part, name: String },
}
