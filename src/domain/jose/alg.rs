//! Signature algorithms of JWS: those that are checked here, and those that are only known by name.

use std::fmt;

/// The hash inside an algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// Bytes of its output; an HMAC key has at least as many (RFC 7518, section 3.2).
    pub fn bytes(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// As WebCrypto calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}

/// A curve of ECDSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    P256,
    P384,
    P521,
}

impl Curve {
    /// As JWK and WebCrypto call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// Bytes of a coordinate, and of each half of a signature.
    pub fn bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// The hash that JWS ties to the curve (RFC 7518, section 3.4).
    pub fn hash(self) -> Hash {
        match self {
            Self::P256 => Hash::Sha256,
            Self::P384 => Hash::Sha384,
            Self::P521 => Hash::Sha512,
        }
    }
}

/// An algorithm that can be checked and signed with here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alg {
    /// HS256, HS384, HS512.
    Hmac(Hash),
    /// RS256, RS384, RS512: RSASSA-PKCS1-v1_5.
    RsaPkcs1(Hash),
    /// PS256, PS384, PS512: RSASSA-PSS with a salt as long as the hash.
    RsaPss(Hash),
    /// ES256, ES384, ES512.
    Ecdsa(Curve),
    /// Ed25519, and its old name EdDSA (RFC 9864, section 2.2).
    Ed25519,
}

impl Alg {
    /// In the order of a menu.
    pub const ALL: [Self; 13] = [
        Self::Hmac(Hash::Sha256),
        Self::Hmac(Hash::Sha384),
        Self::Hmac(Hash::Sha512),
        Self::RsaPkcs1(Hash::Sha256),
        Self::RsaPkcs1(Hash::Sha384),
        Self::RsaPkcs1(Hash::Sha512),
        Self::RsaPss(Hash::Sha256),
        Self::RsaPss(Hash::Sha384),
        Self::RsaPss(Hash::Sha512),
        Self::Ecdsa(Curve::P256),
        Self::Ecdsa(Curve::P384),
        Self::Ecdsa(Curve::P521),
        Self::Ed25519,
    ];

    /// The name that a header carries.
    pub fn name(self) -> &'static str {
        let of = |hash, names: [&'static str; 3]| match hash {
            Hash::Sha256 => names[0],
            Hash::Sha384 => names[1],
            Hash::Sha512 => names[2],
        };
        match self {
            Self::Hmac(hash) => of(hash, ["HS256", "HS384", "HS512"]),
            Self::RsaPkcs1(hash) => of(hash, ["RS256", "RS384", "RS512"]),
            Self::RsaPss(hash) => of(hash, ["PS256", "PS384", "PS512"]),
            Self::Ecdsa(curve) => of(curve.hash(), ["ES256", "ES384", "ES512"]),
            Self::Ed25519 => "Ed25519",
        }
    }

    /// The algorithm of this name, exactly as it is written: `hs256` is none.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = if name == "EdDSA" { "Ed25519" } else { name };
        Self::ALL.into_iter().find(|alg| alg.name() == name)
    }
}

impl fmt::Display for Alg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a name stands for that is registered but not checked here; `None` for names that nobody registered.
pub fn known_elsewhere(name: &str) -> Option<&'static str> {
    Some(match name {
        "ES256K" => "ECDSA on the curve secp256k1 (RFC 8812), as blockchains use it",
        "Ed448" => "EdDSA on the curve Ed448 (RFC 9864)",
        "ML-DSA-44" | "ML-DSA-65" | "ML-DSA-87" => "ML-DSA, a signature made to outlast quantum computers (FIPS 204)",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact_and_the_old_name_of_ed25519_is_known() {
        for alg in Alg::ALL {
            assert_eq!(Alg::of_name(alg.name()), Some(alg));
        }
        assert_eq!(Alg::of_name("EdDSA"), Some(Alg::Ed25519));
        for name in ["hs256", "HS256 ", "none", "ES521", "ES256K"] {
            assert_eq!(Alg::of_name(name), None, "{name}");
        }
        assert!(known_elsewhere("ML-DSA-65").is_some() && known_elsewhere("HS256").is_none());
    }
}
