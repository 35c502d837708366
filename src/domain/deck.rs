//! The deck: every card, by topic, and the small index of it that each page loads.

use serde::{Deserialize, Serialize};

use super::card::{Card, CardId, Kind, TopicId};

/// Cards whose bodies are in one file: opening a card costs the same however many its topic has.
pub const IN_FILE: usize = 20;

/// Cards of the index that a page carries at most, so that a first visit costs the same however long the course is. More than are
/// new in a day, unless a student asks for it.
pub const BEGINNING: usize = 50;

/// The name of a file of bodies in `deck/`: the topic's, and from the second on its number.
pub fn file(topic: &TopicId, number: usize) -> String {
    if number == 0 { format!("{topic}.json") } else { format!("{topic}.{}.json", number + 1) }
}

/// A group of cards, in the order of `content/topics.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    pub id: TopicId,
    pub title: String,
    /// One line that says what the topic is about.
    pub line: String,
}

/// The whole course, cards in study order: topic by topic, in a topic as `topics.toml` lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    pub topics: Vec<Topic>,
    pub cards: Vec<Card>,
    /// Ids that cards had before, each with the card it belongs to now.
    pub aliases: Vec<(CardId, CardId)>,
}

/// What a list or a queue needs to know of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardEntry {
    pub id: CardId,
    pub topic: TopicId,
    pub kind: Kind,
    /// The question as plain text.
    pub title: String,
    pub tags: Vec<String>,
    /// Number of `must` key points.
    pub musts: usize,
    /// Places of the cards that are easily taken for this one, whichever of the two says so; in the deck's order.
    pub confusable: Vec<usize>,
}

/// All topics and all cards without their bodies. The pages carry it, or in a course of more than [`BEGINNING`] cards its
/// beginning; then the rest is `deck/index.rest.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub topics: Vec<Topic>,
    pub cards: Vec<CardEntry>,
    /// Ids that cards had before, each with the card it belongs to now.
    pub aliases: Vec<(CardId, CardId)>,
    /// Number of cards of the course: more than there are in `cards`, where these are the beginning.
    pub total: usize,
}

impl Index {
    /// Whether every card is here.
    pub fn is_whole(&self) -> bool {
        self.cards.len() >= self.total
    }

    /// A whole index in two: the first [`BEGINNING`] cards with their topics, and the rest, if there is one. The rest begins
    /// with the card that the beginning ends with, so that two builds' files are not taken for one course.
    pub fn split(&self) -> (Self, Option<Self>) {
        if self.cards.len() <= BEGINNING {
            return (self.clone(), None);
        }
        let (first, rest) = (&self.cards[..BEGINNING], &self.cards[BEGINNING - 1..]);
        let begun = |topic: &&Topic| first.iter().any(|card| card.topic == topic.id);
        let (some, others) = self.topics.iter().partition::<Vec<_>, _>(begun);
        let of = |topics: Vec<&Topic>, cards: &[CardEntry], aliases| Self {
            topics: topics.into_iter().cloned().collect(),
            cards: cards.to_vec(),
            aliases,
            total: self.total,
        };
        (of(some, first, Vec::new()), Some(of(others, rest, self.aliases.clone())))
    }

    /// The whole index, of its beginning and its rest.
    ///
    /// # Errors
    /// In words for the student: they are of two versions of the course.
    pub fn join(mut self, mut rest: Self) -> Result<Self, String> {
        let seam = self.cards.pop().map(|card| card.id);
        if seam.as_ref() != rest.cards.first().map(|card| &card.id) || self.cards.len() + rest.cards.len() != self.total
        {
            return Err("The parts of the list of cards are of different versions.".to_owned());
        }
        self.topics.append(&mut rest.topics);
        self.cards.append(&mut rest.cards);
        self.aliases.append(&mut rest.aliases);
        Ok(self)
    }

    /// The card of this id, or the one that had it before.
    pub fn resolve(&self, id: &CardId) -> Option<&CardEntry> {
        let now = self.aliases.iter().find(|(old, _)| old == id).map_or(id, |(_, now)| now);
        self.cards.iter().find(|card| &card.id == now)
    }

    /// A topic's cards in study order.
    pub fn in_topic<'a>(&'a self, topic: &'a TopicId) -> impl Iterator<Item = &'a CardEntry> {
        self.cards.iter().filter(move |card| &card.topic == topic)
    }

    /// The name of the file in `deck/` that has this card's body.
    pub fn file(&self, card: &CardEntry) -> String {
        let place = self.in_topic(&card.topic).position(|other| other.id == card.id).unwrap_or(0);
        file(&card.topic, place / IN_FILE)
    }

    /// The topic of this id.
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics.iter().find(|topic| &topic.id == id)
    }
}

impl From<&Deck> for Index {
    fn from(deck: &Deck) -> Self {
        use std::collections::{BTreeMap, BTreeSet};

        use super::card::Weight;
        let places: BTreeMap<_, _> = deck.cards.iter().zip(0..).map(|(card, place)| (&card.id, place)).collect();
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (card, place) in deck.cards.iter().zip(0..) {
            for other in card.confusable.iter().filter_map(|id| places.get(id).copied()) {
                pairs.extend([(place, other), (other, place)]);
            }
        }
        let confusable = |place| pairs.range((place, 0)..(place + 1, 0)).map(|pair| pair.1).collect();
        let cards = deck.cards.iter().zip(0..).map(|(card, place)| CardEntry {
            id: card.id.clone(),
            topic: card.topic.clone(),
            kind: card.kind,
            title: card.title.clone(),
            tags: card.tags.clone(),
            musts: card.points.iter().filter(|point| point.weight == Weight::Must).count(),
            confusable: confusable(place),
        });
        let cards: Vec<_> = cards.collect();
        Self { topics: deck.topics.clone(), total: cards.len(), cards, aliases: deck.aliases.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A course of so many cards, five to a topic, each easily taken for the next one, with one former id at its end.
    fn index(cards: usize) -> Index {
        let topic = |i| Topic { id: TopicId(format!("topic-{i}")), title: String::new(), line: String::new() };
        let card = |i| CardEntry {
            id: CardId(format!("card-{i}")),
            topic: TopicId(format!("topic-{}", i / 5)),
            kind: Kind::Concept,
            title: format!("Question {i}?"),
            tags: vec![],
            musts: 3,
            confusable: vec![i + 1],
        };
        Index {
            topics: (0..cards.div_ceil(5)).map(topic).collect(),
            cards: (0..cards).map(card).collect(),
            aliases: vec![(CardId("old".into()), CardId(format!("card-{}", cards - 1)))],
            total: cards,
        }
    }

    #[test]
    fn a_course_of_fifty_cards_is_one_file_and_of_more_two_that_come_together_again() {
        assert_eq!(index(BEGINNING).split(), (index(BEGINNING), None));
        for cards in [BEGINNING + 1, 72, 400] {
            let whole = index(cards);
            let (beginning, rest) = whole.split();
            let rest = rest.unwrap();
            assert_eq!((beginning.cards.len(), beginning.topics.len(), beginning.total), (BEGINNING, 10, cards));
            assert!(!beginning.is_whole() && whole.is_whole());
            assert_eq!(beginning.join(rest), Ok(whole));
        }
    }

    #[test]
    fn parts_of_two_versions_of_a_course_are_not_joined() {
        let (beginning, rest) = index(60).split();
        let rest = rest.unwrap();
        let mut moved = rest.clone();
        moved.cards[0].id = CardId("another".into());
        let mut shorter = rest.clone();
        shorter.cards.pop();
        let other = index(61).split().1.unwrap();
        for wrong in [moved, shorter, other, Index::default()] {
            assert!(beginning.clone().join(wrong).is_err_and(|why| why.contains("different versions")));
        }
        assert!(beginning.join(rest).is_ok());
    }
}
