//! Owns the student's answer, the critique of it, and the misconceptions.

use pulldown_cmark::{Event, Tag};

use crate::domain::card::{Finding, Html, Misconception, Remark};

use super::fault::Sink;
use super::inline::{self, Numbers, Piece};
use super::list;
use super::outline::Section;
use super::rule::Rule;

/// Reads the student's answer: what is in the block quote, and the same as plain text.
pub fn student_answer(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> (Html, String) {
    let blocks = inline::siblings(section.body);
    let is_quote = |block: &[Piece<'_>]| matches!(block[0].event, Event::Start(Tag::BlockQuote(_)));
    let quote = blocks.iter().find(|block| is_quote(block));
    let mut others = blocks.iter().filter(|block| !list::is_reported_elsewhere(block));
    let odd = match quote {
        None => Some(section.heading),
        Some(quote) => others.find(|block| !std::ptr::eq(**block, *quote)).map(|block| block[0].at.start),
    };
    if let Some(at) = odd {
        sink.report(at, Rule::StudentAnswer, "the student's answer is not one block quote");
    }
    let inner = quote.map_or(&[][..], |quote| inline::inside(quote));
    let text = inline::plain(inner);
    if odd.is_none() && text.is_empty() {
        sink.report(section.heading, Rule::StudentAnswer, "the student's answer is empty");
    }
    (inline::render(inner, numbers), text)
}

/// Reads the critique. `answer` is the student's answer as plain text, when there is one.
pub fn remarks(section: Section<'_, '_>, answer: Option<&str>, numbers: &Numbers, sink: &mut Sink<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for item in list::items(section, list::Style::Bullets, sink) {
        let at = list::place(item);
        let line = list::line(item, sink);
        let known = [("right:", Finding::Right), ("missing:", Finding::Missing), ("wrong:", Finding::Wrong)];
        let found = known.into_iter().find_map(|(word, finding)| Some((finding, inline::strip_prefix(line, word)?)));
        let Some((finding, text)) = found else {
            let what = format!("the item \"{}\" is neither right, missing nor wrong", list::opening(line));
            sink.report(at, Rule::CritiqueFinding, what);
            continue;
        };
        if inline::plain(&text).is_empty() {
            sink.report(at, Rule::CritiqueFinding, "the item is empty");
        }
        if let (Finding::Right | Finding::Wrong, Some(answer)) = (finding, answer) {
            check_quotation(&text, answer, sink);
        }
        remarks.push(Remark { finding, body: inline::render(&text, numbers) });
    }
    remarks
}

/// Reports the first quotation of a remark when the student's answer does not have it.
fn check_quotation(remark: &[Piece<'_>], answer: &str, sink: &mut Sink<'_>) {
    let Some((before, quoted)) = inline::cut(remark, |text| text.find('"').map(|at| at..at + 1)) else { return };
    let at = before.last().map_or(0, |piece| piece.at.end);
    let Some((quoted, _)) = inline::cut(&quoted, |text| text.find('"').map(|at| at..at + 1)) else {
        sink.report(at, Rule::CritiqueQuote, "the quotation does not end");
        return;
    };
    let words = inline::plain(&quoted);
    if words.is_empty() || !answer.contains(&words) {
        sink.report(at, Rule::CritiqueQuote, format!("the student's answer does not say \"{words}\""));
    }
}

/// Reads the misconceptions: a quoted sentence, then its correction.
pub fn misconceptions(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Vec<Misconception> {
    let items = list::items(section, list::Style::Bullets, sink);
    if items.len() == 1 {
        sink.report(section.heading, Rule::MisconceptionCount, "there is only one misconception");
    }
    let mut found = Vec::new();
    for item in items {
        let at = list::place(item);
        let line = list::line(item, sink);
        let Some((claim, correction)) = claim_and_correction(line) else {
            let what = format!("the misconception \"{}\" does not begin with a quoted sentence", list::opening(line));
            sink.report(at, Rule::MisconceptionClaim, what);
            continue;
        };
        if inline::plain(&claim).len() <= 2 || inline::plain(&correction).is_empty() {
            let what = format!("the misconception \"{}\" has no claim or no correction", list::opening(line));
            sink.report(at, Rule::MisconceptionClaim, what);
        }
        let (claim, correction) = (inline::render(&claim, numbers), inline::render(&correction, numbers));
        found.push(Misconception { claim, correction });
    }
    found
}

/// The quoted sentence with its quotation marks, and the rest.
fn claim_and_correction<'a>(line: &[Piece<'a>]) -> Option<(Vec<Piece<'a>>, Vec<Piece<'a>>)> {
    let starts = matches!(line.first().map(|piece| &piece.event), Some(Event::Text(text)) if text.starts_with('"'));
    let mut opened = false;
    let end = |text: &str| {
        let from = usize::from(!std::mem::replace(&mut opened, true));
        let end = from + text.get(from..)?.find('"')? + 1;
        Some(end..end)
    };
    inline::cut(line, end).filter(|_| starts)
}
