//! Why a signature is refused, or cannot be checked, before any arithmetic is done.

use thiserror::Error;

use super::alg::Alg;
use super::key::bytes_of;
use super::verdict::State;

/// The reason, as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("a malformed token has no signature that could be checked: mend it first")]
    Malformed,
    #[error("an encrypted token has no signature: whoever holds the key finds out when decrypting it")]
    Encrypted,
    #[error("the payload is not base64url (\"b64\": false, RFC 7797): such a token is named here, not checked")]
    Unencoded,
    #[error("a JWS as JSON is named here, not checked: its compact form is, where it has one")]
    NotCompact,
    #[error("put the key in the box for it: the secret, or the issuer's public key")]
    NoKey,
    /// Of signing.
    #[error("there is no key yet: put the secret or the private key in its box, or generate one")]
    NoSigningKey,
    #[error("the key cannot be read: see below its box")]
    KeyUnreadable,
    /// Of a header that is typed in to be signed.
    #[error("the header is not JSON: {0}")]
    HeaderUnreadable(String),
    #[error("this is a public key, and only the private one signs")]
    PublicCannotSign,
    #[error("the header has no \"alg\" that is text, so nobody knows how the token was signed")]
    NoAlg,
    #[error("\"alg\" is \"{0}\": the token is not signed at all, anyone can write it; a verifier refuses it")]
    AlgNone(String),
    #[error("\"{name}\" is {what}; it is recognised here, not checked")]
    AlgElsewhere { name: String, what: &'static str },
    #[error("\"{0}\" is no signature algorithm: names are exact, capitals included")]
    AlgUnknown(String),
    #[error("you expect {expected}, the token says {found}; a verifier never lets the token choose")]
    NotExpected { expected: Alg, found: String },
    #[error("the token says {alg}, and the key is {key}: another kind")]
    WrongKind { alg: String, key: String },
    #[error("the key is for {key} alone, the token says {alg}")]
    KeyAlg { key: String, alg: String },
    #[error("\"crit\" is not a list of names of other header members (RFC 7515, section 4.1.11)")]
    CritMalformed,
    #[error("\"crit\" demands \"{0}\", which is not understood here, so the token has to be refused")]
    Crit(String),
    #[error("\"kid\" in the header is not text")]
    KidNotText,
    #[error("the token names the key \"{token}\", and this key is \"{key}\"")]
    KidDiffers { token: String, key: String },
    #[error("no key of the set has the name \"{0}\" that the token gives")]
    KidUnknown(String),
    #[error("{count} keys of the set have the name \"{kid}\": one name has to mean one key")]
    KidTwice { kid: String, count: usize },
    #[error("the key that the token names cannot be used: {0}")]
    KeyFaulty(String),
    #[error("the token names no key, and {0} of the set would fit: paste the one that is meant")]
    WhichKey(usize),
    #[error("the key is meant for \"use\": \"{0}\", not for signatures")]
    KeyUse(String),
    #[error("the key's \"key_ops\" do not allow \"verify\"")]
    KeyOperations,
    #[error("the RSA key has {0} bits; below 2048 it can be broken, and a verifier refuses it (RFC 7518, section 3.3)")]
    RsaShort(usize),
    #[error("the RSA key's exponent is even or below 3: with it anyone can make signatures")]
    RsaExponent,
    #[error("the signature is empty; {alg} gives {expected} bytes")]
    SignatureEmpty { alg: Alg, expected: usize },
    #[error("the signature has {found}; {alg} with this key gives {expected}", found = bytes_of(*.found))]
    SignatureLength { alg: Alg, found: usize, expected: usize },
    #[error("the signature is a number that is not below the key's modulus")]
    SignatureRange,
    #[error(
        "the second half of the signature is not below the order of the curve: another form of a signature that was changed"
    )]
    SignatureMalleable,
}

impl Refusal {
    /// Whether something is missing for a check, or a verifier has to refuse the token as it is.
    pub fn state(&self) -> State {
        match self {
            Self::Malformed
            | Self::Encrypted
            | Self::Unencoded
            | Self::NotCompact
            | Self::NoKey
            | Self::KeyUnreadable
            | Self::KeyFaulty(_)
            | Self::AlgElsewhere { .. }
            | Self::WhichKey(_) => State::NotChecked,
            _ => State::Fails,
        }
    }
}
