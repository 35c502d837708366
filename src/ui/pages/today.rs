//! What is due today. Until there is a review the page is what was prerendered: `ui/still/first_visit.rs`.

use leptos::prelude::*;

use crate::domain::dates;
use crate::domain::page::Page;
use crate::domain::queue::{Queue, Status};
use crate::domain::settings::Number;
use crate::domain::time::Day;
use crate::domain::{statistics, words};
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::pips::{SQUARES, pips};
use crate::ui::components::table::{Column, table};

/// The day's work, once there is a review.
#[component]
pub fn Today() -> impl IntoView {
    let study = use_study();
    move || study.today().map(|today| view! { <InUse today /> }.into_any())
}

fn split(queue: &Queue) -> String {
    let parts = [
        (queue.due.len(), "has come round again", "have come round again"),
        (queue.new.len(), "is new", "are new"),
        (queue.again.len(), "wants another try", "want another try"),
    ];
    let parts = parts.iter().filter(|(n, ..)| *n > 0);
    let said = parts.map(|(n, one, many)| format!("{} {}", words::number(*n), if *n == 1 { one } else { many }));
    words::capital(&said.collect::<Vec<_>>().join(", "))
}

/// What the list leaves out, and the new cards that wait.
fn rest(queue: &Queue) -> Option<AnyView> {
    let more = queue.len().saturating_sub(20);
    let more = (more > 0).then(|| format!("And {more} more."));
    let held = (queue.held_back > 0).then(|| {
        format!(
            "{} for another day.",
            words::capital(&words::count(queue.held_back, "new card waits", "new cards wait"))
        )
    });
    let said = more.into_iter().chain(held).collect::<Vec<_>>().join(" ");
    (!said.is_empty()).then(|| view! { <p class="note">{said}</p> }.into_any())
}

fn day_name(ahead: usize, today: Day) -> String {
    match i32::try_from(ahead) {
        Ok(1) | Err(_) => "tomorrow".to_owned(),
        Ok(ahead) => format!("on {}", dates::long(Day(today.0 + ahead))),
    }
}

/// The next three days with cards. `new` is how many new ones wait for tomorrow.
fn next_days(forecast: &[usize], new: usize, today: Day) -> String {
    let new = (new > 0).then(|| format!("{} tomorrow", words::count(new, "new card", "new cards")));
    let coming = forecast.iter().enumerate().skip(1).filter(|(_, cards)| **cards > 0).take(3);
    let coming =
        coming.map(|(ahead, cards)| format!("{} {}", words::count(*cards, "card", "cards"), day_name(ahead, today)));
    let said = new.into_iter().chain(coming).collect::<Vec<_>>().join(", ");
    if said.is_empty() { "Nothing in the next two weeks.".to_owned() } else { words::capital(&said) + "." }
}

/// When to come back, when nothing is due: with the next card, or with the new ones that wait for tomorrow.
fn come_back(forecast: &[usize], held_back: usize, today: Day) -> String {
    let next = forecast.iter().enumerate().skip(1).find(|(_, cards)| **cards > 0).map(|(ahead, _)| ahead);
    if held_back > 0 && next != Some(1) {
        return "Come back tomorrow, for new cards. Studying the others earlier than they are due would teach you less."
            .to_owned();
    }
    let when = next.map_or("in some weeks".to_owned(), |ahead| day_name(ahead, today));
    format!("Come back {when}, when the next card does. Studying it earlier would teach you less.")
}

#[component]
fn InUse(today: Day) -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let queue = study.queue();
    let heading = move || match queue.with(Queue::len) {
        0 => "Nothing is due today".to_owned(),
        n => words::capital(&format!("{} today", words::count(n, "card", "cards"))),
    };
    let lead = move || match queue.with(Queue::is_empty) {
        true => come_back(&study.forecast(60), queue.with(|queue| queue.held_back), today),
        false => format!("{}. You can stop after any card.", queue.with(split)),
    };
    let done = move || study.session().len();
    let action = move || {
        if queue.with(Queue::is_empty) {
            view! { <PageLink to=Page::JwtLab button="secondary">"Open the JWT lab"</PageLink> }.into_any()
        } else {
            let label = match done() {
                0 => "Start with the first card".to_owned(),
                done => {
                    format!("Go on: {} answered, {} left", words::number(done), words::number(queue.with(Queue::len)))
                }
            };
            view! { <PageLink to=Page::Study button="primary">{label}</PageLink> }.into_any()
        }
    };
    let new_tomorrow = move || {
        let limit = study.settings().get(Number::NewPerDay) as usize;
        queue.with(|queue| queue.held_back.min(limit))
    };
    let due = move || {
        let index = deck.index();
        let rows = queue.with(|queue| {
            // A long list is no use: what is shown is what one may do in a sitting.
            queue.iter().take(20).filter_map(|place| index.cards.get(place)).cloned().collect::<Vec<_>>()
        });
        let rows = rows.into_iter().map(|entry| {
            let topic = index.topic(&entry.topic).map_or_else(String::new, |topic| topic.title.clone());
            let standing = study.standing(&entry.id);
            view! {
                <li>
                    <PageLink to=Page::Card(entry.id)>{entry.title}</PageLink>
                    <small>{format!("{topic}, {standing}")}</small>
                </li>
            }
        });
        let rows = rows.collect_view();
        (!queue.with(Queue::is_empty)).then(|| {
            view! {
                <section class="section" aria-labelledby="due">
                    <h2 id="due">"Today’s cards"</h2>
                    <div>
                        <ol class="agenda">{rows}</ol>
                        {move || queue.with(rest)}
                    </div>
                </section>
            }
        })
    };
    view! {
        <PageHead
            side=dates::long(today)
            title=heading
            lead=lead
        >
            <div class="cluster">{action} <PageLink to=Page::Cards button="plain">"Only read"</PageLink></div>
        </PageHead>
        {due}
        <section class="section" aria-labelledby="topics">
            <h2 id="topics">"Topics"</h2>
            <div>
                <TopicTable />
            </div>
        </section>
        <section class="section" aria-labelledby="next">
            <h2 id="next">"Coming up"</h2>
            <div>
                <p>
                    {move || next_days(&study.forecast(14), new_tomorrow(), today)} " "
                    <PageLink to=Page::Progress>"See your progress"</PageLink>
                </p>
            </div>
        </section>
    }
}

/// Topics that the table shows.
const SHOWN: usize = 20;

/// Each topic's cards as squares, and how many are firm.
#[component]
pub fn TopicTable() -> impl IntoView {
    let (study, index) = (use_study(), use_deck().index());
    let topics = index.topics.len();
    let more = (topics > SHOWN).then(|| {
        view! {
            <p class="note">
                {format!("{SHOWN} of {topics} topics, those that you have begun before the others. ")}
                <PageLink to=Page::Cards>"All cards"</PageLink>
            </p>
        }
    });
    let large = index.cards.chunk_by(|a, b| a.topic == b.topic).any(|cards| cards.len() > SQUARES);
    let rows = move || {
        let states = study.with(|study| statistics::topics(study, &index, SHOWN));
        let rows = states.iter().map(|state| {
            let count = |wanted| state.count(wanted);
            let firm = format!("{} of {}", count(Status::Firm), state.cards.len());
            let parts = [(Status::Firm, "firm"), (Status::Learning, "being learnt"), (Status::New, "new")];
            let said = parts.into_iter().filter(|(status, _)| count(*status) > 0);
            let label = said.map(|(status, word)| format!("{} {word}", words::number(count(status))));
            let label = words::capital(&label.collect::<Vec<_>>().join(", "));
            view! {
                <tr>
                    <th scope="row">{index.topic(state.topic).map(|topic| topic.title.clone())}</th>
                    <td inner_html=pips(&state.cards, &label)></td>
                    <td data-type="number">{firm}</td>
                </tr>
            }
        });
        rows.collect::<Vec<_>>()
    };
    let caption = format!(
        "A square is a card{}: {} firm, {} being learnt, {} not yet answered. Firm: it can rest for three weeks and you \
         would still be likely to answer it.",
        if large { ", or a tenth of a topic of more than ten" } else { "" },
        pips(&[Status::Firm], "filled"),
        pips(&[Status::Learning], "half filled"),
        pips(&[Status::New], "empty"),
    );
    let table = table(Some(caption), &[Column::Text("Topic"), Column::Text("Cards"), Column::Number("Firm")], rows);
    view! { <div class="stack">{table} {more}</div> }
}
