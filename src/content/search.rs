//! Owns what can be searched: the plain text of each card's short answer and key points.

use crate::domain::card::Html;
use crate::domain::deck::Deck;

/// A line a card, in study order: its slug, its short answer and each of its points, with tabs between. The questions are
/// in the index. [`Library`](crate::domain::search::Library) reads it.
pub fn search(deck: &Deck) -> String {
    let lines = deck.cards.iter().map(|card| {
        let points = card.points.iter().map(|point| plain(&point.body));
        let fields: Vec<String> = [card.id.to_string(), plain(&card.short_answer)].into_iter().chain(points).collect();
        fields.join("\t") + "\n"
    });
    lines.collect()
}

/// What a reader sees of HTML that was made from Markdown, without citations; runs of white space are one space.
fn plain(html: &Html) -> String {
    let mut text = String::with_capacity(html.0.len());
    // Citations stand in <sup>, and nothing else does.
    for (i, part) in html.0.split("<sup>").enumerate() {
        let kept = if i == 0 { part } else { part.split_once("</sup>").map_or(part, |(_, after)| after) };
        for (j, piece) in kept.split('<').enumerate() {
            text += if j == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, after)| after) };
            // The end of a block is a space between words; that of inline markup is none.
            if piece.starts_with("/p>") || piece.starts_with("/li>") {
                text.push(' ');
            }
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::sample_deck;

    #[test]
    fn a_card_is_one_line_of_plain_text_without_its_citations() {
        let text = search(&sample_deck());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        let fields: Vec<&str> = lines[0].split('\t').collect();
        let expected = [
            "concept",
            "It names a query, so that the next one can use it.",
            "It names a query. The name stands for its rows in the rest of the statement.",
            "One statement only. The name is gone afterwards.",
            "It can be recursive. Then it may use its own name.",
        ];
        assert_eq!(fields, expected);
    }

    #[test]
    fn markup_goes_and_characters_stay() {
        let html = "<p><code>a &lt; b</code>&amp;lt;\n x</p><p>y</p> <sup><a class=\"cite\">1</a></sup>";
        assert_eq!(plain(&Html(html.to_owned())), "a < b&lt; x y");
    }
}
