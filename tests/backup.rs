//! Backups: what is exported comes back byte by byte, merges by union, and no file, however broken, is taken for another.

use groundwork::domain::answers::{Answer, Answers};
use groundwork::domain::backup::{self, Backup, MAX_BYTES, Preview, Refusal};
use groundwork::domain::card::{CardId, PointId};
use groundwork::domain::review::{Confidence, Event, EventId, Grade, Mode, Review, What};
use groundwork::domain::schedule::Params;
use groundwork::domain::settings::{Number, Settings};
use groundwork::domain::study::Study;
use groundwork::domain::time::{Timestamp, UtcOffset};
use proptest::prelude::*;

const FILE: &str = "groundwork-backup 1
settings 6
groundwork-settings 1
retention 85
new-per-day 10
day-start 4
max-interval 36500
exam 2026-06-12
answers 1
what-is-a-jwt\t1\tmmkk5mo0\tA JSON Web Token.\\nSigned.\tmnd81k2s\tIt carries claims \u{2026}
log 2
k3f9a1-0 mmkk5mo0 60 r what-is-a-jwt 3 2 r AbcDef.x_9 h
k3f9a1-1 mmkk7k40 60 u k3f9a1-0
end
";

fn deck() -> Study {
    Study::new(Params::default(), ["a", "b"].map(|id| CardId(id.into())), [(CardId("old".into()), CardId("b".into()))])
}

fn of(events: &[Event]) -> Study {
    let mut study = deck();
    study.extend(events.iter().cloned());
    study
}

#[test]
fn the_documented_file_is_read_and_written_as_it_stands() {
    let backup = backup::read(FILE).unwrap();
    assert_eq!(backup.settings.get(Number::Retention), 85);
    assert_eq!(backup.answers[0].1.first.text, "A JSON Web Token.\nSigned.");
    assert_eq!(backup::write(&backup.settings, &backup.answers, &of(&backup.events)), FILE);
    // As a Windows editor would save it.
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    assert_eq!(backup::read(&windows), Ok(backup));
}

#[test]
fn keys_that_are_no_cards_do_not_spoil_the_file() {
    let answers = Answers::from(Answer { at: Timestamp(1), text: "words".into() });
    let odd = ["", "../etc", "a b", "a\tb", "a\n"].map(|id| (CardId(id.into()), answers.clone()));
    let all = [odd.to_vec(), vec![(CardId("card".into()), answers.clone())]].concat();
    let read = backup::read(&backup::write(&Settings::default(), &all, &deck())).unwrap();
    assert_eq!(read.answers, [(CardId("card".into()), answers)]);
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    assert_eq!(backup::read(""), Err(Refusal::Empty));
    for cut in (1..FILE.len()).filter(|cut| FILE.is_char_boundary(*cut)) {
        let refusal = backup::read(&FILE[..cut]).expect_err("a cut file");
        assert!(matches!(refusal, Refusal::CutOff(_)), "cut at {cut}: {refusal}");
    }
}

#[test]
fn what_is_no_backup_or_a_broken_one_is_refused_with_its_reason() {
    let with = |from: &str, to: &str| FILE.replacen(from, to, 1);
    let damaged = |line, why: &str| Refusal::Damaged { line, why: why.into() };
    let cases = [
        ("%PDF-1.7\n".to_owned(), Refusal::NotABackup),
        ("{\"version\":1}".to_owned(), Refusal::NotABackup),
        ("groundwork-log 1\n".to_owned(), Refusal::NotABackup),
        ("groundwork-backup one\n".to_owned(), Refusal::NotABackup),
        (with("backup 1", "backup 2"), Refusal::Newer("2".into())),
        (with("backup 1", "backup 10"), Refusal::Newer("10".into())),
        (" ".repeat(MAX_BYTES + 1), Refusal::TooBig),
        (with("settings 6", "settings 7"), damaged(10, "the section “answers” should begin here")),
        (with("settings 6", "settings -6"), damaged(2, "the section “settings” should begin here")),
        (with("answers 1", "answers 99999999999999999999"), damaged(9, "the section “answers” should begin here")),
        (with("answers 1", "answers 9"), damaged(11, "it holds no answer to a card")),
        (with("log 2", "log 3"), damaged(14, "the event's id cannot be read")),
        (with("log 2", "log 1"), damaged(13, "the file should end here")),
        (format!("{FILE}more\n"), damaged(14, "the file should end here")),
        (
            with("retention 85", "retention 1"),
            damaged(8, "The desired retention is a whole number from 80 to 97, not \"1\""),
        ),
        (
            with("groundwork-settings 1", "groundwork-settings 2"),
            damaged(
                8,
                "The settings were written by a newer Groundwork (version 2). They are left as they are: reload to get the newer app",
            ),
        ),
        (with("what-is-a-jwt\t1", "../../etc\t1"), damaged(10, "it holds no answer to a card")),
        (with("what-is-a-jwt\t1", "what-is-a-jwt\t2"), damaged(10, "it holds no answer to a card")),
        (with("r what-is-a-jwt", "r __proto__/x"), damaged(12, "the card cannot be read")),
        (with("k3f9a1-0 mm", "groundwork.settings mm"), damaged(12, "the event's id cannot be read")),
    ];
    for (text, refusal) in cases {
        let start: String = text.chars().take(300).collect();
        assert_eq!(backup::read(&text), Err(refusal), "{start}");
    }
    assert_eq!(backup::check_size(100_000_000), Err(Refusal::TooBig));
    assert_eq!(backup::check_size(MAX_BYTES), Ok(()));
}

/// What the page saves when the app has stopped: `download` in `start.js`.
const RESCUED: &str = r#"{
 "format": "groundwork-storage",
 "version": 1,
 "storage": {
  "groundwork.settings": "groundwork-settings 1\nretention 85\nnew-per-day 10\nday-start 4\nmax-interval 36500\n",
  "groundwork.draft.a": "half a sentence",
  "groundwork.answers.what-is-a-jwt": "1\tmmkk5mo0\tA JSON Web Token.\tmnd81k2s\tIt carries claims",
  "groundwork.log.b": "groundwork-log 1\nk3f9a1-1 mmkk7k40 60 u k3f9a1-0\n",
  "groundwork.log.a": "groundwork-log 1\nk3f9a1-0 mmkk5mo0 60 r what-is-a-jwt 3 2 r AbcDef.x_9 h\nk3f9a1-1 mmkk7k40 60 u k3f9a1-0\n"
 }
}"#;

#[test]
fn the_file_saved_after_the_app_has_stopped_is_taken_in_too() {
    let rescued = backup::read(RESCUED).unwrap();
    let backup = backup::read(FILE).unwrap();
    assert_eq!(rescued.events, backup.events);
    assert_eq!(rescued.settings.get(Number::Retention), 85);
    assert_eq!(rescued.answers[0].0, CardId("what-is-a-jwt".into()));
    assert_eq!(rescued.answers[0].1.latest.text, "It carries claims");
    let with = |from: &str, to: &str| backup::read(&RESCUED.replacen(from, to, 1));
    assert_eq!(with("\"version\": 1", "\"version\": 2"), Err(Refusal::Newer("2".into())));
    assert_eq!(with("\"format\"", "\"kind\""), Err(Refusal::NotABackup));
    assert!(matches!(with("k3f9a1-0 mm", "nobody mm"), Err(Refusal::Damaged { line: 9, .. })));
    assert!(matches!(with("groundwork-log 1", "groundwork-log 2"), Err(Refusal::Damaged { line: 8, .. })));
    assert!(matches!(with("\"half a sentence\"", "3"), Err(Refusal::Damaged { line: 6, .. })));
    for cut in RESCUED.find("storage").unwrap() + 9..RESCUED.len() {
        assert!(matches!(backup::read(&RESCUED[..cut]), Err(Refusal::CutOff(_))), "cut at {cut}");
    }
}

#[test]
fn the_preview_counts_what_would_change() {
    let review = |seq, card: &str| Event {
        id: EventId { writer: 1, seq },
        at: Timestamp(i64::from(seq)),
        offset: UtcOffset(0),
        what: What::Review(Review::new(CardId(card.into()), Grade::Good)),
    };
    let undo = Event { what: What::Undo(EventId { writer: 1, seq: 0 }), ..review(9, "a") };
    // One is taken back here and in the file, one in the file alone.
    let other = Event { what: What::Undo(EventId { writer: 1, seq: 4 }), ..review(8, "a") };
    let here = of(&[review(0, "a"), undo.clone(), review(1, "old")]);
    let answers = |at| vec![(CardId("a".into()), Answers::from(Answer { at: Timestamp(at), text: "words".into() }))];
    let events = vec![
        review(0, "a"),
        undo,
        review(1, "old"),
        review(2, "gone"),
        review(3, "gone"),
        review(4, "lost"),
        other,
        review(5, "b"),
    ];
    let backup = Backup { settings: Settings::default(), answers: answers(5), events };
    let expected = Preview { new_reviews: 3, known_reviews: 1, unknown_cards: 1, answers: 1, settings_differ: false };
    assert_eq!(backup.preview(&Settings::default(), &answers(7), &here), expected);
    let mut settings = Settings::default();
    settings.set(Number::NewPerDay, "3").unwrap();
    let expected = Preview { settings_differ: true, answers: 0, ..expected };
    assert_eq!(backup.preview(&settings, &answers(5), &here), expected);
}

/// Events here and in a file, in any order.
fn events() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    let review = (
        prop::sample::select(&["a", "b", "old", "gone"][..]),
        prop::sample::select(&Grade::ALL[..]),
        prop::option::of(prop::sample::select(&Confidence::ALL[..])),
        any::<bool>(),
    );
    let review = review.prop_map(|(card, grade, confidence, hint)| {
        let (card, mode, hit) = (CardId(card.into()), Mode::Transfer, vec![PointId("a-b".into())]);
        What::Review(Review { card, grade, confidence, mode, hit, missed: vec![], hint })
    });
    let undo = (0_u32..3, 0_u32..9).prop_map(|(writer, seq)| What::Undo(EventId { writer, seq }));
    let what = prop_oneof![4 => review, 1 => undo];
    // An id stands for one event everywhere.
    let all = prop::collection::vec((-99_i64..9_999_999_999_999, -700_i16..800, what), 27);
    all.prop_flat_map(|all| {
        let event = |(n, (at, minutes, what)): (u32, _)| Event {
            id: EventId { writer: n / 9, seq: n % 9 },
            at: Timestamp(at),
            offset: UtcOffset(minutes),
            what,
        };
        let all: Vec<Event> = (0..).zip(all).map(event).collect();
        let some = || prop::sample::subsequence(all.clone(), 0..=all.len()).prop_shuffle();
        (some(), some())
    })
}

fn answers() -> impl Strategy<Value = Vec<(CardId, Answers)>> {
    let answer = || (0_i64..99, ".{0,9}|[\\\\\n\r\t ]{0,4}").prop_map(|(at, text)| Answer { at: Timestamp(at), text });
    let answers = (answer(), answer()).prop_map(|(first, latest)| Answers { first, latest });
    prop::collection::btree_map("[a-c]".prop_map(CardId), answers, 0..3).prop_map(|map| map.into_iter().collect())
}

fn settings() -> impl Strategy<Value = Settings> {
    (80_u32..=97, 0_u32..=999, prop::option::of(0_i32..99_999)).prop_map(|(retention, new, exam)| {
        let mut settings = Settings::default();
        settings.set(Number::Retention, &retention.to_string()).unwrap();
        settings.set(Number::NewPerDay, &new.to_string()).unwrap();
        settings.exam = exam.map(groundwork::domain::time::Day);
        settings
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exported_imported_and_exported_is_the_same_bytes(settings in settings(), answers in answers(), (events, _) in events()) {
        let text = backup::write(&settings, &answers, &of(&events));
        let read = backup::read(&text).expect("our own file");
        prop_assert_eq!(&read.settings, &settings);
        let answers = backup::merged(&[], &read.answers);
        prop_assert_eq!(backup::write(&read.settings, &answers, &of(&read.events)), text);
    }

    #[test]
    fn importing_is_a_union(answers in (answers(), answers()), events in events()) {
        let (here, there) = ((answers.0, events.0), (answers.1, events.1));
        let text = backup::write(&Settings::default(), &there.0, &of(&there.1));
        let read = backup::read(&text).expect("our own file");
        let mut study = of(&here.1);
        let preview = read.preview(&Settings::default(), &here.0, &study);
        study.extend(read.events.clone());
        let answers = backup::merged(&here.0, &read.answers);
        for event in &here.1 {
            prop_assert!(study.knows(event.id));
        }
        let after = read.preview(&Settings::default(), &answers, &study);
        prop_assert_eq!((after.new_reviews, after.answers), (0, 0));
        prop_assert_eq!(after.known_reviews, preview.new_reviews + preview.known_reviews);
        prop_assert_eq!(backup::merged(&read.answers, &here.0), answers);
    }

    #[test]
    fn no_text_makes_reading_panic(at in any::<prop::sample::Index>(), text in ".{0,30}|[0-9a-z \t\n-]{0,30}") {
        let _ = backup::read(&text);
        let mut spoilt = FILE.to_owned();
        let mut at = at.index(FILE.len());
        while !spoilt.is_char_boundary(at) {
            at -= 1;
        }
        spoilt.insert_str(at, &text);
        if let Ok(read) = backup::read(&spoilt) {
            let again = backup::write(&read.settings, &backup::merged(&[], &read.answers), &of(&read.events));
            prop_assert!(backup::read(&again).is_ok());
        }
    }
}
