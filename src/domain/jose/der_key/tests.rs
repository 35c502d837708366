//! One key of each kind in every form, as OpenSSL 3.0 writes it. They were made for these tests; the RSA key has 512 bits.

use super::*;
use crate::domain::jose::der::DerCause;
use crate::domain::jose::pem;

const EC_CERT: (&str, &str) = (
    "CERTIFICATE",
    "MIIBdDCCARmgAwIBAgIUeq40Zv77mlj+lGhEE1nZwSQnvmwwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjcxNjM4MTBaFw0z\
    NjExMjQxNjM4MTBaMA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQdG0ldQSAy9CxZzu7M/vYqgCAeY/Eh9HWs9/i6\
    OUDb8HPtkcK1mS646X+HcZJNOu9qFPo7abznYO3Xf/u3iBwPo1MwUTAdBgNVHQ4EFgQUl2gUPmLQwkcWQ+allrHyp6PbFjEwHwYDVR0jBBgwFoAU\
    l2gUPmLQwkcWQ+allrHyp6PbFjEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA8FLHD6MhIrNbEUg/5JnojQAWH3YPh+Cc/cwO\
    t74s3j4CIQDsSzpGwZD8MLjE/YKjdda49NTg6pvdvsZ1gjAuJ+LenQ==",
);
const EC_COMPRESSED: (&str, &str) =
    ("PUBLIC KEY", "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADHRtJXUEgMvQsWc7uzP72KoAgHmPxIfR1rPf4ujlA2/A=");
const EC_NOPUB: (&str, &str) =
    ("EC PRIVATE KEY", "MDECAQEEIDTk6E/wj1H0aEoWMQ3m7LrEyqyCj+qL98NU6pIRpCzSoAoGCCqGSM49AwEH");
const EC_PKCS8: (&str, &str) = (
    "PRIVATE KEY",
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNOToT/CPUfRoShYxDebsusTKrIKP6ov3w1TqkhGkLNKhRANCAAQdG0ldQSAy9CxZ\
    zu7M/vYqgCAeY/Eh9HWs9/i6OUDb8HPtkcK1mS646X+HcZJNOu9qFPo7abznYO3Xf/u3iBwP",
);
const EC_SEC1: (&str, &str) = (
    "EC PRIVATE KEY",
    "MHcCAQEEIDTk6E/wj1H0aEoWMQ3m7LrEyqyCj+qL98NU6pIRpCzSoAoGCCqGSM49AwEHoUQDQgAEHRtJXUEgMvQsWc7uzP72KoAgHmPxIfR1rPf4\
    ujlA2/Bz7ZHCtZkuuOl/h3GSTTrvahT6O2m852Dt13/7t4gcDw==",
);
const EC_SPKI: (&str, &str) = (
    "PUBLIC KEY",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHRtJXUEgMvQsWc7uzP72KoAgHmPxIfR1rPf4ujlA2/Bz7ZHCtZkuuOl/h3GSTTrvahT6O2m852Dt\
    13/7t4gcDw==",
);
const RSA_PKCS1: (&str, &str) = (
    "RSA PRIVATE KEY",
    "MIIBOgIBAAJBAMR/HsMJHL6WOR7OiA9Sfue6nm2ThKYnUOc7ewhPv4xWLsbZ2aQlOGfx8U8h+5ExtrKb2MjYjLQAYFodJGxKHmcCAwEAAQJAY0Wt\
    7u8tnIQcu5mwV71f7Ab2f3ml7KO0Vf5Q/DP+HBGTfKqboyXoXgiNpOnygWwLj9ALvi2lrsyPUmgD8/LrAQIhAOz37glitCPdc6uSIpKQizKik0Ax\
    40IoDE05X4B5SscnAiEA1EcWjXRpzPXdi9LN9khtohQedwwhcNyv4Rh9A+aydsECIE2bGMrcF3DTeqlKz6W+TsgDdEQG0o18/iJgUsWJc5LrAiAn\
    HI34NCnGPMq8F3QhW4jvovtV/eMvc0nolGV8UYYyQQIhAOyXcOtaU/4IyXw9rtE/OfCIVL7URYP/D7qvh+RQ708L",
);
const RSA_PKCS8: (&str, &str) = (
    "PRIVATE KEY",
    "MIIBVAIBADANBgkqhkiG9w0BAQEFAASCAT4wggE6AgEAAkEAxH8ewwkcvpY5Hs6ID1J+57qebZOEpidQ5zt7CE+/jFYuxtnZpCU4Z/HxTyH7kTG2\
    spvYyNiMtABgWh0kbEoeZwIDAQABAkBjRa3u7y2chBy7mbBXvV/sBvZ/eaXso7RV/lD8M/4cEZN8qpujJeheCI2k6fKBbAuP0Au+LaWuzI9SaAPz\
    8usBAiEA7PfuCWK0I91zq5IikpCLMqKTQDHjQigMTTlfgHlKxycCIQDURxaNdGnM9d2L0s32SG2iFB53DCFw3K/hGH0D5rJ2wQIgTZsYytwXcNN6\
    qUrPpb5OyAN0RAbSjXz+ImBSxYlzkusCICccjfg0KcY8yrwXdCFbiO+i+1X94y9zSeiUZXxRhjJBAiEA7Jdw61pT/gjJfD2u0T858IhUvtRFg/8P\
    uq+H5FDvTws=",
);
const RSA_PUB1: (&str, &str) = (
    "RSA PUBLIC KEY",
    "MEgCQQDEfx7DCRy+ljkezogPUn7nup5tk4SmJ1DnO3sIT7+MVi7G2dmkJThn8fFPIfuRMbaym9jI2Iy0AGBaHSRsSh5nAgMBAAE=",
);
const RSA_SPKI: (&str, &str) = (
    "PUBLIC KEY",
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMR/HsMJHL6WOR7OiA9Sfue6nm2ThKYnUOc7ewhPv4xWLsbZ2aQlOGfx8U8h+5ExtrKb2MjYjLQAYFod\
    JGxKHmcCAwEAAQ==",
);
const ED_PKCS8: (&str, &str) = ("PRIVATE KEY", "MC4CAQAwBQYDK2VwBCIEIOsa0520N6oSMrdBzEcdOg4sJr3O3mvxycX2flUeGfGg");
const ED_SPKI: (&str, &str) = ("PUBLIC KEY", "MCowBQYDK2VwAyEApE4BAR5aK3vHFR2/bj+H56/wHrc3q7HKgiUy856qftA=");
const K1_SPKI: (&str, &str) = (
    "PUBLIC KEY",
    "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEkdH6j287CQyoiDMrLFyzD070mhVoILVfcT3GuY0A5JcaB612OPj1a9vrwO2wM5qFam5GwktQxWR5Z+L4\
    6dY6YQ==",
);
const ED448_SPKI: (&str, &str) =
    ("PUBLIC KEY", "MEMwBQYDK2VxAzoAfhlLrMtZYECeRKP1ega4QyGOBHKaWijZY5hfd3hoLbaezZwLdv+B5kPK+zbjLdr6nLK0taZxLlCA");

fn read_pem((label, body): (&str, &str)) -> Result<Key, KeyError> {
    pem::read(&format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----")).map(|(key, _)| key)
}

#[test]
fn every_form_of_a_key_gives_the_same_public_half() {
    for (forms, private, size) in [
        (&[EC_SPKI, EC_SEC1, EC_PKCS8, EC_CERT][..], [false, true, true, false], "on P-256"),
        (&[RSA_SPKI, RSA_PKCS1, RSA_PKCS8, RSA_PUB1][..], [false, true, true, false], "of 512 bits"),
    ] {
        let keys: Vec<Key> = forms.iter().map(|form| read_pem(*form).expect(form.0)).collect();
        for (key, private) in keys.iter().zip(private) {
            assert_eq!((key.public_jwk(), key.is_private()), (keys[0].public_jwk(), private));
            assert!(key.describe().ends_with(size), "{}", key.describe());
        }
        assert_eq!(keys[1].private_jwk(), keys[2].private_jwk());
    }
    // OpenSSL leaves the public half out; the browser computes it.
    let (public, private) = (read_pem(ED_SPKI).unwrap(), read_pem(ED_PKCS8).unwrap());
    let seed = private.part("d").unwrap();
    assert_eq!(read(Form::Pkcs8, &ed25519_pkcs8(seed)).as_ref(), Ok(&private));
    assert!(public.part("x").is_some() && private.part("x").is_none() && private.part("d").is_some());
}

#[test]
fn the_private_key_of_rfc_8410_with_its_public_half_is_read() {
    // RFC 8410, section 10.3: version 2, with an attribute.
    let key = read_pem((
        "PRIVATE KEY",
        "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhCoB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJz\
         gSEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
    ))
    .unwrap();
    let public = read_pem(("PUBLIC KEY", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")).unwrap();
    assert_eq!(key.public_jwk(), public.public_jwk());
}

#[test]
fn a_key_that_cannot_be_used_says_why() {
    assert_eq!(read_pem(EC_COMPRESSED), Err(KeyError::Compressed));
    assert_eq!(read_pem(EC_NOPUB), Err(KeyError::NoPublicHalf));
    assert!(read_pem(K1_SPKI).unwrap_err().to_string().contains("secp256k1 (ES256K)"));
    assert!(read_pem(ED448_SPKI).unwrap_err().to_string().contains("Ed448"));
    // A public key under the label of another structure.
    let error = read_pem(("RSA PUBLIC KEY", RSA_SPKI.1)).unwrap_err().to_string();
    assert!(error.starts_with("inside the PEM, byte 2, n: expected tag 0x02, found 0x30"), "{error}");
}

#[test]
fn a_key_cut_anywhere_is_refused_at_its_end() {
    use crate::domain::jose::encoding::Encoding;
    for (form, (_, body)) in [
        (Form::Spki, EC_SPKI),
        (Form::Sec1, EC_SEC1),
        (Form::Pkcs8, EC_PKCS8),
        (Form::Pkcs8, ED_PKCS8),
        (Form::Pkcs1Private, RSA_PKCS1),
        (Form::Certificate, EC_CERT),
    ] {
        let bytes = Encoding::Base64.bytes(body).unwrap();
        assert!(read(form, &bytes).is_ok());
        for end in 0..bytes.len() {
            let cut = read(form, &bytes[..end]);
            assert!(
                matches!(cut, Err(KeyError::Der(error)) if error.cause == DerCause::End),
                "{form:?} {end}: {cut:?}"
            );
        }
        let more = [&bytes[..], &[0]].concat();
        assert!(matches!(read(form, &more), Err(KeyError::Der(error)) if error.cause == DerCause::Trailing));
    }
}
