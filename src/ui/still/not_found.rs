//! The page for an address that has none.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// Says so, and where to go.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead
            side="404"
            title="There is no page here"
            lead="The address may be mistyped, or the card was renamed. Your progress is not affected."
        >
            <div class="cluster">
                <PageLink to=Page::Cards button="primary">"See all cards"</PageLink>
                <PageLink to=Page::Today button="plain">"Go to today"</PageLink>
            </div>
        </PageHead>
    }
}
