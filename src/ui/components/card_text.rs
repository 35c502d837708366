//! The sections of a card that both its page and the comparison in a study session show.

use leptos::prelude::*;

use crate::domain::card::{Html, Kind};
use crate::domain::study_card::StudyCard;

/// One section of a page: side-head and text.
#[component]
pub fn Section(
    /// The heading's id, by which the section is named.
    id: &'static str,
    title: &'static str,
    /// Whether it is laid out after what stands above it.
    #[prop(optional)]
    waits: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" data-waits=waits.then_some("") aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div>{children()}</div>
        </section>
    }
}

/// The model answer, or an opinion card's two.
#[component]
pub fn Explanation(card: StudyCard) -> impl IntoView {
    let title = if card.kind == Kind::Opinion { "Two answers" } else { "Explanation" };
    view! {
        <Section id="why" title>
            <div class="stack" inner_html=card.explanation.0></div>
        </Section>
    }
}

/// The card's sources, numbered as its text cites them.
#[component]
pub fn Sources(items: Html) -> impl IntoView {
    view! {
        <Section id="sources" title="Sources">
            <ol class="sources" inner_html=items.0></ol>
        </Section>
    }
}
