//! Opening a sample: from the menu, or by the name in the address. Only a sample's name is ever in an address.

use leptos::ev::Event;
use leptos::prelude::*;

use super::bench::Bench;
use super::fields::button;
use crate::domain::jwt::sample;
use crate::domain::jwt::samples::{self, SAMPLES, Sample};
#[cfg(not(feature = "ssr"))]
use crate::platform::{clipboard, page};

/// Puts a sample on the bench, with its key, at the time that it is meant for.
pub fn open(bench: Bench, sample: &Sample) {
    let key = if sample.name == "rs256" { samples::PUBLIC_KEY } else { sample.secret.unwrap_or(sample::SECRET) };
    bench.put(sample.token(), key);
    bench.set_time.set(Some(samples::NOW));
    if sample.name == "wrong-audience" {
        bench.audience.set(samples::AUDIENCE.to_owned());
    }
}

/// The menu of samples and the button that pastes.
pub fn open_sample(bench: Bench) -> AnyView {
    let said = RwSignal::new("");
    let paste = move || {
        #[cfg(not(feature = "ssr"))]
        leptos::task::spawn_local(async move {
            let text = clipboard::paste().await;
            // The lab may be closed by now.
            let _ = match text {
                Some(text) => {
                    if bench.token.try_set(text).is_none() {
                        bench.leave_sample();
                    }
                    said.try_set("Pasted.")
                }
                None => said.try_set("The browser refused. Put the cursor into the box and paste there."),
            };
        });
    };
    let choose = move |event: Event| {
        if let Some(sample) = samples::named(&event_target_value(&event)) {
            open(bench, sample);
        }
    };
    let options: Vec<AnyView> =
        SAMPLES.iter().map(|sample| view! { <option value=sample.name>{sample.title}</option> }.into_any()).collect();
    view! {
        <div class="stack">
            <div class="field">
                <label for="sample">"Open a sample"</label>
                <select id="sample" on:change=choose>
                    <option value="">"Choose one"</option>
                    {options}
                </select>
                <p>"With its key, and the clock set to 10 March 2026, 09:05 UTC."</p>
            </div>
            <div class="cluster">
                {button("Paste", "", paste)} <span class="note" role="status">{move || said.get()}</span>
            </div>
        </div>
    }
    .into_any()
}

/// Opens the sample that the address names, now and whenever its fragment changes. To be called before the boxes are drawn:
/// what a person has typed there meanwhile comes after it.
#[cfg(not(feature = "ssr"))]
pub fn follow(bench: Bench) {
    let look = move || {
        if let Some(sample) = samples::in_fragment(&page::fragment()) {
            open(bench, sample);
        }
    };
    look();
    let listener = window_event_listener(leptos::ev::hashchange, move |_| look());
    on_cleanup(move || listener.remove());
}
