//! Owns the list of sources: `- [id]: Title: https://…`.

use crate::domain::card::Source;

use super::fault::Sink;
use super::hygiene::{address_problem, canonical};
use super::inline;
use super::list;
use super::outline::{self, Section};
use super::rule::Rule;

/// A source and where its line begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub source: Source,
    pub at: usize,
}

/// Reads the list. The raw text is read, because Markdown takes some of these lines for link definitions.
pub fn read(section: Section<'_, '_>, text: &str, sink: &mut Sink<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for item in list::items(section, list::Style::Bullets, sink) {
        let raw = &text[item[0].at.clone()];
        let marker = raw.len() - raw.trim_start_matches(['-', '*', '+']).trim_start().len();
        let at = item[0].at.start + marker;
        let Some((id, title, url)) = split(&raw[marker..]) else {
            sink.report(at, Rule::SourceLine, "this is no source");
            // What cites it is no second fault.
            if let Some(id) = guess(&raw[marker..]) {
                let source = Source { id: id.to_owned(), title: String::new(), url: String::new() };
                entries.push(Entry { source, at });
            }
            continue;
        };
        let url_at = at + raw[marker..].rfind(url).unwrap_or_default();
        if let Some(problem) = address_problem(url) {
            sink.report(url_at, Rule::SourceUrl, format!("the address {url:?} {problem}"));
        }
        if let Some(first) = entries.iter().find(|entry| entry.source.id == id) {
            let line = sink.place(first.at).line;
            sink.report(at, Rule::DuplicateSource, format!("the source {id:?} is there before, on line {line}"));
        }
        if let Some(first) = entries.iter().find(|entry| canonical(&entry.source.url) == canonical(url)) {
            let what = format!("the address {url:?} is that of {:?} too", first.source.id);
            sink.report(url_at, Rule::DuplicateUrl, what);
        }
        let source = Source { id: id.to_owned(), title: title_text(&title), url: url.to_owned() };
        entries.push(Entry { source, at });
    }
    entries
}

/// Id, title and address of `[id]: title: address`, where the address is the last word.
fn split(line: &str) -> Option<(&str, String, &str)> {
    let (id, rest) = line.strip_prefix('[')?.split_once("]:")?;
    if !is_id(id) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut words: Vec<&str> = rest.split_whitespace().collect();
    let url = words.pop()?;
    let title = words.join(" ");
    let title = title.strip_suffix(':')?.trim_end();
    (!title.is_empty()).then(|| (id, title.to_owned(), url))
}

fn is_id(word: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !word.is_empty() && word != "x" && word.chars().all(known)
}

/// The id that a line has which is no source otherwise.
fn guess(line: &str) -> Option<&str> {
    let id = line.trim_start_matches('[').split([']', ':', ' ', '\n']).next()?;
    is_id(id).then_some(id)
}

fn title_text(markdown: &str) -> String {
    inline::plain(&outline::pieces(markdown, 0).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_line_is_id_title_and_address() {
        for (line, expected) in [
            ("[a-1]: RFC 1, section 2, \"X: y\":\n  https://a.example/#b", Some(("a-1", "RFC 1, section 2, \"X: y\""))),
            ("[a]: T: http://a.example", Some(("a", "T"))),
            ("[a]: https://a.example", None),
            ("[a]: Title https://a.example", None),
            ("[A]: T: https://a.example", None),
            ("[a] T: https://a.example", None),
            ("[a]:T: https://a.example", None),
            ("[]: T: https://a.example", None),
            ("a: T: https://a.example", None),
        ] {
            let read = split(line);
            let read = read.as_ref().map(|(id, title, _)| (*id, title.as_str()));
            assert_eq!(read, expected, "{line}");
        }
        assert_eq!(title_text("The `WITH` clause, *part* [2]"), "The WITH clause, part");
    }
}
