//! A line on Progress that reminds of a backup: after a while, and once where the browser removes what it keeps.

use leptos::prelude::*;

use super::erase::Keep;
use crate::platform::storage;
use crate::state::study::use_study;
use crate::ui::erased::handler;

/// Kept once the student was told that this browser may remove their progress.
const TOLD: &str = "groundwork.told-eviction";

/// Shown only when there is something to remind of.
#[component]
pub fn Reminder() -> impl IntoView {
    let study = use_study();
    let told = RwSignal::new(storage::get(TOLD) != Ok(None));
    let kept = RwSignal::new(None::<bool>);
    let evicts = storage::may_be_evicted();
    if evicts {
        wasm_bindgen_futures::spawn_local(async move { kept.set(Some(storage::persist(false).await)) });
    }
    let tell = move || {
        // Without the key it is told again.
        let _ = storage::set(TOLD, "1");
        told.set(true);
    };
    let done = RwSignal::new(false);
    let export = move || {
        study.export();
        done.set(true);
    };
    let due = Memo::new(move |_| study.backup_is_due());
    move || {
        if evicts && !told.get() && kept.get() != Some(true) {
            let and_tell = move || {
                export();
                tell();
            };
            return Some(
                view! {
                    <section class="notice banner" aria-label="Keep your progress">
                        <Keep kept evicts />
                        <div class="cluster">
                            <button class="button" type="button" on:click=handler(and_tell)>
                                "Download a backup"
                            </button>
                            <button class="button" data-kind="plain" type="button" on:click=handler(tell)>
                                "I know"
                            </button>
                        </div>
                    </section>
                }
                .into_any(),
            );
        }
        (due.get() && !done.get()).then(|| {
            view! {
                <section class="notice banner" aria-label="Backup">
                    <p>"It is a while since your last backup. Your progress exists only in this browser."</p>
                    <button class="button" type="button" on:click=handler(export)>
                        "Download a backup"
                    </button>
                </section>
            }
            .into_any()
        })
    }
}
