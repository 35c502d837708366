//! Owns a card's front matter: the TOML between the two lines of `+++` at its top.

use crate::domain::card::Kind;

use super::fault::Sink;
use super::fields::{self, Fields, Placed};
use super::rule::Rule;
use super::similar;

/// The labs that a card may name.
pub const LABS: [&str; 1] = ["jwt"];

const KEYS: [&str; 5] = ["aliases", "tags", "lab", "confusable", "kind"];

/// What a card's front matter says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    pub aliases: Vec<Placed<String>>,
    pub tags: Vec<String>,
    pub lab: Option<String>,
    pub confusable: Vec<Placed<String>>,
    /// `None` when it cannot be told; a card that does not say is a concept.
    pub kind: Option<Kind>,
}

/// Reads the front matter and says where the Markdown after it begins.
pub fn read(text: &str, sink: &mut Sink<'_>) -> (Front, usize) {
    let Some((toml, base, body)) = cut(text) else {
        let what = if text.lines().next().is_some_and(is_fence) { "is not closed" } else { "is missing" };
        sink.report(0, Rule::FrontMatter, format!("the front matter {what}"));
        return (Front::default(), first_heading(text));
    };
    let (table, whole) = fields::parse(toml, base, sink);
    // What could be read of broken TOML is seldom what was meant.
    if !whole {
        return (Front::default(), body);
    }
    let fields = Fields::new(table.get_ref(), base, 0, &KEYS, sink);
    let front = Front {
        aliases: slugs(&fields, "aliases", sink),
        tags: tags(&fields, sink),
        lab: lab(&fields, sink),
        confusable: fields.texts("confusable", sink).unwrap_or_default(),
        kind: kind(&fields, sink),
    };
    (front, body)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

/// The TOML, where it begins, and where the Markdown begins.
fn cut(text: &str) -> Option<(&str, usize, usize)> {
    let mut lines = text.split_inclusive('\n');
    let base = lines.next().filter(|line| is_fence(line))?.len();
    let mut at = base;
    for line in lines {
        let next = at + line.len();
        if is_fence(line) {
            return Some((&text[base..at], base, next));
        }
        at = next;
    }
    None
}

/// Where to read on when the front matter has no end: at the first heading.
fn first_heading(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("# ") || line.starts_with("## ") {
            return at;
        }
        at += line.len();
    }
    text.len()
}

fn slugs(fields: &Fields<'_, '_>, key: &str, sink: &mut Sink<'_>) -> Vec<Placed<String>> {
    let mut slugs = fields.texts(key, sink).unwrap_or_default();
    slugs.retain(|slug| {
        let good = fields::is_card_slug(&slug.value);
        if !good {
            sink.report(slug.at, Rule::InvalidSlug, format!("{:?} is not a slug", slug.value));
        }
        good
    });
    slugs
}

fn tags(fields: &Fields<'_, '_>, sink: &mut Sink<'_>) -> Vec<String> {
    let Some(at) = fields.place("tags") else {
        sink.report(fields.at, Rule::Tags, "the card has no tags");
        return Vec::new();
    };
    let Some(placed) = fields.texts("tags", sink) else { return Vec::new() };
    if !(1..=5).contains(&placed.len()) {
        sink.report(at, Rule::Tags, format!("the card has {} tags", placed.len()));
    }
    let mut tags: Vec<String> = Vec::new();
    for Placed { value, at } in placed {
        if !fields::is_slug(&value) {
            sink.report(at, Rule::Tags, format!("{value:?} is not a tag"));
        } else if tags.contains(&value) {
            sink.report(at, Rule::Tags, format!("the tag {value:?} is there twice"));
        } else {
            tags.push(value);
        }
    }
    tags
}

fn lab(fields: &Fields<'_, '_>, sink: &mut Sink<'_>) -> Option<String> {
    let Placed { value, at } = fields.text("lab", sink)?;
    if !LABS.contains(&value.as_str()) {
        let hint = similar::hint(&value, LABS);
        sink.report(at, Rule::UnknownLab, format!("there is no lab {value:?}{hint}"));
        return None;
    }
    Some(value)
}

fn kind(fields: &Fields<'_, '_>, sink: &mut Sink<'_>) -> Option<Kind> {
    if fields.place("kind").is_none() {
        return Some(Kind::Concept);
    }
    let Placed { value, at } = fields.text("kind", sink)?;
    match value.as_str() {
        "concept" => Some(Kind::Concept),
        "opinion" => Some(Kind::Opinion),
        _ => {
            let hint = similar::hint(&value, ["concept", "opinion"]);
            sink.report(at, Rule::UnknownKind, format!("there is no kind {value:?}{hint}"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_with_the_places_of_its_values() {
        let text = "+++\naliases = [\"old\"]\ntags = [\"a\", \"b-c\"]\nlab = \"jwt\"\nkind = \"opinion\"\n+++\n# Q?\n";
        let mut sink = Sink::new("x.md", text);
        let (front, body) = read(text, &mut sink);
        assert_eq!(&text[body..], "# Q?\n");
        assert_eq!(front.aliases, [Placed { value: "old".to_owned(), at: 15 }]);
        assert_eq!(front.tags, ["a", "b-c"]);
        assert_eq!((front.lab.as_deref(), front.kind), (Some("jwt"), Some(Kind::Opinion)));
        assert_eq!(sink.into_faults(), []);
    }
}
