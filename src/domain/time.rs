//! Instants and the local calendar days that study is counted in.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// Minutes east of UTC that a clock showed (+60 in Berlin in winter). Daylight saving is part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UtcOffset(pub i16);

/// A local calendar day, as days since 1970-01-01, that begins at the rollover hour instead of at midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// Hour at which a study day begins when nothing else is set: late enough for night owls.
    pub const ROLLOVER_HOUR: u8 = 4;

    /// The study day of an instant on a clock that shows `offset`.
    pub fn of(at: Timestamp, offset: UtcOffset, rollover_hour: u8) -> Self {
        const MINUTE: i64 = 60_000;
        let local = at.0.saturating_add(i64::from(offset.0) * MINUTE - i64::from(rollover_hour) * 60 * MINUTE);
        Self(i32::try_from(local.div_euclid(24 * 60 * MINUTE)).unwrap_or(i32::MAX))
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day of a date such as `2026-03-10` (ISO 8601, years 0000 to 9999). `None` when there is no such date.
    pub fn from_iso(date: &str) -> Option<Self> {
        let number = |from, to| date.get(from..to)?.parse::<i32>().ok();
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        if !(1..=12).contains(&month) {
            return None;
        }
        // Years from March to February, so that the leap day comes last.
        let years = year - i32::from(month < 3);
        let before_month = (153 * ((month + 9) % 12) + 2) / 5;
        let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
        let found = Self(years * 365 + leap_days + before_month + day - 1 - MARCH_1_OF_YEAR_0);
        // What is written in another way, or is past the end of its month, comes back as something else.
        (found.to_iso() == date).then_some(found)
    }

    /// The year, the month from 0, and the day of the month from 1.
    pub(super) fn parts(self) -> (i64, usize, i64) {
        let days = i64::from(self.0) + i64::from(MARCH_1_OF_YEAR_0);
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        // Centuries of 36,524 days, but for the fourth; fours of 1,461 days, but for the last of a century; years.
        let century = (day / 36_524).min(3);
        let day = day - century * 36_524;
        let four = day / 1_461;
        let day = day - four * 1_461;
        let year = (day / 365).min(3);
        let day = day - year * 365;
        let month = (5 * day + 2) / 153;
        let of_month = day - (153 * month + 2) / 5 + 1;
        (era * 400 + century * 100 + four * 4 + year + i64::from(month > 9), (month as usize + 2) % 12, of_month)
    }

    /// The date as `2026-03-10`, for the years 0000 to 9999.
    pub fn to_iso(self) -> String {
        let (year, month, of_month) = self.parts();
        let mut text = String::with_capacity(10);
        for (number, after) in [(year / 100, ""), (year % 100, "-"), (month as i64 + 1, "-"), (of_month, "")] {
            text.push(char::from(b'0' + number.div_euclid(10).rem_euclid(10) as u8));
            text.push(char::from(b'0' + number.rem_euclid(10) as u8));
            text.push_str(after);
        }
        text
    }
}

/// Days from 0000-03-01 to 1970-01-01.
const MARCH_1_OF_YEAR_0: i32 = 719_468;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_day_turns_at_four_in_the_morning_local_time() {
        // 2026-03-10T02:59:59Z is 03:59:59 in Berlin: still the study day of 9 March.
        let day = |ms: i64| Day::of(Timestamp(ms), UtcOffset(60), Day::ROLLOVER_HOUR);
        let before = 1_773_111_599_000;
        assert_eq!(day(before).since(Day(20_521)), 0);
        assert_eq!(day(before + 1_000), Day(20_522));
        assert_eq!(day(-1), Day(-1));
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        let table = [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2026-03-10", 20_522),
            ("2000-02-29", 11_016),
            ("2000-03-01", 11_017),
            ("2100-02-28", 47_540),
            ("2100-03-01", 47_541),
            ("9999-12-31", 2_932_896),
            ("0000-03-01", -719_468),
        ];
        for (date, day) in table {
            assert_eq!((Day::from_iso(date), Day(day).to_iso().as_str()), (Some(Day(day)), date));
        }
        for day in -200_000..200_000 {
            assert_eq!(Day::from_iso(&Day(day).to_iso()), Some(Day(day)));
        }
        let none =
            ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "+026-03-10", "2026-03-1é"];
        for date in none.into_iter().chain(["2026/03/10", "2026-03-10T", "2026-03-00", "2026-03--1"]) {
            assert_eq!(Day::from_iso(date), None, "{date}");
        }
    }
}
