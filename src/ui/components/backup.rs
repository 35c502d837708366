//! A backup as a file: export, and import that shows what it would change before anything is written.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::backup::{self, Preview};
use crate::domain::dates;
use crate::domain::study::Study;
use crate::domain::words;
use crate::platform::file::{self, File};
use crate::platform::page;
use crate::state::deck::{DeckStore, use_deck};
use crate::state::study::{StudyStore, use_study};
use crate::ui::erased::handler;
use crate::ui::start;

/// How far an import has come.
#[derive(Clone)]
enum Import {
    Idle,
    /// The file that is being read.
    Reading(String),
    /// The file, and why it was not taken.
    Refused(String, String),
    /// Read and checked; nothing is written yet.
    Ready(Arc<Ready>),
    /// What was merged.
    Done(String),
}

struct Ready {
    name: String,
    backup: backup::Backup,
    preview: Preview,
    /// Whether there is anything to merge.
    is_new: bool,
}

const RESULT: &str = "import-result";

/// Reads and checks a file; changes nothing.
async fn read(deck: DeckStore, study: StudyStore, file: &File) -> Result<Ready, String> {
    backup::check_size(file.bytes()).map_err(|why| why.to_string())?;
    let text = file.text().await?;
    let backup = backup::read(&text).map_err(|why| why.to_string())?;
    // Which of its cards the course does not have is only known of the whole.
    start::complete(deck, study).await?;
    let (preview, is_new) = study.preview(&backup);
    Ok(Ready { name: file.name(), backup, preview, is_new })
}

/// "42 new reviews, 310 already here, two unknown cards kept"
fn reviews(preview: &Preview) -> String {
    let known = if preview.known_reviews == 0 { "none".to_owned() } else { words::number(preview.known_reviews) };
    let mut said = format!("{}, {known} already here", words::count(preview.new_reviews, "new review", "new reviews"));
    if preview.unknown_cards > 0 {
        said = said + ", " + &words::count(preview.unknown_cards, "unknown card", "unknown cards") + " kept";
    }
    words::capital(&said)
}

/// What the preview says below the counts.
fn answers(preview: &Preview) -> Option<String> {
    (preview.answers > 0).then(|| {
        let cards = words::count(preview.answers, "card", "cards");
        format!("Your own words on {cards} are added: the earliest and the latest of both are kept.")
    })
}

/// Export and import.
#[component]
pub fn Backup() -> impl IntoView {
    let (deck, study) = (use_deck(), use_study());
    let import = RwSignal::new(Import::Idle);
    let show = move || page::after_drawing(|| page::focus("#import-result"));
    let take = move |file: Option<File>| {
        let Some(file) = file else { return };
        import.set(Import::Reading(file.name()));
        wasm_bindgen_futures::spawn_local(async move {
            import.set(match read(deck, study, &file).await {
                Ok(ready) => Import::Ready(Arc::new(ready)),
                Err(why) => Import::Refused(file.name(), why + " Nothing was changed."),
            });
            show();
        });
    };
    // Told once more after each export.
    let exports = RwSignal::new(0);
    let last = move || {
        exports.track();
        study.exported().map_or("None was made in this browser yet.".to_owned(), |last| {
            format!("The last one was made on {}.", dates::full(last.day))
        })
    };
    let export = move || {
        study.export();
        exports.update(|n| *n += 1);
    };
    let waiting = move || study.today().is_none();
    let outcome = move || match import.get() {
        Import::Idle => None,
        Import::Reading(name) => Some(view! { <p class="note">{format!("Reading {name} …")}</p> }.into_any()),
        Import::Refused(name, why) => Some(refusal(name, why)),
        Import::Ready(ready) => Some(confirm(study, ready, import)),
        Import::Done(what) => Some(
            view! {
                <p id=RESULT tabindex="-1" role="status">
                    {what}
                </p>
            }
            .into_any(),
        ),
    };
    view! {
        <div class="stack" on:dragover=|event| event.prevent_default() on:drop=move |event| take(file::dropped(&event))>
            <p>
                "What you have answered exists only in this browser. A backup is one readable text file with all of it: import it here again, or on another device."
            </p>
            <div class="cluster">
                <button class="button" data-kind="primary" type="button" disabled=waiting on:click=handler(export)>
                    "Download a backup"
                </button>
                <p class="note" role="status">
                    {move || (!waiting()).then(last)}
                </p>
            </div>
            <div class="field">
                <label for="import">"Import a backup"</label>
                <input
                    id="import"
                    type="file"
                    accept=".txt,.json,text/plain,application/json"
                    autocomplete="off"
                    disabled=waiting
                    aria-describedby="import-hint"
                    on:change=move |event| take(file::chosen(&event))
                />
                <p id="import-hint">
                    "Choose a file, or drop it here. You see what it would change before anything is written."
                </p>
            </div>
            {outcome}
        </div>
    }
}

fn refusal(name: String, why: String) -> AnyView {
    view! {
        <div class="notice" data-weight="strong" role="alert" id=RESULT tabindex="-1">
            <p>
                <strong>{format!("{name} was not imported.")}</strong>
                " "
                {why}
            </p>
        </div>
    }
    .into_any()
}

/// Asks whether to merge what was read.
fn confirm(study: StudyStore, ready: Arc<Ready>, import: RwSignal<Import>) -> AnyView {
    let preview = ready.preview;
    // On a browser that has nothing yet the settings come along.
    let with_settings = RwSignal::new(preview.settings_differ && study.with_now(Study::reviews) == 0);
    let settings = preview.settings_differ.then(|| {
        view! {
            <div class="choices">
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || with_settings.get()
                        on:change=handler(move || with_settings.update(|take| *take = !*take))
                    />
                    "Take the file’s settings as well"
                </label>
            </div>
        }
    });
    let done = ready.clone();
    let merge = move || {
        let merged = study.merge_backup(&done.backup, with_settings.get_untracked());
        import.set(match merged {
            Ok(()) => Import::Done(format!("Merged {}. {}.", done.name, reviews(&done.preview))),
            Err(why) => Import::Refused(done.name.clone(), why),
        });
        page::after_drawing(|| page::focus("#import-result"));
    };
    let cancel = move || {
        import.set(Import::Idle);
        page::after_drawing(|| page::focus("#import"));
    };
    let label = match preview.new_reviews {
        0 => "Merge".to_owned(),
        n => format!("Merge {}", words::count(n, "review", "reviews")),
    };
    let merge = ready.is_new.then(|| {
        view! {
            <button class="button" data-kind="primary" type="button" on:click=handler(merge)>
                {label}
            </button>
        }
    });
    let nothing = (!ready.is_new).then_some(" All of it is here already, so there is nothing to merge.");
    view! {
        <div class="stack" role="group" aria-label="What the import would change" id=RESULT tabindex="-1">
            <p>
                <strong>{ready.name.clone()}</strong>
                " can be read in full. Nothing is written yet."
                {nothing}
            </p>
            <p role="status">{reviews(&preview)} "."</p>
            {answers(&preview).map(|said| view! { <p>{said}</p> })}
            {settings}
            <div class="cluster">
                {merge}
                <button class="button" data-kind="plain" type="button" on:click=handler(cancel)>
                    "Cancel"
                </button>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_counts_what_is_new_what_is_here_and_what_is_unknown() {
        let preview = Preview { new_reviews: 42, known_reviews: 310, unknown_cards: 2, ..Preview::default() };
        assert_eq!(reviews(&preview), "42 new reviews, 310 already here, two unknown cards kept");
        let preview = Preview { new_reviews: 1, answers: 1, ..Preview::default() };
        assert_eq!(reviews(&preview), "One new review, none already here");
        assert!(answers(&preview).is_some_and(|said| said.contains("on one card are")));
    }
}
