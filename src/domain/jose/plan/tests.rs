use super::*;
use crate::domain::jose::alg::Hash;
use crate::domain::jose::encoding::Encoding;
use crate::domain::jose::key_box::{KeyReading, other_reading, read};
use crate::domain::jose::verdict::{self, State};
use crate::domain::jose::{alg, hmac};
use crate::domain::jwt::base64url::encode;
use crate::domain::jwt::sample;
use crate::domain::jwt::token::decode_unverified;

fn token(header: &str, signature: &[u8]) -> String {
    format!("{}.{}.{}", encode(header.as_bytes()), encode(b"{}"), encode(signature))
}

fn ended(token: &str, key: &str, expected: Option<Alg>) -> Result<Plan, Refusal> {
    plan(&decode_unverified(token), read(key, KeyReading::Form).as_ref(), expected)
}

fn why(token: &str, key: &str, expected: Option<Alg>) -> String {
    ended(token, key, expected).map_or_else(|why| why.to_string(), |plan| format!("planned: {}", plan.alg))
}

fn jwk(kind: &str, rest: &str) -> String {
    let x = encode(&[1; 32]);
    let parts = match kind {
        "RSA" => format!("\"n\":\"{}\",\"e\":\"AQAB\"", encode(&[0xff; 256])),
        "EC" => format!("\"crv\":\"P-256\",\"x\":\"{x}\",\"y\":\"{x}\""),
        "OKP" => format!("\"crv\":\"Ed25519\",\"x\":\"{x}\""),
        _ => format!("\"k\":\"{x}\""),
    };
    format!("{{\"kty\":\"{kind}\",{parts}{rest}}}")
}

const SECRET: &str = "a secret that is long enough for it";

#[test]
fn the_person_decides_which_algorithm_and_the_key_which_kind() {
    let hs256 = token(r#"{"alg":"HS256"}"#, &[0; 32]);
    let expect = |alg| Some(alg);
    assert_eq!(why(&hs256, SECRET, None), "planned: HS256");
    assert_eq!(why(&hs256, SECRET, expect(Alg::Hmac(Hash::Sha256))), "planned: HS256");
    let other = why(&hs256, SECRET, expect(Alg::RsaPkcs1(Hash::Sha256)));
    assert!(other.starts_with("you expect RS256, the token says HS256"), "{other}");
    // Key confusion: the token asks for HMAC under a public key.
    assert!(why(&hs256, &jwk("RSA", ""), None).starts_with("the token says HS256, and the key is an RSA public key"));
    let rs256 = token(r#"{"alg":"RS256"}"#, &[0; 256]);
    assert!(why(&rs256, SECRET, None).contains("the key is a secret"));
    assert_eq!(why(&rs256, &jwk("RSA", ""), None), "planned: RS256");
    assert!(why(&rs256, &jwk("RSA", ",\"alg\":\"PS256\""), None).starts_with("the key is for PS256 alone"));
    assert!(why(&token(r#"{"alg":"ES384"}"#, &[1; 96]), &jwk("EC", ""), None).contains("an EC public key on P-256"));
    for name in ["EdDSA", "Ed25519"] {
        let token = token(&format!("{{\"alg\":\"{name}\"}}"), &[0; 64]);
        assert_eq!(why(&token, &jwk("OKP", ",\"alg\":\"EdDSA\""), expect(Alg::Ed25519)), "planned: Ed25519");
    }
}

#[test]
fn what_cannot_be_checked_says_so_and_what_must_be_refused_fails() {
    let cases = [
        ("not a token".to_owned(), SECRET, State::NotChecked, "a malformed token"),
        (token(r#"{"alg":"HS256"}"#, &[0; 32]), "", State::NotChecked, "put the key in the box"),
        (token(r#"{"alg":"HS256"}"#, &[0; 32]), "{", State::NotChecked, "the key cannot be read"),
        (token(r#"{"alg":"nOnE"}"#, &[]), SECRET, State::Fails, "\"alg\" is \"nOnE\": the token is not signed"),
        (token(r#"{"alg":"none"}"#, &[]), "", State::Fails, "\"alg\" is \"none\""),
        (token(r#"{"alg":7}"#, &[]), SECRET, State::Fails, "the header has no \"alg\""),
        (token("{}", &[]), SECRET, State::Fails, "the header has no \"alg\""),
        (token(r#"{"alg":"hs256"}"#, &[0; 32]), SECRET, State::Fails, "\"hs256\" is no signature algorithm"),
        (
            token(r#"{"alg":"ES256K"}"#, &[0; 64]),
            SECRET,
            State::NotChecked,
            "\"ES256K\" is ECDSA on the curve secp256k1",
        ),
        (token(r#"{"alg":"HS256","crit":["x"],"x":1}"#, &[0; 32]), SECRET, State::Fails, "\"crit\" demands \"x\""),
        (token(r#"{"alg":"HS256","crit":["x"]}"#, &[0; 32]), SECRET, State::Fails, "\"crit\" is not a list"),
        (token(r#"{"alg":"HS256","crit":[]}"#, &[0; 32]), SECRET, State::Fails, "\"crit\" is not a list"),
        (token(r#"{"alg":"HS256","crit":["b64"],"b64":true}"#, &[0; 32]), SECRET, State::Holds, "planned"),
        (
            token(r#"{"alg":"HS256","crit":["b64"],"b64":false}"#, &[0; 32]),
            SECRET,
            State::NotChecked,
            "the payload is not base64url",
        ),
        (token(r#"{"alg":"HS256","kid":7}"#, &[0; 32]), SECRET, State::Fails, "\"kid\" in the header is not text"),
        (format!("{}.AA.AA.AA.AA", encode(br#"{"alg":"dir"}"#)), SECRET, State::NotChecked, "an encrypted token"),
        (token(r#"{"alg":"HS256"}"#, &[]), SECRET, State::Fails, "the signature is empty; HS256 gives 32 bytes"),
        (
            token(r#"{"alg":"HS256"}"#, &[0; 31]),
            SECRET,
            State::Fails,
            "the signature has 31 bytes; HS256 with this key gives 32",
        ),
    ];
    for (token, key, state, reason) in cases {
        let (found, said) = match ended(&token, key, None) {
            Ok(plan) => (State::Holds, format!("planned: {}", plan.alg)),
            Err(refusal) => (refusal.state(), refusal.to_string()),
        };
        assert!(found == state && said.starts_with(reason), "{token} with {key:?}: {found:?}, {said}");
    }
}

#[test]
fn a_set_of_keys_is_chosen_from_by_name() {
    let secret = |kid: &str| jwk("oct", kid);
    let set = |keys: &[String]| format!("{{\"keys\":[{}]}}", keys.join(","));
    let named = token(r#"{"alg":"HS256","kid":"b"}"#, &[0; 32]);
    let unnamed = token(r#"{"alg":"HS256"}"#, &[0; 32]);
    let (a, b) = (secret(",\"kid\":\"a\""), secret(",\"kid\":\"b\""));
    assert_eq!(why(&named, &set(&[a.clone(), b.clone()]), None), "planned: HS256");
    assert!(why(&named, &set(std::slice::from_ref(&a)), None).starts_with("no key of the set has the name \"b\""));
    assert!(why(&named, &set(&[b.clone(), b.clone()]), None).starts_with("2 keys of the set have the name"));
    assert!(
        why(&named, &set(&["{\"kty\":\"X\",\"kid\":\"b\"}".to_owned()]), None).starts_with("the key that the token")
    );
    assert!(why(&named, &a, None).starts_with("the token names the key \"b\", and this key is \"a\""));
    assert_eq!(why(&named, &secret(""), None), "planned: HS256");
    assert_eq!(why(&unnamed, &set(&[jwk("RSA", ""), a.clone()]), None), "planned: HS256");
    assert!(why(&unnamed, &set(&[a, b]), None).starts_with("the token names no key, and 2 of the set would fit"));
    assert!(why(&unnamed, &set(&[jwk("RSA", "")]), None).starts_with("the token says HS256, and the key is an RSA"));
}

#[test]
fn what_a_key_is_for_and_how_strong_it_is_counts() {
    let rs256 = token(r#"{"alg":"RS256"}"#, &[0; 256]);
    let cases = [
        (jwk("RSA", ",\"use\":\"enc\""), "the key is meant for \"use\": \"enc\""),
        (jwk("RSA", ",\"use\":\"sig\",\"key_ops\":[\"verify\"]"), "planned"),
        (jwk("RSA", ",\"key_ops\":[\"encrypt\"]"), "the key's \"key_ops\" do not allow"),
        (jwk("RSA", ",\"key_ops\":[\"sign\"]"), "the key's \"key_ops\" do not allow"),
        (jwk("RSA", ",\"d\":\"AQAB\",\"key_ops\":[\"sign\"]"), "planned"),
        (jwk("RSA", "").replace("AQAB", "AQ"), "the RSA key's exponent is even or below 3"),
        (jwk("RSA", "").replace("AQAB", "Ag"), "the RSA key's exponent is even or below 3"),
        (jwk("RSA", "").replace(&encode(&[0xff; 256]), &encode(&[0x7f; 256])), "the RSA key has 2047 bits"),
    ];
    for (key, reason) in cases {
        let said = why(&rs256, &key, None);
        assert!(said.starts_with(reason), "{key}: {said}");
    }
}

#[test]
fn signatures_out_of_range_never_reach_a_browser() {
    let rs256 = |signature: &[u8]| why(&token(r#"{"alg":"RS256"}"#, signature), &jwk("RSA", ""), None);
    assert!(rs256(&[0xff; 256]).starts_with("the signature is a number that is not below"));
    assert!(rs256(&[&[0], &[1; 256][..]].concat()).starts_with("the signature has 257 bytes"));
    let ed25519 = |s: [u8; 32]| {
        let signature = [[0; 32], s].concat();
        why(&token(r#"{"alg":"Ed25519"}"#, &signature), &jwk("OKP", ""), None)
    };
    let mut order = ED25519_ORDER;
    order.reverse();
    assert!(ed25519(order).starts_with("the second half of the signature"));
    order[0] -= 1;
    assert_eq!(ed25519(order), "planned: Ed25519");
    order[31] += 1;
    assert!(ed25519(order).starts_with("the second half"));
    // A DER-encoded ECDSA signature has another length.
    assert!(why(&token(r#"{"alg":"ES256"}"#, &[0x30; 70]), &jwk("EC", ""), None).starts_with("the signature has 70"));
}

#[test]
fn the_sample_holds_with_its_secret_and_another_reading_is_pointed_out() {
    let reading = decode_unverified(sample::TOKEN);
    let secret = encode(sample::SECRET.as_bytes());
    let plan = ended(sample::TOKEN, &secret, None).expect("a plan");
    let alg::Alg::Hmac(hash) = plan.alg else { panic!("HS256") };
    let matches = hmac::verify(hash, plan.key.part("k").unwrap_or_default(), plan.input.as_bytes(), &plan.signature);
    let verdict = verdict::computed(&plan, matches, &reading);
    assert!(verdict.state == State::Fails && verdict.reason.starts_with("HS256 with this key does not give"));
    assert_eq!(other_reading(&secret, KeyReading::Form, &plan), Some("base64"));
    assert_eq!(other_reading(&secret, KeyReading::Secret(Encoding::Base64), &plan), Some("base64url"));
    let spaced = format!("{}\n", sample::SECRET);
    assert!(
        other_reading(&spaced, KeyReading::Form, &plan).is_some_and(|hint| hint.contains("without the white space"))
    );
    assert_eq!(other_reading("nothing like it", KeyReading::Form, &plan), None);
    // {"alg":"HS256"} with a signature and no payload.
    let header = encode(br#"{"alg":"HS256"}"#);
    let detached = format!("{header}..{}", encode(&[1; 32]));
    let set = format!(r#"{{"keys":[{{"kty":"oct","k":"{}","kid":"a"}}]}}"#, encode(&[1; 32]));
    let plan = ended(&detached, &set, None).expect("a plan");
    let verdict = verdict::computed(&plan, false, &decode_unverified(&detached));
    assert!(verdict.reason.contains("over an empty payload. If the payload was sent apart"), "{verdict:?}");
    assert!(verdict.reason.ends_with("The key’s name (kid) is \"a\"."), "{verdict:?}");
    let right = verdict::computed(&ended(sample::TOKEN, sample::SECRET, None).expect("a plan"), true, &reading);
    assert_eq!(
        right.reason,
        "HS256 with this secret gives exactly these 32 bytes. Nobody without it wrote or changed the token."
    );
    let short = verdict::computed(&ended(sample::TOKEN, "short", None).expect("a plan"), true, &reading);
    assert!(short.reason.contains("the secret is short: 5 bytes where HS256 needs 32"), "{}", short.reason);
}
