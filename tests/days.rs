//! Days and clocks: daylight saving, journeys, clocks that are a year off and sessions across the turn of the day give no
//! negative interval and no flood, and what a wrong clock spoilt comes right again.

use groundwork::domain::card::{CardId, Kind, TopicId};
use groundwork::domain::deck::CardEntry;
use groundwork::domain::memory::Memory;
use groundwork::domain::queue::{AHEAD_PER_DAY, Queue, queue};
use groundwork::domain::review::{Event, EventId, Grade, Review, What};
use groundwork::domain::schedule::Params;
use groundwork::domain::study::Study;
use groundwork::domain::time::{Day, Timestamp, UtcOffset};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Midnight UTC of 2026-03-10, day 20522.
const MIDNIGHT: i64 = 1_773_100_800_000;

/// A student with 40 cards, a clock and a tab.
struct Student {
    study: Study,
    deck: Vec<CardEntry>,
    now: i64,
    offset: i16,
    writer: u32,
    seq: u32,
}

impl Student {
    fn new() -> Self {
        let entry = |n: usize| CardEntry {
            id: CardId(format!("card-{n:02}")),
            topic: TopicId("topic".into()),
            kind: Kind::Concept,
            title: String::new(),
            tags: vec![],
            musts: 3,
            confusable: vec![],
        };
        let deck: Vec<_> = (0..40).map(entry).collect();
        let study = Study::new(Params::default(), deck.iter().map(|card| card.id.clone()), []);
        Self { study, deck, now: MIDNIGHT + 12 * HOUR, offset: 0, writer: 1, seq: 0 }
    }

    fn today(&self) -> Day {
        self.study.params().day(Timestamp(self.now), UtcOffset(self.offset))
    }

    fn queue(&self) -> Queue {
        queue(&self.deck, &self.study, self.today(), 10)
    }

    fn record(&mut self, what: What) {
        let id = EventId { writer: self.writer, seq: self.seq };
        self.seq += 1;
        self.study.insert(Event { id, at: Timestamp(self.now), offset: UtcOffset(self.offset), what });
    }

    /// Grades a card as the app does, and checks what follows from it.
    fn grade(&mut self, place: usize, grade: Grade) {
        let (now, offset) = (Timestamp(self.now), UtcOffset(self.offset));
        let card = self.deck[place].id.clone();
        let promised = *self.study.next(&card, now, offset).outcome(grade);
        let review = Review::new(card.clone(), grade);
        for what in self.study.answer(review, now, offset) {
            self.record(what);
        }
        assert_eq!(promised.due.since(self.today()), i32::try_from(promised.interval).unwrap());
        assert!(grade == Grade::Again || promised.interval >= 1, "{promised:?}");
        // A clock set back by less than the app can tell leaves the later review the latest.
        let Memory::Reviewed { last, .. } = self.study.memory(&card) else { panic!("{card} was reviewed") };
        if *last == self.today() {
            assert_eq!(self.study.due(&card), Some(promised.due));
        }
        self.now += 60_000;
    }

    /// Studies all that is asked for; how many cards that was.
    fn study_all(&mut self, grade: Grade) -> usize {
        let mut done = 0;
        while let Some(place) = self.queue().iter().next() {
            self.grade(place, grade);
            done += 1;
            assert!(done <= 200, "it never ends");
        }
        done
    }

    fn undo(&mut self) -> Option<usize> {
        let last = self.study.last_review(self.writer, Timestamp(self.now));
        let (id, card) = last.map(|(event, review)| (event.id, review.card.clone()))?;
        self.record(What::Undo(id));
        self.deck.iter().position(|entry| entry.id == card)
    }

    /// The page is loaded anew.
    fn reload(&mut self) {
        (self.writer, self.seq) = (self.writer + 1, 0);
    }
}

#[test]
fn however_the_clock_moves_nothing_floods_and_no_interval_is_negative() {
    // (what, hours until the next session, offsets then and there, cards asked for then); the first session learns ten.
    let cases: &[(&str, i64, i16, i16, usize)] = &[
        ("later the same day", 6, 0, 0, 0),
        ("two days later: the ten and ten new", 48, 0, 0, 20),
        ("clocks an hour forward, two days later", 47, 60, 120, 20),
        ("clocks an hour back, two days later", 49, 120, 60, 20),
        ("an hour before the day turns, two days later", 39, 0, 0, 10),
        ("just after it has turned", 40, 0, 0, 20),
        ("over the date line to the west, twelve hours later", 12, 720, -600, 0),
        ("over the date line to the east, twelve hours later: two local days on", 12, -600, 720, 20),
        ("from the first to the last time zone, at once", 0, 840, -720, 0),
        ("from the last to the first time zone, at once: a day later", 0, -720, 840, 10),
        ("the clock a year ahead: what a year's break would give", 365 * 24, 0, 0, 20),
        ("the clock a year back: new cards, and some that cannot be", -365 * 24, 0, 0, 10 + 10),
        ("the clock two days back", -48, 0, 0, 0),
    ];
    for &(what, hours, offset, later, asked) in cases {
        let mut student = Student::new();
        student.offset = offset;
        assert_eq!(student.study_all(Grade::Good), 10, "{what}");
        student.now += hours * HOUR;
        student.offset = later;
        let queue = student.queue();
        assert_eq!(queue.len(), asked, "{what}: {queue:?}");
        assert!(queue.new.len() <= 10);
        student.study_all(Grade::Good);
        assert!(student.queue().is_empty(), "{what}");
    }
}

#[test]
fn a_session_over_the_turn_of_the_day_loses_no_card() {
    let mut student = Student::new();
    student.now = MIDNIGHT + 3 * HOUR + 50 * 60_000;
    student.grade(0, Grade::Again);
    student.grade(1, Grade::Good);
    assert_eq!((student.today(), student.queue().again), (Day(20_521), vec![0]));
    student.now = MIDNIGHT + 4 * HOUR + 60_000;
    assert_eq!(student.today(), Day(20_522));
    let queue = student.queue();
    assert_eq!((queue.due, queue.again, queue.new.len()), (vec![0], vec![], 10));
    // Midnight itself turns nothing.
    student.now = MIDNIGHT - 60_000;
    let before = student.queue();
    student.now = MIDNIGHT + 60_000;
    assert_eq!(student.queue(), before);
}

#[test]
fn undo_takes_the_last_review_whatever_the_clock_says() {
    for back in [0, HOUR, 30 * HOUR, 365 * DAY, -365 * DAY] {
        let mut student = Student::new();
        student.grade(0, Grade::Good);
        student.grade(1, Grade::Good);
        student.now -= back;
        student.grade(2, Grade::Good);
        student.grade(3, Grade::Good);
        assert_eq!([student.undo(), student.undo(), student.undo()], [Some(3), Some(2), Some(1)], "{back}");
        student.grade(4, Grade::Good);
        assert_eq!([student.undo(), student.undo(), student.undo()], [Some(4), Some(0), None], "{back}");
    }
}

#[test]
fn after_a_reload_undo_passes_over_reviews_that_cannot_be_the_last() {
    let mut student = Student::new();
    student.now += 365 * DAY;
    student.grade(0, Grade::Good);
    student.reload();
    student.now -= 365 * DAY;
    student.grade(1, Grade::Good);
    student.reload();
    assert_eq!([student.undo(), student.undo(), student.undo()], [Some(1), Some(0), None]);
}

#[test]
fn cards_left_waiting_by_a_clock_that_was_a_year_ahead_recover_a_few_a_day() {
    let mut student = Student::new();
    student.grade(0, Grade::Easy);
    student.now += 365 * DAY;
    for place in 0..25 {
        student.grade(place, Grade::Good);
    }
    student.now -= 365 * DAY;
    student.reload();
    let mut asked = Vec::new();
    for _ in 0..6 {
        student.now += DAY;
        let queue = student.queue();
        assert!(queue.due.len() <= 25, "{queue:?}");
        asked.push(queue.due.iter().filter(|place| **place < 25).count());
        let ahead = queue.due;
        for place in ahead {
            student.grade(place, Grade::Good);
        }
    }
    assert_eq!(asked[0], AHEAD_PER_DAY, "{asked:?}");
    // Every card is where its true reviews put it.
    for entry in &student.deck[..25] {
        let Memory::Reviewed { last, .. } = student.study.memory(&entry.id) else {
            panic!("{} was reviewed", entry.id)
        };
        assert!(*last <= student.today(), "{}", entry.id);
    }
    // Card 0 has its first, true review still, and the new ones.
    let days: Vec<_> =
        student.study.history(&student.deck[0].id).map(|(event, _)| event.at.0 < MIDNIGHT + DAY).collect();
    assert_eq!(days[..2], [true, false]);
}

#[test]
fn a_clock_that_is_a_year_behind_for_a_day_spoils_no_more_than_that_day() {
    let mut student = Student::new();
    student.study_all(Grade::Good);
    student.now += DAY;
    student.study_all(Grade::Good);
    student.now -= 365 * DAY;
    student.reload();
    let asked = student.study_all(Grade::Good);
    assert!(asked <= 10 + AHEAD_PER_DAY, "{asked}");
    student.now += 365 * DAY + DAY;
    student.reload();
    assert!(student.queue().len() <= 40);
    student.study_all(Grade::Good);
    assert!(student.queue().is_empty());
}
