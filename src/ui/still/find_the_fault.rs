//! Find the fault: twelve broken tokens as check-yourself questions, a page of its own beside the lab. Styles show the reasons
//! after a choice, and the start script says the verdict: it needs no module.

use leptos::prelude::*;

use crate::domain::card::CardId;
use crate::domain::jwt::findings::Rule;
use crate::domain::jwt::quiz::{QUESTIONS, Question};
use crate::domain::jwt::token::decode_unverified;
use crate::domain::page::Page;
use crate::state::site::use_site;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// The questions, closed until one is opened.
#[component]
pub fn FindTheFault() -> impl IntoView {
    let questions = QUESTIONS.iter().enumerate().map(|(index, question)| {
        view! {
            <details data-question=question.sample>
                <summary>{format!("Token {} of {}", index + 1, QUESTIONS.len())}</summary>
                {asked(index + 1, question)}
            </details>
        }
    });
    view! {
        <PageHead
            side=view! { <PageLink to=Page::JwtLab>"JWT lab"</PageLink> }
            title="Find the fault"
            lead="Each of these tokens has a fault. Name it, then open the token in the lab and see what the findings say."
        />
        <section class="section" aria-labelledby="tokens">
            <h2 id="tokens">"Tokens"</h2>
            <div>
                <div class="stack">{questions.collect_view()}</div>
            </div>
        </section>
    }
}

/// The token, what is told about it, the answers, and where to go on.
fn asked(number: usize, question: &'static Question) -> impl IntoView {
    let token = question.token().map(|sample| sample.token()).unwrap_or_default();
    let parts: Vec<String> = decode_unverified(&token)
        .segments
        .iter()
        .take(2)
        .map(|segment| String::from_utf8_lossy(&segment.bytes).into_owned())
        .collect();
    let options = question.options().into_iter().enumerate().map(|(place, rule)| {
        let right = place == question.place;
        let reason =
            if right { why(question, rule).into_any() } else { "The findings say nothing of it here.".into_any() };
        view! {
            <div data-answer=if right { "right" } else { "wrong" }>
                <label>
                    <input type="radio" name=format!("fault-{number}") />
                    <span>{rule.title}</span>
                </label>
                <p id=format!("fault-{number}-{place}")>
                    <span class="tag" data-weight=right.then_some("strong")>
                        {if right { "right" } else { "wrong" }}
                    </span>
                    " "
                    {reason}
                </p>
            </div>
        }
    });
    view! {
        <div class="stack">
            <p>{question.told()}</p>
            <pre class="wrapped" tabindex="0" role="group" aria-label=format!("Token {number}")>
                <code>{token}</code>
            </pre>
            <pre class="wrapped" tabindex="0" role="group" aria-label=format!("Token {number}, decoded")>
                <code>{parts.join("\n")}</code>
            </pre>
            <fieldset class="quiz">
                <legend>"What is wrong with it?"</legend>
                {options.collect_view()}
                <p class="note" role="status"></p>
            </fieldset>
            <p>
                <a href=format!("{}#sample={}", use_site().href(&Page::JwtLab), question.sample)>"Open it in the lab"</a>
                " · "
                <PageLink to=Page::Card(CardId(question.card.to_owned()))>"The card that explains it"</PageLink>
            </p>
        </div>
    }
}

/// Why the right answer is right, with its source.
fn why(question: &Question, rule: &'static Rule) -> impl IntoView {
    let source = rule.source.map(|source| {
        view! {
            " "
            <a href=source.url()>{source.to_string()}</a>
            "."
        }
    });
    view! { {question.point} " " {rule.reason} " " {rule.advice} {source} }
}
