//! After the reveal: the student's words beside the short answer and the key points, the explanation, and the grade.

use std::collections::BTreeSet;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::answer_form::{Answer, confidence_name};
use super::card_text::{Explanation, Section, Sources};
use super::grade_bar::GradeBar;
use super::key_points::KeyPointChecklist;
use crate::domain::card::{Kind, PointId};
use crate::domain::review::Grade;
use crate::domain::session::{Falsehood, Tally};
use crate::domain::study_card::StudyCard;
use crate::domain::words;
use crate::state::study::use_study;

/// "two of three must-points, none of two extras".
fn said(tally: Tally) -> String {
    let musts = format!("{} of {} must-points", words::number(tally.musts_hit), words::number(tally.musts));
    let musts = musts.replace("no of", "none of");
    if tally.extras == 0 {
        return musts;
    }
    let hit = if tally.extras_hit == 0 { "none".to_owned() } else { words::number(tally.extras_hit) };
    format!("{musts}, {hit} of {} extras", words::number(tally.extras))
}

fn falsehood_word(falsehood: Falsehood) -> Option<&'static str> {
    match falsehood {
        Falsehood::Nothing => None,
        Falsehood::Detail => Some("a false detail"),
        Falsehood::MainPoint => Some("a false main point"),
    }
}

/// Whether a key press was meant for a text box.
fn typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| element.tag_name() == "TEXTAREA")
}

/// The comparison of one answer; 1 to 4 grade it.
#[component]
pub fn Comparison(
    card: StudyCard,
    answer: Answer,
    /// The side-head: where the session stands.
    place: AnyView,
    /// Called with the grade, the count of points and the ticked points.
    on_grade: impl Fn(Grade, Tally, &Answer, &BTreeSet<PointId>) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let ticked = RwSignal::new(BTreeSet::<PointId>::new());
    let falsehood = RwSignal::new(Falsehood::default());
    let points = card.points.clone();
    let tally = Memo::new(move |_| ticked.with(|ticked| Tally::of(&points, |id| ticked.contains(id))));
    let confidence = answer.confidence;
    let suggested = Signal::derive(move || tally.get().suggest(falsehood.get(), confidence, false));
    let reason = Signal::derive(move || match falsehood_word(falsehood.get()) {
        None => said(tally.get()),
        Some(word) => format!("{} and {word}", said(tally.get())),
    });
    let next = use_study().next(&card.id);
    let given = answer.clone();
    let grade = move |grade: Grade| {
        ticked.with_untracked(|ticked| on_grade(grade, tally.get_untracked(), &given, ticked));
    };
    let pressed = grade.clone();
    let on_key = move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
        let digit = Grade::ALL.into_iter().find(|grade| event.key() == (*grade as u8).to_string());
        if let (Some(grade), false, false) = (digit, modified, typing(&event)) {
            pressed(grade);
        }
    };
    let falsehoods = [
        (Falsehood::Nothing, "No"),
        (Falsehood::Detail, "Yes, a detail"),
        (Falsehood::MainPoint, "Yes, the main point"),
    ];
    let falsehoods = falsehoods.map(|(choice, word)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="falsehood"
                    prop:checked=move || falsehood.get() == choice
                    on:change=move |_| falsehood.set(choice)
                />
                {word}
            </label>
        }
    });
    let own = if answer.text.trim().is_empty() {
        view! { <p class="note">"You wrote nothing down."</p> }.into_any()
    } else {
        view! { <blockquote class="typed"><p>{answer.text.clone()}</p></blockquote> }.into_any()
    };
    let sure = confidence.map(|confidence| {
        view! { <p class="note">{format!("You were {}.", confidence_name(confidence).to_ascii_lowercase())}</p> }
    });
    let points_title =
        if card.kind == Kind::Opinion { "Criteria: tick what you weighed" } else { "Key points: tick what you said" };
    view! {
        <div on:keydown=on_key>
            <div class="section" data-wide>
                {place}
                <div>
                    <div class="stack" data-gap="wide">
                        <h1 class="title" tabindex="-1" inner_html=card.question.0.clone()></h1>
                        <div class="pair">
                            <section class="stack" aria-labelledby="yours">
                                <h2 class="label" id="yours">"Your answer"</h2>
                                {own}
                                {sure}
                                <h2 class="label" id="short">"The short answer"</h2>
                                <p inner_html=card.short_answer.0.clone()></p>
                            </section>
                            <section class="stack" aria-labelledby="points">
                                <h2 class="label" id="points">{points_title}</h2>
                                <KeyPointChecklist points=card.points.clone() ticked />
                                <p class="note" role="status">
                                    {move || words::capital(&said(tally.get()))} "."
                                </p>
                            </section>
                        </div>
                    </div>
                </div>
            </div>
            <Section id="grade" title="Grade it">
                <div class="stack" data-gap="wide">
                    <fieldset class="choices" data-layout="row">
                        <legend>"Did you say anything false?"</legend>
                        {falsehoods}
                    </fieldset>
                    <GradeBar next suggested reason on_grade=grade />
                </div>
            </Section>
            <Explanation card=card.clone() />
            <Sources items=card.sources />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_reads_as_a_sentence() {
        let tally = |musts_hit, extras_hit| Tally { musts_hit, musts: 3, extras_hit, extras: 2 };
        assert_eq!(said(tally(2, 0)), "two of three must-points, none of two extras");
        assert_eq!(said(tally(0, 1)), "none of three must-points, one of two extras");
        assert_eq!(said(Tally { musts_hit: 3, musts: 3, ..Tally::default() }), "three of three must-points");
    }
}
