//! Which cards a person wants to see in the list of all.

use std::fmt;

use super::deck::{CardEntry, Index};
use super::order;
use super::queue::{self, Status};
use super::study::Standing;
use super::time::Day;

/// Cards drawn at once: a long list is read in parts, so that a page stays small whatever the deck.
pub const AT_ONCE: usize = 25;

/// Cards drawn before the next frame: as many as a screen holds. The others of [`AT_ONCE`] follow it.
pub const AT_FIRST: usize = 8;

/// Tags offered to choose from: the most used ones.
const TAGS: usize = 100;

/// Topics offered to choose from: the first ones. The others are found by words.
pub const TOPICS: usize = 200;

/// How far a card must have come. The names stand in addresses.
pub const STATUSES: [(&str, &str); 4] = [("new", "New"), ("due", "Due"), ("learning", "Learning"), ("firm", "Firm")];

/// What is asked for. Empty text asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub query: String,
    /// A topic's id.
    pub topic: String,
    pub tag: String,
    /// A name in [`STATUSES`].
    pub status: String,
}

impl Filter {
    /// Names of the parts in an address, in the order of [`Self::values`].
    pub const NAMES: [&str; 4] = ["q", "topic", "tag", "status"];

    /// The filter that an address asks for; what the deck does not have is left out.
    pub fn read(index: &Index, value: impl Fn(&str) -> Option<String>) -> Self {
        let [query, topic, tag, status] = Self::NAMES.map(|name| value(name).unwrap_or_default());
        let known = |known: bool, value: String| if known { value } else { String::new() };
        Self {
            query,
            topic: known(index.topics.iter().any(|other| other.id.0 == topic), topic),
            tag: known(index.cards.iter().any(|card| card.tags.contains(&tag)), tag),
            status: known(STATUSES.iter().any(|(name, _)| *name == status), status),
        }
    }

    /// What stands in an address for it.
    pub fn values(&self) -> [&str; 4] {
        [self.query.trim(), &self.topic, &self.tag, &self.status]
    }

    /// Whether it leaves nothing out.
    pub fn is_empty(&self) -> bool {
        self.values().iter().all(|value| value.is_empty())
    }

    /// Whether a card passes, its text aside.
    pub fn takes(&self, card: &CardEntry, standing: Option<Standing<'_>>, today: Day) -> bool {
        (self.topic.is_empty() || card.topic.0 == self.topic)
            && (self.tag.is_empty() || card.tags.contains(&self.tag))
            && match (self.status.as_str(), standing) {
                ("", _) => true,
                (wanted, None) => wanted == "new",
                ("due", Some(standing)) => standing.due <= today,
                ("learning", Some(standing)) => queue::status(standing.memory) == Status::Learning,
                ("firm", Some(standing)) => queue::status(standing.memory) == Status::Firm,
                _ => false,
            }
    }
}

/// The tags to choose from, in the order of the alphabet.
pub fn tags(index: &Index) -> Vec<&str> {
    let mut all: Vec<&str> = index.cards.iter().flat_map(|card| &card.tags).map(String::as_str).collect();
    order::sort(&mut all);
    let mut counted: Vec<(usize, &str)> = all.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    if counted.len() > TAGS {
        order::sort_by(&mut counted, |a, b| b.cmp(a));
        counted.truncate(TAGS);
        order::sort_by(&mut counted, |a, b| a.1.cmp(b.1));
    }
    counted.into_iter().map(|(_, tag)| tag).collect()
}

/// How many of the deck's cards were found, and which of them are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub found: usize,
    pub all: usize,
    /// The part shown, from 0, [`AT_ONCE`] cards each.
    pub part: usize,
}

impl Found {
    /// The places among those found that are shown.
    pub fn shown(self) -> std::ops::Range<usize> {
        let from = (self.part * AT_ONCE).min(self.found);
        from..(from + AT_ONCE).min(self.found)
    }

    /// Whether more follow.
    pub fn has_next(self) -> bool {
        self.shown().end < self.found
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            0 => write!(f, "None of {} cards.", self.all)?,
            found if found == self.all => write!(f, "All {found} cards.")?,
            found => write!(f, "{found} of {} cards.", self.all)?,
        }
        if self.found > AT_ONCE {
            let shown = self.shown();
            write!(f, " {} to {} are shown.", shown.start + 1, shown.end)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::{CardId, Kind, TopicId};
    use super::super::deck::Topic;
    use super::super::memory::{Difficulty, Memory, Stability};
    use super::super::time::Timestamp;
    use super::*;

    fn card(id: &str, topic: &str, tags: &[&str]) -> CardEntry {
        CardEntry {
            id: CardId(id.into()),
            topic: TopicId(topic.into()),
            kind: Kind::Concept,
            title: id.to_uppercase(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            musts: 3,
            confusable: vec![],
        }
    }

    fn index() -> Index {
        let topic = |id: &str| Topic { id: TopicId(id.into()), title: id.into(), line: String::new() };
        Index {
            topics: vec![topic("x"), topic("y")],
            cards: vec![card("a", "x", &["jwt", "web"]), card("b", "y", &["sql"]), card("c", "y", &["web"])],
            aliases: vec![],
            total: 0,
        }
    }

    #[test]
    fn an_address_asks_for_what_the_deck_has() {
        let read = |text: &str| {
            Filter::read(&index(), |name| {
                text.split('&')
                    .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
                    .map(|(_, value)| value.to_owned())
            })
        };
        assert!(read("").is_empty());
        assert_eq!(read("q=a b&topic=y&tag=sql&status=due").values(), ["a b", "y", "sql", "due"]);
        assert_eq!(read("topic=z&tag=&status=late&q= "), Filter { query: " ".into(), ..Filter::default() });
        assert!(read("q= ").is_empty());
    }

    #[test]
    fn topic_tag_and_status_must_all_fit() {
        let memory = |days| Memory::Reviewed {
            stability: Stability::from_days(days),
            difficulty: Difficulty::from_level(5.0),
            last: Day(0),
        };
        let (weak, firm) = (memory(3.0), memory(30.0));
        let at = |memory, due| Some(Standing { memory, due: Day(due), first: Day(0), last: Timestamp(0) });
        let (a, today) = (card("a", "x", &["jwt", "web"]), Day(10));
        let takes = |topic: &str, tag: &str, status: &str, standing| {
            let filter = Filter { query: String::new(), topic: topic.into(), tag: tag.into(), status: status.into() };
            filter.takes(&a, standing, today)
        };
        assert!(takes("", "", "", None) && takes("x", "web", "new", None));
        assert!(!takes("y", "", "", None) && !takes("", "sql", "", None) && !takes("x", "we", "", None));
        for (standing, expected) in [
            (None, [true, false, false, false]),
            (at(&weak, 10), [false, true, true, false]),
            (at(&weak, 11), [false, false, true, false]),
            (at(&firm, 9), [false, true, false, true]),
            (at(&firm, 40), [false, false, false, true]),
        ] {
            assert_eq!(STATUSES.map(|(name, _)| takes("", "", name, standing)), expected, "{standing:?}");
        }
    }

    #[test]
    fn the_most_used_tags_are_offered_in_order() {
        assert_eq!(tags(&index()), ["jwt", "sql", "web"]);
        let mut many = index();
        many.cards.extend((0..200).map(|i| card("d", "x", &[format!("t{i:03}").as_str()])));
        let offered = tags(&many);
        assert_eq!(offered.len(), TAGS);
        assert!(offered.contains(&"web") && offered.is_sorted());
    }

    #[test]
    fn a_long_list_is_shown_in_parts() {
        let text = |found, part| Found { found, all: 10_000, part }.to_string();
        assert_eq!(text(10_000, 0), "All 10000 cards. 1 to 25 are shown.");
        assert_eq!(text(70, 2), "70 of 10000 cards. 51 to 70 are shown.");
        assert_eq!(text(25, 0), "25 of 10000 cards.");
        assert_eq!(text(1, 0), "1 of 10000 cards.");
        assert_eq!(text(0, 0), "None of 10000 cards.");
        let last = Found { found: 70, all: 200, part: 2 };
        assert!(!last.has_next() && Found { part: 1, ..last }.has_next());
        assert_eq!(Found { part: 9, ..last }.shown(), 70..70);
    }
}
