//! Owns pieces of Markdown (a parser event and its place) and what is made of them: HTML, plain text, parts.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd, html};

use crate::domain::card::Html;

/// An event of the Markdown parser and the bytes of the file it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a> {
    pub event: Event<'a>,
    pub at: Range<usize>,
}

impl Piece<'_> {
    /// The source id, when this opens a citation: `[id]`.
    pub fn cites(&self) -> Option<&str> {
        match &self.event {
            Event::Start(Tag::Link { link_type, id, .. }) if is_citation(*link_type) => Some(id),
            _ => None,
        }
    }

    /// Whether this opens a block (and is no part of a line of text).
    fn opens_block(&self) -> bool {
        use Tag::{BlockQuote, CodeBlock, Heading, HtmlBlock, Item, List, Paragraph, Table};
        matches!(
            &self.event,
            Event::Start(
                Paragraph | Heading { .. } | BlockQuote(_) | CodeBlock(_) | HtmlBlock | List(_) | Item | Table(_)
            ) | Event::Rule
        )
    }
}

/// The numbers of a card's sources, from 1, by id.
pub type Numbers = HashMap<String, usize>;

fn is_citation(link: LinkType) -> bool {
    !matches!(link, LinkType::Inline | LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. })
}

/// The siblings that a run of pieces consists of: each an element with all that is in it, or a single piece.
pub fn siblings<'p, 'a>(pieces: &'p [Piece<'a>]) -> Vec<&'p [Piece<'a>]> {
    let mut found = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (i, piece) in pieces.iter().enumerate() {
        match piece.event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            found.push(&pieces[from..=i]);
            from = i + 1;
        }
    }
    found
}

/// What is in an element, without the element itself.
pub fn inside<'p, 'a>(element: &'p [Piece<'a>]) -> &'p [Piece<'a>] {
    element.get(1..element.len().saturating_sub(1)).unwrap_or(&[])
}

/// A list item's line of text, wrapped in a paragraph or not, and the blocks after it.
pub fn line_and_blocks<'p, 'a>(item: &'p [Piece<'a>]) -> (&'p [Piece<'a>], Vec<&'p [Piece<'a>]>) {
    let inner = inside(item);
    if matches!(inner.first().map(|piece| &piece.event), Some(Event::Start(Tag::Paragraph))) {
        let mut parts = siblings(inner);
        let line = inside(parts.remove(0));
        return (line, parts);
    }
    let end = inner.iter().position(Piece::opens_block).unwrap_or(inner.len());
    (&inner[..end], siblings(&inner[end..]))
}

/// Text as a reader hears it: no markup, citations or code blocks; runs of white space become one space.
pub fn plain(pieces: &[Piece<'_>]) -> String {
    let mut text = String::new();
    let (mut cited, mut fenced) = (0_usize, false);
    for piece in pieces {
        match &piece.event {
            Event::Start(Tag::CodeBlock(_)) => fenced = true,
            Event::End(TagEnd::CodeBlock) => fenced = false,
            Event::Start(Tag::Link { .. }) if piece.cites().is_some() || cited > 0 => {
                cited += 1;
                text.truncate(text.trim_end().len());
            }
            Event::End(TagEnd::Link) => cited = cited.saturating_sub(1),
            _ if cited > 0 || fenced => {}
            Event::Text(run) | Event::Code(run) => text.push_str(run),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a run in two where `find` says: it is given each piece of text that stands in no inner element and answers
/// with the bytes that belong to neither part.
pub fn cut<'a>(
    pieces: &[Piece<'a>],
    mut find: impl FnMut(&str) -> Option<Range<usize>>,
) -> Option<(Vec<Piece<'a>>, Vec<Piece<'a>>)> {
    let mut depth = 0_usize;
    for (i, piece) in pieces.iter().enumerate() {
        match &piece.event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 0 => {
                let Some(found) = find(text) else { continue };
                let mut before = pieces[..i].to_vec();
                let start = piece.at.start;
                let part = |range: Range<usize>| Piece {
                    event: Event::Text(text[range.clone()].to_owned().into()),
                    at: start + range.start..start + range.end,
                };
                before.push(part(0..found.start));
                let mut after = vec![part(found.end..text.len())];
                after.extend_from_slice(&pieces[i + 1..]);
                return Some((before, after));
            }
            _ => {}
        }
    }
    None
}

/// The rest of a line that begins with `prefix`, white space after it left out.
pub fn strip_prefix<'a>(line: &[Piece<'a>], prefix: &str) -> Option<Vec<Piece<'a>>> {
    let Some(Event::Text(text)) = line.first().map(|piece| &piece.event) else { return None };
    let rest = text.strip_prefix(prefix)?;
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let end = text.len() - rest.trim_start().len();
    let (_, mut after) = cut(&line[..1], |_| Some(0..end))?;
    let mut tail = &line[1..];
    if rest.trim().is_empty() {
        after.clear();
        while let Some([Piece { event: Event::SoftBreak | Event::HardBreak, .. }, more @ ..]) = Some(tail) {
            tail = more;
        }
    }
    after.extend_from_slice(tail);
    Some(after)
}

/// The HTML of a run of pieces. Raw HTML and images, which are faults, are left out.
pub fn render(pieces: &[Piece<'_>], numbers: &Numbers) -> Html {
    let mut events: Vec<Event<'_>> = Vec::with_capacity(pieces.len());
    let mut skipping = 0_usize;
    let mut cited = false;
    for piece in pieces {
        match &piece.event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) if skipping > 0 => skipping += 1,
            Event::Start(Tag::Image { .. }) => skipping = 1,
            Event::Start(Tag::Link { .. }) if piece.cites().is_some() => {
                skipping = 1;
                let number = piece.cites().and_then(|id| numbers.get(id)).copied().unwrap_or_default();
                trim_end(&mut events);
                if cited {
                    events.push(Event::Text(" ".into()));
                }
                events.push(Event::InlineHtml(citation(number).into()));
                cited = true;
            }
            Event::End(TagEnd::Link | TagEnd::Image) if skipping > 0 => skipping -= 1,
            _ if skipping > 0 => {}
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Start(Tag::CodeBlock(kind)) => events.push(Event::Html(code_block(kind).into())),
            Event::End(TagEnd::CodeBlock) => events.push(Event::Html("</code></pre>\n".into())),
            Event::SoftBreak => events.push(Event::SoftBreak),
            event => {
                cited = cited && matches!(event, Event::Text(text) if text.trim().is_empty());
                events.push(event.clone());
            }
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    Html(out.trim().to_owned())
}

/// Takes white space off the end, so that a citation stands close to what it supports.
fn trim_end(events: &mut Vec<Event<'_>>) {
    loop {
        match events.last_mut() {
            Some(Event::SoftBreak) => {}
            Some(Event::Text(text)) if text.ends_with(' ') => {
                let shorter = text.trim_end().to_owned();
                if !shorter.is_empty() {
                    *text = shorter.into();
                    return;
                }
            }
            _ => return,
        }
        events.pop();
    }
}

fn citation(number: usize) -> String {
    format!(r##"<sup><a class="cite" href="#source-{number}" aria-label="Source {number}">{number}</a></sup>"##)
}

/// A code block scrolls, so it can be reached by keyboard, and what can be reached has a name.
fn code_block(kind: &CodeBlockKind<'_>) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    let mut label = "Example".to_owned();
    if !language.is_empty() {
        label.push_str(" in ");
        label.extend(language.chars().filter(|c| !matches!(c, '"' | '&' | '<' | '>')));
    }
    format!(r#"<pre tabindex="0" role="group" aria-label="{label}"><code>"#)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::outline;

    fn numbers() -> Numbers {
        [("a".to_owned(), 1), ("b-2".to_owned(), 2)].into()
    }

    #[test]
    fn markdown_becomes_html_with_numbered_citations_and_labelled_code() {
        let cite = citation;
        for (markdown, expected) in [
            ("Say `x`. [a]", format!("<p>Say <code>x</code>.{}</p>", cite(1))),
            ("Say.\n[a] [b-2]", format!("<p>Say.{} {}</p>", cite(1), cite(2))),
            ("Say [a], then `[a]`.", format!("<p>Say{}, then <code>[a]</code>.</p>", cite(1))),
            ("*x* [a] **y** [b-2]", format!("<p><em>x</em>{} <strong>y</strong>{}</p>", cite(1), cite(2))),
            ("[no citation] & [x]", "<p>[no citation] &amp; [x]</p>".to_owned()),
            (
                "```sql\nSELECT a < b;\n```",
                "<pre tabindex=\"0\" role=\"group\" aria-label=\"Example in sql\"><code>SELECT a &lt; b;\n</code></pre>"
                    .to_owned(),
            ),
            (
                "```\n[a]\n## x\n```",
                "<pre tabindex=\"0\" role=\"group\" aria-label=\"Example\"><code>[a]\n## x\n</code></pre>".to_owned(),
            ),
        ] {
            let (pieces, _) = outline::pieces(markdown, 0);
            assert_eq!(render(&pieces, &numbers()).0, expected, "{markdown}");
        }
    }

    #[test]
    fn plain_text_has_no_markup_citations_or_code_blocks() {
        for (markdown, expected) in [
            ("Say `x` **now**. [a]", "Say x now."),
            ("One [a], two\nthree [b-2]. Four", "One, two three. Four"),
            ("One\n\n```js\nlet x;\n```\n\ntwo", "One two"),
            ("[link](https://a.example) &amp; more", "link & more"),
        ] {
            let (pieces, _) = outline::pieces(markdown, 0);
            assert_eq!(plain(&pieces), expected, "{markdown}");
        }
    }

    #[test]
    fn a_line_is_cut_outside_of_inner_elements_only() {
        let (pieces, _) = outline::pieces("`a: b` *c: d* e: f: g", 0);
        let (before, after) = cut(inside(&pieces), |text| text.find(": ").map(|at| at..at + 2)).unwrap();
        assert_eq!((plain(&before).as_str(), plain(&after).as_str()), ("a: b c: d e", "f: g"));
        assert_eq!(after[0].at.start, 17);
    }
}
