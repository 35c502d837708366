//! Owns key points and criteria: `- must: **Lead.** The rest. [source-id]`.

use pulldown_cmark::{Event, Tag};

use crate::domain::card::{KeyPoint, PointId, Weight};

use super::fault::Sink;
use super::inline::{self, Numbers, Piece};
use super::list;
use super::outline::Section;
use super::rule::Rule;

/// Reads the points of a section.
pub fn read(section: Section<'_, '_>, numbers: &Numbers, sink: &mut Sink<'_>) -> Vec<KeyPoint> {
    let items = list::items(section, list::Style::Bullets, sink);
    let mut points: Vec<KeyPoint> = Vec::new();
    let mut unweighted = 0;
    for item in &items {
        let at = list::place(item);
        let line = list::line(item, sink);
        let (weight, text) = weighed(line);
        if weight.is_none() {
            unweighted += 1;
            let what = format!("the point \"{}\" is neither must nor extra", list::opening(line));
            sink.report(at, Rule::PointWeight, what);
        }
        let lead = lead(&text);
        let id = PointId::of_lead(&lead);
        let name = if lead.is_empty() { list::opening(&text) } else { lead.clone() };
        if lead.is_empty() {
            sink.report(at, Rule::PointLead, format!("the point \"{name}\" has no lead in bold"));
        } else if let Some(other) = points.iter().find(|other| other.id == id && !other.lead.is_empty()) {
            let what = match other.lead == lead {
                true => format!("the lead \"{lead}\" is there before"),
                false => format!("the leads \"{lead}\" and \"{}\" have the same id {:?}", other.lead, id.0),
            };
            sink.report(at, Rule::DuplicateLead, what);
        }
        if !ends_in_citation(&text) {
            let what = if text.iter().any(|piece| piece.cites().is_some()) { "goes on after its" } else { "has no" };
            sink.report(at, Rule::PointSource, format!("the point \"{name}\" {what} source"));
        }
        let body = inline::render(&text, numbers);
        points.push(KeyPoint { id, weight: weight.unwrap_or(Weight::Extra), lead, body });
    }
    check_counts(section, &points, unweighted, sink);
    points
}

fn check_counts(section: Section<'_, '_>, points: &[KeyPoint], unweighted: usize, sink: &mut Sink<'_>) {
    if points.is_empty() {
        return;
    }
    if !(3..=7).contains(&points.len()) {
        sink.report(section.heading, Rule::PointCount, format!("the number of points is {}", points.len()));
    }
    let musts = points.iter().filter(|point| point.weight == Weight::Must).count();
    if musts + unweighted < 2 {
        sink.report(section.heading, Rule::MustCount, format!("the number of must points is {musts}"));
    }
}

fn weighed<'a>(line: &[Piece<'a>]) -> (Option<Weight>, Vec<Piece<'a>>) {
    for (word, weight) in [("must:", Weight::Must), ("extra:", Weight::Extra)] {
        if let Some(rest) = inline::strip_prefix(line, word) {
            return (Some(weight), without_empty(rest));
        }
    }
    // A mistyped word is one fault; what follows it is still a lead.
    match (line.first().map(|piece| &piece.event), line.get(1).map(|piece| &piece.event)) {
        (Some(Event::Text(word)), Some(Event::Start(Tag::Strong))) if word.trim_end().ends_with(':') => {
            (None, line[1..].to_vec())
        }
        _ => (None, line.to_vec()),
    }
}

fn without_empty(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.retain(|piece| !matches!(&piece.event, Event::Text(text) if text.is_empty()));
    pieces
}

/// The bold phrase at the start, without its full stop; empty when there is none.
fn lead(text: &[Piece<'_>]) -> String {
    match inline::siblings(text).first() {
        Some(first) if matches!(first[0].event, Event::Start(Tag::Strong)) => {
            let lead = inline::plain(first);
            lead.strip_suffix('.').unwrap_or(&lead).trim_end().to_owned()
        }
        _ => String::new(),
    }
}

fn ends_in_citation(text: &[Piece<'_>]) -> bool {
    let parts = inline::siblings(text);
    let blank = |part: &[Piece<'_>]| match &part[0].event {
        Event::Text(text) => text.trim().is_empty(),
        event => matches!(event, Event::SoftBreak | Event::HardBreak),
    };
    parts.iter().rfind(|part| !blank(part)).is_some_and(|part| part[0].cites().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::outline;

    #[test]
    fn a_points_lead_is_its_opening_bold_phrase() {
        for (line, expected) in [
            ("must: **Not `x`.** Because.", "Not x"),
            ("extra:\n  **Over two\n  lines**, as it happens", "Over two lines"),
            ("must: No lead, **but bold**.", ""),
            ("**No weight.** x", "No weight"),
        ] {
            let (pieces, _) = outline::pieces(line, 0);
            let (_, text) = weighed(inline::inside(&pieces));
            assert_eq!(lead(&text), expected, "{line}");
        }
    }
}
