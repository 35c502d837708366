//! Every rule finds what it is for, and leaves a token alone that is near it and right.

use super::*;
use crate::domain::jose::alg::Curve;
use crate::domain::jose::key::Kind;
use crate::domain::jwt::base64url::encode;
use crate::domain::jwt::token::decode_unverified;

/// 2026-03-10T09:05:00Z, inside the life of [`CLAIMS`].
const NOW: Timestamp = Timestamp(1_773_133_500_000);

const HEADER: &str = r#"{"alg":"HS256","typ":"at+jwt"}"#;
const CLAIMS: &str = r#"{"iss":"https://id.example","aud":"api","sub":"u-1","client_id":"c","jti":"a1","iat":1773133200,"exp":1773134100}"#;

/// A token and what is known beside it.
struct Case {
    token: String,
    key: Option<Key>,
    audience: Option<&'static str>,
    issuer: Option<&'static str>,
}

impl Case {
    fn finds(&self) -> Vec<Finding> {
        let reading = decode_unverified(&self.token);
        find(&Context {
            reading: &reading,
            key: self.key.as_ref(),
            now: NOW,
            leeway: 60,
            audience: self.audience,
            issuer: self.issuer,
        })
    }
}

fn text(token: impl Into<String>) -> Case {
    Case { token: token.into(), key: None, audience: None, issuer: None }
}

fn parts(header: &[u8], payload: &[u8], signature: &[u8]) -> Case {
    text(format!("{}.{}.{}", encode(header), encode(payload), encode(signature)))
}

/// A good token with another header.
fn header(header: &str) -> Case {
    parts(header.as_bytes(), CLAIMS.as_bytes(), &[1; 32])
}

/// A good token with another payload.
fn payload(payload: &str) -> Case {
    parts(HEADER.as_bytes(), payload.as_bytes(), &[1; 32])
}

/// A good token with one claim set, or taken out where `value` is empty.
fn claim(name: &str, value: &str) -> Case {
    let rest: Vec<String> = CLAIMS
        .trim_matches(['{', '}'])
        .split(',')
        .filter(|member| !member.starts_with(&format!("{name:?}:")))
        .map(str::to_owned)
        .chain((!value.is_empty()).then(|| format!("{name:?}:{value}")))
        .collect();
    payload(&format!("{{{}}}", rest.join(",")))
}

/// A token by this algorithm with a signature and a key.
fn keyed(alg: &str, signature: &[u8], key: Option<Key>) -> Case {
    let header = format!(r#"{{"alg":"{alg}","typ":"at+jwt"}}"#);
    Case { key, ..parts(header.as_bytes(), CLAIMS.as_bytes(), signature) }
}

fn secret(bytes: &[u8]) -> Case {
    keyed("HS256", &[1; 32], Some(Key::secret(bytes.to_vec())))
}

fn rsa(bytes: usize) -> Option<Key> {
    Key::new(Kind::Rsa, vec![("n", vec![0xff; bytes]), ("e", vec![1, 0, 1])]).ok()
}

fn ec(curve: Curve, is_private: bool) -> Option<Key> {
    let part = |name| (name, vec![1; curve.bytes()]);
    let mut parts = vec![part("x"), part("y")];
    parts.extend(is_private.then(|| part("d")));
    Key::new(Kind::Ec(curve), parts).ok()
}

/// 32 bytes that read like nothing.
const RANDOM: &[u8] = b"\x9c\x11q7Zt\xf3K\x02\xe8vPz\xd1X4\x85nB\xaaG\x0d\xc6y5\xb0Wr\x1e\x8fTj";
const PEM: &[u8] = b"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\n-----END PUBLIC KEY-----";

fn good() -> Case {
    Case { audience: Some("api"), issuer: Some("https://id.example"), ..secret(RANDOM) }
}

/// The rule, a token in which it finds something, and one near it in which it does not.
fn cases() -> Vec<(&'static str, Case, Case)> {
    let good_token = good().token;
    let (head, rest) = good_token.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    let der = [&[0x30, 70, 0x02, 33, 0][..], &[1; 32], &[0x02, 33, 0], &[1; 32]].concat();
    vec![
        ("standard-base64", text(format!("{head}.{body}.ab+/")), good()),
        ("padding", text(format!("{head}.{body}.{signature}=")), good()),
        ("stray-characters", text(format!("{head}.{body}.ab cd")), text(format!("{head}.{body}.ab-_"))),
        ("part-length", text(format!("{head}A.{body}.{signature}")), text(format!("{head}.{body} .{signature}"))),
        ("trailing-bits", text(format!("{head}.{body}.AB")), text(format!("{head}.{body}.AA"))),
        ("not-utf8", parts(HEADER.as_bytes(), b"{\"a\":\"\xff\"}", b"s"), payload("{\"a\":\"ÿ\"}")),
        ("duplicate-names", payload(r#"{"a":1,"a":2}"#), payload(r#"{"a":1,"b":{"a":2}}"#)),
        ("hidden-characters", claim("name", "\"ada\\u202enimda\""), claim("name", "\"Ада 愛だ\\n\"")),
        ("not-an-object", payload("[1]"), payload("{}")),
        ("large-number", claim("n", "9007199254740992"), claim("n", "9007199254740991")),
        ("alg-missing", header(r#"{"typ":"at+jwt"}"#), header(HEADER)),
        ("alg-none", header(r#"{"alg":"nOnE"}"#), header(r#"{"alg":"HS256"}"#)),
        ("signature-missing", parts(HEADER.as_bytes(), b"{}", b""), parts(br#"{"alg":"none"}"#, b"{}", b"")),
        ("none-with-signature", header(r#"{"alg":"none"}"#), parts(br#"{"alg":"none"}"#, b"{}", b"")),
        (
            "crit-unknown",
            header(r#"{"alg":"HS256","crit":["exp"],"exp":1}"#),
            header(r#"{"alg":"HS256","crit":["b64"],"b64":true}"#),
        ),
        (
            "crit-absent",
            header(r#"{"alg":"HS256","crit":["b64"]}"#),
            header(r#"{"alg":"HS256","crit":["b64"],"b64":true}"#),
        ),
        ("crit-malformed", header(r#"{"alg":"HS256","crit":[]}"#), header(r#"{"alg":"HS256","crit":["exp"]}"#)),
        ("b64", header(r#"{"alg":"HS256","b64":false}"#), header(r#"{"alg":"HS256","b64":true}"#)),
        ("eddsa", keyed("EdDSA", &[1; 64], None), keyed("Ed25519", &[1; 64], None)),
        (
            "kid-suspicious",
            header(r#"{"alg":"HS256","kid":"../../dev/null"}"#),
            header(r#"{"alg":"HS256","kid":"key-2026_03"}"#),
        ),
        (
            "key-address",
            header(r#"{"alg":"RS256","jku":"https://a.example/k"}"#),
            header(r#"{"alg":"RS256","kid":"k"}"#),
        ),
        ("key-inside", header(r#"{"alg":"RS256","jwk":{"kty":"RSA"}}"#), header(r#"{"alg":"RS256","kid":"k"}"#)),
        ("typ-general", header(r#"{"alg":"HS256","typ":"JWT"}"#), header(HEADER)),
        ("access-token-claims", claim("client_id", ""), good()),
        ("zip", header(r#"{"alg":"HS256","zip":"DEF"}"#), header(HEADER)),
        ("secret-short", secret(&RANDOM[..31]), secret(RANDOM)),
        ("secret-memorable", secret(b"my-super-secret-key-for-production"), secret(RANDOM)),
        ("rsa-short", keyed("RS256", &[1; 128], rsa(128)), keyed("RS256", &[1; 256], rsa(256))),
        (
            "key-type",
            keyed("ES256", &[1; 64], ec(Curve::P384, false)),
            keyed("ES256", &[1; 64], ec(Curve::P256, false)),
        ),
        ("public-key-as-secret", secret(PEM), secret(RANDOM)),
        (
            "private-key",
            keyed("ES256", &[1; 64], ec(Curve::P256, true)),
            keyed("ES256", &[1; 64], ec(Curve::P256, false)),
        ),
        ("signature-length", keyed("HS256", &[1; 31], None), keyed("HS256", &[1; 32], None)),
        ("ecdsa-der", keyed("ES256", &der, None), keyed("ES256", &[0x30; 64], None)),
        ("exp-missing", claim("exp", ""), good()),
        ("date-not-number", claim("exp", "\"1773134100\""), good()),
        ("date-milliseconds", claim("exp", "1773134100000"), good()),
        ("expired", claim("exp", "1773133440"), claim("exp", "1773133441")),
        ("not-yet-valid", claim("nbf", "1773133561"), claim("nbf", "1773133560")),
        ("iat-future", claim("iat", "1773133561"), claim("iat", "1773133560")),
        ("exp-before-iat", claim("exp", "1773133200"), good()),
        ("long-life", claim("exp", "1773219601"), claim("exp", "1773219600")),
        ("aud-missing", claim("aud", ""), good()),
        (
            "aud-mismatch",
            Case { audience: Some("other"), ..good() },
            Case { audience: Some("api"), ..claim("aud", r#"["web","api"]"#) },
        ),
        ("iss-missing", claim("iss", ""), good()),
        ("iss-mismatch", Case { issuer: Some("https://id.example/"), ..good() }, good()),
        ("sub-not-string", claim("sub", "1042"), good()),
        ("jti-missing", claim("jti", ""), good()),
        ("secret-in-payload", claim("api_key", "\"k\""), claim("key_point", "\"k\"")),
        ("personal-data", claim("contact", "\"ada@course.example\""), claim("contact", "\"u-1042\"")),
        ("nested", header(r#"{"alg":"HS256","cty":"JWT"}"#), header(r#"{"alg":"HS256","cty":"json"}"#)),
    ]
}

#[test]
fn each_rule_finds_its_fault_and_leaves_its_neighbour_alone() {
    let mut tested = Vec::new();
    for (id, with, without) in cases() {
        let found = |case: &Case| -> Vec<&str> { case.finds().iter().map(|finding| finding.rule.id).collect() };
        assert!(found(&with).contains(&id), "{id} is not found in {}: {:?}", with.token, found(&with));
        assert!(!found(&without).contains(&id), "{id} is found in {}", without.token);
        tested.push(id);
    }
    let all: Vec<&str> = GROUPS.iter().flat_map(|(_, rules)| rules.iter().map(|rule| rule.id)).collect();
    assert_eq!(tested, all, "every rule has a case, in the order of the table");
}

#[test]
fn a_good_token_has_no_findings() {
    let found: Vec<_> = good().finds().iter().map(|finding| (finding.rule.id, finding.detail.clone())).collect();
    assert_eq!(found, []);
}

#[test]
fn the_worst_comes_first_and_every_rule_reads_as_sentences() {
    let severities: Vec<_> = text("e30.e30.").finds().iter().map(|finding| finding.rule.severity).collect();
    assert!(severities.len() > 3 && severities.is_sorted(), "{severities:?}");
    for rule in GROUPS.iter().flat_map(|(_, rules)| rules.iter()) {
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        assert!(rule.title.starts_with(char::is_uppercase) || rule.id.starts_with("crit"), "{}", rule.id);
        assert!(!rule.title.ends_with('.') && rule.reason.ends_with('.') && rule.advice.ends_with('.'), "{}", rule.id);
    }
    for (id, with, _) in cases() {
        for finding in with.finds() {
            let detail = &finding.detail;
            assert!(!detail.is_empty() && !detail.ends_with('.'), "{id}: {} says {detail:?}", finding.rule.id);
        }
    }
}

#[test]
fn known_attacks_are_told_from_what_is_only_near_them() {
    let details = |case: &Case, id: &str| -> Option<String> {
        case.finds().into_iter().find(|finding| finding.rule.id == id).map(|finding| finding.detail)
    };
    assert!(details(&secret(b"secret"), "secret-memorable").is_some_and(|said| said.contains("list")));
    assert_eq!(details(&secret(PEM), "secret-memorable"), None);
    assert!(details(&claim("n", "\"4111 1111 1111 1111\""), "secret-in-payload").is_some());
    assert_eq!(details(&claim("n", "\"4111 1111 1111 1112\""), "secret-in-payload"), None);
    assert_eq!(details(&claim("exp", "1773133440"), "expired").as_deref(), Some("1 minute ago"));
    assert_eq!(
        details(&payload("{\"user\u{200b}\":1}"), "hidden-characters").as_deref(),
        Some("U+200B in the payload")
    );
    let half = r#"{"a":[{"b":"\ud800"}]}"#;
    assert_eq!(
        details(&payload(half), "hidden-characters").as_deref(),
        Some("half of a surrogate pair in the payload")
    );
    let detached = parts(HEADER.as_bytes(), b"", &[1; 32]);
    assert_eq!(details(&detached, "not-an-object"), None);
    assert_eq!(details(&text(format!("{}A", good().token)), "stray-characters"), None);
    assert_eq!(details(&claim("a", "9007199254740993"), "large-number").as_deref(), Some("\"a\" is 9007199254740993"));
    let act = claim("act", &format!("{:?}", good().token));
    assert_eq!(details(&act, "nested").as_deref(), Some("the claim \"act\" is one"));
    let der = cases().into_iter().find(|(id, ..)| *id == "ecdsa-der").map(|(_, with, _)| with).unwrap();
    assert_eq!(details(&der, "signature-length"), None, "one fault, one finding");
}
