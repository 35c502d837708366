//! Owns the shapes that sections have: one list, one paragraph.

use pulldown_cmark::{Event, Tag};

use super::fault::Sink;
use super::inline::{self, Piece};
use super::outline::Section;
use super::rule::Rule;

/// How a list is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Bullets,
    Numbers,
}

/// The items of a section that must be a list. Each item comes whole, its own start and end included.
pub fn items<'p, 'a>(section: Section<'p, 'a>, style: Style, sink: &mut Sink<'_>) -> Vec<&'p [Piece<'a>]> {
    let wanted = match style {
        Style::Bullets => "a list with -",
        Style::Numbers => "a numbered list",
    };
    let mut items = Vec::new();
    for block in inline::siblings(section.body) {
        let fits = match block[0].event {
            Event::Start(Tag::List(number)) => {
                items.extend(inline::siblings(inline::inside(block)));
                number.is_some() == (style == Style::Numbers)
            }
            _ => is_reported_elsewhere(block),
        };
        if !fits {
            let what = format!("\"{}\" is {wanted}, and this is none", section.part.name());
            sink.report(block[0].at.start, Rule::SectionShape, what);
        }
    }
    items
}

/// The line of an item that must have nothing else.
pub fn line<'p, 'a>(item: &'p [Piece<'a>], sink: &mut Sink<'_>) -> &'p [Piece<'a>] {
    let (line, blocks) = inline::line_and_blocks(item);
    report_blocks(&blocks, "a list item", sink);
    line
}

/// Reports blocks after the one paragraph that there may be.
pub fn report_blocks(blocks: &[&[Piece<'_>]], of: &str, sink: &mut Sink<'_>) {
    if let Some(block) = blocks.iter().find(|block| !is_reported_elsewhere(block)) {
        sink.report(block[0].at.start, Rule::OneParagraph, format!("{of} goes on after its first paragraph"));
    }
}

/// Where an item's text begins: after the marker, when there is text.
pub fn place(item: &[Piece<'_>]) -> usize {
    let (line, _) = inline::line_and_blocks(item);
    line.first().map_or(item[0].at.start, |piece| piece.at.start)
}

/// Blocks that are faults wherever they stand.
pub fn is_reported_elsewhere(block: &[Piece<'_>]) -> bool {
    matches!(block[0].event, Event::Start(Tag::HtmlBlock | Tag::Heading { .. } | Tag::Table(_)))
}

/// The words that begin a line, to show in a report.
pub fn opening(line: &[Piece<'_>]) -> String {
    let text = inline::plain(line);
    let words: Vec<_> = text.split(' ').take(6).collect();
    words.join(" ")
}
