//! Owns reading one card: its bytes in, the card and every fault in it out.

use crate::domain::card::{Card, CardId, Html, Kind, TopicId};

use super::bytes;
use super::fault::{Fault, Place, Sink};
use super::fields::{self, Placed};
use super::front;
use super::hygiene;
use super::outline::{self, Part};
use super::rule::Rule;
use super::{checks, critique, inline, points, prose, sources};

/// The rules that count a section's items.
const COUNTS: [Rule; 6] = [
    Rule::PointCount,
    Rule::MustCount,
    Rule::MisconceptionCount,
    Rule::CheckCount,
    Rule::OptionCount,
    Rule::RightOption,
];

/// A slug that the front matter names, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub slug: String,
    pub place: Place,
}

/// A card as far as it could be read, and what the check of the whole deck needs to know of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub file: String,
    /// Complete only when there are no faults.
    pub card: Card,
    pub aliases: Vec<Named>,
    pub confusable: Vec<Named>,
    /// Where each of the card's sources stands.
    pub sources: Vec<Place>,
    pub faults: Vec<Fault>,
}

/// Reads one card. `file` is its path as shown in faults; its name without `.md` is the card's slug.
pub fn parse_card(file: &str, topic: &TopicId, source: &[u8]) -> Draft {
    let (text, marks) = bytes::decode(source);
    let mut sink = Sink::new(file, &text);
    for (at, rule, message) in marks {
        sink.report(at, rule, message);
    }
    let name = file.rsplit('/').next().unwrap_or(file);
    let slug = name.strip_suffix(".md").unwrap_or(name);
    if !fields::is_card_slug(slug) {
        sink.report(0, Rule::InvalidSlug, format!("the file name {name:?} is not a card's slug and .md"));
    }
    let mut card = empty(slug, topic);
    let (mut front, mut sources) = (front::Front::default(), Vec::new());
    if !text.trim().is_empty() {
        (front, sources) = fill(&mut card, &text, &mut sink);
    }
    let named = |slugs: Vec<Placed<String>>, sink: &Sink<'_>| {
        slugs.into_iter().map(|slug| Named { place: sink.place(slug.at), slug: slug.value }).collect::<Vec<_>>()
    };
    let (aliases, confusable) = (named(front.aliases, &sink), named(front.confusable, &sink));
    let sources = sources.into_iter().map(|at| sink.place(at)).collect();
    let mut faults = sink.into_faults();
    // What stands on a line with a blank cannot be judged yet.
    let blank: Vec<usize> = faults.iter().filter(|fault| fault.rule == Rule::Blank).map(|fault| fault.line).collect();
    faults.retain(|fault| fault.rule == Rule::Blank || !blank.contains(&fault.line));
    // Nor can the number of items be told in a section in which one has taken in another.
    let section = |line: usize| text.lines().take(line).filter(|line| line.starts_with("## ")).count();
    let joined: Vec<usize> =
        faults.iter().filter(|fault| fault.rule == Rule::ItemLine).map(|fault| section(fault.line)).collect();
    faults.retain(|fault| !COUNTS.contains(&fault.rule) || !joined.contains(&section(fault.line)));
    // Nor can what an open fence has taken in.
    if let Some(fence) = faults.iter().filter(|fault| fault.rule == Rule::OpenFence).map(|fault| fault.line).min() {
        faults.retain(|fault| fault.line <= fence && fault.rule != Rule::ExplanationLength);
    }
    Draft { file: file.to_owned(), card, aliases, confusable, sources, faults }
}

fn empty(slug: &str, topic: &TopicId) -> Card {
    Card {
        id: CardId(slug.to_owned()),
        topic: topic.clone(),
        kind: Kind::Concept,
        title: String::new(),
        question: Html::default(),
        tags: Vec::new(),
        lab: None,
        confusable: Vec::new(),
        short_answer: Html::default(),
        summary: String::new(),
        points: Vec::new(),
        explanation: None,
        answers: Vec::new(),
        student_answer: Html::default(),
        critique: Vec::new(),
        misconceptions: Vec::new(),
        checks: Vec::new(),
        transfer: None,
        sources: Vec::new(),
    }
}

/// Reads the text into the card; what the front matter says, and where each source stands.
fn fill(card: &mut Card, text: &str, sink: &mut Sink<'_>) -> (front::Front, Vec<usize>) {
    let (front, body) = front::read(text, sink);
    let (pieces, definitions) = outline::pieces(text, body);
    let outline = outline::divide(&pieces, text.len(), sink);
    card.kind = front.kind.unwrap_or_else(|| outline::guess_kind(&outline));
    outline::check_sections(&outline, card.kind, text.len(), sink);
    hygiene::check_markup(&pieces, &definitions, &outline, sink);
    hygiene::check_blanks(text, body, &pieces, sink);
    hygiene::check_fences(text, &pieces, sink);
    hygiene::check_code(text, &pieces, sink);
    hygiene::check_item_lines(text, &pieces, sink);

    let entries = outline.get(Part::Sources).map(|section| sources::read(section, text, sink)).unwrap_or_default();
    hygiene::check_citations(&pieces, &outline, &entries, sink);
    hygiene::check_brackets(text, &pieces, &entries, sink);
    let numbers = hygiene::numbers(&entries);
    let (listed, places) = entries.into_iter().map(|entry| (entry.source, entry.at)).unzip();
    card.sources = listed;

    card.tags.clone_from(&front.tags);
    card.lab.clone_from(&front.lab);
    card.confusable = front.confusable.iter().map(|slug| CardId(slug.value.clone())).collect();
    if let Some(title) = outline.title {
        card.title = inline::plain(title);
        card.question = inline::render(title, &numbers);
    }
    if let Some(section) = outline.get(Part::ShortAnswer) {
        (card.short_answer, card.summary) = prose::short_answer(section, &numbers, sink);
    }
    if let Some(section) = outline.get(Part::KeyPoints).or_else(|| outline.get(Part::Criteria)) {
        card.points = points::read(section, &numbers, sink);
    }
    if let (Kind::Concept, Some(section)) = (card.kind, outline.get(Part::Explanation)) {
        card.explanation = Some(prose::explanation(section, &numbers, sink));
    }
    if let (Kind::Opinion, Some(section)) = (card.kind, outline.get(Part::Answers)) {
        card.answers = prose::answers(section, &numbers, sink);
    }
    let mut answer = None;
    if let Some(section) = outline.get(Part::StudentAnswer) {
        let (html, words) = critique::student_answer(section, &numbers, sink);
        card.student_answer = html;
        answer = Some(words).filter(|words| !words.is_empty());
    }
    if let Some(section) = outline.get(Part::Critique) {
        card.critique = critique::remarks(section, answer.as_deref(), &numbers, sink);
    }
    if let Some(section) = outline.get(Part::Misconceptions) {
        card.misconceptions = critique::misconceptions(section, &numbers, sink);
    }
    if let Some(section) = outline.get(Part::Checks) {
        card.checks = checks::read(section, &numbers, sink);
    }
    if let Some(section) = outline.get(Part::Transfer) {
        card.transfer = prose::transfer(section, &numbers, sink);
    }
    (front, places)
}
