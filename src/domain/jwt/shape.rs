//! What kind of thing a text is, as far as its outside and its header tell.

use std::fmt;

use crate::domain::json::{Kind, Value};

/// The kinds that are told apart. `Display` is a sentence for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A compact JWS whose payload is a JSON object: claims.
    Jwt,
    /// A compact JWS with any other payload.
    Jws,
    /// A compact JWS without its payload (RFC 7515, appendix F).
    Detached,
    /// `"b64": false`: the payload stands in the token as it is (RFC 7797).
    Unencoded,
    /// A compact JWE: five parts.
    Jwe,
    /// A JWS as JSON: `general` may carry several signatures (RFC 7515, section 7.2.1), else flattened (7.2.2).
    JwsJson {
        general: bool,
    },
    /// A JWE as JSON (RFC 7516, section 7.2).
    JweJson,
    /// JSON, but neither a JWS nor a JWE: perhaps a payload that was decoded already.
    Json,
    /// Three parts, of which the header or the payload cannot be read.
    Unreadable,
    /// A number of parts that no token has.
    OtherCount(usize),
    Empty,
    /// More bytes than are read.
    TooLong(usize),
}

impl Shape {
    /// The shape of a text that is one JSON value.
    pub fn of_json(document: &Value) -> Self {
        let has = |name| document.get(name).is_some();
        let is_array = |name| matches!(document.get(name).map(|value| &value.kind), Some(Kind::Array(_)));
        if has("ciphertext") {
            Self::JweJson
        } else if is_array("signatures") {
            Self::JwsJson { general: true }
        } else if has("signature") && (has("payload") || has("protected") || has("header")) {
            Self::JwsJson { general: false }
        } else {
            Self::Json
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jwt => "A signed token (JWS) with claims: a JWT in three parts, header, payload and signature.",
            Self::Jws => "A JWS, not a JWT: the payload is not a JSON object, so there are no claims.",
            Self::Detached => {
                "A JWS without its payload. It is empty, or it was sent apart from the token (detached); then only \
                 whoever holds it can check the signature."
            }
            Self::Unencoded => {
                "A JWS with an unencoded payload (\"b64\": false): the middle part is the payload itself, not base64url."
            }
            Self::Jwe => "An encrypted token (JWE) in five parts. Nobody can read the payload without the key.",
            Self::JwsJson { general: true } => "A JWS as JSON (general serialization), not a compact token.",
            Self::JwsJson { general: false } => "A JWS as JSON (flattened serialization), not a compact token.",
            Self::JweJson => "A JWE as JSON, not a compact token. Nobody can read the payload without the key.",
            Self::Json => "JSON, not a token. A token is the encoded text, with dots between its parts.",
            Self::Unreadable => "Three parts like a signed token, but the header or the payload cannot be read.",
            Self::OtherCount(1) => return f.write_str("One part without a dot. A signed token has three, an encrypted one five."),
            Self::OtherCount(count) => {
                return write!(f, "{count} parts. A signed token has three, an encrypted one five.");
            }
            Self::Empty => "Nothing yet.",
            Self::TooLong(bytes) => return write!(f, "A text of {bytes} bytes, more than is read here."),
        })
    }
}
