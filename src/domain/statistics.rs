//! What the log says about how studying goes: plain numbers for the charts. Shares are given as two counts; the due forecast
//! is [`super::queue::forecast`].

use super::card::{CardId, PointId, TopicId};
use super::deck::Index;
use super::order;
use super::queue::{Status, status};
use super::review::{Confidence, Event, Grade, Review};
use super::study::Study;
use super::time::Day;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub part: usize,
    pub of: usize,
}

impl Share {
    /// In hundredths, rounded; `None` of nothing.
    pub fn percent(self) -> Option<usize> {
        (self.part * 200 + self.of).checked_div(self.of * 2)
    }

    fn add(&mut self, part: usize, of: usize) {
        self.part += part;
        self.of += of;
    }
}

/// Every card's standing reviews, oldest first.
fn histories(study: &Study) -> impl Iterator<Item = (&CardId, impl Iterator<Item = (Day, &Review)>)> {
    let day = |event: &Event| study.params().day(event.at, event.offset);
    study.cards().map(move |card| (card, study.history(card).map(move |(event, review)| (day(event), review))))
}

/// Reviews on each of the `days` days that end with `today`, oldest first.
pub fn calendar(study: &Study, today: Day, days: usize) -> Vec<usize> {
    let mut counts = vec![0; days];
    for (day, _) in histories(study).flat_map(|(_, reviews)| reviews) {
        let ago = usize::try_from(today.since(day)).ok();
        if let Some(count) = ago.and_then(|ago| counts.iter_mut().rev().nth(ago)) {
            *count += 1;
        }
    }
    counts
}

/// How often a card was recalled (not graded Again) when it came back on a later day, in reviews from `from` on. First answers
/// and repetitions on the same day say nothing about memory and are left out.
pub fn recall_rate(study: &Study, from: Day) -> Share {
    let mut share = Share::default();
    for (_, reviews) in histories(study) {
        let mut before = None;
        for (day, review) in reviews {
            if before.is_some_and(|before| before < day) && day >= from {
                share.add(usize::from(review.grade != Grade::Again), 1);
            }
            before = Some(day);
        }
    }
    share
}

/// What came of answers given with one confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calibration {
    pub confidence: Confidence,
    /// Key points said, of all that were shown.
    pub points: Share,
    /// Reviews not graded Again, of all.
    pub recalled: Share,
}

/// Confidence before the reveal against what was said, from guessing to certain.
pub fn calibration(study: &Study) -> [Calibration; 4] {
    let empty = Share::default();
    let mut rows = Confidence::ALL.map(|confidence| Calibration { confidence, points: empty, recalled: empty });
    for (_, review) in histories(study).flat_map(|(_, reviews)| reviews) {
        let Some(row) = rows.iter_mut().find(|row| Some(row.confidence) == review.confidence) else { continue };
        row.points.add(review.hit.len(), review.hit.len() + review.missed.len());
        row.recalled.add(usize::from(review.grade != Grade::Again), 1);
    }
    rows
}

/// How a topic's cards stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicState<'a> {
    pub topic: &'a TopicId,
    /// Card by card, in the deck's order.
    pub cards: Vec<Status>,
}

impl TopicState<'_> {
    /// How many of its cards have come so far.
    pub fn count(&self, wanted: Status) -> usize {
        self.cards.iter().filter(|status| **status == wanted).count()
    }

    /// What is begun comes before what is not, and what is firm last.
    fn rank(&self) -> u8 {
        let all = self.cards.len();
        if self.count(Status::Firm) == all { 2 } else { u8::from(self.count(Status::New) == all) }
    }
}

/// The topics, in the deck's order. Of more than `limit` those that are begun come first, then those that are not, and
/// what is firm already is left out before them.
pub fn topics<'a>(study: &Study, index: &'a Index, limit: usize) -> Vec<TopicState<'a>> {
    let of_topics = index.cards.chunk_by(|a, b| a.topic == b.topic).filter_map(|cards| {
        let topic = &cards.first()?.topic;
        Some(TopicState { topic, cards: cards.iter().map(|card| status(study.memory(&card.id))).collect() })
    });
    let mut states: Vec<_> = of_topics.enumerate().collect();
    if states.len() > limit {
        order::sort_by(&mut states, |a, b| a.1.rank().cmp(&b.1.rank()));
        states.truncate(limit);
        order::sort_by(&mut states, |a, b| a.0.cmp(&b.0));
    }
    states.into_iter().map(|(_, state)| state).collect()
}

/// A key point and how often it was missed when it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    pub card: CardId,
    pub point: PointId,
    pub missed: Share,
    /// Whether it was missed the last time.
    pub still: bool,
}

/// The key points missed most often, at most `limit`; of equally often missed ones first those still missed, then by card.
/// A point that its card no longer has is among them: who shows them knows the cards.
pub fn most_missed(study: &Study, limit: usize) -> Vec<Missed> {
    let mut all: Vec<Missed> = Vec::new();
    for (card, reviews) in histories(study) {
        let of_card = all.len();
        for (_, review) in reviews {
            let hit = review.hit.iter().map(|point| (point, 0));
            for (point, missed) in hit.chain(review.missed.iter().map(|point| (point, 1))) {
                let place = all[of_card..].iter().position(|known| known.point == *point);
                let place = place.map_or(all.len(), |place| of_card + place);
                if place == all.len() {
                    let (card, point) = (card.clone(), point.clone());
                    all.push(Missed { card, point, missed: Share::default(), still: false });
                }
                all[place].missed.add(missed, 1);
                all[place].still = missed == 1;
            }
        }
    }
    all.retain(|point| point.missed.part > 0);
    order::sort_by(&mut all, |a, b| b.missed.part.cmp(&a.missed.part).then(b.still.cmp(&a.still)));
    all.truncate(limit);
    all
}

#[cfg(test)]
mod tests {
    use super::super::card::Kind;
    use super::super::deck::CardEntry;
    use super::super::review::{EventId, Mode, What};
    use super::super::schedule::Params;
    use super::super::time::{Timestamp, UtcOffset};
    use super::*;

    /// Reviews as (card, day, grade, confidence, points hit, points missed), one letter a point.
    type Row = (&'static str, i32, Grade, Option<Confidence>, &'static str, &'static str);

    fn study(rows: &[Row]) -> Study {
        let mut study = Study::new(Params::default(), ["a", "b", "c"].map(|id| CardId(id.into())), []);
        let points = |letters: &str| letters.chars().map(|c| PointId(c.to_string().repeat(3))).collect();
        study.extend((0..).zip(rows).map(|(seq, &(card, day, grade, confidence, hit, missed))| Event {
            id: EventId { writer: 1, seq },
            at: Timestamp(i64::from(day) * 86_400_000 + 43_200_000 + i64::from(seq)),
            offset: UtcOffset(0),
            what: What::Review(Review {
                card: CardId(card.into()),
                grade,
                confidence,
                mode: Mode::Recall,
                hit: points(hit),
                missed: points(missed),
                hint: false,
            }),
        }));
        study
    }

    fn some_days() -> Study {
        use Confidence::{Certain, Guessing};
        use Grade::{Again, Easy, Good, Hard};
        study(&[
            ("a", 10, Good, Some(Certain), "xy", "z"),
            ("a", 12, Again, Some(Certain), "", "xyz"),
            ("a", 12, Good, None, "xy", "z"),
            ("a", 13, Hard, Some(Guessing), "x", "yz"),
            ("b", 12, Easy, Some(Certain), "x", ""),
            ("b", 20, Good, Some(Certain), "x", ""),
            ("gone", 9, Good, None, "", "z"),
        ])
    }

    #[test]
    fn the_calendar_counts_reviews_a_day() {
        assert_eq!(calendar(&some_days(), Day(13), 4), [1, 0, 3, 1]);
        assert_eq!(calendar(&some_days(), Day(9), 2), [0, 1]);
        assert_eq!(calendar(&some_days(), Day(9), 0), [0; 0]);
    }

    #[test]
    fn recall_is_judged_on_later_days_only() {
        assert_eq!(recall_rate(&some_days(), Day(0)), Share { part: 2, of: 3 });
        assert_eq!(recall_rate(&some_days(), Day(13)), Share { part: 2, of: 2 });
        assert_eq!(recall_rate(&some_days(), Day(13)).percent(), Some(100));
        assert_eq!((Share { part: 2, of: 3 }.percent(), Share::default().percent()), (Some(67), None));
    }

    #[test]
    fn confidence_is_held_against_the_points_said() {
        let [guessing, unsure, _, certain] = calibration(&some_days());
        assert_eq!((certain.points, certain.recalled), (Share { part: 4, of: 8 }, Share { part: 3, of: 4 }));
        assert_eq!((guessing.points, guessing.recalled), (Share { part: 1, of: 3 }, Share { part: 1, of: 1 }));
        assert_eq!(unsure.points.percent(), None);
    }

    #[test]
    fn points_missed_most_often_come_first() {
        let missed = most_missed(&some_days(), 9);
        let rows = missed
            .iter()
            .map(|row| (row.card.0.as_str(), &row.point.0[..1], row.missed.part, row.missed.of, row.still));
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [("a", "z", 4, 4, true), ("a", "y", 2, 4, true), ("gone", "z", 1, 1, true), ("a", "x", 1, 4, false)]
        );
        assert_eq!(most_missed(&some_days(), 1).len(), 1);
    }

    fn index(cards: &[(&str, &str)]) -> Index {
        let card = |(id, topic): &(&str, &str)| CardEntry {
            id: CardId((*id).into()),
            topic: TopicId((*topic).into()),
            kind: Kind::Concept,
            title: String::new(),
            tags: vec![],
            musts: 1,
            confusable: vec![],
        };
        Index { cards: cards.iter().map(card).collect(), ..Index::default() }
    }

    #[test]
    fn each_topic_is_counted_by_how_far_its_cards_have_come() {
        let index = index(&[("a", "one"), ("b", "two"), ("c", "two")]);
        let states = topics(&some_days(), &index, 2);
        let rows = states
            .iter()
            .map(|row| (row.topic.0.as_str(), [Status::New, Status::Learning, Status::Firm].map(|s| row.count(s))));
        assert_eq!(rows.collect::<Vec<_>>(), [("one", [0, 1, 0]), ("two", [1, 0, 1])]);
    }

    #[test]
    fn of_many_topics_what_is_being_learnt_is_shown_first_and_what_is_firm_last() {
        let index = index(&[("b", "firm"), ("n", "new"), ("a", "begun"), ("m", "later")]);
        let shown =
            |limit| topics(&some_days(), &index, limit).iter().map(|row| row.topic.0.clone()).collect::<Vec<_>>();
        assert_eq!(shown(4), ["firm", "new", "begun", "later"]);
        assert_eq!(shown(3), ["new", "begun", "later"]);
        assert_eq!(shown(2), ["new", "begun"]);
        assert_eq!(shown(1), ["begun"]);
    }
}
