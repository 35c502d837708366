//! Keys written as DER, in every structure that a PEM file holds: what the readers are held to, and what corpora start from.

use groundwork::domain::jose::alg::Curve;
use groundwork::domain::jose::der::{BIT_STRING, INTEGER, OCTET_STRING, OID, SEQUENCE};
use groundwork::domain::jose::der_key::ed25519_pkcs8;
use groundwork::domain::jose::key::{Key, Kind};

/// A value: tag, shortest length (X.690, section 10.1), content.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut bytes = vec![tag];
    match length {
        0..0x80 => {}
        0x80..0x100 => bytes.push(0x81),
        0x100..0x1_0000 => bytes.extend([0x82, (length >> 8) as u8]),
        _ => bytes.extend([0x83, (length >> 16) as u8, (length >> 8) as u8]),
    }
    bytes.push(length as u8);
    [&bytes, content].concat()
}

fn sequence(items: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &items.concat())
}

/// An unsigned number, with the zero that keeps its sign.
pub fn integer(digits: &[u8]) -> Vec<u8> {
    let sign: &[u8] = if digits.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    tlv(INTEGER, &[sign, digits].concat())
}

/// A string of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    tlv(BIT_STRING, &[&[0], bytes].concat())
}

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

fn curve(curve: Curve) -> Vec<u8> {
    let oid: &[u8] = match curve {
        Curve::P256 => &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7],
        Curve::P384 => &[0x2b, 0x81, 4, 0, 34],
        Curve::P521 => &[0x2b, 0x81, 4, 0, 35],
    };
    tlv(OID, oid)
}

/// Every structure that this key can be written in, with the label of its PEM file; private ones only for private keys.
pub fn forms(key: &Key) -> Vec<(&'static str, Vec<u8>)> {
    let part = |name: &str| key.part(name).unwrap_or_default();
    let number = |name: &&str| integer(part(name));
    let mut forms = Vec::new();
    let (algorithm, public) = match key.kind {
        Kind::Secret => return forms,
        Kind::Rsa => {
            let public = sequence(&["n", "e"].iter().map(number).collect::<Vec<_>>());
            forms.push(("RSA PUBLIC KEY", public.clone()));
            (sequence(&[tlv(OID, RSA), tlv(5, &[])]), public)
        }
        Kind::Ec(named) => (sequence(&[tlv(OID, EC), curve(named)]), [&[4], part("x"), part("y")].concat()),
        Kind::Ed25519 => (sequence(&[tlv(OID, ED25519)]), part("x").to_vec()),
    };
    if !public.is_empty() {
        let spki = sequence(&[algorithm.clone(), bit_string(&public)]);
        let name = || sequence(&[]);
        let body = [tlv(0xa0, &integer(&[2])), integer(&[1]), name(), name(), name(), name(), spki.clone()];
        forms.push(("CERTIFICATE", sequence(&[sequence(&body), name(), bit_string(&[1])])));
        forms.push(("PUBLIC KEY", spki));
    }
    const PRIVATE_RSA: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
    let pkcs8 = |inner: &[u8], more: &[u8], version: &[u8]| {
        sequence(&[integer(version), algorithm.clone(), tlv(OCTET_STRING, inner), more.to_vec()])
    };
    match key.kind {
        // A JWK may leave out the primes, PKCS#1 cannot.
        Kind::Rsa if PRIVATE_RSA.iter().all(|name| key.part(name).is_some()) => {
            let numbers: Vec<u8> = PRIVATE_RSA.iter().flat_map(number).collect();
            let pkcs1 = sequence(&[integer(&[]), numbers]);
            forms.push(("PRIVATE KEY", pkcs8(&pkcs1, &[], &[])));
            forms.push(("RSA PRIVATE KEY", pkcs1));
        }
        Kind::Ec(named) if key.is_private() => {
            let half = tlv(0xa1, &bit_string(&public));
            let sec1 = |curve: Vec<u8>| sequence(&[integer(&[1]), tlv(OCTET_STRING, part("d")), curve, half.clone()]);
            forms.push(("PRIVATE KEY", pkcs8(&sec1(Vec::new()), &[], &[])));
            forms.push(("EC PRIVATE KEY", sec1(tlv(0xa0, &curve(named)))));
        }
        Kind::Ed25519 if key.is_private() => {
            let seed = tlv(OCTET_STRING, part("d"));
            if public.is_empty() {
                let bytes = pkcs8(&seed, &[], &[]);
                assert_eq!(bytes, ed25519_pkcs8(part("d")));
                forms.push(("PRIVATE KEY", bytes));
            } else {
                // RFC 5958: the public half, tagged without its own tag, makes it version 2, which is written as 1.
                let half = tlv(0x81, &[&[0], &public[..]].concat());
                forms.push(("PRIVATE KEY", pkcs8(&seed, &half, &[1])));
            }
        }
        _ => {}
    }
    forms
}
