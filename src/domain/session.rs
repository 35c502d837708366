//! A session: what a checked answer suggests as its grade, and which card comes next.

use super::card::{KeyPoint, PointId, Weight};
use super::queue::Queue;
use super::review::{Confidence, Grade};

/// Other cards that come before one that was graded Again, as long as there are so many.
pub const APART: usize = 5;

/// Whether the answer also said something false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Falsehood {
    #[default]
    Nothing,
    Detail,
    MainPoint,
}

/// How many of the points an answer had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub musts_hit: usize,
    pub musts: usize,
    pub extras_hit: usize,
    pub extras: usize,
}

impl Tally {
    /// Counts the points that were hit.
    pub fn of(points: &[KeyPoint], hit: impl Fn(&PointId) -> bool) -> Self {
        points.iter().fold(Self::default(), |mut tally, point| {
            let hit = usize::from(hit(&point.id));
            match point.weight {
                Weight::Must => {
                    tally.musts += 1;
                    tally.musts_hit += hit;
                }
                Weight::Extra => {
                    tally.extras += 1;
                    tally.extras_hit += hit;
                }
            }
            tally
        })
    }

    /// Counts the faults found in the student's answer on the card: each is one that a good reader finds.
    pub fn of_faults(found: usize, faults: usize) -> Self {
        Self { musts_hit: found, musts: faults, ..Self::default() }
    }

    /// The grade that follows from the ticks; the student's own judgement overrides it.
    ///
    /// Again: the main point is false or most musts are missed. Hard: a must is missed, a detail is false, or a hint was
    /// used. Easy: every point, and certain before looking; not where there was nothing to tick. Good: the rest.
    pub fn suggest(&self, falsehood: Falsehood, confidence: Option<Confidence>, hint: bool) -> Grade {
        let every_must = self.musts_hit == self.musts;
        if falsehood == Falsehood::MainPoint || self.musts_hit * 2 < self.musts {
            Grade::Again
        } else if !every_must || falsehood == Falsehood::Detail || hint {
            Grade::Hard
        } else if self.musts > 0 && self.extras_hit == self.extras && confidence == Some(Confidence::Certain) {
            Grade::Easy
        } else {
            Grade::Good
        }
    }
}

/// The card to show next, by its place in the deck. `answered` are the places of the cards answered in this session, oldest
/// first; a card may be in it more than once.
///
/// A card graded Again comes back once [`APART`] others were answered after it, or sooner when no others are left, but right
/// after itself only when it is alone. One that was graded Again before the session waits for its end.
pub fn next(queue: &Queue, answered: &[usize]) -> Option<usize> {
    let since = |card: &usize| answered.iter().rev().position(|other| other == card);
    let rested = queue.again.iter().find(|card| since(card).is_some_and(|others| others >= APART));
    let fresh = queue.due.iter().chain(&queue.new).next();
    let other = queue.again.iter().find(|card| since(card) != Some(0));
    rested.or(fresh).or(other).or(queue.again.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suggestion_follows_ticks_falsehood_confidence_and_hints() {
        use Falsehood::{Detail, MainPoint, Nothing};
        let sure = Some(Confidence::Certain);
        // musts hit of 3, extras hit of 2, falsehood, confidence, hint, grade
        let table = [
            (3, 2, Nothing, sure, false, Grade::Easy),
            (3, 2, Nothing, sure, true, Grade::Hard),
            (3, 2, Nothing, None, false, Grade::Good),
            (3, 0, Nothing, None, true, Grade::Hard),
            (3, 1, Nothing, sure, false, Grade::Good),
            (3, 2, Detail, sure, false, Grade::Hard),
            (2, 2, Nothing, sure, false, Grade::Hard),
            (2, 2, Nothing, sure, true, Grade::Hard),
            (1, 2, Nothing, sure, false, Grade::Again),
            (0, 0, Nothing, None, true, Grade::Again),
            (3, 2, MainPoint, sure, false, Grade::Again),
        ];
        for (musts_hit, extras_hit, falsehood, confidence, hint, grade) in table {
            let tally = Tally { musts_hit, musts: 3, extras_hit, extras: 2 };
            let suggested = tally.suggest(falsehood, confidence, hint);
            assert_eq!(suggested, grade, "{tally:?} {falsehood:?} {confidence:?} {hint}");
        }
        assert_eq!(Tally::default().suggest(Nothing, sure, false), Grade::Good, "a new situation, compared by oneself");
        let faults = |found| Tally::of_faults(found, 3).suggest(Nothing, None, false);
        assert_eq!([0, 1, 2, 3].map(faults), [Grade::Again, Grade::Again, Grade::Hard, Grade::Good]);
    }

    #[test]
    fn a_missed_card_comes_back_in_the_session_but_not_at_once() {
        // due, new, again (longest ago first), answered, next
        let table = [
            (vec![1, 2], vec![3], vec![], vec![], Some(1)),
            (vec![], vec![3], vec![0], vec![0], Some(3)),
            (vec![6, 7], vec![], vec![0], vec![0, 1, 2, 3, 4], Some(6)),
            (vec![7], vec![], vec![0], vec![0, 1, 2, 3, 4, 5], Some(0)),
            (vec![7], vec![], vec![0], vec![0, 1, 2, 0, 4, 5, 6], Some(7)),
            (vec![], vec![], vec![0, 1], vec![1, 0], Some(1)),
            (vec![], vec![], vec![1], vec![0, 1], Some(1)),
            (vec![4], vec![], vec![0, 1], vec![], Some(4)),
            (vec![], vec![], vec![], vec![0, 1], None),
        ];
        for (due, new, again, answered, expected) in table {
            let queue = Queue { due, new, again, held_back: 0 };
            assert_eq!(next(&queue, &answered), expected, "{queue:?} after {answered:?}");
        }
    }

    #[test]
    fn a_card_missed_again_and_again_never_follows_itself_while_another_is_left() {
        let mut queue = Queue { due: (1..4).collect(), new: vec![4], again: vec![0], held_back: 0 };
        let mut answered = vec![0];
        while queue.due.len() + queue.new.len() > 0 || queue.again.len() > 1 {
            let card = next(&queue, &answered).expect("cards are left");
            assert_ne!(answered.last(), Some(&card));
            // Card 0 is never known; the others are missed once.
            for part in [&mut queue.due, &mut queue.new, &mut queue.again] {
                part.retain(|other| *other != card);
            }
            if card == 0 || !answered.contains(&card) {
                queue.again.push(card);
            }
            answered.push(card);
            assert!(answered.len() < 40);
        }
        assert_eq!(next(&queue, &answered), Some(0));
    }
}
