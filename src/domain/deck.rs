//! The deck: every card, by topic, and the small index of it that each page loads.

use serde::{Deserialize, Serialize};

use super::card::{Card, CardId, Kind, TopicId};

/// Cards whose bodies are in one file: opening a card costs the same however many its topic has.
pub const IN_FILE: usize = 20;

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

/// `deck/index.json`: all topics and all cards without their bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    pub topics: Vec<Topic>,
    pub cards: Vec<CardEntry>,
    /// Ids that cards had before, each with the card it belongs to now.
    pub aliases: Vec<(CardId, CardId)>,
}

impl Index {
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
        Self { topics: deck.topics.clone(), cards: cards.collect(), aliases: deck.aliases.clone() }
    }
}
