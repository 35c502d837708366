//! Owns the sections that are running text: short answer, explanation, model answers, transfer question.

use std::ops::RangeInclusive;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use crate::domain::card::{Html, ModelAnswer, Transfer};

use super::fault::Sink;
use super::inline::{self, Numbers, Piece};
use super::list;
use super::outline::Section;
use super::rule::Rule;

const SHORT_ANSWER: usize = 320;
const EXPLANATION: RangeInclusive<usize> = 80..=400;
const MODEL_ANSWER: RangeInclusive<usize> = 60..=200;

/// Reads the short answer: as HTML and as plain text.
pub fn short_answer(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> (Html, String) {
    let blocks = inline::siblings(section.body);
    let is_paragraph = |block: &&[Piece<'_>]| matches!(block[0].event, Event::Start(Tag::Paragraph));
    let Some(paragraph) = blocks.first().filter(|block| is_paragraph(block)) else {
        sink.report(blocks[0][0].at.start, Rule::OneParagraph, "the short answer does not begin with a paragraph");
        return (Html::default(), String::new());
    };
    list::report_blocks(&blocks[1..], "the short answer", sink);
    let text = inline::plain(paragraph);
    let length = text.chars().count();
    if length > SHORT_ANSWER {
        sink.report(
            paragraph[0].at.start,
            Rule::ShortAnswerLength,
            format!("the short answer has {length} characters"),
        );
    }
    (inline::render(inline::inside(paragraph), numbers), text)
}

/// Reads the explanation.
pub fn explanation(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Html {
    let words = words(section.body);
    if !EXPLANATION.contains(&words) {
        sink.report(section.heading, Rule::ExplanationLength, format!("the explanation has {words} words"));
    }
    inline::render(section.body, numbers)
}

fn words(pieces: &[Piece<'_>]) -> usize {
    inline::plain(pieces).split_whitespace().count()
}

/// Reads the two answers of an opinion card.
pub fn answers(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Vec<ModelAnswer> {
    let (mut answers, mut at) = (Vec::new(), 0);
    let mut open: Option<(&[Piece<'_>], usize)> = None;
    let mut close = |open: Option<(&[Piece<'_>], usize)>, to: usize, sink: &mut Sink<'_>| {
        let Some((heading, from)) = open else { return };
        let body = &section.body[from..to];
        let (title, words) = (inline::plain(heading), words(body));
        if !MODEL_ANSWER.contains(&words) {
            let what = format!("the answer \"{title}\" has {words} words");
            sink.report(heading[0].at.start, Rule::AnswerLength, what);
        }
        answers.push(ModelAnswer { title, body: inline::render(body, numbers) });
    };
    for block in inline::siblings(section.body) {
        if matches!(block[0].event, Event::Start(Tag::Heading { level: HeadingLevel::H3, .. })) {
            close(open, at, sink);
            open = Some((block, at + block.len()));
        } else if open.is_none() && at == 0 {
            sink.report(block[0].at.start, Rule::SectionShape, "there is text before the first answer's heading");
        }
        at += block.len();
    }
    close(open, at, sink);
    if answers.len() != 2 {
        sink.report(section.heading, Rule::AnswerCount, format!("the number of answers is {}", answers.len()));
    }
    answers
}

/// Reads the transfer question and its answer.
pub fn transfer(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Option<Transfer> {
    let mut at = 0;
    for block in inline::siblings(section.body) {
        let is_paragraph = matches!(block[0].event, Event::Start(Tag::Paragraph));
        let answer = is_paragraph.then(|| inline::strip_prefix(inline::inside(block), "Answer:")).flatten();
        if let Some(line) = answer {
            let question = &section.body[..at];
            let mut answer = vec![block[0].clone()];
            answer.extend(line);
            answer.push(block[block.len() - 1].clone());
            answer.extend_from_slice(&section.body[at + block.len()..]);
            if inline::plain(question).is_empty() || inline::plain(&answer).is_empty() {
                sink.report(block[0].at.start, Rule::TransferAnswer, "the question or its answer is empty");
            }
            let (question, answer) = (inline::render(question, numbers), inline::render(&answer, numbers));
            return Some(Transfer { question, answer });
        }
        at += block.len();
    }
    sink.report(section.heading, Rule::TransferAnswer, "the transfer question has no answer");
    None
}
