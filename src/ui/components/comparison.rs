//! After the reveal: the student's words beside what belongs in an answer, the explanation, and the grade.

use leptos::prelude::*;

use super::answer_form::{Answer, Task, confidence_name};
use super::card_text::{Explanation, Section, Sources};
use super::choices::choices;
use super::grade_bar::GradeBar;
use super::tick_list::{Tick, TickList};
use crate::domain::card::{Finding, Kind, Weight};
use crate::domain::review::{Confidence, Grade, Mode, Review};
use crate::domain::session::{Falsehood, Tally};
use crate::domain::study_card::StudyCard;
use crate::domain::words;
use crate::platform::page;
use crate::state::study::use_study;

/// "two of three must-points, none of two extras"; what is counted depends on what was asked.
fn said(mode: Mode, tally: Tally) -> String {
    let of = |hit: usize, all: usize, what: &str| {
        let hit = if hit == 0 { "none".to_owned() } else { words::number(hit) };
        format!("{hit} of {} {what}", words::number(all))
    };
    match mode {
        Mode::Transfer => "your own comparison".to_owned(),
        Mode::Critique => of(tally.musts_hit, tally.musts, "faults"),
        Mode::Recall if tally.extras == 0 => of(tally.musts_hit, tally.musts, "must-points"),
        Mode::Recall => {
            of(tally.musts_hit, tally.musts, "must-points") + ", " + &of(tally.extras_hit, tally.extras, "extras")
        }
    }
}

const FALSEHOODS: [(Falsehood, &str); 3] =
    [(Falsehood::Nothing, "No"), (Falsehood::Detail, "Yes, a detail"), (Falsehood::MainPoint, "Yes, the main point")];

/// Said of an answer whose writer was certain.
pub const CERTAIN_AND_WRONG: &str = "You were certain, and it was not so. Put right now, such an error is remembered better than one you only guessed at. ";

fn falsehood_word(falsehood: Falsehood) -> &'static str {
    match falsehood {
        Falsehood::Nothing => "",
        Falsehood::Detail => " and a false detail",
        Falsehood::MainPoint => " and a false main point",
    }
}

/// What can be ticked: the key points, or the faults in the student's answer.
fn ticks(card: &StudyCard, mode: Mode) -> Vec<Tick> {
    match mode {
        Mode::Transfer => Vec::new(),
        Mode::Critique => {
            let tag = |finding| if finding == Finding::Wrong { "wrong" } else { "missing" };
            card.faults()
                .map(|fault| Tick { body: fault.body.0.clone(), tag: tag(fault.finding), strong: true })
                .collect()
        }
        Mode::Recall => {
            let points = card.points.iter().map(|point| Tick {
                body: point.body.0.clone(),
                tag: if point.weight == Weight::Must { "must" } else { "extra" },
                strong: point.weight == Weight::Must,
            });
            points.collect()
        }
    }
}

/// The comparison of one answer.
#[component]
pub fn Comparison(
    card: StudyCard,
    mode: Mode,
    answer: Answer,
    /// The side-head: where the session stands.
    place: AnyView,
    /// Called with the review that the student's grade makes.
    on_grade: impl Fn(Review) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let items = ticks(&card, mode);
    let ticked = RwSignal::new(vec![false; items.len()]);
    let chosen = RwSignal::new(Some(0));
    let falsehood = move || FALSEHOODS[chosen.get().unwrap_or_default()].0;
    let points = card.points.clone();
    let tally = Memo::new(move |_| {
        ticked.with(|ticked| {
            let count = || ticked.iter().filter(|tick| **tick).count();
            match mode {
                Mode::Transfer => Tally::default(),
                Mode::Critique => Tally::of_faults(count(), ticked.len()),
                Mode::Recall => {
                    Tally::of(&points, |id| points.iter().zip(ticked).any(|(point, tick)| *tick && point.id == *id))
                }
            }
        })
    });
    let (confidence, hint) = (answer.confidence, answer.hint);
    let suggested = Memo::new(move |_| tally.get().suggest(falsehood(), confidence, hint));
    let reason = move || {
        let hinted = if hint && suggested.get() == Grade::Hard { ", with a hint" } else { "" };
        format!("{}{}{hinted}", said(mode, tally.get()), falsehood_word(falsehood()))
    };
    // Certain and mistaken: the errors most worth a second look. What was missed is known once it is graded.
    let callout = move || {
        (confidence == Some(Confidence::Certain) && falsehood() != Falsehood::Nothing).then(|| {
            view! {
                <p class="notice" data-weight="strong" data-callout="">
                    {CERTAIN_AND_WRONG} "Read the explanation below once more before you grade."
                </p>
            }
        })
    };
    let study = use_study();
    let kept = card.clone();
    let grade = move |grade: Grade| {
        let (mut hit, mut missed) = (Vec::new(), Vec::new());
        if mode == Mode::Recall {
            ticked.with_untracked(|ticked| {
                for (point, tick) in kept.points.iter().zip(ticked) {
                    if *tick { &mut hit } else { &mut missed }.push(point.id.clone());
                }
            });
        }
        on_grade(Review { card: kept.id.clone(), grade, confidence, mode, hit, missed, hint });
    };
    let note = |text: String| view! { <p class="note">{text}</p> }.into_any();
    let own = match (answer.text.trim().is_empty(), answer.aloud) {
        (false, _) => view! { <blockquote class="typed"><p>{answer.text.clone()}</p></blockquote> }.into_any(),
        (true, true) => note("You said it aloud.".to_owned()),
        (true, false) => note("You wrote nothing down.".to_owned()),
    };
    let sure =
        confidence.map(|confidence| note(format!("You were {}.", confidence_name(confidence).to_ascii_lowercase())));
    let (model_title, model) = match (mode, &card.transfer) {
        (Mode::Transfer, Some(transfer)) => {
            ("One good answer", view! { <div class="stack" inner_html=transfer.answer.0.clone()></div> }.into_any())
        }
        _ => ("The short answer", view! { <p inner_html=card.short_answer.0.clone()></p> }.into_any()),
    };
    let title = match (mode, card.kind) {
        (Mode::Critique, _) => "What is missing or wrong: tick what you found",
        (_, Kind::Opinion) => "Criteria: tick what you weighed",
        _ => "Key points: tick what you said",
    };
    // What the student looks at first is painted first: their words beside the short answer, then the points, then what
    // stands below. Each is a frame, and none moves what was there before.
    let frames = RwSignal::new(0);
    page::after_frame(move || {
        // Gone, when the card was graded meanwhile.
        let _ = frames.try_set(1);
        page::after_frame(move || {
            let _ = frames.try_set(2);
        });
    });
    let is_painted = Memo::new(move |_| frames.get() > 0);
    let mut items = Some(items).filter(|items| !items.is_empty());
    let list = move || {
        let items = is_painted.get().then(|| items.take())??;
        let list = view! {
            <section class="stack" aria-labelledby="points">
                <h2 class="label" id="points">{title}</h2>
                <TickList items ticked />
                <p class="note" role="status">
                    {move || words::capital(&said(mode, tally.get()))} "."
                </p>
            </section>
        };
        Some(list.into_any())
    };
    let shown = card.clone();
    let rest = move || {
        (frames.get() == 2).then(|| {
            let (grade, next) = (grade.clone(), study.next(&shown.id));
            view! {
            <Section id="grade" title="Grade it">
                <div class="stack" data-gap="wide">
                    {choices("falsehood", "Did you say anything false?", &FALSEHOODS.map(|(_, word)| word), chosen)}
                    <div role="status">{callout}</div>
                    <GradeBar next suggested reason on_grade=grade />
                </div>
            </Section>
            <Explanation card=shown.clone() />
            <Sources items=shown.sources.clone() />
            }
            .into_any()
        })
    };
    view! {
        <div class="section" data-wide>
            {place}
            <div>
                <div class="stack" data-gap="wide">
                    <Task card mode />
                    <div class="pair">
                        <section class="stack" aria-labelledby="yours">
                            <h2 class="label" id="yours">"Your answer"</h2>
                            {own}
                            {sure}
                            <h2 class="label" id="short">{model_title}</h2>
                            {model}
                        </section>
                        {list}
                    </div>
                </div>
            </div>
        </div>
        {rest}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_reads_as_a_sentence() {
        let tally = |musts_hit, extras_hit| Tally { musts_hit, musts: 3, extras_hit, extras: 2 };
        assert_eq!(said(Mode::Recall, tally(2, 0)), "two of three must-points, none of two extras");
        assert_eq!(said(Mode::Recall, tally(0, 1)), "none of three must-points, one of two extras");
        let bare = Tally { musts_hit: 3, musts: 3, ..Tally::default() };
        assert_eq!(said(Mode::Recall, bare), "three of three must-points");
        assert_eq!(said(Mode::Critique, Tally::of_faults(0, 4)), "none of four faults");
    }
}
