//! Rules on the key that was given, and on a signature that cannot be one.

use super::Context;
use super::rule::{Rule, Severity::*};
use crate::domain::jose::alg::Alg;
use crate::domain::jose::key::{Key, Kind};
use crate::domain::jwt::attack::{hmac_of, secrets};
use crate::domain::jwt::meaning::Source;
use crate::domain::jwt::segment::Part;
use crate::domain::order;

/// The rules of this group.
pub const RULES: &[Rule] = &[
    Rule {
        id: "secret-short",
        severity: Serious,
        title: "The secret is shorter than the hash",
        reason: "An HMAC secret has to be at least as long as its hash: 32 bytes for HS256, 48 for HS384, 64 for HS512. A shorter one is the weakest part of the signature.",
        advice: "Use that many random bytes, made by a program.",
        source: Some(Source::Rfc(7518, "3.2")),
        find: |context| {
            let needed = hmac_of(context.reading.alg()?)?.bytes();
            let has = secret(context)?.len();
            (has < needed).then(|| format!("{has} bytes where {needed} are needed"))
        },
    },
    Rule {
        id: "secret-memorable",
        severity: Serious,
        title: "The secret can be guessed",
        reason: "Whoever has one token can try secrets on their own computer, millions a second, without asking the server. Words and well-known examples fall at once.",
        advice: "Use random bytes. A password must never be an HMAC secret.",
        source: Some(Source::Rfc(8725, "3.5")),
        find: |context| {
            let secret = secret(context)?;
            if is_public_key(secret) {
                return None;
            }
            let text = std::str::from_utf8(secret).ok()?;
            if secrets::COMMON.lines().any(|known| known == text) {
                return Some("it stands in the list of common secrets".to_owned());
            }
            looks_like_words(text).then(|| "it reads like words".to_owned())
        },
    },
    Rule {
        id: "rsa-short",
        severity: Serious,
        title: "The RSA key is too short",
        reason: "RSA keys for signatures have at least 2048 bits. Browsers do not insist on that.",
        advice: "Make a new key of 2048 bits or more.",
        source: Some(Source::Rfc(7518, "3.3")),
        find: |context| {
            let key = context.key.filter(|key| key.kind == Kind::Rsa)?;
            (key.bits() < 2048).then(|| format!("{} bits", key.bits()))
        },
    },
    Rule {
        id: "key-type",
        severity: Serious,
        title: "The key is of another kind than the algorithm",
        reason: "A key belongs to one algorithm. A verifier that lets the token’s alg choose how the key is used can be tricked.",
        advice: "Fix key and algorithm together, in the verifier.",
        source: Some(Source::Rfc(8725, "3.1")),
        find: |context| {
            let (alg, key) = (context.reading.alg()?, context.key?);
            (!key.fits(Alg::of_name(alg)?)).then(|| format!("\"alg\" is {alg:?}, this is {}", key.describe()))
        },
    },
    Rule {
        id: "public-key-as-secret",
        severity: Serious,
        title: "A public key is used as a secret",
        reason: "Everyone may have a public key. A verifier that takes it for an HMAC secret accepts tokens that anyone can sign: the attack from RS256 to HS256.",
        advice: "Accept HS algorithms only with keys that were made as secrets.",
        source: Some(Source::Rfc(8725, "2.1")),
        find: |context| is_public_key(secret(context)?).then(|| "its text is a public key or certificate".to_owned()),
    },
    Rule {
        id: "private-key",
        severity: Weak,
        title: "A private key, where a public one is enough",
        reason: "Checking a signature takes the public key only. A private key that is pasted into pages and chats is soon no longer private.",
        advice: "Verify with the public key. If this private key is in use, replace it.",
        source: Some(Source::Rfc(7517, "9.2")),
        find: |context| {
            let key = context.key.filter(|key| key.is_private())?;
            Some(key.describe())
        },
    },
    Rule {
        id: "signature-length",
        severity: Serious,
        title: "The signature has the wrong length",
        reason: "Each algorithm has one length of signature: 32, 48 or 64 bytes for HS256, HS384, HS512; 64, 96 or 132 for ES256, ES384, ES512; 64 for Ed25519; the size of the key for RSA.",
        advice: "Refuse it before any cryptography. Look for a token that was cut, or signed in another format.",
        source: Some(Source::Rfc(7518, "3")),
        find: |context| {
            let signature = context.reading.segment(Part::Signature)?;
            let (alg, has) = (context.reading.alg()?, signature.bytes.len());
            let needed = signature_length(alg, context.key)?;
            (has != needed && has > 0 && der_ecdsa(context).is_none())
                .then(|| format!("{has} bytes where {alg} has {needed}"))
        },
    },
    Rule {
        id: "ecdsa-der",
        severity: Serious,
        title: "An ECDSA signature in DER",
        reason: "Many libraries sign in DER, which starts with the byte 30. A JWT has the two numbers R and S side by side at a fixed length instead.",
        advice: "Convert the signature to R and S when you make the token.",
        source: Some(Source::Rfc(7518, "3.4")),
        find: der_ecdsa,
    },
];

/// The bytes of the shared secret, if the key is one.
fn secret<'a>(context: &Context<'a>) -> Option<&'a [u8]> {
    context.key.filter(|key| key.kind == Kind::Secret)?.part("k")
}

/// A text that is a public key or a certificate: PEM, or a JWK without private members.
fn is_public_key(secret: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(secret) else { return false };
    let text = text.trim_start();
    let pem = text.starts_with("-----BEGIN") && (text.contains("PUBLIC KEY") || text.contains("CERTIFICATE"));
    pem || (text.starts_with('{') && text.contains("\"kty\"") && !text.contains("\"k\""))
}

/// Letters with at most a few digits or signs at the end or between, or few different characters.
fn looks_like_words(text: &str) -> bool {
    let letters =
        text.bytes().filter(|byte| byte.is_ascii_lowercase() || matches!(byte, b' ' | b'-' | b'_' | b'.')).count();
    let mut different: Vec<u8> = text.bytes().collect();
    order::sort(&mut different);
    different.dedup();
    let vowels =
        text.bytes().filter(|byte| matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u')).count();
    let words = letters * 10 >= text.len() * 8 && vowels * 10 >= text.len() * 2;
    words || different.len() < 8
}

/// Bytes of a signature by this algorithm; of RSA known with the key only.
fn signature_length(alg: &str, key: Option<&Key>) -> Option<usize> {
    Some(match Alg::of_name(alg)? {
        Alg::Hmac(hash) => hash.bytes(),
        Alg::RsaPkcs1(_) | Alg::RsaPss(_) => key?.part("n")?.len(),
        Alg::Ecdsa(curve) => 2 * curve.bytes(),
        Alg::Ed25519 => 64,
    })
}

fn der_ecdsa(context: &Context<'_>) -> Option<String> {
    let alg = context.reading.alg()?;
    let bytes = &context.reading.segment(Part::Signature)?.bytes;
    let ecdsa = matches!(Alg::of_name(alg), Some(Alg::Ecdsa(_)));
    let fixed = signature_length(alg, None)?;
    // SEQUENCE, a length that fits, INTEGER.
    let sequence = match bytes[..] {
        [0x30, length, 0x02, ..] if length < 0x80 => usize::from(length) + 2 == bytes.len(),
        [0x30, 0x81, length, 0x02, ..] => usize::from(length) + 3 == bytes.len(),
        _ => false,
    };
    (ecdsa && sequence && bytes.len() != fixed).then(|| format!("{} bytes that start with 30", bytes.len()))
}
