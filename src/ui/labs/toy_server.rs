//! A toy server with switches: the token is sent to it, and it answers with the check that decided.

use leptos::ev::Event;
use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{button, shown};
use super::findings::key;
use super::verdicts::sentence;
use crate::domain::jose::alg::{Alg, Hash};
use crate::domain::jose::key::{Key, Kind};
use crate::domain::jose::verdict::State;
use crate::domain::jwt::server::{Answer, Check, Outcome, Server, ServerKey};
use crate::domain::jwt::{sample, samples};

/// Requests that stay listed.
const LISTED: usize = 8;

/// A request that was sent.
#[derive(Clone, PartialEq)]
struct Sent {
    number: usize,
    /// Start and end of the token.
    token: String,
    /// The checks that were on, as prose.
    checks: String,
    answer: Answer,
}

/// Switches, button, answer, and the requests before it.
pub fn toy_server(bench: Bench) -> AnyView {
    let on = Check::SWITCHED.map(|_| RwSignal::new(true));
    let sent = RwSignal::new(Vec::<Sent>::new());
    let send = move || {
        let checks: Vec<Check> =
            Check::SWITCHED.into_iter().zip(on).filter(|(_, on)| on.get_untracked()).map(|(check, _)| check).collect();
        let answer = untrack(|| ask(bench, checks.clone()));
        let token = bench.read.with_untracked(|read| short(&read.found.token));
        sent.update(|sent| {
            let number = sent.first().map_or(1, |last| last.number + 1);
            sent.insert(0, Sent { number, token, checks: listed(&checks), answer });
            sent.truncate(LISTED);
        });
    };
    let switches: Vec<AnyView> = Check::SWITCHED
        .into_iter()
        .zip(on)
        .map(|(check, on)| {
            view! {
                <label>
                    <input
                        type="checkbox"
                        role="switch"
                        data-check=check.id()
                        prop:checked=move || on.get()
                        checked
                        on:change=move |event: Event| on.set(event_target_checked(&event))
                    />
                    {what(check)}
                </label>
            }
            .into_any()
        })
        .collect();
    let whose = move || sentence(&whose_key(bench)).into_any();
    let latest = move || sent.with(|sent| sent.first().map(|sent| answered(&sent.answer)).into_any());
    let log = move || sent.with(|sent| (sent.len() > 1).then(|| requests(sent)).into_any());
    view! {
        <section class="section" aria-labelledby="server-head">
            <h2 id="server-head">"Toy server"</h2>
            <div>
                <div class="stack">
                    <fieldset class="choices">
                        <legend>"The server checks"</legend>
                        {switches}
                    </fieldset>
                    <p class="note">{shown(whose)}</p>
                    {button("Send the token", "primary", send)}
                    <div role="status" class="stack">{shown(latest)}</div>
                    {shown(log)}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn what(check: Check) -> &'static str {
    match check {
        Check::WellFormed => "Form",
        Check::Algorithm => "Algorithm: only the one its key is for",
        Check::Signature => "Signature, with its key",
        Check::Expiry => "Expiry: exp and nbf",
        Check::Audience => "Audience: itself",
        Check::Issuer => "Issuer: the one it trusts",
    }
}

fn listed(checks: &[Check]) -> String {
    match checks.len() {
        0 => "no checks".to_owned(),
        5 => "all checks".to_owned(),
        _ => checks.iter().map(|check| check.to_string().to_ascii_lowercase()).collect::<Vec<_>>().join(", "),
    }
}

fn short(token: &str) -> String {
    let count = token.chars().count();
    let end: String = token.chars().skip(count.saturating_sub(8)).collect();
    if count <= 24 { token.to_owned() } else { format!("{}…{end}", token.chars().take(12).collect::<String>()) }
}

fn server_key(bench: Bench) -> ServerKey {
    match key(bench) {
        None => ServerKey::Secret { secret: sample::SECRET.as_bytes().to_vec(), alg: Alg::Hmac(Hash::Sha256) },
        Some(key) if key.kind == Kind::Secret => {
            // Of the three, the one that the person expects or the token names: the secret fits them all.
            let named = bench.plan.with(|plan| plan.as_ref().ok().map(|plan| plan.alg));
            let alg = named.filter(|alg| key.fits(*alg)).unwrap_or(Alg::Hmac(Hash::Sha256));
            ServerKey::Secret { secret: key.part("k").unwrap_or_default().to_vec(), alg }
        }
        Some(key) => ServerKey::Public { text: bench.key.get(), alg: alg_for(&key) },
    }
}

/// What a server would use this public key for.
fn alg_for(key: &Key) -> Alg {
    match key.kind {
        Kind::Ec(curve) => Alg::Ecdsa(curve),
        Kind::Ed25519 => Alg::Ed25519,
        Kind::Rsa | Kind::Secret => Alg::RsaPkcs1(Hash::Sha256),
    }
}

fn audience_and_issuer(bench: Bench) -> (String, String) {
    let or = |text: String, default: &str| if text.trim_ascii().is_empty() { default.to_owned() } else { text };
    (or(bench.audience.get(), samples::AUDIENCE), or(bench.issuer.get(), samples::ISSUER))
}

fn whose_key(bench: Bench) -> String {
    let key = match key(bench) {
        None => "the samples’ secret, as the Key box is empty".to_owned(),
        Some(key) => format!("the key in the Key box, {}", key.describe()),
    };
    let (audience, issuer) = audience_and_issuer(bench);
    format!("It has {key}; it is {audience} and trusts {issuer}. Its clock is the one above")
}

fn ask(bench: Bench, checks: Vec<Check>) -> Answer {
    let (audience, issuer) = audience_and_issuer(bench);
    let leeway = bench.leeway.with(|text| text.trim_ascii().parse().unwrap_or(0));
    let server = Server { key: server_key(bench), audience, issuer, leeway, checks };
    let signature = bench.signature();
    let asymmetric = (!signature.busy && signature.verdict.state != State::NotChecked)
        .then_some(signature.verdict.state == State::Holds);
    let now = bench.now().unwrap_or(samples::NOW);
    bench.read.with(|read| server.answer(&read.reading, now, asymmetric))
}

fn answered(answer: &Answer) -> AnyView {
    let decided = answer.decided.map(Check::id);
    let rows: Vec<AnyView> = answer
        .outcomes
        .iter()
        .map(|(check, outcome)| {
            let (mark, state, why) = match outcome {
                Outcome::Passed(why) => ("✓", "passed", sentence(why)),
                Outcome::Failed(why) => ("✗", "refused", sentence(why)),
                Outcome::Off => ("–", "off", "Nobody looked.".to_owned()),
            };
            let weight = (state == "refused").then_some("strong");
            view! {
                <li data-outcome=check.id() data-state=state>
                    <span aria-hidden="true">{mark}</span>
                    <strong>{check.to_string()}</strong>
                    <span class="tag" data-weight=weight>{state}</span>
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
            data-decided=decided
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
            let answer = match sent.answer.decided {
                None => "200".to_owned(),
                Some(check) => format!("401, {}", check.to_string().to_ascii_lowercase()),
            };
            view! {
                <tr>
                    <th scope="row">{format!("{}. ", sent.number)} <code>{sent.token.clone()}</code></th>
                    <td>{sent.checks.clone()}</td>
                    <td data-type="number">{answer}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <table class="table">
            <caption>"Sent so far, the last one first"</caption>
            <thead>
                <tr>
                    <th scope="col">"Token"</th>
                    <th scope="col">"On"</th>
                    <th scope="col" data-type="number">"Answer"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jose::alg::Curve;

    #[test]
    fn a_token_is_listed_by_its_ends_and_checks_by_their_names() {
        assert_eq!(short("abc"), "abc");
        assert_eq!(
            short(sample::TOKEN),
            "eyJhbGciOiJI…Y1U_lKw0DM".replace("Y1U_lKw0DM", &sample::TOKEN[sample::TOKEN.len() - 8..])
        );
        assert_eq!(listed(&[Check::Signature, Check::Expiry]), "signature, expiry");
        assert_eq!((listed(&Check::SWITCHED), listed(&[])), ("all checks".to_owned(), "no checks".to_owned()));
        assert_eq!(
            alg_for(&Key::new(Kind::Ec(Curve::P384), vec![("x", vec![1; 48]), ("y", vec![1; 48])]).unwrap()).name(),
            "ES384"
        );
    }
}
