//! Erasing everything, and asking the browser to keep it.

use leptos::prelude::*;

use crate::platform::{page, storage};
use crate::state::study::use_study;
use crate::ui::erased::{changed, handler};

/// The word that a person types to erase everything.
const WORD: &str = "erase";

/// Removes everything, after the word was typed.
#[component]
pub fn Erase() -> impl IntoView {
    let study = use_study();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let done = RwSignal::new(false);
    let waiting = move || study.today().is_none();
    let erase = move || {
        if !typed.with_untracked(|typed| typed.trim().eq_ignore_ascii_case(WORD)) {
            error.set(Some(format!("Type the word {WORD} first. Nothing was erased.")));
            page::focus("#erase");
            return;
        }
        match study.erase() {
            Ok(()) => {
                typed.set(String::new());
                error.set(None);
                done.set(true);
                page::after_drawing(|| page::focus("#erased"));
            }
            Err(why) => error.set(Some(format!("Not everything was erased. {why}"))),
        }
    };
    let invalid = move || error.with(Option::is_some).then_some("true");
    view! {
        <details>
            <summary>"Erase everything"</summary>
            <form class="stack" on:submit=|event| event.prevent_default()>
                <p>
                    "Removes every review, answer, draft and setting of Groundwork from this browser. Only a backup brings them back: download one first."
                </p>
                <button class="button" type="button" disabled=waiting on:click=handler(move || study.export())>
                    "Download a backup first"
                </button>
                <div class="field">
                    <label for="erase">{format!("Type {WORD} to confirm")}</label>
                    <input
                        id="erase"
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        disabled=waiting
                        aria-describedby="erase-error"
                        aria-invalid=invalid
                        prop:value=typed
                        on:input=changed(move |text| typed.set(text))
                    />
                    <p id="erase-error" role="alert" data-kind="error">
                        {move || error.get()}
                    </p>
                </div>
                <button class="button" type="button" disabled=waiting on:click=handler(erase)>
                    "Erase my progress"
                </button>
            </form>
        </details>
        <p id="erased" role="status" tabindex="-1">
            {move || done.get().then_some("Everything is erased. The next answer begins anew.")}
        </p>
    }
}

/// Whether the browser keeps what is saved, and a button that asks it to.
#[component]
pub fn StorageKeep() -> impl IntoView {
    let study = use_study();
    // `None` until the browser has said.
    let kept = RwSignal::new(None::<bool>);
    let in_browser = study.today().is_some();
    if in_browser {
        wasm_bindgen_futures::spawn_local(async move { kept.set(Some(storage::persist(false).await)) });
    }
    view! { <Keep kept evicts=in_browser && storage::may_be_evicted() /> }
}

/// The sentence and the button.
#[component]
pub fn Keep(
    /// Whether the browser has agreed to keep what is saved; `None` as long as it has not said.
    kept: RwSignal<Option<bool>>,
    /// Whether it removes what a site has saved after a week.
    evicts: bool,
) -> impl IntoView {
    let refused = RwSignal::new(false);
    let ask = move || {
        // Some browsers never answer: nothing waits for it.
        wasm_bindgen_futures::spawn_local(async move {
            let agreed = storage::persist(true).await;
            kept.set(Some(agreed));
            refused.set(!agreed);
        });
    };
    let said = move || match (kept.get(), refused.get()) {
        (Some(true), _) => "The browser has agreed to keep what is saved here.",
        (_, true) => {
            "The browser did not agree. It may after more visits, or when the site is installed; until then keep backups."
        }
        _ if evicts => {
            "This browser removes what a site has saved after a week of use without a visit to it, unless it agrees to keep it."
        }
        _ => "When space runs short, this browser may remove what is saved here, unless it agrees to keep it.",
    };
    view! {
        <div class="stack">
            <p role="status">{said}</p>
            <button
                class="button"
                type="button"
                disabled=move || kept.get() == Some(true)
                on:click=handler(ask)
            >
                "Ask the browser to keep it"
            </button>
        </div>
    }
}
