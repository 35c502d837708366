//! Days and instants in words, in English as the pages are, so that they are read aloud as what they are.

use super::time::{Day, Timestamp, UtcOffset};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const DAY_MS: i64 = 86_400_000;

/// "10 March".
fn day_and_month(day: Day) -> String {
    let (_, month, of_month) = day.parts();
    format!("{of_month} {}", MONTHS[month])
}

/// Days from Monday to this day.
pub fn weekday(day: Day) -> i32 {
    // Day 0 was a Thursday.
    (day.0.rem_euclid(7) + 3) % 7
}

/// "Tuesday 10 March".
pub fn long(day: Day) -> String {
    format!("{} {}", WEEKDAYS[weekday(day) as usize], day_and_month(day))
}

/// "Tuesday 10 March 2026": for days that may be in another year.
pub fn full(day: Day) -> String {
    format!("{} {}", long(day), day.parts().0)
}

/// "Mar".
pub fn month(day: Day) -> &'static str {
    &MONTHS[day.parts().1][..3]
}

/// "10 Mar".
pub fn short(day: Day) -> String {
    format!("{} {}", day.parts().2, month(day))
}

/// "10 March 2026 at 10:00:00 UTC+1", as a clock showed it that was this far from UTC. Years before the first are counted
/// on below 0.
pub fn instant(at: Timestamp, offset: UtcOffset) -> String {
    let local = at.0.saturating_add(i64::from(offset.0) * 60_000);
    let day = Day(i32::try_from(local.div_euclid(DAY_MS)).unwrap_or(i32::MAX));
    let seconds = local.rem_euclid(DAY_MS) / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let zone = match (offset.0, offset.0.unsigned_abs()) {
        (0, _) => String::new(),
        (east, off) => {
            let sign = if east > 0 { '+' } else { '-' };
            let minutes = if off % 60 > 0 { format!(":{:02}", off % 60) } else { String::new() };
            format!("{sign}{}{minutes}", off / 60)
        }
    };
    format!("{} {} at {hour:02}:{minute:02}:{second:02} UTC{zone}", day_and_month(day), day.parts().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_named_as_people_write_it() {
        let named = |iso: &str| {
            let day = Day::from_iso(iso).unwrap();
            [long(day), full(day), short(day), month(day).to_owned()].join(", ")
        };
        assert_eq!(named("2026-03-10"), "Tuesday 10 March, Tuesday 10 March 2026, 10 Mar, Mar");
        assert_eq!(named("1969-12-31"), "Wednesday 31 December, Wednesday 31 December 1969, 31 Dec, Dec");
        assert_eq!(named("2024-02-29"), "Thursday 29 February, Thursday 29 February 2024, 29 Feb, Feb");
    }

    #[test]
    fn an_instant_is_what_the_clock_showed() {
        let at = |ms, minutes| instant(Timestamp(ms), UtcOffset(minutes));
        assert_eq!(at(1_773_133_445_999, 0), "10 March 2026 at 09:04:05 UTC");
        assert_eq!(at(1_773_133_445_000, 60), "10 March 2026 at 10:04:05 UTC+1");
        assert_eq!(at(1_773_133_445_000, 345), "10 March 2026 at 14:49:05 UTC+5:45");
        assert_eq!(at(1_773_133_445_000, -570), "9 March 2026 at 23:34:05 UTC-9:30");
        assert_eq!(at(-1, 0), "31 December 1969 at 23:59:59 UTC");
        // As far as dates of a browser reach.
        assert_eq!(at(8_640_000_000_000_000, 0), "13 September 275760 at 00:00:00 UTC");
        assert_eq!(at(-8_640_000_000_000_000, 0), "20 April -271821 at 00:00:00 UTC");
    }
}
