//! When a card comes back: what each of the four grades would make of it now.

use super::exam;
use super::memory::{Memory, Stability, Weights};
use super::review::Grade;
use super::settings::{Number, Settings};
use super::time::{Day, Timestamp, UtcOffset};

/// What a student can set. Always within its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Params {
    desired_retention: f64,
    max_interval: u32,
    rollover_hour: u8,
    exam: Option<Day>,
}

impl Params {
    pub const MIN_RETENTION: f64 = 0.80;
    pub const MAX_RETENTION: f64 = 0.97;
    pub const RETENTION: f64 = 0.90;
    /// A hundred years: no limit in practice.
    pub const MAX_INTERVAL: u32 = 36_500;

    /// Settings, each moved to the nearest value that is allowed: the probability of recall at which a card falls due
    /// (0.80 to 0.97), the longest interval in days (1 to 36,500) and the local hour at which a study day begins (0 to 23).
    pub fn new(desired_retention: f64, max_interval: u32, rollover_hour: u8) -> Self {
        let retention = if desired_retention.is_nan() { Self::RETENTION } else { desired_retention };
        Self {
            desired_retention: retention.clamp(Self::MIN_RETENTION, Self::MAX_RETENTION),
            max_interval: max_interval.clamp(1, Self::MAX_INTERVAL),
            rollover_hour: rollover_hour.min(23),
            exam: None,
        }
    }

    /// The same settings, working towards an exam on this day.
    pub fn with_exam(self, exam: Option<Day>) -> Self {
        Self { exam, ..self }
    }

    /// Probability of recall at which a card falls due.
    pub fn desired_retention(&self) -> f64 {
        self.desired_retention
    }

    /// Longest interval in days after a review on `today`: what is set, or less before an exam ([`exam::longest_interval`]).
    pub fn max_interval(&self, today: Day) -> u32 {
        let until_exam = self.exam.and_then(|exam| exam::longest_interval(today, exam));
        until_exam.map_or(self.max_interval, |days| days.min(self.max_interval))
    }

    /// The day of the exam, if there is one.
    pub fn exam(&self) -> Option<Day> {
        self.exam
    }

    /// Local hour at which a study day begins.
    pub fn rollover_hour(&self) -> u8 {
        self.rollover_hour
    }

    /// The study day of an instant on a clock that shows `offset`.
    pub fn day(&self, at: Timestamp, offset: UtcOffset) -> Day {
        Day::of(at, offset, self.rollover_hour)
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::new(Self::RETENTION, Self::MAX_INTERVAL, Day::ROLLOVER_HOUR)
    }
}

impl From<&Settings> for Params {
    fn from(settings: &Settings) -> Self {
        let [retention, max_interval, day_start] =
            [Number::Retention, Number::MaxInterval, Number::DayStart].map(|number| settings.get(number));
        let hour = u8::try_from(day_start).unwrap_or(Day::ROLLOVER_HOUR);
        Self::new(f64::from(retention) / 100.0, max_interval, hour).with_exam(settings.exam)
    }
}

/// What one grade would make of the card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    pub memory: Memory,
    /// Days until the next review. 0 after Again: later in the same session. Otherwise at least 1.
    pub interval: u32,
    /// The local day of the next review.
    pub due: Day,
}

/// The card now, and what each grade would make of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// Probability in 0..=1 of recalling the card now. `None` on a new card.
    pub retrievability: Option<f64>,
    pub again: Outcome,
    pub hard: Outcome,
    pub good: Outcome,
    pub easy: Outcome,
}

impl Next {
    /// What this grade would make of the card.
    pub fn outcome(&self, grade: Grade) -> &Outcome {
        match grade {
            Grade::Again => &self.again,
            Grade::Hard => &self.hard,
            Grade::Good => &self.good,
            Grade::Easy => &self.easy,
        }
    }
}

/// The card's state now and after each grade. `now` and `offset` are the clock's at the moment of the answer; time since
/// the last review is counted in whole local days, each by the offset that its own clock showed.
///
/// On a later day a better grade always rests at least a day longer, up to the longest interval. On the same day Good may
/// equal Hard, as practice minutes later shows little: a day more would ask for too much after a lapse.
pub fn schedule(memory: &Memory, now: Timestamp, offset: UtcOffset, params: &Params) -> Next {
    schedule_on(memory, params.day(now, offset), params)
}

/// [`schedule`] for an answer on the study day `today`.
pub fn schedule_on(memory: &Memory, today: Day, params: &Params) -> Next {
    let weights = &Weights::DEFAULT;
    let max = params.max_interval(today);
    let rest = |stability: Stability, least: u32| {
        // The cast saturates, and the interval is neither negative nor NaN.
        let days = weights.interval(stability, params.desired_retention).round() as u32;
        days.max(least).clamp(1, max)
    };
    let outcome = |grade: Grade, interval: &dyn Fn(Stability) -> u32| {
        let (stability, difficulty) = memory.graded(grade, today, weights);
        let interval = interval(stability);
        Outcome {
            memory: Memory::Reviewed { stability, difficulty, last: today },
            interval,
            due: Day(today.0.saturating_add_unsigned(interval)),
        }
    };
    let apart = u32::from(memory.elapsed(today) != Some(0));
    let again = outcome(Grade::Again, &|_| 0);
    let hard = outcome(Grade::Hard, &|s| rest(s, 1));
    let good = outcome(Grade::Good, &|s| rest(s, hard.interval + apart));
    let easy = outcome(Grade::Easy, &|s| rest(s, good.interval + 1));
    Next { retrievability: memory.retrievability(today, weights), again, hard, good, easy }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const DAY: i64 = 24 * HOUR;
    /// 2026-03-10T12:00:00Z, day 20522.
    const NOON: i64 = 1_773_144_000_000;
    const UTC: UtcOffset = UtcOffset(0);

    fn at(ms: i64, offset: UtcOffset) -> Next {
        schedule(&Memory::New, Timestamp(ms), offset, &Params::default())
    }

    fn intervals(next: &Next) -> [u32; 4] {
        Grade::ALL.map(|grade| next.outcome(grade).interval)
    }

    #[test]
    fn a_new_card_comes_back_today_or_in_one_two_or_eight_days() {
        let next = at(NOON, UTC);
        assert_eq!(next.retrievability, None);
        assert_eq!(intervals(&next), [0, 1, 2, 8]);
        assert_eq!(Grade::ALL.map(|grade| next.outcome(grade).due.0), [20_522, 20_523, 20_524, 20_530]);
    }

    #[test]
    fn a_better_grade_rests_longer_until_the_longest_interval() {
        let params = Params::new(0.9, 10, 4);
        let mut memory = Memory::New;
        let mut seen = Vec::new();
        let mut now = NOON;
        for _ in 0..4 {
            let next = schedule(&memory, Timestamp(now), UTC, &params);
            seen.push(intervals(&next));
            memory = next.good.memory;
            now += i64::from(next.good.interval) * DAY;
        }
        assert_eq!(seen, [[0, 1, 2, 8], [0, 8, 10, 10], [0, 10, 10, 10], [0, 10, 10, 10]]);
    }

    #[test]
    fn a_lapse_and_good_on_the_same_day_comes_back_tomorrow() {
        let now = Timestamp(NOON);
        let lapsed = at(NOON, UTC).again.memory;
        assert_eq!(intervals(&schedule(&lapsed, now, UTC, &Params::default())), [0, 1, 1, 2]);
    }

    #[test]
    fn a_higher_retention_asks_sooner() {
        let memory = at(NOON, UTC).easy.memory;
        let good = |retention| {
            let params = Params::new(retention, Params::MAX_INTERVAL, 4);
            schedule(&memory, Timestamp(NOON + 8 * DAY), UTC, &params).good.interval
        };
        assert_eq!([0.97, 0.9, 0.8].map(good), [9, 39, 129]);
    }

    #[test]
    fn settings_out_of_bounds_move_to_the_nearest_that_is_allowed() {
        let of = |params: Params| (params.desired_retention(), params.max_interval(Day(0)), params.rollover_hour());
        assert_eq!(of(Params::new(0.5, 0, 24)), (0.80, 1, 23));
        assert_eq!(of(Params::new(1.0, u32::MAX, 0)), (0.97, 36_500, 0));
        assert_eq!(of(Params::new(f64::NAN, 7, 3)), (0.90, 7, 3));
    }

    #[test]
    fn elapsed_days_are_local_calendar_days() {
        // (what, first review, its offset, second review, its offset, days between); midnight is NOON + 12 h in UTC.
        let cases: &[(&str, i64, i16, i64, i16, u32)] = &[
            ("four hours on, past midnight, before the rollover", 22, 0, 26, 0, 0),
            ("one hour on, past the rollover", 27, 0, 29, 0, 1),
            ("a day later, clocks one hour forward", 12, 60, 35, 120, 1),
            ("a day later, clocks one hour back", 12, 120, 37, 60, 1),
            ("23 hours around the rollover in spring", 27, 60, 50, 120, 1),
            ("Berlin to Tokyo, two hours' study later", 12, 60, 14, 540, 0),
            ("Berlin to Tokyo, in the evening", 17, 60, 19, 540, 1),
            ("west over the date line", 20, 720, 22, -600, 0),
            ("the clock set back by a year", 12, 0, 12 - 365 * 24, 0, 0),
            ("the clock set forward by a year", 12, 0, 12 + 365 * 24, 0, 365),
        ];
        for &(what, first, offset, second, later, days) in cases {
            let midnight = NOON - 12 * HOUR;
            let memory = at(midnight + first * HOUR, UtcOffset(offset)).good.memory;
            let now = Timestamp(midnight + second * HOUR);
            let today = Params::default().day(now, UtcOffset(later));
            assert_eq!(memory.elapsed(today), Some(days), "{what}");
            let next = schedule(&memory, now, UtcOffset(later), &Params::default());
            assert!(next.retrievability.is_some_and(|r| r > 0.0 && r <= 1.0), "{what}");
            assert!(next.again.due == today && next.hard.due > today, "{what}");
            assert!(next.hard.due <= next.good.due && next.good.due < next.easy.due, "{what}");
        }
    }
}
