//! Owns starting a card: a template in the right folder, and its slug in `topics.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toml::de::DeTable;

use crate::domain::card::Kind;

use super::fault::Faults;
use super::fields;
use super::files;
use super::similar;

/// Why no card was started.
#[derive(Debug, Error)]
pub enum NewCardError {
    #[error(
        "{slug:?} is no slug for a card: lower-case letters a-z, digits and single hyphens, and not \"sheet\"{hint}"
    )]
    Slug { slug: String, hint: String },
    #[error("there is no topic {topic:?}{hint}; the topics are {known}")]
    Topic { topic: String, hint: String, known: String },
    #[error("there is a card {slug:?} already: {file}")]
    Taken { slug: String, file: String },
    #[error("{slug:?} is a name that {file} had before; give the new card another one")]
    Alias { slug: String, file: String },
    #[error("topics.toml has to be in order first:\n{0}")]
    Topics(Faults),
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

/// Writes `<topic>/<slug>.md` below the content folder, all blanks, and lists it in `topics.toml`. Other cards may have
/// faults. The new file's path.
///
/// # Errors
/// The slug is bad or taken, the topic unknown, `topics.toml` at fault, or a file cannot be read or written. Then nothing
/// has changed, unless it is `topics.toml` that could not be written.
pub fn new_card(root: &Path, topic: &str, slug: &str, kind: Kind) -> Result<PathBuf, NewCardError> {
    if !fields::is_card_slug(slug) {
        return Err(NewCardError::Slug { slug: slug.to_owned(), hint: suggestion(slug) });
    }
    let content = files::load(root);
    if !content.topics.whole {
        let faults = content.faults.into_iter().filter(|fault| fault.file == content.topics_file).collect::<Vec<_>>();
        return Err(NewCardError::Topics(Faults::from(faults)));
    }
    let known: Vec<&str> = content.topics.topics.iter().map(|known| known.id.0.as_str()).collect();
    if !known.contains(&topic) {
        let hint = similar::hint(topic, known.iter().copied());
        return Err(NewCardError::Topic { topic: topic.to_owned(), hint, known: known.join(", ") });
    }
    for draft in &content.drafts {
        let (slug, file) = (slug.to_owned(), draft.file.clone());
        if draft.card.id.0 == slug {
            return Err(NewCardError::Taken { slug, file });
        }
        if draft.aliases.iter().any(|alias| alias.slug == slug) {
            return Err(NewCardError::Alias { slug, file });
        }
    }
    let list = root.join("topics.toml");
    let topics = fs::read_to_string(&list).map_err(|error| NewCardError::File(list.clone(), error))?;
    let template = match kind {
        Kind::Concept => include_str!("template/concept.md"),
        Kind::Opinion => include_str!("template/opinion.md"),
    };
    let path = root.join(topic).join(format!("{slug}.md"));
    write(&path, template)?;
    // A slug that waits for its file is already there.
    if !content.topics.listed.iter().any(|listed| listed.slug == slug) {
        write(&list, &listed(&topics, topic, slug))?;
    }
    Ok(path)
}

fn write(path: &Path, text: &str) -> Result<(), NewCardError> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|error| NewCardError::File(path.to_owned(), error))
}

/// ` (perhaps "…")`: the slug that was meant, when one can be made.
fn suggestion(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if fields::is_card_slug(&slug) { format!(" (perhaps \"{slug}\")") } else { String::new() }
}

/// `topics.toml` with the slug at the end of its topic's cards; comments and the way the list is written stay.
fn listed(toml: &str, topic: &str, slug: &str) -> String {
    let (table, _) = DeTable::parse_recoverable(toml);
    let topics = table.get_ref().get("topic").and_then(|topics| topics.get_ref().as_array());
    let mut tables = topics.into_iter().flat_map(|topics| topics.iter()).filter_map(|table| table.get_ref().as_table());
    let found = tables.find(|table| table.get("id").and_then(|id| id.get_ref().as_str()) == Some(topic));
    let Some(cards) = found.and_then(|table| table.get("cards")) else { return toml.to_owned() };
    let last = cards.get_ref().as_array().and_then(|cards| cards.iter().last());
    let (at, new) = match last {
        None => (cards.span().start + 1, format!("\"{slug}\"")),
        Some(last) => {
            let line = toml[..last.span().start].rsplit('\n').next().unwrap_or_default();
            let before = if line.trim().is_empty() { format!("\n{line}") } else { " ".to_owned() };
            (last.span().end, format!(",{before}\"{slug}\""))
        }
    };
    format!("{}{new}{}", &toml[..at], &toml[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_added_to_its_topics_list_as_that_list_is_written() {
        let topics = |list: &str| {
            format!("# Topics.\n[[topic]]\nid = \"a\"\ncards = {list}\n\n[[topic]]\nid = \"b\"\ncards = [\"z\"]\n")
        };
        for (list, expected) in [
            ("[]", "[\"new\"]"),
            ("[\"x\", \"y\"]", "[\"x\", \"y\", \"new\"]"),
            ("[\"x\", \"y\",]", "[\"x\", \"y\", \"new\",]"),
            ("[\n  \"x\",\n  \"y\"\n]", "[\n  \"x\",\n  \"y\",\n  \"new\"\n]"),
            ("[\n  \"x\", # one\n]", "[\n  \"x\",\n  \"new\", # one\n]"),
            ("[ # none yet\n]", "[\"new\" # none yet\n]"),
        ] {
            assert_eq!(listed(&topics(list), "a", "new"), topics(expected));
        }
        assert!(listed(&topics("[]"), "b", "new").ends_with("cards = [\"z\", \"new\"]\n"));
    }

    #[test]
    fn a_bad_slug_comes_with_the_good_one_that_was_meant() {
        assert_eq!(suggestion("What is CORS?"), " (perhaps \"what-is-cors\")");
        assert_eq!(suggestion("???"), "");
    }
}
