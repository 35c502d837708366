//! Tests of the reader as a whole, over two cards that keep every rule.

mod card_rules;
mod deck_rules;
mod new_card;
mod reading;

use super::{Draft, Fault, Faults, Rule, assemble, parse_card, parse_topics};
use crate::domain::card::TopicId;
use crate::domain::deck::Deck;

const CONCEPT: &str = include_str!("../fixture/concept.md");
const OPINION: &str = include_str!("../fixture/opinion.md");

/// The two cards as a deck.
pub fn sample_deck() -> Deck {
    let topic = TopicId("sample".to_owned());
    let drafts = [("concept", CONCEPT), ("opinion", OPINION)]
        .map(|(slug, text)| parse_card(&format!("content/sample/{slug}.md"), &topic, text.as_bytes()));
    let (topics, faults) = parse_topics("content/topics.toml", deck_rules::TOPICS.as_bytes());
    assemble("content/topics.toml", topics, drafts.into(), faults).unwrap()
}

fn parse(text: &[u8]) -> Draft {
    parse_card("content/sample/card.md", &TopicId("sample".to_owned()), text)
}

/// The text without its mark, and the mark's line and column, counted apart from the code under test.
fn unmark(marked: &str) -> (String, usize, usize) {
    let (before, after) = marked.split_once('¦').unwrap_or_else(|| panic!("no mark in {marked:?}"));
    let line = before.split('\n').count();
    let column = before.split('\n').next_back().unwrap().chars().count() + 1;
    (format!("{before}{after}"), line, column)
}

fn found(faults: &[Fault]) -> Vec<(Rule, usize, usize)> {
    faults.iter().map(|fault| (fault.rule, fault.line, fault.column)).collect()
}

/// Breaks the fixture in each of these ways and asserts that the one fault is reported, at the mark.
fn check(fixture: &str, cases: &[card_rules::Case]) {
    let mut wrong = String::new();
    for (rule, old, new) in cases {
        assert_eq!(fixture.matches(old).count(), 1, "{rule}: {old:?} must be in the fixture once");
        let (text, line, column) = unmark(&fixture.replace(old, new));
        let faults = parse(text.as_bytes()).faults;
        if found(&faults) != [(*rule, line, column)] {
            wrong += &format!("{new:?}\n  wanted {line}:{column} {rule}, found\n{}", Faults(faults));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
