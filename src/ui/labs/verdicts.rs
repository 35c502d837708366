//! The four verdicts, each on its own line with its reason.

use leptos::prelude::*;

use super::bench::Bench;
#[cfg(not(feature = "ssr"))]
use super::bench::Signature;
use super::fields::shown;
use crate::domain::jose::verdict::{State, Verdict};
use crate::domain::json::visible;
use crate::domain::words::capital;
#[cfg(not(feature = "ssr"))]
use crate::platform::{fields, page};
#[cfg(not(feature = "ssr"))]
use crate::ui::workshop::boxes::{BENCH, CHANGED};

/// Milliseconds for which the states have to stay as they are before they are spoken: a paste changes much at once, and a screen reader
/// drops what comes in a flood.
#[cfg(not(feature = "ssr"))]
const SETTLED: i32 = 700;

/// The lines, and what is spoken of them when a state changes.
pub fn verdicts(bench: Bench) -> AnyView {
    let signature = Memo::new(move |_| bench.signature());
    let time = Memo::new(move |_| bench.time());
    let audience = Memo::new(move |_| bench.audience_and_issuer());
    #[cfg(not(feature = "ssr"))]
    tell(bench, signature, time, audience);
    #[cfg(not(feature = "ssr"))]
    let said = spoken(bench, signature, time, audience);
    #[cfg(feature = "ssr")]
    let said = "";
    view! {
        <p class="sr" role="status" id="verdicts-said">
            {said}
        </p>
        <ul class="verdicts">
            {shown(move || bench.read.with(|read| {
                let reading = &read.reading;
                let mut reasons: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
                let (state, kind) = if reasons.is_empty() {
                    reasons.push(reading.shape.to_string());
                    (State::Holds, None)
                } else {
                    (State::Fails, Some("fault"))
                };
                let notes = reading.notes.iter().map(ToString::to_string);
                let lines = reasons.into_iter().map(|reason| (kind, reason));
                line("well-formed", "Well-formed", state, lines.chain(notes.map(|note| (Some("note"), note))).collect(), false)
            }))}
            {shown(move || signature.with(|signature| {
                let mut lines = vec![(None, signature.verdict.reason.clone())];
                if let Some(other) = signature.other_reading {
                    lines.push((Some("hint"), format!("Read as {other}, the key would give this signature: choose that reading")));
                }
                line("signature", "Signature", signature.verdict.state, lines, signature.busy)
            }))}
            {shown(move || time.with(|verdict| single("time", "Time", verdict)))}
            {shown(move || audience.with(|verdict| single("audience", "Audience and issuer", verdict)))}
        </ul>
    }
    .into_any()
}

/// The four states, a sentence each, once they have stayed so for a while.
#[cfg(not(feature = "ssr"))]
fn spoken(bench: Bench, signature: Memo<Signature>, time: Memo<Verdict>, audience: Memo<Verdict>) -> AnyView {
    let states = Memo::new(move |_| {
        let faultless = bench.read.with(|read| read.reading.faults.is_empty());
        let well_formed = if faultless { State::Holds } else { State::Fails };
        let signature = signature.with(|signature| signature.verdict.state);
        let [time, audience] = [time, audience].map(|verdict| verdict.with(|verdict| verdict.state));
        let named =
            [("Well-formed", well_formed), ("Signature", signature), ("Time", time), ("Audience and issuer", audience)];
        named.map(|(name, state)| format!("{name} {}.", state.words())).join(" ")
    });
    let said = RwSignal::new(states.get_untracked());
    Effect::new(move |_| {
        let now = states.get();
        let settled = move || {
            // Unless something newer waits, or the lab is closed.
            if states.try_get_untracked().as_ref() == Some(&now) && said.get_untracked() != now {
                said.set(now);
            }
        };
        page::after(SETTLED, settled);
    });
    shown(move || said.get().into_any())
}

/// Lets the workshop know that something on the bench has changed. Outward: it reads what it needs from the page.
#[cfg(not(feature = "ssr"))]
fn tell(bench: Bench, signature: Memo<Signature>, time: Memo<Verdict>, audience: Memo<Verdict>) {
    Effect::new(move |_| {
        for text in [bench.token, bench.key, bench.audience, bench.issuer, bench.leeway] {
            text.track();
        }
        bench.key_reading.track();
        bench.expected.track();
        bench.set_time.track();
        signature.track();
        time.track();
        audience.track();
        fields::tell(BENCH, CHANGED);
    });
}

fn single(name: &'static str, title: &'static str, verdict: &Verdict) -> AnyView {
    line(name, title, verdict.state, vec![(None, verdict.reason.clone())], false)
}

/// One verdict. A line's kind, if it has one, tells faults, notes and hints apart.
fn line(
    name: &'static str,
    title: &'static str,
    state: State,
    lines: Vec<(Option<&'static str>, String)>,
    busy: bool,
) -> AnyView {
    let mark = match state {
        State::Holds => "✓",
        State::Fails => "✗",
        State::NotChecked => "–",
    };
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|(kind, text)| {
            let is = |wanted| (kind == Some(wanted)).then_some("");
            view! { <p data-fault=is("fault") data-note=is("note") data-hint=is("hint")>{sentence(&text)}</p> }
                .into_any()
        })
        .collect();
    view! {
        <li data-verdict=name data-state=state.name() data-busy=busy.then_some("")>
            <span aria-hidden="true">{mark}</span>
            <strong>{title}</strong>
            <span class="tag" data-weight=(state == State::Fails).then_some("strong")>{state.words()}</span>
            {lines}
        </li>
    }
    .into_any()
}

/// A fault or note with a capital letter and a full stop. What comes from the token is made visible.
pub fn sentence(text: &str) -> String {
    let text = capital(&visible(text, true));
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}
