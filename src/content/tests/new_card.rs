//! Starting a card, filling its blanks, and finding no fault in it.

use std::fs;

use super::deck_rules::{Folder, TOPICS};
use super::{CONCEPT, OPINION};
use crate::content::{Rule, new_card, read};
use crate::domain::card::Kind;

fn folder(name: &str) -> Folder {
    Folder::new(name, &[("topics.toml", TOPICS), ("sample/concept.md", CONCEPT), ("sample/opinion.md", OPINION)])
}

/// The template with each blank replaced, in order, by what `fill` makes of it and its number.
fn filled(template: &str, fill: impl Fn(usize, &str) -> String) -> String {
    let (mut out, mut rest, mut number) = (String::new(), template, 0);
    while let Some((before, blank)) = rest.split_once("{{") {
        let (blank, after) = blank.split_once("}}").unwrap();
        out += before;
        out += &fill(number, blank);
        (number, rest) = (number + 1, after);
    }
    out + rest
}

#[test]
fn a_new_cards_only_faults_are_its_blanks_and_once_they_are_filled_there_is_none() {
    for kind in [Kind::Concept, Kind::Opinion] {
        let folder = folder(&format!("new-{kind:?}"));
        let path = new_card(&folder.0, "sample", "third-card", kind).unwrap();
        assert_eq!(path, folder.0.join("sample/third-card.md"));
        let template = fs::read_to_string(&path).unwrap();

        let faults = read(&folder.0).unwrap_err().0;
        assert!(faults.iter().all(|fault| fault.file == "content/sample/third-card.md"), "{faults:?}");
        assert!(faults.iter().all(|fault| matches!(fault.rule, Rule::Blank | Rule::Tags)), "{faults:?}");
        // The one in the front matter is no tag.
        assert_eq!(faults.len(), template.matches("{{").count());

        let text = filled(&template, |number, blank| match blank {
            "tag" => "sample".to_owned(),
            "address of that section" => format!("a.example/{number}"),
            // Long enough for an explanation, and for an answer.
            _ if blank.len() > 400 => "word ".repeat(90),
            // Student's words.
            _ if blank.starts_with("What a student answered") => "It depends.".to_owned(),
            _ if blank.starts_with("The student's words") => "\"It depends\", but on what?".to_owned(),
            _ => format!("Words {number}"),
        });
        fs::write(&path, text).unwrap();
        let deck = read(&folder.0).unwrap_or_else(|faults| panic!("{faults}"));
        let slugs: Vec<_> = deck.cards.iter().map(|card| (card.id.0.as_str(), card.kind)).collect();
        assert_eq!(slugs[2], ("third-card", kind));
    }
}

#[test]
fn what_cannot_be_a_new_card_is_refused_with_the_reason_and_changes_nothing() {
    let folder = folder("new-refused");
    for (topic, slug, expected) in [
        (
            "sample",
            "Third Card",
            "\"Third Card\" is no slug for a card: lower-case letters a-z, digits and single hyphens, and not \"sheet\" (perhaps \"third-card\")",
        ),
        (
            "sample",
            "sheet",
            "\"sheet\" is no slug for a card: lower-case letters a-z, digits and single hyphens, and not \"sheet\"",
        ),
        ("smaple", "third", "there is no topic \"smaple\" (did you mean \"sample\"?); the topics are sample"),
        ("sample", "opinion", "there is a card \"opinion\" already: content/sample/opinion.md"),
        (
            "sample",
            "old-card",
            "\"old-card\" is a name that content/sample/concept.md had before; give the new card another one",
        ),
    ] {
        let why = new_card(&folder.0, topic, slug, Kind::Concept).unwrap_err().to_string();
        assert_eq!(why, expected);
    }
    assert_eq!(fs::read_to_string(folder.0.join("topics.toml")).unwrap(), TOPICS);
    assert!(read(&folder.0).is_ok());

    fs::write(folder.0.join("topics.toml"), "[[topic]\n").unwrap();
    let why = new_card(&folder.0, "sample", "third", Kind::Concept).unwrap_err().to_string();
    assert!(why.starts_with("topics.toml has to be in order first:\ncontent/topics.toml:1:"), "{why}");
}

#[test]
fn a_card_can_be_started_while_another_is_at_fault_and_its_slug_waits_in_the_list() {
    let topics = TOPICS.replace("\"opinion\"]", "\"opinion\", \"third\"]");
    let broken = CONCEPT.replace("## Sources", "## Sorces");
    let files = [("topics.toml", topics.as_str()), ("sample/concept.md", &broken), ("sample/opinion.md", OPINION)];
    let folder = Folder::new("new-beside", &files);
    new_card(&folder.0, "sample", "third", Kind::Concept).unwrap();
    assert_eq!(fs::read_to_string(folder.0.join("topics.toml")).unwrap(), topics);
}
