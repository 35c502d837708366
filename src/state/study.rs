//! The student's progress in the running app: read from storage at the start, written one event at a time.

use leptos::prelude::*;

use super::deck::DeckStore;
use crate::domain::card::CardId;
use crate::domain::log;
use crate::domain::queue::{self, NEW_PER_DAY, Queue, Status};
use crate::domain::review::{Event, EventId, Review, What};
use crate::domain::schedule::{Next, Params};
use crate::domain::study::Study;
use crate::domain::time::Day;
use crate::domain::words;
use crate::platform::{clock, storage};

/// Segments of the log live under `groundwork.log.<writer>.<number>`. A tab writes only keys with its own writer name, so
/// no tab can overwrite another's reviews.
const LOG: &str = "groundwork.log.";

/// Events in a segment before the next one is begun: what a grade rewrites stays small.
const SEGMENT_EVENTS: u32 = 64;

/// What this tab has written, and what it still has to.
#[derive(Default)]
struct Journal {
    writer: u32,
    /// Events recorded by this tab.
    seq: u32,
    /// The segment being written, header included.
    text: String,
}

impl Journal {
    fn key(&self) -> String {
        format!("{LOG}{:08x}.{:04}", self.writer, self.seq.saturating_sub(1) / SEGMENT_EVENTS)
    }

    /// Takes a new event into the segment.
    fn push(&mut self, event: &Event) {
        if self.seq.is_multiple_of(SEGMENT_EVENTS) {
            log::HEADER.clone_into(&mut self.text);
        }
        self.seq += 1;
        self.text.push_str(&log::encode(event));
    }
}

/// Progress, and the only thing that writes it.
#[derive(Clone, Copy)]
pub struct StudyStore {
    study: RwSignal<Study>,
    deck: DeckStore,
    journal: StoredValue<Journal>,
    /// Whole segments that could not be written when they were full: text by key.
    unwritten: StoredValue<Vec<(String, String)>>,
    /// Why the newest reviews are not saved, until they are.
    unsaved: RwSignal<Option<String>>,
    /// What of the saved progress could not be read.
    unread: RwSignal<Option<String>>,
    /// The study day; `None` in prerendered pages, which are of no day.
    today: RwSignal<Option<Day>>,
}

impl StudyStore {
    /// Nobody's progress, for prerendering.
    pub fn blank(deck: DeckStore) -> Self {
        let index = deck.index();
        let ids = index.cards.iter().map(|card| card.id.clone());
        Self {
            study: RwSignal::new(Study::new(Params::default(), ids, index.aliases.clone())),
            deck,
            journal: StoredValue::new(Journal::default()),
            unwritten: StoredValue::new(Vec::new()),
            unsaved: RwSignal::new(None),
            unread: RwSignal::new(None),
            today: RwSignal::new(None),
        }
    }

    /// This browser's progress; keeps up with other tabs from now on.
    pub fn open(deck: DeckStore) -> Self {
        let store = Self::blank(deck);
        store.today.set(Some(clock::today()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any 32 bits name a tab")]
        let writer = clock::random_u32().unwrap_or_else(|| clock::now().0 as u32);
        store.journal.update_value(|journal| journal.writer = writer);
        store.read_all();
        storage::on_change(move |key, text| {
            if key.starts_with(LOG) {
                store.merge(store.parse(&key, &text));
            }
        });
        clock::on_wake(move || {
            let today = Some(clock::today());
            if store.today.get_untracked() != today {
                store.today.set(today);
            }
            // A page that was frozen has missed what other tabs wrote.
            store.read_all();
        });
        store
    }

    fn read_all(self) {
        match storage::keys(LOG) {
            Ok(keys) => {
                // All at once: a study that takes in many events is put together anew.
                let mut events = Vec::new();
                for key in keys {
                    match storage::get(&key) {
                        Ok(Some(text)) => events.append(&mut self.parse(&key, &text)),
                        Ok(None) => {}
                        Err(error) => self.unsaved.set(Some(error.to_string())),
                    }
                }
                self.merge(events);
            }
            Err(error) => self.unsaved.set(Some(error.to_string())),
        }
    }

    /// Adds events. Nobody is told where nothing is new.
    fn merge(self, events: Vec<Event>) {
        self.study.maybe_update(|study| study.extend(events) > 0);
    }

    /// A segment's events. What cannot be read is said and left where it is.
    fn parse(self, key: &str, text: &str) -> Vec<Event> {
        let (events, fault) = match log::parse(text) {
            Ok(segment) => (segment.events, segment.faults.into_iter().next()),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        if let Some(fault) = fault {
            self.unread.set(Some(format!(
                "Part of your saved progress could not be read and was left untouched ({key}: {fault}). Everything else counts."
            )));
        }
        events
    }

    /// Adds what just happened and saves it. False when it could not be saved; it counts in this tab all the same, and
    /// the student is told.
    fn record(self, what: What) -> bool {
        let event = self.journal.try_update_value(|journal| {
            let id = EventId { writer: journal.writer, seq: journal.seq };
            let event = Event { id, at: clock::now(), offset: clock::utc_offset(), what };
            if journal.seq > 0 && journal.seq.is_multiple_of(SEGMENT_EVENTS) && self.unsaved.get_untracked().is_some() {
                let full = (journal.key(), journal.text.clone());
                self.unwritten.update_value(|unwritten| unwritten.push(full));
            }
            journal.push(&event);
            event
        });
        let Some(event) = event else { return false };
        self.study.update(|study| {
            study.insert(event);
        });
        self.save()
    }

    /// Writes what this tab has recorded; true when all of it is stored.
    fn save(self) -> bool {
        let current = self.journal.with_value(|journal| (journal.key(), journal.text.clone()));
        let written = self.unwritten.try_update_value(|unwritten| {
            while let Some((key, text)) = unwritten.last() {
                storage::set(key, text)?;
                unwritten.pop();
            }
            if current.1.is_empty() { Ok(()) } else { storage::set(&current.0, &current.1) }
        });
        match written {
            Some(Ok(())) => {
                self.unsaved.set(None);
                true
            }
            Some(Err(error)) => {
                self.unsaved.set(Some(format!("Your last review is not saved. {error}")));
                false
            }
            None => false,
        }
    }

    /// Records a review; true when it is stored.
    pub fn review(self, review: Review) -> bool {
        let record = self.study.with_untracked(|study| study.answer(review, clock::now(), clock::utc_offset()));
        record.into_iter().fold(false, |_, what| self.record(what))
    }

    /// Takes the newest review back; its card, when there was one.
    pub fn undo(self) -> Option<CardId> {
        let writer = self.journal.with_value(|journal| journal.writer);
        let last = self.study.with_untracked(|study| {
            let last = study.last_review(writer, clock::now());
            last.map(|(event, review)| (event.id, review.card.clone()))
        });
        let (id, card) = last?;
        self.record(What::Undo(id));
        Some(card)
    }

    /// Tries again to read and write what failed.
    pub fn retry(self) {
        self.unsaved.set(None);
        self.unread.set(None);
        self.read_all();
        if self.unsaved.get_untracked().is_none() {
            self.save();
        }
    }

    /// What the student must know about saved progress; what is not saved comes first.
    pub fn trouble(self) -> Option<String> {
        self.unsaved.get().or_else(|| self.unread.get())
    }

    /// Whether this is a running app with a day, not a prerendered page.
    pub fn today(self) -> Option<Day> {
        self.today.get()
    }

    /// Number of reviews that count.
    pub fn reviews(self) -> usize {
        self.study.with(Study::reviews)
    }

    /// What to study today; empty in a prerendered page.
    pub fn queue(self) -> Queue {
        let Some(today) = self.today.get() else { return Queue::default() };
        let index = self.deck.index();
        self.study.with(|study| queue::queue(&index.cards, study, today, NEW_PER_DAY))
    }

    /// The queue at this moment, without tracking it.
    pub fn queue_now(self) -> Queue {
        untrack(|| self.queue())
    }

    /// The card to study at this moment, without tracking it.
    pub fn first_now(self) -> Option<CardId> {
        let place = self.queue_now().iter().next()?;
        self.deck.index().cards.get(place).map(|card| card.id.clone())
    }

    /// How many cards fall due today and on each of the next `days` days.
    pub fn forecast(self, days: usize) -> Vec<usize> {
        let Some(today) = self.today.get() else { return Vec::new() };
        self.study.with(|study| queue::forecast(study, today, days))
    }

    /// The card now, and what each grade would make of it.
    pub fn next(self, card: &CardId) -> Next {
        self.study.with_untracked(|study| study.next(card, clock::now(), clock::utc_offset()))
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
}

/// The student's progress.
pub fn use_study() -> StudyStore {
    expect_context()
}
