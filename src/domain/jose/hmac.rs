//! HMAC with SHA-2 (HS256, HS384, HS512), here in Rust: it answers at once, takes the empty key, and works where the
//! browser offers no WebCrypto.

use hmac::{Hmac, Mac};
use sha2::{Sha256, Sha384, Sha512};

use super::alg::Hash;

/// The code of `input` under `secret`: as many bytes as the hash has. Any length of secret will do.
pub fn sign(hash: Hash, secret: &[u8], input: &[u8]) -> Vec<u8> {
    fn code<M: Mac + hmac::digest::KeyInit>(secret: &[u8], input: &[u8]) -> Vec<u8> {
        let mut mac = <M as Mac>::new_from_slice(secret).expect("HMAC takes a key of any length");
        mac.update(input);
        mac.finalize().into_bytes().to_vec()
    }
    match hash {
        Hash::Sha256 => code::<Hmac<Sha256>>(secret, input),
        Hash::Sha384 => code::<Hmac<Sha384>>(secret, input),
        Hash::Sha512 => code::<Hmac<Sha512>>(secret, input),
    }
}

/// Whether `signature` is the whole code of `input` under `secret`. Every byte is looked at, wherever they differ.
pub fn verify(hash: Hash, secret: &[u8], input: &[u8], signature: &[u8]) -> bool {
    let code = sign(hash, secret, input);
    code.len() == signature.len() && code.iter().zip(signature).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::{decode, encode};
    use crate::domain::jwt::sample;

    #[test]
    fn the_sample_was_signed_with_its_secret_and_with_no_other() {
        let (input, signature) = sample::TOKEN.rsplit_once('.').expect("a token");
        let signature = decode(signature).expect("base64url");
        assert!(verify(Hash::Sha256, sample::SECRET.as_bytes(), input.as_bytes(), &signature));
        assert!(!verify(Hash::Sha256, b"another", input.as_bytes(), &signature));
        assert!(!verify(Hash::Sha256, sample::SECRET.as_bytes(), input.as_bytes(), &signature[..31]));
        assert!(!verify(Hash::Sha512, sample::SECRET.as_bytes(), input.as_bytes(), &signature));
    }

    #[test]
    fn the_codes_are_those_of_rfc_4231_and_the_empty_key_has_one_too() {
        // RFC 4231, section 4.3: key "Jefe".
        let input = b"what do ya want for nothing?";
        let code = |hash| encode(&sign(hash, b"Jefe", input));
        assert_eq!(code(Hash::Sha256), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
        assert_eq!(sign(Hash::Sha384, b"Jefe", input)[..4], [0xaf, 0x45, 0xd2, 0xe3]);
        assert_eq!(sign(Hash::Sha512, b"Jefe", input)[..4], [0x16, 0x4b, 0x7a, 0x7b]);
        assert_eq!(sign(Hash::Sha256, b"", b"")[..4], [0xb6, 0x13, 0x67, 0x9a]);
    }
}
