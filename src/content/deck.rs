//! Owns what must hold between the cards: slugs, aliases, confusable cards, and their agreement with `topics.toml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::CardId;
use crate::domain::deck::Deck;

use super::card::{Draft, Named};
use super::fault::{Fault, Faults};
use super::fields;
use super::hygiene::canonical;
use super::rule::Rule;
use super::similar;
use super::topics::Topics;

/// Joins topics and cards to a deck.
///
/// # Errors
/// The faults of all cards and those between them; `topics_file` is the path of `topics.toml` as shown in faults.
pub fn assemble(topics_file: &str, topics: Topics, drafts: Vec<Draft>, mut faults: Vec<Fault>) -> Result<Deck, Faults> {
    let mut drafts = drafts;
    faults.extend(drafts.iter_mut().flat_map(|draft| std::mem::take(&mut draft.faults)));
    let mut by_slug: BTreeMap<&str, &Draft> = BTreeMap::new();
    for draft in &drafts {
        let slug = draft.card.id.0.as_str();
        if let Some(first) = by_slug.get(slug) {
            let what = format!("the slug {slug:?} is that of {} too", first.file);
            faults.push(Fault::of_file(&draft.file, Rule::DuplicateSlug, what));
        } else {
            by_slug.insert(slug, draft);
        }
    }
    check_lists(topics_file, &topics, &drafts, &by_slug, &mut faults);
    let aliases = check_aliases(&drafts, &by_slug, &mut faults);
    check_confusable(&drafts, &by_slug, &aliases, &mut faults);
    check_sources(&drafts, &mut faults);
    if !faults.is_empty() {
        return Err(Faults::from(faults));
    }
    let old = aliases.iter().map(|(old, now)| (CardId((*old).to_owned()), now.card.id.clone())).collect();
    let order: Vec<_> = topics.listed.iter().filter_map(|listed| by_slug.get(listed.slug.as_str()).copied()).collect();
    let cards = order.into_iter().map(|draft| draft.card.clone()).collect();
    Ok(Deck { topics: topics.topics, cards, aliases: old })
}

fn check_lists(
    topics_file: &str,
    topics: &Topics,
    drafts: &[Draft],
    by_slug: &BTreeMap<&str, &Draft>,
    faults: &mut Vec<Fault>,
) {
    let known: BTreeSet<&str> = topics.topics.iter().map(|topic| topic.id.0.as_str()).collect();
    let folders: BTreeSet<&str> = drafts.iter().map(|draft| draft.card.topic.0.as_str()).collect();
    if topics.whole {
        for folder in folders.difference(&known) {
            let path = topics_file.replace("topics.toml", folder);
            let hint = similar::hint(folder, known.iter().copied());
            let what = format!("there is no topic {folder:?}{hint}");
            faults.push(Fault::of_file(&path, Rule::UnknownTopic, what));
        }
    }
    for listed in &topics.listed {
        let what = match by_slug.get(listed.slug.as_str()) {
            Some(draft) if draft.card.topic == listed.topic => continue,
            Some(draft) => format!("the card {:?} of topic {:?} is in {}", listed.slug, listed.topic.0, draft.file),
            None => {
                let unlisted = by_slug.keys().copied();
                let unlisted = unlisted.filter(|slug| !topics.listed.iter().any(|other| other.slug == *slug));
                let hint = similar::hint(&listed.slug, unlisted);
                format!("there is no file {}/{}.md{hint}", listed.topic.0, listed.slug)
            }
        };
        faults.push(Fault {
            file: topics_file.to_owned(),
            line: listed.place.line,
            column: listed.place.column,
            rule: Rule::MissingCard,
            message: what,
        });
    }
    let listed: BTreeSet<&str> = topics.listed.iter().map(|listed| listed.slug.as_str()).collect();
    for draft in drafts {
        let slug = &draft.card.id.0;
        if topics.whole
            && !listed.contains(slug.as_str())
            && known.contains(draft.card.topic.0.as_str())
            && fields::is_card_slug(slug)
        {
            let what = format!("topics.toml does not list {slug:?}");
            faults.push(Fault::of_file(&draft.file, Rule::UnlistedCard, what));
        }
    }
}

fn fault(draft: &Draft, named: &Named, rule: Rule, message: String) -> Fault {
    Fault { file: draft.file.clone(), line: named.place.line, column: named.place.column, rule, message }
}

fn check_aliases<'d>(
    drafts: &'d [Draft],
    by_slug: &BTreeMap<&str, &'d Draft>,
    faults: &mut Vec<Fault>,
) -> Vec<(&'d str, &'d Draft)> {
    let mut aliases: Vec<(&str, &Draft)> = Vec::new();
    for draft in drafts {
        for alias in &draft.aliases {
            let what = if let Some(card) = by_slug.get(alias.slug.as_str()) {
                format!("the alias {:?} is the slug of {}", alias.slug, card.file)
            } else if let Some((_, card)) = aliases.iter().find(|(old, _)| *old == alias.slug) {
                format!("the alias {:?} is there before, in {}", alias.slug, card.file)
            } else {
                aliases.push((&alias.slug, draft));
                continue;
            };
            faults.push(fault(draft, alias, Rule::AliasCollision, what));
        }
    }
    aliases
}

/// An address that two cards cite is the same document in both.
fn check_sources(drafts: &[Draft], faults: &mut Vec<Fault>) {
    let mut titles: BTreeMap<String, (&str, &Draft)> = BTreeMap::new();
    for draft in drafts {
        for (source, place) in draft.card.sources.iter().zip(&draft.sources) {
            let (title, first) = *titles.entry(canonical(&source.url)).or_insert((&source.title, draft));
            if title != source.title && first.file != draft.file {
                let named = Named { slug: source.id.clone(), place: *place };
                let what = format!("the address of {:?} is called {title:?} in {}", source.id, first.file);
                faults.push(fault(draft, &named, Rule::SourceTitle, what));
            }
        }
    }
}

fn check_confusable(
    drafts: &[Draft],
    by_slug: &BTreeMap<&str, &Draft>,
    aliases: &[(&str, &Draft)],
    faults: &mut Vec<Fault>,
) {
    for draft in drafts {
        for other in &draft.confusable {
            if other.slug == draft.card.id.0 {
                let what = format!("{:?} is this card", other.slug);
                faults.push(fault(draft, other, Rule::SelfConfusable, what));
            } else if !by_slug.contains_key(other.slug.as_str()) {
                let now = aliases.iter().find(|(old, _)| *old == other.slug).map(|(_, card)| &card.card.id);
                let hint = match now {
                    Some(now) => format!(" (it is called \"{now}\" now)"),
                    None => similar::hint(&other.slug, by_slug.keys().copied()),
                };
                let what = format!("there is no card {:?}{hint}", other.slug);
                faults.push(fault(draft, other, Rule::UnknownConfusable, what));
            }
        }
    }
}
