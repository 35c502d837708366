//! The line above the page that says when progress cannot be saved or read, and what to do.

use leptos::prelude::*;

use crate::platform::page;
use crate::state::study::{Trouble, use_study};
use crate::ui::erased::handler;

/// Shown only while there is something to say.
#[component]
pub fn SaveNotice() -> impl IntoView {
    let study = use_study();
    let guarded = StoredValue::new(false);
    move || {
        let trouble = study.trouble()?;
        let unsaved = trouble == Trouble::Cleared || !study.is_saved();
        let (text, button) = match trouble {
            Trouble::Unsaved(why) => (
                format!("{why} You can go on, but what you do counts only until you leave this page. Download it to be safe."),
                Some("Try again"),
            ),
            Trouble::Cleared => (
                "What was saved here has been cleared, in another tab or by the browser. This tab still has your progress."
                    .to_owned(),
                Some("Save it again"),
            ),
            Trouble::Newer => (
                "A newer version of Groundwork has saved progress here. This older one saves nothing, so that it spoils nothing. Reload the page to get the newer one."
                    .to_owned(),
                None,
            ),
            Trouble::Unread(what) => (what, Some("Try again")),
        };
        if unsaved && !guarded.get_value() {
            guarded.set_value(true);
            page::ask_before_leaving("[data-unsaved]");
        }
        let button = button.map(|label| {
            view! {
                <button class="button" type="button" on:click=handler(move || study.retry())>
                    {label}
                </button>
            }
        });
        Some(view! {
            <div class="notice banner" data-weight="strong" data-unsaved=unsaved.then_some("")>
                <p>{text}</p>
                <div class="cluster">
                    {button}
                    <button class="button" type="button" on:click=handler(move || study.download())>
                        "Download my progress"
                    </button>
                </div>
            </div>
        })
    }
}
