//! A card: one open question and everything a student needs to check an answer to it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A card's slug: its file name, its URL and the key of its progress. Never derived from its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardId(pub String);

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A topic's folder name, e.g. `tokens`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(pub String);

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// HTML made from an author's Markdown at build time. Raw HTML in the Markdown is refused by the checker, so this is
/// safe to insert; nothing a student types ever becomes `Html`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// Names a key point in the review log: three base64url characters made from the point's lead phrase, unique in its
/// card. Moving a point keeps its history; giving it another lead starts a new one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PointId(pub String);

impl PointId {
    /// Characters in every id.
    pub const LEN: usize = 3;

    /// The id of the point with this lead phrase (plain text; case, punctuation and white space do not count).
    pub fn of_lead(lead: &str) -> Self {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // FNV-1a, 32 bits, folded to 18.
        let mut hash: u32 = 0x811c_9dc5;
        let letters = lead.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        for byte in letters.collect::<String>().bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        let folded = (hash >> 18) ^ hash;
        let id = [12, 6, 0].map(|shift| char::from(ALPHABET[(folded >> shift) as usize & 63]));
        Self(id.iter().collect())
    }
}

/// Whether the answer can be right (`Concept`) or is judged by what it considers (`Opinion`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Concept,
    Opinion,
}

/// A full answer has every `Must`; an `Extra` shows deeper understanding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    Must,
    Extra,
}

/// One idea that an answer should contain (on an opinion card: one criterion it should weigh).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPoint {
    pub id: PointId,
    pub weight: Weight,
    /// The bold phrase it opens with, as plain text without its final full stop: a label that works alone.
    pub lead: String,
    /// The whole point, lead included, with links to its sources.
    pub body: Html,
}

/// What a remark of the critique says about the student's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    Right,
    Missing,
    Wrong,
}

/// One point of the critique of the student's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub finding: Finding,
    pub body: Html,
}

/// A sentence learners believe, and why it is mistaken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misconception {
    /// The mistaken sentence, in its quotation marks.
    pub claim: Html,
    pub correction: Html,
}

/// One option of a check-yourself question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub right: bool,
    pub text: Html,
    pub reason: Html,
}

/// A check-yourself question: exactly one of its two to four options is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub question: Html,
    pub options: Vec<Choice>,
}

/// A new situation to apply the idea to, and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub question: Html,
    pub answer: Html,
}

/// One of an opinion card's two contrasting model answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelAnswer {
    pub title: String,
    pub body: Html,
}

/// Where a claim can be read. Cited as `#source-N`, N counted from 1 in the order of this list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub id: String,
    pub title: String,
    /// Always https.
    pub url: String,
}

/// One card, ready to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: CardId,
    pub topic: TopicId,
    pub kind: Kind,
    /// The question as plain text (titles, search).
    pub title: String,
    /// The question as inline HTML (`<code>` kept).
    pub question: Html,
    pub tags: Vec<String>,
    /// The lab that lets a student try it, e.g. `jwt`.
    pub lab: Option<String>,
    pub confusable: Vec<CardId>,
    pub short_answer: Html,
    /// The short answer as plain text (page descriptions).
    pub summary: String,
    /// Key points, or an opinion card's criteria.
    pub points: Vec<KeyPoint>,
    /// The model answer; `None` on an opinion card, which has `answers`.
    pub explanation: Option<Html>,
    pub answers: Vec<ModelAnswer>,
    pub student_answer: Html,
    pub critique: Vec<Remark>,
    pub misconceptions: Vec<Misconception>,
    pub checks: Vec<Check>,
    pub transfer: Option<Transfer>,
    pub sources: Vec<Source>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_keeps_its_id_when_only_case_or_punctuation_change() {
        let id = PointId::of_lead("Encoding is not encryption");
        assert_eq!(id.0.len(), PointId::LEN);
        assert_eq!(id, PointId::of_lead("encoding is  not ENCRYPTION."));
        assert_ne!(id, PointId::of_lead("Encoding is encryption"));
    }
}
