//! A card to read.

use leptos::prelude::*;

use super::card_sections::{Checks, Misconceptions, StudentAnswer, TransferQuestion};
use super::key_points::KeyPointList;
use crate::content::study_card;
use crate::domain::card::{Card, CardId, Kind};
use crate::domain::page::Page;
use crate::state::deck::use_deck;
use crate::state::site::use_site;
use crate::ui::components::card_text::{Explanation, Section, Sources};
use crate::ui::components::link::PageLink;

/// Where the card stands in its topic, e.g. "Card 2 of 4".
#[component]
fn Head(card: Card) -> impl IntoView {
    let index = use_deck().index();
    let topic = index.topic(&card.topic).map(|topic| topic.title.clone());
    let total = index.in_topic(&card.topic).count();
    let place = index.in_topic(&card.topic).position(|entry| entry.id == card.id).map_or(0, |i| i + 1);
    let place = format!("Card {place} of {total}");
    let former = index.aliases.iter().filter(|(_, now)| *now == card.id).map(|(old, _)| old.0.as_str());
    let ids = std::iter::once(card.id.0.as_str()).chain(former).collect::<Vec<_>>().join(" ");
    let lab = (card.lab.as_deref() == Some("jwt")).then(|| {
        // The lab has a sample by the name of each of its cards.
        let href = format!("{}#sample={}", use_site().href(&Page::JwtLab), card.id);
        view! {
            <a class="button" data-kind="secondary" href=href>
                "Try it in the JWT lab"
            </a>
        }
    });
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
                // Filled in by the app: "Due today", "Back in 5 days".
                <p data-standing=ids></p>
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
    let confusable =
        place.map_or(&[][..], |place| &index.cards[place].confusable).iter().filter_map(|other| at(Some(*other)));
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

/// The card's page; see `docs/authoring.md` for its sections.
#[component]
pub fn CardPage(card: Card) -> impl IntoView {
    let title = if card.kind == Kind::Opinion { "Criteria" } else { "Key points" };
    let points = card.points.clone();
    let study = study_card(&card);
    view! {
        <article aria-labelledby="title">
            <Head card=card.clone() />
            <Section id="points" title>
                <KeyPointList points />
            </Section>
            <Explanation card=study.clone() />
            <StudentAnswer card=card.clone() />
            {(!card.misconceptions.is_empty())
                .then(|| view! { <Misconceptions items=card.misconceptions.clone() /> })}
            {(!card.checks.is_empty()).then(|| view! { <Checks items=card.checks.clone() /> })}
            {card.transfer.clone().map(|transfer| view! { <TransferQuestion transfer /> })}
            <Sources items=study.sources />
            <Neighbours card />
        </article>
    }
}
