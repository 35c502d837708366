//! Owns faults: what is wrong, where, and how they are collected and shown.

use std::fmt;

use thiserror::Error;

use super::rule::Rule;

/// One thing wrong in one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{file}:{line}:{column}: [{rule}] {message}: {}", rule.mend())]
pub struct Fault {
    /// Path with `/`, beginning with the name of the content folder.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub rule: Rule,
    /// What is wrong; how to mend it is the rule's.
    pub message: String,
}

impl Fault {
    /// A fault of the file as a whole.
    pub fn of_file(file: &str, rule: Rule, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 1, column: 1, rule, message: message.into() }
    }
}

/// Every fault found, sorted by file and place; shown one to a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl std::error::Error for Faults {}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|fault| writeln!(f, "{fault}"))
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        faults.dedup();
        Self(faults)
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The place of a byte offset in a text whose lines begin at `starts`. An offset inside a character counts as that
    /// character, one past the end as the end.
    fn of(text: &str, starts: &[usize], offset: usize) -> Self {
        let line = starts.partition_point(|start| *start <= offset.min(text.len()));
        let line_start = starts[line - 1];
        let column = text[line_start..].char_indices().take_while(|(at, c)| line_start + at + c.len_utf8() <= offset);
        Self { line, column: column.count() + 1 }
    }
}

/// Collects the faults of one file; places are byte offsets into its text.
pub struct Sink<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    faults: Vec<Fault>,
}

impl<'a> Sink<'a> {
    /// An empty list for this file and its text.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, starts, faults: Vec::new() }
    }

    /// Notes a fault at a byte offset.
    pub fn report(&mut self, offset: usize, rule: Rule, message: impl Into<String>) {
        let Place { line, column } = self.place(offset);
        self.faults.push(Fault { file: self.file.to_owned(), line, column, rule, message: message.into() });
    }

    /// The place of a byte offset.
    pub fn place(&self, offset: usize) -> Place {
        Place::of(self.text, &self.starts, offset)
    }

    /// The faults noted so far.
    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let sink = Sink::new("x", "+++\nä€b\r\n\nend");
        for (offset, line, column) in
            [(0, 1, 1), (3, 1, 4), (4, 2, 1), (5, 2, 1), (6, 2, 2), (9, 2, 3), (12, 3, 1), (13, 4, 1), (99, 4, 4)]
        {
            assert_eq!(sink.place(offset), Place { line, column }, "offset {offset}");
        }
    }

    #[test]
    fn a_fault_says_where_which_rule_what_and_how_to_mend_it() {
        let mut sink = Sink::new("content/tokens/x.md", "a\n  [b]");
        sink.report(4, Rule::UncitedSource, "nothing cites \"b\"");
        assert_eq!(
            Faults::from(sink.into_faults()).to_string(),
            "content/tokens/x.md:2:3: [uncited-source] nothing cites \"b\": cite it where it supports a claim, or \
             delete the line\n"
        );
    }
}
