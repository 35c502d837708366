//! The plan of a check: from a token, the keys and the algorithm that a person expects, to what has to be computed; or
//! the reason why nothing has to. Strict where browsers are lax, so that all of them answer alike.

use super::alg::{Alg, known_elsewhere};
use super::jwk::Entry;
use super::key::{Key, KeyError, Kind};
use super::key_box::Keys;
use super::refusal::Refusal;
use crate::domain::json::{Kind as Json, Value};
use crate::domain::jwt::segment::Part;
use crate::domain::jwt::shape::Shape;
use crate::domain::jwt::token::Reading;

/// A check that is left to arithmetic: everything else about it is in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub alg: Alg,
    pub key: Key,
    /// What was signed: header and payload as they stand in the token, with the dot between.
    pub input: String,
    pub signature: Vec<u8>,
}

/// Plans the check of a token's signature. `expected` is what the person said; `None` leaves the choice to the key, whose
/// kind allows a few. The token's `alg` has to be among them: it never decides alone. Errors: the first reason to
/// refuse, from the token's form to its header, the key and the signature's shape.
pub fn plan(reading: &Reading, keys: Option<&Result<Keys, KeyError>>, expected: Option<Alg>) -> Result<Plan, Refusal> {
    let (header, signature) = parts(reading)?;
    let name = header.get("alg").and_then(Value::as_str).ok_or(Refusal::NoAlg)?;
    if name.eq_ignore_ascii_case("none") {
        return Err(Refusal::AlgNone(name.to_owned()));
    }
    check_critical(header)?;
    let alg = Alg::of_name(name).ok_or_else(|| match known_elsewhere(name) {
        Some(what) => Refusal::AlgElsewhere { name: name.to_owned(), what },
        None => Refusal::AlgUnknown(name.to_owned()),
    })?;
    if let Some(expected) = expected.filter(|expected| *expected != alg) {
        return Err(Refusal::NotExpected { expected, found: name.to_owned() });
    }
    let keys = keys.ok_or(Refusal::NoKey)?.as_ref().map_err(|_| Refusal::KeyUnreadable)?;
    let key = choose(keys, header, alg)?;
    check_key(key, alg, name)?;
    check_signature(signature, key, alg)?;
    let text = |part| reading.segment(part).map_or("", |segment| &segment.text);
    let input = [text(Part::Header), ".", text(Part::Payload)].concat();
    Ok(Plan { alg, key: key.clone(), input, signature: signature.to_vec() })
}

/// Header and signature of a token that is whole.
fn parts(reading: &Reading) -> Result<(&Value, &[u8]), Refusal> {
    match reading.shape {
        Shape::JweJson => return Err(Refusal::Encrypted),
        Shape::JwsJson { .. } => return Err(Refusal::NotCompact),
        _ => {}
    }
    let header = reading.header().filter(|_| reading.faults.is_empty()).ok_or(Refusal::Malformed)?;
    match reading.shape {
        Shape::Jwe => return Err(Refusal::Encrypted),
        Shape::Unencoded => return Err(Refusal::Unencoded),
        _ => {}
    }
    let signature = reading.segment(Part::Signature).ok_or(Refusal::Malformed)?;
    Ok((header, &signature.bytes))
}

/// `crit`: whatever it names has to be understood. Here that is `b64`, where it is true and changes nothing. Errors: it
/// is no list of names of other members, or names something else.
pub fn check_critical(header: &Value) -> Result<(), Refusal> {
    let Some(critical) = header.get("crit") else { return Ok(()) };
    let Json::Array(names) = &critical.kind else { return Err(Refusal::CritMalformed) };
    if names.is_empty() {
        return Err(Refusal::CritMalformed);
    }
    for name in names {
        let name = name.as_str().filter(|name| header.get(name).is_some()).ok_or(Refusal::CritMalformed)?;
        if name != "b64" {
            return Err(Refusal::Crit(name.to_owned()));
        }
    }
    Ok(())
}

/// The key that the header names, or the only one that fits. Errors: there is none, or it cannot be told which.
pub fn choose<'a>(keys: &'a Keys, header: &Value, alg: Alg) -> Result<&'a Key, Refusal> {
    let kid = match header.get("kid") {
        None => None,
        Some(kid) => Some(kid.as_str().ok_or(Refusal::KidNotText)?),
    };
    let usable = |entry: &'a Entry| entry.key.as_ref().map_err(|why| Refusal::KeyFaulty(why.to_string()));
    if let [only] = &keys.entries[..]
        && !keys.is_set
    {
        return match (kid, only.kid.as_deref()) {
            (Some(token), Some(key)) if token != key => {
                Err(Refusal::KidDiffers { token: token.to_owned(), key: key.to_owned() })
            }
            _ => usable(only),
        };
    }
    if let Some(kid) = kid {
        let named: Vec<_> = keys.entries.iter().filter(|entry| entry.kid.as_deref() == Some(kid)).collect();
        return match named[..] {
            [] => Err(Refusal::KidUnknown(kid.to_owned())),
            [entry] => usable(entry),
            _ => Err(Refusal::KidTwice { kid: kid.to_owned(), count: named.len() }),
        };
    }
    let fitting = |key: &&Key| key.fits(alg) && key.alg.as_deref().is_none_or(|name| Alg::of_name(name) == Some(alg));
    let keys: Vec<&Key> = keys.entries.iter().filter_map(|entry| entry.key.as_ref().ok()).collect();
    let fitting: Vec<&Key> = keys.iter().copied().filter(fitting).collect();
    match (&fitting[..], &keys[..]) {
        // The one that does not fit says why.
        ([one], _) | ([], [one, ..]) => Ok(one),
        _ => Err(Refusal::WhichKey(fitting.len())),
    }
}

fn check_key(key: &Key, alg: Alg, name: &str) -> Result<(), Refusal> {
    if let Some(own) = key.alg.as_deref().filter(|own| Alg::of_name(own) != Some(alg)) {
        return Err(Refusal::KeyAlg { key: own.to_owned(), alg: name.to_owned() });
    }
    if !key.fits(alg) {
        return Err(Refusal::WrongKind { alg: name.to_owned(), key: key.describe() });
    }
    if let Some(purpose) = key.purpose.as_deref().filter(|purpose| *purpose != "sig") {
        return Err(Refusal::KeyUse(purpose.to_owned()));
    }
    // A private key that may sign has a public half that may verify.
    let allows = |operation: &String| operation == "verify" || (key.is_private() && operation == "sign");
    if key.operations.as_ref().is_some_and(|operations| !operations.iter().any(allows)) {
        return Err(Refusal::KeyOperations);
    }
    if key.kind == Kind::Rsa {
        if key.bits() < 2048 {
            return Err(Refusal::RsaShort(key.bits()));
        }
        let exponent = key.part("e").unwrap_or_default();
        if exponent.last().is_none_or(|last| last % 2 == 0) || exponent == [1] {
            return Err(Refusal::RsaExponent);
        }
    }
    Ok(())
}

/// Length and range of a signature, before a browser sees it.
fn check_signature(signature: &[u8], key: &Key, alg: Alg) -> Result<(), Refusal> {
    let modulus = key.part("n").unwrap_or_default();
    let expected = match alg {
        Alg::Hmac(hash) => hash.bytes(),
        Alg::RsaPkcs1(_) | Alg::RsaPss(_) => modulus.len(),
        Alg::Ecdsa(curve) => 2 * curve.bytes(),
        Alg::Ed25519 => 64,
    };
    match signature.len() {
        0 => return Err(Refusal::SignatureEmpty { alg, expected }),
        found if found != expected => return Err(Refusal::SignatureLength { alg, found, expected }),
        _ => {}
    }
    match alg {
        // Numbers of one length compare as their bytes do.
        Alg::RsaPkcs1(_) | Alg::RsaPss(_) if signature >= modulus => Err(Refusal::SignatureRange),
        Alg::Ed25519 if signature[32..].iter().rev().ge(ED25519_ORDER.iter()) => Err(Refusal::SignatureMalleable),
        _ => Ok(()),
    }
}

/// Order of Ed25519's group, 2^252 + 27742317777372353535851937790883648493, most significant byte first (RFC 8032,
/// section 5.1). A signature's S is below it, least significant byte first.
const ED25519_ORDER: [u8; 32] = [
    0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0xde, 0xf9, 0xde, 0xa2, 0xf7, 0x9c, 0xd6, 0x58, 0x12,
    0x63, 0x1a, 0x5c, 0xf5, 0xd3, 0xed,
];

#[cfg(test)]
mod tests;
