//! What to study now, and what comes back when.

use super::deck::CardEntry;
use super::memory::Memory;
use super::order;
use super::study::{Standing, Study, is_ahead};
use super::time::{Day, Timestamp};

/// New cards a day when nothing else is set.
pub const NEW_PER_DAY: usize = 10;

/// Stability in days from which a card is firm: it can rest for three weeks and would still be recalled nine times in ten.
pub const FIRM_DAYS: f64 = 21.0;

/// Due cards that are put in order. A queue is made anew after each answer, so the others' turn comes; nothing shows more.
pub const FIRST: usize = 20;

/// Cards a day that a wrong clock has put far ahead and that are asked again; less by each card answered today.
///
/// A review dated days after today was written under a clock that was wrong then, or is wrong now: no program can tell. If
/// it was wrong then, the card would wait until that date has come; if it is wrong now, all the cards would fall due. So
/// they are asked again a few a day, and an answer takes the impossible date back ([`Study::answer`]).
pub const AHEAD_PER_DAY: usize = 10;

/// The cards to study today, in three parts that follow each other. A card stands here by its place in the deck.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// To review: the [`FIRST`] most overdue for their stability, the most overdue of them first; then the others; equally
    /// overdue ones and the others in the deck's order. A card brings those that are easily taken for it along, also when it
    /// is answered already. At the end some that a wrong clock has put far ahead ([`AHEAD_PER_DAY`]).
    pub due: Vec<usize>,
    /// Never answered, in the deck's order, as many as today still allows.
    pub new: Vec<usize>,
    /// Graded Again today, the longest ago first.
    pub again: Vec<usize>,
    /// New cards that wait for another day.
    pub held_back: usize,
}

impl Queue {
    /// The places of the cards in the order to study them.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.due.iter().chain(&self.new).chain(&self.again).copied()
    }

    /// Number of cards to study.
    pub fn len(&self) -> usize {
        self.due.len() + self.new.len() + self.again.len()
    }

    /// Whether nothing is left to study today.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What to study on `today` of a deck: the one that the study was made with, in the same order. `new_limit` is the number of
/// new cards a day; those first answered today, also on cards that the deck no longer has, count towards it.
pub fn queue(deck: &[CardEntry], study: &Study, today: Day, new_limit: usize) -> Queue {
    let mut new_left = new_limit.saturating_sub(study.first_seen_on(today));
    let mut queue = Queue::default();
    let mut waits: Vec<Option<f64>> = Vec::with_capacity(deck.len());
    let mut first: Vec<(f64, usize)> = Vec::new();
    let mut again: Vec<(Timestamp, usize)> = Vec::new();
    let mut answered: Vec<(Timestamp, usize)> = Vec::new();
    let mut ahead = Vec::new();
    let mut ahead_left = AHEAD_PER_DAY;
    for (place, standing) in study.standings().enumerate() {
        waits.push(None);
        match standing {
            Some(Standing { memory: Memory::Reviewed { last, stability, .. }, due: day, last: seen, .. }) => {
                if *last == today {
                    ahead_left = ahead_left.saturating_sub(1);
                    answered.push((seen, place));
                }
                // An interval is 0 days after Again only.
                if is_ahead(*last, today) {
                    ahead.push(place);
                } else if day <= today && *last == today {
                    again.push((seen, place));
                } else if day <= today {
                    let over = f64::from(today.since(day)) / stability.days();
                    waits[place] = Some(over);
                    if first.len() < FIRST || first.last().is_some_and(|least| over > least.0) {
                        let at = first.partition_point(|other| other.0 >= over);
                        first.insert(at, (over, place));
                        first.truncate(FIRST);
                    }
                }
            }
            _ if new_left > 0 => {
                new_left -= 1;
                queue.new.push(place);
            }
            _ => queue.held_back += 1,
        }
    }
    order::sort(&mut again);
    order::sort_by(&mut answered, |a, b| b.cmp(a));
    let before = answered.into_iter().map(|(_, place)| place);
    queue.due = together(deck, before.chain(first.into_iter().map(|(_, place)| place)), waits);
    queue.due.extend(ahead.into_iter().take(ahead_left));
    queue.again = again.into_iter().map(|(_, place)| place).collect();
    queue
}

/// The due cards: of each of the `first` itself, if it is due, and those that are easily taken for it; then the others.
/// `waits` holds how many times its stability each due card is over.
fn together(deck: &[CardEntry], first: impl Iterator<Item = usize>, mut waits: Vec<Option<f64>>) -> Vec<usize> {
    let mut ordered = Vec::new();
    for place in first {
        let confusable = deck.get(place).map_or(&[][..], |card| &card.confusable);
        let mut with: Vec<(f64, usize)> = Vec::new();
        for other in std::iter::once(&place).chain(confusable) {
            let over = waits.get_mut(*other).and_then(Option::take);
            with.extend(over.map(|over| (over, *other)));
        }
        order::sort_by(&mut with, |a, b| b.0.total_cmp(&a.0));
        ordered.extend(with.into_iter().map(|(_, place)| place));
    }
    ordered.extend(waits.into_iter().enumerate().filter_map(|(place, over)| over.map(|_| place)));
    ordered
}

/// How many of the deck's cards fall due: entry 0 is today with everything overdue, entry n the nth day from now, up to
/// `days`. New cards are not in it.
pub fn forecast(study: &Study, today: Day, days: usize) -> Vec<usize> {
    let mut counts = vec![0; days + 1];
    for standing in study.standings().flatten() {
        let ahead = usize::try_from(standing.due.since(today)).unwrap_or(0);
        if let Some(count) = counts.get_mut(ahead) {
            *count += 1;
        }
    }
    counts
}

/// How far a card has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    New,
    Learning,
    Firm,
}

/// How far a card with this memory has come. It stays firm while it waits for an overdue review.
pub fn status(memory: &Memory) -> Status {
    match memory {
        Memory::New => Status::New,
        Memory::Reviewed { stability, .. } if stability.days() >= FIRM_DAYS => Status::Firm,
        Memory::Reviewed { .. } => Status::Learning,
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::{CardId, Kind, TopicId};
    use super::super::memory::{Difficulty, Stability};
    use super::super::review::{Event, EventId, Grade, Review, What};
    use super::super::schedule::Params;
    use super::super::time::UtcOffset;
    use super::*;

    /// Noon of this day, and so many minutes.
    fn noon(day: i32, minutes: i64) -> Timestamp {
        Timestamp(i64::from(day) * 86_400_000 + 43_200_000 + minutes * 60_000)
    }

    /// A deck of cards named by a letter each, and reviews as (card, day, minute of the day, grade).
    fn study(deck: &str, reviews: &[(&str, i32, i64, Grade)]) -> Study {
        let deck = deck.split(' ').map(|id| CardId(id.into()));
        let mut study = Study::new(Params::default(), deck, []);
        study.extend(reviews.iter().zip(0..).map(|(&(card, day, minute, grade), seq)| Event {
            id: EventId { writer: 1, seq },
            at: noon(day, minute),
            offset: UtcOffset(0),
            what: What::Review(Review::new(CardId(card.into()), grade)),
        }));
        study
    }

    /// The cards a to j; e and b are easily taken for each other, and so are e and d.
    fn deck() -> Vec<CardEntry> {
        let card = |letter: char| CardEntry {
            id: CardId(letter.into()),
            topic: TopicId("topic".into()),
            kind: Kind::Concept,
            title: String::new(),
            tags: vec![],
            musts: 3,
            confusable: match letter {
                'b' | 'd' => vec![4],
                'e' => vec![1, 3],
                _ => vec![],
            },
        };
        ('a'..='j').map(card).collect()
    }

    /// The ids in the deck "a b c …".
    fn words(places: impl IntoIterator<Item = usize>) -> String {
        let letters = places.into_iter().filter_map(|place| ('a'..='z').nth(place).map(String::from));
        letters.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn due_cards_come_most_overdue_first_then_new_ones_then_those_missed_today() {
        use Grade::{Again, Easy, Good, Hard};
        let study = study(
            "a b c d e f g h i j",
            &[
                ("b", -8, 0, Easy), // due on day 0: 8 days over, stability 8.3
                ("c", 0, 1, Good),  // due on day 2: 6 days over, stability 2.3
                ("d", 0, 2, Hard),  // due on day 1: 7 days over, stability 1.3
                ("e", 0, 3, Easy),
                ("f", 0, 4, Again), // due on day 0: 8 days over, stability 0.2
                ("g", 1, 0, Easy),  // due on day 9
                ("h", 8, 5, Again),
                ("i", 8, 4, Again),
            ],
        );
        let queue = queue(&deck(), &study, Day(8), NEW_PER_DAY);
        assert_eq!(words(queue.iter()), "f d e c b a j i h");
        assert_eq!(queue.len(), 9);
        assert_eq!(words(queue.due), "f d e c b");
        assert_eq!(words(queue.new), "a j");
        assert_eq!(words(queue.again), "i h");
    }

    #[test]
    fn what_an_answered_card_brings_along_stays_next_until_the_session_is_through() {
        use Grade::Good;
        // Due by now: e, then a, c, d and b; e brings d and b along.
        let mut reviews =
            vec![("e", 0, 0, Good), ("a", 1, 0, Good), ("c", 1, 1, Good), ("d", 1, 2, Good), ("b", 2, 0, Good)];
        let due = |reviews: &[_]| words(queue(&deck(), &study("a b c d e", reviews), Day(8), 0).due);
        assert_eq!(due(&reviews), "e d b a c");
        reviews.push(("e", 8, 0, Good));
        assert_eq!(due(&reviews), "d b a c");
        reviews.push(("d", 8, 1, Good));
        assert_eq!(due(&reviews), "b a c");
        reviews.push(("b", 8, 2, Good));
        assert_eq!(due(&reviews), "a c");
        // Those of the card answered last come first.
        let reviews = [
            ("a", 1, 0, Good),
            ("c", 1, 1, Good),
            ("d", 1, 2, Good),
            ("b", 2, 0, Good),
            ("e", 8, 1, Good),
            ("a", 8, 0, Good),
        ];
        assert_eq!(due(&reviews), "d b c");
    }

    #[test]
    fn of_many_due_cards_the_most_overdue_come_first_and_none_is_left_out() {
        let deck: Vec<CardEntry> = (0..50).map(|_| deck()[0].clone()).collect();
        let ids: Vec<String> = (0..50).map(|place| format!("card-{place}")).collect();
        // Each on a day of its own.
        let day = |place: i32| place * 7 % 50 - 100;
        let reviews: Vec<_> =
            ids.iter().zip(0..).map(|(id, place)| (id.as_str(), day(place), 0, Grade::Good)).collect();
        let due = queue(&deck, &study(&ids.join(" "), &reviews), Day(0), 0).due;
        let mut sorted: Vec<usize> = (0..50).collect();
        sorted.sort_by_key(|place| day(*place as i32));
        assert_eq!(due[..FIRST], sorted[..FIRST]);
        sorted[FIRST..].sort_unstable();
        assert_eq!(due[FIRST..], sorted[FIRST..]);
    }

    #[test]
    fn a_card_missed_twice_goes_behind_the_other_and_leaves_once_it_is_known() {
        use Grade::{Again, Good};
        let mut reviews = vec![("a", 0, 0, Again), ("b", 0, 1, Again)];
        let again = |reviews: &[_]| words(queue(&deck(), &study("a b", reviews), Day(0), 0).again);
        assert_eq!(again(&reviews), "a b");
        reviews.push(("a", 0, 2, Again));
        assert_eq!(again(&reviews), "b a");
        reviews.push(("b", 0, 3, Good));
        assert_eq!(again(&reviews), "a");
        assert_eq!(words(queue(&deck(), &study("a b", &reviews), Day(1), 0).due), "a b");
    }

    #[test]
    fn new_cards_of_today_count_towards_the_limit() {
        let study =
            study("a b c d e f", &[("a", 4, 0, Grade::Good), ("b", 5, 0, Grade::Good), ("z", 5, 0, Grade::Good)]);
        for (today, limit, new, held_back) in
            [(5, 4, "c d", 2), (6, 4, "c d e f", 0), (5, 2, "", 4), (5, 0, "", 4), (5, 9, "c d e f", 0)]
        {
            let queue = queue(&deck(), &study, Day(today), limit);
            assert_eq!((words(queue.new).as_str(), queue.held_back), (new, held_back), "day {today}, {limit} a day");
        }
    }

    #[test]
    fn the_forecast_counts_overdue_cards_today() {
        use Grade::{Again, Easy, Good, Hard};
        let study = study(
            "a b c d e",
            &[("a", 0, 0, Good), ("b", 5, 0, Again), ("c", 5, 0, Hard), ("d", 4, 0, Easy), ("x", 5, 0, Hard)],
        );
        assert_eq!(forecast(&study, Day(5), 7), [2, 1, 0, 0, 0, 0, 0, 1]);
        assert_eq!(forecast(&study, Day(5), 0), [2]);
        assert_eq!(forecast(&study, Day(-3), 3), [0, 0, 0, 0]);
    }

    #[test]
    fn a_card_is_firm_from_three_weeks_of_stability() {
        let with = |days| Memory::Reviewed {
            stability: Stability::from_days(days),
            difficulty: Difficulty::from_level(5.0),
            last: Day(0),
        };
        let cases = [
            (Memory::New, Status::New),
            (with(0.2), Status::Learning),
            (with(20.9), Status::Learning),
            (with(21.0), Status::Firm),
        ];
        for (memory, expected) in cases {
            assert_eq!(status(&memory), expected, "{memory:?}");
        }
    }
}
