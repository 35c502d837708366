//! Owns `topics.toml`: the topics in study order, and the cards that each of them lists.

use std::collections::HashMap;

use crate::domain::card::TopicId;
use crate::domain::deck::Topic;

use super::bytes;
use super::fault::{Fault, Place, Sink};
use super::fields::{self, Fields};
use super::rule::Rule;

/// A slug in a topic's list, and its place in `topics.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub slug: String,
    pub topic: TopicId,
    pub place: Place,
}

/// What `topics.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics {
    pub topics: Vec<Topic>,
    /// All listed cards, in study order.
    pub listed: Vec<Listed>,
    /// Whether all of the file could be read: if not, a topic or card may be missing from the above.
    pub whole: bool,
}

/// Reads `topics.toml`.
pub fn parse(file: &str, source: &[u8]) -> (Topics, Vec<Fault>) {
    let (text, marks) = bytes::decode(source);
    let mut sink = Sink::new(file, &text);
    for (at, rule, message) in marks {
        sink.report(at, rule, message);
    }
    let mut read = Topics::default();
    if !text.trim().is_empty() {
        let (table, whole) = fields::parse(&text, 0, &mut sink);
        read.whole = whole;
        let root = Fields::new(table.get_ref(), 0, 0, &["topic"], &mut sink);
        // The line on which each card is listed.
        let mut lines = HashMap::new();
        for (table, at) in root.tables("topic", &mut sink) {
            let fields = Fields::new(table, 0, at, &["id", "title", "line", "cards"], &mut sink);
            topic(&fields, &mut read, &mut lines, &mut sink);
        }
    }
    (read, sink.into_faults())
}

fn topic(fields: &Fields<'_, '_>, read: &mut Topics, lines: &mut HashMap<String, usize>, sink: &mut Sink<'_>) {
    let id = fields.required("id", sink);
    let title = fields.required("title", sink);
    let line = fields.required("line", sink);
    let cards = fields.texts("cards", sink);
    if fields.place("cards").is_none() {
        sink.report(fields.at, Rule::MissingKey, "the key \"cards\" is missing");
        read.whole = false;
    }
    let Some(id) = id else {
        read.whole = false;
        return;
    };
    if !fields::is_topic_id(&id.value) {
        sink.report(id.at, Rule::InvalidSlug, format!("{:?} is not a topic id", id.value));
    }
    let topic = TopicId(id.value);
    if read.topics.iter().any(|other| other.id == topic) {
        sink.report(id.at, Rule::DuplicateTopic, format!("the topic {:?} is listed before", topic.0));
        return;
    }
    for card in cards.unwrap_or_default() {
        if let Some(first) = lines.get(&card.value) {
            let what = format!("{:?} is listed before, on line {first}", card.value);
            sink.report(card.at, Rule::ListedTwice, what);
        } else {
            let place = sink.place(card.at);
            lines.insert(card.value.clone(), place.line);
            read.listed.push(Listed { slug: card.value, topic: topic.clone(), place });
        }
    }
    let text = |placed: Option<fields::Placed<String>>| placed.map_or_else(String::new, |placed| placed.value);
    read.topics.push(Topic { id: topic, title: text(title), line: text(line) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_and_cards_keep_the_order_of_the_file() {
        let toml = "[[topic]]\nid = \"b\"\ntitle = \"B\"\nline = \"About b.\"\ncards = [\"y\", \"x\"]\n\n\
                    [[topic]]\nid = \"a\"\ntitle = \"A\"\nline = \"About a.\"\ncards = [\"z\"]\n";
        let (read, faults) = parse("topics.toml", toml.as_bytes());
        assert_eq!(faults, []);
        assert!(read.whole);
        assert_eq!(read.topics.iter().map(|topic| topic.id.0.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(read.listed.iter().map(|listed| listed.slug.as_str()).collect::<Vec<_>>(), ["y", "x", "z"]);
        assert_eq!(read.listed[1].place, Place { line: 5, column: 15 });
    }
}
