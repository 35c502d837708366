//! The real cards: `content/` has no faults, and questions and students' answers are those of the course.
#![cfg(feature = "content")]

use std::collections::BTreeSet;
use std::path::Path;

use groundwork::content::{self, page_index};
use groundwork::domain::card::CardId;
use groundwork::domain::deck::{Deck, Index};
use groundwork::domain::decode;
use groundwork::domain::study_card::StudyCard;

fn deck() -> Deck {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    content::read(&root).unwrap_or_else(|faults| panic!("{} faults in content/:\n{faults}", faults.0.len()))
}

/// Slug, question and student's answer, word for word; runs of white space are one space.
const CARDS: [(&str, &str, &str); 14] = [
    ("what-is-a-jwt", "What is a JWT?", "A JWT is a JSON Webt Token"),
    (
        "jwt-signature",
        "What is the signature portion of the JWT? What does it do?",
        "The signature portion of the JWT is the last section, and using a secret key it allows the source of the \
         data to be verified.",
    ),
    ("jwt-payload-visibility", "If a JWT is intercepted, can the attacker see what's inside the payload?", "Yes"),
    (
        "jwt-authentication",
        "How can you implement authentication with a JWT? Describe how it works at a high level.",
        "Once a user is logged in, each subsequent request will include the generated JWT and allow user access to \
         routes or services that require authorization.",
    ),
    (
        "unit-integration-e2e",
        "Compare and contrast unit, integration and end-to-end tests.",
        "All of these tests are designed to verify functionality, but differ in their approaches. Unit tests are \
         written to independently test the functionality of each function or small piece of code. \
         Integration tests are written to test the functionality of instances where multiple code blocks \
         interact. End-to-end tests are written to fully simulate an end-user experience and ensure that \
         nothing breaks throughout the full flow of the code.",
    ),
    (
        "what-is-a-mock",
        "What is a mock? What are some things you would mock?",
        "A mock is an object that simulates the behavior of a real object. You might mock something like a \
         database or an external API so that your tests would function without relying on an external API \
         to also be functioning.",
    ),
    (
        "continuous-integration",
        "What is continuous integration?",
        "CI is the process of routinely integrating all code changes to catch any potential conflicts as quickly \
         as possible.",
    ),
    (
        "environment-variables",
        "What is an environment variable and what are they used for?",
        "An environment variable is a dynamic value that exists in the environment where a process runs. They can \
         be used to pass configuration information to applications and system utilities or set \
         environment-specific settings.",
    ),
    (
        "test-driven-development",
        "What is TDD? What are some benefits and drawbacks?",
        "TDD is Test-Driven Devlopment. It is beneficial as it requires developers to think about the requirements \
         and design before writing, as well as leading to less debugging since each new bit of \
         functionality is tested as it is written.",
    ),
    (
        "json-schema-validation",
        "What is the value of using JSONSchema for validation?",
        "JSON Schema allows you to validate JSON data against a defined schema. This ensures that the data \
         conforms to the expected format and constraints before it is processed, reducing the risk of \
         errors and improving data integrity.",
    ),
    (
        "which-code-to-test",
        "What are some ways to decide which code to test?",
        "All code that alters a database or makes a request should be tested.",
    ),
    (
        "sql-returning",
        "What does `RETURNING` do in SQL? When would you use it?",
        "RETURNING acts as a new SELECT query that only returns rows in which data was just altered. This is \
         useful for retrieving data that was just being worked with or altered.",
    ),
    (
        "websockets-and-http",
        "What are some differences between Web Sockets and HTTP?",
        "Web Sockets create a persistent connection that allows for bidirectional communication. HTTP connections \
         are transient and a new connection must be made for every request/response cycle.",
    ),
    (
        "flask-or-express",
        "Did you prefer using Flask over Express? Why or why not (there is no right answer here --- we want to see \
         how you think about technology)?",
        "I prefered Flask, because working within Python on a strictly server-side file was more intuitive to me. \
         When using JS for back-end AND front-end development, the lines between what content belongs in \
         what file seemed less clear.",
    ),
];

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text of HTML made from Markdown that is one paragraph.
fn text(html: &str) -> String {
    let bare = html.replace("<p>", "").replace("</p>", "").replace("<code>", "`").replace("</code>", "`");
    assert!(!bare.contains('<'), "more than one paragraph of plain text: {html}");
    one_spaced(&bare.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

#[test]
fn the_real_content_has_no_faults() {
    let deck = deck();
    assert!(deck.cards.len() >= CARDS.len());
}

#[test]
fn questions_and_students_answers_are_word_for_word_those_of_the_course() {
    let deck = deck();
    for (slug, question, answer) in CARDS {
        let card = deck.cards.iter().find(|card| card.id.0 == slug).unwrap_or_else(|| panic!("no card {slug}"));
        assert_eq!(text(&card.question.0), question, "{slug}");
        assert_eq!(card.title, question.replace('`', ""), "{slug}");
        assert_eq!(text(&card.student_answer.0), answer, "{slug}");
    }
}

#[test]
fn every_card_and_what_it_is_confused_with_can_be_found_from_the_index() {
    let deck = deck();
    let index = Index::from(&deck);
    let slugs: BTreeSet<&CardId> = index.cards.iter().map(|card| &card.id).collect();
    assert_eq!(slugs.len(), deck.cards.len(), "two cards have one slug");
    for card in &deck.cards {
        assert_eq!(index.resolve(&card.id).map(|entry| &entry.id), Some(&card.id));
        assert!(index.topic(&card.topic).is_some(), "{} has no topic", card.id);
        assert_eq!(index.in_topic(&card.topic).filter(|entry| entry.id == card.id).count(), 1);
        for other in &card.confusable {
            let place = |id: &CardId| index.cards.iter().position(|entry| entry.id == *id).unwrap();
            let (card, other) = (place(&card.id), place(other));
            assert!(index.cards[card].confusable.contains(&other) && index.cards[other].confusable.contains(&card));
        }
    }
}

#[test]
fn the_emitted_json_reads_back_as_the_same_deck() {
    let deck = deck();
    let index = Index::from(&deck);
    assert_eq!(decode::file(&page_index::beginning(&index)), Ok(index.clone()), "fifty cards are no long course");
    let files = content::emit(&deck).into_iter();
    let mut cards: Vec<StudyCard> = Vec::new();
    for (topic, (path, json)) in index.topics.iter().zip(files) {
        assert_eq!(path, format!("deck/{}.json", topic.id));
        cards.extend(decode::file::<Vec<StudyCard>>(&json).unwrap());
    }
    assert_eq!(cards, deck.cards.iter().map(content::study_card).collect::<Vec<_>>());
}
