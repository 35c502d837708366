//! Working towards an exam: when cards are seen before it, and what recall can be expected on the day.

use super::memory::{Memory, Weights};
use super::schedule::schedule_on;
use super::study::Study;
use super::time::Day;

/// The days before the exam in which every card comes up once more.
pub const LAST_DAYS: i32 = 7;

/// The longest interval, in days, after a review on `today`. `None` where the exam asks for nothing.
///
/// A card reviewed earlier than the last week comes back in that week at the latest, whatever its own interval is. Which
/// of the seven days it is follows from the day of the review, so that the cards do not all come on the eve. From that
/// week on, and after the exam, intervals are the card's own again: it has been seen.
pub fn longest_interval(today: Day, exam: Day) -> Option<u32> {
    let left = exam.since(today);
    let share = today.0.rem_euclid(LAST_DAYS);
    if left > LAST_DAYS { u32::try_from(left - 1 - share).ok() } else { None }
}

/// What can be expected of the exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Mean probability of recall on the day over all cards of the deck, in hundredths, if nothing more is studied. A card
    /// that was never answered counts as not known.
    pub stopping: u32,
    /// The same if each card is answered on the day it falls due, every time Good, and new cards come at the daily rate.
    pub keeping_up: u32,
    /// Cards that will still be new on the day at that rate.
    pub left_out: usize,
}

/// What can be expected on the day of the exam. `None` without a date to come, or without cards.
pub fn outlook(study: &Study, today: Day, new_per_day: usize) -> Option<Outlook> {
    let exam = study.params().exam().filter(|exam| *exam >= today)?;
    let (mut cards, mut new, mut left_out) = (0_u32, 0, 0);
    let (mut stopping, mut keeping_up) = (0.0, 0.0);
    for standing in study.standings() {
        cards += 1;
        let mut memory = standing.map_or(Memory::New, |standing| *standing.memory);
        let mut due = match standing {
            Some(standing) => standing.due.max(today),
            None => {
                new += 1;
                // Without new cards a day, never.
                let days = (new - 1_usize).checked_div(new_per_day).and_then(|days| i32::try_from(days).ok());
                Day(today.0.saturating_add(days.unwrap_or(i32::MAX)))
            }
        };
        stopping += recall(&memory, exam);
        left_out += usize::from(memory == Memory::New && due >= exam);
        while due < exam {
            let good = schedule_on(&memory, due, study.params()).good;
            (memory, due) = (good.memory, good.due);
        }
        keeping_up += recall(&memory, exam);
    }
    let mean = |sum: f64| (sum / f64::from(cards) * 100.0).round() as u32;
    (cards > 0).then(|| Outlook { stopping: mean(stopping), keeping_up: mean(keeping_up), left_out })
}

fn recall(memory: &Memory, exam: Day) -> f64 {
    memory.retrievability(exam, &Weights::DEFAULT).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::card::CardId;
    use super::super::review::{Event, EventId, Grade, Review, What};
    use super::super::schedule::Params;
    use super::super::time::{Timestamp, UtcOffset};
    use super::*;
    use proptest::prelude::*;

    const EXAM: Day = Day(100);

    fn params(exam: Option<Day>) -> Params {
        Params::default().with_exam(exam)
    }

    /// Cards a, b, c; reviews as (card, day, grade).
    fn study(reviews: &[(&str, i32, Grade)]) -> Study {
        let mut study = Study::new(params(Some(EXAM)), ["a", "b", "c"].map(|id| CardId(id.into())), []);
        study.extend((0..).zip(reviews).map(|(seq, &(card, day, grade))| Event {
            id: EventId { writer: 1, seq },
            at: Timestamp(i64::from(day) * 86_400_000 + 43_200_000),
            offset: UtcOffset(0),
            what: What::Review(Review::new(CardId(card.into()), grade)),
        }));
        study
    }

    #[test]
    fn every_card_is_seen_in_the_week_before_and_not_all_on_the_eve() {
        let mut days = [0; 7];
        for today in 0..93 {
            let longest = longest_interval(Day(today), EXAM).expect("more than a week is left");
            let seen = today + i32::try_from(longest).unwrap();
            assert!((93..100).contains(&seen) && longest >= 1, "day {today}: seen on {seen}");
            days[usize::try_from(seen - 93).unwrap()] += 1;
        }
        assert!(days.iter().all(|count| (13..=14).contains(count)), "{days:?}");
        for today in [93, 99, 100, 101, 400] {
            assert_eq!(longest_interval(Day(today), EXAM), None, "day {today}");
        }
    }

    #[test]
    fn the_longest_interval_set_holds_before_an_exam_too() {
        let short = Params::new(0.9, 10, 4).with_exam(Some(EXAM));
        assert_eq!((short.max_interval(Day(0)), short.max_interval(Day(91))), (10, 8));
        assert_eq!(params(None).max_interval(Day(0)), Params::MAX_INTERVAL);
    }

    #[test]
    fn recall_on_the_day_is_the_mean_over_all_cards() {
        let outlook = |reviews: &[_], new_per_day| outlook(&study(reviews), Day(92), new_per_day);
        // Nothing known; nothing will be.
        assert_eq!(outlook(&[], 0), Some(Outlook { stopping: 0, keeping_up: 0, left_out: 3 }));
        // One card of three, eight days and a stability of 8.3 before the exam: 0.9 of 3; asked again two days before, 1 of 3.
        let known = [("a", 92, Grade::Easy)];
        assert_eq!(outlook(&known, 0), Some(Outlook { stopping: 30, keeping_up: 33, left_out: 2 }));
        let all = outlook(&known, 1).expect("an exam ahead");
        assert!(all.left_out == 0 && all.keeping_up > 85, "{all:?}");
        assert_eq!(super::outlook(&study(&known), Day(101), 1), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_card_kept_up_is_always_seen_in_the_last_week(
            grades in prop::collection::vec(prop::sample::select(&Grade::ALL[..]), 1..40), start in 0_i32..90,
        ) {
            let params = params(Some(EXAM));
            let (mut memory, mut day, mut grades) = (Memory::New, Day(start), grades.into_iter());
            let mut last = Day(start);
            while day < EXAM {
                let grade = grades.next().unwrap_or(Grade::Good);
                let outcome = *schedule_on(&memory, day, &params).outcome(grade);
                last = day;
                (memory, day) = (outcome.memory, outcome.due);
            }
            prop_assert!(EXAM.since(last) <= LAST_DAYS, "last seen on {last:?}");
        }
    }
}
