//! The JWT lab: what a token says, where it is broken, and which checks it passes. Decoding verifies nothing, and the
//! page says so.

use leptos::ev::Event;
use leptos::prelude::*;

use super::bench::Bench;
use super::claim_rows::claim_rows;
use super::expectations::expectations;
use super::fields::{button, copy, shown, text_field};
use super::findings::findings;
use super::key_panel::key_panel;
#[cfg(not(feature = "ssr"))]
use super::open_sample::follow;
use super::open_sample::open_sample;
use super::token_parts::token_parts;
use super::verdicts::verdicts;
use crate::domain::jwt::find::Found;
use crate::domain::jwt::segment::{Content, Part};
use crate::domain::jwt::token::{MAX_BYTES, Reading};
use crate::domain::jwt::{claims, header, sample};
#[cfg(not(feature = "ssr"))]
use crate::platform::page;
use crate::ui::section::Section;

/// Bytes from which on a browser takes longer over the text in the box than the lab over the token.
const LONG: usize = 1_000_000;

/// Name of the button that opens a token inside the one shown.
const INNER: &str = "Open the inner token";

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

/// The lab, section by section.
pub const SECTIONS: [Section<Bench>; 6] = [
    Section {
        title: "Token",
        pinned: false,
        parts: &[("lab-token", token_box), ("lab-sample", open_sample), ("lab-parts", parts)],
    },
    Section { title: "Verdict", pinned: true, parts: &[("lab-verdict", verdicts)] },
    Section { title: "Key", pinned: false, parts: &[("lab-key", key_panel)] },
    Section { title: "Expected", pinned: false, parts: &[("lab-expected", expectations)] },
    Section { title: "Decoded, not verified", pinned: false, parts: &[("lab-decoded", decoded_parts)] },
    Section { title: "Findings", pinned: false, parts: &[("lab-findings", findings)] },
];

/// The token.
fn token_box(bench: Bench) -> AnyView {
    #[cfg(not(feature = "ssr"))]
    follow(bench);
    let token = bench.token;
    let sample = move || bench.put(sample::TOKEN.to_owned(), sample::SECRET);
    let clear = move || bench.put(String::new(), "");
    // What a person types or pastes bubbles up to here; what the workshop puts into the box does not.
    let edited = move |_: Event| bench.leave_sample();
    let hint = shown(move || {
        let made_up = "Use a made-up token. One that is still valid is as good as a password.";
        if token.with(String::len) < LONG {
            return made_up.into_any();
        }
        format!(
            "{made_up} So long a text takes the browser's box seconds to lay out; up to {MAX_BYTES} bytes are read."
        )
        .into_any()
    });
    view! {
        <div class="stack" on:input=edited>
            {text_field("token", "Paste or edit a token", token, 5, hint)}
            <div class="cluster">
                {button("Use the sample and its key", "", sample)} {button("Clear", "plain", clear)}
            </div>
        </div>
    }
    .into_any()
}

/// How the token falls into parts, and what was left aside around it.
fn parts(bench: Bench) -> AnyView {
    let aside = move || {
        let sentence = bench.read.with(|read| left_aside(&read.found));
        sentence.map(|sentence| view! { <p class="note" data-ignored="">{sentence}</p> }).into_any()
    };
    view! {
        <div class="stack">
            {shown(aside)} {shown(move || bench.read.with(|read| token_parts(bench, &read.reading.segments)))}
        </div>
    }
    .into_any()
}

/// What the token says.
fn decoded_parts(bench: Bench) -> AnyView {
    view! { <div class="stack">{shown(move || bench.read.with(|read| decoded(bench, &read.reading)))}</div> }.into_any()
}

/// The way to a token inside this one.
fn inner(bench: Bench, name: &'static str, text: &str) -> AnyView {
    let text = text.to_owned();
    let open = move || {
        bench.token.set(text.clone());
        bench.leave_sample();
        #[cfg(not(feature = "ssr"))]
        page::focus("#token");
    };
    button(name, "", open)
}

/// Header and payload as rows, or why there are none.
fn decoded(bench: Bench, reading: &Reading) -> AnyView {
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
            claim_rows(members, &text, meaning, is_header, |text| inner(bench, INNER, text))
        });
        let plain = || view! { <pre tabindex="0" role="group" aria-label=title><code>{super::clipped(&text, true)}</code></pre> };
        let name = if is_header { "Copy the decoded header" } else { "Copy the decoded payload" };
        // Bytes that are no text cannot be copied as they are.
        let is_text = matches!(segment.content, Content::Json(_) | Content::NotJson { text: Some(_), .. });
        let copied = is_text.then(|| {
            let text = move || {
                let bytes = bench.read.with_untracked(|read| read.reading.segment(part).map(|one| one.bytes.clone()));
                bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
            };
            copy(name, text)
        });
        Some(view! {
            <h3>{title}</h3>
            {rows.unwrap_or_else(|| plain().into_any())}
            <div class="cluster">{copied} {(!is_header).then(|| reading.nested().map(|text| inner(bench, INNER, text)))}</div>
        })
    };
    let header = part(Part::Header, "Header", true);
    let payload = part(Part::Payload, "Payload", false);
    if header.is_none() && payload.is_none() {
        let compact = reading.compact().map(|text| inner(bench, "Open it as a compact token", &text));
        return view! { <p class="note">"Nothing to show yet."</p> {compact} }.into_any();
    }
    view! { {header} {payload} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::find::find;

    #[test]
    fn what_was_left_aside_is_said_once_each() {
        let text = format!("Authorization: Bearer {}", sample::TOKEN);
        let said = left_aside(&find(&text)).unwrap();
        assert!(said.contains("the name of the HTTP header") && said.contains("Bearer"), "{said}");
        assert_eq!(left_aside(&find(sample::TOKEN)), None);
    }
}
