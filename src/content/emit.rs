//! Owns the files made from the deck: the JSON that the app loads (one index, and for each topic its cards, a few to a file), and exports.

use crate::domain::deck::{self, Deck, IN_FILE, Index};
use crate::domain::study_card::StudyCard;

use super::anki::anki;
use super::search::search;
use super::study::study_card;

/// The files to write: path, relative to the site, and text. `deck/index.json` is an [`Index`] or its beginning, whose rest
/// is in `deck/index.rest.json`; `deck/<topic>.json` an array of [`StudyCard`]s in study order, from the twenty-first on in `deck/<topic>.2.json` and so on; then the deck for
/// Anki, and `deck/search.txt`, what the cards say as plain text.
pub fn emit(deck: &Deck) -> Vec<(String, String)> {
    let (beginning, rest) = Index::from(deck).split();
    let mut files = vec![("deck/index.json".to_owned(), json(&beginning))];
    files.extend(rest.map(|rest| ("deck/index.rest.json".to_owned(), json(&rest))));
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

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain structs with string keys always have a JSON form")
}
