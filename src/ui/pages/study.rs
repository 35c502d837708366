//! A study session: one card at a time, until nothing is due.

use leptos::prelude::*;

use crate::domain::card::CardId;
use crate::domain::page::Page;
use crate::domain::review::{Grade, Mode, Review};
use crate::domain::session::Tally;
use crate::domain::study_card::StudyCard;
use crate::platform::{page, storage};
use crate::state::deck::{Body, use_deck};
use crate::state::study::use_study;
use crate::ui::components::answer_form::{Answer, AnswerForm};
use crate::ui::components::comparison::Comparison;
use crate::ui::components::grade_bar;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::session_summary::SessionSummary;
use crate::ui::start;

/// A card answered in this session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub card: CardId,
    /// The question as plain text.
    pub title: String,
    pub grade: Grade,
    pub tally: Tally,
}

/// Where a draft of the answer to a card is kept until the card is graded.
pub fn draft_key(card: &CardId) -> String {
    format!("groundwork.draft.{card}")
}

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

/// The study page in the running app.
#[component]
pub fn StudyPage() -> impl IntoView {
    let study = use_study();
    let first = study.first_now();
    // The turn's number tells a card that comes again at once from the turn before.
    let turn = RwSignal::new((0_usize, first));
    let answered = RwSignal::new(Vec::<Answered>::new());
    let saved = RwSignal::new(true);
    let go = move |card: Option<CardId>| {
        turn.update(|(number, shown)| {
            *number += 1;
            *shown = card;
        });
        page::after_drawing(|| page::show("main h1"));
    };
    let on_grade = move |done: Answered, review: Review| {
        // A draft that cannot be removed is only shown again.
        let _ = storage::remove(&draft_key(&review.card));
        saved.set(study.review(review));
        answered.update(|answered| answered.push(done));
        go(study.first_now());
    };
    let on_undo = move || {
        if let Some(card) = study.undo() {
            answered.update(|answered| {
                answered.pop();
            });
            go(Some(card));
        }
    };
    let before = move || {
        answered.with(|answered| answered.last().cloned()).map(|last| {
            let kept = if saved.get() { "Saved" } else { "Not saved" };
            let back = study.standing(&last.card);
            let text =
                format!("{kept}. The card before, “{}”: graded {}, {back}.", last.title, grade_bar::name(last.grade));
            view! {
                <div class="notice" data-saved=saved.get().to_string()>
                    <p role="status">{text}</p>
                    <button class="button" data-kind="plain" type="button" on:click=move |_| on_undo()>
                        "Undo"
                    </button>
                </div>
            }
            .into_any()
        })
    };
    move || {
        let (number, card) = turn.get();
        match card {
            Some(id) => view! { <Turn number id on_grade before /> }.into_any(),
            None if number == 0 => NothingDue().into_any(),
            None => view! { <SessionSummary answered=answered.get_untracked() on_undo /> }.into_any(),
        }
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
    /// Place in the session, from 0.
    number: usize,
    id: CardId,
    on_grade: impl Fn(Answered, Review) + Copy + Send + Sync + 'static,
    /// The line about the card before, with Undo.
    before: impl Fn() -> Option<AnyView> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (deck, study) = (use_deck(), use_study());
    let given = RwSignal::new(None::<Answer>);
    let left = study.queue_now().len();
    let place = format!("Card {} of {}", number + 1, number + left.max(1));
    let wanted = id.clone();
    Effect::new(move |_| start::load_in_background(deck, wanted.clone()));
    let reveal = move |answer: Answer| {
        given.set(Some(answer));
        page::after_drawing(|| page::show("main h1"));
    };
    let shown = id.clone();
    let ready = move |card: StudyCard| {
        let about = index_line(&card);
        let place = place.clone();
        let kept_for = card.clone();
        let grade = move |grade: Grade, tally: Tally, answer: &Answer, ticked: &std::collections::BTreeSet<_>| {
            let ids = kept_for.points.iter().map(|point| point.id.clone());
            let (hit, missed) = ids.partition(|id| ticked.contains(id));
            let review = Review {
                card: kept_for.id.clone(),
                grade,
                confidence: answer.confidence,
                mode: Mode::Recall,
                hit,
                missed,
                hint: false,
            };
            let done = Answered { card: kept_for.id.clone(), title: kept_for.title.clone(), grade, tally };
            on_grade(done, review);
        };
        move || {
            let place = view! { <p>{place.clone()} <br /> {about.clone()}</p> };
            match given.get() {
                None => view! {
                    <div class="section">
                        {place}
                        <div>
                            <AnswerForm card=card.clone() on_reveal=reveal />
                        </div>
                        <aside aria-label="Keyboard" data-needs="keyboard">
                            <p>
                                <kbd>"Ctrl"</kbd>
                                " "
                                <kbd>"Enter"</kbd>
                                " compares. After that "
                                <kbd>"1"</kbd>
                                " to "
                                <kbd>"4"</kbd>
                                " grade the card."
                            </p>
                        </aside>
                    </div>
                    {before()}
                }
                .into_any(),
                Some(answer) => {
                    let grade = grade.clone();
                    view! { <Comparison card=card.clone() answer place=place.into_any() on_grade=grade /> }.into_any()
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
                    <button class="button" type="button" on:click=move |_| start::load_in_background(deck, id.clone())>
                        "Try again"
                    </button>
                </div>
            }
            .into_any()
        }
    }
}

/// The topic and standing of the card, e.g. "Data, due today".
fn index_line(card: &StudyCard) -> String {
    let topic = use_deck().index().topic(&card.topic).map_or_else(String::new, |topic| topic.title.clone());
    format!("{topic}, {}", use_study().standing_now(&card.id))
}
