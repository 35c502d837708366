//! What has been reviewed, what is firm, and what comes back when.

use leptos::prelude::*;

use super::today::TopicTable;
use crate::domain::page::Page;
use crate::domain::queue::Status;
use crate::domain::words;
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::card_text::Section;
use crate::ui::components::grade_bar;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// Progress so far; an empty state that teaches.
#[component]
pub fn ProgressPage() -> impl IntoView {
    let study = use_study();
    let reviewed = Memo::new(move |_| study.reviews() > 0);
    move || if reviewed.get() { Summary().into_any() } else { Empty().into_any() }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <PageHead
            side="Progress"
            title="Nothing reviewed yet"
            lead="After the first card this page shows what you have answered, how firm it is, and when it comes back."
        >
            <PageLink to=Page::Study button="primary">"Answer the first card"</PageLink>
        </PageHead>
    }
}

#[component]
fn Summary() -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let lead = move || {
        let index = deck.index();
        let known = index.cards.iter().filter(|card| study.status(&card.id) != Status::New).count();
        let firm = index.cards.iter().filter(|card| study.status(&card.id) == Status::Firm).count();
        format!(
            "{} so far, on {} of {}; {} firm.",
            words::capital(&words::count(study.reviews(), "review", "reviews")),
            words::number(known),
            words::count(index.cards.len(), "card", "cards"),
            match firm {
                0 => "none is".to_owned(),
                1 => "one is".to_owned(),
                _ => format!("{} are", words::number(firm)),
            },
        )
    };
    let rows = move || {
        let index = deck.index();
        let answered = index.cards.iter().filter(|card| study.status(&card.id) != Status::New).cloned();
        let rows = answered.map(|card| {
            let (reviews, grade) = study.with(|study| {
                let mut history = study.history(&card.id);
                let last = history.next_back().map(|(_, review)| review.grade);
                (history.count() + usize::from(last.is_some()), last)
            });
            let standing = study.standing(&card.id);
            view! {
                <tr>
                    <th scope="row">
                        <PageLink to=Page::Card(card.id.clone())>{card.title.clone()}</PageLink>
                    </th>
                    <td data-type="number">{reviews}</td>
                    <td>{grade.map(grade_bar::name)}</td>
                    <td>{standing}</td>
                </tr>
            }
        });
        rows.collect::<Vec<_>>()
    };
    view! {
        <PageHead
            side="Progress"
            title="Your progress"
            lead=lead
        />
        <Section id="topics" title="Topics">
            <TopicTable />
        </Section>
        <Section id="answered" title="Answered">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Card"</th>
                        <th scope="col" data-type="number">
                            "Reviews"
                        </th>
                        <th scope="col">"Last grade"</th>
                        <th scope="col">"Next"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Section>
    }
}
