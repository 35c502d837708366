//! The student's own words: first and latest answer to each card, kept apart from the log. Losing one costs no progress.

use crate::domain::answers::{Answer, Answers, PREFIX};
use crate::domain::card::CardId;
use crate::domain::order;
use crate::domain::time::Timestamp;
use crate::platform::storage;

/// Characters of an answer that are kept.
const KEPT: usize = 2_000;

fn key(card: &CardId) -> String {
    format!("{PREFIX}{card}")
}

/// The card's first and latest answer, where it has them.
pub fn of(card: &CardId) -> Option<Answers> {
    Answers::read(&storage::get(&key(card)).ok()??)
}

/// Keeps an answer as the card's latest, and as its first if it has none. What cannot be kept is left out.
pub fn keep(card: &CardId, mut answer: Answer) {
    if let Some((end, _)) = answer.text.char_indices().nth(KEPT) {
        answer.text.truncate(end);
    }
    let kept = Answers::from(answer);
    let kept = of(card).map_or(kept.clone(), |before| before.merged(kept));
    // An answer is not a review: without it everything still counts.
    let _ = storage::set(&key(card), &kept.write());
}

/// The words that were kept with a review of this time.
pub fn written_with(card: &CardId, at: Timestamp) -> Option<String> {
    let latest = of(card)?.latest;
    // They are kept just before the review is recorded.
    (0..2_000).contains(&(at.0 - latest.at.0)).then_some(latest.text)
}

/// Removes an answer that is the card's only one.
pub fn forget(card: &CardId) {
    if of(card).is_some_and(|answers| answers.first == answers.latest) {
        // Left behind, it is only shown as the first.
        let _ = storage::remove(&key(card));
    }
}

/// Every card's answers, by card.
pub fn all() -> Vec<(CardId, Answers)> {
    let mut keys = storage::keys(PREFIX).unwrap_or_default();
    order::sort(&mut keys);
    let ids = keys.into_iter().filter_map(|key| key.strip_prefix(PREFIX).map(|id| CardId(id.to_owned())));
    ids.filter_map(|id| of(&id).map(|answers| (id, answers))).collect()
}
