//! Owns reading TOML with places: each key and value with the byte offset at which the file has it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Sink;
use super::rule::Rule;
use super::similar;

/// A value and the byte offset of the file at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: usize,
}

/// A TOML table whose keys are taken out one by one.
pub struct Fields<'t, 'a> {
    table: &'t DeTable<'a>,
    /// Where the TOML begins in the file.
    base: usize,
    /// Where to report what the table lacks.
    pub at: usize,
}

impl<'t, 'a> Fields<'t, 'a> {
    /// Reads a table that stands in the file at `at`, in TOML that begins at `base`, and reports keys not in `known`.
    pub fn new(table: &'t DeTable<'a>, base: usize, at: usize, known: &[&str], sink: &mut Sink<'_>) -> Self {
        for (key, _) in table.iter() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let hint = similar::hint(name, known.iter().copied());
                sink.report(base + key.span().start, Rule::UnknownKey, format!("there is no key {name:?}{hint}"));
            }
        }
        Self { table, base, at }
    }

    fn get(&self, key: &str) -> Option<(&'t DeValue<'a>, usize)> {
        let value: &'t Spanned<DeValue<'a>> = self.table.get(key)?;
        Some((value.get_ref(), self.base + value.span().start))
    }

    /// Where a key's value stands.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.get(key).map(|(_, at)| at)
    }

    /// A string, when the key is there and holds one.
    pub fn text(&self, key: &str, sink: &mut Sink<'_>) -> Option<Placed<String>> {
        let (value, at) = self.get(key)?;
        let text = value.as_str().map(|text| Placed { value: text.to_owned(), at });
        if text.is_none() {
            wrong_type(key, "a string", value, at, sink);
        }
        text
    }

    /// A string that must be there and not be blank.
    pub fn required(&self, key: &str, sink: &mut Sink<'_>) -> Option<Placed<String>> {
        if self.get(key).is_none() {
            sink.report(self.at, Rule::MissingKey, format!("the key {key:?} is missing"));
        }
        let text = self.text(key, sink)?;
        if text.value.trim().is_empty() {
            sink.report(text.at, Rule::MissingKey, format!("the key {key:?} is empty"));
            return None;
        }
        Some(text)
    }

    /// The strings of an array; `None` when the key is missing or holds something else.
    pub fn texts(&self, key: &str, sink: &mut Sink<'_>) -> Option<Vec<Placed<String>>> {
        let (value, at) = self.get(key)?;
        let Some(items) = value.as_array() else {
            wrong_type(key, "an array of strings", value, at, sink);
            return None;
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            let at = self.base + item.span().start;
            match item.get_ref().as_str() {
                Some(text) => texts.push(Placed { value: text.to_owned(), at }),
                None => wrong_type(key, "an array of strings", item.get_ref(), at, sink),
            }
        }
        Some(texts)
    }

    /// The tables of an array of tables, each with the byte offset at which it begins.
    pub fn tables(&self, key: &str, sink: &mut Sink<'_>) -> Vec<(&'t DeTable<'a>, usize)> {
        let Some((value, at)) = self.get(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            wrong_type(key, "an array of tables", value, at, sink);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            let at = self.base + item.span().start;
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, at)),
                None => wrong_type(key, "an array of tables", item.get_ref(), at, sink),
            }
        }
        tables
    }
}

fn wrong_type(key: &str, wanted: &str, value: &DeValue<'_>, at: usize, sink: &mut Sink<'_>) {
    let found = value.type_str();
    sink.report(at, Rule::WrongType, format!("{key:?} must be {wanted}, and here is a value of type {found}"));
}

/// Parses TOML that begins at `base` of the file and reports the first place that is not TOML. The table holds what could be read.
pub fn parse<'a>(toml: &'a str, base: usize, sink: &mut Sink<'_>) -> (Spanned<DeTable<'a>>, bool) {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let place = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    // The others mostly follow from the first.
    if let Some(error) = errors.iter().min_by_key(|error| place(error)) {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        // What is missing at a line's end is missed on the next.
        let where_else = if message.starts_with("duplicate") { "" } else { ", on this line or the one before" };
        sink.report(base + place(error), Rule::Toml, message + where_else);
    }
    (table, errors.is_empty())
}

/// Whether a slug, alias, tag or topic id is lower-case letters a-z, digits and single hyphens, at most 60.
pub fn is_slug(word: &str) -> bool {
    word.len() <= 60
        && word
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Whether a card may have this slug or alias. `cards/sheet/` is the printable sheet.
pub fn is_card_slug(word: &str) -> bool {
    is_slug(word) && word != "sheet"
}

/// Whether a topic may have this id. `deck/index.rest.json` is of the whole course.
pub fn is_topic_id(word: &str) -> bool {
    is_slug(word) && word != "index"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["jwt", "what-is-a-jwt", "4xx", &"a".repeat(60)] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "ä", "a b", &"a".repeat(61)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
