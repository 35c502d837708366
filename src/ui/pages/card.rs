//! A card to read.

use leptos::prelude::*;

use super::NotFound;
use crate::domain::card::{Card, CardId, Kind};
use crate::domain::page::Page;
use crate::domain::words;
use crate::state::deck::{Body, use_deck};
use crate::state::study::use_study;
use crate::ui::components::card_text::{
    Checks, Explanation, Misconceptions, Section, Sources, StudentAnswer, TransferQuestion,
};
use crate::ui::components::key_points::KeyPointList;
use crate::ui::components::link::PageLink;

/// A card's page; loads the card's topic when it is not there yet.
#[component]
pub fn CardPage(id: CardId) -> impl IntoView {
    let deck = use_deck();
    let wanted = id.clone();
    Effect::new(move |_| crate::ui::start::load_in_background(deck, wanted.clone()));
    move || match deck.body(&id) {
        Body::Unknown => NotFound().into_any(),
        Body::Ready(card) => view! { <Reading card=(*card).clone() /> }.into_any(),
        Body::Loading => view! { <Waiting text="The card is being loaded." /> }.into_any(),
        Body::Failed(why) => view! { <Failed why id=id.clone() /> }.into_any(),
    }
}

#[component]
fn Waiting(text: &'static str) -> impl IntoView {
    view! {
        <div class="section">
            <div>
                <p role="status">{text}</p>
            </div>
        </div>
    }
}

#[component]
fn Failed(why: String, id: CardId) -> impl IntoView {
    let deck = use_deck();
    view! {
        <div class="section">
            <div class="notice" data-weight="strong" role="alert">
                <p>
                    <strong>"This card could not be loaded. "</strong>
                    {why}
                </p>
                <button
                    class="button"
                    type="button"
                    on:click=move |_| crate::ui::start::load_in_background(deck, id.clone())
                >
                    "Try again"
                </button>
            </div>
        </div>
    }
}

/// Where the card stands in its topic, e.g. "Card 2 of 4".
#[component]
fn Head(card: Card) -> impl IntoView {
    let (index, study) = (use_deck().index(), use_study());
    let topic = index.topic(&card.topic).map(|topic| topic.title.clone());
    let total = index.in_topic(&card.topic).count();
    let place = index.in_topic(&card.topic).position(|entry| entry.id == card.id).map_or(0, |i| i + 1);
    let id = card.id.clone();
    let place = format!("Card {place} of {total}");
    let lab = (card.lab.as_deref() == Some("jwt"))
        .then(|| view! { <PageLink to=Page::JwtLab button="secondary">"Try it in the JWT lab"</PageLink> });
    view! {
        <header class="section">
            <p>{topic} <br /> {place}</p>
            <div>
                <div class="stack">
                    <h1 id="title" tabindex="-1" inner_html=card.question.0.clone()></h1>
                    <p class="lead" inner_html=card.short_answer.0.clone()></p>
                </div>
            </div>
            <aside class="stack" aria-label="This card" data-print="no">
                <p>{move || words::capital(&study.standing(&id))}</p>
                <PageLink to=Page::Study button="secondary">"Study"</PageLink>
                {lab}
            </aside>
        </header>
    }
}

/// The card before and after this one, and those easily confused with it.
#[component]
fn Neighbours(card: Card) -> impl IntoView {
    let index = use_deck().index();
    let place = index.cards.iter().position(|entry| entry.id == card.id);
    let at = |i: Option<usize>| i.and_then(|i| index.cards.get(i)).cloned();
    let row = |label: &'static str, id: CardId, title: String| {
        view! {
            <li>
                <PageLink to=Page::Card(id)>{title}</PageLink>
                <small>{label}</small>
            </li>
        }
    };
    let confusable = card.confusable.iter().filter_map(|id| index.resolve(id)).cloned();
    let rows = at(place.and_then(|i| i.checked_sub(1)))
        .into_iter()
        .map(|entry| ("previous", entry))
        .chain(at(place.map(|i| i + 1)).map(|entry| ("next", entry)))
        .chain(confusable.map(|entry| ("easily confused", entry)))
        .map(|(label, entry)| row(label, entry.id, entry.title));
    let rows = rows.collect_view();
    view! {
        <nav class="section" aria-labelledby="neighbours" data-print="no">
            <h2 id="neighbours">"Other cards"</h2>
            <div>
                <ul class="agenda">{rows}</ul>
            </div>
        </nav>
    }
}

#[component]
fn Reading(card: Card) -> impl IntoView {
    let title = if card.kind == Kind::Opinion { "Criteria" } else { "Key points" };
    let points = card.points.clone();
    view! {
        <article aria-labelledby="title">
            <Head card=card.clone() />
            <Section id="points" title>
                <KeyPointList points />
            </Section>
            <Explanation card=card.clone() />
            <StudentAnswer card=card.clone() />
            {(!card.misconceptions.is_empty())
                .then(|| view! { <Misconceptions items=card.misconceptions.clone() /> })}
            {(!card.checks.is_empty()).then(|| view! { <Checks items=card.checks.clone() /> })}
            {card.transfer.clone().map(|transfer| view! { <TransferQuestion transfer /> })}
            <Sources items=card.sources.clone() />
            <Neighbours card />
        </article>
    }
}
