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
}

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
}
