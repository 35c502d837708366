//! The log in storage: two tabs that write, join and close in any interleaving lose nothing; what older versions wrote is
//! read, and what newer ones wrote is left alone.

use std::collections::{BTreeMap, HashSet};

use groundwork::domain::card::CardId;
use groundwork::domain::journal::{Join, Journal, OLD, PREFIX, SEGMENT_EVENTS, STALE, Store, load};
use groundwork::domain::log::{self, Reason};
use groundwork::domain::review::{Event, EventId, Grade, Review, What};
use groundwork::domain::schedule::Params;
use groundwork::domain::study::Study;
use groundwork::domain::time::{Timestamp, UtcOffset};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

/// localStorage: each call happens at once, a write may be refused.
#[derive(Default)]
struct Storage {
    entries: BTreeMap<String, String>,
    full: bool,
}

impl Store for Storage {
    type Error = ();

    fn get(&self, key: &str) -> Result<Option<String>, ()> {
        Ok(self.entries.get(key).cloned())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), ()> {
        if self.full {
            return Err(());
        }
        self.entries.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), ()> {
        self.entries.remove(key);
        Ok(())
    }
}

impl Storage {
    fn segments(&self) -> Vec<(String, String)> {
        self.entries.iter().map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    fn events(&self) -> Vec<EventId> {
        let loaded = load(self.entries.iter().map(|(key, text)| (key.as_str(), text.as_str())));
        assert_eq!(loaded.faults, [], "nothing is ever damaged");
        let mut ids: Vec<_> = loaded.events.iter().map(|event| event.id).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

fn review(card: &str) -> What {
    What::Review(Review::new(CardId(card.into()), Grade::Good))
}

/// An event's id as the log has it.
fn written(id: EventId) -> String {
    let event = Event { id, at: Timestamp(0), offset: UtcOffset(0), what: What::Undo(id) };
    log::encode(&event).split(' ').next().unwrap().to_owned()
}

/// What can happen next.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A tab grades so many cards.
    Grade(usize, usize),
    /// A tab begins to join, or takes the next step of it.
    Join(usize),
    /// A tab is closed in the middle of whatever it did, and opened again.
    Reopen(usize),
    /// So many hours pass.
    Wait(i64),
    /// The clock is set back by so many hours, if nobody is joining.
    SetBack(i64),
    /// Storage fills up or has room again.
    Full(bool),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let tab = || 0_usize..2;
    let step = prop_oneof![
        6 => (tab(), prop_oneof![4 => 1_usize..4, 1 => Just(64_usize)]).prop_map(|(tab, count)| vec![Step::Grade(tab, count)]),
        6 => tab().prop_map(|tab| vec![Step::Join(tab)]),
        1 => tab().prop_map(|tab| vec![Step::Reopen(tab)]),
        3 => (0_i64..50).prop_map(|hours| vec![Step::Wait(hours)]),
        2 => (0_i64..14).prop_map(|hours| vec![Step::Wait(hours)]),
        1 => (0_i64..100).prop_map(|hours| vec![Step::SetBack(hours)]),
        1 => any::<bool>().prop_map(|full| vec![Step::Full(full)]),
    ];
    prop::collection::vec(step, 0..80).prop_map(|steps| steps.concat())
}

/// Storage as after years of use: a segment of a few events from each of many days, long ago.
fn used(segments: u32) -> Storage {
    let mut storage = Storage::default();
    for n in 0..segments {
        let mut journal = Journal::new(1000 + n);
        for m in 0..=n % 5 {
            journal.record(review("a"), Timestamp(i64::from(n) * 24 * HOUR + i64::from(m)), UtcOffset(0));
        }
        journal.save(&mut storage, Timestamp(i64::from(n) * 24 * HOUR)).unwrap();
    }
    storage
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_tabs_lose_nothing_in_any_interleaving(steps in steps(), old in 5_u32..12) {
        let mut storage = used(old);
        let mut expected: Vec<String> = storage.events().into_iter().map(written).collect();
        let mut now = Timestamp(1000 * 24 * HOUR);
        let mut writer = 2;
        let mut tabs = [Journal::new(0), Journal::new(1)];
        let mut joins: [Option<Join>; 2] = [None, None];
        // Recorded, and not said to be saved yet.
        let mut open: [Vec<String>; 2] = [vec![], vec![]];
        for step in steps {
            match step {
                Step::Grade(tab, count) => for _ in 0..count {
                    now.0 += 1;
                    open[tab].push(written(tabs[tab].record(review("b"), now, UtcOffset(0)).id));
                    if tabs[tab].save(&mut storage, now).is_ok() {
                        prop_assert!(tabs[tab].is_saved());
                        expected.append(&mut open[tab]);
                    }
                },
                Step::Join(tab) => joins[tab] = match joins[tab].take() {
                    None => tabs[tab].join(&storage.segments(), now),
                    Some(mut join) => join.step(&mut storage).unwrap_or(false).then_some(join),
                },
                Step::Reopen(tab) => {
                    tabs[tab] = Journal::new(writer);
                    joins[tab] = None;
                    open[tab].clear();
                    writer += 1;
                }
                Step::Wait(hours) => now.0 += hours * HOUR,
                Step::SetBack(hours) => if joins.iter().all(Option::is_none) {
                    now.0 -= hours * HOUR;
                },
                Step::Full(full) => storage.full = full,
            }
            // Reading ids alone: whether all can be read is asked at the end.
            let lines = storage.entries.values().flat_map(|text| text.lines().skip(1));
            let found: HashSet<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
            let lost = expected.iter().find(|id| !found.contains(id.as_str()));
            prop_assert!(lost.is_none(), "{:?} lost after {:?}", lost, step);
        }
        storage.events();
    }
}

#[test]
fn a_grade_in_the_middle_of_another_tabs_join_is_kept() {
    let start = Timestamp(100 * 24 * HOUR);
    for hours in 0..50 {
        for at in 0..20 {
            let (mut storage, mut now) = (used(8), start);
            let (mut grading, mut joining) = (Journal::new(0), Journal::new(1));
            let mut grade = |storage: &mut Storage, now| {
                grading.record(review("b"), now, UtcOffset(0));
                grading.save(storage, now).unwrap();
            };
            grade(&mut storage, now);
            let before = storage.events().len();
            now.0 += hours * HOUR;
            let mut join = joining.join(&storage.segments(), now).expect("eight old segments");
            for _ in 0..at {
                join.step(&mut storage).unwrap();
            }
            grade(&mut storage, now);
            while join.step(&mut storage).unwrap() {}
            assert_eq!(storage.events().len(), before + 1, "{hours} hours on, after {at} steps");
        }
    }
}

#[test]
fn many_small_old_segments_become_one() {
    let mut storage = used(40);
    let before = storage.events();
    let now = Timestamp(40 * 24 * HOUR + OLD);
    let mut tab = Journal::new(7);
    tab.record(review("b"), now, UtcOffset(0));
    tab.save(&mut storage, now).unwrap();
    let mut join = tab.join(&storage.segments(), now).expect("40 old segments are worth joining");
    while join.step(&mut storage).unwrap() {}
    assert_eq!(storage.entries.len(), 2);
    assert_eq!(storage.events().len(), before.len() + 1);
    assert!(tab.join(&storage.segments(), now).is_none());
}

#[test]
fn a_segment_in_use_or_not_understood_is_never_joined() {
    let old = 100 * 24 * HOUR;
    let text = |at: i64, extra: &str| {
        let event =
            Event { id: EventId { writer: 9, seq: 0 }, at: Timestamp(at), offset: UtcOffset(0), what: review("a") };
        format!("{}{}{extra}", log::HEADER, log::encode(&event))
    };
    let others: Vec<_> = (0..7).map(|n| (format!("{PREFIX}{n:08x}.0000"), text(old, ""))).collect();
    let now = Timestamp(old + OLD);
    let cases = [
        (format!("{PREFIX}0000000a.0000"), text(old, ""), true),
        ("other.0000000a.0000".to_owned(), text(old, ""), false),
        (format!("{PREFIX}0000004d.0000"), text(old, ""), false), // the tab's own
        (format!("{PREFIX}0000000a.0000"), text(now.0 - OLD + 1, ""), false),
        (format!("{PREFIX}0000000a.0000"), text(now.0 + 9 * OLD, ""), false),
        (format!("{PREFIX}0000000a.0000"), text(old, "nonsense\n"), false),
        (format!("{PREFIX}0000000a.0000"), text(old, "a-1 1 0 r cut"), false),
        (format!("{PREFIX}0000000a.0000"), log::HEADER.to_owned(), false),
        (format!("{PREFIX}0000000a.0000"), "groundwork-log 2\n".to_owned(), false),
    ];
    for (key, text, joined) in cases {
        let segments = [others.clone(), vec![(key.clone(), text.clone())]].concat();
        assert_eq!(Journal::new(0x4d).join(&segments, now).is_some(), joined, "{key}: {text:?}");
    }
}

#[test]
fn a_tab_leaves_a_full_or_stale_segment() {
    let mut storage = Storage::default();
    let mut tab = Journal::new(7);
    let mut now = Timestamp(0);
    for _ in 0..=SEGMENT_EVENTS {
        tab.record(review("a"), now, UtcOffset(0));
        tab.save(&mut storage, now).unwrap();
    }
    assert_eq!(
        storage.entries.keys().collect::<Vec<_>>(),
        ["groundwork.log.00000007.0000", "groundwork.log.00000007.0001"]
    );
    let stale = i64::try_from(STALE).unwrap();
    for (later, segments) in [(stale - 1, 2), (stale, 3), (-stale, 4), (1 - stale, 4)] {
        now.0 += later;
        tab.record(review("a"), now, UtcOffset(0));
        tab.save(&mut storage, now).unwrap();
        assert_eq!(storage.entries.len(), segments, "{later}");
    }
    assert_eq!(storage.events().len(), SEGMENT_EVENTS + 5);
}

#[test]
fn what_older_versions_wrote_is_read_and_what_newer_ones_wrote_is_named() {
    let first = include_str!("fixtures/log/1-first.log");
    let hints = include_str!("fixtures/log/1-hints.log");
    let loaded = load([("a", first), ("b", hints)]);
    assert_eq!((loaded.faults.len(), loaded.is_newer()), (0, false));
    let lines: String = loaded.events.iter().map(log::encode).collect();
    assert_eq!(lines, format!("{first}{hints}").replace(log::HEADER, ""));
    let mut study = Study::new(Params::default(), [], []);
    assert_eq!(study.extend(loaded.events), 7);
    assert_eq!(study.reviews(), 5);
    let hinted = study.history(&CardId("what-is-a-jwt".into())).map(|(_, review)| review.hint).collect::<Vec<_>>();
    assert_eq!(hinted, [false, false, true]);

    let future = include_str!("fixtures/log/2-future.log");
    let loaded = load([("a", first), ("z", future)]);
    assert!(loaded.is_newer());
    assert_eq!(loaded.events.len(), 5);
    let (key, fault) = &loaded.faults[0];
    assert_eq!((key.as_str(), &fault.reason), ("z", &Reason::Newer("2".into())));
}

#[test]
fn what_storage_has_lost_is_written_again_beside_what_goes_on() {
    let mut journal = Journal::new(7);
    let mut events = vec![journal.record(review("a"), Timestamp(1), UtcOffset(0))];
    let mut store = Storage::default();
    journal.save(&mut store, Timestamp(1)).unwrap();
    assert!(journal.stored_key().is_some_and(|key| store.entries.contains_key(key)));
    let mut cleared = Storage::default();
    journal.restore(&events, Timestamp(2));
    assert!(!journal.is_saved());
    journal.save(&mut cleared, Timestamp(2)).unwrap();
    events.push(journal.record(review("b"), Timestamp(3), UtcOffset(0)));
    journal.save(&mut cleared, Timestamp(3)).unwrap();
    assert_eq!(cleared.events(), events.iter().map(|event| event.id).collect::<Vec<_>>());
}
