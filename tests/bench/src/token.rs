//! A token of a chosen size, and the work that is timed on it.

use groundwork::domain::jwt::base64url;
use groundwork::domain::jwt::find::find;
use groundwork::domain::jwt::findings::{self, Context};
use groundwork::domain::jwt::token::{Reading, decode_unverified};
use groundwork::domain::time::Timestamp;

/// 2026-03-10T12:00:00Z, within the token's times.
const NOW: Timestamp = Timestamp(1_773_144_000_000);

/// A token of at least so many bytes, and at most a claim more: the registered claims, then numbers, texts and lists.
pub fn token(bytes: usize) -> String {
    let header = base64url::encode(br#"{"alg":"HS256","typ":"JWT","kid":"2026-03"}"#);
    let signature = base64url::encode(&[0xa5; 32]);
    let mut payload = String::from(
        r#"{"iss":"https://login.example","sub":"user-8812","aud":"https://api.example","iat":1773140400,"nbf":1773140400,"exp":1773147600,"jti":"8a6e3c""#,
    );
    let mut number = 0;
    while header.len() + signature.len() + 2 + (payload.len() + 1).div_ceil(3) * 4 < bytes {
        payload += &match number % 3 {
            0 => format!(r#","permission_{number}":["read","write","share"]"#),
            1 => format!(r#","limit_{number}":{}"#, number * 7919),
            _ => format!(r#","name_{number}":"Zoë Müller, département {number}""#),
        };
        number += 1;
    }
    payload.push('}');
    [header, base64url::encode(payload.as_bytes()), signature].join(".")
}

/// Timed: the token taken apart, every value read.
pub fn decode(text: &str) -> Reading {
    decode_unverified(text)
}

/// Timed: what the lab does with every key: the token found in the text, taken apart, and every rule asked. The number of
/// findings.
pub fn inspect(text: &str) -> usize {
    let reading = decode_unverified(&find(text).token);
    let context = Context { reading: &reading, key: None, now: NOW, leeway: 0, audience: None, issuer: None };
    findings::find(&context).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_well_formed_and_of_the_size_asked_for() {
        for bytes in [1024, 102_400] {
            let token = token(bytes);
            assert!((bytes..bytes + 100).contains(&token.len()), "{} for {bytes}", token.len());
            let reading = decode(&token);
            assert_eq!((reading.faults, reading.notes), (vec![], vec![]));
            assert_eq!(find(&token).token, token);
            assert!(inspect(&token) > 0);
        }
    }
}
