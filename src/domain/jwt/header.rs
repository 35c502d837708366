//! Header parameters that are registered, for signed and for encrypted tokens.

use super::meaning::{Meaning, Source, look_up};

const fn row(name: &'static str, sentence: &'static str, rfc: u16, section: &'static str) -> Meaning {
    Meaning { name, sentence, source: Source::Rfc(rfc, section) }
}

/// What a header parameter means; `None` for one that is not registered.
pub fn parameter(name: &str) -> Option<&'static Meaning> {
    look_up(PARAMETERS, name)
}

/// Sentence for a parameter that is not registered.
pub const PRIVATE: &str = "A private header parameter: only whoever made the token knows what it means.";

/// In the order of their documents. Sections checked against the RFCs named.
pub const PARAMETERS: &[Meaning] = &[
    row(
        "alg",
        "Algorithm the token says it is protected with; a verifier decides for itself which it accepts.",
        7515,
        "4.1.1",
    ),
    row("jku", "Address of a set of public keys; never fetch keys from where a token says.", 7515, "4.1.2"),
    row("jwk", "Public key that the token brings along; a forger brings one too.", 7515, "4.1.3"),
    row("kid", "Name of the key, to choose among those the verifier has already.", 7515, "4.1.4"),
    row("x5u", "Address of a certificate; never fetch keys from where a token says.", 7515, "4.1.5"),
    row(
        "x5c",
        "Certificate chain that the token brings along; worth nothing until it is checked to a trusted root.",
        7515,
        "4.1.6",
    ),
    row("x5t", "SHA-1 fingerprint of the certificate of the key.", 7515, "4.1.7"),
    row("x5t#S256", "SHA-256 fingerprint of the certificate of the key.", 7515, "4.1.8"),
    row("typ", "Kind of token, such as JWT or at+jwt, so that one kind is not taken for another.", 7515, "4.1.9"),
    row("cty", "Kind of the payload; JWT means that another token is inside.", 7515, "4.1.10"),
    row("crit", "Names of parameters that the reader must understand, or else refuse the token.", 7515, "4.1.11"),
    row("enc", "Algorithm that encrypts the content of an encrypted token.", 7516, "4.1.2"),
    row("zip", "Compression of the content before it was encrypted.", 7516, "4.1.3"),
    row("epk", "Public key made for this one message, from which both sides agree on a key.", 7518, "4.6.1.1"),
    row("apu", "Who encrypted it, as input to the key agreement.", 7518, "4.6.1.2"),
    row("apv", "For whom it was encrypted, as input to the key agreement.", 7518, "4.6.1.3"),
    row("iv", "Random start value with which the content's key was encrypted.", 7518, "4.7.1.1"),
    row("tag", "Checksum that shows whether the encrypted key was changed.", 7518, "4.7.1.2"),
    row("p2s", "Salt for making the key from a password.", 7518, "4.8.1.1"),
    row("p2c", "Number of rounds for making the key from a password; a huge one keeps a server busy.", 7518, "4.8.1.2"),
    row("iss", "The issuer, copied from the claims so that it can be read before decryption.", 7519, "5.3"),
    row("sub", "The subject, copied from the claims so that it can be read before decryption.", 7519, "5.3"),
    row("aud", "The audience, copied from the claims so that it can be read before decryption.", 7519, "5.3"),
    row("b64", "Whether the payload is base64url, as usual, or stands in the token as it is (false).", 7797, "3"),
];
