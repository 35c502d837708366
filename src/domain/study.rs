//! The study: everything a student has done, as a set of events, and what follows from it for each card.
//!
//! Progress is a fold over the set. Order of arrival and repetition make no difference, so a second tab, a backup and a
//! restored browser are merged by inserting their events. Sorted lists instead of trees: a third of the code in the
//! module, and what is added is nearly always the newest.

use super::card::CardId;
use super::log;
use super::memory::{Memory, Weights};
use super::order;
use super::progress::Progress;
use super::review::{Event, EventId, Review, What};
use super::schedule::{Next, Params, schedule};
use super::time::{Day, Timestamp, UtcOffset};

/// More new events than this at once, and all cards are put together again; up to it, each on its own.
const FEW: usize = 8;

/// A review dated later than this many days after today is impossible. Between the first and the last time zone a day can
/// be two ahead.
const AHEAD_DAYS: i32 = 2;

/// Whether a review on `day` cannot be, when it is `today`: a clock was wrong then, or is now.
pub(super) fn is_ahead(day: Day, today: Day) -> bool {
    day.since(today) > AHEAD_DAYS
}

/// All events and the state they add up to.
#[derive(Clone, Debug, Default)]
pub struct Study {
    params: Params,
    /// Old id and new, by old id.
    aliases: Vec<(CardId, CardId)>,
    /// As they came. The lists below name an event by its place here.
    events: Vec<Event>,
    /// All events, by id.
    by_id: Vec<usize>,
    /// Ids that an undo names, whether or not the event is known; sorted.
    undone: Vec<EventId>,
    /// The deck's cards in the deck's order, then those that it does not have, as they came.
    cards: Vec<Progress>,
    /// How many of them are the deck's.
    deck: usize,
    /// Places in `cards`, by the card's id.
    by_card: Vec<usize>,
}

/// Where a reviewed card stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing<'a> {
    pub memory: &'a Memory,
    /// The local day on which the card falls due.
    pub due: Day,
    /// The local day of the first review.
    pub first: Day,
    /// When the card was last reviewed.
    pub last: Timestamp,
}

impl Study {
    /// A study without events. `deck` are the deck's cards in its order, `aliases` each id that a card had before with
    /// the one it has now.
    pub fn new(
        params: Params,
        deck: impl IntoIterator<Item = CardId>,
        aliases: impl IntoIterator<Item = (CardId, CardId)>,
    ) -> Self {
        let mut aliases: Vec<_> = aliases.into_iter().collect();
        order::sort(&mut aliases);
        let cards: Vec<_> = deck.into_iter().map(Progress::of).collect();
        let mut by_card: Vec<usize> = (0..cards.len()).collect();
        order::sort_by(&mut by_card, |a, b| cards[*a].card.cmp(&cards[*b].card));
        Self { params, aliases, deck: cards.len(), cards, by_card, ..Self::default() }
    }

    /// The settings that due dates follow.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// Changes the settings and every due date with them.
    pub fn set_params(&mut self, params: Params) {
        self.params = params;
        self.fold_all();
    }

    /// Adds an event. False when its id was known already. Cheap for a card's newest event; an older one folds that one
    /// card again.
    pub fn insert(&mut self, event: Event) -> bool {
        match self.find(event.id) {
            Ok(at) => {
                // Two events of one id come only from a damaged log. Whichever was here first, the lesser line stays.
                let known = &mut self.events[self.by_id[at]];
                if *known != event && log::encode(&event) < log::encode(known) {
                    *known = event;
                    self.rebuild();
                }
                false
            }
            Err(at) => {
                let place = self.events.len();
                self.by_id.insert(at, place);
                self.events.push(event);
                self.enter(place);
                true
            }
        }
    }

    /// Adds many events, folding each card once. Returns how many were not known.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> usize {
        let mut new: Vec<Event> = events.into_iter().filter(|event| self.event(event.id) != Some(event)).collect();
        if new.len() <= FEW {
            return new.into_iter().map(|event| usize::from(self.insert(event))).sum();
        }
        let before = self.events.len();
        self.events.append(&mut new);
        // The lesser line stays, as in `insert`.
        order::sort_by(&mut self.events, |a, b| a.id.cmp(&b.id).then_with(|| log::encode(a).cmp(&log::encode(b))));
        self.events.dedup_by_key(|event| event.id);
        self.by_id = (0..self.events.len()).collect();
        self.rebuild();
        self.events.len() - before
    }

    /// Every event, by id: what an export holds.
    pub fn events(&self) -> impl ExactSizeIterator<Item = &Event> {
        self.by_id.iter().map(|place| &self.events[*place])
    }

    /// Every event, in no order.
    pub fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Whether an undo takes this event back. An undo itself is never taken back.
    pub fn is_retracted(&self, id: EventId) -> bool {
        self.is_undone(id) && !matches!(self.event(id), Some(Event { what: What::Undo(_), .. }))
    }

    /// Whether the event of this id is here, taken back or not.
    pub fn knows(&self, id: EventId) -> bool {
        self.find(id).is_ok()
    }

    /// Whether the deck has a card of this id, or one that had it before.
    pub fn is_in_deck(&self, card: &CardId) -> bool {
        self.place(card).is_some()
    }

    /// The card's place in the deck, also by an id that it had before.
    pub fn place(&self, card: &CardId) -> Option<usize> {
        let place = self.by_card[self.find_card(self.resolve(card)).ok()?];
        (place < self.deck).then_some(place)
    }

    /// Number of reviews that stand.
    pub fn reviews(&self) -> usize {
        self.cards.iter().map(|progress| progress.reviews.len()).sum()
    }

    /// The review to take back next: this writer's last one that stands, whatever its clock said; without one, the newest
    /// that is not dated ahead of `now`.
    pub fn last_review(&self, writer: u32, now: Timestamp) -> Option<(&Event, &Review)> {
        let soon = Timestamp(now.0.saturating_add(i64::from(AHEAD_DAYS) * 86_400_000));
        let standing = self.cards.iter().flat_map(|progress| &progress.reviews);
        let newest = standing.max_by_key(|place| {
            let event = &self.events[**place];
            // Counts of another writer are not to be compared.
            let own = if event.id.writer == writer { Some(event.id.seq) } else { None };
            (own, event.at <= soon, event.at, event.id)
        });
        self.review(*newest?)
    }

    /// Every card with a standing review, in the order of their ids; also cards that the deck does not have.
    pub fn cards(&self) -> impl Iterator<Item = &CardId> {
        let cards = self.by_card.iter().map(|place| &self.cards[*place]);
        cards.filter(|progress| !progress.reviews.is_empty()).map(|progress| &progress.card)
    }

    /// Where each card of the deck stands, in the deck's order; `None` for a new one.
    pub fn standings(&self) -> impl Iterator<Item = Option<Standing<'_>>> {
        self.cards[..self.deck].iter().map(Progress::standing)
    }

    /// Where the card stands. `None` on a new card.
    pub fn standing(&self, card: &CardId) -> Option<Standing<'_>> {
        self.progress(card)?.standing()
    }

    /// What is remembered of a card.
    pub fn memory(&self, card: &CardId) -> &Memory {
        self.progress(card).map_or(&Memory::New, |progress| &progress.memory)
    }

    /// The local day on which the card falls due. `None` on a new card.
    pub fn due(&self, card: &CardId) -> Option<Day> {
        self.standing(card).map(|standing| standing.due)
    }

    /// Number of cards that were new on this day. A day that comes twice, on a journey to the west, is one day.
    pub fn first_seen_on(&self, day: Day) -> usize {
        let reviewed = self.cards.iter().filter(|progress| !progress.reviews.is_empty());
        reviewed.filter(|progress| (0..=AHEAD_DAYS).contains(&progress.first.since(day))).count()
    }

    /// The card's standing reviews, oldest first.
    pub fn history(&self, card: &CardId) -> impl DoubleEndedIterator<Item = (&Event, &Review)> {
        let places = self.progress(card).map_or(&[][..], |progress| &progress.reviews);
        places.iter().filter_map(|place| self.review(*place))
    }

    /// The latest reviews of each card that were given on this local day, oldest first; also of cards that the deck does
    /// not have. It asks no card by its id, and of those not seen on this day no event: a session is read several times for
    /// each grade.
    pub fn reviews_on(&self, day: Day) -> Vec<&Review> {
        let seen = |progress: &&Progress| matches!(progress.memory, Memory::Reviewed { last, .. } if last == day);
        let of_day = self.cards.iter().filter(seen).flat_map(|progress| {
            progress.reviews.iter().rev().copied().take_while(|place| self.day(&self.events[*place]) == day)
        });
        let mut places: Vec<usize> = of_day.collect();
        order::sort_by(&mut places, |a, b| self.key(*a).cmp(&self.key(*b)));
        places.into_iter().filter_map(|place| Some(self.review(place)?.1)).collect()
    }

    /// The card now, and what each grade would make of it. Reviews dated days ahead of today do not count: an answer takes
    /// them back.
    pub fn next(&self, card: &CardId, now: Timestamp, offset: UtcOffset) -> Next {
        let today = self.params.day(now, offset);
        match self.memory(card) {
            Memory::Reviewed { last, .. } if is_ahead(*last, today) => {
                let days = self.history(card).map(|(event, review)| (self.day(event), review.grade));
                let possible = days.filter(|(day, _)| !is_ahead(*day, today));
                let memory =
                    possible.fold(Memory::New, |memory, (day, grade)| memory.after(grade, day, &Weights::DEFAULT));
                schedule(&memory, now, offset, &self.params)
            }
            memory => schedule(memory, now, offset, &self.params),
        }
    }

    /// What to record for an answer given now, in this order: what takes back the card's reviews that are dated days ahead
    /// of today (none, unless a clock was wrong), then the review. Taking the answer back leaves those taken back.
    pub fn answer(&self, review: Review, now: Timestamp, offset: UtcOffset) -> Vec<What> {
        let today = self.params.day(now, offset);
        let ahead = self.history(&review.card).filter(|(event, _)| is_ahead(self.day(event), today));
        let mut record: Vec<What> = ahead.map(|(event, _)| What::Undo(event.id)).collect();
        record.push(What::Review(review));
        record
    }

    fn day(&self, event: &Event) -> Day {
        self.params.day(event.at, event.offset)
    }

    fn progress(&self, card: &CardId) -> Option<&Progress> {
        self.find_card(self.resolve(card)).ok().map(|at| &self.cards[self.by_card[at]])
    }

    fn resolve<'a>(&'a self, card: &'a CardId) -> &'a CardId {
        let found = self.aliases.binary_search_by(|(old, _)| old.cmp(card));
        found.map_or(card, |at| &self.aliases[at].1)
    }

    fn find_card(&self, card: &CardId) -> Result<usize, usize> {
        self.by_card.binary_search_by(|place| self.cards[*place].card.cmp(card))
    }

    /// The place in `cards` of the card that this review is of.
    fn card_of(&mut self, review: usize) -> Option<usize> {
        let card = self.resolve(&self.review(review)?.1.card);
        match self.find_card(card) {
            Ok(at) => Some(self.by_card[at]),
            Err(at) => {
                let place = self.cards.len();
                self.cards.push(Progress::of(card.clone()));
                self.by_card.insert(at, place);
                Some(place)
            }
        }
    }

    fn find(&self, id: EventId) -> Result<usize, usize> {
        self.by_id.binary_search_by_key(&id, |place| self.events[*place].id)
    }

    fn event(&self, id: EventId) -> Option<&Event> {
        self.find(id).ok().map(|at| &self.events[self.by_id[at]])
    }

    /// Whether the event of this id is taken back, here or not.
    pub fn is_undone(&self, id: EventId) -> bool {
        self.undone.binary_search(&id).is_ok()
    }

    fn review(&self, place: usize) -> Option<(&Event, &Review)> {
        match &self.events[place] {
            event @ Event { what: What::Review(review), .. } => Some((event, review)),
            _ => None,
        }
    }

    /// What happens first when two events have the same time: the lesser id.
    fn key(&self, place: usize) -> (Timestamp, EventId) {
        (self.events[place].at, self.events[place].id)
    }

    /// Lets an event that has just been added count.
    fn enter(&mut self, place: usize) {
        let place = match self.events[place].what {
            What::Review(_) => place,
            What::Undo(target) => {
                if let Err(at) = self.undone.binary_search(&target) {
                    self.undone.insert(at, target);
                }
                let Ok(at) = self.find(target) else { return };
                self.by_id[at]
            }
        };
        let Some(card) = self.card_of(place) else { return };
        let reviews = &self.cards[card].reviews;
        let among = reviews.partition_point(|other| self.key(*other) < self.key(place));
        let is_there = reviews.get(among) == Some(&place);
        let is_newest = among == reviews.len();
        let reviews = &mut self.cards[card].reviews;
        match (self.undone.binary_search(&self.events[place].id), is_there) {
            (Err(_), false) => reviews.insert(among, place),
            (Ok(_), true) => drop(reviews.remove(among)),
            _ => return,
        }
        self.cards[card].fold(&self.events, &self.params, if is_newest { among } else { 0 });
    }

    /// Puts everything that follows from the events together anew.
    fn rebuild(&mut self) {
        let undo = |event: &Event| match event.what {
            What::Undo(target) => Some(target),
            What::Review(_) => None,
        };
        self.undone = self.events.iter().filter_map(undo).collect();
        order::sort(&mut self.undone);
        self.undone.dedup();
        self.cards.iter_mut().for_each(|progress| progress.reviews.clear());
        for place in 0..self.events.len() {
            if !self.is_undone(self.events[place].id)
                && let Some(card) = self.card_of(place)
            {
                self.cards[card].reviews.push(place);
            }
        }
        let events = &self.events;
        for progress in &mut self.cards {
            order::sort_by(&mut progress.reviews, |a, b| {
                (events[*a].at, events[*a].id).cmp(&(events[*b].at, events[*b].id))
            });
        }
        self.fold_all();
    }

    fn fold_all(&mut self) {
        let (events, params) = (&self.events, &self.params);
        self.cards.iter_mut().for_each(|progress| progress.fold(events, params, 0));
    }
}

/// The same events under the same settings, and the same made of them; the order they came in does not count.
impl PartialEq for Study {
    fn eq(&self, other: &Self) -> bool {
        let made = |study: &Self| {
            let of = |card: &CardId| {
                let reviews: Vec<_> = study.history(card).map(|(event, _)| event.id).collect();
                let standing = study.standing(card).map(|now| (*now.memory, now.due, now.first, now.last));
                (card.clone(), reviews, standing)
            };
            study.cards().map(of).collect::<Vec<_>>()
        };
        (self.params, &self.aliases, &self.undone) == (other.params, &other.aliases, &other.undone)
            && self.events().eq(other.events())
            && made(self) == made(other)
    }
}

#[cfg(test)]
mod tests;
