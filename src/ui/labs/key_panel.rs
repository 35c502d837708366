//! The key, how it is read, and which algorithm the person expects.

use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{checked_field, fault, menu, shown};
use crate::domain::jose::alg::Alg;
use crate::domain::jose::key::KeyError;
use crate::domain::jose::key_box::{self, KeyReading, Keys};

/// What an empty box asks for.
const WANTED: &str = "The secret, or the issuer's public key: PEM, JWK or JWKS. It stays in this page.";

/// The fields.
pub fn key_panel(bench: Bench) -> AnyView {
    let expected = std::iter::once("Whatever fits the key").chain(Alg::ALL.map(Alg::name)).collect();
    view! {
        <div class="stack">
            {key_field("key", "Key", bench.key, bench.keys, WANTED)}
            {menu("key-reading", "Read the key as", KeyReading::ALL.map(KeyReading::name).to_vec(), bench.key_reading)}
            {menu("expected", "Algorithm you expect", expected, bench.expected)}
            <p class="note">
                "The token says which algorithm it used, and a forger writes that too. So whoever checks decides."
            </p>
        </div>
    }
    .into_any()
}

/// A box for a key. Below it stands what was read, why nothing was, or `wanted` while it is empty.
pub fn key_field(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    keys: Memo<Option<Result<Keys, KeyError>>>,
    wanted: &'static str,
) -> AnyView {
    let read = move || {
        keys.with(|keys| match keys {
            None => wanted.into_any(),
            Some(Err(why)) => fault(&why.to_string()),
            Some(Ok(keys)) => text.with(|text| key_box::describe(text, keys)).join(" ").into_any(),
        })
    };
    let usable = |keys: &Keys| keys.entries.iter().any(|entry| entry.key.is_ok());
    let at_fault = move || keys.with(|keys| keys.as_ref().is_some_and(|keys| !keys.as_ref().is_ok_and(usable)));
    checked_field(id, label, text, 4, shown(read), Box::new(at_fault))
}
