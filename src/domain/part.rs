//! A large course in parts, for the pages that show every card: how many parts there are, and which cards each has.

use std::ops::Range;

/// A course of up to so many cards is shown whole.
const WHOLE: usize = 20;

/// Cards in a part of a larger one: questions, answers, points and sources come to about 1,500 elements.
const CARDS: usize = 15;

/// Parts listed on one page. Of more, every second, third and so on is listed; each leads to the next.
const LISTED: usize = 400;

/// The number of parts; one is the whole course.
pub fn count(cards: usize) -> usize {
    if cards <= WHOLE { 1 } else { cards.div_ceil(CARDS) }
}

/// The places of the cards in a part; the first part is 1.
pub fn range(number: usize, cards: usize) -> Range<usize> {
    if count(cards) == 1 {
        return 0..cards;
    }
    (number.saturating_sub(1) * CARDS).min(cards)..(number * CARDS).min(cards)
}

/// The parts to list, each with the cards from there to the next one listed.
pub fn listed(cards: usize) -> Vec<(usize, Range<usize>)> {
    let count = count(cards);
    let step = count.div_ceil(LISTED).max(1);
    let numbers = (1..=count).step_by(step);
    numbers
        .map(|number| (number, range(number, cards).start..range((number + step - 1).min(count), cards).end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_is_in_one_part_and_a_small_course_in_one_alone() {
        for (cards, parts) in [(0, 1), (14, 1), (20, 1), (21, 2), (30, 2), (31, 3), (10_000, 667)] {
            assert_eq!(count(cards), parts, "{cards}");
            let all: Vec<usize> = (1..=parts).flat_map(|number| range(number, cards)).collect();
            assert_eq!(all, (0..cards).collect::<Vec<_>>());
            let listed = listed(cards);
            assert!(listed.len() <= LISTED, "{}", listed.len());
            let all: Vec<usize> = listed.into_iter().flat_map(|(_, cards)| cards).collect();
            assert_eq!(all, (0..cards).collect::<Vec<_>>());
        }
        assert_eq!(listed(10_000)[1], (3, 30..60));
    }
}
