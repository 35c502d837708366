//! Owns a card's outline: its Markdown as pieces, its title, its sections and their order.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag};

use crate::domain::card::Kind;

use super::fault::Sink;
use super::inline::{self, Piece};
use super::rule::Rule;
use super::similar;

/// A section of a card, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    ShortAnswer,
    KeyPoints,
    Criteria,
    Explanation,
    Answers,
    StudentAnswer,
    Critique,
    Misconceptions,
    Checks,
    Transfer,
    Sources,
}

impl Part {
    /// All sections in order; those of the other kind of card stand beside their counterparts.
    pub const ALL: [Self; 11] = [
        Self::ShortAnswer,
        Self::KeyPoints,
        Self::Criteria,
        Self::Explanation,
        Self::Answers,
        Self::StudentAnswer,
        Self::Critique,
        Self::Misconceptions,
        Self::Checks,
        Self::Transfer,
        Self::Sources,
    ];

    /// The heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShortAnswer => "Short answer",
            Self::KeyPoints => "Key points",
            Self::Criteria => "Criteria",
            Self::Explanation => "Explanation",
            Self::Answers => "Answers",
            Self::StudentAnswer => "A student's answer",
            Self::Critique => "What it gets right and what is missing",
            Self::Misconceptions => "Misconceptions",
            Self::Checks => "Check yourself",
            Self::Transfer => "Transfer question",
            Self::Sources => "Sources",
        }
    }

    /// The one kind of card that has this section, and what the other kind has instead.
    const fn only_on(self) -> Option<(Kind, Self)> {
        match self {
            Self::KeyPoints => Some((Kind::Concept, Self::Criteria)),
            Self::Explanation => Some((Kind::Concept, Self::Answers)),
            Self::Criteria => Some((Kind::Opinion, Self::KeyPoints)),
            Self::Answers => Some((Kind::Opinion, Self::Explanation)),
            _ => None,
        }
    }
}

/// A section: its heading's place and the pieces under it.
#[derive(Clone, Copy, Debug)]
pub struct Section<'p, 'a> {
    pub part: Part,
    pub heading: usize,
    pub body: &'p [Piece<'a>],
}

/// A card's title and sections, each known section once.
#[derive(Debug, Default)]
pub struct Outline<'p, 'a> {
    pub title: Option<&'p [Piece<'a>]>,
    sections: Vec<Section<'p, 'a>>,
}

impl<'p, 'a> Outline<'p, 'a> {
    /// The section, when it is there and has content.
    pub fn get(&self, part: Part) -> Option<Section<'p, 'a>> {
        self.find(part).filter(|section| !section.body.is_empty())
    }

    /// Whether a section's heading stands there.
    pub fn is_section(&self, at: usize) -> bool {
        self.sections.iter().any(|section| section.heading == at)
    }

    fn find(&self, part: Part) -> Option<Section<'p, 'a>> {
        self.sections.iter().find(|section| section.part == part).copied()
    }
}

/// The pieces of the Markdown from `from` on, with places in the whole text, and the places of link definitions.
/// `[word]` becomes a citation: a link whose id is the word.
pub fn pieces(text: &str, from: usize) -> (Vec<Piece<'_>>, Vec<Range<usize>>) {
    let shift = |range: Range<usize>| range.start + from..range.end + from;
    let cite = |link: BrokenLink<'_>| is_citation(&link.reference).then(|| (CowStr::from(""), CowStr::from("")));
    let options = Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES;
    let parser = Parser::new_with_broken_link_callback(&text[from..], options, Some(cite)).into_offset_iter();
    let definitions = parser.reference_definitions().iter().map(|(_, link)| shift(link.span.clone())).collect();
    (parser.map(|(event, at)| Piece { event, at: shift(at) }).collect(), definitions)
}

/// Whether a bracketed word is meant as a source id, perhaps a mistyped one. `[x]` marks a right option.
fn is_citation(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) && !matches!(word, "x" | "X" | "")
}

/// Divides a card into title and sections. A mistyped section is read as the one it was meant to be.
pub fn divide<'p, 'a>(pieces: &'p [Piece<'a>], end: usize, sink: &mut Sink<'_>) -> Outline<'p, 'a> {
    let mut outline = Outline::default();
    let mut headings: Vec<(&'p [Piece<'a>], usize, usize)> = Vec::new();
    let (mut at, mut stray) = (0, None);
    for block in inline::siblings(pieces) {
        let place = block[0].at.start;
        let next = at + block.len();
        match block[0].event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })
                if outline.title.is_none() || meant(block).is_none() =>
            {
                if outline.title.is_some() {
                    sink.report(place, Rule::SecondTitle, "there is a second # heading");
                } else {
                    outline.title = Some(inline::inside(block));
                    if inline::plain(block).is_empty() {
                        sink.report(place, Rule::EmptyTitle, "the title is empty");
                    }
                }
            }
            _ if is_heading(block) || meant(block).is_some() => {
                if let Some(last) = headings.last_mut() {
                    last.2 = at;
                }
                headings.push((block, next, pieces.len()));
            }
            _ if headings.is_empty() => stray = stray.or(Some(place)),
            _ => {}
        }
        at = next;
    }
    if outline.title.is_none() {
        let first = pieces.first().map_or(end, |piece| piece.at.start);
        sink.report(first, Rule::NoTitle, "the card has no # heading");
    }
    if let Some(place) = stray {
        sink.report(place, Rule::StrayText, "there is text before the first section");
    }
    name_sections(&headings, pieces, &mut outline, sink);
    outline
}

fn exact(name: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.name() == name)
}

fn is_heading(block: &[Piece<'_>]) -> bool {
    matches!(block[0].event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }))
}

/// The section whose heading this heading, or a paragraph that begins with #, was meant to be.
fn meant(block: &[Piece<'_>]) -> Option<Part> {
    match block[0].event {
        Event::Start(Tag::Heading { .. }) => exact(&inline::plain(block)),
        Event::Start(Tag::Paragraph) => {
            let line = inline::inside(block).split(|piece| piece.event == Event::SoftBreak).next()?;
            exact(inline::plain(line).strip_prefix('#')?.trim_start_matches(['#', ' ']))
        }
        _ => None,
    }
}

fn name_sections<'p, 'a>(
    headings: &[(&'p [Piece<'a>], usize, usize)],
    pieces: &'p [Piece<'a>],
    outline: &mut Outline<'p, 'a>,
    sink: &mut Sink<'_>,
) {
    let names: Vec<String> = headings.iter().map(|(heading, ..)| inline::plain(heading)).collect();
    for ((heading, from, to), name) in headings.iter().zip(&names) {
        let place = heading[0].at.start;
        let misspelt = meant(heading).filter(|_| !is_heading(heading));
        if let Some(part) = misspelt {
            let what = format!("this is no heading of a section (did you mean \"## {}\"?)", part.name());
            sink.report(place, Rule::UnknownSection, what);
        }
        let part = misspelt.or_else(|| exact(name)).or_else(|| {
            let near = similar::nearest(name, Part::ALL.map(Part::name));
            let hint = near.map_or_else(String::new, |near| format!(" (did you mean \"{near}\"?)"));
            sink.report(place, Rule::UnknownSection, format!("there is no section \"{name}\"{hint}"));
            near.filter(|near| !names.iter().any(|name| name == near)).and_then(exact)
        });
        let Some(part) = part else { continue };
        if let Some(first) = outline.find(part) {
            let line = sink.place(first.heading).line;
            sink.report(place, Rule::DuplicateSection, format!("\"{}\" is there before, on line {line}", part.name()));
            continue;
        }
        let body = &pieces[*from..*to];
        if body.is_empty() && misspelt.is_none() {
            sink.report(place, Rule::EmptySection, format!("the section \"{}\" is empty", part.name()));
        }
        outline.sections.push(Section { part, heading: place, body });
    }
}

/// The kind of card that its sections show, for a card whose front matter does not say.
pub fn guess_kind(outline: &Outline<'_, '_>) -> Kind {
    let opinion = [Part::Criteria, Part::Answers].into_iter().any(|part| outline.find(part).is_some());
    if opinion { Kind::Opinion } else { Kind::Concept }
}

/// Reports sections that are missing, belong to the other kind of card or stand in the wrong place.
pub fn check_sections(outline: &Outline<'_, '_>, kind: Kind, end: usize, sink: &mut Sink<'_>) {
    for part in Part::ALL {
        let here = outline.find(part);
        match (part.only_on(), here) {
            (Some((only, other)), Some(section)) if only != kind => {
                let what = match kind {
                    Kind::Concept => "a concept card",
                    Kind::Opinion => "an opinion card",
                };
                let what = format!("{what} has \"{}\", not \"{}\"", other.name(), part.name());
                sink.report(section.heading, Rule::KindSection, what);
            }
            (Some((only, other)), None) if only == kind && outline.find(other).is_some() => {}
            (Some((only, _)), None) if only != kind => {}
            (_, None) => {
                let after = outline.sections.iter().filter(|section| section.part > part).min_by_key(|s| s.part);
                let at = after.map_or(end, |section| section.heading);
                sink.report(at, Rule::MissingSection, format!("the section \"{}\" is missing here", part.name()));
            }
            _ => {}
        }
    }
    for (section, before) in out_of_order(&outline.sections) {
        let what = format!("\"{}\" belongs before \"{}\"", section.part.name(), before.name());
        let what = if section.part < before { what } else { what.replace("before", "after") };
        sink.report(section.heading, Rule::SectionOrder, what);
    }
}

/// The fewest sections to move, each with a neighbour it should stand before or after.
fn out_of_order<'s, 'p, 'a>(sections: &'s [Section<'p, 'a>]) -> Vec<(&'s Section<'p, 'a>, Part)> {
    // Longest run of sections in order that ends at each section: its length and the section before it in that run.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::new();
    for (i, section) in sections.iter().enumerate() {
        let before = (0..i).filter(|&j| sections[j].part < section.part).max_by_key(|&j| runs[j].0);
        runs.push((before.map_or(1, |j| runs[j].0 + 1), before));
    }
    let mut stays = vec![false; sections.len()];
    let mut next = (0..sections.len()).max_by_key(|&i| runs[i].0);
    while let Some(i) = next {
        stays[i] = true;
        next = runs[i].1;
    }
    let settled = || sections.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(section, _)| section.part);
    let moved = sections.iter().zip(&stays).filter(|(_, stays)| !**stays);
    let placed = moved.filter_map(|(section, _)| {
        let after = settled().find(|part| *part > section.part);
        Some((section, after.or_else(|| settled().next_back())?))
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fenced_heading_starts_no_section() {
        let text = "# Q?\n\n## Short answer\n```md\n## Key points\n# Title\n```\n\n## Sources\n- x\n";
        let (pieces, _) = pieces(text, 0);
        let mut sink = Sink::new("x.md", text);
        let outline = divide(&pieces, text.len(), &mut sink);
        assert_eq!(outline.sections.iter().map(|s| s.part).collect::<Vec<_>>(), [Part::ShortAnswer, Part::Sources]);
        assert_eq!(sink.into_faults(), []);
    }

    #[test]
    fn only_the_section_that_moved_is_out_of_order() {
        let section = |part| Section { part, heading: 0, body: &[] };
        use Part::*;
        for (order, expected) in [
            (vec![ShortAnswer, KeyPoints, Sources], vec![]),
            (vec![Sources, ShortAnswer, KeyPoints], vec![(Sources, KeyPoints)]),
            (vec![ShortAnswer, Checks, KeyPoints, Explanation], vec![(Checks, Explanation)]),
            (vec![KeyPoints, Explanation, Sources, ShortAnswer], vec![(ShortAnswer, KeyPoints)]),
        ] {
            let sections: Vec<_> = order.into_iter().map(section).collect();
            let moved: Vec<_> = out_of_order(&sections).into_iter().map(|(s, before)| (s.part, before)).collect();
            assert_eq!(moved, expected);
        }
    }
}
