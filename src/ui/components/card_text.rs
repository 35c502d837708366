//! The sections of a card, as its page and the comparison in a study session show them.

use leptos::prelude::*;

use crate::domain::card::{Card, Check, Finding, Kind, Misconception, ModelAnswer, Remark, Source, Transfer};

/// One section of a page: side-head and text.
#[component]
pub fn Section(
    /// The heading's id, by which the section is named.
    id: &'static str,
    title: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div>{children()}</div>
        </section>
    }
}

/// The model answer, or an opinion card's two.
#[component]
pub fn Explanation(card: Card) -> impl IntoView {
    let answers = card.answers.into_iter().map(|ModelAnswer { title, body }| {
        view! {
            <h3>{title}</h3>
            <div class="stack" inner_html=body.0></div>
        }
    });
    let title = if card.kind == Kind::Opinion { "Two answers" } else { "Explanation" };
    view! {
        <Section id="why" title>
            <div class="stack">
                {card.explanation.map(|text| view! { <div class="stack" inner_html=text.0></div> })}
                {answers.collect_view()}
            </div>
        </Section>
    }
}

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
        <Section id="student" title="A student’s answer">
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
        <Section id="myths" title="Often mistaken">
            <div class="stack">{items}</div>
        </Section>
    }
}

/// A check-yourself question: choosing answers at once, in words; without the app the answers are behind a summary.
#[component]
fn CheckYourself(
    /// Place in the card, for ids.
    number: usize,
    check: Check,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<usize>);
    let answered = move || chosen.get().is_some();
    let right = check.options.iter().position(|option| option.right);
    let explained = check.options.iter().map(|option| {
        let word = if option.right { "right" } else { "wrong" };
        let (text, reason) = (option.text.0.clone(), option.reason.0.clone());
        view! {
            <li>
                <span inner_html=text></span>
                " "
                <span class="tag">{word}</span>
                <p class="note" inner_html=reason></p>
            </li>
        }
    });
    let explained = explained.collect_view();
    let options = check.options.into_iter().enumerate().map(|(i, option)| {
        let reason = format!("check-{number}-{i}");
        let described = reason.clone();
        let tag = move || match chosen.get() {
            Some(choice) if option.right => {
                let word = if choice == i { "right, your choice" } else { "right" };
                Some(view! { <span class="tag" data-weight="strong">{word}</span> }.into_any())
            }
            Some(choice) if choice == i => Some(view! { <span class="tag">"your choice"</span> }.into_any()),
            _ => None,
        };
        view! {
            <div data-answer=move || (answered() && option.right).then_some("right")>
                <label>
                    <input
                        type="radio"
                        name=format!("check-{number}")
                        aria-describedby=move || answered().then(|| described.clone())
                        on:change=move |_| chosen.set(Some(i))
                    />
                    <span inner_html=option.text.0></span>
                </label>
                {tag}
                <p id=reason hidden=move || !answered() inner_html=option.reason.0></p>
            </div>
        }
    });
    let options = options.collect_view();
    let verdict = move || match chosen.get() {
        None => String::new(),
        choice if choice == right => "Right.".to_owned(),
        Some(choice) => {
            let place = right.map_or(0, |right| right + 1);
            format!("Not this time. You chose answer {}; answer {place} is right.", choice + 1)
        }
    };
    view! {
        <fieldset class="quiz">
            <legend inner_html=check.question.0></legend>
            {options}
        </fieldset>
        <p class="note" role="status">{verdict}</p>
        <details id=format!("check-{number}-answers") hidden=answered>
            <summary>"Show the answers"</summary>
            <ol>{explained}</ol>
        </details>
    }
}

/// Check-yourself questions.
#[component]
pub fn Checks(items: Vec<Check>) -> impl IntoView {
    let items = items.into_iter().enumerate().map(|(i, check)| view! { <CheckYourself number=i + 1 check /> });
    let items = items.collect_view();
    view! {
        <Section id="check" title="Check yourself">
            <div class="stack">{items}</div>
        </Section>
    }
}

/// A new situation, its answer on request.
#[component]
pub fn TransferQuestion(transfer: Transfer) -> impl IntoView {
    view! {
        <Section id="transfer" title="Try it elsewhere">
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

/// The card's sources, numbered as its text cites them.
#[component]
pub fn Sources(items: Vec<Source>) -> impl IntoView {
    let items = items.into_iter().enumerate().map(|(i, Source { title, url, .. })| {
        view! {
            <li id=format!("source-{}", i + 1)>
                <a href=url rel="external">{title}</a>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <Section id="sources" title="Sources">
            <ol class="sources">{items}</ol>
        </Section>
    }
}
