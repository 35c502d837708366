//! Find the fault: a broken token, four answers, and what the findings say once one is chosen.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{button, shown};
use super::open_sample::open;
use crate::domain::jwt::quiz::{QUESTIONS, Question};
#[cfg(not(feature = "ssr"))]
use crate::platform::page;

/// One question after the other. The chosen answers are kept as long as the page.
pub fn quiz(bench: Bench) -> AnyView {
    let at = RwSignal::new(0_usize);
    let answers = RwSignal::new(vec![None::<usize>; QUESTIONS.len()]);
    let question = move || QUESTIONS.get(at.get());
    let asked = move || question().map(|question| asked(at.get(), question, answers)).into_any();
    let verdict = move || {
        let chosen = answers.with(|answers| answers.get(at.get()).copied().flatten());
        chosen.zip(question()).map(|(chosen, question)| answered(question, chosen)).into_any()
    };
    let more = move || {
        let chosen = answers.with(|answers| answers.get(at.get()).copied().flatten()).is_some();
        let last = at.get() + 1 >= QUESTIONS.len();
        let next = move || at.update(|at| *at = (*at + 1) % QUESTIONS.len());
        let in_lab = move || {
            if let Some(sample) = QUESTIONS.get(at.get_untracked()).and_then(Question::token) {
                open(bench, sample);
            }
        };
        chosen
            .then(|| {
                view! {
                    <div class="cluster">
                        {button(if last { "Back to the first token" } else { "Next token" }, "primary", next)}
                        {button("Open this token above", "", in_lab)}
                    </div>
                }
            })
            .into_any()
    };
    let score = move || {
        let right = answers.with(|answers| {
            let right = |(answer, question): (&Option<usize>, &Question)| *answer == Some(question.place);
            answers.iter().zip(QUESTIONS).filter(|pair| right(*pair)).count()
        });
        let given = answers.with(|answers| answers.iter().flatten().count());
        format!("{right} right of {given} answered; {} tokens in all.", QUESTIONS.len()).into_any()
    };
    view! {
        <section class="section" aria-labelledby="quiz-head">
            <h2 id="quiz-head">"Find the fault"</h2>
            <div>
                <div class="stack">
                    {shown(asked)}
                    <div class="stack" role="status">{shown(verdict)}</div>
                    {shown(more)}
                    <p class="note">{shown(score)}</p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The token, what is told about it, and the answers to choose among.
fn asked(at: usize, question: &'static Question, answers: RwSignal<Vec<Option<usize>>>) -> AnyView {
    let token = question.token().map(|sample| sample.token()).unwrap_or_default();
    let reading = crate::domain::jwt::token::decode_unverified(&token);
    let decoded = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let parts: Vec<AnyView> = reading
        .segments
        .iter()
        .take(2)
        .map(|segment| {
            let title = crate::domain::words::capital(&segment.part.to_string());
            view! { <dt>{title}</dt> <dd><code>{decoded(&segment.bytes)}</code></dd> }.into_any()
        })
        .collect();
    let options: Vec<AnyView> = question
        .options()
        .into_iter()
        .enumerate()
        .map(|(place, rule)| {
            let choose = move |_: MouseEvent| {
                answers.update(|answers| {
                    // The first answer counts.
                    if let Some(answer) = answers.get_mut(at) {
                        answer.get_or_insert(place);
                    }
                });
            };
            let chosen = move || answers.with(|answers| answers.get(at).copied().flatten());
            view! {
                <button
                    class="button"
                    type="button"
                    data-option=rule.id
                    aria-pressed=move || (chosen() == Some(place)).to_string()
                    aria-disabled=move || chosen().is_some().to_string()
                    on:click=choose
                >
                    {rule.title}
                </button>
            }
            .into_any()
        })
        .collect();
    view! {
        <p data-question=question.sample>
            <strong>{format!("Token {} of {}. ", at + 1, QUESTIONS.len())}</strong>
            {question.told()}
        </p>
        <pre tabindex="0" role="group" aria-label="The token" data-wrap=""><code>{token}</code></pre>
        <dl class="decoded">{parts}</dl>
        <div class="stack" role="group" aria-label="What is wrong with it?">
            <p class="label">"What is wrong with it?"</p>
            {options}
        </div>
    }
    .into_any()
}

/// Right or not, why, and the card that explains it.
fn answered(question: &'static Question, chosen: usize) -> AnyView {
    let options = question.options();
    let Some(rule) = options.get(question.place) else { return ().into_any() };
    let right = chosen == question.place;
    let said = if right { "Right. ".to_owned() } else { format!("Not this one. It is: {}. ", rule.title) };
    let source = rule.source.map(|source| {
        view! {
            " "
            <a href=source.url()>{source.to_string()}</a>
            "."
        }
        .into_any()
    });
    view! {
        <p data-answered=if right { "right" } else { "wrong" }>
            <strong>{said}</strong>
            {question.point}
        </p>
        <p>{rule.reason} " " {rule.advice} {source}</p>
        <p><a href=card(question.card)>"The card that explains it"</a></p>
    }
    .into_any()
}

#[cfg(not(feature = "ssr"))]
fn card(slug: &str) -> String {
    format!("{}cards/{slug}/", page::base())
}

/// Drawn only after an answer, which prerendered pages never have.
#[cfg(feature = "ssr")]
fn card(slug: &str) -> String {
    format!("/cards/{slug}/")
}
