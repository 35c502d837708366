//! Every rule of the folder, of `topics.toml` and between cards, broken at least once.

use std::path::PathBuf;
use std::{env, fs, process};

use super::{CONCEPT, OPINION, unmark};
use crate::content::{Faults, Rule, emit, read};
use crate::domain::card::CardId;
use crate::domain::deck::Deck;

pub const TOPICS: &str = "[[topic]]\nid = \"sample\"\ntitle = \"Sample\"\nline = \"About samples.\"\n\
                      cards = [\"concept\", \"opinion\"]\n";

/// A content folder for one test, gone when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Self(env::temp_dir().join(format!("groundwork-{}-{name}", process::id())).join("content"));
        fs::create_dir_all(&folder.0).unwrap();
        for (path, text) in files {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().unwrap());
    }
}

/// A file and its new text, or no text to take it away.
type Change<'a> = (&'a str, Option<&'a str>);

/// The good folder with these changes.
fn read_changed(name: &str, changes: &[Change<'_>]) -> Result<Deck, Faults> {
    let mut files = vec![("topics.toml", TOPICS), ("sample/concept.md", CONCEPT), ("sample/opinion.md", OPINION)];
    for (path, text) in changes {
        files.retain(|(other, _)| other != path);
        files.extend(text.map(|text| (*path, text)));
    }
    read(&Folder::new(name, &files).0)
}

#[test]
fn a_good_folder_becomes_a_deck_in_the_order_of_topics_toml() {
    let swapped = TOPICS.replace("\"concept\", \"opinion\"", "\"opinion\", \"concept\"");
    let deck = read_changed("good", &[("topics.toml", Some(&swapped)), (".hidden", Some(""))]).unwrap();
    assert_eq!(deck.cards.iter().map(|card| card.id.0.as_str()).collect::<Vec<_>>(), ["opinion", "concept"]);
    assert_eq!(deck.aliases, [(CardId("old-card".to_owned()), CardId("concept".to_owned()))]);
    let paths: Vec<_> = emit(&deck).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["deck/sample.json", "deck/groundwork-anki.txt", "deck/search.txt"]);
}

/// File, rule, and the text to find with what to put in its place, where the fault is marked.
type Case = (&'static str, Rule, &'static str, &'static str);

const CASES: &[Case] = &[
    ("topics.toml", Rule::Toml, "title = \"Sample\"", "title = \"Sample\"\n¦title = \"Again\""),
    ("topics.toml", Rule::UnknownKey, "line =", "¦lien = \"x\"\nline ="),
    ("topics.toml", Rule::MissingKey, "[[topic]]\nid = \"sample\"\ntitle = \"Sample\"", "¦[[topic]]\nid = \"sample\""),
    ("topics.toml", Rule::MissingKey, "\"Sample\"", "¦\" \""),
    (
        "topics.toml",
        Rule::MissingKey,
        "[[topic]]\nid = \"sample\"\ntitle = \"Sample\"\nline = \"About samples.\"\ncards = [\"concept\", \"opinion\"]",
        "¦[[topic]]\nid = \"sample\"\ntitle = \"Sample\"\nline = \"About samples.\"",
    ),
    ("topics.toml", Rule::WrongType, "\"Sample\"", "¦1"),
    (
        "topics.toml",
        Rule::DuplicateTopic,
        "\"opinion\"]\n",
        "\"opinion\"]\n\n[[topic]]\nid = ¦\"sample\"\ntitle = \"S\"\nline = \"S.\"\ncards = []\n",
    ),
    (
        "topics.toml",
        Rule::InvalidSlug,
        "\"opinion\"]\n",
        "\"opinion\"]\n\n[[topic]]\nid = ¦\"Sam\"\ntitle = \"S\"\nline = \"S.\"\ncards = []\n",
    ),
    (
        "topics.toml",
        Rule::InvalidSlug,
        "\"opinion\"]\n",
        "\"opinion\"]\n\n[[topic]]\nid = ¦\"index\"\ntitle = \"S\"\nline = \"S.\"\ncards = []\n",
    ),
    ("topics.toml", Rule::MissingCard, "\"opinion\"]", "\"opinion\", ¦\"nothing\"]"),
    (
        "topics.toml",
        Rule::MissingCard,
        "[\"concept\", \"opinion\"]",
        "[\"concept\"]\n\n[[topic]]\nid = \"other\"\ntitle = \"O\"\nline = \"O.\"\ncards = [¦\"opinion\"]",
    ),
    ("topics.toml", Rule::ListedTwice, "\"opinion\"]", "\"opinion\", ¦\"concept\"]"),
    ("sample/concept.md", Rule::AliasCollision, "\"old-card\"", "¦\"opinion\""),
    ("sample/concept.md", Rule::AliasCollision, "\"old-card\"", "¦\"concept\""),
    ("sample/concept.md", Rule::AliasCollision, "\"old-card\"", "\"old-card\", ¦\"old-card\""),
    ("sample/concept.md", Rule::UnknownConfusable, "\"opinion\"", "\"opinion\", ¦\"opinoin\""),
    ("sample/opinion.md", Rule::UnknownConfusable, "\"concept\"", "¦\"old-card\""),
    ("sample/concept.md", Rule::SelfConfusable, "\"opinion\"", "¦\"concept\""),
    (
        "sample/opinion.md",
        Rule::SourceTitle,
        "- [guide]: The Guide: https://guide.example/style",
        "- ¦[guide]: The Guide: https://manual.example/queries-with.html",
    ),
    ("sample/concept.md", Rule::PointLead, "- extra: **It can be recursive.**", "- ¦extra: It can be recursive."),
];

#[test]
fn every_broken_rule_between_files_is_reported_where_it_is_broken_and_nothing_else() {
    for (i, (file, rule, old, new)) in CASES.iter().enumerate() {
        let good = [("topics.toml", TOPICS), ("sample/concept.md", CONCEPT), ("sample/opinion.md", OPINION)];
        let text = good.iter().find(|(path, _)| path == file).unwrap().1;
        // `confusable = ["opinion"]` and the list of cards are the first to name a card, each in its file.
        let (text, line, column) = unmark(&text.replacen(old, new, 1));
        let faults = read_changed(&format!("case-{i}"), &[(file, Some(&text))]).unwrap_err();
        let places: Vec<_> = faults.0.iter().map(|f| (f.file.as_str(), f.rule, f.line, f.column)).collect();
        assert_eq!(places, [(format!("content/{file}").as_str(), *rule, line, column)], "{new}\n{faults}");
    }
}

#[test]
fn every_file_that_does_not_belong_is_reported_and_nothing_else() {
    let plain = OPINION.replace("confusable = [\"concept\"]\n", "");
    let good_name = TOPICS.replace("\"opinion\"", "\"opinion\", \"Opinion_2\"");
    let sheet = TOPICS.replace("\"opinion\"", "\"opinion\", \"sheet\"");
    let cases: [(&str, Rule, &[Change]); 9] = [
        ("content/notes.txt", Rule::UnknownFile, &[("notes.txt", Some("x"))]),
        ("content/sample/tree.png", Rule::UnknownFile, &[("sample/tree.png", Some("x"))]),
        ("content/sample/more", Rule::UnknownFile, &[("sample/more/opinion.md", Some(OPINION))]),
        ("content/sample/third.md", Rule::UnlistedCard, &[("sample/third.md", Some(OPINION))]),
        ("content/simple", Rule::UnknownTopic, &[("simple/third.md", Some(OPINION))]),
        ("content/topics.toml", Rule::Unreadable, &[("topics.toml", None)]),
        ("content/topics.toml", Rule::EmptyFile, &[("topics.toml", Some("\n"))]),
        (
            "content/sample/Opinion_2.md",
            Rule::InvalidSlug,
            &[("sample/Opinion_2.md", Some(&plain)), ("topics.toml", Some(&good_name))],
        ),
        (
            "content/sample/sheet.md",
            Rule::InvalidSlug,
            &[("sample/sheet.md", Some(&plain)), ("topics.toml", Some(&sheet))],
        ),
    ];
    for (i, (file, rule, changes)) in cases.into_iter().enumerate() {
        let faults = read_changed(&format!("file-{i}"), changes).unwrap_err();
        let places: Vec<_> = faults.0.iter().map(|f| (f.file.as_str(), f.rule, f.line, f.column)).collect();
        assert_eq!(places, [(file, rule, 1, 1)], "{faults}");
    }
    let missing = read(&env::temp_dir().join("groundwork-no-such-folder/content")).unwrap_err();
    assert_eq!(missing.0[0].rule, Rule::Unreadable);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_reported_and_the_others_are_read() {
    let folder = Folder::new("link", &[("topics.toml", TOPICS), ("sample/concept.md", CONCEPT)]);
    std::os::unix::fs::symlink("nowhere", folder.0.join("sample/opinion.md")).unwrap();
    let faults = read(&folder.0).unwrap_err().0;
    let places: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.rule)).collect();
    let expected = [
        ("content/sample/concept.md", Rule::UnknownConfusable),
        ("content/sample/opinion.md", Rule::Unreadable),
        ("content/topics.toml", Rule::MissingCard),
    ];
    assert_eq!(places, expected);
}

#[test]
fn a_slug_in_two_topics_is_reported_at_the_second_file() {
    let topics = format!("{TOPICS}\n[[topic]]\nid = \"zoo\"\ntitle = \"Z\"\nline = \"Z.\"\ncards = []\n");
    let faults = read_changed("twice", &[("topics.toml", Some(&topics)), ("zoo/opinion.md", Some(OPINION))]);
    let faults = faults.unwrap_err();
    assert_eq!(
        faults.to_string(),
        "content/zoo/opinion.md:1:1: [duplicate-slug] the slug \"opinion\" is that of content/sample/opinion.md too: \
         rename one of the files\n"
    );
}

#[test]
fn a_slug_that_differs_from_its_file_is_reported_at_both_with_the_one_that_was_meant() {
    let topics = TOPICS.replace("\"opinion\"", "\"opinions\"");
    let faults = read_changed("differs", &[("topics.toml", Some(&topics))]).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "content/sample/opinion.md:1:1: [unlisted-card] topics.toml does not list \"opinion\": add its slug to its \
         topic's cards\ncontent/topics.toml:5:21: [missing-card] there is no file sample/opinions.md (did you mean \
         \"opinion\"?): write the file, or delete the entry\n"
    );
}

#[test]
fn the_faults_of_all_files_are_reported_at_once_sorted_by_file_and_place() {
    let topics = TOPICS.replace("\"opinion\"]", "\"opinion\", \"gone\"]");
    let concept = CONCEPT.replace("## Sources", "## Sorces").replace("\"old-card\"", "\"opinion\"");
    let opinion = OPINION.replace("[x] Agreement", "[ ] Agreement");
    let faults = read_changed(
        "all",
        &[("topics.toml", Some(&topics)), ("sample/concept.md", Some(&concept)), ("sample/opinion.md", Some(&opinion))],
    );
    let faults = faults.unwrap_err().0;
    let places: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.line, f.rule)).collect();
    let expected = [
        ("content/sample/concept.md", 2, Rule::AliasCollision),
        ("content/sample/concept.md", 64, Rule::UnknownSection),
        ("content/sample/opinion.md", 42, Rule::RightOption),
        ("content/topics.toml", 5, Rule::MissingCard),
    ];
    assert_eq!(places, expected);
}

#[test]
fn no_rule_is_without_a_test() {
    let texts = [include_str!("deck_rules.rs"), include_str!("card_rules.rs")].concat();
    for rule in Rule::ALL {
        let (tabled, shown) = (format!("Rule::{rule:?},"), format!("[{rule}]"));
        assert!(texts.contains(&tabled) || texts.contains(&shown), "{rule}");
    }
}
