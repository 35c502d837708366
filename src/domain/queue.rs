//! What to study now, and what comes back when.

use super::card::CardId;
use super::deck::CardEntry;
use super::memory::Memory;
use super::study::Study;
use super::time::Day;

/// New cards a day when nothing else is set.
pub const NEW_PER_DAY: usize = 10;

/// Stability in days from which a card is firm: it can rest for three weeks and would still be recalled nine times in ten.
pub const FIRM_DAYS: f64 = 21.0;

/// The cards to study today, in three parts that follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// To review, most overdue for its stability first; equally overdue ones in the deck's order.
    pub due: Vec<CardId>,
    /// Never answered, in the deck's order, as many as today still allows.
    pub new: Vec<CardId>,
    /// Graded Again today, the longest ago first.
    pub again: Vec<CardId>,
    /// New cards that wait for another day.
    pub held_back: usize,
}

impl Queue {
    /// The cards in the order to study them.
    pub fn iter(&self) -> impl Iterator<Item = &CardId> {
        self.due.iter().chain(&self.new).chain(&self.again)
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

/// What to study on `today` of these cards (given in the deck's order). `new_limit` is the number of new cards a day;
/// those first answered today, on any card of the study, count towards it.
pub fn queue<'a>(cards: impl IntoIterator<Item = &'a CardEntry>, study: &Study, today: Day, new_limit: usize) -> Queue {
    let mut new_left = new_limit.saturating_sub(study.first_seen_on(today));
    let mut queue = Queue::default();
    // Graded Again today or not, then the lesser number first, then the deck's order.
    let mut back: Vec<((bool, f64, usize), &CardId)> = Vec::new();
    for (place, CardEntry { id, .. }) in cards.into_iter().enumerate() {
        match (study.memory(id), study.due(id)) {
            (Memory::Reviewed { last, stability, .. }, Some(day)) if day <= today => {
                // An interval is 0 days after Again only.
                let key = if *last == today {
                    let seen = study.last_seen(id).map_or(0, |at| at.0);
                    (true, seen as f64, place)
                } else {
                    (false, -f64::from(today.since(day)) / stability.days(), place)
                };
                back.push((key, id));
            }
            (Memory::Reviewed { .. }, _) => {}
            (Memory::New, _) if new_left > 0 => {
                new_left -= 1;
                queue.new.push(id.clone());
            }
            (Memory::New, _) => queue.held_back += 1,
        }
    }
    back.sort_unstable_by(|((a, b, c), _), ((x, y, z), _)| a.cmp(x).then(b.total_cmp(y)).then(c.cmp(z)));
    for ((again, ..), id) in back {
        if again { queue.again.push(id.clone()) } else { queue.due.push(id.clone()) }
    }
    queue
}

/// How many of these cards fall due: entry 0 is today with everything overdue, entry n the nth day from now, up to `days`.
/// New cards are not in it.
pub fn forecast<'a>(
    cards: impl IntoIterator<Item = &'a CardEntry>,
    study: &Study,
    today: Day,
    days: usize,
) -> Vec<usize> {
    let mut counts = vec![0; days + 1];
    for due in cards.into_iter().filter_map(|card| study.due(&card.id)) {
        let ahead = usize::try_from(due.since(today)).unwrap_or(0);
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
    use super::super::card::{Kind, TopicId};
    use super::super::memory::{Difficulty, Stability};
    use super::super::review::{Event, EventId, Grade, Mode, Review, What};
    use super::super::schedule::Params;
    use super::super::time::{Timestamp, UtcOffset};
    use super::*;

    /// Noon of this day, and so many minutes.
    fn noon(day: i32, minutes: i64) -> Timestamp {
        Timestamp(i64::from(day) * 86_400_000 + 43_200_000 + minutes * 60_000)
    }

    fn deck(ids: &str) -> Vec<CardEntry> {
        let card = |id: &str| CardEntry {
            id: CardId(id.into()),
            topic: TopicId("topic".into()),
            kind: Kind::Concept,
            title: String::new(),
            tags: vec![],
            musts: 3,
        };
        ids.split(' ').map(card).collect()
    }

    /// Reviews as (card, day, minute of the day, grade).
    fn study(reviews: &[(&str, i32, i64, Grade)]) -> Study {
        let mut study = Study::new(Params::default(), []);
        study.extend(reviews.iter().zip(0..).map(|(&(card, day, minute, grade), seq)| Event {
            id: EventId { writer: 1, seq },
            at: noon(day, minute),
            offset: UtcOffset(0),
            what: What::Review(Review {
                card: CardId(card.into()),
                grade,
                confidence: None,
                mode: Mode::Recall,
                hit: vec![],
                missed: vec![],
            }),
        }));
        study
    }

    fn words<'a>(ids: impl IntoIterator<Item = &'a CardId>) -> String {
        ids.into_iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn due_cards_come_most_overdue_first_then_new_ones_then_those_missed_today() {
        use Grade::{Again, Easy, Good, Hard};
        let study = study(&[
            ("b", -8, 0, Easy), // due on day 0: 8 days over, stability 8.3
            ("c", 0, 1, Good),  // due on day 2: 6 days over, stability 2.3
            ("d", 0, 2, Hard),  // due on day 1: 7 days over, stability 1.3
            ("e", 0, 3, Easy),
            ("f", 0, 4, Again), // due on day 0: 8 days over, stability 0.2
            ("g", 1, 0, Easy),  // due on day 9
            ("h", 8, 5, Again),
            ("i", 8, 4, Again),
        ]);
        let queue = queue(&deck("a b c d e f g h i j"), &study, Day(8), NEW_PER_DAY);
        assert_eq!(words(&queue.due), "f d c b e");
        assert_eq!(words(&queue.new), "a j");
        assert_eq!(words(&queue.again), "i h");
        assert_eq!(words(queue.iter()), "f d c b e a j i h");
        assert_eq!(queue.len(), 9);
    }

    #[test]
    fn a_card_missed_twice_goes_behind_the_other_and_leaves_once_it_is_known() {
        use Grade::{Again, Good};
        let mut reviews = vec![("a", 0, 0, Again), ("b", 0, 1, Again)];
        let again = |reviews: &[_]| words(&queue(&deck("a b"), &study(reviews), Day(0), 0).again);
        assert_eq!(again(&reviews), "a b");
        reviews.push(("a", 0, 2, Again));
        assert_eq!(again(&reviews), "b a");
        reviews.push(("b", 0, 3, Good));
        assert_eq!(again(&reviews), "a");
        assert_eq!(words(&queue(&deck("a b"), &study(&reviews), Day(1), 0).due), "a b");
    }

    #[test]
    fn new_cards_of_today_count_towards_the_limit() {
        let study = study(&[("a", 4, 0, Grade::Good), ("b", 5, 0, Grade::Good), ("z", 5, 0, Grade::Good)]);
        for (today, limit, new, held_back) in
            [(5, 4, "c d", 2), (6, 4, "c d e f", 0), (5, 2, "", 4), (5, 0, "", 4), (5, 9, "c d e f", 0)]
        {
            let queue = queue(&deck("a b c d e f"), &study, Day(today), limit);
            assert_eq!((words(&queue.new).as_str(), queue.held_back), (new, held_back), "day {today}, {limit} a day");
        }
    }

    #[test]
    fn the_forecast_counts_overdue_cards_today() {
        use Grade::{Again, Easy, Good, Hard};
        let study =
            study(&[("a", 0, 0, Good), ("b", 5, 0, Again), ("c", 5, 0, Hard), ("d", 4, 0, Easy), ("x", 5, 0, Hard)]);
        assert_eq!(forecast(&deck("a b c d e"), &study, Day(5), 7), [2, 1, 0, 0, 0, 0, 0, 1]);
        assert_eq!(forecast(&deck("a b c d e"), &study, Day(5), 0), [2]);
        assert_eq!(forecast(&deck("a b c d e"), &study, Day(-3), 3), [0, 0, 0, 0]);
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
