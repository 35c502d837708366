//! The first page until there is a review: what this is and how it works. The same for everyone.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::domain::words;
use crate::state::deck::use_deck;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// Topics that it names: the first ones.
const SHOWN: usize = 20;

/// Three sentences about the loop, a button that starts it, and the topics.
#[component]
pub fn FirstVisit() -> impl IntoView {
    let index = use_deck().index();
    let questions = words::count(index.cards.len(), "question", "questions");
    let more = index.topics.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("And {}. ", words::count(more, "topic more", "topics more")));
    let topics = index.topics.iter().take(SHOWN).map(|topic| {
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
                        {more} "There is no account. Answers and progress are kept in this browser only. "
                        <PageLink to=Page::Cards>"See all cards"</PageLink>
                    </p>
                </div>
            </div>
        </section>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::card::TopicId;
    use crate::domain::deck::{Index, Topic};
    use crate::state::deck::DeckStore;
    use crate::state::site::Site;

    #[test]
    fn of_many_topics_the_first_are_named_and_the_others_counted() {
        let drawn = |count: usize| {
            let topic = |i| Topic { id: TopicId(format!("t{i}")), title: format!("Topic {i}"), line: String::new() };
            let index = Index { topics: (0..count).map(topic).collect(), ..Index::default() };
            let html = Owner::new().with(|| {
                provide_context(Site::new("/".to_owned()));
                provide_context(DeckStore::new(index));
                view! { <FirstVisit /> }.to_html()
            });
            (html.matches("<dt>").count(), html.contains("more."))
        };
        assert_eq!(drawn(20), (20, false));
        assert_eq!(drawn(180), (20, true));
    }
}
