//! When a student is reminded to back up, and the line that keeps the last export: `1 2026-03-07 76`, a version, the day and
//! the number of reviews then.

use super::time::Day;

/// Where the line is kept.
pub const KEY: &str = "groundwork.exported";

/// Reviews since the last export after which to remind.
const REVIEWS: usize = 30;

/// Days since the last export after which to remind, if there are reviews since.
const DAYS: i32 = 14;

/// The last export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    pub day: Day,
    /// Reviews that counted then.
    pub reviews: usize,
}

impl Exported {
    /// The line to keep.
    pub fn write(self) -> String {
        ["1", &self.day.to_iso(), &self.reviews.to_string()].join(" ")
    }

    /// Reads a line; `None` when it is no such line.
    pub fn read(line: &str) -> Option<Self> {
        let (day, reviews) = line.strip_prefix("1 ")?.split_once(' ')?;
        Some(Self { day: Day::from_iso(day)?, reviews: reviews.parse().ok()? })
    }
}

/// Whether to remind: 30 reviews, or two weeks with any, since the last export; without one, since the first review.
pub fn is_due(exported: Option<Exported>, reviews: usize, first_review: Option<Day>, today: Day) -> bool {
    let (from, day) = exported.map_or((0, first_review), |last| (last.reviews, Some(last.day)));
    let new = reviews.saturating_sub(from);
    new >= REVIEWS || new > 0 && day.is_some_and(|day| today.since(day) >= DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_comes_after_thirty_reviews_or_two_weeks_with_any() {
        let exported = |day, reviews| Some(Exported { day: Day(day), reviews });
        let cases = [
            (None, 0, None, false),
            (None, 1, Some(86), true),
            (None, 1, Some(87), false),
            (None, 29, Some(99), false),
            (None, 30, Some(99), true),
            (exported(99, 40), 69, Some(1), false),
            (exported(99, 40), 70, Some(1), true),
            (exported(86, 40), 40, Some(1), false),
            (exported(86, 40), 41, Some(1), true),
            (exported(87, 40), 41, Some(1), false),
            // After an undo there are fewer.
            (exported(10, 40), 39, Some(1), false),
        ];
        for (exported, reviews, first, due) in cases {
            assert_eq!(is_due(exported, reviews, first.map(Day), Day(100)), due, "{exported:?} {reviews} {first:?}");
        }
    }

    #[test]
    fn the_last_export_comes_back_from_its_line() {
        let exported = Exported { day: Day(20_519), reviews: 76 };
        assert_eq!(exported.write(), "1 2026-03-07 76");
        assert_eq!(Exported::read("1 2026-03-07 76"), Some(exported));
        for line in ["", "1", "2 2026-03-07 76", "1 2026-03-07", "1 2026-02-30 76", "1 2026-03-07 x"] {
            assert_eq!(Exported::read(line), None, "{line:?}");
        }
    }
}
