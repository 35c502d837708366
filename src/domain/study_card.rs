//! What studying needs of a card. Its page has more, but that is HTML already.

use serde::Serialize;

use super::card::{CardId, Finding, Html, KeyPoint, Kind, Remark, TopicId, Transfer};

/// A card as `deck/<topic>.json` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StudyCard {
    pub id: CardId,
    pub topic: TopicId,
    pub kind: Kind,
    /// The question as plain text.
    pub title: String,
    /// The question as inline HTML.
    pub question: Html,
    /// The lab that lets a student try it, e.g. `jwt`.
    pub lab: Option<String>,
    pub short_answer: Html,
    /// Key points, or an opinion card's criteria.
    pub points: Vec<KeyPoint>,
    /// The model answer, or an opinion card's two under their titles.
    pub explanation: Html,
    pub student_answer: Html,
    pub critique: Vec<Remark>,
    pub transfer: Option<Transfer>,
    /// The items of a numbered list, in the order in which the text cites them.
    pub sources: Html,
}

impl StudyCard {
    /// The remarks that say what the student's answer lacks or gets wrong.
    pub fn faults(&self) -> impl Iterator<Item = &Remark> {
        self.critique.iter().filter(|remark| remark.finding != Finding::Right)
    }
}
