//! The key points most often missed, each with its card and the lab to try it in.

use leptos::prelude::*;

use super::card_text::Section;
use super::link::PageLink;
use super::table::{Column, table};
use crate::domain::page::Page;
use crate::domain::statistics;
use crate::state::deck::{Body, use_deck};
use crate::state::site::use_site;
use crate::state::study::use_study;
use crate::ui::start;

/// Points shown.
pub const SHOWN: usize = 8;

const COLUMNS: [Column; 4] = [
    Column::Text("Key point and its card"),
    Column::Number("Missed"),
    Column::Text("Last time"),
    Column::Text("Try it"),
];

/// The points, when there are any.
#[component]
pub fn MissedPoints() -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let missed = Memo::new(move |_| study.with(|study| statistics::most_missed(study, SHOWN)));
    Effect::new(move |_| {
        missed.with(|missed| missed.iter().for_each(|point| start::load_in_background(deck, point.card.clone())));
    });
    let row = move |point: &statistics::Missed| {
        let title = study.title(&point.card)?;
        let (lead, lab) = match deck.body(&point.card) {
            Body::Ready(card) => {
                // A point that its card has no more is of no use.
                let lead = card.points.iter().find(|of_card| of_card.id == point.point)?.lead.clone();
                (lead, card.lab.as_deref() == Some("jwt"))
            }
            _ => ("A key point".to_owned(), false),
        };
        let share = format!("{} of {}", point.missed.part, point.missed.of);
        // The lab has a sample by the name of each of its cards.
        let lab = lab.then(|| {
            let href = format!("{}#sample={}", use_site().href(&Page::JwtLab), point.card);
            view! { <a href=href>"Lab"</a> }
        });
        let last = if point.still { "missed" } else { "had" };
        Some(view! {
            <tr>
                <th scope="row">
                    {lead} <br />
                    <PageLink to=Page::Card(point.card.clone())>{title}</PageLink>
                </th>
                <td data-type="number">{share}</td>
                <td>{last}</td>
                <td>{lab}</td>
            </tr>
        })
    };
    let rows = move || missed.with(|missed| missed.iter().filter_map(row).collect::<Vec<_>>());
    let any = Memo::new(move |_| missed.with(|missed| !missed.is_empty()));
    let table = move || {
        if any.get() {
            table(None, &COLUMNS, rows)
        } else {
            view! { <p class="note">"Nothing was missed so far. Points that you do not tick are counted here."</p> }
                .into_any()
        }
    };
    view! {
        <Section id="missed" title="Often missed">
            {table}
        </Section>
    }
}
