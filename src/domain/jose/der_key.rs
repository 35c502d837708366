//! Keys in the structures that PEM files hold: SPKI and X.509 (RFC 5280), PKCS#1 (RFC 8017), PKCS#8 (RFC 5208, 5958),
//! SEC1 (RFC 5915), Ed25519 (RFC 8410).

use super::alg::Curve;
use super::der::{BIT_STRING, Der, DerError, OCTET_STRING, OID, SEQUENCE};
use super::key::{Key, KeyError, Kind};

/// The structure that a PEM label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Spki,
    Pkcs1Public,
    Pkcs8,
    Pkcs1Private,
    Sec1,
    /// Only its key is read: whether it is genuine and in date is not checked.
    Certificate,
}

/// `[0]` and `[1]` of a structure.
const CONTEXT_0: u8 = 0xa0;
const CONTEXT_1: u8 = 0xa1;
/// `[1]` that holds the bits themselves (RFC 5958, IMPLICIT).
const CONTEXT_1_PRIMITIVE: u8 = 0x81;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// The key in these bytes. Errors: where they differ from the structure, or a kind of key that is not read.
pub fn read(form: Form, bytes: &[u8]) -> Result<Key, KeyError> {
    let mut der = Der::new(bytes);
    let key = match form {
        Form::Spki => spki(&mut der),
        Form::Pkcs1Public => rsa(&mut der, false),
        Form::Pkcs1Private => rsa(&mut der, true),
        Form::Pkcs8 => pkcs8(&mut der),
        Form::Sec1 => sec1(&mut der, None),
        Form::Certificate => certificate(&mut der),
    }?;
    der.end(if form == Form::Spki { "public key" } else { "key" })?;
    Ok(key)
}

fn spki(der: &mut Der) -> Result<Key, KeyError> {
    let mut spki = der.value(SEQUENCE, "public key")?;
    let kind = algorithm(&mut spki)?;
    let bits = spki.bit_string("public key")?;
    spki.end("public key")?;
    match kind {
        Kind::Ec(curve) => Key::new(kind, point(bits.rest(), curve)?),
        Kind::Ed25519 => Key::new(kind, vec![("x", bits.rest().to_vec())]),
        Kind::Rsa | Kind::Secret => {
            let mut bits = bits;
            let key = rsa(&mut bits, false)?;
            bits.end("RSA public key")?;
            Ok(key)
        }
    }
}

/// AlgorithmIdentifier: the kind of key, with its curve.
fn algorithm(der: &mut Der) -> Result<Kind, KeyError> {
    let mut algorithm = der.value(SEQUENCE, "algorithm")?;
    let kind = match algorithm.value(OID, "algorithm")?.rest() {
        RSA => Kind::Rsa,
        EC => return Ok(Kind::Ec(curve(&mut algorithm)?)),
        ED25519 => Kind::Ed25519,
        other => return Err(unsupported(other)),
    };
    Ok(kind)
}

fn curve(der: &mut Der) -> Result<Curve, KeyError> {
    match der.value(OID, "curve")?.rest() {
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7] => Ok(Curve::P256),
        [0x2b, 0x81, 4, 0, 34] => Ok(Curve::P384),
        [0x2b, 0x81, 4, 0, 35] => Ok(Curve::P521),
        other => Err(unsupported(other)),
    }
}

fn unsupported(oid: &[u8]) -> KeyError {
    let what = match oid {
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10] => "an RSA key for RSASSA-PSS alone".to_owned(),
        [0x2b, 0x81, 4, 0, 10] => "an EC key on secp256k1 (ES256K)".to_owned(),
        [0x2b, 0x65, 0x71] => "an Ed448 key".to_owned(),
        [0x2b, 0x65, 0x6e | 0x6f] => "a key for key agreement (X25519 or X448)".to_owned(),
        [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17..=19] => "an ML-DSA key".to_owned(),
        _ => "a kind of key, or a curve, that is not known here".to_owned(),
    };
    KeyError::Unsupported { what }
}

fn point(bytes: &[u8], curve: Curve) -> Result<Vec<(&'static str, Vec<u8>)>, KeyError> {
    match bytes {
        [2 | 3, ..] => Err(KeyError::Compressed),
        [4, rest @ ..] if rest.len() == 2 * curve.bytes() => {
            let (x, y) = rest.split_at(curve.bytes());
            Ok(vec![("x", x.to_vec()), ("y", y.to_vec())])
        }
        _ => Err(KeyError::Size {
            name: "point",
            found: bytes.len(),
            expected: 1 + 2 * curve.bytes(),
            what: curve.name(),
        }),
    }
}

fn rsa(der: &mut Der, private: bool) -> Result<Key, KeyError> {
    let mut rsa = der.value(SEQUENCE, "RSA key")?;
    let names: &[&'static str] = if private {
        rsa.version(&[0], "RSA key")?;
        &["n", "e", "d", "p", "q", "dp", "dq", "qi"]
    } else {
        &["n", "e"]
    };
    let parts = names.iter().map(|name| Ok((*name, rsa.unsigned(name)?.to_vec()))).collect::<Result<_, DerError>>()?;
    rsa.end("RSA key")?;
    Key::new(Kind::Rsa, parts)
}

fn pkcs8(der: &mut Der) -> Result<Key, KeyError> {
    let mut info = der.value(SEQUENCE, "private key")?;
    info.version(&[0, 1], "private key")?;
    let kind = algorithm(&mut info)?;
    let mut inner = info.value(OCTET_STRING, "private key")?;
    if info.peek() == Some(CONTEXT_0) {
        info.skip("attributes")?;
    }
    let public = match info.peek() {
        Some(CONTEXT_1_PRIMITIVE) => {
            let bits = info.value(CONTEXT_1_PRIMITIVE, "public key")?.rest();
            Some(bits.get(1..).unwrap_or_default().to_vec())
        }
        // Some libraries write it EXPLICIT.
        Some(CONTEXT_1) => Some(info.value(CONTEXT_1, "public key")?.bit_string("public key")?.rest().to_vec()),
        _ => None,
    };
    info.end("private key")?;
    let key = match kind {
        Kind::Ec(curve) => sec1(&mut inner, Some(curve))?,
        Kind::Ed25519 => {
            let seed = inner.value(OCTET_STRING, "Ed25519 key")?.rest().to_vec();
            let public = public.map(|x| ("x", x));
            Key::new(kind, public.into_iter().chain([("d", seed)]).collect())?
        }
        Kind::Rsa | Kind::Secret => rsa(&mut inner, true)?,
    };
    inner.end("private key")?;
    Ok(key)
}

/// A seed as the private key that a browser takes without its public half (RFC 8410, section 7).
pub fn ed25519_pkcs8(seed: &[u8]) -> Vec<u8> {
    const BEFORE: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    [&BEFORE[..], seed].concat()
}

/// ECPrivateKey; the curve stands outside of it in PKCS#8.
fn sec1(der: &mut Der, outside: Option<Curve>) -> Result<Key, KeyError> {
    let mut sec1 = der.value(SEQUENCE, "EC key")?;
    sec1.version(&[1], "EC key")?;
    let d = sec1.value(OCTET_STRING, "EC key")?.rest().to_vec();
    let inside = match sec1.peek() {
        Some(CONTEXT_0) => Some(curve(&mut sec1.value(CONTEXT_0, "curve")?)?),
        _ => None,
    };
    let Some(curve) = inside.or(outside) else {
        // The tag says what is missing.
        return Err(sec1.value(CONTEXT_0, "curve").err().map_or(KeyError::NoPublicHalf, KeyError::Der));
    };
    let mut parts = match sec1.peek() {
        Some(CONTEXT_1) => point(sec1.value(CONTEXT_1, "public key")?.bit_string("public key")?.rest(), curve)?,
        _ => Vec::new(),
    };
    parts.push(("d", d));
    sec1.end("EC key")?;
    Key::new(Kind::Ec(curve), parts)
}

fn certificate(der: &mut Der) -> Result<Key, KeyError> {
    let mut certificate = der.value(SEQUENCE, "certificate")?;
    let mut body = certificate.value(SEQUENCE, "certificate")?;
    if body.peek() == Some(CONTEXT_0) {
        body.skip("version")?;
    }
    for what in ["serial number", "signature algorithm", "issuer", "validity", "subject"] {
        body.skip(what)?;
    }
    let key = spki(&mut body)?;
    certificate.value(SEQUENCE, "signature algorithm")?;
    certificate.value(BIT_STRING, "signature")?;
    certificate.end("certificate")?;
    Ok(key)
}

#[cfg(test)]
mod tests;
