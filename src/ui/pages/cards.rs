//! All cards, by topic.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::domain::words;
use crate::state::browse::Browse;
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::finder::Finder;
use crate::ui::components::found_cards::FoundCards;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::take_away::TakeAway;

/// The list of all cards, each with how well it is known, and ways to narrow it down.
#[component]
pub fn Cards() -> impl IntoView {
    let (deck, study) = (use_deck(), use_study());
    let index = deck.index();
    let browse = Browse::new(deck, study);
    let live = untrack(|| study.today()).is_some();
    if live {
        browse.open();
    }
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
        <Finder browse live />
        <FoundCards browse live />
    }
}
