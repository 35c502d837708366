//! The student's progress in the running app: read from storage at the start, written one event at a time.

mod reading;
mod transfer;

use leptos::prelude::*;

use super::deck::DeckStore;
use super::local::Local;
use crate::domain::answers::Answer;
use crate::domain::backup;
use crate::domain::card::CardId;
use crate::domain::deck::Index;
use crate::domain::journal::{self, Journal};
use crate::domain::queue::{self, Queue};
use crate::domain::review::{Review, What};
use crate::domain::schedule::Params;
use crate::domain::settings::{self, Number, Settings};
use crate::domain::study::Study;
use crate::domain::time::Day;
use crate::platform::{clock, page, storage};

/// What the student must know about their saved progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Reviews of this tab are not stored, for this reason.
    Unsaved(String),
    /// What was stored is gone; this tab still has it.
    Cleared,
    /// A newer version has written here: nothing is written by this one.
    Newer,
    /// Something stored could not be read, and was left as it is.
    Unread(String),
}

/// Progress, and the only thing that writes it.
#[derive(Clone, Copy)]
pub struct StudyStore {
    study: RwSignal<Study>,
    deck: DeckStore,
    settings: RwSignal<Settings>,
    journal: StoredValue<Journal>,
    trouble: RwSignal<Option<Trouble>>,
    /// The study day; `None` in prerendered pages, which are of no day.
    today: RwSignal<Option<Day>>,
    /// What to study, put together once for each change however many ask.
    queue: Memo<Queue>,
}

/// A study of the cards that are known, without events.
fn nothing_yet(index: &Index, params: Params) -> Study {
    let cards = index.cards.iter().map(|card| card.id.clone());
    Study::new(params, cards, index.aliases.clone())
}

impl StudyStore {
    /// Nobody's progress, for prerendering.
    pub fn blank(deck: DeckStore) -> Self {
        let study = RwSignal::new(nothing_yet(&deck.index(), Params::default()));
        let (settings, today) = (RwSignal::new(Settings::default()), RwSignal::new(None));
        let queue = Memo::new(move |_| {
            let index = deck.index();
            let Some(today) = today.get() else { return Queue::default() };
            let limit = settings.with(|settings| settings.get(Number::NewPerDay)) as usize;
            study.with(|study| queue::queue(&index.cards, study, today, limit))
        });
        let (journal, trouble) = (StoredValue::new(Journal::default()), RwSignal::new(None));
        Self { study, deck, settings, journal, trouble, today, queue }
    }

    /// Whether this browser keeps reviews, by the names of what it keeps.
    pub fn is_begun() -> bool {
        storage::keys(journal::PREFIX).is_ok_and(|keys| !keys.is_empty())
    }

    /// This browser's progress; keeps up with other tabs from now on.
    pub fn open(deck: DeckStore) -> Self {
        let store = Self::blank(deck);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any 32 bits name a tab")]
        let writer = clock::random_u32().unwrap_or_else(|| clock::now().0 as u32);
        store.journal.set_value(Journal::new(writer));
        store.read_settings();
        store.read_all();
        store.new_day();
        storage::on_change(move |change| match change {
            storage::Change::Cleared => store.notice_cleared(),
            storage::Change::Entry(key, Some(text)) if key.starts_with(journal::PREFIX) => {
                store.merge([(key.as_str(), text.as_str())]);
            }
            storage::Change::Entry(key, _) if key == settings::KEY => {
                store.read_settings();
                store.new_day();
            }
            storage::Change::Entry(..) => {}
        });
        clock::on_wake(move || {
            store.new_day();
            // A page that was frozen has missed what other tabs wrote.
            store.read_all();
        });
        page::when_idle(move || store.join());
        store
    }

    /// Takes the whole course in place of its beginning. Every event stays.
    pub fn complete(self, whole: Index) {
        self.deck.complete(whole);
        self.study.update(|study| {
            let new = nothing_yet(&self.deck.index(), *study.params());
            let events = std::mem::replace(study, new).into_events();
            study.extend(events);
        });
    }

    /// Whether the course's beginning is not all that this student needs; tracks that.
    pub fn needs_rest(self) -> bool {
        let is_default = self.settings.with(|settings| *settings == Settings::default());
        !self.deck.is_whole() && (!is_default || self.study.with(|study| study.events().len() > 0))
    }

    fn new_day(self) {
        let today = Some(self.study.with_untracked(|study| study.params().day(clock::now(), clock::utc_offset())));
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
    }

    fn read_settings(self) {
        let Ok(Some(text)) = storage::get(settings::KEY) else { return };
        let (settings, faults) = settings::read(&text);
        if let Some(fault) = faults.first() {
            self.trouble.set(Some(Trouble::Unread(fault.to_string())));
        }
        self.study.update(|study| study.set_params(Params::from(&settings)));
        self.settings.set(settings);
    }

    /// Every stored segment with its key; on an error says so.
    fn segments(self) -> Vec<(String, String)> {
        let read = || -> Result<Vec<_>, storage::StorageError> {
            let mut segments = Vec::new();
            for key in storage::keys(journal::PREFIX)? {
                if let Some(text) = storage::get(&key)? {
                    segments.push((key, text));
                }
            }
            Ok(segments)
        };
        read().unwrap_or_else(|error| {
            self.trouble.set(Some(Trouble::Unsaved(error.to_string())));
            Vec::new()
        })
    }

    fn read_all(self) {
        let segments = self.segments();
        self.merge(segments.iter().map(|(key, text)| (key.as_str(), text.as_str())));
    }

    /// Adds segments' events. What cannot be read is said and left where it is.
    fn merge<'a>(self, segments: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let loaded = journal::load(segments);
        if loaded.is_newer() {
            self.trouble.set(Some(Trouble::Newer));
        } else if let Some((key, fault)) = loaded.faults.first() {
            self.trouble.set(Some(Trouble::Unread(format!(
                "Part of your saved progress could not be read and was left untouched ({key}: {fault}). Everything else counts."
            ))));
        }
        // Nobody is told where nothing is new.
        self.study.maybe_update(|study| study.extend(loaded.events) > 0);
    }

    /// Joins old segments into one, now that nobody waits.
    fn join(self) {
        if self.trouble.get_untracked().is_some() {
            return;
        }
        let segments = self.segments();
        let join = self.journal.try_update_value(|journal| journal.join(&segments, clock::now())).flatten();
        if let Some(mut join) = join {
            // An error ends it; what stands twice counts once.
            while join.step(&mut Local).unwrap_or(false) {}
        }
    }

    /// Says that what was saved is gone, when it is: this tab can write it again.
    fn notice_cleared(self) {
        if self.study.with_untracked(|study| study.events().len() > 0) {
            self.trouble.set(Some(Trouble::Cleared));
        }
    }

    /// Adds what just happened and saves it. Where it cannot be saved it counts in this tab all the same, and the student
    /// is told.
    fn record(self, what: Vec<What>) {
        let (now, offset) = (clock::now(), clock::utc_offset());
        if self.journal.with_value(|journal| journal.stored_key().is_some_and(|key| storage::get(key) == Ok(None))) {
            self.notice_cleared();
        }
        self.study.update(|study| {
            for what in what {
                if let Some(event) = self.journal.try_update_value(|journal| journal.record(what, now, offset)) {
                    study.insert(event);
                }
            }
        });
        self.save();
    }

    /// Writes what this tab has recorded.
    fn save(self) {
        if matches!(self.trouble.get_untracked(), Some(Trouble::Newer | Trouble::Cleared)) {
            return;
        }
        match self.journal.try_update_value(|journal| journal.save(&mut Local, clock::now())) {
            Some(Err(error)) => {
                self.trouble.set(Some(Trouble::Unsaved(format!("Your last review is not saved. {error}"))));
            }
            _ if matches!(self.trouble.get_untracked(), Some(Trouble::Unsaved(_))) => self.trouble.set(None),
            _ => {}
        }
    }

    /// Whether everything recorded in this tab is stored.
    pub fn is_saved(self) -> bool {
        self.study.track();
        self.trouble.track();
        self.journal.with_value(Journal::is_saved)
    }

    /// Records a review.
    pub fn review(self, review: Review) {
        let what = self.with_now(|study| study.answer(review, clock::now(), clock::utc_offset()));
        self.record(what);
    }

    /// Takes the newest review back; its card, when there was one, and the words that were kept with it.
    pub fn undo(self) -> Option<(CardId, Option<String>)> {
        let writer = self.journal.with_value(Journal::writer);
        let last = self.with_now(|study| {
            study.last_review(writer, clock::now()).map(|(event, review)| (event.id, event.at, review.card.clone()))
        });
        let (id, at, card) = last?;
        self.record(vec![What::Undo(id)]);
        let words = super::answers::written_with(&card, at);
        Some((card, words))
    }

    /// Tries again to read and write what failed; after a clearing, writes everything this tab knows.
    pub fn retry(self) {
        let before = self.trouble.get_untracked();
        self.trouble.set(None);
        if before == Some(Trouble::Cleared) {
            self.with_now(|study| {
                let events: Vec<_> = study.events().cloned().collect();
                self.journal.update_value(|journal| journal.restore(&events, clock::now()));
            });
        } else {
            self.read_all();
        }
        if self.trouble.get_untracked().is_none() {
            self.save();
        }
    }

    /// Everything this tab knows, as a backup's text.
    pub fn backup(self) -> String {
        let settings = self.settings.get_untracked();
        self.with_now(|study| backup::write(&settings, &super::answers::all(), study))
    }

    /// Gives the student their progress as a file.
    pub fn download(self) {
        page::download("groundwork-backup.txt", &self.backup());
    }

    /// What the student must know about saved progress.
    pub fn trouble(self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// The study day; `None` in a prerendered page.
    pub fn today(self) -> Option<Day> {
        self.today.get()
    }

    /// What is set.
    pub fn settings(self) -> Settings {
        self.settings.get()
    }

    /// [`Self::settings`] at this moment, without tracking it.
    pub fn settings_now(self) -> Settings {
        self.settings.get_untracked()
    }

    /// Changes the settings; why they could not be kept, when they could not. They count in this tab all the same.
    ///
    /// # Errors
    /// Storage refused the write.
    pub fn change_settings(self, settings: Settings) -> Result<(), storage::StorageError> {
        self.study.update(|study| study.set_params(Params::from(&settings)));
        let text = settings.write();
        self.settings.set(settings);
        self.new_day();
        storage::set(settings::KEY, &text)
    }

    /// An answer written at this moment.
    pub fn written_now(self, text: String) -> Answer {
        Answer { at: clock::now(), text }
    }

    /// Takes an answer out that is the card's only one.
    pub fn forget_answer(self, card: &CardId) {
        super::answers::forget(card);
    }

    /// Keeps an answer as the card's latest, and as its first if it has none.
    pub fn keep_answer(self, card: &CardId, answer: Answer) {
        super::answers::keep(card, answer);
    }
}

/// The student's progress.
pub fn use_study() -> StudyStore {
    expect_context()
}
