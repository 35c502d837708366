//! Findings, verdicts, attacks, the toy server and signing: any token, any key and any clock get an answer, and no two of
//! the answers contradict each other.

use groundwork::domain::jose::alg::{Alg, Hash};
use groundwork::domain::jose::claims_check::{audience_and_issuer, range, time};
use groundwork::domain::jose::key::Kind;
use groundwork::domain::jose::key_box::{KeyReading, other_reading, read};
use groundwork::domain::jose::plan::plan;
use groundwork::domain::jose::refusal::Refusal;
use groundwork::domain::jose::verdict::State;
use groundwork::domain::jose::{hmac, sign};
use groundwork::domain::json::{self, Kind as Json};
use groundwork::domain::jwt::attack::guess::Guess;
use groundwork::domain::jwt::attack::{Attack, Loot, changed_parts, forge};
use groundwork::domain::jwt::base64url::encode;
use groundwork::domain::jwt::date::numeric_date;
use groundwork::domain::jwt::findings::{Context, find};
use groundwork::domain::jwt::segment::Part;
use groundwork::domain::jwt::server::{Check, Server, ServerKey};
use groundwork::domain::jwt::shape::Shape;
use groundwork::domain::jwt::token::{Reading, decode_unverified, has_unencoded_payload};
use groundwork::domain::time::Timestamp;

use super::FIELD;

/// Eight bytes of clock and two of leeway, the lowest first, then either the text of a token or, with [`FIELD`] between,
/// header, payload, signature, key, audience and issuer.
pub fn holds(bytes: &[u8]) {
    let Some((clock, rest)) = bytes.split_first_chunk::<8>() else { return };
    let Some((leeway, rest)) = rest.split_first_chunk::<2>() else { return };
    let (now, leeway) = (Timestamp(i64::from_le_bytes(*clock)), u32::from(u16::from_le_bytes(*leeway)));
    let mut fields = rest.split(|byte| *byte == FIELD);
    let mut field = || fields.next().unwrap_or_default();
    let (header, payload, signature) = (field(), field(), field());
    let text_of = |bytes| String::from_utf8_lossy(bytes).into_owned();
    let (key, audience, issuer) = (text_of(field()), text_of(field()), text_of(field()));
    let text = if rest.contains(&FIELD) {
        format!("{}.{}.{}", encode(header), encode(payload), encode(signature))
    } else {
        text_of(rest)
    };
    let reading = decode_unverified(&text);

    times_are_those_of_the_numbers(&reading);
    times_agree(&reading, now, leeway);
    assert!(!audience_and_issuer(&reading, &audience, &issuer).reason.is_empty());
    assert!(range(&reading).is_none_or(|(from, to)| from < to));
    findings_are_said(&reading, now, leeway, &key, [&audience, &issuer]);
    attacks_can_be_read(&reading, now, &key);
    the_server_accepts_only_what_is_signed(&reading, now, leeway, key.as_bytes(), [&audience, &issuer]);
    a_plan_is_about_this_token(&text, &reading, &key);
    if let (Ok(header), Ok(payload)) = (std::str::from_utf8(header), std::str::from_utf8(payload)) {
        what_is_signed_is_what_was_typed(header, payload, &key);
    }
}

/// A number gives its time or the reason why not, to the millisecond as far as a float can tell.
fn times_are_those_of_the_numbers(reading: &Reading) {
    for claim in reading.claims().unwrap_or_default() {
        let date = numeric_date(&claim.value);
        assert!(date.at.is_some() || date.hint.is_some());
        if let Json::Number(digits) = &claim.value.kind {
            let ms = digits.parse::<f64>().expect("a JSON number is a float") * 1000.0;
            let near = |at: Timestamp| (at.0 as f64 - ms).abs() <= 1.0 + ms.abs() * 1e-12;
            assert!(date.at.map_or(ms.abs() > 8.6e15, near), "{digits}: {date:?}");
        } else {
            assert_eq!(date.at, None);
        }
    }
}

/// The verdict on time, counted again in numbers that cannot overflow.
fn times_agree(reading: &Reading, now: Timestamp, leeway: u32) {
    let verdict = time(reading, now, leeway);
    let claims = reading.payload().filter(|payload| payload.members().is_some());
    let mut fails = false;
    for (name, sign) in [("exp", 1), ("nbf", -1)] {
        let Some(value) = claims.and_then(|claims| claims.get(name)) else { continue };
        let late = |at: Timestamp| (i128::from(now.0) - i128::from(at.0)) * sign;
        let limit = i128::from(leeway) * 1000;
        fails |= numeric_date(value).at.is_none_or(|at| if sign > 0 { late(at) >= limit } else { late(at) > limit });
    }
    assert_eq!(verdict.state == State::Fails, fails, "{verdict:?}");
    assert!(!verdict.reason.is_empty());
}

fn findings_are_said(reading: &Reading, now: Timestamp, leeway: u32, key: &str, [audience, issuer]: [&str; 2]) {
    let keys = read(key, KeyReading::Form).and_then(Result::ok);
    let key = keys.as_ref().and_then(|keys| keys.entries[0].key.as_ref().ok());
    let named = |name| Some(name).filter(|name: &&str| !name.is_empty());
    let context = Context { reading, key, now, leeway, audience: named(audience), issuer: named(issuer) };
    let findings = find(&context);
    assert!(findings.iter().all(|finding| !finding.detail.is_empty()));
    assert!(findings.is_sorted_by_key(|finding| finding.rule.severity));
    let has = |id| findings.iter().any(|finding| finding.rule.id == id);
    if has("expired") || has("not-yet-valid") {
        assert_eq!(time(reading, now, leeway).state, State::Fails);
    }
}

fn attacks_can_be_read(reading: &Reading, now: Timestamp, key: &str) {
    let loot = Loot { secret: Some(key.as_bytes()), public_key: Some(key) };
    for attack in Attack::ALL {
        let Ok(forged) = forge(attack, reading, now, loot) else { continue };
        let after = decode_unverified(&forged);
        assert!(after.claims().is_some(), "{attack:?}: {forged}");
        let changed = changed_parts(reading, &after);
        assert!(attack != Attack::CutSignature || changed.iter().all(|part| *part == Part::Signature));
    }
    if let Ok(mut guess) = Guess::of(reading) {
        guess.step(2);
        assert!(guess.tried() <= 2);
    }
}

fn the_server_accepts_only_what_is_signed(
    reading: &Reading,
    now: Timestamp,
    leeway: u32,
    secret: &[u8],
    [audience, issuer]: [&str; 2],
) {
    let mut server = Server {
        key: ServerKey::Secret { secret: secret.to_vec(), alg: Alg::Hmac(Hash::Sha256) },
        audience: audience.to_owned(),
        issuer: issuer.to_owned(),
        leeway,
        checks: Check::SWITCHED.to_vec(),
    };
    let answer = server.answer(reading, now, None);
    assert_eq!(answer.status() == 401, answer.response.contains("WWW-Authenticate: Bearer"));
    if answer.decided.is_none() {
        let [header, payload, signature] = &reading.segments[..] else { panic!("accepted without three parts") };
        let input = format!("{}.{}", header.text, payload.text);
        assert!(reading.faults.is_empty() && reading.alg() == Some("HS256"));
        assert!(hmac::verify(Hash::Sha256, secret, input.as_bytes(), &signature.bytes));
        assert_ne!(time(reading, now, leeway).state, State::Fails);
    }
    // With all its checks off it takes whatever can be read, and nothing else.
    server.checks.clear();
    let answer = server.answer(reading, now, None);
    assert!(answer.decided.is_none_or(|check| check == Check::WellFormed));
    assert!(answer.decided.is_some() || reading.faults.is_empty());
}

fn a_plan_is_about_this_token(text: &str, reading: &Reading, key: &str) {
    let keys = read(key, KeyReading::Form);
    let left_open = plan(reading, keys.as_ref(), None);
    if let Ok(plan) = &left_open {
        assert!(reading.faults.is_empty() && plan.key.fits(plan.alg));
        assert_eq!(format!("{}.{}", plan.input, encode(&plan.signature)), text);
        assert_eq!(plan.alg, reading.alg().and_then(Alg::of_name).expect("a plan follows a known alg"));
        let _ = other_reading(key, KeyReading::Form, plan);
    }
    for expected in Alg::ALL {
        match plan(reading, keys.as_ref(), Some(expected)) {
            Ok(plan) => assert_eq!((plan.alg, Ok(&plan)), (expected, left_open.as_ref())),
            Err(refusal) => assert!(!refusal.to_string().is_empty()),
        }
    }
}

/// Signing keeps every byte, and a code that was made here holds here.
fn what_is_signed_is_what_was_typed(header: &str, payload: &str, key: &str) {
    for alg in Alg::ALL {
        let changed = sign::with_alg(header, alg);
        match json::read(header) {
            Ok(document) if document.members().is_some() => {
                let unencoded = has_unencoded_payload(changed.as_bytes());
                assert_eq!(sign::alg_of(&changed), if unencoded { Err(Refusal::Unencoded) } else { Ok(alg) });
                let after = json::read(&changed).expect("still JSON");
                let others = |document: &json::Value, text: &str| -> Vec<String> {
                    let members = document.members().unwrap_or_default().iter();
                    members.filter(|m| m.name.text() != "alg").map(|m| text[m.span.range()].to_owned()).collect()
                };
                assert_eq!(others(&document, header), others(&after, &changed));
            }
            _ => assert_eq!(changed, header),
        }
    }
    let keys = read(key, KeyReading::Form);
    let Ok(planned) = sign::plan(header, payload, keys.as_ref()) else { return };
    assert!(sign::warnings(&planned, payload).iter().all(|warning| !warning.is_empty()));
    let signature = match planned.alg {
        Alg::Hmac(hash) => hmac::sign(hash, planned.key.part("k").expect("a secret"), planned.input.as_bytes()),
        _ => vec![1; 64],
    };
    let token = sign::token(&planned, &signature);
    let reading = decode_unverified(&token);
    let bytes: Vec<&[u8]> = reading.segments.iter().map(|segment| &*segment.bytes).collect();
    assert_eq!(bytes, [header.as_bytes(), payload.as_bytes(), &signature]);
    assert!(reading.faults.is_empty() && reading.shape != Shape::Unreadable);
    if let (Ok(check), Alg::Hmac(hash)) = (plan(&reading, keys.as_ref(), None), planned.alg) {
        let secret = check.key.part("k").expect("a secret");
        assert!(check.key.kind == Kind::Secret && hmac::verify(hash, secret, check.input.as_bytes(), &check.signature));
    }
}
