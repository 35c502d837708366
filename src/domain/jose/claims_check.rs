//! The verdicts on time, and on audience and issuer: what the claims say against what the person said.

use super::verdict::{State, Verdict};
use crate::domain::json::{Kind, Value};
use crate::domain::jwt::date::numeric_date;
use crate::domain::jwt::token::Reading;
use crate::domain::time::Timestamp;

/// `exp` and `nbf` against `now`, each with `leeway` seconds in the token's favour (RFC 7519, sections 4.1.4, 4.1.5).
pub fn time(reading: &Reading, now: Timestamp, leeway: u32) -> Verdict {
    let Some(payload) = claims(reading) else {
        return Verdict::new(State::NotChecked, "There are no claims here that could set times");
    };
    let leeway = i64::from(leeway) * 1000;
    let mut said = Vec::new();
    for name in ["exp", "nbf"] {
        let Some(value) = payload.get(name) else { continue };
        let Some(Timestamp(at)) = numeric_date(value).at else {
            let hint = numeric_date(value).hint.map(|hint| hint.to_string()).unwrap_or_default();
            return Verdict::new(State::Fails, format!("\"{name}\" cannot be read as a time. {hint}"));
        };
        let apart = now.0.saturating_sub(at);
        let span = duration(apart.unsigned_abs());
        let (fails, past, future) = match name {
            // At the very moment of `exp` it has expired already.
            "exp" => (apart >= leeway, "expired {} ago", "expires in {}"),
            _ => (apart < -leeway, "good since {}", "becomes good in {}"),
        };
        let mut sentence = if apart >= 0 { past } else { future }.replace("{}", &span);
        if apart == 0 && fails {
            sentence = "expires at this very moment".to_owned();
        }
        let tolerated = (name == "exp") == (apart >= 0) && apart != 0;
        if tolerated && !fails {
            sentence += ", within the leeway";
        }
        let again = payload.members().is_some_and(|all| all.iter().any(|one| one.repeated && one.name.text() == name));
        if again {
            sentence = sentence + "; \"" + name + "\" is there more than once, and this is the last one";
        }
        if fails {
            return Verdict::new(State::Fails, sentence);
        }
        said.push(sentence);
    }
    if said.is_empty() {
        return Verdict::new(State::NotChecked, "The token has neither \"exp\" nor \"nbf\": it sets no time limit");
    }
    if payload.get("exp").is_none() {
        said.push("without \"exp\" it never expires".to_owned());
    }
    Verdict::new(State::Holds, said.join("; "))
}

/// The leeway in seconds that was typed; nothing typed is none. `None`: it is no whole number of seconds.
pub fn leeway(typed: &str) -> Option<u32> {
    match typed.trim_ascii() {
        "" => Some(0),
        typed => typed.parse().ok(),
    }
}

/// The seconds that a slider over the token's times runs through: from a quarter of their span before the first of `iat`,
/// `nbf` and `exp` to a quarter behind the last, at least half an hour either way. `None` where there are none.
pub fn range(reading: &Reading) -> Option<(i64, i64)> {
    let payload = claims(reading)?;
    let times = ["iat", "nbf", "exp"].into_iter().filter_map(|name| numeric_date(payload.get(name)?).at);
    let seconds: Vec<i64> = times.map(|at| at.0.div_euclid(1000)).collect();
    let (first, last) = (*seconds.iter().min()?, *seconds.iter().max()?);
    let margin = ((last - first) / 4).max(1800);
    Some((first - margin, last + margin))
}

/// "8 min", "3 days": the largest unit that fits twice, rounded down.
fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    let units = [(31_557_600, "years"), (86_400, "days"), (3_600, "hours"), (60, "min")];
    match units.into_iter().find(|(size, _)| seconds >= 2 * size) {
        Some((size, unit)) => format!("{} {unit}", seconds / size),
        None => format!("{seconds} s"),
    }
}

fn claims(reading: &Reading) -> Option<&Value> {
    reading.payload().filter(|payload| payload.members().is_some())
}

/// `aud` and `iss` against what the server expects; an empty text expects nothing (RFC 7519, sections 4.1.1, 4.1.3).
pub fn audience_and_issuer(reading: &Reading, audience: &str, issuer: &str) -> Verdict {
    let Some(payload) = claims(reading) else {
        return Verdict::new(State::NotChecked, "There are no claims here that name an audience or issuer");
    };
    let mut met = Vec::new();
    let mut open = Vec::new();
    for (name, word, expected) in [("aud", "audience", audience), ("iss", "issuer", issuer)] {
        let value = payload.get(name);
        match value {
            _ if expected.is_empty() => {
                if value.is_some() {
                    open.push(word);
                }
            }
            None => return Verdict::new(State::Fails, format!("No \"{name}\": you expect {expected}")),
            Some(value) if says(value, expected, name == "aud") => met.push(word),
            Some(value) => {
                let found = match &value.kind {
                    Kind::String(text) => text.text().to_owned(),
                    Kind::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
                    _ => value.noun().to_owned(),
                };
                let found = if found.is_empty() { "names nobody".to_owned() } else { format!("says {found}") };
                return Verdict::new(
                    State::Fails,
                    format!("The {word} differs: you expect {expected}, the token {found}"),
                );
            }
        }
    }
    match (met.is_empty(), open.is_empty()) {
        (true, true) => {
            Verdict::new(State::NotChecked, "The token names neither; say below what the server expects to demand them")
        }
        (true, false) => {
            Verdict::new(State::NotChecked, format!("Say below which {} is right", open.join(" and which ")))
        }
        (false, true) => {
            let are = if met.len() > 1 { "are the expected ones" } else { "is the expected one" };
            Verdict::new(State::Holds, format!("The {} {are}", met.join(" and the ")))
        }
        (false, false) => Verdict::new(
            State::NotChecked,
            format!("The {} is the expected one; say below which {} is right", met.join(""), open.join("")),
        ),
    }
}

fn says(value: &Value, expected: &str, may_be_list: bool) -> bool {
    match &value.kind {
        Kind::String(text) => text.text() == expected && !text.lone_surrogate,
        Kind::Array(items) if may_be_list => items.iter().any(|item| says(item, expected, false)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::encode;
    use crate::domain::jwt::token::decode_unverified;
    use State::*;

    fn reading(payload: &str) -> Reading {
        decode_unverified(&format!("{}.{}.AA", encode(br#"{"alg":"HS256"}"#), encode(payload.as_bytes())))
    }

    #[test]
    fn times_hold_from_nbf_to_just_before_exp() {
        let cases = [
            (r#"{"exp":1000}"#, 999_999, 0, Holds, "Expires in 0 s."),
            (r#"{"exp":1000}"#, 1_000_000, 0, Fails, "Expires at this very moment."),
            (r#"{"exp":1000}"#, 1_480_000, 0, Fails, "Expired 8 min ago."),
            (r#"{"exp":1000}"#, 1_059_999, 60, Holds, "Expired 59 s ago, within the leeway."),
            (r#"{"exp":1000}"#, 1_060_000, 60, Fails, "Expired 60 s ago."),
            (r#"{"nbf":1000}"#, 1_000_000, 0, Holds, "Good since 0 s; without \"exp\" it never expires."),
            (r#"{"nbf":1000}"#, 999_999, 0, Fails, "Becomes good in 0 s."),
            (
                r#"{"nbf":1000,"exp":9000}"#,
                940_000,
                60,
                Holds,
                "Expires in 2 hours; becomes good in 60 s, within the leeway.",
            ),
            (r#"{"exp":"1000"}"#, 0, 0, Fails, "\"exp\" cannot be read as a time. This is text, not a number"),
            (r#"{"exp":1e400}"#, 0, 0, Fails, "\"exp\" cannot be read as a time. No calendar"),
            (r#"{"exp":1000.5}"#, 1_000_499, 0, Holds, "Expires in 0 s."),
            (
                r#"{"exp":1,"exp":1000}"#,
                940_000,
                0,
                Holds,
                "Expires in 60 s; \"exp\" is there more than once, and this is the last one.",
            ),
            (r#"{"exp":2000,"exp":1000}"#, 1_480_000, 0, Fails, "Expired 8 min ago; \"exp\" is there more than once"),
            (r#"{"iat":1}"#, 0, 0, NotChecked, "The token has neither"),
            ("prose", 0, 0, NotChecked, "There are no claims"),
        ];
        for (payload, now, leeway, state, reason) in cases {
            let verdict = time(&reading(payload), Timestamp(now), leeway);
            assert!(verdict.state == state && verdict.reason.starts_with(reason), "{payload} {now}: {verdict:?}");
        }
    }

    #[test]
    fn a_leeway_is_whole_seconds_or_none() {
        assert_eq!([" 60 ", "", "4294967295"].map(leeway), [Some(60), Some(0), Some(u32::MAX)]);
        assert_eq!(["abc", "-5", "1e3", "1.5", "12345678901234567890"].map(leeway), [None; 5]);
    }

    #[test]
    fn the_slider_runs_over_the_times_of_the_claims() {
        let range = |payload| range(&reading(payload));
        assert_eq!(range(r#"{"iat":10000,"nbf":9000,"exp":50000}"#), Some((9000 - 10_250, 50_000 + 10_250)));
        assert_eq!(range(r#"{"exp":5000}"#), Some((3200, 6800)));
        assert_eq!((range("{}"), range("prose")), (None, None));
    }

    #[test]
    fn audience_and_issuer_are_what_the_person_expects_or_not_checked() {
        let both = r#"{"aud":"api","iss":"id"}"#;
        let cases = [
            (both, "api", "id", Holds, "The audience and the issuer are the expected ones."),
            (both, "api", "", NotChecked, "The audience is the expected one; say below which issuer"),
            (both, "", "id", NotChecked, "The issuer is the expected one; say below which audience"),
            (both, "", "", NotChecked, "Say below which audience and which issuer is right."),
            (both, "API", "id", Fails, "The audience differs: you expect API, the token says api."),
            (both, "api", "x", Fails, "The issuer differs"),
            (r#"{"aud":["a","api"]}"#, "api", "", Holds, "The audience is"),
            (r#"{"aud":["a","b"]}"#, "api", "", Fails, "The audience differs: you expect api, the token says a, b."),
            (r#"{"aud":[["api"]]}"#, "api", "", Fails, "The audience differs: you expect api, the token names nobody."),
            (r#"{"aud":[]}"#, "api", "", Fails, "The audience differs: you expect api, the token names nobody."),
            (r#"{"iss":["id"]}"#, "", "id", Fails, "The issuer differs"),
            (r#"{"aud":7}"#, "7", "", Fails, "The audience differs: you expect 7, the token says a number."),
            ("{}", "api", "", Fails, "No \"aud\": you expect api."),
            ("{}", "", "", NotChecked, "The token names neither"),
            ("[]", "api", "", NotChecked, "There are no claims"),
        ];
        for (payload, audience, issuer, state, reason) in cases {
            let verdict = audience_and_issuer(&reading(payload), audience, issuer);
            assert!(verdict.state == state && verdict.reason.starts_with(reason), "{payload}: {verdict:?}");
        }
    }
}
