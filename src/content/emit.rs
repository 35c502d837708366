//! Owns the JSON that the app loads: one index, and one file of cards a topic.

use crate::domain::card::Card;
use crate::domain::deck::{Deck, Index};

/// The files to write: path, relative to the site, and JSON. `deck/index.json` is an [`Index`], `deck/<topic>.json` an
/// array of [`Card`]s in study order.
pub fn emit(deck: &Deck) -> Vec<(String, String)> {
    let mut files = vec![("deck/index.json".to_owned(), json(&Index::from(deck)))];
    for topic in &deck.topics {
        let cards: Vec<&Card> = deck.cards.iter().filter(|card| card.topic == topic.id).collect();
        files.push((format!("deck/{}.json", topic.id), json(&cards)));
    }
    files
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always have a JSON form")
}
