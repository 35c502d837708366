//! All cards, by topic.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::domain::page::Page;
#[cfg(feature = "ssr")]
use crate::domain::words;
use crate::state::browse::Browse;
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::finder::Finder;
use crate::ui::components::found_cards::FoundCards;
#[cfg(feature = "ssr")]
use crate::ui::components::link::PageLink;
#[cfg(feature = "ssr")]
use crate::ui::components::page_head::PageHead;
#[cfg(feature = "ssr")]
use crate::ui::components::take_away::TakeAway;
use crate::ui::section::Part;
#[cfg(feature = "ssr")]
use crate::ui::still::PartList;

/// What the app draws of the page: ways to narrow the list down, and the list.
pub const PARTS: [Part<Browse>; 2] = [("finder", finder), ("listed", listed)];

/// The list as the address asks for it.
pub fn browse() -> Browse {
    let browse = Browse::new(use_deck(), use_study());
    if live() {
        browse.open();
    }
    browse
}

/// Whether a person's progress is known: not in a prerendered page.
fn live() -> bool {
    untrack(|| use_study().today()).is_some()
}

fn finder(browse: Browse) -> AnyView {
    view! { <Finder browse live=live() /> }.into_any()
}

fn listed(browse: Browse) -> AnyView {
    view! { <FoundCards browse live=live() /> }.into_any()
}

/// The list of all cards, each with how well it is known, and ways to narrow it down.
#[cfg(feature = "ssr")]
#[component]
pub fn Cards() -> impl IntoView {
    let index = use_deck().index();
    let browse = browse();
    let total = words::capital(&words::count(index.cards.len(), "question", "questions"));
    let groups = words::count(index.topics.len(), "topic", "topics");
    view! {
        <PageHead
            side=format!("{total}, {groups}")
            title="All cards"
            lead=view! {
                "Every question with its key points, its sources and a student’s answer taken apart. To remember them, "
                <PageLink to=Page::Study>"study"</PageLink>
                " instead of reading."
            }
        >
            <TakeAway />
        </PageHead>
        <section class="section finder" role="search" aria-labelledby="find">
            <h2 id="find">"Find"</h2>
            <div id="finder">{finder(browse)}</div>
        </section>
        <div id="listed">
            {listed(browse)}
            <PartList />
        </div>
    }
}
