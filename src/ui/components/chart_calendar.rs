//! Answers a day over twelve weeks: a square a day, the larger the more.

use super::chart::{Drawing, Figure};
use crate::domain::dates::{self, weekday};
use crate::domain::time::Day;
use crate::domain::words;

const WEEKS: i32 = 12;

/// Days that the chart shows, `today` being the last.
pub fn days(today: Day) -> usize {
    usize::try_from((WEEKS - 1) * 7 + weekday(today) + 1).unwrap_or(0)
}

/// The chart of the answers on each of [`days`], oldest first.
pub fn calendar(counts: &[usize], today: Day) -> Figure {
    let most = counts.iter().max().copied().unwrap_or(0).max(1);
    let monday = Day(today.0 - weekday(today) - (WEEKS - 1) * 7);
    let mut shapes = Drawing::default();
    for (row, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")] {
        shapes.text("start", 0, 36 + 24 * row, name);
    }
    let mut rows = Vec::new();
    let mut named = None;
    for (week, counts) in (0..).zip(counts.chunks(7)) {
        let first = Day(monday.0 + 7 * week);
        let x = 50 + 25 * week;
        // A name is as wide as a column: not in two that follow each other.
        let name = dates::month(first);
        if named != Some(name) && dates::month(Day(first.0 + 7)) == name {
            shapes.text("middle", x, 12, name);
            named = Some(name);
        }
        for (day, count) in (0..).zip(counts) {
            let y = 32 + 24 * day;
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "at most 9")]
            let half = ((*count as f64 / most as f64).sqrt() * 9.0).ceil() as i32;
            match half {
                0 => shapes.rect("dot", x - 1, y - 1, 2, 2),
                _ => shapes.rect("", x - half, y - half, 2 * half, 2 * half),
            }
        }
        let days = counts.iter().filter(|count| **count > 0).count();
        rows.push(vec![dates::long(first), days.to_string(), counts.iter().sum::<usize>().to_string()]);
    }
    let caption = format!(
        "Answers a day over twelve weeks; the larger the square, the more answers. {} on {}.",
        words::capital(&words::count(counts.iter().sum(), "answer", "answers")),
        words::count(counts.iter().filter(|count| **count > 0).count(), "day", "days"),
    );
    Figure { shapes, height: 188, caption, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_end_with_today() {
        // 2026-03-10 was a Tuesday.
        let today = Day::from_iso("2026-03-10").unwrap();
        assert_eq!((weekday(today), days(today)), (1, 79));
        let mut counts = vec![0; 79];
        (counts[0], counts[77], counts[78]) = (1, 2, 4);
        let figure = calendar(&counts, today);
        assert_eq!(figure.rows.len(), 12);
        assert_eq!(figure.rows[0], ["Monday 22 December", "1", "1"]);
        assert_eq!(figure.rows[11], ["Monday 9 March", "2", "6"]);
        assert!(figure.caption.ends_with("Seven answers on three days."), "{}", figure.caption);
    }
}
