//! What the two good cards are read as.

use super::{CONCEPT, Faults, OPINION, parse};
use crate::domain::card::{Finding, Html, Kind, PointId, Weight};

fn html(text: &str) -> Html {
    Html(text.to_owned())
}

fn cite(number: usize) -> String {
    format!("<sup><a class=\"cite\" href=\"#source-{number}\" aria-label=\"Source {number}\">{number}</a></sup>")
}

#[test]
fn a_concept_card_is_read_section_by_section() {
    let draft = parse(CONCEPT.as_bytes());
    assert!(draft.faults.is_empty(), "{}", Faults(draft.faults));
    let card = draft.card;
    assert_eq!((card.id.0.as_str(), card.topic.0.as_str(), card.kind), ("card", "sample", Kind::Concept));
    assert_eq!((card.title.as_str(), card.question), ("What does WITH do?", html("What does <code>WITH</code> do?")));
    assert_eq!(
        (card.tags.as_slice(), card.lab.as_deref()),
        (["sample", "two-words"].map(String::from).as_slice(), Some("jwt"))
    );
    assert_eq!(card.confusable[0].0, "opinion");
    let summary = "It names a query, so that the next one can use it.";
    assert_eq!((card.summary.as_str(), card.short_answer), (summary, html(&format!("{summary}{}", cite(1)))));

    let point = &card.points[0];
    assert_eq!((point.weight, point.lead.as_str()), (Weight::Must, "It names a query"));
    assert_eq!(point.id, PointId::of_lead("It names a query"));
    let body = "<strong>It names a query.</strong> The name stands for its rows\nin the rest of the statement.";
    assert_eq!(point.body, html(&format!("{body}{}", cite(1))));
    assert!(card.points[1].body.0.ends_with(&format!("afterwards.{} {}", cite(1), cite(2))));
    assert_eq!(card.points[2].weight, Weight::Extra);

    let explanation = card.explanation.unwrap().0;
    let code = "<pre tabindex=\"0\" role=\"group\" aria-label=\"Example in sql\"><code>WITH late AS (SELECT * FROM \
     loans \
                WHERE due &lt; now())\n## not a heading, and [no-citation]\nSELECT count(*) FROM late;\n</code></pre>";
    assert!(explanation.contains(code), "{explanation}");
    let answer = "<p>It makes a <em>temporary</em> table that\nstays until you log out.</p>";
    assert_eq!(card.student_answer, html(answer));
    let findings: Vec<_> = card.critique.iter().map(|remark| remark.finding).collect();
    assert_eq!(findings, [Finding::Right, Finding::Missing, Finding::Wrong]);
    assert_eq!(card.critique[1].body, html(&format!("what it is good for.{}", cite(1))));
    assert_eq!(card.misconceptions[1].claim, html("\"The name <code>x</code> can be used later.\""));
    assert_eq!(card.misconceptions[1].correction, html(&format!("It ends with the statement.{}", cite(2))));

    let check = &card.checks[0];
    assert_eq!(check.question, html("How long does the name hold?"));
    assert_eq!(check.options.iter().map(|option| option.right).collect::<Vec<_>>(), [true, false]);
    assert_eq!(check.options[0].text, html("For the statement"));
    assert_eq!(check.options[0].reason, html("<code>a: b</code> has no part in it"));
    let transfer = card.transfer.unwrap();
    assert_eq!(transfer.answer, html("<p>No, a view, because the name ends with the statement.</p>"));
    assert!(transfer.question.0.starts_with("<p>Two reports"));
    let sources: Vec<_> = card.sources.iter().map(|s| (s.id.as_str(), s.title.as_str(), s.url.as_str())).collect();
    let manual = ("manual", "The Manual, section 7.8, \"WITH Queries\"", "https://manual.example/queries-with.html");
    assert_eq!(sources, [manual, ("standard", "The Standard", "https://standard.example/sql#with")]);
}

#[test]
fn an_opinion_card_has_two_answers_and_no_explanation() {
    let draft = parse(OPINION.as_bytes());
    assert!(draft.faults.is_empty(), "{}", Faults(draft.faults));
    assert_eq!((draft.card.kind, draft.card.explanation), (Kind::Opinion, None));
    assert_eq!(draft.card.points.len(), 3);
    assert_eq!(draft.card.answers.iter().map(|answer| answer.title.as_str()).collect::<Vec<_>>(), ["Tabs", "Spaces"]);
    assert!(draft.card.answers[1].body.0.starts_with("<p>I would use spaces"));
}

#[test]
fn nothing_an_author_writes_reaches_the_page_as_raw_html() {
    let text = CONCEPT
        .replace("Two reports need", "<script>alert(1)</script> ![x](https://a.example/x.png) need")
        .replace("```sql", "```\"><script>");
    let card = parse(text.as_bytes()).card;
    let page = card.transfer.unwrap().question.0 + &card.explanation.unwrap().0;
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("\"\">"), "{page}");
}

#[test]
fn a_source_that_markdown_takes_for_a_link_definition_is_a_source_all_the_same() {
    let draft = parse(CONCEPT.replace("[standard]: The Standard:", "[standard]: Standard:").as_bytes());
    assert!(draft.faults.is_empty(), "{}", Faults(draft.faults));
    assert_eq!(draft.card.sources[1].title, "Standard");
    assert!(draft.card.points[1].body.0.ends_with(&format!("afterwards.{} {}", cite(1), cite(2))));
}

#[test]
fn a_fence_keeps_headings_lists_html_and_citations_from_meaning_anything() {
    let fence =
        "```text\n## Sources\n# Title\n- must: x [y]\n<b>![i](http://a.example)</b>\n```\n\nThe first line names";
    let draft = parse(CONCEPT.replace("The first line names", fence).as_bytes());
    assert!(draft.faults.is_empty(), "{}", Faults(draft.faults));
}
