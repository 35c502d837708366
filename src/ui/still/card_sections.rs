//! The sections that only a card's page has.

use leptos::prelude::*;

use crate::domain::card::{Card, Check, Finding, Misconception, Remark, Transfer};
use crate::ui::components::card_text::Section;

/// The student's answer and what is right, missing and wrong in it, shown on request so that a learner can try first.
#[component]
pub fn StudentAnswer(card: Card) -> impl IntoView {
    let remarks = card.critique.into_iter().map(|Remark { finding, body }| {
        let (word, weight) = match finding {
            Finding::Right => ("right", None),
            Finding::Missing => ("missing", Some("strong")),
            Finding::Wrong => ("wrong", Some("strong")),
        };
        view! {
            <li>
                <span class="tag" data-weight=weight>{word}</span>
                " "
                <span inner_html=body.0></span>
            </li>
        }
    });
    let remarks = remarks.collect_view();
    view! {
        <Section id="student" title="A student’s answer" waits=true>
            <details id="student-answer">
                <summary>"See a student’s answer, and what it gets right"</summary>
                <div class="stack">
                    <blockquote inner_html=card.student_answer.0></blockquote>
                    <ul class="critique">{remarks}</ul>
                </div>
            </details>
        </Section>
    }
}

/// Sentences learners believe, and why they are mistaken.
#[component]
pub fn Misconceptions(items: Vec<Misconception>) -> impl IntoView {
    let items = items.into_iter().map(|Misconception { claim, correction }| {
        view! {
            <h3 inner_html=claim.0></h3>
            <p inner_html=correction.0></p>
        }
    });
    let items = items.collect_view();
    view! {
        <Section id="myths" title="Often mistaken" waits=true>
            <div class="stack">{items}</div>
        </Section>
    }
}

/// A check-yourself question. Choosing shows the reasons by style alone, so that it works without the app; the start
/// script adds the verdict, spoken politely.
#[component]
fn CheckYourself(
    /// Place in the card, for ids.
    number: usize,
    check: Check,
) -> impl IntoView {
    let options = check.options.into_iter().enumerate().map(|(i, option)| {
        let reason = format!("check-{number}-{i}");
        view! {
            <div data-answer=if option.right { "right" } else { "wrong" }>
                <label>
                    <input type="radio" name=format!("check-{number}") />
                    <span inner_html=option.text.0></span>
                </label>
                <p id=reason>
                    <span class="tag" data-weight=option.right.then_some("strong")>
                        {if option.right { "right" } else { "wrong" }}
                    </span>
                    " "
                    <span inner_html=option.reason.0></span>
                </p>
            </div>
        }
    });
    let options = options.collect_view();
    view! {
        <fieldset class="quiz">
            <legend inner_html=check.question.0></legend>
            {options}
            <p class="note" role="status"></p>
        </fieldset>
    }
}

/// Check-yourself questions.
#[component]
pub fn Checks(items: Vec<Check>) -> impl IntoView {
    let items = items.into_iter().enumerate().map(|(i, check)| view! { <CheckYourself number=i + 1 check /> });
    let items = items.collect_view();
    view! {
        <Section id="check" title="Check yourself" waits=true>
            <div class="stack">{items}</div>
        </Section>
    }
}

/// A new situation, its answer on request.
#[component]
pub fn TransferQuestion(transfer: Transfer) -> impl IntoView {
    view! {
        <Section id="transfer" title="Try it elsewhere" waits=true>
            <div class="stack">
                <div class="stack" inner_html=transfer.question.0></div>
                <details id="transfer-answer">
                    <summary>"Show the answer"</summary>
                    <div class="stack" inner_html=transfer.answer.0></div>
                </details>
            </div>
        </Section>
    }
}
