//! Starting a page's module: it takes over the part of the prerendered page that is about this student.

use std::cell::Cell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::components::missed_points;
use super::components::save_notice::SaveNotice;
use super::labs::bench::Bench;
use super::labs::jwt;
use super::pages::{ProgressPage, StudyPage, Today, cards, settings};
use super::section::{self, Part};
use super::workshop;
use crate::domain::card::CardId;
use crate::domain::deck::Index;
use crate::domain::study::Study;
use crate::domain::study_card::StudyCard;
use crate::domain::words;
use crate::domain::{decode, statistics};
use crate::platform::{fetch, page, takeover};
use crate::state::browse::Browse;
use crate::state::deck::DeckStore;
use crate::state::site::Site;
use crate::state::study::StudyStore;

/// Mounts `view` in place of what stands in the element of this id.
fn mount_over<V: IntoView + 'static>(id: &str, view: impl FnOnce() -> V + 'static) {
    if let Some(root) = page::element(id).and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        takeover::replace(&root.clone(), || mount_to(root, view).forget());
    }
}

/// Provides what every page and component may ask for.
fn provide(site: Site, deck: DeckStore, study: StudyStore) {
    provide_context(site);
    provide_context(deck);
    provide_context(study);
}

/// The course's index: all of it, or its beginning at least, which the page carries.
async fn index(whole: bool) -> Result<Index, String> {
    let beginning = decode::file::<Index>(&page::text("index"))?;
    if beginning.is_whole() || !whole {
        return Ok(beginning);
    }
    let rest = fetch::text(&format!("{}deck/index.rest.json", page::base())).await?;
    beginning.join(decode::file(&rest)?)
}

/// Reads the course's whole index, unless it is here.
///
/// # Errors
/// In words for the student why it cannot be had; then its beginning is used on.
pub async fn complete(deck: DeckStore, study: StudyStore) -> Result<(), String> {
    if untrack(|| deck.is_whole()) {
        return Ok(());
    }
    let whole = index(true).await?;
    // It may have come meanwhile.
    if untrack(|| !deck.is_whole()) {
        study.complete(whole);
    }
    Ok(())
}

/// This student's progress on these cards. Where it cannot be kept the page says so.
fn open(index: Index) -> (Site, DeckStore, StudyStore) {
    let deck = DeckStore::new(index);
    let (site, study) = (Site::new(page::base()), StudyStore::open(deck));
    mount_over("trouble", move || {
        provide(site, deck, study);
        view! { <SaveNotice /> }
    });
    // What cannot be had is asked for again after the next change.
    Effect::new(move |_| {
        if study.needs_rest() {
            wasm_bindgen_futures::spawn_local(async move { drop(complete(deck, study).await) });
        }
    });
    (site, deck, study)
}

/// The course's index and this student's progress; `None` after the page has said why they cannot be had.
async fn open_course() -> Option<(Site, DeckStore, StudyStore)> {
    // The module has just been compiled.
    page::pause().await;
    match index(StudyStore::is_begun()).await {
        Ok(index) => {
            let opened = open(index);
            page::pause().await;
            Some(opened)
        }
        Err(why) => {
            page::failed_start(&why);
            None
        }
    }
}

/// The app: Today, Study, and the standing of the card that a card's page shows.
pub async fn app() {
    let Some(part) = page::part() else {
        // The module has just been compiled.
        page::pause().await;
        page::each("[data-standing]", card);
        page::mark("data-app", "ready");
        return;
    };
    let Some((site, deck, study)) = open_course().await else { return };
    match part.as_str() {
        "study" => {
            if let Some(first) = study.next_card() {
                load(&page::base(), deck, &first).await;
            }
            mount_over("main", move || {
                provide(site, deck, study);
                view! { <StudyPage /> }
            });
        }
        "today" if study.with_now(Study::reviews) > 0 => mount_over("main", move || {
            provide(site, deck, study);
            view! { <Today /> }
        }),
        // A first visit is the page as it stands, until another tab reviews a card.
        _ => {
            Effect::new(move |_| (study.reviews() > 0).then(page::reload));
        }
    }
    page::mark("data-app", "ready");
}

/// Says where a card's page has its place for it how the card stands. The place names the card, and the ids that it had
/// before: no other card is asked for.
fn card(place: Element) {
    let ids = place.get_attribute("data-standing").unwrap_or_default();
    let mut ids = ids.split(' ').map(|id| CardId(id.to_owned()));
    let Some(card) = ids.next() else { return };
    let aliases = ids.map(|old| (old, card.clone())).collect();
    let (_, _, study) = open(Index { aliases, ..Index::default() });
    Effect::new(move |_| place.set_text_content(Some(&words::capital(&study.standing(&card)))));
}

/// The list of cards.
pub async fn list() {
    let Some((site, deck, study)) = open_course().await else { return };
    // In a long course the first visit's list is the page as it stands, until somebody turns to it.
    if !untrack(|| deck.is_whole()) && !Browse::is_asked() {
        page::mark("data-app", "waiting");
        page::touched().await;
    }
    if let Err(why) = complete(deck, study).await {
        page::failed_start(&why);
        return;
    }
    let shared = move || {
        provide(site, deck, study);
        cards::browse()
    };
    mount_parts(cards::PARTS, shared).await;
    page::mark("data-app", "ready");
}

/// The desk: progress, and settings.
pub async fn desk() {
    let Some((site, deck, study)) = open_course().await else { return };
    if page::part().as_deref() == Some("settings") {
        let parts = section::parts(&settings::SECTIONS).chain([settings::TOAST]);
        let shared = move || {
            provide(site, deck, study);
            settings::Saving::new()
        };
        mount_parts(parts, shared).await;
    } else {
        // The names of missed points come from the cards: drawn at once, so that nothing moves when they arrive.
        for point in study.with_now(|study| statistics::most_missed(study, missed_points::SHOWN)) {
            load(&page::base(), deck, &point.card).await;
        }
        mount_over("main", move || {
            provide(site, deck, study);
            view! { <ProgressPage /> }
        });
    }
    page::mark("data-app", "ready");
}

/// Mounts parts of the page, each in a task of its own, and before them what they share, which lives as long as the page:
/// together they would keep a slow phone from answering for half a second.
async fn mount_parts<T: Copy + 'static>(
    parts: impl IntoIterator<Item = Part<T>>,
    shared: impl FnOnce() -> T + 'static,
) {
    page::pause().await;
    let made = Rc::new(Cell::new(None));
    if let Some(nowhere) = page::detached() {
        let made = Rc::clone(&made);
        mount_to(nowhere, move || made.set(Some((shared(), Owner::current())))).forget();
    }
    let Some((shared, Some(owner))) = made.take() else { return };
    for (id, draw) in parts {
        page::pause().await;
        // What was provided to what they share is provided to them.
        owner.with(|| mount_over(id, move || draw(shared)));
    }
}

/// The labs, each in its own page.
pub async fn labs() {
    mount_parts(section::parts(&jwt::SECTIONS), Bench::new).await;
    page::mark("data-app", "ready");
}

/// The workshop, below a lab.
pub async fn workshop() {
    mount_parts(section::parts(&workshop::SECTIONS), workshop::shared).await;
    page::mark("data-workshop", "ready");
}

/// Fetches the file that a card needs, unless it is there or on its way.
pub async fn load(base: &str, deck: DeckStore, id: &CardId) {
    let Some(file) = deck.claim(id) else { return };
    let cards = match fetch::text(&format!("{base}deck/{file}")).await {
        Ok(text) => decode::file::<Vec<StudyCard>>(&text),
        Err(why) => Err(why),
    };
    match cards {
        Ok(cards) => deck.insert(file, cards),
        Err(why) => deck.fail(file, why),
    }
}

/// [`load`], for components.
pub fn load_in_background(deck: DeckStore, id: CardId) {
    let base = page::base();
    wasm_bindgen_futures::spawn_local(async move { load(&base, deck, &id).await });
}
