//! Tokens that the lab opens by name. Each shows one thing; the names of the four JWT cards are among them.

use super::attack::signed;
use super::base64url::encode;
use super::sample;
use crate::domain::jose::alg::Hash;
use crate::domain::time::Timestamp;

/// The moment at which the samples are meant to be looked at: 2026-03-10T09:05:00Z, in the life of most of them.
pub const NOW: Timestamp = Timestamp(1_773_133_500_000);

/// The server that the samples are for.
pub const AUDIENCE: &str = "https://api.course.example";

/// The issuer that the samples are from.
pub const ISSUER: &str = "https://id.course.example";

/// The public key of the sample named `rs256`; its private key was thrown away.
pub const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAy6vonc7n5LRjkmtqbTfs
4Q8xx5ivEp1yOStSA3I0/zFS8vVvM3e/kSuqJYwiBb9GbfgNwxSZJr0rSh7f5PkE
uCrNJVLy6qKyHi8NWrjpLSChzcOh9sTNDmnTxaqNvagcO+i1/azU6F1rWdV6sDso
lIrXiu7Q3hYpaTQTcq2m+14uFQkGAHPvfp3DHuyTXWjVo/b8ofF7iNOuNOBJepZe
26PXINWXHsiwM2QomHjit9wzq0fKdJyb7JjaZx/u+f9fyxeSX0kkLHl7tdxl4q7L
T7Ww9XKJn8+EvKVM4N/W4mQgfEA7dKWtvECDNbZu20epN7p8tJlLtGwWcfGLgoVL
GwIDAQAB
-----END PUBLIC KEY-----
";

/// How a sample is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// HMAC with this hash and the sample's secret, or with [`sample::SECRET`].
    Signed(Hash),
    /// This text, whatever it is worth.
    Text(&'static str),
    /// The right HS256 signature, with the last character replaced by one that decodes alike.
    OtherLastCharacter,
    /// The right HS256 signature of the student's token, under another payload.
    OfTheStudent,
}

/// A named token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub name: &'static str,
    /// For the menu.
    pub title: &'static str,
    header: &'static str,
    payload: &'static str,
    ending: Ending,
    /// The secret to look at it with, where it is not [`sample::SECRET`].
    pub secret: Option<&'static str>,
}

const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const ACCESS: &str = r#"{"alg":"HS256","typ":"at+jwt"}"#;
const STUDENT: &str = r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","email":"ada@course.example","role":"student","iat":1773133200,"exp":1773134100}"#;
const RIGHT: Ending = Ending::Signed(Hash::Sha256);

const fn row(
    name: &'static str,
    title: &'static str,
    header: &'static str,
    payload: &'static str,
    ending: Ending,
) -> Sample {
    Sample { name, title, header, payload, ending, secret: None }
}

/// In the order of the menu.
pub const SAMPLES: &[Sample] = &[
    row("what-is-a-jwt", "A student’s token", HS256, STUDENT, RIGHT),
    row(
        "jwt-payload-visibility",
        "Readable by everyone",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","email":"ada@course.example","phone_number":"+44 20 7946 0000","password":"correct horse","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    row(
        "jwt-signature",
        "Changed after it was signed",
        HS256,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","email":"ada@course.example","role":"admin","iat":1773133200,"exp":1773134100}"#,
        Ending::OfTheStudent,
    ),
    row(
        "jwt-authentication",
        "An access token, as a login issues it",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Nq3vT8","role":"student","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    row(
        "rs256",
        "Signed with a key pair (RS256)",
        r#"{"alg":"RS256","typ":"at+jwt","kid":"course-1"}"#,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Nq3vT8","role":"student","iat":1773133200,"exp":1773134100}"#,
        Ending::Text(
            "VGEvp2LkY9YhI1MH0Hc4r3soI9MBexDoC3wvKk5bEtgzDhdOfyuuraxTKOwqp55hmRBJyXoqrizuIrpS1QPI9WQqsQc3esAmm6Z4zd92DBAuQdYFlw8-8pbt61BUA499WNNtlpHECy_mjXVSq-jIpPmbTweuUaSeN8Q2DRilSIPu7yo9ggEEU1WlhIExP2PnWhvy6ZwSN6FSVkoVXoPKxMBRIJbz6_of_VGtOItvugTJyLwNkWt9L2WKIJjGEEpbkCnXMYatFT29dVDiMREvGwuoit6sHuciE5TvY8eTR25N-_pTVZ_a41Bnfrfa1BKf6JgQ46fF9-WrbkZ9oaeYcQ",
        ),
    ),
    row("alg-none", "No signature wanted", r#"{"alg":"none","typ":"JWT"}"#, STUDENT, Ending::Text("")),
    row(
        "tampered",
        "Another role",
        HS256,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-7","role":"teacher","iat":1773133200,"exp":1773134100}"#,
        Ending::OfTheStudent,
    ),
    row(
        "expired",
        "From last week",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Kd81hW","iat":1772528400,"exp":1772529300}"#,
        RIGHT,
    ),
    row(
        "milliseconds",
        "From a JavaScript program",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"b07Yzr","iat":1773133200,"exp":1773134100000}"#,
        RIGHT,
    ),
    row(
        "exp-text",
        "Times in quotation marks",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Pm2c5x","iat":1773133200,"exp":"1773134100"}"#,
        RIGHT,
    ),
    row(
        "wrong-audience",
        "For the library’s server",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":["https://library.course.example","https://print.course.example"],"sub":"u-1042","client_id":"library","jti":"vW9d0e","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    Sample {
        name: "short-secret",
        title: "A secret from a tutorial",
        header: ACCESS,
        payload: r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Zr4TqB","role":"student","iat":1773133200,"exp":1773134100}"#,
        ending: RIGHT,
        secret: Some("keyboard cat"),
    },
    row(
        "password-inside",
        "A database within",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"c6HsNa","db":{"host":"db.internal"},"api_key":"sk-51Hx9","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    row(
        "duplicate",
        "Two subjects",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"yT7m3L","sub":"u-1","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    row(
        "key-inside",
        "It brings its own key",
        r#"{"alg":"ES256","typ":"at+jwt","jwk":{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}}"#,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"e1Rw6u","role":"admin","iat":1773133200,"exp":1773134100}"#,
        Ending::Text("CQjR3IB2UO3WWjBZvzUT3b1VLvV7i8WKcn1PHbPq1YRGaqqm6JYVPhDXYhaXIeF2-oI4xSnZ1k9ZyqzjQZVTgA"),
    ),
    row(
        "kid-path",
        "A key name with a past",
        r#"{"alg":"HS256","typ":"at+jwt","kid":"../../../../dev/null"}"#,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"Hj0fXv","role":"admin","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
    row(
        "last-character",
        "One character changed",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"s2YkQ9","iat":1773133200,"exp":1773134100}"#,
        Ending::OtherLastCharacter,
    ),
    row(
        "no-end",
        "Good for ever",
        ACCESS,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"grades","jti":"n8LdVb","role":"student","iat":1773133200}"#,
        RIGHT,
    ),
    row(
        "crit",
        "An unknown condition",
        r#"{"alg":"HS256","typ":"at+jwt","crit":["urn:course:exam-only"],"urn:course:exam-only":true}"#,
        r#"{"iss":"https://id.course.example","aud":"https://api.course.example","sub":"u-1042","client_id":"exams","jti":"A5gu2o","iat":1773133200,"exp":1773134100}"#,
        RIGHT,
    ),
];

impl Sample {
    /// The compact token.
    pub fn token(&self) -> String {
        let secret = self.secret.unwrap_or(sample::SECRET).as_bytes();
        let (header, payload) = (encode(self.header.as_bytes()), encode(self.payload.as_bytes()));
        match self.ending {
            Ending::Signed(hash) => signed(&header, &payload, hash, secret),
            Ending::Text(signature) => format!("{header}.{payload}.{signature}"),
            Ending::OtherLastCharacter => {
                let mut token = signed(&header, &payload, Hash::Sha256, secret);
                let alike = super::lens::last_character(token.rsplit('.').next().unwrap_or_default());
                token.pop();
                token.extend(alike.and_then(|last| last.alike.into_iter().nth(1)));
                token
            }
            Ending::OfTheStudent => {
                let signature = sample::TOKEN.rsplit('.').next().unwrap_or_default();
                format!("{header}.{payload}.{signature}")
            }
        }
    }
}

/// The sample of this name.
pub fn named(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.name == name)
}

/// The name in an address's fragment: `#sample=jwt-signature`.
pub fn in_fragment(fragment: &str) -> Option<&'static Sample> {
    named(fragment.trim_start_matches('#').strip_prefix("sample=")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::token::decode_unverified;

    #[test]
    fn every_sample_has_its_own_name_and_can_be_shown() {
        for (index, sample) in SAMPLES.iter().enumerate() {
            let reading = decode_unverified(&sample.token());
            assert!(reading.header().is_some() && reading.claims().is_some(), "{}: {:?}", sample.name, reading.faults);
            assert!(SAMPLES[..index].iter().all(|other| other.name != sample.name), "{} twice", sample.name);
            assert!(sample.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            let malformed = !reading.faults.is_empty();
            assert_eq!(malformed, sample.name == "last-character", "{}: {:?}", sample.name, reading.faults);
        }
        assert_eq!(named("what-is-a-jwt").unwrap().token(), sample::TOKEN);
    }

    #[test]
    fn a_sample_is_opened_by_its_name_in_the_fragment() {
        assert_eq!(in_fragment("#sample=alg-none").map(|sample| sample.name), Some("alg-none"));
        for fragment in ["", "#", "#sample=", "#sample=nothing", "#token=eyJ", "#alg-none"] {
            assert_eq!(in_fragment(fragment), None, "{fragment}");
        }
    }
}
