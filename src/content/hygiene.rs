//! Owns what holds everywhere in a card: no HTML, images, tables or inner headings, only https links, citations of
//! sources that exist.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::fault::Sink;
use super::inline::{Numbers, Piece};
use super::outline::{Outline, Part};
use super::rule::Rule;
use super::similar;
use super::sources::Entry;

/// Reports markup that no card may have, wherever it stands.
pub fn check_markup(
    pieces: &[Piece<'_>],
    definitions: &[Range<usize>],
    outline: &Outline<'_, '_>,
    sink: &mut Sink<'_>,
) {
    let sources = span(outline, Part::Sources);
    let answers = span(outline, Part::Answers);
    let (mut depth, mut in_html) = (0_usize, false);
    for piece in pieces {
        let at = piece.at.start;
        match &piece.event {
            Event::Start(Tag::Heading { level, .. }) => {
                let section = depth == 0 && (*level <= HeadingLevel::H2 || outline.is_section(at));
                let answer = depth == 0 && *level == HeadingLevel::H3 && answers.contains(&at);
                if !section && !answer {
                    sink.report(at, Rule::NestedHeading, "there is a heading inside a section");
                }
            }
            Event::Start(Tag::HtmlBlock) => {
                in_html = true;
                sink.report(at, Rule::RawHtml, "there is raw HTML");
            }
            Event::InlineHtml(html) if !in_html => sink.report(at, Rule::RawHtml, format!("there is raw HTML: {html}")),
            Event::Start(Tag::Image { .. }) => sink.report(at, Rule::Image, "there is an image"),
            Event::Start(Tag::Table(_)) => sink.report(at, Rule::Table, "there is a table"),
            Event::Start(Tag::Link { link_type, dest_url, .. })
                if piece.cites().is_none() && !sources.contains(&at) =>
            {
                let address = if *link_type == LinkType::Email { "mailto:" } else { dest_url };
                if let Some(problem) = address_problem(address) {
                    sink.report(at, Rule::InsecureLink, format!("the link to \"{dest_url}\" {problem}"));
                }
            }
            _ => {}
        }
        match &piece.event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                in_html = in_html && depth > 0;
            }
            _ => {}
        }
    }
    // Markdown takes some good lines of the list of sources for link definitions.
    let in_list = |at: usize| {
        let mut items = pieces.iter().filter(|piece| matches!(piece.event, Event::Start(Tag::Item)));
        items.any(|item| sources.contains(&item.at.start) && item.at.contains(&at))
    };
    for definition in definitions {
        if !in_list(definition.start) {
            sink.report(definition.start, Rule::LinkDefinition, "there is a link definition");
        }
    }
}

/// Reports a line that begins like a list item, and that Markdown takes for more of the item before it.
pub fn check_item_lines(text: &str, pieces: &[Piece<'_>], sink: &mut Sink<'_>) {
    let mut items = 0_usize;
    for (i, piece) in pieces.iter().enumerate() {
        match &piece.event {
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => items = items.saturating_sub(1),
            Event::SoftBreak | Event::HardBreak if items > 0 => {
                let next = pieces.get(i + 1).map(|next| &next.event);
                let rest = &text[piece.at.end..];
                let line = rest.trim_start_matches([' ', '\n']);
                let emphasis = matches!(next, Some(Event::Start(Tag::Emphasis | Tag::Strong)));
                if !emphasis && is_like_an_item(line) {
                    let at = piece.at.end + rest.len() - line.len();
                    sink.report(at, Rule::ItemLine, "this line is read as part of the item before it");
                }
            }
            _ => {}
        }
    }
}

fn is_like_an_item(line: &str) -> bool {
    const OPENINGS: [&str; 11] =
        ["-", "*", "+", "[ ]", "[x]", "[X]", "must:", "extra:", "right:", "missing:", "wrong:"];
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    // A year or a decimal that a sentence was wrapped before is no number of a question.
    let number = (1..=2).contains(&(line.len() - after_digits.len()))
        && after_digits.strip_prefix(['.', ')']).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    number || OPENINGS.iter().any(|opening| line.starts_with(opening))
}

/// Reports a fenced code block that nothing closes: it takes in all that follows.
pub fn check_fences(text: &str, pieces: &[Piece<'_>], sink: &mut Sink<'_>) {
    for piece in pieces {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = &piece.event else { continue };
        let block = text[piece.at.clone()].trim_end();
        let last = block.rsplit_once('\n').map_or("", |(_, last)| last.trim_start_matches([' ', '>']));
        let mark = if block.starts_with('~') { '~' } else { '`' };
        let opening = block.chars().take_while(|letter| *letter == mark).count();
        if last.len() < opening || last.chars().any(|letter| letter != mark) {
            sink.report(piece.at.start, Rule::OpenFence, "the code block is not closed");
        } else if info.trim().is_empty() {
            sink.report(piece.at.start, Rule::FenceLanguage, "the code block has no language");
        }
    }
}

/// Reports a backtick that stands as text, since nothing closes the code that it opens.
pub fn check_code(text: &str, pieces: &[Piece<'_>], sink: &mut Sink<'_>) {
    let mut fenced = false;
    for piece in pieces {
        match &piece.event {
            Event::Start(Tag::CodeBlock(_)) => fenced = true,
            Event::End(TagEnd::CodeBlock) => fenced = false,
            Event::Text(_) if !fenced => {
                let Some(at) = text[piece.at.clone()].find('`') else { continue };
                let at = piece.at.start + at;
                if !text[..at].ends_with('\\') {
                    sink.report(at, Rule::OpenCode, "the code that begins here does not end");
                }
            }
            _ => {}
        }
    }
}

/// Reports the blanks of a template that nobody has filled, wherever they stand but in code.
pub fn check_blanks(text: &str, body: usize, pieces: &[Piece<'_>], sink: &mut Sink<'_>) {
    for (at, blank) in outside_code(text, "{{", pieces).filter(|(at, _)| *at >= body) {
        let blank = blank.split_once("}}").map_or("", |(blank, _)| blank);
        let words: Vec<&str> = blank.split_whitespace().take(6).collect();
        sink.report(at, Rule::Blank, format!("the blank \"{}\" is not filled", words.join(" ")));
    }
}

/// The places outside of code where `mark` stands, each with the text after it.
fn outside_code<'t>(text: &'t str, mark: &'static str, pieces: &[Piece<'_>]) -> impl Iterator<Item = (usize, &'t str)> {
    let code: Vec<Range<usize>> = pieces
        .iter()
        .filter(|piece| matches!(piece.event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|piece| piece.at.clone())
        .collect();
    let places = text.match_indices(mark).map(move |(at, _)| (at, &text[at + mark.len()..]));
    places.filter(move |(at, _)| !code.iter().any(|code| code.contains(at)))
}

/// Reports brackets that hold a source and something more, which cite nothing.
pub fn check_brackets(text: &str, pieces: &[Piece<'_>], entries: &[Entry], sink: &mut Sink<'_>) {
    for (at, rest) in outside_code(text, "[", pieces) {
        let inner = rest.split_once(']').map_or("", |(inner, _)| inner);
        let words: Vec<_> = inner.split([',', ';', ' ', '\n']).filter(|word| !word.is_empty()).collect();
        let known = |word: &&str| entries.iter().any(|entry| entry.source.id == **word);
        if words.len() > 1 && words.iter().any(known) {
            sink.report(at, Rule::JoinedCitations, format!("[{}] cites nothing", words.join(" ")));
        }
    }
}

/// Reports citations without source and sources without citation.
pub fn check_citations(pieces: &[Piece<'_>], outline: &Outline<'_, '_>, entries: &[Entry], sink: &mut Sink<'_>) {
    let sources = span(outline, Part::Sources);
    let ids: Vec<&str> = entries.iter().map(|entry| entry.source.id.as_str()).collect();
    let mut cited = BTreeSet::new();
    for piece in pieces.iter().filter(|piece| !sources.contains(&piece.at.start)) {
        let Some(id) = piece.cites() else { continue };
        cited.insert(id);
        if let Event::Start(Tag::Link { link_type: LinkType::Reference | LinkType::ReferenceUnknown, .. }) = piece.event
        {
            let what = format!("nothing separates [{id}] from the brackets before it");
            sink.report(piece.at.start, Rule::JoinedCitations, what);
        } else if !sources.is_empty() && !ids.contains(&id) {
            let hint = similar::hint(id, ids.iter().copied());
            sink.report(piece.at.start, Rule::UndefinedSource, format!("there is no source {id:?}{hint}"));
        }
    }
    let mut seen = BTreeSet::new();
    for entry in entries {
        let id = entry.source.id.as_str();
        // A broken line has no address, and is reported for that.
        if seen.insert(id) && !cited.contains(id) && !entry.source.url.is_empty() {
            sink.report(entry.at, Rule::UncitedSource, format!("nothing cites {id:?}"));
        }
    }
}

/// Where the section's text stands; empty without that section.
fn span(outline: &Outline<'_, '_>, part: Part) -> Range<usize> {
    outline.get(part).map_or(0..0, |section| {
        let end = section.body.iter().map(|piece| piece.at.end).max();
        section.heading..end.unwrap_or(section.heading)
    })
}

/// The number of each source, counted from 1 in the order of the list.
pub fn numbers(entries: &[Entry]) -> Numbers {
    let mut numbers = Numbers::new();
    for (i, entry) in entries.iter().enumerate() {
        numbers.entry(entry.source.id.clone()).or_insert(i + 1);
    }
    numbers
}

/// What is wrong with a web address, as the end of a sentence; `None` when it is https and has a host.
pub fn address_problem(address: &str) -> Option<&'static str> {
    let Some(rest) = address.strip_prefix("https://") else { return Some("is not https") };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let labels: Vec<_> = host.split('.').collect();
    let named = labels.len() > 1
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    if !named {
        return Some("has no host name");
    }
    let odd = |c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    let escaped = |part: &str| part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let whole = rest.matches('#').count() < 2 && rest.split('%').skip(1).all(escaped);
    (rest.contains(odd) || !whole).then_some("has characters that no address has")
}

/// The address in the one form by which two that lead to the same place are known.
pub fn canonical(address: &str) -> String {
    let path = address.find("://").and_then(|at| Some(at + 3 + address[at + 3..].find('/')?));
    let (host, path) = address.split_at(path.unwrap_or(address.len()));
    format!("{}{}", host.to_ascii_lowercase(), path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_to_write_one_address_are_one() {
        assert_eq!(canonical("https://A.example/b/"), canonical("https://a.example/b"));
        assert_eq!(canonical("https://a.example"), canonical("https://a.example/"));
        assert_ne!(canonical("https://a.example/b"), canonical("https://a.example/B"));
        assert_ne!(canonical("https://a.example/b#c"), canonical("https://a.example/b"));
    }

    #[test]
    fn only_https_addresses_with_a_host_name_pass() {
        for (address, good) in [
            ("https://www.rfc-editor.org/rfc/rfc7515#section-2", true),
            ("https://en.wikipedia.org/wiki/Mock_(testing)", true),
            ("https://a.example", true),
            ("http://a.example", false),
            ("HTTPS://a.example", false),
            ("javascript:alert(1)", false),
            ("//a.example", false),
            ("/cards/x", false),
            ("", false),
            ("https://", false),
            ("https:///x", false),
            ("https://localhost/x", false),
            ("https://user@a.example/", false),
            ("https://a..example/", false),
            ("https://a.example/\"x", false),
            ("https://a.example/a%20b#c", true),
            ("https://a.example/100%", false),
            ("https://a.example/%zz", false),
            ("https://a.example/#a#b", false),
            ("https://a.example/ä", false),
            ("https://a.example/{x}", false),
        ] {
            assert_eq!(address_problem(address).is_none(), good, "{address}");
        }
    }
}
