//! One card's part of the study: its standing reviews, and what they add up to.

use super::card::CardId;
use super::memory::{Memory, Weights};
use super::review::{Event, What};
use super::schedule::{Params, schedule};
use super::study::Standing;
use super::time::{Day, Timestamp};

/// One card's standing reviews and what they add up to.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    pub card: CardId,
    /// Reviews that no undo takes back, by time; of one time the lesser id first.
    pub reviews: Vec<usize>,
    pub memory: Memory,
    /// Means nothing without a review, like `first` and `last`.
    pub due: Day,
    /// The day of the first review.
    pub first: Day,
    /// When the latest review was given. Here, because events are far apart in memory: a queue looks at every card.
    pub last: Timestamp,
}

impl Progress {
    /// A card without reviews.
    pub fn of(card: CardId) -> Self {
        Self {
            card,
            reviews: Vec::new(),
            memory: Memory::New,
            due: Day::default(),
            first: Day::default(),
            last: Timestamp::default(),
        }
    }

    /// Where the card stands. `None` without a review.
    pub fn standing(&self) -> Option<Standing<'_>> {
        let Self { memory, due, first, last, .. } = self;
        (!self.reviews.is_empty()).then_some(Standing { memory, due: *due, first: *first, last: *last })
    }

    /// Folds the reviews from the nth on; those before it are in `memory`, and from 0 on none is.
    pub fn fold(&mut self, events: &[Event], params: &Params, from: usize) {
        if from == 0 {
            self.memory = Memory::New;
        }
        for at in from..self.reviews.len() {
            let event = &events[self.reviews[at]];
            let What::Review(review) = &event.what else { continue };
            let day = params.day(event.at, event.offset);
            if at == 0 {
                self.first = day;
            }
            if at + 1 == self.reviews.len() {
                let next = schedule(&self.memory, event.at, event.offset, params);
                let outcome = next.outcome(review.grade);
                (self.memory, self.due, self.last) = (outcome.memory, outcome.due, event.at);
            } else {
                self.memory = self.memory.after(review.grade, day, &Weights::DEFAULT);
            }
        }
    }
}
