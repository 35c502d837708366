//! What the checks of the claims are told: what time it is, and which audience and issuer are right.

#[cfg(not(feature = "ssr"))]
use leptos::ev::Event;
use leptos::prelude::*;

use super::bench::Bench;
#[cfg(not(feature = "ssr"))]
use super::fields::button;
use super::fields::{checked_field, fault, shown, text_field};
use crate::domain::jose::claims_check;
#[cfg(not(feature = "ssr"))]
use crate::domain::jwt::samples;
#[cfg(not(feature = "ssr"))]
use crate::domain::time::Timestamp;
#[cfg(not(feature = "ssr"))]
use crate::platform::clock;

/// The fields.
pub fn expectations(bench: Bench) -> AnyView {
    let hint = |text: &'static str| text.into_any();
    view! {
        <div class="stack">
            {now(bench)}
            {leeway(bench)}
            {text_field("audience", "Expected audience", bench.audience, 1, hint("The name of the server that asks, as \"aud\" has it."))}
            {text_field("issuer", "Expected issuer", bench.issuer, 1, hint("Who may issue its tokens, as \"iss\" has it."))}
        </div>
    }
    .into_any()
}

/// The field for the leeway.
fn leeway(bench: Bench) -> AnyView {
    let at_fault = move || bench.leeway.with(|typed| claims_check::leeway(typed).is_none());
    let said = move || match at_fault() {
        true => fault("no leeway is given: this is no whole number of seconds up to 4294967295"),
        false => "Clocks differ; a minute or two is usual.".into_any(),
    };
    let hint = view! { <span role="status">{shown(said)}</span> }.into_any();
    checked_field("leeway", "Leeway in seconds", bench.leeway, 1, hint, Box::new(at_fault))
}

/// Prerendered pages have no clock: they keep its place free, so that nothing moves when it comes.
#[cfg(feature = "ssr")]
fn now(_: Bench) -> AnyView {
    view! {
        <div class="field">
            <label for="now">"Now"</label>
            <input id="now" type="range" value="50" disabled="" />
        </div>
        <p class="note" id="now-said">"Time of the check: the clock is asked when the lab has started."</p>
        <button class="button" type="button" data-kind="plain" disabled="">"Use the real clock"</button>
    }
    .into_any()
}

/// A slider over the times in the claims, and the way back to the device's clock.
#[cfg(not(feature = "ssr"))]
fn now(bench: Bench) -> AnyView {
    let range = Memo::new(move |_| bench.read.with(|read| claims_check::range(&read.reading)));
    let seconds = move || bench.now().map_or(0, |now| now.0.div_euclid(1000));
    let slide = move |event: Event| {
        let seconds: i64 = event_target_value(&event).parse().unwrap_or(0);
        bench.set_time.set(Some(Timestamp(seconds.saturating_mul(1000))));
    };
    let time = move || bench.now().and_then(clock::long_time).unwrap_or_default();
    let slider = move || {
        let Some((first, last)) = range.get() else { return ().into_any() };
        view! {
            <div class="field">
                <label for="now">"Now"</label>
                <input
                    id="now"
                    type="range"
                    min=first.to_string()
                    max=last.to_string()
                    prop:value=seconds().to_string()
                    on:input=slide
                    aria-valuetext=time
                    aria-describedby="now-said"
                />
            </div>
        }
        .into_any()
    };
    let said = move || {
        let reached = range.get().is_none_or(|(first, last)| (first..=last).contains(&seconds()));
        let far = if reached { "" } else { " The slider runs over the times of the token and does not reach it." };
        let whose = match bench.set_time.get() {
            None => "the clock of this device",
            Some(samples::NOW) => "set by the sample",
            Some(_) => "set by you",
        };
        format!("Time of the check: {}, {whose}.{far}", time()).into_any()
    };
    view! {
        {shown(slider)}
        <p class="note" id="now-said" data-now=move || bench.set_time.get().map(|time| time.0.to_string())>
            {shown(said)}
        </p>
        {button("Use the real clock", "plain", move || bench.set_time.set(None))}
    }
    .into_any()
}
