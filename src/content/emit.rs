//! Owns the files made from the deck: the JSON that the app loads (for each topic its cards, a few to a file), and exports.

use crate::domain::deck::{self, Deck, IN_FILE, Index};
use crate::domain::study_card::StudyCard;

use super::anki::anki;
use super::search::search;
use super::study::study_card;

/// The files to write: path, relative to the site, and text. `deck/index.rest.json` is the rest of a long course's [`Index`],
/// whose beginning the pages carry; `deck/<topic>.json` an array of [`StudyCard`]s in study order, from the twenty-first on in
/// `deck/<topic>.2.json` and so on; then the deck for Anki, and `deck/search.txt`, what the cards say as plain text.
pub fn emit(deck: &Deck) -> Vec<(String, String)> {
    let (_, rest) = Index::from(deck).split();
    let mut files: Vec<_> = rest.map(|rest| ("deck/index.rest.json".to_owned(), json(&rest))).into_iter().collect();
    for topic in &deck.topics {
        let cards = deck.cards.iter().filter(|card| card.topic == topic.id);
        let cards: Vec<StudyCard> = cards.map(study_card).collect();
        for (number, cards) in cards.chunks(IN_FILE).enumerate() {
            files.push((format!("deck/{}", deck::file(&topic.id, number)), json(&cards)));
        }
    }
    files.push(("deck/groundwork-anki.txt".to_owned(), anki(deck)));
    files.push(("deck/search.txt".to_owned(), search(deck)));
    files
}

/// A struct of the deck as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always have a JSON form")
}
