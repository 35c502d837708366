//! A large course in parts: how a reader without scripts comes to every card, and what is printed of it.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::domain::part;
use crate::state::deck::use_deck;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// Links to all parts; nothing where the course is one.
#[component]
pub fn PartList() -> impl IntoView {
    let index = use_deck().index();
    let parts = part::listed(index.cards.len());
    (parts.len() > 1).then(|| {
        let topic = |place: usize| {
            let card = index.cards.get(place);
            card.and_then(|card| index.topic(&card.topic)).map_or("", |topic| topic.title.as_str())
        };
        let rows = parts.into_iter().map(|(number, cards)| {
            let (first, last) = (topic(cards.start), topic(cards.end - 1));
            let topics = if first == last { first.to_owned() } else { format!("{first} to {last}") };
            let name = format!("{} to {}: {topics}", cards.start + 1, cards.end);
            view! {
                <li>
                    <PageLink to=Page::Part(number)>{name}</PageLink>
                </li>
            }
        });
        view! {
            <nav class="section" aria-labelledby="parts">
                <h2 id="parts">"All cards in parts"</h2>
                <div>
                    <div class="stack">
                        <p class="note">"Each to read and to print: questions, then answers."</p>
                        <ul class="agenda">{rows.collect::<Vec<_>>()}</ul>
                    </div>
                </div>
            </nav>
        }
    })
}

/// The page of a large course in place of the sheet with all its cards.
#[component]
pub fn PartsPage() -> impl IntoView {
    view! {
        <PageHead
            side="To print"
            title="All cards on paper"
            lead="The course is too long for one sheet. Each part has its questions first, then the answers."
        />
        <PartList />
    }
}

/// From one part to the one before, the next, and all.
#[component]
pub fn PartTurning(number: usize) -> impl IntoView {
    let count = part::count(use_deck().index().cards.len());
    view! {
        <nav class="section" aria-label="Parts" data-print="no">
            <div>
                <div class="cluster">
                    {(number > 1).then(|| view! { <PageLink to=Page::Part(number - 1)>"Previous part"</PageLink> })}
                    {(number < count).then(|| view! { <PageLink to=Page::Part(number + 1)>"Next part"</PageLink> })}
                    <PageLink to=Page::Sheet>"All parts"</PageLink>
                </div>
            </div>
        </nav>
    }
}
