//! The end of a session: what was answered, how, and when it comes back.

use leptos::prelude::*;

use super::link::PageLink;
use super::page_head::PageHead;
use crate::domain::page::Page;
use crate::domain::words;
use crate::state::study::use_study;
use crate::ui::components::grade_bar;
use crate::ui::pages::Answered;

/// Shown when nothing is left for today.
#[component]
pub fn SessionSummary(
    /// In the order they were answered.
    answered: Vec<Answered>,
    /// Takes the last grade back.
    on_undo: impl Fn() + Send + 'static,
) -> impl IntoView {
    let study = use_study();
    let hit: usize = answered.iter().map(|card| card.tally.musts_hit).sum();
    let musts: usize = answered.iter().map(|card| card.tally.musts).sum();
    let answers = words::capital(&words::count(answered.len(), "answer", "answers"));
    let lead = format!("{answers}, with {hit} of {musts} must-points.");
    let rows = answered.into_iter().map(|card| {
        let points = format!("{} of {}", card.tally.musts_hit, card.tally.musts);
        let back = study.standing(&card.card);
        view! {
            <tr>
                <th scope="row">
                    <PageLink to=Page::Card(card.card)>{card.title}</PageLink>
                </th>
                <td data-type="number">{points}</td>
                <td>{grade_bar::name(card.grade)}</td>
                <td>{back}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <PageHead
            side="Study"
            title="Done for today"
            lead=lead
        >
            <div class="cluster">
                <PageLink to=Page::Today button="primary">"Back to today"</PageLink>
                <button class="button" data-kind="plain" type="button" on:click=move |_| on_undo()>
                    "Undo the last grade"
                </button>
            </div>
        </PageHead>
        <section class="section" aria-labelledby="answered">
            <h2 id="answered">"Answered"</h2>
            <div>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Card"</th>
                            <th scope="col" data-type="number">
                                "Must-points"
                            </th>
                            <th scope="col">"Grade"</th>
                            <th scope="col">"Next"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
