//! Keys as JSON: one (JWK) or a set of them (JWKS), RFC 7517.

use super::alg::Curve;
use super::encoding::Encoding;
use super::key::{Key, KeyError, Kind};
use crate::domain::json::{self, Kind as Json, Value};

/// A key of a set, or why it cannot be used; the others still can (RFC 7517, section 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kid: Option<String>,
    pub key: Result<Key, KeyError>,
}

/// The keys of a JWKS (`true`), or the one JWK (`false`). Errors: no JSON, no key, or the one key is faulty.
pub fn read(text: &str) -> Result<(Vec<Entry>, bool), KeyError> {
    let document = json::read(text).map_err(KeyError::Json)?;
    let Some(keys) = document.get("keys") else {
        let key = key(&document)?;
        return Ok((vec![Entry { kid: key.kid.clone(), key: Ok(key) }], false));
    };
    let Json::Array(keys) = &keys.kind else { return Err(KeyError::NotText("keys", keys.noun())) };
    if keys.is_empty() {
        return Err(KeyError::EmptySet);
    }
    let entry = |value| Entry { kid: text_of(value, "kid").ok().map(str::to_owned), key: key(value) };
    Ok((keys.iter().map(entry).collect(), true))
}

fn text_of<'a>(jwk: &'a Value, name: &'static str) -> Result<&'a str, KeyError> {
    let value = jwk.get(name).ok_or(KeyError::Missing(name))?;
    value.as_str().ok_or(KeyError::NotText(name, value.noun()))
}

fn optional(jwk: &Value, name: &'static str) -> Result<Option<String>, KeyError> {
    match text_of(jwk, name) {
        Err(KeyError::Missing(_)) => Ok(None),
        other => other.map(|text| Some(text.to_owned())),
    }
}

fn key(jwk: &Value) -> Result<Key, KeyError> {
    if jwk.members().is_none() {
        return Err(KeyError::NotJwk(jwk.noun()));
    }
    let (kind, names): (Kind, &[&'static str]) = match text_of(jwk, "kty")? {
        "oct" => (Kind::Secret, &["k"]),
        "RSA" => (Kind::Rsa, &["n", "e", "d", "p", "q", "dp", "dq", "qi"]),
        "EC" => (Kind::Ec(curve(text_of(jwk, "crv")?)?), &["x", "y", "d"]),
        "OKP" => match text_of(jwk, "crv")? {
            "Ed25519" => (Kind::Ed25519, &["x", "d"]),
            other => return Err(KeyError::Unsupported { what: format!("a key on {other}") }),
        },
        other => return Err(KeyError::Unsupported { what: format!("a key of type \"{other}\"") }),
    };
    let mut parts = Vec::new();
    for name in names {
        match text_of(jwk, name) {
            Err(KeyError::Missing(_)) => {}
            text => {
                parts.push((*name, Encoding::Base64url.bytes(text?).map_err(|why| KeyError::Member(name, why))?));
            }
        }
    }
    let mut key = Key::new(kind, parts)?;
    key.kid = optional(jwk, "kid")?;
    key.alg = optional(jwk, "alg")?;
    key.purpose = optional(jwk, "use")?;
    if let Some(operations) = jwk.get("key_ops") {
        let Json::Array(items) = &operations.kind else { return Err(KeyError::NotText("key_ops", operations.noun())) };
        key.operations = Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    Ok(key)
}

fn curve(name: &str) -> Result<Curve, KeyError> {
    let known = [Curve::P256, Curve::P384, Curve::P521].into_iter().find(|curve| curve.name() == name);
    known.ok_or_else(|| KeyError::Unsupported { what: format!("an EC key on {name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_what_it_is_and_is_for() {
        let (entries, set) = read(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                "kid":"a","alg":"EdDSA","use":"sig","key_ops":["verify"]}"#,
        )
        .unwrap();
        let key = entries[0].key.as_ref().unwrap();
        assert_eq!((set, key.kind, key.is_private()), (false, Kind::Ed25519, false));
        assert_eq!(
            (key.kid.as_deref(), key.alg.as_deref(), key.purpose.as_deref()),
            (Some("a"), Some("EdDSA"), Some("sig"))
        );
        assert_eq!(key.operations.as_deref(), Some(&["verify".to_owned()][..]));
    }

    #[test]
    fn a_faulty_key_of_a_set_leaves_the_others() {
        let (entries, set) =
            read(r#"{"keys":[{"kty":"XYZ","kid":"a"},{"kty":"oct","k":"AAEC","kid":"b"},7]}"#).unwrap();
        assert!(set && entries[0].key.is_err() && entries[1].key.is_ok() && entries[2].key.is_err());
        assert_eq!(entries[0].kid.as_deref(), Some("a"));
    }

    #[test]
    fn what_is_wrong_with_a_key_is_said() {
        let cases = [
            ("{", "not a JWK: line 1, column 2"),
            ("[]", "this is an array"),
            ("{}", "the JWK has no \"kty\""),
            (r#"{"kty":7}"#, "the JWK's \"kty\" is a number"),
            (r#"{"keys":[]}"#, "the set has no keys"),
            (r#"{"kty":"EC","crv":"secp256k1","x":"","y":""}"#, "an EC key on secp256k1, which is not checked here"),
            (r#"{"kty":"OKP","crv":"Ed448","x":""}"#, "a key on Ed448"),
            (r#"{"kty":"AKP","alg":"ML-DSA-44","pub":""}"#, "a key of type \"AKP\""),
            (r#"{"kty":"RSA","n":"AQAB"}"#, "the JWK has no \"e\""),
            (r#"{"kty":"oct","k":"a+"}"#, "the JWK's \"k\": character 2: '+' belongs to standard base64"),
            (r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#, "\"x\" has 1 bytes; P-256 takes 32"),
            (r#"{"kty":"oct","k":"AA","key_ops":"verify"}"#, "the JWK's \"key_ops\" is a string"),
        ];
        for (text, message) in cases {
            let error = read(text).expect_err(text).to_string();
            assert!(error.starts_with(message), "{text}: {error}");
        }
    }
}
