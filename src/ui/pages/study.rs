//! A study session: one card at a time, until nothing is due. What was answered in it is read from the log, so that it goes
//! on after a reload and in another tab.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use introduction::StudyIntroduction;

use crate::domain::answers::Answer as Written;
use crate::domain::card::CardId;
use crate::domain::page::Page;
use crate::domain::review::Review;
use crate::domain::study_card::StudyCard;
use crate::domain::task;
use crate::platform::{page, storage};
use crate::state::deck::{Body, use_deck};
use crate::state::study::use_study;
use crate::ui::components::answer_form::{Answer, AnswerForm};
use crate::ui::components::comparison::Comparison;
use crate::ui::components::last_grade;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::session_summary::SessionSummary;
use crate::ui::erased::handler;
use crate::ui::start;

/// Where a draft of the answer to a card is kept until the card is graded.
pub fn draft_key(card: &CardId) -> String {
    format!("groundwork.draft.{card}")
}

#[cfg(feature = "ssr")]
mod introduction {
    use leptos::prelude::*;

    use crate::domain::page::Page;
    use crate::ui::components::link::PageLink;
    use crate::ui::components::page_head::PageHead;

    /// The study page before the app has started: it explains itself.
    #[component]
    pub fn StudyIntroduction() -> impl IntoView {
        view! {
            <PageHead
                side="Study"
                title="Study"
                lead="One card at a time: answer in your own words, compare with the key points, say how it went."
            >
                <p>
                    "Studying runs in your browser and needs JavaScript and WebAssembly. Reading does not: "
                    <PageLink to=Page::Cards>"all cards can be read without them"</PageLink> "."
                </p>
            </PageHead>
        }
    }
}

/// Milliseconds after a grade until it is spoken what became of it.
const SETTLED: i32 = 500;

/// Has the focus while what had it is removed: a screen reader would else go on from the end of the page.
const MAIN: &str = "#main";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// A card. The number tells a card that comes again at once from the turn before.
    Turn(usize, CardId),
    /// What the session came to: nothing is left, or the student stopped.
    Summary,
    /// Nothing was due to begin with.
    Nothing,
}

/// The study page in the running app.
#[component]
pub fn StudyPage() -> impl IntoView {
    let study = use_study();
    let first = match study.next_card() {
        Some(card) => Shown::Turn(0, card),
        None if study.session_now().is_empty() => Shown::Nothing,
        None => Shown::Summary,
    };
    let shown = RwSignal::new(first);
    let spoken = RwSignal::new(String::new());
    // After the heading, which is spoken when it takes the focus.
    let speak = move |said: String| page::after(SETTLED, move || spoken.set(said));
    // The line about the card before follows once the question is painted.
    let is_painted = RwSignal::new(true);
    let go = move |card: Option<CardId>| {
        page::focus(MAIN);
        is_painted.set(false);
        shown.update(|shown| {
            let number = if let Shown::Turn(number, _) = shown { *number + 1 } else { 0 };
            *shown = card.map_or(Shown::Summary, |card| Shown::Turn(number, card));
        });
        page::after_drawing(|| page::show("main h1"));
        page::after_frame(move || is_painted.set(true));
    };
    let on_grade = move |review: Review, written: Option<Written>| {
        // A draft that cannot be removed is only shown again.
        let _ = storage::remove(&draft_key(&review.card));
        if let Some(written) = written {
            study.keep_answer(&review.card, written);
        }
        study.review(review);
        go(study.next_card());
        speak(untrack(|| last_grade::said("The card before", study)).unwrap_or_default());
    };
    let undo = move || {
        if let Some((card, words)) = study.undo() {
            // What was written is a draft again, unless there is one of another turn.
            let key = draft_key(&card);
            let is_free = storage::get(&key).is_ok_and(|draft| draft.is_none_or(|draft| draft.is_empty()));
            if words.is_some_and(|words| is_free && storage::set(&key, &words).is_ok()) {
                study.forget_answer(&card);
            }
            speak(format!("Undone: “{}” is asked again.", study.title(&card).unwrap_or_default()));
            go(Some(card));
        }
    };
    let before = move || {
        if !is_painted.get() {
            return None;
        }
        let said = last_grade::said("The card before", study)?;
        let notice = view! {
            <div class="notice">
                <p>{said}</p>
                <div class="cluster">
                    <button class="button" data-kind="plain" type="button" data-key="u" on:click=handler(undo)>
                        "Undo"
                    </button>
                    <button class="button" data-kind="plain" type="button" on:click=handler(move || go(None))>
                        "Stop here"
                    </button>
                </div>
            </div>
        };
        Some(notice.into_any())
    };
    let drawn = move || match shown.get() {
        Shown::Turn(_, id) => view! { <Turn id on_grade before /> }.into_any(),
        Shown::Summary => {
            view! { <SessionSummary on_undo=undo on_continue=move || go(study.next_card()) /> }.into_any()
        }
        Shown::Nothing => NothingDue().into_any(),
    };
    // There before it has a text: a status that comes together with its text is not spoken.
    view! {
        {drawn}
        <p class="sr" role="status" id="study-said">
            {move || spoken.get()}
        </p>
    }
}

#[component]
fn NothingDue() -> impl IntoView {
    view! {
        <PageHead
            side="Study"
            title="Nothing is due today"
            lead="Come back when the next card does. Studying it earlier would teach you less."
        >
            <div class="cluster">
                <PageLink to=Page::Today button="primary">"Back to today"</PageLink>
                <PageLink to=Page::JwtLab button="plain">"Open the JWT lab"</PageLink>
            </div>
        </PageHead>
    }
}

/// One card: asked, then compared and graded.
#[component]
fn Turn(
    id: CardId,
    on_grade: impl Fn(Review, Option<Written>) + Copy + Send + Sync + 'static,
    /// The line about the card before, with Undo.
    before: impl Fn() -> Option<AnyView> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (deck, study) = (use_deck(), use_study());
    let given = RwSignal::new(None::<Answer>);
    let done = study.session_now().len();
    let left = study.left_now();
    let place = format!("Card {} of {}", done + 1, done + left.max(1));
    start::load_in_background(deck, id.clone());
    let reveal = move |answer: Answer| {
        page::focus(MAIN);
        given.set(Some(answer));
        page::after_drawing(|| page::show("main h1"));
    };
    let shown = id.clone();
    let ready = move |card: StudyCard| {
        let mode =
            study.with_now(|study| task::mode(&card, study.history(&card.id).next_back().map(|(_, review)| review)));
        let topic = deck.index().topic(&card.topic).map_or_else(String::new, |topic| topic.title.clone());
        let about = format!("{topic}, {}", study.standing_now(&card.id));
        let place = place.clone();
        move || {
            let place = view! { <p>{place.clone()} <br /> {about.clone()}</p> }.into_any();
            match given.get() {
                None => view! {
                    <div class="section">
                        {place}
                        <div>
                            <AnswerForm card=card.clone() mode on_reveal=reveal />
                        </div>
                        <aside data-needs="keyboard">
                            <button class="button" data-kind="plain" type="button" data-opens="keys" data-key="?">
                                "Keys"
                            </button>
                        </aside>
                    </div>
                    {before}
                }
                .into_any(),
                Some(answer) => {
                    let text = answer.text.trim().to_owned();
                    let grade = move |review: Review| {
                        let written = (!text.is_empty()).then(|| study.written_now(text.clone()));
                        on_grade(review, written);
                    };
                    view! { <Comparison card=card.clone() mode answer place on_grade=grade /> }.into_any()
                }
            }
        }
    };
    move || match deck.body(&shown) {
        Body::Ready(card) => ready((*card).clone()).into_any(),
        Body::Loading => {
            view! { <h1 tabindex="-1" class="sr">"Study"</h1><p role="status">"The card is being loaded."</p> }
                .into_any()
        }
        Body::Unknown => view! { <h1 tabindex="-1">"This card is no longer in the course"</h1> }.into_any(),
        Body::Failed(why) => {
            let id = shown.clone();
            view! {
                <h1 tabindex="-1" class="sr">"Study"</h1>
                <div class="notice" data-weight="strong" role="alert">
                    <p><strong>"This card could not be loaded. "</strong> {why}</p>
                    <button
                        class="button"
                        type="button"
                        on:click=handler(move || start::load_in_background(deck, id.clone()))
                    >
                        "Try again"
                    </button>
                </div>
            }
            .into_any()
        }
    }
}
