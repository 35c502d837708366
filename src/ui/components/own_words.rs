//! The first answer to each card beside the latest.

use leptos::prelude::*;

use super::card_text::Section;
use crate::domain::answers::{Answer, Answers};
use crate::domain::card::CardId;
use crate::domain::order;
use crate::platform::clock;
use crate::state::answers;
use crate::state::study::use_study;

/// Cards shown, those answered last.
const SHOWN: usize = 20;

fn words(when: &str, answer: Answer) -> AnyView {
    let day = clock::long_time(answer.at).unwrap_or_default();
    view! {
        <div class="stack">
            <p class="note">{format!("{when}, {day}")}</p>
            <blockquote class="typed">
                <p>{answer.text}</p>
            </blockquote>
        </div>
    }
    .into_any()
}

/// A card's answers, closed until asked for.
fn card(title: String, answers: Answers) -> AnyView {
    let again = answers.latest != answers.first;
    view! {
        <details>
            <summary>{title}</summary>
            <div class="pair">
                {words("First", answers.first)} {again.then(|| words("Latest", answers.latest))}
            </div>
        </details>
    }
    .into_any()
}

/// What the student wrote, by card.
#[component]
pub fn OwnWords() -> impl IntoView {
    let study = use_study();
    let all = Memo::new(move |_| {
        // The words are read anew when a review has come in.
        study.reviews();
        let mut all: Vec<(CardId, Answers)> = answers::all();
        order::sort_by(&mut all, |a, b| b.1.latest.at.cmp(&a.1.latest.at));
        all
    });
    let list = move || {
        all.with(|all| {
            let shown = all.iter().take(SHOWN);
            shown.filter_map(|(id, answers)| Some(card(study.title(id)?, answers.clone()))).collect::<Vec<_>>()
        })
    };
    let note = move || match all.with(Vec::len) {
        0 => Some("What you write as an answer is kept here: the first time, and the latest.".to_owned()),
        n if n > SHOWN => Some(format!("The {SHOWN} cards answered last, of {n}.")),
        _ => None,
    };
    view! {
        <Section id="words" title="Your words">
            <p class="note">{note}</p>
            {list}
        </Section>
    }
}
