//! The sections of a card that both its page and the comparison in a study session show.

use leptos::prelude::*;

use crate::domain::card::{Kind, ModelAnswer, Source};
use crate::domain::study_card::StudyCard;

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
pub fn Explanation(card: StudyCard) -> impl IntoView {
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
