//! The question, a box for the answer, and how sure the student is.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::domain::review::Confidence;
use crate::domain::study_card::StudyCard;
use crate::platform::storage;
use crate::ui::pages::draft_key;

/// What a student gave before the reveal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Their own words; may be empty.
    pub text: String,
    pub confidence: Option<Confidence>,
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

/// Asks the card's question. What is typed is kept as a draft until the card is graded.
#[component]
pub fn AnswerForm(
    card: StudyCard,
    /// Called with the answer when the student wants to compare.
    on_reveal: impl Fn(Answer) + Copy + 'static,
) -> impl IntoView {
    let key = draft_key(&card.id);
    let text = RwSignal::new(storage::get(&key).ok().flatten().unwrap_or_default());
    let confidence = RwSignal::new(None::<Confidence>);
    let reveal = move || on_reveal(Answer { text: text.get_untracked(), confidence: confidence.get_untracked() });
    let type_in = move |typed: String| {
        // A draft that cannot be kept is still in the box; a grade that cannot be kept is said.
        let _ = storage::set(&key, &typed);
        text.set(typed);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            reveal();
        }
    };
    let choices = Confidence::ALL.map(|choice| {
        view! {
            <label>
                <input
                    type="radio"
                    name="confidence"
                    prop:checked=move || confidence.get() == Some(choice)
                    on:change=move |_| confidence.set(Some(choice))
                />
                {confidence_name(choice)}
            </label>
        }
    });
    view! {
        <form class="stack" data-gap="wide" on:keydown=on_key on:submit=move |event| event.prevent_default()>
            <h1 class="title" tabindex="-1" inner_html=card.question.0></h1>
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
            <fieldset class="choices" data-layout="row">
                <legend>"How sure are you?"</legend>
                {choices}
            </fieldset>
            <div class="cluster">
                <button class="button" data-kind="primary" type="button" on:click=move |_| reveal()>
                    "Compare with the key points"
                </button>
                <button class="button" data-kind="plain" type="button" on:click=move |_| on_reveal(Answer::default())>
                    "I do not know"
                </button>
            </div>
        </form>
    }
}
