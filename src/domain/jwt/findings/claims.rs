//! Rules on the claims.

use super::Context;
use super::rule::{Rule, Severity::*};
use crate::domain::json::{Kind, Value};
use crate::domain::jwt::date::{DateHint, numeric_date};
use crate::domain::jwt::meaning::Source;
use crate::domain::jwt::token::is_token;
use crate::domain::time::Timestamp;

/// Longest life that passes without remark, in milliseconds: a day. A rule of thumb of ours.
const LONG_LIFE: i64 = 24 * 60 * 60 * 1000;

/// The rules of this group.
pub const RULES: &[Rule] = &[
    Rule {
        id: "exp-missing",
        severity: Weak,
        title: "It never expires",
        reason: "exp is optional. Without it a stolen token works until the key is changed.",
        advice: "Set exp, and have the receiver insist on it.",
        source: Some(Source::Rfc(7519, "4.1.4")),
        find: |context| missing(context, "exp"),
    },
    Rule {
        id: "date-not-number",
        severity: Serious,
        title: "A time that is not a number",
        reason: "exp, nbf and iat are numbers. A careless reader takes a string for a missing claim, and the token never expires.",
        advice: "Write seconds since 1970 as a JSON number, without quotes.",
        source: Some(Source::Rfc(7519, "2")),
        find: |context| {
            let payload = context.reading.payload()?;
            ["exp", "nbf", "iat"].into_iter().find_map(|name| {
                let value = payload.get(name)?;
                value.as_number().is_none().then(|| format!("{name:?} is {}", value.noun()))
            })
        },
    },
    Rule {
        id: "date-milliseconds",
        severity: Serious,
        title: "A time in milliseconds",
        reason: "Times are in seconds. In milliseconds exp lies tens of thousands of years ahead, so the token practically never expires.",
        advice: "Divide by 1000 when you make the token. In JavaScript, Date.now() gives milliseconds.",
        source: Some(Source::Rfc(7519, "2")),
        find: |context| {
            let payload = context.reading.payload()?;
            ["exp", "nbf", "iat"].into_iter().find_map(|name| {
                let date = numeric_date(payload.get(name)?);
                matches!(date.hint, Some(DateHint::Milliseconds(_)))
                    .then(|| format!("{name:?} is {}", date_text(payload, name)))
            })
        },
    },
    Rule {
        id: "expired",
        severity: Serious,
        title: "It has expired",
        reason: "At and after exp a token must not be accepted; a leeway of a few minutes for clocks that differ is allowed.",
        advice: "Get a new token, for instance with a refresh token.",
        source: Some(Source::Rfc(7519, "4.1.4")),
        find: |context| {
            let exp = date(context, "exp")?;
            (context.now.0 >= exp.0.saturating_add(context.leeway_ms()))
                .then(|| ago(context.now.0.saturating_sub(exp.0)))
        },
    },
    Rule {
        id: "not-yet-valid",
        severity: Serious,
        title: "It is not valid yet",
        reason: "Before nbf a token must not be accepted.",
        advice: "Wait, or set the clocks right.",
        source: Some(Source::Rfc(7519, "4.1.5")),
        find: |context| {
            let nbf = date(context, "nbf")?;
            (context.now.0 < nbf.0.saturating_sub(context.leeway_ms()))
                .then(|| ahead(nbf.0.saturating_sub(context.now.0)))
        },
    },
    Rule {
        id: "iat-future",
        severity: Weak,
        title: "It was issued in the future",
        reason: "A clock is wrong, or someone wrote the time by hand.",
        advice: "Set the clocks by NTP. Whether to refuse it is the receiver’s choice; the RFC does not say.",
        source: Some(Source::Rfc(7519, "4.1.6")),
        find: |context| {
            let iat = date(context, "iat")?;
            (context.now.0 < iat.0.saturating_sub(context.leeway_ms()))
                .then(|| ahead(iat.0.saturating_sub(context.now.0)))
        },
    },
    Rule {
        id: "exp-before-iat",
        severity: Serious,
        title: "It expired before it was issued",
        reason: "There is no moment at which it could be used: a fault in the program that issues it.",
        advice: "Compute exp from iat, both in seconds.",
        source: Some(Source::Rfc(7519, "4.1.4")),
        find: |context| {
            let (exp, iat) = (date(context, "exp")?, date(context, "iat")?);
            (exp.0 <= iat.0).then(|| format!("\"exp\" is {} before \"iat\"", span(iat.0 - exp.0)))
        },
    },
    Rule {
        id: "long-life",
        severity: Weak,
        title: "It lives long",
        reason: "A thief can use a stolen token until it expires. More than a day is long for a token that grants access; that limit is our own rule of thumb, no standard sets one.",
        advice: "Let it live minutes to hours and renew it with a refresh token that can be revoked.",
        source: None,
        find: |context| {
            let exp = date(context, "exp")?;
            let start = date(context, "iat").or_else(|| date(context, "nbf")).unwrap_or(context.now);
            let life = exp.0.saturating_sub(start.0);
            (life > LONG_LIFE).then(|| span(life))
        },
    },
    Rule {
        id: "aud-missing",
        severity: Weak,
        title: "No audience",
        reason: "Without aud a token that was meant for one service works at every other that trusts the same issuer.",
        advice: "Name the receiver in aud, and have it refuse tokens for others.",
        source: Some(Source::Rfc(8725, "3.9")),
        find: |context| missing(context, "aud"),
    },
    Rule {
        id: "aud-mismatch",
        severity: Serious,
        title: "Meant for someone else",
        reason: "A receiver that does not find itself in aud must refuse the token.",
        advice: "Refuse it. Ask the issuer for a token with this audience.",
        source: Some(Source::Rfc(7519, "4.1.3")),
        find: |context| {
            let (expected, aud) = (context.audience?, context.reading.payload()?.get("aud")?);
            (!names(aud, expected)).then(|| format!("{expected:?} is not in aud"))
        },
    },
    Rule {
        id: "iss-missing",
        severity: Note,
        title: "No issuer",
        reason: "Without iss a receiver of tokens from several issuers cannot tell whose key belongs to it.",
        advice: "Set iss, and tie each key to its issuer.",
        source: Some(Source::Rfc(7519, "4.1.1")),
        find: |context| missing(context, "iss"),
    },
    Rule {
        id: "iss-mismatch",
        severity: Serious,
        title: "From another issuer",
        reason: "The key has to belong to the issuer that the token names. Issuers are compared character by character.",
        advice: "Refuse it.",
        source: Some(Source::Rfc(8725, "3.8")),
        find: |context| {
            let (expected, iss) = (context.issuer?, context.reading.payload()?.get("iss")?);
            (iss.as_str() != Some(expected)).then(|| format!("{expected:?} was expected"))
        },
    },
    Rule {
        id: "sub-not-string",
        severity: Weak,
        title: "The subject is not a string",
        reason: "sub is a string. Readers with types refuse a number, or change its digits.",
        advice: "Put quotes around it.",
        source: Some(Source::Rfc(7519, "4.1.2")),
        find: |context| {
            let sub = context.reading.payload()?.get("sub")?;
            sub.as_str().is_none().then(|| format!("it is {}", sub.noun()))
        },
    },
    Rule {
        id: "jti-missing",
        severity: Note,
        title: "No token ID",
        reason: "Without jti a single token can be neither revoked nor recognised when it is used again.",
        advice: "Add a random jti where that matters.",
        source: Some(Source::Rfc(7519, "4.1.7")),
        find: |context| missing(context, "jti"),
    },
    Rule {
        id: "secret-in-payload",
        severity: Serious,
        title: "A secret in the clear",
        reason: "Everyone who sees the token can read the payload: the signature hides nothing.",
        advice: "Take it out, and change it: it has been shown. Look secrets up on the server.",
        source: Some(Source::Rfc(7519, "12")),
        find: |context| {
            let members = context.reading.claims()?;
            members.iter().find_map(|member| {
                let name = member.name.text();
                if is_secret_name(name) {
                    return Some(format!("the name {name:?}"));
                }
                let text = member.value.as_str().or(member.value.as_number())?;
                is_card_number(text).then(|| format!("{name:?} looks like the number of a payment card"))
            })
        },
    },
    Rule {
        id: "personal-data",
        severity: Weak,
        title: "Personal data in the clear",
        reason: "Everyone who sees the token can read the payload, and tokens end up in logs.",
        advice: "Put an identifier in and look the rest up on the server, or encrypt the token.",
        source: Some(Source::Rfc(7519, "12")),
        find: |context| {
            let members = context.reading.claims()?;
            let personal = [
                "email",
                "phone",
                "phone_number",
                "birthdate",
                "birthday",
                "address",
                "name",
                "given_name",
                "family_name",
                "gender",
                "ssn",
                "iban",
                "picture",
            ];
            members.iter().find_map(|member| {
                let name = member.name.text();
                let listed = personal.iter().any(|known| name.eq_ignore_ascii_case(known));
                (listed || member.value.as_str().is_some_and(is_email)).then(|| format!("{name:?}"))
            })
        },
    },
    Rule {
        id: "nested",
        severity: Note,
        title: "A token inside a token",
        reason: "The payload, or a claim, is a token of its own. The outer signature says nothing about the inner one; both have to be checked.",
        advice: "Open it and check it too. Where it is the whole payload, the header’s cty should be JWT.",
        source: Some(Source::Rfc(7519, "5.2")),
        find: |context| {
            let header = context.reading.header()?;
            let declared = header.get("cty").and_then(Value::as_str).is_some_and(|cty| cty.eq_ignore_ascii_case("jwt"));
            match (context.reading.nested().is_some(), declared) {
                (true, true) => Some("the header says so".to_owned()),
                (true, false) => Some("the header’s cty does not say so".to_owned()),
                (false, true) => Some("the header’s cty says so".to_owned()),
                (false, false) => context.reading.claims()?.iter().find_map(|claim| {
                    claim
                        .value
                        .as_str()
                        .is_some_and(is_token)
                        .then(|| format!("the claim {:?} is one", claim.name.text()))
                }),
            }
        },
    },
];

fn missing(context: &Context<'_>, name: &str) -> Option<String> {
    let payload = context.reading.payload()?;
    payload.members()?;
    payload.get(name).is_none().then(|| format!("there is no {name}"))
}

fn date(context: &Context<'_>, name: &str) -> Option<Timestamp> {
    numeric_date(context.reading.payload()?.get(name)?).at
}

fn date_text<'a>(payload: &'a Value, name: &str) -> &'a str {
    payload.get(name).and_then(Value::as_number).unwrap_or_default()
}

/// Whether an `aud` names this receiver: as the one string, or in an array of strings.
pub fn names(aud: &Value, receiver: &str) -> bool {
    match &aud.kind {
        Kind::Array(items) => items.iter().any(|item| item.as_str() == Some(receiver)),
        _ => aud.as_str() == Some(receiver),
    }
}

/// A length of time in its largest unit: "one minute", "3 days". Rounded down.
pub fn span(ms: i64) -> String {
    let seconds = ms / 1000;
    let (count, unit) = match seconds {
        ..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..31_557_600 => (seconds / 86_400, "day"),
        _ => (seconds / 31_557_600, "year"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn ago(ms: i64) -> String {
    format!("{} ago", span(ms))
}

fn ahead(ms: i64) -> String {
    format!("in {}", span(ms))
}

fn is_secret_name(name: &str) -> bool {
    let plain: String =
        name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let known = [
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "secret",
        "clientsecret",
        "apikey",
        "privatekey",
        "pin",
        "otp",
        "creditcard",
        "cardnumber",
        "cvv",
        "cvc",
    ];
    known.contains(&&plain[..])
}

/// 13 to 19 digits, perhaps with spaces or hyphens, whose last is the check digit of payment cards (Luhn).
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).collect();
    if !(13..=19).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != b'0')
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty() && !text.contains([' ', '/', ':']) && domain.contains('.') && !domain.contains('@')
}
