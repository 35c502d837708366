use super::super::review::Grade;
use super::*;

const DAY: i64 = 86_400_000;

fn card(id: &str) -> CardId {
    CardId(id.into())
}

fn event(seq: u32, at: i64, what: What) -> Event {
    Event { id: EventId { writer: 7, seq }, at: Timestamp(at), offset: UtcOffset(0), what }
}

fn graded(seq: u32, at: i64, id: &str, grade: Grade) -> Event {
    let review = Review::new(card(id), grade);
    event(seq, at, What::Review(review))
}

fn undo(seq: u32, target: u32) -> Event {
    event(seq, 99 * DAY, What::Undo(EventId { writer: 7, seq: target }))
}

fn study(events: &[Event]) -> Study {
    let mut study = Study::new(Params::default(), [], [(card("old"), card("now"))]);
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
    let standing = study.standing(&card("a")).map(|now| (now.first, now.last));
    assert_eq!(standing, Some((Day(9), Timestamp(23 * DAY))));
}

#[test]
fn undo_takes_back_one_review_after_another_until_the_card_is_new() {
    let first = graded(0, DAY, "a", Grade::Good);
    let second = graded(1, 4 * DAY, "b", Grade::Easy);
    let third = graded(2, 5 * DAY, "a", Grade::Again);
    let mut all = study(&[first.clone(), second.clone(), third.clone()]);
    let before = study(&[first.clone(), second.clone()]);
    let last = |study: &Study| study.last_review(7, Timestamp(99 * DAY)).map(|(event, _)| event.id.seq);
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
    let deck = Study::new(Params::default(), [card("other"), card("now")], [(card("old"), card("now"))]);
    let places = (deck.place(&card("old")), deck.place(&card("now")), study.place(&card("now")));
    assert_eq!(places, (Some(1), Some(1), None));
}

#[test]
fn new_settings_move_every_due_date() {
    let events = [graded(0, DAY, "a", Grade::Easy), graded(1, 9 * DAY, "a", Grade::Good)];
    let mut changed = study(&events);
    let due = changed.due(&card("a"));
    let params = Params::new(0.97, 36_500, 0);
    changed.set_params(params);
    assert!(changed.due(&card("a")) < due);
    let mut fresh = Study::new(params, [], [(card("old"), card("now"))]);
    fresh.extend(events);
    assert_eq!(changed, fresh);
}
