//! The first page until there is a review: what this is and how it works. The same for everyone.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::domain::words;
use crate::state::deck::use_deck;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// Three sentences about the loop, a button that starts it, and the topics.
#[component]
pub fn FirstVisit() -> impl IntoView {
    let index = use_deck().index();
    let questions = words::count(index.cards.len(), "question", "questions");
    let topics = index.topics.iter().map(|topic| {
        let cards = words::count(index.in_topic(&topic.id).count(), "card", "cards");
        view! {
            <div>
                <dt>{topic.title.clone()}</dt>
                <dd>{cards}</dd>
                <dd>{topic.line.clone()}</dd>
            </div>
        }
    });
    let topics = topics.collect_view();
    view! {
        <PageHead
            side=words::capital(&questions)
            title="Say it in your own words, then see what you missed"
            lead="Groundwork asks what a teacher would ask about tokens, tests, servers and data, and brings each question back shortly before you would forget the answer."
        >
            <PageLink to=Page::Study button="primary">"Try the first card"</PageLink>
        </PageHead>
        <section class="section" aria-labelledby="how">
            <h2 id="how">"How it works"</h2>
            <div>
                <ol class="stack">
                    <li>"Answer before you look. Two or three sentences are enough."</li>
                    <li>"Compare with the key points and tick what you said. Note anything that was false."</li>
                    <li>"Say how hard it was. Easy cards rest for longer; missed ones come back the same day."</li>
                </ol>
            </div>
        </section>
        <section class="section" aria-labelledby="topics">
            <h2 id="topics">"Topics"</h2>
            <div>
                <div class="stack">
                    <dl class="rows">{topics}</dl>
                    <p>
                        "There is no account. Answers and progress are kept in this browser only. "
                        <PageLink to=Page::Cards>"See all cards"</PageLink>
                    </p>
                </div>
            </div>
        </section>
    }
}
