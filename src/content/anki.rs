//! Owns the deck as a text file that Anki imports: one note a card, found again by its GUID on the next import.
//!
//! The format is described in the Anki manual, "Text Files".

use std::fmt::Write;

use crate::domain::card::{Card, Html, Kind, Source, Weight};
use crate::domain::deck::Deck;

use super::html::escape;

/// What Anki needs to know of the file: GUID, question, answer and tags are the columns 1 to 4.
const HEADERS: &str = "#separator:Tab\n#html:true\n#notetype:Basic\n#deck:Groundwork\n#guid column:1\n#tags column:4\n";

/// The whole deck, in study order.
pub fn anki(deck: &Deck) -> String {
    let rows = deck.cards.iter().map(|card| row(&[&guid(deck, card), &card.question.0, &back(card), &tags(card)]));
    HEADERS.to_owned() + &rows.collect::<String>()
}

/// Made from the slug, so that correcting a card updates its note; a renamed card keeps that of its first name.
fn guid(deck: &Deck, card: &Card) -> String {
    let first = deck.aliases.iter().find(|(_, now)| *now == card.id).map_or(&card.id, |(old, _)| old);
    format!("groundwork:{first}")
}

/// The card's tags and its topic; neither can have a space in it.
fn tags(card: &Card) -> String {
    format!("{} groundwork::{}", card.tags.join(" "), card.topic)
}

fn back(card: &Card) -> String {
    let name = if card.kind == Kind::Opinion { "Criteria" } else { "Key points" };
    let mut html = format!("<p>{}</p><h3>{name}</h3><ul>", linked(&card.short_answer, &card.sources));
    for point in &card.points {
        let weight = match point.weight {
            Weight::Must => "must",
            Weight::Extra => "extra",
        };
        add(&mut html, &format!("<li><i>{weight}:</i> {}</li>", linked(&point.body, &card.sources)));
    }
    html += "</ul><h3>Sources</h3><ol>";
    for Source { title, url, .. } in &card.sources {
        add(&mut html, &format!("<li><a href=\"{}\">{}</a></li>", escape(url), escape(title)));
    }
    html + "</ol>"
}

fn add(html: &mut String, part: &str) {
    // Writing to a string cannot fail.
    let _ = write!(html, "{part}");
}

/// Citations that lead to the source itself: a note has no list to jump to.
fn linked(html: &Html, sources: &[Source]) -> String {
    let numbered = sources.iter().enumerate();
    numbered.fold(html.0.clone(), |html, (i, source)| {
        html.replace(&format!("href=\"#source-{}\"", i + 1), &format!("href=\"{}\"", escape(&source.url)))
    })
}

fn row(fields: &[&str]) -> String {
    fields.iter().map(|text| field(text)).collect::<Vec<_>>().join("\t") + "\n"
}

/// A field, in quotation marks where it would not be read as it is written. A row that began with `#` would be a comment.
fn field(text: &str) -> String {
    if text.starts_with('#') || text.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::sample_deck;

    #[test]
    fn fields_are_quoted_where_they_would_be_read_otherwise() {
        assert_eq!(
            row(&["#1", "a\tb", "say \"x\"", "plain # text"]),
            "\"#1\"\t\"a\tb\"\t\"say \"\"x\"\"\"\tplain # text\n"
        );
    }

    #[test]
    fn a_card_is_a_note_with_its_question_short_answer_points_and_sources() {
        let text = anki(&sample_deck());
        let (headers, rows) = text.split_at(HEADERS.len());
        assert_eq!(headers, HEADERS);
        // A renamed card keeps the GUID of its first name.
        assert!(
            rows.starts_with("groundwork:old-card\tWhat does <code>WITH</code> do?\t\"<p>It names a query"),
            "{rows}"
        );
        assert!(rows.contains("\ngroundwork:opinion\tTabs or spaces?\t"), "{rows}");
        assert!(rows.contains("<li><i>must:</i> <strong>It names a query.</strong>"), "{rows}");
        assert!(rows.contains("<a class=\"\"cite\"\" href=\"\"https://standard.example/sql#with\"\""), "{rows}");
        assert!(
            rows.contains(
                "<li><a href=\"\"https://manual.example/queries-with.html\"\">The Manual, section 7.8, &quot;"
            )
        );
        assert!(rows.contains("<h3>Criteria</h3>") && !rows.contains("#source-"), "{rows}");
        assert!(rows.ends_with("</ol>\"\tsample groundwork::sample\n"), "{rows}");
    }
}
