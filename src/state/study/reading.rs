//! What follows from the progress: the queue, the session, and where each card stands.

use leptos::prelude::*;

use super::StudyStore;
use crate::domain::card::CardId;
use crate::domain::queue::{self, Queue, Status};
use crate::domain::review::Review;
use crate::domain::schedule::Next;
use crate::domain::session;
use crate::domain::study::Study;
use crate::domain::words;
use crate::platform::clock;

impl StudyStore {
    /// Number of reviews that count.
    pub fn reviews(self) -> usize {
        self.study.with(Study::reviews)
    }

    /// What to study today; empty in a prerendered page.
    pub fn queue(self) -> Memo<Queue> {
        self.queue
    }

    /// How many cards are left today, at this moment, without tracking it.
    pub fn left_now(self) -> usize {
        self.queue.with_untracked(Queue::len)
    }

    /// Today's reviews, oldest first: the session, also after a reload and in another tab.
    pub fn session(self) -> Vec<Review> {
        let Some(today) = self.today.get() else { return Vec::new() };
        self.study.with(|study| study.reviews_on(today).into_iter().cloned().collect())
    }

    /// [`Self::session`] at this moment, without tracking it.
    pub fn session_now(self) -> Vec<Review> {
        untrack(|| self.session())
    }

    /// The card to study next, if one is left today.
    pub fn next_card(self) -> Option<CardId> {
        let today = self.today.get_untracked()?;
        let answered: Vec<usize> = self.with_now(|study| {
            study.reviews_on(today).into_iter().filter_map(|review| study.place(&review.card)).collect()
        });
        let next = self.queue.with_untracked(|queue| session::next(queue, &answered))?;
        Some(self.deck.index().cards.get(next)?.id.clone())
    }

    /// The question of a card as plain text.
    pub fn title(self, card: &CardId) -> Option<String> {
        self.deck.index().resolve(card).map(|entry| entry.title.clone())
    }

    /// How many cards fall due today and on each of the next `days` days.
    pub fn forecast(self, days: usize) -> Vec<usize> {
        let Some(today) = self.today.get() else { return Vec::new() };
        self.study.with(|study| queue::forecast(study, today, days))
    }

    /// The card now, and what each grade would make of it.
    pub fn next(self, card: &CardId) -> Next {
        self.with_now(|study| study.next(card, clock::now(), clock::utc_offset()))
    }

    /// How far a card has come.
    pub fn status(self, card: &CardId) -> Status {
        self.study.with(|study| queue::status(study.memory(card)))
    }

    /// When the card is due, as a person says it: "new", "due today", "back in 5 days". Empty in a prerendered page.
    pub fn standing(self, card: &CardId) -> String {
        let Some(today) = self.today.get() else { return String::new() };
        match self.study.with(|study| study.due(card)) {
            None => "new".to_owned(),
            Some(due) => match due.since(today) {
                0 => "due today".to_owned(),
                late @ ..0 => format!("due since {}", words::count(late.unsigned_abs() as usize, "day", "days")),
                days => format!("back {}", words::interval(days.unsigned_abs())),
            },
        }
    }

    /// [`Self::standing`] at this moment, without tracking it.
    pub fn standing_now(self, card: &CardId) -> String {
        untrack(|| self.standing(card))
    }

    /// Reads something of the study, tracking changes.
    pub fn with<T>(self, read: impl FnOnce(&Study) -> T) -> T {
        self.study.with(read)
    }

    /// Reads something of the study at this moment, without tracking it.
    pub fn with_now<T>(self, read: impl FnOnce(&Study) -> T) -> T {
        self.study.with_untracked(read)
    }
}
