//! All cards, by topic.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::domain::words;
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::take_away::TakeAway;

/// The list of all cards, each with how well it is known.
#[component]
pub fn Cards() -> impl IntoView {
    let (index, study) = (use_deck().index(), use_study());
    let topics = index.topics.iter().map(|topic| {
        let cards = index.in_topic(&topic.id).cloned().map(|card| {
            let id = card.id.clone();
            view! {
                <li>
                    <PageLink to=Page::Card(card.id)>{card.title}</PageLink>
                    <small>{move || study.standing(&id)}</small>
                </li>
            }
        });
        let cards = cards.collect::<Vec<_>>();
        let id = topic.id.to_string();
        view! {
            <section class="section" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{topic.title.clone()}</h2>
                <div>
                    <div class="stack">
                        <p class="note">{topic.line.clone()}</p>
                        <ul class="agenda">{cards}</ul>
                    </div>
                </div>
            </section>
        }
    });
    let topics = topics.collect::<Vec<_>>();
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
        {topics}
    }
}
