//! The plan of a signature: header and payload as typed, byte for byte, and the key that the header's `alg` asks for.

use super::alg::{Alg, known_elsewhere};
use super::key::{Key, KeyError, Kind, bytes_of};
use super::key_box::Keys;
use super::refusal::Refusal;
use crate::domain::json::{self, Value};
use crate::domain::jwt::base64url::encode;
use crate::domain::jwt::token::has_unencoded_payload;

/// Everything that a signature is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignPlan {
    pub alg: Alg,
    pub key: Key,
    /// What is signed: header and payload in base64url with the dot between.
    pub input: String,
}

/// Plans the signature. Errors: a header that names no algorithm or wants the payload as it stands (RFC 7797), or a key
/// that cannot sign with it.
pub fn plan(header: &str, payload: &str, keys: Option<&Result<Keys, KeyError>>) -> Result<SignPlan, Refusal> {
    let alg = alg_of(header)?;
    let keys = keys.ok_or(Refusal::NoSigningKey)?.as_ref().map_err(|_| Refusal::KeyUnreadable)?;
    let usable: Vec<&Key> = keys.entries.iter().filter_map(|entry| entry.key.as_ref().ok()).collect();
    let key = usable.iter().find(|key| key.fits(alg)).or(usable.first()).ok_or(Refusal::KeyUnreadable)?;
    if !key.fits(alg) {
        return Err(Refusal::WrongKind { alg: alg.to_string(), key: key.describe() });
    }
    if key.kind != Kind::Secret && !key.is_private() {
        return Err(Refusal::PublicCannotSign);
    }
    if key.kind == Kind::Rsa && key.bits() < 2048 {
        return Err(Refusal::RsaShort(key.bits()));
    }
    let input = [&encode(header.as_bytes()), ".", &encode(payload.as_bytes())].concat();
    Ok(SignPlan { alg, key: (*key).clone(), input })
}

/// The algorithm that a header asks for. Errors: it is no JSON, names none that can be signed with here, or wants the
/// payload as it stands.
pub fn alg_of(header: &str) -> Result<Alg, Refusal> {
    let document = json::read(header).map_err(|why| Refusal::HeaderUnreadable(why.to_string()))?;
    if has_unencoded_payload(header.as_bytes()) {
        return Err(Refusal::Unencoded);
    }
    let name = document.get("alg").and_then(Value::as_str).ok_or(Refusal::NoAlg)?;
    Alg::of_name(name).ok_or_else(|| match known_elsewhere(name) {
        Some(what) => Refusal::AlgElsewhere { name: name.to_owned(), what },
        None if name == "none" => Refusal::AlgNone(name.to_owned()),
        None => Refusal::AlgUnknown(name.to_owned()),
    })
}

/// The text to start from: a part of a token as it is, else `otherwise`; and whether the part had bytes that are no UTF-8
/// text, which are left behind.
pub fn carried(part: Option<&[u8]>, otherwise: &str) -> (String, bool) {
    match std::str::from_utf8(part.unwrap_or_default()) {
        Ok("") => (otherwise.to_owned(), false),
        Ok(text) => (text.to_owned(), false),
        Err(_) => (otherwise.to_owned(), true),
    }
}

/// What is allowed and unwise about it, in sentences.
pub fn warnings(plan: &SignPlan, payload: &str) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Alg::Hmac(hash) = plan.alg
        && plan.key.bits() < hash.bytes() * 8
    {
        warnings.push(format!(
            "The secret has {}; {} needs at least {} (RFC 7518, section 3.2). A shorter one can be guessed.",
            bytes_of(plan.key.bits() / 8),
            plan.alg,
            hash.bytes()
        ));
    }
    match json::read(payload) {
        Ok(claims) if claims.members().is_some() => {}
        _ => warnings.push("The payload is no JSON object: this becomes a JWS, not a JWT.".to_owned()),
    }
    warnings
}

/// The token: input, dot, signature.
pub fn token(plan: &SignPlan, signature: &[u8]) -> String {
    [&plan.input, ".", &encode(signature)].concat()
}

/// The header with another `alg`; every other byte stays as it is. A header that is no JSON object stays whole.
pub fn with_alg(header: &str, alg: Alg) -> String {
    let Ok(document) = json::read(header) else { return header.to_owned() };
    let (range, text) = match document.get("alg") {
        Some(value) => (value.span.range(), format!("\"{alg}\"")),
        None => {
            let Some(members) = document.members() else { return header.to_owned() };
            let start = document.span.start as usize + 1;
            (start..start, format!("\"alg\":\"{alg}\"{}", if members.is_empty() { "" } else { "," }))
        }
    };
    [&header[..range.start], &text, &header[range.end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jose::alg::{Curve, Hash};
    use crate::domain::jose::hmac;
    use crate::domain::jose::key_box::{KeyReading, read};
    use crate::domain::jwt::token::decode_unverified;

    fn planned(header: &str, payload: &str, key: &str) -> Result<SignPlan, Refusal> {
        plan(header, payload, read(key, KeyReading::Form).as_ref())
    }

    #[test]
    fn the_bytes_are_signed_as_they_were_typed() {
        // RFC 7515, appendix A.1, with its line ends and spaces.
        let header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}";
        let payload = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
        let key = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
        let plan = planned(header, payload, key).unwrap();
        let signature = hmac::sign(Hash::Sha256, plan.key.part("k").unwrap(), plan.input.as_bytes());
        let token = token(&plan, &signature);
        assert!(token.ends_with(".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "{token}");
        assert_eq!(decode_unverified(&token).segments[1].bytes, payload.as_bytes());
        assert_eq!(warnings(&plan, payload), [""; 0]);
    }

    #[test]
    fn a_short_secret_and_a_payload_without_claims_are_warned_of_and_signed() {
        let plan = planned(r#"{"alg":"HS256"}"#, "prose", "short").unwrap();
        let warnings = warnings(&plan, "prose");
        assert!(warnings[0].starts_with("The secret has 5 bytes; HS256 needs at least 32") && warnings.len() == 2);
    }

    #[test]
    fn what_cannot_sign_says_why() {
        let public = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let cases = [
            ("{", "s", "the header is not JSON: line 1"),
            ("{}", "s", "the header has no \"alg\""),
            (r#"{"alg":"none"}"#, "s", "\"alg\" is \"none\""),
            (r#"{"alg":"HS1"}"#, "s", "\"HS1\" is no signature algorithm"),
            (r#"{"alg":"Ed448"}"#, "s", "\"Ed448\" is EdDSA on the curve Ed448"),
            (r#"{"alg":"HS256","b64":false}"#, "s", "the payload is not base64url (\"b64\": false"),
            (r#"{"alg":"HS256"}"#, "", "there is no key yet: put the secret or the private key"),
            (r#"{"alg":"HS256"}"#, "{", "the key cannot be read"),
            (r#"{"alg":"HS256"}"#, public, "the token says HS256, and the key is an Ed25519 public key"),
            (r#"{"alg":"EdDSA"}"#, public, "this is a public key, and only the private one signs"),
        ];
        for (header, key, reason) in cases {
            let why = planned(header, "{}", key).expect_err(header).to_string();
            assert!(why.starts_with(reason), "{header}: {why}");
        }
    }

    #[test]
    fn a_part_is_carried_across_where_it_is_text_and_said_to_be_lost_where_not() {
        assert_eq!(carried(Some(b"{\"n\": 1.0}\n"), "{}"), ("{\"n\": 1.0}\n".to_owned(), false));
        assert_eq!(carried(Some(b"\xff"), "{}"), ("{}".to_owned(), true));
        assert_eq!(
            [carried(Some(b""), "{}"), carried(None, "{}")],
            [("{}".to_owned(), false), ("{}".to_owned(), false)]
        );
    }

    #[test]
    fn another_algorithm_changes_nothing_else_in_the_header() {
        let es256 = |header: &str| with_alg(header, Alg::Ecdsa(Curve::P256));
        assert_eq!(
            es256("{ \"typ\" : \"JWT\",\r\n\"alg\" : \"HS256\" }"),
            "{ \"typ\" : \"JWT\",\r\n\"alg\" : \"ES256\" }"
        );
        assert_eq!(es256("{\"n\":1.0}"), "{\"alg\":\"ES256\",\"n\":1.0}");
        assert_eq!(es256(" {}"), " {\"alg\":\"ES256\"}");
        assert_eq!((es256("{"), es256("[1]")), ("{".to_owned(), "[1]".to_owned()));
    }
}
