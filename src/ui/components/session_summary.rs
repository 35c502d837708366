//! What a session came to: what was answered, which points were missed, how confidence and result agreed, what comes back.

use leptos::prelude::*;

use super::answer_form::confidence_name;
use super::card_text::Section;
use super::grade_bar;
use super::last_grade;
use super::link::PageLink;
use super::page_head::PageHead;
use super::table::{Column, table};
use crate::domain::page::Page;
use crate::domain::review::{Confidence, Review};
use crate::domain::study_card::StudyCard;
use crate::domain::words;
use crate::state::deck::{Body, use_deck};
use crate::state::study::use_study;
use crate::ui::erased::handler;
use crate::ui::start;

/// "When certain, six of seven points; when unsure, two of five."
fn confidence_line(session: &[Review]) -> Option<String> {
    let said = Confidence::ALL.into_iter().rev().filter_map(|confidence| {
        let of = session.iter().filter(|review| review.confidence == Some(confidence));
        let (hit, all) = of
            .fold((0, 0), |(hit, all), review| (hit + review.hit.len(), all + review.hit.len() + review.missed.len()));
        let name = confidence_name(confidence).to_ascii_lowercase();
        let hit = if hit == 0 { "none".to_owned() } else { words::number(hit) };
        (all > 0).then(|| format!("when {name}, {hit} of {}", words::count(all, "point", "points")))
    });
    let said = said.collect::<Vec<_>>().join("; ");
    (!said.is_empty()).then(|| words::capital(&said) + ".")
}

const COLUMNS: [Column; 4] =
    [Column::Text("Card"), Column::Number("Points"), Column::Text("Grade"), Column::Text("Next")];

/// The summary of today’s reviews.
#[component]
pub fn SessionSummary(
    /// Takes the last grade back.
    on_undo: impl Fn() + Copy + Send + 'static,
    /// Goes on with the next card.
    on_continue: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let session = study.session_now();
    for review in &session {
        start::load_in_background(deck, review.card.clone());
    }
    let left = study.left_now();
    let recalled = session.iter().filter(|review| review.grade != crate::domain::review::Grade::Again).count();
    let lead = format!(
        "{}, {} recalled. {}",
        words::capital(&words::count(session.len(), "answer", "answers")),
        words::number(recalled).replace("no", "none"),
        confidence_line(&session).unwrap_or_default(),
    );
    let title = if left == 0 { "Done for today" } else { "Stopped for now" };
    let go_on = (left > 0).then(|| {
        view! {
            <button class="button" data-kind="primary" type="button" data-key="Space Enter" on:click=handler(on_continue)>
                {format!("Go on: {} left", words::count(left, "card", "cards"))}
            </button>
        }
    });
    let home = if left == 0 { "primary" } else { "plain" };
    let rows = session.iter().map(|review| {
        let all = review.hit.len() + review.missed.len();
        let points = if all == 0 { "–".to_owned() } else { format!("{} of {all}", review.hit.len()) };
        let (card, title, back) = (review.card.clone(), study.title(&review.card), study.standing_now(&review.card));
        let grade = grade_bar::name(review.grade);
        view! {
            <tr>
                <th scope="row">
                    <PageLink to=Page::Card(card)>{title}</PageLink>
                </th>
                <td data-type="number">{points}</td>
                <td>{grade}</td>
                <td>{back}</td>
            </tr>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let any_missed = session.iter().any(|review| !review.missed.is_empty());
    let missed = move || {
        let of_card = |review: &Review, card: &StudyCard| {
            let points = card.points.iter().filter(|point| review.missed.contains(&point.id));
            points.map(|point| point.lead.clone()).collect::<Vec<_>>()
        };
        let rows = session.iter().filter(|review| !review.missed.is_empty()).map(|review| {
            let leads = match deck.body(&review.card) {
                Body::Ready(card) => of_card(review, &card),
                _ => Vec::new(),
            };
            let (card, title) = (review.card.clone(), study.title(&review.card));
            view! {
                <li>
                    <PageLink to=Page::Card(card)>{title}</PageLink>
                    <ul>{leads.into_iter().map(|lead| view! { <li>{lead}</li> }).collect::<Vec<_>>()}</ul>
                </li>
            }
        });
        rows.collect::<Vec<_>>()
    };
    view! {
        <PageHead side="Study" title=title lead=lead>
            <p class="note">{move || last_grade::said("The last card", study)}</p>
            <div class="cluster">
                {go_on} <PageLink to=Page::Today button=home>"Back to today"</PageLink>
                <button class="button" data-kind="plain" type="button" data-key="u" on:click=handler(on_undo)>
                    "Undo the last grade"
                </button>
            </div>
        </PageHead>
        <Section id="answered" title="Answered">
            {table(None, &COLUMNS, rows)}
        </Section>
        {any_missed
            .then(|| {
                view! {
                    <Section id="missed" title="Missed points">
                        <ul class="stack">{missed}</ul>
                    </Section>
                }
            })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::{CardId, PointId};
    use crate::domain::review::{Grade, Mode};

    #[test]
    fn confidence_is_set_against_what_was_said() {
        let review = |confidence, hit: usize, missed: usize| Review {
            card: CardId("a".into()),
            grade: Grade::Good,
            confidence,
            mode: Mode::Recall,
            hit: vec![PointId("abc".into()); hit],
            missed: vec![PointId("abd".into()); missed],
            hint: false,
        };
        let certain = Some(Confidence::Certain);
        let session =
            [review(certain, 3, 1), review(certain, 3, 0), review(Some(Confidence::Unsure), 0, 2), review(None, 1, 1)];
        let line = "When certain, six of seven points; when unsure, none of two points.";
        assert_eq!(confidence_line(&session).as_deref(), Some(line));
        assert_eq!(confidence_line(&[review(None, 1, 1)]), None);
    }
}
