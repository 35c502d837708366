//! The key, how it is read, and which algorithm the person expects.

use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{menu, shown, text_field};
use super::verdicts::sentence;
use crate::domain::jose::alg::Alg;
use crate::domain::jose::key_box::{self, KeyReading};

/// The fields. A key that cannot be read is explained below its box.
pub fn key_panel(bench: Bench) -> AnyView {
    let expected = std::iter::once("Whatever fits the key").chain(Alg::ALL.map(Alg::name)).collect();
    view! {
        <section class="section" aria-labelledby="key-head">
            <h2 id="key-head">"Key"</h2>
            <div>
                <div class="stack">
                    {text_field("key", "Key", bench.key, 4, shown(move || key_state(bench)))}
                    {menu("key-reading", "Read the key as", KeyReading::ALL.map(KeyReading::name).to_vec(), bench.key_reading)}
                    {menu("expected", "Algorithm you expect", expected, bench.expected)}
                    <p class="note">
                        "The token says which algorithm it used, and a forger writes that too. So whoever checks decides."
                    </p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What was read of the key, or why nothing was.
fn key_state(bench: Bench) -> AnyView {
    bench.keys.with(|keys| match keys {
        None => "The secret, or the issuer's public key: PEM, JWK or JWKS. It stays in this page.".into_any(),
        Some(Err(why)) => view! { <strong data-key-fault="">{sentence(&why.to_string())}</strong> }.into_any(),
        Some(Ok(keys)) => {
            let said = bench.key.with(|text| key_box::describe(text, keys));
            view! { <span data-key-read="">{said.join(" ")}</span> }.into_any()
        }
    })
}
