//! The deck to take along: on paper, and for Anki.

use leptos::prelude::*;

use super::link::PageLink;
use crate::domain::page::Page;
use crate::state::site::use_site;

/// One line with the two links.
#[component]
pub fn TakeAway() -> impl IntoView {
    // The start page stands at the base.
    let anki = format!("{}deck/groundwork-anki.txt", use_site().href(&Page::Today));
    view! {
        <p class="note" data-print="no">
            "To take along: " <PageLink to=Page::Sheet>"all cards on paper"</PageLink> ", and "
            <a href=anki download>
                "the deck for Anki"
            </a> ", which keeps its notes up to date when you import it again."
        </p>
    }
}
