//! A student's reviews of a course with many cards, always the same ones, and the work that is timed on them.

use groundwork::domain::card::{CardId, Kind, PointId, TopicId};
use groundwork::domain::deck::CardEntry;
use groundwork::domain::journal::{self, Journal, Store};
use groundwork::domain::log;
use groundwork::domain::memory::Memory;
use groundwork::domain::queue::{self, NEW_PER_DAY, Queue};
use groundwork::domain::review::{Confidence, Event, EventId, Grade, Mode, Review, What};
use groundwork::domain::schedule::{Next, Params};
use groundwork::domain::study::Study;
use groundwork::domain::time::{Day, Timestamp, UtcOffset};

/// 2025-01-01, when the student began.
const FIRST_DAY: i32 = 20_089;
const DAY_MS: i64 = 86_400_000;
const NOON_MS: i64 = DAY_MS / 2;

/// A joined segment of the log is closed at about this many characters.
const SEGMENT: usize = 60_000;

/// Days between two reviews of a card. The same day is among them.
const GAPS: [i32; 8] = [0, 1, 2, 4, 7, 12, 20, 33];

/// Grades, Good most often.
const GRADES: [Grade; 8] =
    [Grade::Again, Grade::Hard, Grade::Good, Grade::Good, Grade::Good, Grade::Good, Grade::Good, Grade::Easy];

/// Lehmer's generator: the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn pick<T: Copy>(&mut self, from: &[T; 8]) -> T {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        from[(self.0 >> 8) as usize % 8]
    }
}

/// A review as any scheduler takes it: the card's place in the deck, the day, the grade.
pub type Plain = (usize, Day, Grade);

/// A course, its reviews, and what they add up to.
pub struct Course {
    deck: Vec<CardEntry>,
    events: Vec<Event>,
    plain: Vec<Plain>,
    study: Study,
    journal: Journal,
    /// The day after the last review.
    pub today: Day,
    /// Grades given by [`Self::grade`].
    graded: usize,
}

fn entry(place: usize) -> CardEntry {
    CardEntry {
        id: CardId(format!("card-number-{place:05}")),
        topic: TopicId("topic".to_owned()),
        kind: Kind::Concept,
        title: String::new(),
        tags: Vec::new(),
        musts: 3,
        // In pairs.
        confusable: vec![place ^ 1],
    }
}

fn review(card: &CardId, grade: Grade) -> Review {
    let points = |ids: &[&str]| ids.iter().map(|&id| PointId(id.to_owned())).collect();
    Review {
        card: card.clone(),
        grade,
        confidence: Some(Confidence::FairlySure),
        mode: Mode::Recall,
        hit: points(&["AbC", "dEf"]),
        missed: points(&["x_9"]),
        hint: false,
    }
}

impl Course {
    /// A course of so many cards, each reviewed so often, on days apart by [`GAPS`]; the last time never on the same day.
    pub fn new(cards: usize, reviews: usize) -> Self {
        let deck: Vec<_> = (0..cards).map(entry).collect();
        let mut numbers = Numbers(11);
        let mut plain: Vec<Plain> = Vec::with_capacity(cards * reviews);
        for place in 0..cards {
            let mut day = FIRST_DAY + i32::try_from(place % 60).unwrap_or(0);
            for review in 0..reviews {
                let gap = numbers.pick(&GAPS);
                day += match review {
                    0 => 0,
                    _ if review + 1 == reviews => gap.max(1),
                    _ => gap,
                };
                plain.push((place, Day(day), numbers.pick(&GRADES)));
            }
        }
        // As they happened; a card's reviews of one day stay in order.
        plain.sort_by_key(|(_, day, _)| *day);
        let event = |(seq, &(place, day, grade)): (u32, &Plain)| Event {
            id: EventId { writer: 0x00c0_ffee, seq },
            at: Timestamp(i64::from(day.0) * DAY_MS + NOON_MS + i64::from(seq)),
            offset: UtcOffset(0),
            what: What::Review(review(&deck[place].id, grade)),
        };
        let events: Vec<_> = (0..).zip(&plain).map(event).collect();
        let today = Day(plain.last().map_or(FIRST_DAY, |(_, day, _)| day.0) + 1);
        let study = Study::new(Params::default(), [], []);
        let mut course = Self { deck, events, plain, study, journal: Journal::new(0x0bad_cafe), today, graded: 0 };
        course.study = course.fold(course.events.clone());
        course
    }

    /// The reviews, oldest first.
    pub fn reviews(&self) -> &[Plain] {
        &self.plain
    }

    /// The events, to be given to [`Self::fold`].
    pub fn events(&self) -> Vec<Event> {
        self.events.clone()
    }

    /// The log as it lies in localStorage: the texts of its joined segments.
    pub fn segments(&self) -> Vec<String> {
        let mut segments = Vec::new();
        let mut text = log::HEADER.to_owned();
        for event in &self.events {
            text += &log::encode(event);
            if text.len() >= SEGMENT {
                segments.push(std::mem::replace(&mut text, log::HEADER.to_owned()));
            }
        }
        segments.push(text);
        segments
    }

    /// Timed: the log's text read and folded, as at every start of the app.
    pub fn load(&self, segments: &[String]) -> Study {
        self.fold(journal::load(segments.iter().map(|text| ("", text.as_str()))).events)
    }

    /// Timed: events folded to every card's memory and due date.
    pub fn fold(&self, events: Vec<Event>) -> Study {
        let mut study = Study::new(Params::default(), self.deck.iter().map(|card| card.id.clone()), []);
        study.extend(events);
        study
    }

    /// Timed: what to study today, in order.
    pub fn queue(&self) -> Queue {
        queue::queue(&self.deck, &self.study, self.today, NEW_PER_DAY)
    }

    fn now(&self) -> Timestamp {
        Timestamp(i64::from(self.today.0) * DAY_MS + NOON_MS)
    }

    /// Timed: what each of the four grades would make of a card.
    pub fn next(&self, place: usize) -> Next {
        self.study.next(&self.deck[place % self.deck.len()].id, self.now(), UtcOffset(0))
    }

    /// Timed: a card graded Good, one after another, and saved.
    ///
    /// # Errors
    /// The store's.
    pub fn grade<S: Store>(&mut self, store: &mut S) -> Result<(), S::Error> {
        let now = Timestamp(self.now().0 + 1000 * i64::try_from(self.graded).unwrap_or(0));
        let review = review(&self.deck[self.graded % self.deck.len()].id, Grade::Good);
        self.graded += 1;
        for what in self.study.answer(review, now, UtcOffset(0)) {
            self.study.insert(self.journal.record(what, now, UtcOffset(0)));
        }
        self.journal.save(store, now)
    }

    /// Each card's stability, difficulty and the day that it is due on, in a study of this course.
    pub fn states(study: &Study) -> Vec<(f64, f64, Day)> {
        let state = |standing: groundwork::domain::study::Standing<'_>| match standing.memory {
            Memory::Reviewed { stability, difficulty, .. } => {
                Some((stability.days(), difficulty.level(), standing.due))
            }
            Memory::New => None,
        };
        study.standings().filter_map(|standing| standing.and_then(state)).collect()
    }

    /// What the reviews add up to.
    pub fn study(&self) -> &Study {
        &self.study
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use super::*;

    #[derive(Default)]
    struct Kept(BTreeMap<String, String>);

    impl Store for Kept {
        type Error = Infallible;
        fn get(&self, key: &str) -> Result<Option<String>, Infallible> {
            Ok(self.0.get(key).cloned())
        }
        fn set(&mut self, key: &str, text: &str) -> Result<(), Infallible> {
            self.0.insert(key.to_owned(), text.to_owned());
            Ok(())
        }
        fn remove(&mut self, key: &str) -> Result<(), Infallible> {
            self.0.remove(key);
            Ok(())
        }
    }

    #[test]
    fn every_way_to_the_state_that_is_timed_leads_to_the_same() {
        let course = Course::new(1500, 3);
        let segments = course.segments();
        assert!(segments.len() > 1 && segments.iter().all(|text| text.len() < SEGMENT + 200));
        assert!(course.load(&segments) == *course.study());
        assert_eq!(course.study().reviews(), 4500);
        let mut one_by_one = course.fold(Vec::new());
        for event in course.events() {
            assert!(one_by_one.insert(event));
        }
        assert!(one_by_one == *course.study());
    }

    #[test]
    fn the_reviews_are_those_that_the_study_folds() {
        let course = Course::new(14, 10);
        let mut memory = [Memory::New; 14];
        for &(place, day, grade) in course.reviews() {
            memory[place] = memory[place].after(grade, day, &groundwork::domain::memory::Weights::DEFAULT);
        }
        let folded: Vec<_> = course.study().standings().flatten().map(|standing| *standing.memory).collect();
        assert_eq!(folded, memory);
        let due = Course::states(course.study()).iter().filter(|(_, _, due)| *due <= course.today).count();
        assert_eq!((course.queue().len(), course.queue().due.len()), (due, due));
    }

    #[test]
    fn a_grade_that_is_timed_is_saved() {
        let (mut course, mut store) = (Course::new(14, 10), Kept::default());
        for _ in 0..100 {
            course.grade(&mut store).unwrap();
        }
        let saved = journal::load(store.0.iter().map(|(key, text)| (key.as_str(), text.as_str())));
        assert_eq!((saved.events.len(), saved.faults), (100, vec![]));
        assert_eq!(course.study().reviews(), 240);
        assert!(course.next(0).retrievability.is_some());
    }
}
