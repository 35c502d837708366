//! The line above the page that says when progress cannot be saved or read.

use leptos::prelude::*;

use crate::state::study::use_study;

/// Shown only while there is something to say.
#[component]
pub fn SaveNotice() -> impl IntoView {
    let study = use_study();
    view! {
        <div role="alert">
            {move || {
                study
                    .trouble()
                    .map(|trouble| {
                        view! {
                            <div class="notice banner" data-weight="strong">
                                <p>{trouble}</p>
                                <button class="button" type="button" on:click=move |_| study.retry()>
                                    "Try again"
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
