//! Owns the pages of `docs/` that are made from the content, its rules, and the rules of the JWT lab.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::domain::card::Card;
use crate::domain::deck::Deck;
use crate::domain::jwt::findings::{GROUPS, Severity};

use super::rule::Rule;

/// `docs/rules.md`: every rule, what must hold and how to mend a fault.
pub fn rules() -> String {
    let mut page = format!(
        "# Rules of the cards\n\n{MADE}\n\nWhat `cargo xtask check` looks for, in the order of the format. A fault is \
         reported as\n`file:line:column: [rule] what is wrong: how to mend it`.\n\n| rule | what must hold | mend |\n\
         |---|---|---|\n"
    );
    for rule in Rule::ALL {
        let (meaning, mend) = (escape(rule.meaning()), escape(rule.mend()));
        line(&mut page, &format!("| `{rule}` | {meaning} | {mend} |"));
    }
    page
}

/// `docs/sources.md`: every source, card by card in study order.
pub fn sources(deck: &Deck) -> String {
    let all = || deck.cards.iter().flat_map(|card| &card.sources);
    let addresses: BTreeSet<&str> = all().map(|source| source.url.as_str()).collect();
    let mut page = format!(
        "# Sources\n\n{MADE}\n\nWhat each card rests on: {} sources on {} cards, at {} different addresses.\n",
        all().count(),
        deck.cards.len(),
        addresses.len()
    );
    for topic in &deck.topics {
        line(&mut page, &format!("\n## {}", escape(&topic.title)));
        for card in deck.cards.iter().filter(|card| card.topic == topic.id) {
            of_card(&mut page, card);
        }
    }
    page
}

/// `docs/findings.md`: what the JWT lab looks for in a token.
pub fn findings() -> String {
    let total: usize = GROUPS.iter().map(|(_, rules)| rules.len()).sum();
    let (serious, weak, note) = (Severity::Serious, Severity::Weak, Severity::Note);
    let mut page = format!(
        "# Findings of the JWT lab\n\n{MADE}\n\nThe {total} rules that the lab applies to a token. {serious}: a careful \
         receiver refuses it, or an attacker gains\nby it. {weak}: it works, and makes trouble or an attack more likely. \
         {note}: worth knowing.\n"
    );
    for (group, rules) in GROUPS {
        line(&mut page, &format!("\n## {group}"));
        for rule in rules {
            let source = rule.source.map_or_else(
                || "a rule of thumb of this project".to_owned(),
                |source| format!("[{source}]({})", source.url()),
            );
            let (id, severity, title) = (rule.id, rule.severity, escape(rule.title));
            line(&mut page, &format!("\n### {title}\n\n`{id}`, {severity}, {source}\n"));
            line(&mut page, &format!("{} {}", escape(rule.reason), escape(rule.advice)));
        }
    }
    page
}

const MADE: &str = "Made by `cargo xtask docs`: change what it is made from, and run that again.";

fn of_card(page: &mut String, card: &Card) {
    let path = format!("content/{}/{}.md", card.topic, card.id);
    line(page, &format!("\n### {}\n\n[{path}](../{path})\n", escape(&card.title)));
    for source in &card.sources {
        line(page, &format!("- {}: <{}>", escape(&source.title), source.url));
    }
}

fn line(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}

/// Plain text as Markdown that shows it, in a table too.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_plain_in_markdown() {
        assert_eq!(escape("`a_b` | <c> [d]"), "\\`a\\_b\\` \\| \\<c\\> \\[d\\]");
    }

    #[test]
    fn every_rule_has_its_row() {
        let page = rules();
        assert_eq!(page.lines().filter(|line| line.starts_with("| `")).count(), Rule::ALL.len());
        assert!(page.contains("\n| `tab` | Files have no tabs. | use spaces |\n"), "{page}");
    }
}
