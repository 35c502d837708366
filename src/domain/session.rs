//! Checking one answer against the key points: what was said, and the grade that it suggests.

use std::collections::BTreeSet;

use super::card::{KeyPoint, PointId, Weight};
use super::review::{Confidence, Grade};

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
    /// Counts the ticked points.
    pub fn of(points: &[KeyPoint], ticked: &BTreeSet<PointId>) -> Self {
        points.iter().fold(Self::default(), |mut tally, point| {
            let hit = usize::from(ticked.contains(&point.id));
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

    /// The grade that follows from the ticks; the student's own judgement overrides it.
    ///
    /// Again: the main point is false or most musts are missed. Hard: a must is missed or a detail is false. Easy: every
    /// point, and certain before looking. Good: the rest.
    pub fn suggest(&self, falsehood: Falsehood, confidence: Option<Confidence>) -> Grade {
        let every_must = self.musts_hit == self.musts;
        if falsehood == Falsehood::MainPoint || self.musts_hit * 2 < self.musts {
            Grade::Again
        } else if !every_must || falsehood == Falsehood::Detail {
            Grade::Hard
        } else if self.extras_hit == self.extras && confidence == Some(Confidence::Certain) {
            Grade::Easy
        } else {
            Grade::Good
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suggestion_follows_ticks_falsehood_and_confidence() {
        use Falsehood::{Detail, MainPoint, Nothing};
        let sure = Some(Confidence::Certain);
        // musts hit of 3, extras hit of 2, falsehood, confidence, grade
        let table = [
            (3, 2, Nothing, sure, Grade::Easy),
            (3, 2, Nothing, None, Grade::Good),
            (3, 1, Nothing, sure, Grade::Good),
            (3, 2, Detail, sure, Grade::Hard),
            (2, 2, Nothing, sure, Grade::Hard),
            (1, 2, Nothing, sure, Grade::Again),
            (0, 0, Nothing, None, Grade::Again),
            (3, 2, MainPoint, sure, Grade::Again),
        ];
        for (musts_hit, extras_hit, falsehood, confidence, grade) in table {
            let tally = Tally { musts_hit, musts: 3, extras_hit, extras: 2 };
            assert_eq!(tally.suggest(falsehood, confidence), grade, "{tally:?} {falsehood:?} {confidence:?}");
        }
    }
}
