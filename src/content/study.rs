//! Owns what studying gets of a card: what is only shown is one piece of HTML, so that the app need not know how it is built.

use crate::domain::card::{Card, Html, ModelAnswer, Source};
use crate::domain::study_card::StudyCard;

use super::html::escape;

/// A card as `deck/<topic>.json` holds it.
pub fn study_card(card: &Card) -> StudyCard {
    let sources = sources(card);
    let explanation = explanation(card);
    let card = card.clone();
    StudyCard {
        id: card.id,
        topic: card.topic,
        kind: card.kind,
        title: card.title,
        question: card.question,
        lab: card.lab,
        short_answer: card.short_answer,
        points: card.points,
        explanation,
        student_answer: card.student_answer,
        critique: card.critique,
        transfer: card.transfer,
        sources,
    }
}

fn explanation(card: &Card) -> Html {
    let text = card.explanation.iter().map(|text| text.0.clone());
    let answers = card
        .answers
        .iter()
        .map(|ModelAnswer { title, body }| format!("<h3>{}</h3><div class=\"stack\">{}</div>", escape(title), body.0));
    Html(text.chain(answers).collect())
}

fn sources(card: &Card) -> Html {
    let items = card.sources.iter().enumerate().map(|(i, Source { title, url, .. })| {
        let (url, title) = (escape(url), escape(title));
        format!("<li id=\"source-{}\"><a href=\"{url}\" rel=\"external\">{title}</a></li>", i + 1)
    });
    Html(items.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::sample_deck;

    #[test]
    fn what_is_only_shown_is_html_with_every_text_escaped() {
        let mut card = sample_deck().cards[0].clone();
        card.explanation = None;
        card.answers = vec![
            ModelAnswer { title: "Tabs & spaces".to_owned(), body: Html("<p>Both.</p>".to_owned()) },
            ModelAnswer { title: "None".to_owned(), body: Html("<p>Neither.</p>".to_owned()) },
        ];
        card.sources = vec![Source {
            id: "a".to_owned(),
            title: "<a> in HTML".to_owned(),
            url: "https://a.example/?b=1&c=2".to_owned(),
        }];
        let study = study_card(&card);
        assert_eq!(
            study.explanation.0,
            "<h3>Tabs &amp; spaces</h3><div class=\"stack\"><p>Both.</p></div>\
             <h3>None</h3><div class=\"stack\"><p>Neither.</p></div>"
        );
        assert_eq!(
            study.sources.0,
            "<li id=\"source-1\"><a href=\"https://a.example/?b=1&amp;c=2\" rel=\"external\">&lt;a&gt; in HTML</a></li>"
        );
    }
}
