//! What the turn asks, a box for the answer, hints, and how sure the student is.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::choices::choices;
use crate::domain::review::{Confidence, Mode};
use crate::domain::study_card::StudyCard;
use crate::domain::task;
use crate::platform::storage;
use crate::ui::erased::handler;
use crate::ui::pages::draft_key;

/// What a student gave before the reveal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Their own words; may be empty.
    pub text: String,
    /// Whether they said it instead of writing it down.
    pub aloud: bool,
    pub confidence: Option<Confidence>,
    /// Whether they asked for a hint.
    pub hint: bool,
}

/// The confidence as the student reads it.
pub fn confidence_name(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guessing => "Guessing",
        Confidence::Unsure => "Unsure",
        Confidence::FairlySure => "Fairly sure",
        Confidence::Certain => "Certain",
    }
}

/// The heading of a turn, and what belongs to it: the card's question, somebody's answer to it, or a new situation.
#[component]
pub fn Task(card: StudyCard, mode: Mode) -> impl IntoView {
    let title = |html: String| view! { <h1 class="title" tabindex="-1" inner_html=html></h1> }.into_any();
    match mode {
        Mode::Recall => title(card.question.0),
        Mode::Critique => view! {
            {title("What is missing or wrong in this student’s answer?".to_owned())}
            <p inner_html=card.question.0></p>
            <blockquote inner_html=card.student_answer.0></blockquote>
        }
        .into_any(),
        Mode::Transfer => view! {
            {title("A new situation".to_owned())}
            <div class="stack" inner_html=card.transfer.map(|transfer| transfer.question.0)></div>
        }
        .into_any(),
    }
}

/// Asks for an answer. What is typed is kept as a draft until the card is graded.
#[component]
pub fn AnswerForm(
    card: StudyCard,
    mode: Mode,
    /// Called with the answer when the student wants to compare.
    on_reveal: impl Fn(Answer) + Copy + 'static,
) -> impl IntoView {
    let key = draft_key(&card.id);
    let text = RwSignal::new(storage::get(&key).ok().flatten().unwrap_or_default());
    let chosen = RwSignal::new(None::<usize>);
    let confidence = move || chosen.get_untracked().map(|i| Confidence::ALL[i]);
    let hints = RwSignal::new(Vec::<String>::new());
    let reveal = move |aloud: bool, sure: Option<Confidence>| {
        let hint = hints.with_untracked(|hints| !hints.is_empty());
        on_reveal(Answer { text: text.get_untracked(), aloud, confidence: sure, hint });
    };
    let type_in = move |typed: String| {
        // A draft that cannot be kept is still in the box; a grade that cannot be kept is said.
        let _ = storage::set(&key, &typed);
        text.set(typed);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            reveal(false, confidence());
        }
    };
    let points = card.points.clone();
    let more = move || task::hint(&points, hints.with(Vec::len));
    let next = more.clone();
    let add = move || {
        if let Some(hint) = next() {
            hints.update(|hints| hints.push(hint));
        }
    };
    let shown =
        move || hints.with(|hints| hints.iter().map(|hint| view! { <p>{hint.clone()}</p> }).collect::<Vec<_>>());
    view! {
        <form class="stack" data-gap="wide" on:keydown=on_key on:submit=|event| event.prevent_default()>
            <Task card=card mode />
            <div class="field">
                <label for="answer">"Your answer"</label>
                <textarea
                    id="answer"
                    rows="6"
                    aria-describedby="answer-hint"
                    prop:value=move || text.get()
                    on:input:target=move |event| type_in(event.target().value())
                ></textarea>
                <p id="answer-hint">"Write it as you would say it aloud. Two or three sentences; kept as you type."</p>
            </div>
            <div class="hints" role="status">
                {shown}
            </div>
            {choices("confidence", "How sure are you?", &Confidence::ALL.map(confidence_name), chosen)}
            <div class="cluster">
                <div data-at="thumb">
                    <button
                        class="button"
                        data-kind="primary"
                        type="button"
                        data-key="Space Enter"
                        on:click=handler(move || reveal(false, confidence()))
                    >
                        "Compare with the key points"
                    </button>
                </div>
                <div class="cluster">
                <button class="button" type="button" on:click=handler(move || reveal(true, confidence()))>
                    "Answered aloud"
                </button>
                <button class="button" data-kind="plain" type="button" on:click=handler(move || reveal(false, None))>
                    "I do not know"
                </button>
                <button
                    class="button"
                    data-kind="plain"
                    type="button"
                    data-key="h"
                    aria-disabled=move || more().is_none().then_some("true")
                    on:click=handler(add)
                >
                    "Hint"
                </button>
                </div>
            </div>
        </form>
    }
}
