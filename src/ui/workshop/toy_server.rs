//! A toy server with switches: the token in the box is sent to it, and it answers with the check that decided.

use leptos::ev::Event;
use leptos::prelude::*;

use super::Shared;
use super::boxes::Boxes;
use crate::domain::jose::alg::{Alg, Hash};
use crate::domain::jose::claims_check;
use crate::domain::jose::key::{Key, Kind};
use crate::domain::jose::key_box;
use crate::domain::jose::plan::choose;
use crate::domain::jwt::find::find;
use crate::domain::jwt::server::{Answer, Check, Outcome, Server, ServerKey};
use crate::domain::jwt::token::decode_unverified;
use crate::domain::jwt::{sample, samples};
use crate::ui::components::table::{Column, table};
use crate::ui::labs::fields::{button, shown};
use crate::ui::labs::verdicts::sentence;

/// Requests that stay listed.
const LISTED: usize = 6;

/// A request that was sent, and its answer.
#[derive(Clone, PartialEq)]
struct Sent {
    number: usize,
    /// Start and end of the token.
    token: String,
    /// The checks that were on, in words.
    checks: String,
    answer: Answer,
}

/// Switches, button, answer, and the requests before it.
pub fn toy_server(Shared { boxes, .. }: Shared) -> AnyView {
    let on = Check::SWITCHED.map(|_| RwSignal::new(true));
    let sent = RwSignal::new(Vec::<Sent>::new());
    let failed = RwSignal::new(None::<String>);
    let send = move || {
        let checks: Vec<Check> =
            Check::SWITCHED.into_iter().zip(on).filter(|(_, on)| on.get_untracked()).map(|(check, _)| check).collect();
        let bench = Boxes::read();
        let asked = server(&bench, checks.clone()).map(|server| {
            let token = find(&bench.token).token;
            // The bench has asked the browser already: by the same key, and for the algorithm that the server pins.
            let asymmetric = match &bench.state("signature")[..] {
                "holds" => Some(true),
                "fails" => Some(false),
                _ => None,
            };
            (server.answer(&decode_unverified(&token), bench.now(), asymmetric), short(&token))
        });
        match asked {
            Err(why) => failed.set(Some(sentence(&why))),
            Ok((answer, token)) => {
                failed.set(None);
                sent.update(|sent| {
                    let number = sent.first().map_or(1, |last| last.number + 1);
                    sent.insert(0, Sent { number, token, checks: listed(&checks), answer });
                    sent.truncate(LISTED);
                });
            }
        }
    };
    let switches: Vec<AnyView> = Check::SWITCHED.into_iter().zip(on).map(|(check, on)| switch(check, on)).collect();
    let whose = move || boxes.with(|boxes| described(boxes).into_any());
    let said = move || {
        let latest = || sent.with(|sent| sent.first().map(outcome).unwrap_or_default());
        failed.get().unwrap_or_else(latest).into_any()
    };
    let latest = move || sent.with(|sent| sent.first().map(|sent| answered(&sent.answer)).into_any());
    let log = move || sent.with(|sent| (sent.len() > 1).then(|| requests(sent)).into_any());
    view! {
        <div class="stack">
            <p>{shown(whose)}</p>
            <fieldset class="choices">
                <legend>"The server checks"</legend>
                {switches}
            </fieldset>
            {button("Send the request", "primary", send)}
            <p role="status" id="server-said">{shown(said)}</p>
            {shown(latest)}
            {shown(log)}
        </div>
    }
    .into_any()
}

fn switch(check: Check, on: RwSignal<bool>) -> AnyView {
    let what = match check {
        Check::WellFormed => "Form",
        Check::Algorithm => "Algorithm: the one its key is for, and nothing else",
        Check::Signature => "Signature, with its key",
        Check::Expiry => "Expiry: exp, and nbf",
        Check::Audience => "Audience: names this server",
        Check::Issuer => "Issuer: the one it trusts",
    };
    view! {
        <label>
            <input
                type="checkbox"
                role="switch"
                checked
                data-check=check.id()
                on:change=move |event: Event| on.set(event_target_checked(&event))
            />
            {what}
        </label>
    }
    .into_any()
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    match text.trim_ascii() {
        "" => otherwise,
        text => text,
    }
}

/// The key in the box: of a set the one that the check would take for the token, or else the first; `None` where the box
/// is empty. Errors: why it cannot be read, or that it is not there.
fn key(boxes: &Boxes) -> Result<Option<Key>, String> {
    let Some(keys) = key_box::read(&boxes.key, boxes.key_reading()) else { return Ok(None) };
    let keys = keys.map_err(|why| why.to_string())?;
    if keys.entries.len() > 1 {
        let reading = decode_unverified(&find(&boxes.token).token);
        if let (Some(header), Some(alg)) = (reading.header(), reading.alg().and_then(Alg::of_name)) {
            return choose(&keys, header, alg).map(|key| Some(key.clone())).map_err(|why| why.to_string());
        }
    }
    let mut keys = keys.entries.into_iter().map(|entry| entry.key.map_err(|why| why.to_string()));
    keys.next().unwrap_or_else(|| Err("there is no key in it".to_owned())).map(Some)
}

/// What this key is for: what the person expects, what the key says, or what its kind is mostly used for.
fn alg_for(key: &Key, expected: usize) -> Alg {
    let expected = expected.checked_sub(1).and_then(|place| Alg::ALL.get(place).copied());
    let own = key.alg.as_deref().and_then(Alg::of_name);
    expected.or(own).filter(|alg| key.fits(*alg)).unwrap_or(match key.kind {
        Kind::Secret => Alg::Hmac(Hash::Sha256),
        Kind::Rsa => Alg::RsaPkcs1(Hash::Sha256),
        Kind::Ec(curve) => Alg::Ecdsa(curve),
        Kind::Ed25519 => Alg::Ed25519,
    })
}

/// The server with its key and these checks. Errors: the key in the box cannot be read.
fn server(boxes: &Boxes, checks: Vec<Check>) -> Result<Server, String> {
    let key = match key(boxes).map_err(|why| format!("the server has no key for this token: {why}"))? {
        None => ServerKey::Secret { secret: sample::SECRET.as_bytes().to_vec(), alg: Alg::Hmac(Hash::Sha256) },
        Some(key) => {
            let alg = alg_for(&key, boxes.expected);
            match key.part("k") {
                Some(secret) => ServerKey::Secret { secret: secret.to_vec(), alg },
                None => ServerKey::Public { text: boxes.key.clone(), alg },
            }
        }
    };
    Ok(Server {
        key,
        audience: or(&boxes.audience, samples::AUDIENCE).to_owned(),
        issuer: or(&boxes.issuer, samples::ISSUER).to_owned(),
        leeway: claims_check::leeway(&boxes.leeway).unwrap_or(0),
        checks,
    })
}

/// Whom the server is, and what it has.
fn described(boxes: &Boxes) -> String {
    let key = match key(boxes) {
        Ok(None) => "the samples’ secret for HS256, as the Key box is empty".to_owned(),
        Ok(Some(key)) => format!("the key in the Key box ({}) for {}", key.describe(), alg_for(&key, boxes.expected)),
        Err(_) => "no key for this token".to_owned(),
    };
    let (audience, issuer) = (or(&boxes.audience, samples::AUDIENCE), or(&boxes.issuer, samples::ISSUER));
    format!(
        "Send it the token in the box. It is {audience}, trusts {issuer}, and has {key}. Its clock is the one of the check above. No request leaves this page."
    )
}

fn listed(checks: &[Check]) -> String {
    let names = |checks: Vec<Check>| {
        checks.iter().map(|check| check.to_string().to_ascii_lowercase()).collect::<Vec<_>>().join(", ")
    };
    match checks.len() {
        0 => "no checks".to_owned(),
        5 => "all checks".to_owned(),
        3 | 4 => {
            let off = Check::SWITCHED.into_iter().filter(|check| !checks.contains(check)).collect();
            format!("all but {}", names(off))
        }
        _ => format!("only {}", names(checks.to_vec())),
    }
}

/// Enough of a token to know it again. It is cut by characters: anything may stand in the box.
fn short(token: &str) -> String {
    let count = token.chars().count();
    if count <= 24 {
        return token.to_owned();
    }
    let (start, end): (String, String) = (token.chars().take(12).collect(), token.chars().skip(count - 8).collect());
    format!("{start}…{end}")
}

/// The answer in a sentence.
fn outcome(sent: &Sent) -> String {
    let decided = sent.answer.outcomes.last().map(|(check, outcome)| match outcome {
        Outcome::Failed(why) => format!("401 Unauthorized, decided by {check}: {why}."),
        _ => "200 OK, nothing refused it.".to_owned(),
    });
    format!("Request {}: {}", sent.number, decided.unwrap_or_default())
}

fn answered(answer: &Answer) -> AnyView {
    let rows: Vec<AnyView> = answer
        .outcomes
        .iter()
        .map(|(check, outcome)| {
            let (mark, state, why) = match outcome {
                Outcome::Passed(why) => ("✓", "passed", sentence(why)),
                Outcome::Failed(why) => ("✗", "refused", sentence(why)),
                Outcome::Off => ("–", "off", "Nobody looked.".to_owned()),
            };
            view! {
                <li data-outcome=check.id() data-state=state>
                    <span aria-hidden="true">{mark}</span>
                    <strong>{check.to_string()}</strong>
                    <span class="tag" data-weight=(state == "refused").then_some("strong")>{state}</span>
                    <p><bdi>{why}</bdi></p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <pre
            tabindex="0"
            role="group"
            aria-label="The server’s answer"
            data-response=answer.status().to_string()
            data-decided=answer.decided.map(Check::id)
        >
            <code>{answer.response.clone()}</code>
        </pre>
        <ul class="verdicts">{rows}</ul>
    }
    .into_any()
}

fn requests(sent: &[Sent]) -> AnyView {
    let rows: Vec<AnyView> = sent
        .iter()
        .map(|sent| {
            let weight = sent.answer.decided.is_some().then_some("strong");
            view! {
                <tr>
                    <th scope="row">{sent.number.to_string()}</th>
                    <td><code>{sent.token.clone()}</code></td>
                    <td>{sent.checks.clone()}</td>
                    <td data-type="number"><span class="tag" data-weight=weight>{sent.answer.status().to_string()}</span></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = [Column::Text("No."), Column::Text("Token"), Column::Text("Checks on"), Column::Number("Answer")];
    table(Some("Requests sent, the last one first".to_owned()), &columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jose::alg::Curve;

    fn boxes(token: &str, key: &str) -> Boxes {
        Boxes { token: token.to_owned(), key: key.to_owned(), ..Boxes::default() }
    }

    #[test]
    fn the_server_has_the_key_in_the_box_or_that_of_the_samples() {
        let alg = |boxes: &Boxes| match server(boxes, Vec::new()).unwrap().key {
            ServerKey::Secret { secret, alg } => (secret.len(), alg.name()),
            ServerKey::Public { text, alg } => (text.len(), alg.name()),
        };
        assert_eq!(alg(&boxes("", "")), (sample::SECRET.len(), "HS256"));
        assert_eq!(alg(&boxes("", "keyboard cat")), (12, "HS256"));
        assert_eq!(alg(&Boxes { expected: 2, ..boxes("", "keyboard cat") }), (12, "HS384"));
        assert_eq!(alg(&boxes("", samples::PUBLIC_KEY)), (samples::PUBLIC_KEY.len(), "RS256"));
        // A person who expects what the key cannot do does not make it a secret.
        assert_eq!(alg(&Boxes { expected: 1, ..boxes("", samples::PUBLIC_KEY) }), (samples::PUBLIC_KEY.len(), "RS256"));
        assert!(server(&boxes("", "-----BEGIN PUBLIC KEY-----"), Vec::new()).is_err());
        let set = r#"{"keys":[{"kty":"oct","k":"AA","kid":"old"},{"kty":"oct","k":"AAAA","kid":"new","alg":"HS384"}]}"#;
        // {"alg":"HS256","kid":"new"}, and one whose name no key has.
        assert_eq!(alg(&boxes("eyJhbGciOiJIUzI1NiIsImtpZCI6Im5ldyJ9.e30.AA", set)), (3, "HS384"));
        assert!(server(&boxes("eyJhbGciOiJIUzI1NiIsImtpZCI6Im90aGVyIn0.e30.AA", set), Vec::new()).is_err());
        let curve = Key::new(Kind::Ec(Curve::P384), vec![("x", vec![1; 48]), ("y", vec![1; 48])]).unwrap();
        assert_eq!(alg_for(&curve, 0).name(), "ES384");
    }

    #[test]
    fn a_request_is_listed_by_its_tokens_ends_and_the_checks_that_were_on() {
        assert_eq!((short("abc"), short(&"é".repeat(30))), ("abc".to_owned(), "éééééééééééé…éééééééé".to_owned()));
        let [algorithm, signature, expiry, ..] = Check::SWITCHED;
        assert_eq!((listed(&Check::SWITCHED), listed(&[])), ("all checks".to_owned(), "no checks".to_owned()));
        assert_eq!(listed(&[algorithm, signature, expiry]), "all but audience, issuer");
        assert_eq!(listed(&[signature, expiry]), "only signature, expiry");
    }
}
