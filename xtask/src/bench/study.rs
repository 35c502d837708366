//! Due queue, fold and load as the course grows, in Chromium and natively, beside ts-fsrs.

use super::samples::Results;
use super::table::{Table, time};
use super::{SAMPLES, chromium, native, rounds};

/// Cards; each is reviewed [`REVIEWS`] times.
const CARDS: [usize; 3] = [14, 1_000, 10_000];
const REVIEWS: usize = 10;

/// A table: what is measured, its title, and who does it, by name and title.
struct Wanted {
    what: &'static str,
    title: &'static str,
    who: &'static [(&'static str, &'static str)],
}

const NATIVE: (&str, &str) = ("native", "Groundwork, natively");
const WASM: (&str, &str) = ("wasm", "Groundwork, in Chromium");

const TABLES: [Wanted; 4] = [
    Wanted {
        what: "load",
        title: "Load: the log's text read and folded",
        who: &[
            NATIVE,
            WASM,
            ("next", "JSON.parse and ts-fsrs, next()"),
            ("lean", "JSON.parse and ts-fsrs, next_state()"),
        ],
    },
    Wanted {
        what: "fold",
        title: "Fold: reviews to each card's memory and due day",
        who: &[NATIVE, WASM, ("next", "ts-fsrs, next()"), ("lean", "ts-fsrs, next_state()")],
    },
    Wanted {
        what: "queue",
        title: "Due queue: what to study today, most overdue first",
        who: &[NATIVE, WASM, ("next", "filter and sort over ts-fsrs cards")],
    },
    Wanted {
        what: "next",
        title: "Preview: what each of the four grades would make of a card",
        who: &[NATIVE, WASM, ("next", "ts-fsrs, repeat()")],
    },
];

/// Cards in digits grouped by thousands.
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// How many times longer it takes at ten times the cards.
#[expect(clippy::cast_precision_loss, reason = "numbers of cards are small")]
fn growth(less: (usize, f64), more: (usize, f64)) -> f64 {
    (more.1 / less.1).powf(1.0 / (more.0 as f64 / less.0 as f64).log10())
}

fn table(native: &Results, chromium: &Results, wanted: &Wanted) -> Result<Table, String> {
    let Wanted { what, title, who } = wanted;
    let cards = CARDS.map(grouped);
    let mut headings = vec!["median (p95)".to_owned(), format!("{} cards", cards[0])];
    for cards in &cards[1..] {
        headings.extend(["per ten-fold".to_owned(), format!("{cards} cards")]);
    }
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut table = Table::new(&format!("{title} ({REVIEWS} reviews a card)"), &headings);
    for (who, name) in *who {
        let mut row = vec![(*name).to_owned()];
        let mut before = None;
        for cards in CARDS {
            let results = if *who == "native" { native } else { chromium };
            let samples = results.get(&format!("{who}/{what}/{cards}"))?;
            let here = (cards, samples.median());
            if let Some(before) = before {
                row.push(format!("×{:.1}", growth(before, here)));
            }
            before = Some(here);
            row.push(format!("{} ({})", time(samples.median()), time(samples.p95())));
        }
        table.row(row);
    }
    Ok(table)
}

/// The tables.
///
/// # Errors
/// A program could not be built or run, or the two schedulers do not agree.
pub fn measure() -> Result<Vec<Table>, String> {
    let sizes: Vec<usize> = std::iter::once(REVIEWS).chain(CARDS).collect();
    let native = native::measure("study", &sizes)?;
    chromium::side_by_side()?;
    let chromium = chromium::measure("study", &sizes)?;
    let mut tables = Vec::new();
    for wanted in &TABLES {
        tables.push(table(&native, &chromium, wanted)?);
    }
    if let Some(last) = tables.last_mut() {
        last.note(
            "Both sides came to the same stability, difficulty and due day of every card before they were timed.",
        );
        last.note(&format!(
            "{} rounds in turn of {SAMPLES} samples; a sample repeats the work for at least 10 ms, in Chromium 20.",
            rounds()
        ));
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_in_proportion_grows_ten_times_per_ten_fold() {
        assert!((growth((14, 0.014), (1_000, 1.0)) - 10.0).abs() < 1e-9);
        assert!((growth((1_000, 1.0), (10_000, 1.0)) - 1.0).abs() < 1e-9);
        assert_eq!([14, 1_000, 10_014].map(grouped), ["14", "1,000", "10,014"]);
    }
}
