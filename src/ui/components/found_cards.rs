//! The cards found, by topic, each with where it stands and what was found in it.

use leptos::prelude::*;

use crate::domain::card::CardId;
use crate::domain::deck::CardEntry;
use crate::domain::page::Page;
use crate::domain::queue::Status;
use crate::domain::search::Library;
use crate::platform::page;
use crate::state::browse::Browse;
use crate::state::deck::use_deck;
use crate::state::site::use_site;
use crate::state::study::{StudyStore, use_study};
use crate::ui::erased::handler;

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
fn row(
    library: &mut Library,
    (place, card): (usize, &CardEntry),
    topic: &str,
    standing: &str,
    words: &[String],
) -> String {
    let href = use_site().href(&Page::Card(card.id.clone()));
    let title = library.folder.marked(&card.title, words);
    let passages = library.passages(place, card, topic, words).into_iter().map(|(label, passage)| {
        let passage = library.folder.marked(&passage, words);
        ["<p class=\"note\">", label, &passage, "</p>"].concat()
    });
    let passages: String = passages.collect();
    ["<li><a href=\"", &href, "\">", &title, "</a><small>", standing, "</small>", &passages, "</li>"].concat()
}

/// The cards shown, by topic, as HTML: a view of every element and mark costs a key press several times as much.
fn list(browse: Browse, study: StudyStore) -> String {
    let (index, words, shown) = (use_deck().index(), browse.words(), browse.shown());
    let cards: Vec<_> = shown.into_iter().filter_map(|place| Some((place, index.cards.get(place)?))).collect();
    let topics = cards.chunk_by(|(_, a), (_, b)| a.topic == b.topic).filter_map(|cards| {
        let topic = index.topic(&cards.first()?.1.topic)?;
        let standings: Vec<String> = cards.iter().map(|(_, card)| standing(study, &card.id)).collect();
        Some(browse.read(|library| {
            let rows = cards.iter().zip(standings);
            let rows: String =
                rows.map(|(card, standing)| row(library, *card, &topic.title, &standing, &words)).collect();
            let (title, line) = (library.folder.marked(&topic.title, &words), library.folder.marked(&topic.line, &[]));
            let id = &topic.id.0;
            [
                "<section class=\"section\" aria-labelledby=\"in-",
                id,
                "\"><h2 id=\"in-",
                id,
                "\">",
                &title,
                "</h2><div><div class=\"stack\"><p class=\"note\">",
                &line,
                "</p><ul class=\"agenda\">",
                &rows,
                "</ul></div></div></section>",
            ]
            .concat()
        }))
    });
    topics.collect()
}

/// The part of the cards found that is shown.
#[component]
pub fn FoundCards(
    browse: Browse,
    /// Whether its buttons work: not in a prerendered page.
    live: bool,
) -> impl IntoView {
    let study = use_study();
    let html = Memo::new(move |_| list(browse, study));
    Effect::new(move |before: Option<()>| {
        html.with(|html| {
            // The first one is mounted with the page.
            if before.is_some() {
                page::fill("list", html);
            }
        });
    });
    // Shown and focused: the count says what is on the screen now, and the list follows it.
    let turn = move |by| {
        handler(move || {
            browse.turn(by);
            page::show("#found");
        })
    };
    let ways = Memo::new(move |_| {
        let found = browse.found();
        (found.part > 0, found.has_next())
    });
    let turning = move || {
        let (back, on) = ways.get();
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
        <div id="list" inner_html=html.get_untracked()></div>
        {turning}
    }
}
