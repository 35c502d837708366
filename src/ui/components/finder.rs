//! Words and choices that narrow the list of cards down, and how many that leaves.

use leptos::prelude::*;

use crate::domain::browse::{self, Filter};
use crate::platform::page;
use crate::state::browse::Browse;
use crate::state::deck::use_deck;
use crate::ui::erased::handler;

/// One list to choose from; what is chosen first leaves nothing out.
fn choice(
    browse: Browse,
    live: bool,
    id: &'static str,
    label: &'static str,
    part: fn(&mut Filter) -> &mut String,
    options: Vec<(String, String)>,
) -> AnyView {
    let asked = Memo::new(move |_| browse.filter.with(|filter| part(&mut filter.clone()).clone()));
    let options = options.into_iter().map(|(value, name)| {
        let own = value.clone();
        let chosen = move || asked.with(|asked| *asked == own);
        view! {
            <option value=value prop:selected=chosen>
                {name}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                id=id
                autocomplete="off"
                disabled=!live
                on:change:target=move |event| browse.change(|filter| *part(filter) = event.target().value())
            >
                <option value="">"All"</option>
                {options.collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

/// The search box, the three lists, and the count, which is spoken politely.
#[component]
pub fn Finder(
    browse: Browse,
    /// Whether a person's progress is known: not in a prerendered page.
    live: bool,
) -> impl IntoView {
    let index = use_deck().index();
    let topics =
        index.topics.iter().take(browse::TOPICS).map(|topic| (topic.id.to_string(), topic.title.clone())).collect();
    let tags = browse::tags(&index).into_iter().map(|tag| (tag.to_owned(), tag.to_owned())).collect();
    let narrowed = Memo::new(move |_| browse.filter.with(|filter| !filter.is_empty()));
    let statuses = browse::STATUSES.map(|(name, label)| (name.to_owned(), label.to_owned())).to_vec();
    view! {
        <div class="stack">
            <div class="field">
                <label for="search">"Words in questions, answers, key points and tags"</label>
                <input
                    id="search"
                    type="search"
                    spellcheck="false"
                    prop:value=move || browse.filter.with(|filter| filter.query.clone())
                    on:focus=move |_| browse.ask_texts()
                    on:input:target=move |event| browse.change(|filter| filter.query = event.target().value())
                />
            </div>
            <div class="choosers">
                {choice(browse, live, "topic", "Topic", |filter| &mut filter.topic, topics)}
                {choice(browse, live, "tag", "Tag", |filter| &mut filter.tag, tags)}
                {choice(browse, live, "status", "Status", |filter| &mut filter.status, statuses)}
            </div>
            <div class="cluster">
                <p class="note" id="found" role="status" tabindex="-1">
                    {move || browse.found().to_string()}
                    {move || browse.limits().map(|limits| [" ", &limits].concat())}
                </p>
                {move || {
                    narrowed
                        .get()
                        .then(|| {
                            let all = handler(move || {
                                browse.change(|filter| *filter = Filter::default());
                                // The button goes; a person goes on where words are typed.
                                page::focus("#search");
                            });
                            view! {
                                <button class="button" data-kind="plain" type="button" on:click=all>
                                    "Show all"
                                </button>
                            }
                        })
                }}
            </div>
        </div>
    }
}
