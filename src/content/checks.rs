//! Owns the check-yourself questions: a numbered list, each with a list of `[x]` and `[ ]` options and their reasons.

use pulldown_cmark::{Event, Tag};

use crate::domain::card::{Check, Choice};

use super::fault::Sink;
use super::inline::{self, Numbers, Piece};
use super::list;
use super::outline::Section;
use super::rule::Rule;

/// Reads the questions.
pub fn read(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Vec<Check> {
    if let Some(at) = options_beside(section) {
        sink.report(at, Rule::OptionIndent, "the options stand beside their question");
        return Vec::new();
    }
    let items = list::items(section, list::Style::Numbers, sink);
    if (1..3).contains(&items.len()) {
        sink.report(section.heading, Rule::CheckCount, format!("the number of questions is {}", items.len()));
    }
    items.into_iter().map(|item| check(item, numbers, sink)).collect()
}

/// Where options begin that stand beside the questions and not under them.
fn options_beside(section: Section<'_, '_>) -> Option<usize> {
    let blocks = inline::siblings(section.body);
    let lists = blocks.iter().filter(|block| matches!(block[0].event, Event::Start(Tag::List(None))));
    let mut options = lists.flat_map(|list| inline::siblings(inline::inside(list)));
    options.find(|option| mark(option).is_some()).map(list::place)
}

fn check(item: &[Piece<'_>], numbers: &Numbers, sink: &mut Sink<'_>) -> Check {
    let at = list::place(item);
    let (question, mut blocks) = inline::line_and_blocks(item);
    let is_list = |block: &&[Piece<'_>]| matches!(block[0].event, Event::Start(Tag::List(None)));
    let options = blocks.iter().position(is_list).map(|list| inline::siblings(inline::inside(blocks.remove(list))));
    list::report_blocks(&blocks, "a question", sink);
    if inline::plain(question).is_empty() {
        sink.report(at, Rule::SectionShape, "the question is empty");
    }
    let options = options.unwrap_or_default();
    if !(2..=4).contains(&options.len()) {
        sink.report(at, Rule::OptionCount, format!("the number of options is {}", options.len()));
    }
    let marks: Vec<Option<bool>> = options.iter().map(|option| mark(option)).collect();
    let right = marks.iter().filter(|mark| **mark == Some(true)).count();
    if right != 1 && !marks.contains(&None) && !marks.is_empty() {
        sink.report(at, Rule::RightOption, format!("the number of options marked right is {right}"));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for (option, mark) in options.into_iter().zip(marks) {
        let choice = choice(option, mark, numbers, sink);
        if !choice.text.0.is_empty() && choices.iter().any(|other| other.text == choice.text) {
            let what = "an option before this one has the same text";
            sink.report(list::place(option), Rule::DuplicateOption, what);
        }
        choices.push(choice);
    }
    Check { question: inline::render(question, numbers), options: choices }
}

fn mark(option: &[Piece<'_>]) -> Option<bool> {
    match inline::line_and_blocks(option).0.first()?.event {
        Event::TaskListMarker(right) => Some(right),
        _ => None,
    }
}

fn choice(option: &[Piece<'_>], mark: Option<bool>, numbers: &Numbers, sink: &mut Sink<'_>) -> Choice {
    let at = list::place(option);
    let line = list::line(option, sink);
    let text = if mark.is_some() { &line[1..] } else { line };
    if mark.is_none() {
        sink.report(at, Rule::OptionMark, format!("the option \"{}\" is not marked", list::opening(text)));
    }
    let (answer, reason) = split(text).unwrap_or_else(|| (text.to_vec(), Vec::new()));
    if inline::plain(&answer).is_empty() || inline::plain(&reason).is_empty() {
        sink.report(at, Rule::OptionReason, format!("the option \"{}\" has no reason", list::opening(text)));
    }
    Choice {
        right: mark == Some(true),
        text: inline::render(&answer, numbers),
        reason: inline::render(&reason, numbers),
    }
}

/// The option and its reason, cut at the first colon that a space or a line's end follows, outside of code.
fn split<'a>(line: &[Piece<'a>]) -> Option<(Vec<Piece<'a>>, Vec<Piece<'a>>)> {
    inline::cut(line, |text| {
        let inner = text.find(": ").map(|at| at..at + 2);
        inner.or_else(|| text.ends_with(':').then(|| text.len() - 1..text.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::outline;

    #[test]
    fn an_option_is_split_at_the_first_colon_outside_code() {
        for (line, expected) in [
            ("Yes: because: so", Some(("Yes", "because: so"))),
            ("`{\"a\": 1}` and https://a.example: as said", Some(("{\"a\": 1} and https://a.example", "as said"))),
            ("At 10:05:\nlate", Some(("At 10:05", "late"))),
            ("`a`: b", Some(("a", "b"))),
            ("no reason", None),
        ] {
            let (pieces, _) = outline::pieces(line, 0);
            let parts = split(inline::inside(&pieces));
            let parts = parts.map(|(text, reason)| (inline::plain(&text), inline::plain(&reason)));
            assert_eq!(parts, expected.map(|(text, reason)| (text.to_owned(), reason.to_owned())), "{line}");
        }
    }
}
