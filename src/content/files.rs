//! Owns the content folder: which files there are, which of them are cards, and reading them.

use std::fs;
use std::io;
use std::path::Path;

use crate::domain::card::TopicId;
use crate::domain::deck::Deck;

use super::card::{self, Draft};
use super::deck;
use super::fault::{Fault, Faults};
use super::rule::Rule;
use super::topics::{self, Topics};

/// Reads the content folder: `topics.toml` and `<topic>/<slug>.md`. Files whose names begin with a dot are left alone.
///
/// # Errors
/// Every fault of every file, sorted by file and place.
pub fn read(root: &Path) -> Result<Deck, Faults> {
    let Content { topics_file, topics, drafts, faults } = load(root);
    deck::assemble(&topics_file, topics, drafts, faults)
}

/// The content as far as it can be read.
pub struct Content {
    /// The path of `topics.toml` as shown in faults.
    pub topics_file: String,
    pub topics: Topics,
    pub drafts: Vec<Draft>,
    /// Faults of the folder and of `topics.toml`; a draft keeps its own.
    pub faults: Vec<Fault>,
}

/// Reads every file of the folder.
pub fn load(root: &Path) -> Content {
    let name = root.file_name().map_or_else(|| "content".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut faults = Vec::new();
    let mut drafts = Vec::new();
    let mut topics = None;
    for entry in entries(root, &name, &mut faults) {
        let (path, shown) = (root.join(&entry.name), format!("{name}/{}", entry.name));
        if entry.is_folder {
            read_topic(&path, &shown, &entry.name, &mut drafts, &mut faults);
        } else if entry.name == "topics.toml" {
            topics = read_file(&path, &shown, &mut faults).map(|bytes| topics::parse(&shown, &bytes));
        } else {
            faults.push(Fault::of_file(&shown, Rule::UnknownFile, "this is no part of the content"));
        }
    }
    let topics_file = format!("{name}/topics.toml");
    let (topics, more) = topics.unwrap_or_else(|| {
        let missing = Fault::of_file(&topics_file, Rule::Unreadable, "there is no topics.toml that can be read");
        (Topics::default(), vec![missing])
    });
    faults.extend(more);
    Content { topics_file, topics, drafts, faults }
}

fn read_topic(folder: &Path, shown: &str, topic: &str, drafts: &mut Vec<Draft>, faults: &mut Vec<Fault>) {
    let topic = TopicId(topic.to_owned());
    for entry in entries(folder, shown, faults) {
        let shown = format!("{shown}/{}", entry.name);
        if entry.is_folder || !entry.name.ends_with(".md") {
            faults.push(Fault::of_file(&shown, Rule::UnknownFile, "this is no card"));
        } else if let Some(bytes) = read_file(&folder.join(&entry.name), &shown, faults) {
            drafts.push(card::parse_card(&shown, &topic, &bytes));
        }
    }
}

struct Entry {
    name: String,
    is_folder: bool,
}

/// What is in a folder, sorted by name, so that the same content always gives the same report.
fn entries(folder: &Path, shown: &str, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let list = || -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Follows symbolic links; one that leads nowhere counts as a file that cannot be read.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|found| found.is_dir());
            entries.push(Entry { name, is_folder });
        }
        Ok(entries)
    };
    let mut entries = list().unwrap_or_else(|error| {
        faults.push(Fault::of_file(shown, Rule::Unreadable, format!("the folder cannot be read ({error})")));
        Vec::new()
    });
    entries.retain(|entry| !entry.name.starts_with('.'));
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

fn read_file(path: &Path, shown: &str, faults: &mut Vec<Fault>) -> Option<Vec<u8>> {
    let read = fs::read(path);
    if let Err(error) = &read {
        faults.push(Fault::of_file(shown, Rule::Unreadable, format!("the file cannot be read ({error})")));
    }
    read.ok()
}
