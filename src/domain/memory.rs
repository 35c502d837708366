//! What a student remembers of one card: FSRS-6, the model behind every due date.
//!
//! The model keeps two numbers. Stability says how slowly the card is forgotten, difficulty how hard it is to make it
//! more stable. Each review replaces both. Formulas: <https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>;
//! where implementations differ, this follows fsrs-rs.

use super::review::Grade;
use super::time::Day;

/// Days after a review until the chance of recall has fallen to 90 %. Always in `MIN..=MAX`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Stability(f64);

impl Stability {
    pub const MIN: f64 = 0.001;
    /// A hundred years.
    pub const MAX: f64 = 36_500.0;

    /// The nearest possible stability to this number of days.
    pub fn from_days(days: f64) -> Self {
        Self(days.clamp(Self::MIN, Self::MAX))
    }

    /// The stability in days.
    pub fn days(self) -> f64 {
        self.0
    }
}

/// How hard the card is for this student, from 1 (easy) to 10.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Difficulty(f64);

impl Difficulty {
    pub const MIN: f64 = 1.0;
    pub const MAX: f64 = 10.0;

    /// The nearest possible difficulty to this number.
    pub fn from_level(level: f64) -> Self {
        Self(level.clamp(Self::MIN, Self::MAX))
    }

    /// The difficulty as a number in 1..=10.
    pub fn level(self) -> f64 {
        self.0
    }
}

/// A card's memory, by its latest review.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Memory {
    /// Never answered.
    #[default]
    New,
    Reviewed {
        stability: Stability,
        difficulty: Difficulty,
        /// The local day of the latest review.
        last: Day,
    },
}

impl Memory {
    /// Whole days from the latest review to `today`; 0 when a clock was set back. `None` on a new card.
    pub fn elapsed(&self, today: Day) -> Option<u32> {
        match self {
            Self::New => None,
            Self::Reviewed { last, .. } => Some(u32::try_from(today.since(*last)).unwrap_or(0)),
        }
    }

    /// Probability in 0..=1 of recalling the card on `today`. `None` on a new card.
    pub fn retrievability(&self, today: Day, weights: &Weights) -> Option<f64> {
        match self {
            Self::New => None,
            Self::Reviewed { stability, .. } => {
                self.elapsed(today).map(|days| weights.retrievability(f64::from(days), *stability))
            }
        }
    }

    /// Stability and difficulty when the card is graded so on `today`.
    pub fn graded(&self, grade: Grade, today: Day, weights: &Weights) -> (Stability, Difficulty) {
        let Self::Reviewed { stability: s, difficulty: d, .. } = *self else {
            return weights.first(grade);
        };
        let days = self.elapsed(today).unwrap_or(0);
        let r = weights.retrievability(f64::from(days), s);
        let stability = match grade {
            _ if days == 0 => weights.same_day(s, grade),
            Grade::Again => weights.forgotten(s, d, r),
            _ => weights.recalled(s, d, r, grade),
        };
        (stability, weights.next_difficulty(d, grade))
    }

    /// The memory when the card is graded so on `today`.
    pub fn after(&self, grade: Grade, today: Day, weights: &Weights) -> Self {
        let (stability, difficulty) = self.graded(grade, today, weights);
        Self::Reviewed { stability, difficulty, last: today }
    }
}

/// The 21 weights of FSRS-6, w0 to w20.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub [f64; 21]);

impl Weights {
    /// Fitted by the FSRS authors to the reviews of many thousand Anki users; equal in fsrs-rs 6.6, py-fsrs 6.3 and ts-fsrs 5.4.
    pub const DEFAULT: Self = Self([
        0.212, 1.2931, 2.3065, 8.2956, // w0-3: first stability by grade
        6.4133, 0.8334, 3.0194, 0.001, // w4-7: difficulty: first, its spread, change, mean reversion
        1.8722, 0.1666, 0.796, // w8-10: recall
        1.4835, 0.0614, 0.2629, 1.6483, // w11-14: lapse
        0.6014, 1.8729, // w15-16: hard penalty, easy bonus
        0.5425, 0.0912, 0.0658, // w17-19: same day
        0.1542, // w20: decay of the forgetting curve
    ]);

    /// Stability and difficulty after the first review.
    pub fn first(&self, grade: Grade) -> (Stability, Difficulty) {
        let stability = self.0[grade as usize - 1];
        (Stability::from_days(stability), Difficulty::from_level(self.first_difficulty(grade)))
    }

    fn first_difficulty(&self, grade: Grade) -> f64 {
        self.0[4] - (self.0[5] * (number(grade) - 1.0)).exp() + 1.0
    }

    /// Probability in 0..=1 of recall this many days after the latest review (power forgetting curve).
    pub fn retrievability(&self, days: f64, stability: Stability) -> f64 {
        (1.0 + self.curve() * days / stability.0).powf(-self.0[20])
    }

    /// Days until the probability of recall has fallen to `retention` (above 0, at most 1): neither rounded nor capped.
    pub fn interval(&self, stability: Stability, retention: f64) -> f64 {
        stability.0 / self.curve() * (retention.powf(-1.0 / self.0[20]) - 1.0)
    }

    /// Bends the curve so that recall is 90 % when as many days have passed as the stability says.
    fn curve(&self) -> f64 {
        0.9_f64.powf(-1.0 / self.0[20]) - 1.0
    }

    /// Stability after recall on a later day, `r` being the retrievability then.
    pub fn recalled(&self, s: Stability, d: Difficulty, r: f64, grade: Grade) -> Stability {
        let w = &self.0;
        let by_grade = match grade {
            Grade::Hard => w[15],
            Grade::Easy => w[16],
            Grade::Again | Grade::Good => 1.0,
        };
        let growth = w[8].exp() * (11.0 - d.0) * s.0.powf(-w[9]) * ((w[10] * (1.0 - r)).exp() - 1.0) * by_grade;
        Stability::from_days(s.0 * (1.0 + growth))
    }

    /// Stability after a lapse on a later day, `r` being the retrievability then.
    pub fn forgotten(&self, s: Stability, d: Difficulty, r: f64) -> Stability {
        let w = &self.0;
        let after = w[11] * d.0.powf(-w[12]) * ((s.0 + 1.0).powf(w[13]) - 1.0) * (w[14] * (1.0 - r)).exp();
        Stability::from_days(after.min(s.0 / (w[17] * w[18]).exp()))
    }

    /// Stability after another review on the same day. Only Again lowers it.
    pub fn same_day(&self, s: Stability, grade: Grade) -> Stability {
        let w = &self.0;
        let change = (w[17] * (number(grade) - 3.0 + w[18])).exp() * s.0.powf(-w[19]);
        Stability::from_days(s.0 * if grade == Grade::Again { change } else { change.max(1.0) })
    }

    /// Difficulty after any review but the first.
    pub fn next_difficulty(&self, d: Difficulty, grade: Grade) -> Difficulty {
        let change = -self.0[6] * (number(grade) - 3.0);
        let damped = d.0 + change * (Difficulty::MAX - d.0) / 9.0;
        // The mean it reverts to is outside 1..=10: only the result is clamped.
        let mean = self.first_difficulty(Grade::Easy);
        Difficulty::from_level(damped + self.0[7] * (mean - damped))
    }
}

fn number(grade: Grade) -> f64 {
    f64::from(grade as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &Weights = &Weights::DEFAULT;

    #[test]
    fn a_clock_set_back_counts_as_the_same_day() {
        let memory = Memory::New.after(Grade::Good, Day(100), W);
        assert_eq!(memory.elapsed(Day(99)), Some(0));
        assert_eq!(memory.elapsed(Day(-300)), Some(0));
        assert_eq!(memory.retrievability(Day(99), W), Some(1.0));
        assert_eq!(memory.graded(Grade::Good, Day(50), W), memory.graded(Grade::Good, Day(100), W));
    }

    #[test]
    fn recall_falls_to_ninety_percent_after_as_many_days_as_the_stability_says() {
        for days in [1.0, 21.0, 365.0] {
            let s = Stability::from_days(days);
            assert!((W.retrievability(days, s) - 0.9).abs() < 1e-12);
            assert!((W.interval(s, 0.9) - days).abs() < 1e-9);
        }
    }

    #[test]
    fn forgetting_never_leaves_more_stability_than_before() {
        for s in [Stability::MIN, 0.2, 1.0, 30.0, Stability::MAX].map(Stability::from_days) {
            for r in [0.0, 0.5, 0.9, 1.0] {
                for d in [1.0, 5.0, 10.0].map(Difficulty::from_level) {
                    assert!(W.forgotten(s, d, r) <= s, "{s:?} {d:?} {r}");
                }
            }
        }
    }
}
