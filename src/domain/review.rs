//! Review events: the only thing that progress is made of. An event never changes once it is written.

use super::card::{CardId, PointId};
use super::time::{Timestamp, UtcOffset};

/// How an answer went, in the student's own judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    Again = 1,
    Hard = 2,
    Good = 3,
    Easy = 4,
}

impl Grade {
    /// From worst to best.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];
}

/// How sure the student was before the reveal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Guessing = 1,
    Unsure = 2,
    FairlySure = 3,
    Certain = 4,
}

impl Confidence {
    /// From least to most sure.
    pub const ALL: [Self; 4] = [Self::Guessing, Self::Unsure, Self::FairlySure, Self::Certain];
}

/// What the card asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The question, answered from memory.
    #[default]
    Recall,
    /// What is missing or wrong in the student's answer on the card.
    Critique,
    /// The transfer question.
    Transfer,
}

/// Unique name of an event: the writer (one per opened tab, random) and the count of events it has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    pub writer: u32,
    pub seq: u32,
}

/// One graded answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub card: CardId,
    pub grade: Grade,
    /// `None` when the student did not say.
    pub confidence: Option<Confidence>,
    pub mode: Mode,
    /// Key points the student ticked as said.
    pub hit: Vec<PointId>,
    /// Key points that were shown and not ticked.
    pub missed: Vec<PointId>,
    /// Whether a hint was asked for before the reveal.
    pub hint: bool,
}

impl Review {
    /// Free recall of which nothing else is known.
    pub fn new(card: CardId, grade: Grade) -> Self {
        Self { card, grade, confidence: None, mode: Mode::Recall, hit: vec![], missed: vec![], hint: false }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Review(Review),
    /// Takes back the event of this id, whether or not it is known yet.
    Undo(EventId),
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub at: Timestamp,
    pub offset: UtcOffset,
    pub what: What,
}
