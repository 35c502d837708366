//! The page for an address that has none.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::ui::components::link::PageLink;

/// Says so, and where to go.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <header class="section">
            <p>"404"</p>
            <div>
                <div class="stack">
                    <h1 tabindex="-1">"There is no page here"</h1>
                    <p class="lead">
                        "The address may be mistyped, or the card was renamed. Your progress is not affected."
                    </p>
                    <div class="cluster">
                        <PageLink to=Page::Cards button="primary">"See all cards"</PageLink>
                        <PageLink to=Page::Today button="plain">"Go to today"</PageLink>
                    </div>
                </div>
            </div>
        </header>
    }
}
