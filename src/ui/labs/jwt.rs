//! The JWT lab: what a token says and where it is broken. Nothing here is verified, and it says so throughout.

use leptos::prelude::*;

use super::claim_rows::claim_rows;
use super::token_parts::TokenParts;
use crate::domain::jwt::find::{Found, find};
use crate::domain::jwt::sample;
use crate::domain::jwt::segment::Part;
use crate::domain::jwt::shape::Shape;
use crate::domain::jwt::token::{Reading, decode_unverified};
use crate::domain::jwt::{claims, header};

/// Pasted text, what was found in it, and what that says.
#[derive(Clone, PartialEq)]
struct Read {
    found: Found,
    reading: Reading,
}

impl Read {
    fn of(text: &str) -> Self {
        let found = find(text);
        let reading = decode_unverified(&found.token);
        Self { found, reading }
    }
}

/// What was left aside around the token, as a sentence; `None` when nothing was.
fn left_aside(found: &Found) -> Option<String> {
    if !found.recognised {
        return None;
    }
    let mut kinds: Vec<String> = Vec::new();
    for ignored in &found.ignored {
        let kind = ignored.kind.to_string();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    (!kinds.is_empty()).then(|| format!("Left aside: {}.", kinds.join(", ")))
}

/// The lab.
#[component]
pub fn Lab() -> impl IntoView {
    let text = RwSignal::new(sample::TOKEN.to_owned());
    let read = Memo::new(move |_| text.with(|text| Read::of(text)));
    let aside = move || {
        read.with(|read| left_aside(&read.found)).map(|sentence| {
            view! { <p class="note" data-ignored="">{sentence}</p> }
        })
    };
    view! {
        <section class="section" aria-labelledby="token-head">
            <h2 id="token-head">"Token"</h2>
            <div>
                <div class="stack">
                    <div class="field">
                        <label for="token">"Paste or edit a token"</label>
                        <textarea
                            id="token"
                            data-type="code"
                            rows="5"
                            spellcheck="false"
                            autocapitalize="off"
                            autocomplete="off"
                            aria-describedby="token-hint"
                            prop:value=move || text.get()
                            on:input:target=move |event| text.set(event.target().value())
                        >
                            {sample::TOKEN}
                        </textarea>
                        <p id="token-hint">
                            "Use a made-up token. One that is still valid is as good as a password."
                        </p>
                    </div>
                    <div class="cluster">
                        <button
                            class="button"
                            type="button"
                            on:click=move |_| text.set(sample::TOKEN.to_owned())
                        >
                            "Use the sample"
                        </button>
                        <button class="button" data-kind="plain" type="button" on:click=move |_| text.set(String::new())>
                            "Clear"
                        </button>
                    </div>
                    {aside}
                    {move || read.with(|read| view! { <TokenParts segments=read.reading.segments.clone() /> })}
                </div>
            </div>
        </section>
        <section class="section" aria-labelledby="verdict-head">
            <h2 id="verdict-head">"Verdict"</h2>
            <div>
                <ul class="verdicts" aria-live="polite">
                    {move || read.with(|read| well_formed(&read.reading))}
                    <li data-verdict="signature" data-state="not-checked">
                        <span aria-hidden="true">"–"</span>
                        <strong>"Signature"</strong>
                        <span class="tag">"not verified"</span>
                        <p>
                            "Anyone can write a token that decodes. Only checking its signature with the issuer’s key shows who wrote it; this lab does not check it yet."
                        </p>
                    </li>
                </ul>
            </div>
        </section>
        <section class="section" aria-labelledby="decoded">
            <h2 id="decoded">"Decoded, not verified"</h2>
            <div>
                <div class="stack">{move || read.with(|read| decoded(&read.reading))}</div>
            </div>
        </section>
    }
}

/// The first verdict: whether the text is a token at all, with every fault and its place.
fn well_formed(reading: &Reading) -> AnyView {
    let faults: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
    let holds = faults.is_empty();
    let (mark, state, word) = if holds { ("✓", "holds", "holds") } else { ("✗", "fails", "fails") };
    let reasons = if holds { vec![shape_sentence(&reading.shape)] } else { faults };
    let reasons =
        reasons.into_iter().map(|reason| view! { <p data-fault=(!holds).then_some("")>{sentence(&reason)}</p> });
    let notes = reading.notes.iter().map(|note| view! { <p data-note="">{sentence(&note.to_string())}</p> });
    view! {
        <li data-verdict="well-formed" data-state=state>
            <span aria-hidden="true">{mark}</span>
            <strong>"Well-formed"</strong>
            <span class="tag" data-weight=(!holds).then_some("strong")>{word}</span>
            {reasons.collect::<Vec<_>>()}
            {notes.collect::<Vec<_>>()}
        </li>
    }
    .into_any()
}

/// A fault or note with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let text = crate::domain::words::capital(text);
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

fn shape_sentence(shape: &Shape) -> String {
    sentence(&shape.to_string())
}

/// Header and payload as rows, or why there are none.
fn decoded(reading: &Reading) -> AnyView {
    let part = |part: Part, title: &'static str, is_header: bool| {
        let segment = reading.segment(part)?;
        let members = segment.json().and_then(|value| value.members());
        let text = String::from_utf8_lossy(&segment.bytes);
        let rows = members.map(|members| {
            let meaning = move |name: &str| {
                if is_header {
                    header::parameter(name).map_or(header::PRIVATE, |meaning| meaning.sentence)
                } else {
                    claims::claim(name).map_or(claims::PRIVATE, |meaning| meaning.sentence)
                }
            };
            claim_rows(members, &text, meaning, is_header)
        });
        let plain =
            || view! { <pre tabindex="0" role="group" aria-label=title><code>{super::clipped(&text)}</code></pre> };
        Some(view! { <h3>{title}</h3> {rows.unwrap_or_else(|| plain().into_any())} })
    };
    let header = part(Part::Header, "Header", true);
    let payload = part(Part::Payload, "Payload", false);
    if header.is_none() && payload.is_none() {
        return view! { <p class="note">"Nothing to show yet."</p> }.into_any();
    }
    view! { {header} {payload} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_aside_is_said_once_each() {
        let text = format!("Authorization: Bearer {}", sample::TOKEN);
        let said = left_aside(&find(&text)).unwrap();
        assert!(said.contains("the name of the HTTP header") && said.contains("Bearer"), "{said}");
        assert_eq!(left_aside(&find(sample::TOKEN)), None);
    }
}
