//! The budget's rows about a page in use, with the course as it is and with 10,000 cards.

use groundwork::content;
use groundwork::domain::card::{CardId, TopicId};
use groundwork::domain::deck::Deck;

use super::chromium;
use super::samples::Results;
use super::table::{Budget, Table, time};
use crate::root;

/// Cards of a large course.
const MANY: usize = 10_000;

/// Reviews of each card, where they fit into storage.
const REVIEWS: usize = 10;

/// The course's cards again and again, under other names, until there are `count`.
fn large(deck: &Deck, count: usize) -> Deck {
    let mut large = Deck::default();
    for round in 0.. {
        for topic in &deck.topics {
            let mut topic = topic.clone();
            topic.id = TopicId(format!("{}-{round}", topic.id));
            large.topics.push(topic);
        }
        for card in &deck.cards {
            let mut card = card.clone();
            let named = |id: &CardId| CardId(format!("{id}-{round}"));
            card.confusable = card.confusable.iter().map(named).collect();
            card.id = named(&card.id);
            card.topic = TopicId(format!("{}-{round}", card.topic));
            large.cards.push(card);
            if large.cards.len() == count {
                return large;
            }
        }
    }
    large
}

/// A row of the budget in ARCHITECTURE: its title, its samples, what is allowed in ms, and which of the samples counts.
type Row = (&'static str, &'static str, Budget, Counts);

#[derive(Clone, Copy)]
enum Counts {
    Median,
    /// Interaction to Next Paint: the worst, but for one in fifty.
    Inp,
}

const fn budget(aim: f64, limit: f64) -> Budget {
    Budget { aim, limit }
}

fn rows(few: usize) -> Vec<(String, String, Budget, Counts)> {
    let rows: [Row; 5] = [
        ("INP on study, FEW cards", "inp/FEW", budget(40.0, 80.0), Counts::Inp),
        ("INP on study, MANY cards", "inp/MANY", budget(80.0, 150.0), Counts::Inp),
        ("search key press, MANY cards", "search/MANY", budget(13.0, 25.0), Counts::Median),
        ("due count, MANY cards", "count/MANY", budget(2.0, 5.0), Counts::Median),
        ("saving a grade, MANY cards", "saving/MANY", budget(1.0, 4.0), Counts::Median),
    ];
    let named = |text: &str| text.replace("FEW", &few.to_string()).replace("MANY", &MANY.to_string());
    rows.map(|(title, name, budget, counts)| (named(title), named(name), budget, counts)).into()
}

fn kept(results: &Results, few: usize) -> Result<Table, String> {
    let headings = ["what", "aim", "limit", "slowed 4×", "", "as it is", ""];
    let mut table = Table::new("The budget of a page in use", &headings);
    for (title, name, budget, counts) in rows(few) {
        let mut row = vec![title, time(budget.aim), time(budget.limit)];
        for rate in [4, 1] {
            let samples = results.get(&format!("{name}/{rate}"))?;
            let measured = match counts {
                Counts::Median => samples.median(),
                Counts::Inp => samples.inp(),
            };
            row.extend([time(measured), budget.verdict(measured).to_owned()]);
        }
        table.row(row);
    }
    table.note("The budget is meant for a phone: a processor slowed down four times, as Lighthouse does. Medians; INP is the worst");
    table.note("interaction but for one in fifty, as browsers report it (in steps of 8 ms; what is quicker than 16 counts as 16).");
    table.note(
        "Search is the time from the key until the page has changed; a frame that paints it comes every 16.7 ms.",
    );
    Ok(table)
}

fn parts(results: &Results, few: usize) -> Result<Table, String> {
    let headings = ["until painted: median (p95)", "FEW", "FEW, 4×", "MANY", "MANY, 4×"];
    let named = headings.map(|text| text.replace("FEW", &few.to_string()).replace("MANY", &MANY.to_string()));
    let mut table = Table::new("One press at a time", &named.each_ref().map(String::as_str));
    for (name, title) in [
        ("type", "a letter of the answer"),
        ("compare", "compare with the key points"),
        ("tick", "tick a point"),
        ("grade", "grade, and the next card"),
        ("search", "a letter of the search: page changed"),
        ("search-painted", "a letter of the search"),
    ] {
        let mut row = vec![title.to_owned()];
        for (cards, rate) in [(few, 1), (few, 4), (MANY, 1), (MANY, 4)] {
            let samples = results.get(&format!("{name}/{cards}/{rate}"))?;
            row.push(format!("{} ({})", time(samples.median()), time(samples.p95())));
        }
        table.row(row);
    }
    table.note("A letter of the answer changes nothing but its box: what it takes is the browser's and the machine's.");
    for cards in [few, MANY] {
        let reviews = results.get(&format!("reviews/{cards}"))?.median();
        table.note(&format!(
            "{cards} cards have {reviews} reviews each, of {REVIEWS} wanted: as many as fit into localStorage."
        ));
    }
    Ok(table)
}

fn elements(results: &Results, few: usize) -> Result<Table, String> {
    let mut table = Table::new("Elements of a page", &["page", "cards", "aim", "limit", "elements", ""]);
    let budget = budget(1_500.0, 2_500.0);
    for page in ["study", "cards", "progress"] {
        for cards in [few, MANY] {
            let there = results.get(&format!("elements/{page}/{cards}"))?.worst();
            let [aim, limit, there_text] = [budget.aim, budget.limit, there].map(|number| number.to_string());
            let verdict = budget.verdict(there).to_owned();
            table.row([page.to_owned(), cards.to_string(), aim, limit, there_text, verdict]);
        }
    }
    table.note(
        "The large course is the course over and over, topics and all: progress and the choice of a topic list each.",
    );
    Ok(table)
}

/// The tables.
///
/// # Errors
/// There is no built site, or a program could not be built or run.
pub fn measure() -> Result<Vec<Table>, String> {
    let deck = content::read(&root().join("content")).map_err(|faults| faults.to_string())?;
    let few = deck.cards.len();
    chromium::site(&format!("site-{few}"), None)?;
    chromium::site(&format!("site-{MANY}"), Some(&large(&deck, MANY)))?;
    chromium::side_by_side()?;
    let results = chromium::measure("pages", &[REVIEWS, few, MANY])?;
    Ok(vec![kept(&results, few)?, parts(&results, few)?, elements(&results, few)?])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_large_deck_has_as_many_cards_as_asked_for_and_no_id_twice() {
        let deck = content::read(&root().join("content")).unwrap();
        let large = large(&deck, 100);
        let ids: BTreeSet<_> = large.cards.iter().map(|card| &card.id).collect();
        assert_eq!((large.cards.len(), ids.len()), (100, 100));
        let topics: BTreeSet<_> = large.topics.iter().map(|topic| &topic.id).collect();
        assert!(large.cards.iter().all(|card| topics.contains(&card.topic)));
        assert!(large.cards.iter().any(|card| !card.confusable.is_empty()));
    }
}
