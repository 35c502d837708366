//! What studying needs of a card. Its page has more, but that is HTML already.

use serde::Serialize;

use super::card::{Card, CardId, Finding, Html, KeyPoint, Kind, ModelAnswer, Remark, Source, TopicId, Transfer};

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
    /// The model answer; `None` on an opinion card, which has `answers`.
    pub explanation: Option<Html>,
    pub answers: Vec<ModelAnswer>,
    pub student_answer: Html,
    pub critique: Vec<Remark>,
    pub transfer: Option<Transfer>,
    pub sources: Vec<Source>,
}

impl StudyCard {
    /// The remarks that say what the student's answer lacks or gets wrong.
    pub fn faults(&self) -> impl Iterator<Item = &Remark> {
        self.critique.iter().filter(|remark| remark.finding != Finding::Right)
    }
}

impl From<&Card> for StudyCard {
    fn from(card: &Card) -> Self {
        let card = card.clone();
        Self {
            id: card.id,
            topic: card.topic,
            kind: card.kind,
            title: card.title,
            question: card.question,
            lab: card.lab,
            short_answer: card.short_answer,
            points: card.points,
            explanation: card.explanation,
            answers: card.answers,
            student_answer: card.student_answer,
            critique: card.critique,
            transfer: card.transfer,
            sources: card.sources,
        }
    }
}
