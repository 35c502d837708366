//! Every rule of a card, broken at least once: the fault stands exactly where `¦` marks it, and nothing else is
//! reported.

use super::{CONCEPT, OPINION, check, found, parse, unmark};
use crate::content::{Faults, Rule};

/// A rule, a text of the fixture, and what stands there instead. The old text must be there once.
pub type Case = (Rule, &'static str, &'static str);

const CONCEPT_CASES: &[Case] = &[
    (Rule::Tab, "so that the next", "so ¦\tthat the\tnext"),
    (Rule::ControlCharacter, "sql#with\n", "sql#with\n¦\u{1A}"),
    (Rule::ControlCharacter, "One statement only", "One¦\u{200B} statement only"),
    (Rule::Toml, "lab = \"jwt\"", "lab = ¦jwt"),
    (Rule::Toml, "lab = \"jwt\"", "lab = \"jwt\"\n¦lab = \"jwt\""),
    (Rule::UnknownKey, "confusable =", "¦confuseable ="),
    (Rule::WrongType, "[\"old-card\"]", "¦\"old-card\""),
    (Rule::WrongType, "[\"opinion\"]", "[\"opinion\", ¦7]"),
    (Rule::WrongType, "lab = \"jwt\"", "lab = ¦true"),
    (Rule::Tags, "+++\naliases = [\"old-card\"]\ntags = [\"sample\", \"two-words\"]", "¦+++\naliases = [\"old-card\"]"),
    (Rule::Tags, "[\"sample\", \"two-words\"]", "¦[]"),
    (Rule::Tags, "[\"sample\", \"two-words\"]", "¦[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]"),
    (Rule::Tags, "\"two-words\"", "¦\"Two words\""),
    (Rule::Tags, "\"two-words\"", "¦\"sample\""),
    (Rule::UnknownLab, "lab = \"jwt\"", "lab = ¦\"jwd\""),
    (Rule::UnknownKind, "\"concept\"", "¦\"concpet\""),
    (Rule::InvalidSlug, "\"old-card\"", "¦\"Old Card\""),
    (Rule::NoTitle, "# What does `WITH` do?\n\n## Sh", "¦## Sh"),
    (Rule::EmptyTitle, "# What does `WITH` do?", "¦#"),
    (Rule::SecondTitle, "## Key points", "¦# Another question?\n\n## Key points"),
    (Rule::StrayText, "\n## Short", "\n¦By the way.\n\n## Short"),
    (Rule::StrayText, "# What does", "¦By the way.\n\n# What does"),
    (
        Rule::MissingSection,
        "## Short answer\nIt names a query, so that the next one can use it. [manual]\n\n## Key",
        "¦## Key",
    ),
    (Rule::UnknownSection, "## Key points", "¦## Key pionts"),
    (Rule::UnknownSection, "## A student's", "¦## A student’s"),
    (Rule::UnknownSection, "## Sources", "¦## Further reading\nA book.\n\n## Sources"),
    (Rule::UnknownSection, "## Misconceptions", "¦## Misconception\nNone.\n\n## Misconceptions"),
    (Rule::Table, "## Key points\n", "## Key points\n¦| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
    (Rule::PointWeight, "- must: **One statement", "- ¦**One statement"),
    (Rule::SourceUrl, "https://standard.example/sql#with", "¦<http://standard.example/sql>"),
    (Rule::DuplicateSection, "## Misconceptions", "¦## Short answer\nAgain.\n\n## Misconceptions"),
    (
        Rule::EmptySection,
        "## Short answer\nIt names a query, so that the next one can use it. [manual]",
        "¦## Short answer",
    ),
    (Rule::KindSection, "## Key points", "¦## Criteria"),
    (Rule::SectionShape, "## Key points\n", "## Key points\n¦First of all.\n\n"),
    (
        Rule::OneParagraph,
        "the statement. [standard]\n\n## Misc",
        "the statement. [standard]\n\n  ¦More of it.\n\n## Misc",
    ),
    (Rule::OneParagraph, "It names a query, so", "¦- It names a query, so"),
    (Rule::OneParagraph, "can use it. [manual]", "can use it. [manual]\n\n¦And more."),
    (Rule::Toml, "\"two-words\"]\n", "\"two-words\"\n¦"),
    (Rule::FenceLanguage, "```sql", "¦```"),
    (Rule::OpenCode, "The name `x` can", "The name ¦`x can"),
    (Rule::DuplicateOption, "- [ ] An index:", "- ¦[ ] A loop:"),
    (Rule::SourceLine, "- [standard]: The", "- ¦[standard] The"),
    (Rule::SourceLine, "- [standard]: The", "- ¦standard: The"),
    (Rule::ItemLine, "- extra: **It can", "¦-extra: **It can"),
    (Rule::ItemLine, "- extra: **It can", "      ¦- extra: **It can"),
    (Rule::ItemLine, "- extra: **It can", "¦extra: **It can"),
    (Rule::ItemLine, "- extra: **It can", "¦*extra: **It can"),
    (Rule::ItemLine, "- must: **One", "¦must: **One"),
    (Rule::ItemLine, "   - [ ] An index:", "   ¦[ ] An index:"),
    (Rule::ItemLine, "   - [ ] An index:", "   ¦-[ ] An index:"),
    (Rule::ItemLine, "   - [ ] A loop:", "       ¦- [ ] A loop:"),
    (Rule::ItemLine, "   - [x] A part", "   ¦[x] A part"),
    (Rule::ItemLine, "2. What does the name", "¦2.What does the name"),
    (Rule::ItemLine, "- \"The name `x`", "¦-\"The name `x`"),
    (Rule::ItemLine, "- missing: what", "¦-missing: what"),
    (Rule::ItemLine, "- missing: what", "¦missing: what"),
    (Rule::ItemLine, "- wrong: \"stays", "¦wrong: \"stays"),
    (Rule::UnknownSection, "## Key points", "¦##Key points"),
    (Rule::UnknownSection, "## Key points", "¦### Key points"),
    (Rule::UnknownSection, "## Key points", "¦# Key points"),
    (Rule::UnknownSection, "## Short answer", "¦##Short answer"),
    (Rule::NestedHeading, "The first line names", "¦### Why\n\nThe first line names"),
    (Rule::NestedHeading, "> It makes a", "> ¦## It\n> It makes a"),
    (Rule::OpenFence, "```sql\nWITH", "¦````sql\nWITH"),
    (Rule::OpenFence, "FROM late;\n```\n", "FROM late;\n```\n\n¦~~~text\n```\n"),
    (Rule::RawHtml, "The first line names", "¦<div class=\"x\">\n<b>x</b>\n</div>\n\nThe first line names"),
    (Rule::RawHtml, "looks like one", "looks¦<br>like one"),
    (Rule::RawHtml, "The first line names", "¦<!-- draft -->\n\nThe first line names"),
    (Rule::Image, "The first line names", "¦![a tree](https://a.example/tree.png) The first line names"),
    (Rule::Table, "The first line names", "¦| a | b |\n|---|---|\n| 1 | 2 |\n\nThe first line names"),
    (Rule::LinkDefinition, "The first line names", "¦[tree]: https://a.example/tree\n\nThe first line names"),
    (Rule::InsecureLink, "walks a tree", "walks ¦[a tree](http://a.example/)"),
    (Rule::InsecureLink, "walks a tree", "walks ¦[a tree](javascript:alert%281%29)"),
    (Rule::InsecureLink, "walks a tree", "walks ¦[a tree](/cards/x)"),
    (Rule::InsecureLink, "walks a tree", "walks ¦<mailto:a@a.example>"),
    (Rule::MustCount, "## Key points\n- must: **It names a query.**", "¦## Key points\n- extra: **It names a query.**"),
    (
        Rule::PointCount,
        "## Key points\n- must: **It names a query.** The name stands for its rows\n  in the rest of the statement. \
         [manual]\n- must: **One statement only.** The name is gone afterwards. [manual] [standard]\n- extra",
        "¦## Key points\n- must: **One statement only.** The name is gone afterwards. [manual] [standard]\n- must",
    ),
    (Rule::PointWeight, "- extra: **It can", "- ¦optional: **It can"),
    (Rule::PointLead, "- extra: **It can be recursive.**", "- ¦extra: It can be recursive."),
    (Rule::DuplicateLead, "- extra: **It can be recursive.**", "- ¦extra: **It  names a `query`**"),
    (
        Rule::PointSource,
        "- extra: **It can be recursive.** Then it may use its own name. [manual]",
        "- ¦extra: **It can be recursive.** Then it may use [manual] its own name.",
    ),
    (
        Rule::StudentAnswer,
        "## A student's answer\n> It makes a *temporary* table that\n> stays",
        "¦## A student's answer\nIt makes a *temporary* table that\nstays",
    ),
    (Rule::StudentAnswer, "until you log out.\n\n", "until you log out.\n\n¦That is all.\n\n"),
    (Rule::CritiqueFinding, "- missing: what it is good for. [manual]", "- ¦missing:"),
    (Rule::SectionShape, "1. How long does the name hold?\n", "¦1.\n"),
    (Rule::CritiqueFinding, "- missing: what", "- ¦What is missing: what"),
    (Rule::CritiqueQuote, "\"temporary table\"", "¦\"temporary tables\""),
    (Rule::CritiqueQuote, "\"temporary table\"", "¦\"temporary table"),
    (
        Rule::MisconceptionCount,
        "## Misconceptions\n- \"It makes every query faster.\" It names a query; the plan may be the same. [manual]\n",
        "¦## Misconceptions\n",
    ),
    (Rule::MisconceptionClaim, "- \"It makes every query faster.\" It", "- ¦It makes every query \"faster.\" It"),
    (
        Rule::MisconceptionClaim,
        "- \"It makes every query faster.\" It names a query; the plan may be the same. [manual]",
        "- ¦\"It makes every query faster.\" [manual]",
    ),
    (
        Rule::CheckCount,
        "## Check yourself\n1. How long does the name hold?\n   - [x] For the statement: `a: b` has no part in it\n\
          \x20  - [ ] For the session: that is a temporary table\n",
        "¦## Check yourself\n",
    ),
    (
        Rule::OptionCount,
        "1. How long does the name hold?\n   - [x] For the statement: `a: b` has no part in it\n   - [ ] For the \
         session: that is a temporary table",
        "1. ¦How long does the name hold?\n   - [x] For the statement: `a: b` has no part in it",
    ),
    (
        Rule::OptionCount,
        "3. What must a recursive query have?",
        "3. ¦What must a recursive query have?\n   - [ ] A: a\n   - [ ] B: b",
    ),
    (Rule::OptionMark, "- [ ] A loop:", "- ¦A loop:"),
    (Rule::RightOption, "2. What does the name stand for?\n   - [ ]", "2. ¦What does the name stand for?\n   - [x]"),
    (Rule::RightOption, "1. How long does the name hold?\n   - [x]", "1. ¦How long does the name hold?\n   - [ ]"),
    (Rule::OptionReason, "- [ ] A loop: there is none in SQL", "- ¦[ ] A loop, `a: b`"),
    (
        Rule::TransferAnswer,
        "## Transfer question\nTwo reports need the same rows on different days. Would you use the clause?\n\nAnswer:",
        "¦## Transfer question\nTwo reports need the same rows.\n\n",
    ),
    (Rule::TransferAnswer, "Answer: No, a view, because the name ends with the statement.", "¦Answer:"),
    (
        Rule::TransferAnswer,
        "Two reports need the same rows on different days. Would you use the clause?\n\nAnswer",
        "¦Answer",
    ),
    (
        Rule::SourceLine,
        "- [standard]: The Standard:\n",
        "- [standard]: The Standard: https://standard.example/sql\n- ¦The Standard again:\n",
    ),
    (
        Rule::SourceLine,
        "- [standard]: The Standard:\n",
        "- [standard]: The Standard: https://standard.example/sql\n- ¦[other]: https://other.example\n",
    ),
    (Rule::LinkDefinition, "## Sources\n", "## Sources\n¦[other]: https://other.example\n\n"),
    (Rule::SourceUrl, "https://standard.example", "¦http://standard.example"),
    (Rule::SourceUrl, "https://standard.example/sql#with", "¦javascript:alert(1)"),
    (
        Rule::DuplicateSource,
        "- [standard]: The Standard:\n",
        "- [standard]: The Standard: https://standard.example/sql\n- ¦[standard]: Again:\n",
    ),
    (Rule::DuplicateUrl, "https://standard.example/sql#with", "¦https://manual.example/queries-with.html"),
    (Rule::DuplicateUrl, "https://standard.example/sql#with", "¦https://MANUAL.example/queries-with.html/"),
    (Rule::SourceUrl, "https://standard.example/sql#with", "¦https://standard.example/sql#with#x"),
    (Rule::Blank, "It makes every query faster", "¦{{It makes every query faster}}"),
    (Rule::Blank, "- extra: **It can be recursive.** Then", "- extra: ¦{{It can be recursive. Then"),
    (Rule::UndefinedSource, "what it is good for. [manual]", "what it is good for. ¦[manul]"),
    (Rule::UndefinedSource, "walks a tree", "walks a¦[0] tree"),
    (
        Rule::UncitedSource,
        "- [standard]: The Standard:\n",
        "- [standard]: The Standard: https://standard.example/sql\n- ¦[other]: Other:\n",
    ),
    (Rule::JoinedCitations, "[manual] [standard]", "¦[manual][standard]"),
    (Rule::JoinedCitations, "can use it. [manual]", "can use it. [manual] ¦[manual,\nstandard]"),
    (Rule::JoinedCitations, "can use it. [manual]", "can use it. [manual] ¦[manual, page 7]"),
    (
        Rule::PointSource,
        "- extra: **It can be recursive.** Then it may use its own name. [manual]",
        "- ¦extra: **It can be recursive.** Then it may. [manual].",
    ),
];

const OPINION_CASES: &[Case] = &[
    (Rule::UnknownKind, "\"opinion\"", "¦\"opinoin\""),
    (Rule::KindSection, "## Criteria", "¦## Key points"),
    (Rule::UnknownSection, "## Criteria", "¦## Critera"),
    (Rule::SectionShape, "### Tabs", "¦There are two camps.\n\n### Tabs"),
    (Rule::NestedHeading, "I would use spaces, because", "I would use spaces.\n\n¦#### Why\nBecause"),
    (
        Rule::MissingSection,
        "## Misconceptions\n- \"One of them is right.\" Both work. [guide]\n- \"It does not matter at all.\" Mixing \
         the two does harm. [guide]\n\n## Check",
        "¦## Check",
    ),
];

#[test]
fn every_broken_rule_of_a_card_is_reported_where_it_is_broken_and_nothing_else() {
    check(CONCEPT, CONCEPT_CASES);
    check(OPINION, OPINION_CASES);
}

/// The fixture with everything between two texts, the first of them included, replaced.
fn between(fixture: &str, from: &str, to: &str, new: &str) -> String {
    let start = fixture.find(from).unwrap();
    let end = start + fixture[start..].find(to).unwrap();
    format!("{}{new}{}", &fixture[..start], &fixture[end..])
}

#[test]
fn rules_about_longer_parts_are_reported_where_they_are_broken_and_nothing_else() {
    let words = |count: usize| "word ".repeat(count);
    let (question, moved) = ("## Transfer question", "¦## Transfer question\nWhy?\n\nAnswer: So.\n\n");
    let without_transfer = between(CONCEPT, question, "## Sources", "");
    let long_answer = format!("¦It names a query. {} [manual]\n\n", "x".repeat(303));
    let explanation = |count: usize, code: &str| format!("¦## Explanation\n{}\n\n{code}\n\n", words(count));
    let tabs = |count: usize| format!("¦### Tabs\n{}\n\n", words(count));
    let code = format!("```text\n{}\n```", words(500));
    let long_rest = "- extra: **L4.** x [manual]\n- extra: **L5.** x [manual]\n- extra: **L6.** x [manual]\n\
                     - extra: **L7.** x [manual]\n- extra: **L8.** x [manual]\n\n## Expl";
    for (rule, text) in [
        (Rule::FrontMatter, between(CONCEPT, "+++", "# What", "¦")),
        (Rule::FrontMatter, between(CONCEPT, "+++", "# What", "¦+++\ntags = [\"a\"]\n\n")),
        (Rule::SectionOrder, without_transfer.replace("## Short answer", &format!("{moved}## Short answer"))),
        (Rule::ShortAnswerLength, between(CONCEPT, "It names", "## Key", &long_answer)),
        (Rule::ExplanationLength, between(CONCEPT, "## Explanation", "## A st", &explanation(79, &code))),
        (Rule::ExplanationLength, between(CONCEPT, "## Explanation", "## A st", &explanation(401, ""))),
        (Rule::AnswerLength, between(OPINION, "### Tabs", "### Spaces", &tabs(59))),
        (Rule::AnswerLength, between(OPINION, "### Tabs", "### Spaces", &tabs(201))),
        (Rule::AnswerCount, between(OPINION, "## Answers", "### Spaces", "¦## Answers\n")),
        (
            Rule::AnswerCount,
            between(OPINION, "## Answers", "### Tabs", &format!("¦## Answers\n### A\n{}\n\n", words(60))),
        ),
        (Rule::PointCount, CONCEPT.replace("## Key", "¦## Key").replace("\n## Expl", long_rest)),
        (Rule::StudentAnswer, between(CONCEPT, "## A student", "## What it", "¦## A student's answer\n>\n\n")),
        (Rule::ByteOrderMark, format!("\u{FEFF}{}", CONCEPT.replacen("+++", "¦+++", 1))),
        (Rule::EmptyFile, "¦\n".to_owned()),
    ] {
        let (text, line, column) = unmark(&text);
        let faults = parse(text.as_bytes()).faults;
        // The mark of a byte order mark stands after it, as an editor shows it.
        let column = if rule == Rule::ByteOrderMark { 1 } else { column };
        assert_eq!(found(&faults), [(rule, line, column)], "{rule}\n{}", Faults(faults));
    }
    for (text, count) in [(explanation(80, ""), 0), (explanation(400, &code), 0)] {
        let (text, ..) = unmark(&between(CONCEPT, "## Explanation", "## A st", &text));
        assert_eq!(parse(text.as_bytes()).faults.len(), count);
    }
}

#[test]
fn windows_line_ends_are_one_fault_and_change_no_place() {
    let faults = parse(CONCEPT.replace('\n', "\r\n").as_bytes()).faults;
    assert_eq!(found(&faults), [(Rule::LineEnds, 1, 4)], "{}", Faults(faults));
    let broken = CONCEPT.replace("[ ] A loop:", "A loop:").replace('\n', "\r\n");
    let faults = parse(broken.as_bytes()).faults;
    assert_eq!(found(&faults), [(Rule::LineEnds, 1, 4), (Rule::OptionMark, 55, 6)], "{}", Faults(faults));
}

#[test]
fn bytes_that_are_not_utf8_are_reported_by_line_and_character() {
    let mut bytes = CONCEPT.replace("so that the", "sö that the").into_bytes();
    let at = CONCEPT.find("that the").unwrap();
    bytes[at + 1] = 0xFF;
    let faults = parse(&bytes).faults;
    assert_eq!(found(&faults), [(Rule::InvalidUtf8, 11, 22)], "{}", Faults(faults));
}

#[test]
fn all_faults_of_a_card_are_reported_at_once() {
    let broken = CONCEPT
        .replace("lab = \"jwt\"", "lab = \"sql\"")
        .replace("**It can be recursive.**", "It can be recursive.")
        .replace("good for. [manual]", "good for. [manaul]")
        .replace("## Misconceptions", "## Misconception")
        .replace("[ ] An index: it helps, but is not needed", "[x] An index")
        .replace("https://standard", "http://standard");
    let faults = Faults::from(parse(broken.as_bytes()).faults).0;
    let expected = [
        (Rule::UnknownLab, 4, 7),
        (Rule::PointLead, 17, 3),
        (Rule::UndefinedSource, 40, 33),
        (Rule::UnknownSection, 43, 1),
        (Rule::RightOption, 54, 4),
        (Rule::OptionReason, 56, 6),
        (Rule::SourceUrl, 67, 3),
    ];
    assert_eq!(found(&faults), expected, "{}", Faults(faults));
    assert!(faults[2].message.contains("did you mean \"manual\"?"), "{}", faults[2]);
    assert!(faults[3].message.contains("did you mean \"Misconceptions\"?"), "{}", faults[3]);
}

#[test]
fn options_that_stand_beside_their_questions_are_one_fault() {
    for indent in ["", "  "] {
        let text = CONCEPT.replace("   - [", &format!("{indent}- ["));
        let faults = parse(text.as_bytes()).faults;
        let column = indent.len() + 3;
        assert_eq!(found(&faults), [(Rule::OptionIndent, 49, column)], "{}", Faults(faults));
    }
}

#[test]
fn a_wrapped_sentence_is_no_item_that_lost_its_marker() {
    for end in [
        "*a word* of it",
        "**all** of it",
        "7519. Or so",
        "4.1 of it",
        "`- a` of it",
        "[a tree](https://a.example)",
        "\\` of it",
    ] {
        let text = CONCEPT.replace("in the rest of the statement. [manual]", &format!("{end} [manual]"));
        let faults = parse(text.as_bytes()).faults;
        assert!(faults.is_empty(), "{end}: {}", Faults(faults));
    }
}

#[test]
fn a_mistyped_word_comes_with_the_one_that_was_meant() {
    for (fixture, old, new, hint) in [
        (CONCEPT, "confusable =", "confuseable =", "there is no key \"confuseable\" (did you mean \"confusable\"?)"),
        (CONCEPT, "lab = \"jwt\"", "lab = \"jwd\"", "there is no lab \"jwd\" (did you mean \"jwt\"?)"),
        (CONCEPT, "\"concept\"", "\"concpet\"", "there is no kind \"concpet\" (did you mean \"concept\"?)"),
        (CONCEPT, "## Key points", "##Key points", "this is no heading of a section (did you mean \"## Key points\"?)"),
        (
            CONCEPT,
            "\"two-words\"]",
            "\"two-words\"",
            "missing comma between array elements, expected `,`, on this line or the one before",
        ),
        (CONCEPT, "lab = \"jwt\"", "lab = \"jwt\"\nlab = \"jwt\"", "duplicate key"),
        (
            CONCEPT,
            "walks a tree",
            "walks [a tree](javascript:alert%281%29)",
            "the link to \"javascript:alert%281%29\" is not https",
        ),
        (OPINION, "## Criteria", "## Critera", "there is no section \"Critera\" (did you mean \"Criteria\"?)"),
        (CONCEPT, "good for. [manual]", "good for. [manul]", "there is no source \"manul\" (did you mean \"manual\"?)"),
    ] {
        let faults = parse(fixture.replace(old, new).as_bytes()).faults;
        assert_eq!(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>(), [hint]);
    }
}

#[test]
fn a_damaged_card_is_reported_within_its_text_and_never_panics() {
    for fixture in [CONCEPT, OPINION] {
        let lines: Vec<&str> = fixture.split_inclusive('\n').collect();
        let without = (0..lines.len()).map(|i| [&lines[..i], &lines[i + 1..]].concat().concat());
        let twice = (0..lines.len()).map(|i| [&lines[..=i], &lines[i..]].concat().concat());
        let cut = (0..fixture.len()).step_by(3).map(|end| fixture[..end].to_owned());
        let spoiled = "[]():*`\"#>+-. ".char_indices().flat_map(|(i, c)| {
            let places = fixture.char_indices().skip(i).step_by(31);
            places.map(move |(at, old)| format!("{}{c}{}", &fixture[..at], &fixture[at + old.len_utf8()..]))
        });
        for text in without.chain(twice).chain(cut).chain(spoiled) {
            for fault in parse(text.as_bytes()).faults {
                let line = text.split('\n').nth(fault.line - 1);
                let line = line.unwrap_or_else(|| panic!("{fault} is past the end of {text}"));
                assert!(fault.column <= line.chars().count() + 1, "{fault} is past its line {line:?}");
            }
        }
    }
}
