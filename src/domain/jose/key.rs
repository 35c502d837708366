//! A key as JWK names its parts (RFC 7517, RFC 7518 section 6, RFC 8037), whatever form it came in.

use thiserror::Error;

use super::alg::{Alg, Curve};
use super::der::DerError;
use super::encoding::EncodingError;
use super::pem::PemError;
use crate::domain::json;
use crate::domain::jwt::base64url;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Shared by whoever signs and whoever checks (`oct`).
    Secret,
    Rsa,
    Ec(Curve),
    Ed25519,
}

/// A key whose parts have the sizes that its kind demands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub kind: Kind,
    /// JWK name and bytes, in JWK's order. Numbers of RSA without leading zeros, coordinates at full length.
    parts: Vec<(&'static str, Vec<u8>)>,
    /// The JWK's name for itself.
    pub kid: Option<String>,
    /// The only algorithm that the JWK is meant for, as written.
    pub alg: Option<String>,
    /// `use`: `sig` or `enc`.
    pub purpose: Option<String>,
    /// `key_ops`, such as `verify`.
    pub operations: Option<Vec<String>>,
}

/// Why a text gives no key, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("{0}")]
    Encoding(#[from] EncodingError),
    #[error("{0}")]
    Pem(#[from] PemError),
    #[error("inside the PEM, {0}")]
    Der(#[from] DerError),
    #[error("not a JWK: {0}")]
    Json(json::Error),
    #[error("this is {0}; a JWK is a JSON object with \"kty\", a JWKS one with \"keys\"")]
    NotJwk(&'static str),
    #[error("the JWK has no \"{0}\": copy the whole key")]
    Missing(&'static str),
    #[error("the JWK's \"{0}\" is {1}, which it cannot be")]
    NotText(&'static str, &'static str),
    #[error("the JWK's \"{0}\": {1}")]
    Member(&'static str, EncodingError),
    #[error("\"{name}\" has {found} bytes; {what} takes {expected}, leading zeros included")]
    Size { name: &'static str, found: usize, expected: usize, what: &'static str },
    #[error("{what}, which is not checked here; here are HMAC secrets, RSA, EC on P-256, P-384, P-521, and Ed25519")]
    Unsupported { what: String },
    #[error("the point is compressed: convert the key with `openssl ec -pubin -conv_form uncompressed`")]
    Compressed,
    #[error("the private key comes without its public half: make that with `openssl pkey -pubout`, and paste it")]
    NoPublicHalf,
    #[error("the set has no keys")]
    EmptySet,
}

/// JWK names of the parts that everyone may know.
const PUBLIC: [&str; 4] = ["n", "e", "x", "y"];

impl Key {
    /// A secret of any length.
    pub fn secret(bytes: Vec<u8>) -> Self {
        Self { kind: Kind::Secret, parts: vec![("k", bytes)], kid: None, alg: None, purpose: None, operations: None }
    }

    /// Errors: a part that is missing or has the wrong size.
    pub fn new(kind: Kind, mut parts: Vec<(&'static str, Vec<u8>)>) -> Result<Self, KeyError> {
        for (name, bytes) in &mut parts {
            let (expected, what) = match kind {
                Kind::Ec(curve) => (curve.bytes(), curve.name()),
                Kind::Ed25519 => (32, "Ed25519"),
                Kind::Rsa => {
                    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
                    bytes.drain(..zeros);
                    continue;
                }
                Kind::Secret => continue,
            };
            if bytes.len() != expected {
                return Err(KeyError::Size { name, found: bytes.len(), expected, what });
            }
        }
        let key = Self { kind, parts, ..Self::secret(Vec::new()) };
        let public: &[&'static str] = match kind {
            Kind::Secret => &["k"],
            Kind::Rsa => &["n", "e"],
            Kind::Ec(_) => &["x", "y"],
            // The browser can compute it from the private half, which often comes alone.
            Kind::Ed25519 if key.is_private() => &[],
            Kind::Ed25519 => &["x"],
        };
        match public.iter().find(|name| key.part(name).is_none()) {
            Some(_) if key.is_private() => Err(KeyError::NoPublicHalf),
            Some(name) => Err(KeyError::Missing(name)),
            None => Ok(key),
        }
    }

    /// The bytes of the part that JWK calls so.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.iter().find(|(known, _)| *known == name).map(|(_, bytes)| &bytes[..])
    }

    /// It can sign for an asymmetric algorithm. (A secret can always, and is not meant here.)
    pub fn is_private(&self) -> bool {
        self.part("d").is_some()
    }

    /// Bits of an RSA modulus, or of a secret; 0 where the size is fixed.
    pub fn bits(&self) -> usize {
        match self.kind {
            Kind::Rsa => self.part("n").map_or(0, |n| {
                let first = n.first().map_or(0, |byte| byte.leading_zeros() as usize);
                n.len() * 8 - first
            }),
            Kind::Secret => self.part("k").map_or(0, |k| k.len() * 8),
            Kind::Ec(_) | Kind::Ed25519 => 0,
        }
    }

    /// The same private key with the public half that belongs to it, where it came without.
    pub fn with_public(mut self, public: &Self) -> Self {
        let missing = |(name, _): &&(&'static str, Vec<u8>)| self.part(name).is_none();
        let missing: Vec<_> = public.parts.iter().filter(missing).cloned().collect();
        self.parts.splice(0..0, missing);
        self
    }

    /// The algorithm's kind of key is this kind.
    pub fn fits(&self, alg: Alg) -> bool {
        match alg {
            Alg::Hmac(_) => self.kind == Kind::Secret,
            Alg::RsaPkcs1(_) | Alg::RsaPss(_) => self.kind == Kind::Rsa,
            Alg::Ecdsa(curve) => self.kind == Kind::Ec(curve),
            Alg::Ed25519 => self.kind == Kind::Ed25519,
        }
    }

    /// The half that checks, as a JWK with nothing but the key itself.
    pub fn public_jwk(&self) -> String {
        self.jwk(|name| PUBLIC.contains(&name))
    }

    /// The whole key as a JWK. It signs: show it to nobody.
    pub fn private_jwk(&self) -> String {
        self.jwk(|_| true)
    }

    fn jwk(&self, wanted: impl Fn(&str) -> bool) -> String {
        let (kind, curve) = match self.kind {
            Kind::Secret => ("oct", ""),
            Kind::Rsa => ("RSA", ""),
            Kind::Ec(curve) => ("EC", curve.name()),
            Kind::Ed25519 => ("OKP", "Ed25519"),
        };
        let mut jwk = format!("{{\"kty\":\"{kind}\"");
        if !curve.is_empty() {
            jwk = jwk + ",\"crv\":\"" + curve + "\"";
        }
        for (name, bytes) in self.parts.iter().filter(|(name, _)| wanted(name)) {
            jwk = jwk + ",\"" + name + "\":\"" + &base64url::encode(bytes) + "\"";
        }
        jwk + "}"
    }

    /// What it is: "an RSA public key of 2048 bits".
    pub fn describe(&self) -> String {
        let half = if self.is_private() { "private" } else { "public" };
        match self.kind {
            Kind::Secret => format!("a secret of {}", bytes_of(self.bits() / 8)),
            Kind::Rsa => format!("an RSA {half} key of {} bits", self.bits()),
            Kind::Ec(curve) => format!("an EC {half} key on {}", curve.name()),
            Kind::Ed25519 => format!("an Ed25519 {half} key"),
        }
    }
}

/// "1 byte", "41 bytes".
pub fn bytes_of(count: usize) -> String {
    format!("{count} byte{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_checked_and_halves_told_apart() {
        let point = |x: usize| Key::new(Kind::Ec(Curve::P256), vec![("x", vec![1; x]), ("y", vec![2; 32])]);
        assert_eq!(point(31).unwrap_err().to_string(), "\"x\" has 31 bytes; P-256 takes 32, leading zeros included");
        let key = point(32).unwrap();
        assert!(key.fits(Alg::Ecdsa(Curve::P256)) && !key.fits(Alg::Ecdsa(Curve::P384)) && !key.is_private());
        let alone = Key::new(Kind::Ec(Curve::P256), vec![("d", vec![1; 32])]);
        assert_eq!(alone, Err(KeyError::NoPublicHalf));
        let seed = Key::new(Kind::Ed25519, vec![("d", vec![1; 32])]).unwrap();
        assert_eq!(seed.describe(), "an Ed25519 private key");
        let public = Key::new(Kind::Ed25519, vec![("x", vec![2; 32])]).unwrap();
        let whole = seed.with_public(&public);
        assert_eq!((whole.public_jwk(), whole.part("d")), (public.public_jwk(), Some(&[1; 32][..])));
        let rsa = Key::new(Kind::Rsa, vec![("n", vec![0, 1, 0]), ("e", vec![3]), ("d", vec![5])]).unwrap();
        assert_eq!((rsa.bits(), rsa.describe()), (9, "an RSA private key of 9 bits".to_owned()));
        assert_eq!(rsa.public_jwk(), r#"{"kty":"RSA","n":"AQA","e":"Aw"}"#);
        assert_eq!(rsa.private_jwk(), r#"{"kty":"RSA","n":"AQA","e":"Aw","d":"BQ"}"#);
        assert_eq!(Key::secret(vec![0; 41]).describe(), "a secret of 41 bytes");
    }
}
