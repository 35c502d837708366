//! The toy server refuses what its checks are for, and is fooled where they are off.

use super::*;
use crate::domain::jose::alg::Hash;
use crate::domain::jwt::attack::{Attack, Loot, forge};
use crate::domain::jwt::sample;
use crate::domain::jwt::samples;
use crate::domain::jwt::token::decode_unverified;

const NOW: Timestamp = samples::NOW;

fn server(key: ServerKey, without: &[Check]) -> Server {
    let checks = Check::SWITCHED.into_iter().filter(|check| !without.contains(check)).collect();
    Server { key, audience: samples::AUDIENCE.to_owned(), issuer: samples::ISSUER.to_owned(), leeway: 60, checks }
}

fn secret_of(text: &str) -> ServerKey {
    ServerKey::Secret { secret: text.as_bytes().to_vec(), alg: Alg::Hmac(Hash::Sha256) }
}

fn secret() -> ServerKey {
    secret_of(sample::SECRET)
}

fn public() -> ServerKey {
    ServerKey::Public { text: samples::PUBLIC_KEY.to_owned(), alg: Alg::RsaPkcs1(Hash::Sha256) }
}

#[test]
fn a_good_token_is_accepted_and_the_answer_says_who_it_is() {
    let answer = server(secret(), &[]).answer(&decode_unverified(sample::TOKEN), NOW, None);
    assert_eq!((answer.status(), answer.decided), (200, None), "{:?}", answer.outcomes);
    assert!(answer.response.ends_with(r#"{ "sub": "u-1042", "role": "student" }"#), "{}", answer.response);
    assert_eq!(answer.outcomes.len(), 6);
    let rsa = decode_unverified(&samples::named("rs256").unwrap().token());
    assert_eq!(server(public(), &[]).answer(&rsa, NOW, Some(true)).status(), 200);
    assert_eq!(server(public(), &[]).answer(&rsa, NOW, Some(false)).decided, Some(Check::Signature));
    assert_eq!(server(public(), &[]).answer(&rsa, NOW, None).decided, Some(Check::Signature));
}

#[test]
fn each_attack_is_stopped_by_its_check_and_succeeds_where_that_is_off() {
    use Check::{Algorithm, Signature};
    let loot = Loot { secret: None, public_key: Some(samples::PUBLIC_KEY) };
    // (attack, the server's key, the check that stops it, what to switch off to be fooled)
    let cases: [(Attack, ServerKey, Check, &[Check]); 6] = [
        (Attack::FlipRole, secret(), Signature, &[Signature]),
        (Attack::AlgNone, secret(), Algorithm, &[Algorithm]),
        (Attack::ExtendExp, secret(), Signature, &[Signature]),
        (Attack::CutSignature, secret(), Signature, &[Signature]),
        (Attack::SwapPayload, secret(), Signature, &[Signature]),
        (Attack::KeyConfusion, public(), Algorithm, &[Algorithm]),
    ];
    for (attack, key, stopped, off) in cases {
        let start = if key == secret() { sample::TOKEN.to_owned() } else { samples::named("rs256").unwrap().token() };
        let forged = decode_unverified(&forge(attack, &decode_unverified(&start), NOW, loot).unwrap());
        let answer = server(key.clone(), &[]).answer(&forged, NOW, Some(false));
        assert_eq!((answer.status(), answer.decided), (401, Some(stopped)), "{attack:?}");
        assert!(answer.response.contains("\nWWW-Authenticate: Bearer error=\"invalid_token\""), "{}", answer.response);
        let fooled = server(key, off).answer(&forged, NOW, Some(false));
        assert_eq!(fooled.status(), 200, "{attack:?}: {:?}", fooled.outcomes);
    }
}

#[test]
fn a_guessed_secret_fools_every_check() {
    let weak = samples::named("short-secret").unwrap();
    let key = weak.secret.unwrap();
    let loot = Loot { secret: Some(key.as_bytes()), public_key: None };
    let forged = forge(Attack::GuessedSecret, &decode_unverified(&weak.token()), NOW, loot).unwrap();
    let answer = server(secret_of(key), &[]).answer(&decode_unverified(&forged), NOW, None);
    assert_eq!(answer.status(), 200, "{:?}", answer.outcomes);
    assert!(answer.response.contains("\"role\": \"admin\""), "{}", answer.response);
}

#[test]
fn every_check_refuses_its_fault_and_the_first_decides() {
    let cases = [
        ("expired", Check::Expiry),
        ("wrong-audience", Check::Audience),
        ("last-character", Check::WellFormed),
        ("tampered", Check::Signature),
        ("alg-none", Check::Algorithm),
        ("exp-text", Check::Expiry),
        ("crit", Check::WellFormed),
    ];
    for (name, check) in cases {
        let reading = decode_unverified(&samples::named(name).unwrap().token());
        let answer = server(secret(), &[]).answer(&reading, NOW, None);
        assert_eq!(answer.decided, Some(check), "{name}: {:?}", answer.outcomes);
        assert!(matches!(answer.outcomes.last(), Some((last, Outcome::Failed(_))) if *last == check), "{name}");
    }
    let other = Server { issuer: "https://other.example".to_owned(), ..server(secret(), &[]) };
    assert_eq!(other.answer(&decode_unverified(sample::TOKEN), NOW, None).decided, Some(Check::Issuer));
}

#[test]
fn a_request_without_a_token_is_refused_without_an_error_code() {
    let answer = server(secret(), &[]).answer(&decode_unverified(""), NOW, None);
    assert_eq!(answer.decided, Some(Check::WellFormed));
    assert!(answer.response.ends_with("WWW-Authenticate: Bearer realm=\"toy server\""), "{}", answer.response);
}

#[test]
fn an_unencoded_payload_is_refused_even_where_its_signature_is_right() {
    use crate::domain::jwt::base64url::encode;
    let payload = r#"{"aud":"https:\/\/api","exp":1773134100}"#;
    for header in [r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#, r#"{"alg":"HS256","b64":false}"#] {
        let input = format!("{}.{payload}", encode(header.as_bytes()));
        let signature = encode(&hmac::sign(Hash::Sha256, sample::SECRET.as_bytes(), input.as_bytes()));
        let answer = server(secret(), &[]).answer(&decode_unverified(&format!("{input}.{signature}")), NOW, None);
        assert_eq!(answer.decided, Some(Check::WellFormed), "{header}: {:?}", answer.outcomes);
        assert!(matches!(&answer.outcomes[0].1, Outcome::Failed(why) if why.contains("b64")), "{:?}", answer.outcomes);
    }
}

#[test]
fn the_moment_of_expiry_is_after_exp_and_leeway() {
    let reading = decode_unverified(sample::TOKEN);
    let decided = |seconds: i64| server(secret(), &[]).answer(&reading, Timestamp(seconds * 1000), None).decided;
    assert_eq!((decided(1_773_134_159), decided(1_773_134_160)), (None, Some(Check::Expiry)));
}

#[test]
fn a_refusal_is_what_rfc_6750_allows() {
    for check in [Check::WellFormed].into_iter().chain(Check::SWITCHED) {
        let response = refusal(check);
        let description =
            response.split("error_description=\"").nth(1).and_then(|rest| rest.strip_suffix('"')).unwrap();
        // Section 3: %x20-21 / %x23-5B / %x5D-7E.
        assert!(
            description.bytes().all(|byte| matches!(byte, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e)),
            "{description}"
        );
    }
}
