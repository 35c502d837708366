//! Reading never panics and never loses what can be shown, whatever is pasted.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

use super::attack::{Attack, Loot, forge};
use super::base64url::{decode, decode_lenient, encode};
use super::date::numeric_date;
use super::find::find;
use super::findings::{Context, find as find_in};
use super::lens::last_character;
use super::server::{Check, Server, ServerKey};
use super::token::decode_unverified;
use crate::domain::jose::alg::{Alg, Hash};
use crate::domain::jose::key::Key;
use crate::domain::json;
use crate::domain::time::Timestamp;

/// Text that gets far into the reader: pieces of tokens, headers and commands, and anything else.
fn pasted() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[A-Za-z0-9_-]{0,12}",
        prop::sample::select(
            &[
                ".",
                "..",
                "eyJ",
                "eyJhbGciOiJIUzI1NiJ9",
                "e30",
                "{",
                "}",
                "\"",
                "'",
                "=",
                "+",
                "%",
                "%20",
                " ",
                "\n",
                "Bearer ",
                "Authorization: ",
                "curl -H ",
                "Cookie: a=",
                ";",
                "&",
                "é",
                "\u{200b}",
                "\u{feff}",
                "\\",
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_gets_a_reading(text in pasted()) {
        let reading = decode_unverified(&text);
        for segment in &reading.segments {
            prop_assert_eq!(&text[segment.range.clone()], &segment.text);
        }
        prop_assert!(reading.faults.iter().all(|fault| !fault.to_string().is_empty()));
        prop_assert!(reading.notes.iter().all(|note| !note.to_string().is_empty()));
        prop_assert!(!reading.shape.to_string().is_empty());
    }

    #[test]
    fn any_bytes_as_header_and_payload_get_a_reading(
        header in prop::collection::vec(any::<u8>(), 0..40),
        payload in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let reading = decode_unverified(&format!("{}.{}.AA", encode(&header), encode(&payload)));
        prop_assert_eq!(&reading.segments[0].bytes, &header);
        prop_assert_eq!(&reading.segments[1].bytes, &payload);
        prop_assert_eq!(reading.faults.is_empty(), json::read_bytes(&header).is_ok_and(|json| json.members().is_some()));
    }

    #[test]
    fn nothing_of_a_pasted_text_is_dropped_silently(text in pasted()) {
        let found = find(&text);
        let pieces: String = found.pieces.iter().map(|piece| &text[piece.clone()]).collect();
        prop_assert_eq!(&pieces, &found.token);
        let mut covered = vec![false; text.len()];
        for range in found.pieces.iter().chain(found.ignored.iter().map(|ignored| &ignored.range)) {
            covered[range.clone()].fill(true);
        }
        prop_assert!(covered.iter().all(|covered| *covered), "{:?}: {:?}", text, found);
    }

    #[test]
    fn base64url_comes_back_as_it_went(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let decoded = decode(&encode(&bytes));
        prop_assert_eq!(decoded, Ok(bytes));
    }

    #[test]
    fn strict_decoding_takes_exactly_what_encoding_gives(
        text in prop_oneof!["[A-Za-z0-9_-]{0,9}", "[A-Za-z0-9_+/= -]{0,9}", any::<String>()],
    ) {
        let decoded = decode(&text);
        prop_assert_eq!(decoded.clone().ok(), URL_SAFE_NO_PAD.decode(&text).ok());
        if let Ok(bytes) = decoded {
            prop_assert_eq!(encode(&bytes), text);
        } else {
            prop_assert!(encode(&decode_lenient(&text).bytes) != text);
        }
    }

    #[test]
    fn any_number_gets_a_time_or_a_reason(digits in "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,22})?") {
        let date = numeric_date(&json::read(&digits).expect("a JSON number"));
        prop_assert!(date.at.is_some() || date.hint.is_some());
        let float: f64 = digits.parse().expect("a float");
        if let Some(at) = date.at {
            prop_assert!((at.0 as f64 - float * 1000.0).abs() <= 1.0 + float.abs() * 1e-12, "{} {:?}", digits, at);
        }
    }
}

/// A header or payload with members that rules look at, and values of every kind.
fn object() -> impl Strategy<Value = String> {
    let names = [
        "alg", "typ", "kid", "crit", "b64", "zip", "jwk", "cty", "iss", "sub", "aud", "exp", "nbf", "iat", "role",
        "email",
    ];
    let value = prop_oneof![
        "\"[a-zA-Z0-9@./ -]{0,20}\"",
        "-?(0|[1-9][0-9]{0,22})(e[0-9]{1,3})?",
        prop::sample::select(
            &["null", "true", "[]", "{}", "[\"b64\",1]", "\"none\"", "\"HS256\"", "\"ES256\"", "\"\\u0000\""][..]
        )
        .prop_map(str::to_owned),
    ];
    let member = (prop::sample::select(names.to_vec()), value).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    prop::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(",")))
}

proptest! {
    #[test]
    fn any_token_can_be_inspected_attacked_and_sent(
        (header, payload) in (object(), object()),
        signature in prop::collection::vec(any::<u8>(), 0..80),
        text in pasted(),
        (now, bits) in (prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)], any::<u16>()),
        secret in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let token = format!("{}.{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()), encode(&signature));
        let key = Key::secret(secret.clone());
        let now = Timestamp(now);
        for reading in [decode_unverified(&token), decode_unverified(&text)] {
            let context = Context {
                reading: &reading,
                key: Some(&key),
                now,
                leeway: bits.into(),
                audience: Some("api"),
                issuer: Some("id"),
            };
            for finding in find_in(&context) {
                prop_assert!(!finding.detail.is_empty());
            }
            let loot = Loot { secret: Some(&secret), public_key: Some("key") };
            for attack in Attack::ALL {
                if let Ok(forged) = forge(attack, &reading, now, loot) {
                    prop_assert!(decode_unverified(&forged).claims().is_some(), "{:?}: {}", attack, forged);
                }
            }
            let server = Server {
                key: ServerKey::Secret { secret: secret.clone(), alg: Alg::Hmac(Hash::Sha256) },
                audience: "api".to_owned(),
                issuer: "id".to_owned(),
                leeway: bits.into(),
                checks: Check::SWITCHED.to_vec(),
            };
            let answer = server.answer(&reading, now, None);
            prop_assert_eq!(answer.status() == 401, answer.response.contains("WWW-Authenticate: Bearer"));
            if let Some(last) = last_character(&text) {
                prop_assert!(last.alike.contains(&last.found));
            }
        }
    }
}
