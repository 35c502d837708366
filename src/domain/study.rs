//! The study: everything a student has done, as a set of events, and what follows from it for each card.
//!
//! Progress is a fold over the set. Order of arrival and repetition make no difference, so a second tab, a backup and a
//! restored browser are merged by inserting their events.

use std::collections::{BTreeMap, BTreeSet};

use super::card::CardId;
use super::log;
use super::memory::{Memory, Weights};
use super::review::{Event, EventId, Review, What};
use super::schedule::{Next, Params, schedule};
use super::time::{Day, Timestamp, UtcOffset};

/// What happens first when two events have the same time: the lesser id.
type Key = (Timestamp, EventId);

/// All events and the state they add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Study {
    params: Params,
    aliases: BTreeMap<CardId, CardId>,
    events: BTreeMap<EventId, Event>,
    /// Ids that an undo names, whether or not the event is known.
    undone: BTreeSet<EventId>,
    cards: BTreeMap<CardId, Progress>,
}

/// One card's standing reviews and what they add up to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Progress {
    /// Reviews that no undo takes back, in order.
    reviews: Vec<Key>,
    /// How many of them are in `memory`; all of them except in the middle of a change.
    folded: usize,
    memory: Memory,
    due: Day,
    first: Day,
}

impl Study {
    /// A study without events. `aliases` are the deck's: each id that a card had before, with the one it has now.
    pub fn new(params: Params, aliases: impl IntoIterator<Item = (CardId, CardId)>) -> Self {
        let mut study = Self { params, ..Self::default() };
        for (old, now) in aliases {
            study.aliases.entry(old).or_insert(now);
        }
        study
    }

    /// The settings that due dates follow.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Changes the settings and every due date with them.
    pub fn set_params(&mut self, params: Params) {
        self.params = params;
        self.cards.values_mut().for_each(Progress::forget);
        self.fold_all();
    }

    /// Adds an event. False when its id was known already. Cheap for a card's newest event; an older one folds that one
    /// card again.
    pub fn insert(&mut self, event: Event) -> bool {
        let review = match &event.what {
            What::Review(review) => Some(review),
            What::Undo(target) => self.review(*target).map(|(_, review)| review),
        };
        let card = review.map(|review| self.resolve(&review.card).clone());
        let is_new = self.record(event);
        if let Some(progress) = card.and_then(|card| self.cards.get_mut(&card)) {
            progress.fold(&self.events, &self.params);
        }
        is_new
    }

    /// Adds many events, folding each card once. Returns how many were not known.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> usize {
        let added = events.into_iter().map(|event| self.record(event)).filter(|is_new| *is_new).count();
        self.fold_all();
        added
    }

    /// Every event, by id: what an export holds.
    pub fn events(&self) -> impl ExactSizeIterator<Item = &Event> {
        self.events.values()
    }

    /// Whether an undo takes this event back. An undo itself is never taken back.
    pub fn is_retracted(&self, id: EventId) -> bool {
        self.undone.contains(&id) && !matches!(self.events.get(&id), Some(Event { what: What::Undo(_), .. }))
    }

    /// Number of reviews that stand.
    pub fn reviews(&self) -> usize {
        self.cards.values().map(|progress| progress.reviews.len()).sum()
    }

    /// The newest review that stands: the one to take back next.
    pub fn last_review(&self) -> Option<(&Event, &Review)> {
        let newest = self.cards.values().filter_map(|progress| progress.reviews.last()).max()?;
        self.review(newest.1)
    }

    /// Every card with a standing review, in the order of their ids; also cards that the deck no longer has.
    pub fn cards(&self) -> impl Iterator<Item = &CardId> {
        self.cards.keys()
    }

    /// What is remembered of a card.
    pub fn memory(&self, card: &CardId) -> &Memory {
        self.progress(card).map_or(&Memory::New, |progress| &progress.memory)
    }

    /// The local day on which the card falls due. `None` on a new card.
    pub fn due(&self, card: &CardId) -> Option<Day> {
        self.progress(card).map(|progress| progress.due)
    }

    /// The local day of the card's first review. `None` on a new card.
    pub fn first_seen(&self, card: &CardId) -> Option<Day> {
        self.progress(card).map(|progress| progress.first)
    }

    /// When the card was last reviewed. `None` on a new card.
    pub fn last_seen(&self, card: &CardId) -> Option<Timestamp> {
        self.progress(card).and_then(|progress| progress.reviews.last()).map(|key| key.0)
    }

    /// Number of cards whose first review was on this day.
    pub fn first_seen_on(&self, day: Day) -> usize {
        self.cards.values().filter(|progress| progress.first == day).count()
    }

    /// The card's standing reviews, oldest first.
    pub fn history(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Event, &Review)> {
        let keys = self.progress(card).map_or(&[][..], |progress| &progress.reviews);
        keys.iter().filter_map(|key| self.review(key.1))
    }

    /// The card now, and what each grade would make of it.
    pub fn next(&self, card: &CardId, now: Timestamp, offset: UtcOffset) -> Next {
        schedule(self.memory(card), now, offset, &self.params)
    }

    fn progress(&self, card: &CardId) -> Option<&Progress> {
        self.cards.get(self.resolve(card))
    }

    fn resolve<'a>(&'a self, card: &'a CardId) -> &'a CardId {
        self.aliases.get(card).unwrap_or(card)
    }

    fn review(&self, id: EventId) -> Option<(&Event, &Review)> {
        review(&self.events, id)
    }

    /// Adds the event to the set and to its card's list, without folding the card.
    fn record(&mut self, event: Event) -> bool {
        if let Some(known) = self.events.get(&event.id) {
            if *known != event {
                self.settle(event);
            }
            return false;
        }
        match &event.what {
            What::Review(review) if !self.undone.contains(&event.id) => {
                let card = self.resolve(&review.card).clone();
                self.cards.entry(card).or_default().enter((event.at, event.id));
            }
            What::Review(_) => {}
            What::Undo(target) => {
                self.undone.insert(*target);
                self.strike(*target);
            }
        }
        self.events.insert(event.id, event);
        true
    }

    /// Takes a review off its card's list, if it is there.
    fn strike(&mut self, id: EventId) {
        let Some((event, review)) = self.review(id) else { return };
        let (at, card) = (event.at, self.resolve(&review.card).clone());
        if let Some(progress) = self.cards.get_mut(&card) {
            progress.strike((at, id));
            if progress.reviews.is_empty() {
                self.cards.remove(&card);
            }
        }
    }

    /// Two events of one id come only from a damaged log. Whichever was here first, the one whose line is lesser stays.
    fn settle(&mut self, event: Event) {
        let kept = self.events.get(&event.id).map(log::encode);
        if kept.is_some_and(|kept| kept <= log::encode(&event)) {
            return;
        }
        self.events.insert(event.id, event);
        self.undone.clear();
        self.cards.clear();
        for event in std::mem::take(&mut self.events).into_values() {
            self.record(event);
        }
        self.fold_all();
    }

    fn fold_all(&mut self) {
        let (events, params) = (&self.events, &self.params);
        self.cards.values_mut().for_each(|progress| progress.fold(events, params));
    }
}

impl Progress {
    fn enter(&mut self, key: Key) {
        let place = self.reviews.partition_point(|other| *other < key);
        if place < self.reviews.len() {
            self.forget();
        }
        self.reviews.insert(place, key);
    }

    fn strike(&mut self, key: Key) {
        if let Ok(place) = self.reviews.binary_search(&key) {
            self.reviews.remove(place);
            self.forget();
        }
    }

    /// Back to a new card whose reviews are all still to be folded.
    fn forget(&mut self) {
        self.folded = 0;
        self.memory = Memory::New;
    }

    /// Folds the reviews that are not in `memory` yet.
    fn fold(&mut self, events: &BTreeMap<EventId, Event>, params: &Params) {
        for at in self.folded..self.reviews.len() {
            let Some((event, review)) = review(events, self.reviews[at].1) else { continue };
            let day = params.day(event.at, event.offset);
            if at == 0 {
                self.first = day;
            }
            if at + 1 == self.reviews.len() {
                let next = schedule(&self.memory, event.at, event.offset, params);
                let outcome = next.outcome(review.grade);
                (self.memory, self.due) = (outcome.memory, outcome.due);
            } else {
                self.memory = self.memory.after(review.grade, day, &Weights::DEFAULT);
            }
        }
        self.folded = self.reviews.len();
    }
}

fn review(events: &BTreeMap<EventId, Event>, id: EventId) -> Option<(&Event, &Review)> {
    match events.get(&id) {
        Some(event @ Event { what: What::Review(review), .. }) => Some((event, review)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::review::{Grade, Mode};
    use super::*;

    const DAY: i64 = 86_400_000;

    fn card(id: &str) -> CardId {
        CardId(id.into())
    }

    fn event(seq: u32, at: i64, what: What) -> Event {
        Event { id: EventId { writer: 7, seq }, at: Timestamp(at), offset: UtcOffset(0), what }
    }

    fn graded(seq: u32, at: i64, id: &str, grade: Grade) -> Event {
        let review =
            Review { card: card(id), grade, confidence: None, mode: Mode::Recall, hit: vec![], missed: vec![] };
        event(seq, at, What::Review(review))
    }

    fn undo(seq: u32, target: u32) -> Event {
        event(seq, 99 * DAY, What::Undo(EventId { writer: 7, seq: target }))
    }

    fn study(events: &[Event]) -> Study {
        let mut study = Study::new(Params::default(), [(card("old"), card("now"))]);
        study.extend(events.iter().cloned());
        study
    }

    #[test]
    fn a_button_and_the_study_agree_on_what_a_grade_makes_of_a_card() {
        let mut study = study(&[graded(0, 10 * DAY, "a", Grade::Good)]);
        for (seq, grade) in (1..).zip(Grade::ALL) {
            let at = (11 + 3 * i64::from(seq)) * DAY;
            let promised = *study.next(&card("a"), Timestamp(at), UtcOffset(0)).outcome(grade);
            assert!(study.insert(graded(seq, at, "a", grade)));
            assert_eq!(study.memory(&card("a")), &promised.memory);
            assert_eq!(study.due(&card("a")), Some(promised.due));
        }
        assert_eq!(study.first_seen(&card("a")), Some(Day(9)));
        assert_eq!(study.last_seen(&card("a")), Some(Timestamp(23 * DAY)));
    }

    #[test]
    fn undo_takes_back_one_review_after_another_until_the_card_is_new() {
        let first = graded(0, DAY, "a", Grade::Good);
        let second = graded(1, 4 * DAY, "b", Grade::Easy);
        let third = graded(2, 5 * DAY, "a", Grade::Again);
        let mut all = study(&[first.clone(), second.clone(), third.clone()]);
        let before = study(&[first.clone(), second.clone()]);
        let last = |study: &Study| study.last_review().map(|(event, _)| event.id.seq);
        assert_eq!((all.reviews(), last(&all)), (3, Some(2)));

        assert!(all.insert(undo(3, 2)));
        assert_eq!((all.reviews(), last(&all)), (2, Some(1)));
        assert!(all.is_retracted(third.id) && !all.is_retracted(first.id));
        assert_eq!(all.memory(&card("a")), before.memory(&card("a")));
        assert_eq!(all.due(&card("a")), before.due(&card("a")));

        all.extend([undo(4, 1), undo(5, 0)]);
        assert_eq!((all.reviews(), last(&all)), (0, None));
        assert_eq!((all.memory(&card("a")), all.due(&card("a"))), (&Memory::New, None));
        assert_eq!((all.cards().count(), all.events().len()), (0, 6));
    }

    #[test]
    fn an_undo_may_arrive_first_and_is_never_undone() {
        let review = graded(0, DAY, "a", Grade::Good);
        let study = study(&[undo(2, 1), undo(1, 0), review.clone()]);
        assert!(study.is_retracted(review.id));
        assert!(!study.is_retracted(EventId { writer: 7, seq: 1 }));
        assert_eq!(study.reviews(), 0);
    }

    #[test]
    fn a_renamed_card_keeps_its_history() {
        let study = study(&[graded(0, DAY, "old", Grade::Good), graded(1, 3 * DAY, "now", Grade::Good)]);
        let seqs = |id| study.history(&card(id)).map(|(event, _)| event.id.seq).collect::<Vec<_>>();
        assert_eq!((seqs("now"), seqs("old")), (vec![0, 1], vec![0, 1]));
        assert_eq!(study.cards().collect::<Vec<_>>(), [&card("now")]);
    }

    #[test]
    fn new_settings_move_every_due_date() {
        let events = [graded(0, DAY, "a", Grade::Easy), graded(1, 9 * DAY, "a", Grade::Good)];
        let mut changed = study(&events);
        let due = changed.due(&card("a"));
        let params = Params::new(0.97, 36_500, 0);
        changed.set_params(params);
        assert!(changed.due(&card("a")) < due);
        let mut fresh = Study::new(params, [(card("old"), card("now"))]);
        fresh.extend(events);
        assert_eq!(changed, fresh);
    }
}
