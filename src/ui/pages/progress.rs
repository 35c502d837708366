//! What has been reviewed, how it went, what is firm, and what comes back when.

use leptos::prelude::*;

use super::today::TopicTable;
use crate::domain::order;
use crate::domain::page::Page;
use crate::domain::queue::{self, Status};
use crate::domain::settings::Number;
use crate::domain::time::Day;
use crate::domain::{statistics, words};
use crate::state::deck::use_deck;
use crate::state::study::use_study;
use crate::ui::components::card_text::Section;
use crate::ui::components::chart::chart;
use crate::ui::components::chart_calendar::{self, calendar};
use crate::ui::components::chart_calibration::calibration;
use crate::ui::components::chart_due::{self, due};
use crate::ui::components::chart_recall::recall;
use crate::ui::components::grade_bar;
use crate::ui::components::link::PageLink;
use crate::ui::components::missed_points::MissedPoints;
use crate::ui::components::own_words::OwnWords;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::reminder::Reminder;
use crate::ui::components::table::{Column, table};

/// Answered cards that the table shows, the ones due first.
const SHOWN: usize = 40;

const COLUMNS: [Column; 4] =
    [Column::Text("Card"), Column::Number("Reviews"), Column::Text("Last grade"), Column::Text("Next")];

/// Progress so far; an empty state that teaches.
#[component]
pub fn ProgressPage() -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let reviewed = Memo::new(move |_| study.reviews() > 0 && deck.is_whole());
    move || if reviewed.get() { Summary().into_any() } else { Empty().into_any() }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <PageHead
            side="Progress"
            title="Nothing reviewed yet"
            lead="After the first card this page shows what you have answered, how firm it is, and when it comes back."
        >
            <div class="cluster">
                <PageLink to=Page::Study button="primary">"Answer the first card"</PageLink>
                <PageLink to=Page::Settings button="plain">"Import a backup"</PageLink>
            </div>
        </PageHead>
    }
}

/// The four charts.
fn charts() -> [AnyView; 4] {
    let study = use_study();
    let today = move || study.today().unwrap_or_default();
    let due = move || due(&study.forecast(chart_due::DAYS - 1), today());
    let recall = move || {
        let wanted = study.settings().get(Number::Retention) as usize;
        let month_ago = Day(today().0 - 29);
        study.with(|study| {
            recall(statistics::recall_rate(study, month_ago), statistics::recall_rate(study, Day(i32::MIN)), wanted)
        })
    };
    let calibration = move || study.with(|study| calibration(&statistics::calibration(study)));
    let calendar = move || {
        let today = today();
        let counts = study.with(|study| statistics::calendar(study, today, chart_calendar::days(today)));
        calendar(&counts, today)
    };
    [
        chart("due", "Due", &["Day", "Cards"], Box::new(due)),
        chart("recall", "Recall", &["Reviews", "Recalled", "Of", "Percent"], Box::new(recall)),
        chart("confidence", "Confidence", &["You were", "Expected", "Had", "Answers"], Box::new(calibration)),
        chart("days", "Days", &["Week of", "Days", "Answers"], Box::new(calendar)),
    ]
}

#[component]
fn Summary() -> impl IntoView {
    let (study, deck) = (use_study(), use_deck());
    let lead = move || {
        let index = deck.index();
        let (known, firm) = study.with(|study| {
            index.cards.iter().fold((0, 0), |(known, firm), card| {
                let status = queue::status(study.memory(&card.id));
                (known + usize::from(status != Status::New), firm + usize::from(status == Status::Firm))
            })
        });
        format!(
            "{} so far, on {} of {}; {} firm.",
            words::capital(&words::count(study.reviews(), "review", "reviews")),
            words::number(known),
            words::count(index.cards.len(), "card", "cards"),
            match firm {
                0 => "none is".to_owned(),
                1 => "one is".to_owned(),
                _ => format!("{} are", words::number(firm)),
            },
        )
    };
    let rows = move || {
        let index = deck.index();
        let mut answered: Vec<(Day, usize)> = study.with(|study| {
            let cards = index.cards.iter().enumerate();
            cards.filter_map(|(place, card)| Some((study.due(&card.id)?, place))).collect()
        });
        order::sort_by(&mut answered, |a, b| a.0.cmp(&b.0));
        let rows =
            answered.into_iter().take(SHOWN).filter_map(|(_, place)| index.cards.get(place).cloned()).map(|card| {
                let (reviews, grade) = study.with(|study| {
                    let mut history = study.history(&card.id);
                    let last = history.next_back().map(|(_, review)| review.grade);
                    (history.count() + usize::from(last.is_some()), last)
                });
                let standing = study.standing(&card.id);
                view! {
                    <tr>
                        <th scope="row">
                            <PageLink to=Page::Card(card.id.clone())>{card.title.clone()}</PageLink>
                        </th>
                        <td data-type="number">{reviews}</td>
                        <td>{grade.map(grade_bar::name)}</td>
                        <td>{standing}</td>
                    </tr>
                }
            });
        rows.collect::<Vec<_>>()
    };
    view! {
        <Reminder />
        <PageHead side="Progress" title="Your progress" lead=lead>
            <PageLink to=Page::Settings button="plain">"Settings and backup"</PageLink>
        </PageHead>
        {charts().into_iter().collect::<Vec<_>>()}
        <Section id="topics" title="Topics">
            <TopicTable />
        </Section>
        <MissedPoints />
        <Section id="answered" title="Answered">
            {table(None, &COLUMNS, rows)}
        </Section>
        <OwnWords />
    }
}
