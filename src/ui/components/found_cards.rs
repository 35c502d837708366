//! The cards found, by topic, each with where it stands and what was found in it.

use leptos::prelude::*;

use super::link::PageLink;
use crate::domain::card::CardId;
use crate::domain::page::Page;
use crate::domain::queue::Status;
use crate::platform::page;
use crate::state::browse::Browse;
use crate::state::deck::use_deck;
use crate::state::study::{StudyStore, use_study};
use crate::ui::erased::handler;

/// Text with the words found in it marked.
fn marked(browse: Browse, text: &str, words: &[String]) -> Vec<AnyView> {
    let runs = browse.read(|library| {
        let runs = library.folder.marks(text, words).into_iter();
        runs.map(|(run, marked)| (run.to_owned(), marked)).collect::<Vec<_>>()
    });
    let runs = runs.into_iter();
    runs.map(|(run, marked)| if marked { view! { <mark>{run}</mark> }.into_any() } else { run.into_any() }).collect()
}

/// How far the card has come and when it is asked again.
fn standing(study: StudyStore, card: &CardId) -> String {
    let due = study.standing(card);
    match study.status(card) {
        Status::New => due,
        Status::Learning => ["learning, ", &due].concat(),
        Status::Firm => ["firm, ", &due].concat(),
    }
}

/// One card.
fn row(browse: Browse, study: StudyStore, place: usize, words: &[String]) -> Option<AnyView> {
    let index = use_deck().index();
    let (id, title) = index.cards.get(place).map(|card| (card.id.clone(), card.title.clone()))?;
    let standing = standing(study, &id);
    let title = marked(browse, &title, words);
    let passages =
        browse.read(|library| library.passages(place, words).into_iter().map(str::to_owned).collect::<Vec<_>>());
    let passages: Vec<_> = passages.iter().map(|text| marked(browse, text, words)).collect();
    let passages = passages.into_iter().map(|text| view! { <p class="note">{text}</p> }).collect::<Vec<_>>();
    Some(
        view! {
            <li>
                <PageLink to=Page::Card(id)>{title}</PageLink>
                <small>{standing}</small>
                {passages}
            </li>
        }
        .into_any(),
    )
}

/// The part of the cards found that is shown.
#[component]
pub fn FoundCards(
    browse: Browse,
    /// Whether its buttons work: not in a prerendered page.
    live: bool,
) -> impl IntoView {
    let (index, study) = (use_deck().index(), use_study());
    let topics = move || {
        let (words, shown) = (browse.words(), browse.shown());
        let topic_of = |place: &usize| index.cards.get(*place).map(|card| &card.topic);
        let topics = shown.chunk_by(|a, b| topic_of(a) == topic_of(b)).filter_map(|places| {
            let topic = index.topic(topic_of(places.first()?)?)?;
            let rows = places.iter().filter_map(|place| row(browse, study, *place, &words)).collect::<Vec<_>>();
            let id = topic.id.to_string();
            let view = view! {
                <section class="section" aria-labelledby=["in-", &id].concat()>
                    <h2 id=["in-", &id].concat()>{topic.title.clone()}</h2>
                    <div>
                        <div class="stack">
                            <p class="note">{topic.line.clone()}</p>
                            <ul class="agenda">{rows}</ul>
                        </div>
                    </div>
                </section>
            };
            Some(view.into_any())
        });
        topics.collect::<Vec<_>>()
    };
    // Shown and focused: the count says what is on the screen now, and the list follows it.
    let turn = move |by| {
        handler(move || {
            browse.turn(by);
            page::show("#found");
        })
    };
    let turning = move || {
        let found = browse.found();
        let (back, on) = (found.part > 0, found.has_next());
        (live && (back || on)).then(|| {
            view! {
                <nav class="section" aria-label="Parts of the list">
                    <div>
                        <div class="cluster">
                            <button class="button" type="button" disabled=!back on:click=turn(-1)>
                                "Previous 25"
                            </button>
                            <button class="button" type="button" disabled=!on on:click=turn(1)>
                                "Next 25"
                            </button>
                        </div>
                    </div>
                </nav>
            }
        })
    };
    view! {
        {topics}
        {turning}
    }
}
