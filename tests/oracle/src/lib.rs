//! Groundwork's FSRS-6 against the `fsrs` crate, step by step: both are given the same random reviews, each goes on from its
//! own numbers, and after every step all four outcomes must agree. The crate counts in 32 bits, Groundwork in 64.

#![cfg(test)]

use fsrs::{FSRS, MemoryState, NextStates};
use groundwork::domain::memory::{Memory, Weights};
use groundwork::domain::review::Grade;
use groundwork::domain::time::Day;
use proptest::prelude::*;

/// Cards, and reviews of each: 100,000 steps.
const CARDS: u32 = 1000;
const REVIEWS: usize = 100;

/// Relative difference that is allowed; below 1 absolute.
const TOLERANCE: f64 = 1e-4;

fn close(ours: f64, theirs: f32, what: &str) -> Result<(), TestCaseError> {
    let theirs = f64::from(theirs);
    let difference = (ours - theirs).abs();
    prop_assert!(difference <= TOLERANCE * theirs.abs().max(1.0), "{}: {}, not {}", what, ours, theirs);
    Ok(())
}

/// A review: how well, and after how many days, in parts of the interval or as they are.
#[derive(Clone, Copy, Debug)]
enum Gap {
    SameDay,
    Days(u32),
    /// Hundredths of the interval.
    Due(u32),
}

fn reviews() -> impl Strategy<Value = Vec<(Grade, Gap)>> {
    let grade = prop_oneof![
        2 => Just(Grade::Again),
        2 => Just(Grade::Hard),
        5 => Just(Grade::Good),
        2 => Just(Grade::Easy),
    ];
    let gap = prop_oneof![
        2 => Just(Gap::SameDay),
        2 => (1_u32..60).prop_map(Gap::Days),
        1 => (60_u32..20_000).prop_map(Gap::Days),
        4 => (50_u32..200).prop_map(Gap::Due),
    ];
    prop::collection::vec((grade, gap), REVIEWS)
}

fn outcome(states: &NextStates, grade: Grade) -> (MemoryState, f32) {
    let state = match grade {
        Grade::Again => &states.again,
        Grade::Hard => &states.hard,
        Grade::Good => &states.good,
        Grade::Easy => &states.easy,
    };
    (state.memory, state.interval)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CARDS, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_four_outcomes_agree_with_the_fsrs_crate_over_a_hundred_thousand_steps(
        retention in 80_u32..=97, reviews in reviews(),
    ) {
        let crate_model = FSRS::default();
        let weights = &Weights::DEFAULT;
        // Whole hundredths are the same number on both sides, as far as 32 bits go.
        let (ours_at, theirs_at) = (f64::from(retention) / 100.0, retention as f32 / 100.0);
        let (mut ours, mut theirs, mut day, mut interval) = (Memory::New, None, Day(0), 0.0_f32);
        for (step, (graded, gap)) in reviews.into_iter().enumerate() {
            let days = match gap {
                _ if step == 0 => 0,
                Gap::SameDay => 0,
                Gap::Days(days) => days,
                Gap::Due(part) => (f64::from(interval) * f64::from(part) / 100.0).round().min(36_500.0) as u32,
            };
            day = Day(day.0 + i32::try_from(days).expect("within a lifetime"));
            let mut chosen = None;
            let states = crate_model.next_states(theirs, theirs_at, days).expect("the crate answers");
            for grade in Grade::ALL {
                let what = format!("step {step}, {days} days, {grade:?}");
                let (memory, wait) = outcome(&states, grade);
                let (stability, difficulty) = ours.graded(grade, day, weights);
                close(stability.days(), memory.stability, &format!("{what}: stability"))?;
                close(difficulty.level(), memory.difficulty, &format!("{what}: difficulty"))?;
                close(weights.interval(stability, ours_at), wait, &format!("{what}: interval"))?;
                if grade == graded {
                    chosen = Some((memory, wait));
                }
            }
            let (memory, wait) = chosen.expect("one of four grades");
            (theirs, interval) = (Some(memory), wait);
            ours = ours.after(graded, day, weights);
            let recall = ours.retrievability(Day(day.0 + 30), weights).expect("the card was reviewed");
            let same = fsrs::current_retrievability(memory, 30.0, weights.0[20] as f32);
            close(recall, same, &format!("step {step}: retrievability after 30 days"))?;
        }
    }
}
