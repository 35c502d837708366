//! Owns the deck as one page to print, or as several: every question, then every answer.

use std::fmt::Write;
use std::ops::Range;

use crate::domain::card::{Card, Html, Kind, Source, Weight};
use crate::domain::deck::Deck;

use super::html::escape;

/// What stands in the page's `main`: a head, the questions by topic, and the answers, which begin on a new sheet. `cards`
/// are the places of the cards that it has. Where that is a part of the deck, each answer leads to its card's page, below
/// `base`.
pub fn sheet(deck: &Deck, cards: Range<usize>, base: &str) -> Html {
    let whole = cards.len() == deck.cards.len();
    let title = if whole {
        "All cards on paper".to_owned()
    } else {
        format!("Cards {} to {} of {}", cards.start + 1, cards.end, deck.cards.len())
    };
    let mut page = format!(
        "<header class=\"section\"><p>To print</p><div><div class=\"stack\"><h1 tabindex=\"-1\">{title}</h1>\
         <p class=\"lead\">First the questions, then the answers on a sheet of their own: cover them, answer aloud, and \
         compare.</p></div></div></header>\
         <section class=\"section\" aria-labelledby=\"questions\"><h2 id=\"questions\">Questions</h2>\
         <div><div class=\"stack\">",
    );
    let (first, cards) = (cards.start, &deck.cards[cards]);
    let mut number = first;
    for cards in cards.chunk_by(|a, b| a.topic == b.topic) {
        let topic = deck.topics.iter().find(|topic| topic.id == cards[0].topic);
        let title = topic.map_or_else(String::new, |topic| escape(&topic.title));
        add(&mut page, &format!("<h3>{title}</h3><ol start=\"{}\">", number + 1));
        for card in cards {
            number += 1;
            add(&mut page, &format!("<li><a href=\"#answer-{0}\">{1}</a></li>", card.id, card.question.0));
        }
        page += "</ol>";
    }
    page += "</div></div></section><section class=\"section\" aria-labelledby=\"answers\" data-print=\"apart\">\
             <h2 id=\"answers\">Answers</h2><div>";
    for (i, card) in cards.iter().enumerate() {
        page += "<div class=\"stack answer\" data-waits>";
        answer(&mut page, first + i + 1, card);
        if !whole {
            let (base, id) = (escape(base), &card.id);
            add(&mut page, &format!("<p data-print=\"no\"><a href=\"{base}cards/{id}/\">The whole card</a></p>"));
        }
        page += "</div>";
    }
    Html(page + "</div></section>")
}

fn answer(page: &mut String, number: usize, card: &Card) {
    let points = if card.kind == Kind::Opinion { "Criteria" } else { "Key points" };
    add(page, &format!("<h3 id=\"answer-{}\" tabindex=\"-1\">{number}. {}</h3>", card.id, card.question.0));
    add(
        page,
        &format!("<p>{}</p><p class=\"label\">{points}</p><ul class=\"checklist\">", cited(&card.short_answer, card)),
    );
    for point in &card.points {
        let (weight, strong) = match point.weight {
            Weight::Must => ("must", " data-weight=\"strong\""),
            Weight::Extra => ("extra", ""),
        };
        let body = cited(&point.body, card);
        add(page, &format!("<li><div><span>{body}</span> <span class=\"tag\"{strong}>{weight}</span></div></li>"));
    }
    page.push_str("</ul><p class=\"label\">Sources</p><ol class=\"sources\">");
    for (i, Source { title, url, .. }) in card.sources.iter().enumerate() {
        let (id, url, title) = (&card.id, escape(url), escape(title));
        add(page, &format!("<li id=\"source-{id}-{}\"><a href=\"{url}\" rel=\"external\">{title}</a></li>", i + 1));
    }
    page.push_str("</ol>");
}

/// Citations that lead to the card's own list, one of many on this page.
fn cited(html: &Html, card: &Card) -> String {
    html.0.replace("href=\"#source-", &format!("href=\"#source-{}-", card.id))
}

fn add(page: &mut String, part: &str) {
    // Writing to a string cannot fail.
    let _ = write!(page, "{part}");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content::tests::sample_deck;

    #[test]
    fn every_question_comes_before_every_answer_and_every_link_leads_somewhere_on_the_page() {
        let deck = sample_deck();
        let part = sheet(&deck, 1..2, "/x/").0;
        assert!(
            part.contains("<h1 tabindex=\"-1\">Cards 2 to 2 of 2</h1>") && part.contains("<ol start=\"2\">"),
            "{part}"
        );
        assert!(part.contains("<a href=\"/x/cards/opinion/\">") && !part.contains("What does <code>WITH"), "{part}");
        let page = sheet(&deck, 0..2, "/x/").0;
        assert!(!page.contains("/x/"));
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
        assert!(place("<a href=\"#answer-opinion\">Tabs or spaces?</a>") < place("id=\"answers\""));
        assert!(
            place("id=\"answers\"")
                < place("<h3 id=\"answer-concept\" tabindex=\"-1\">1. What does <code>WITH</code> do?</h3>")
        );
        assert!(page.contains("https://manual.example/queries-with.html"));
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        let links: BTreeSet<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.is_subset(&unique), "{links:?} {unique:?}");
        assert!(links.contains("source-concept-2"));
        assert_eq!(page.matches("<div class=\"stack answer\" data-waits><h3 id=\"answer-").count(), 2, "{page}");
        // One box for the text and one for the tag.
        assert!(page.contains("<li><div><span><strong>It names a query.</strong>"), "{page}");
    }
}
