//! Reads `content/` at build time into a [`Deck`](crate::domain::deck::Deck), or says everything that is wrong with it.
//!
//! - [`read`]: the folder in, the deck or every fault out. [`emit`]: the deck's files for the site.
//! - [`documents`]: the pages of `docs/` that are made from the content.
//! - [`new_card`]: a template to fill.
//! - `bytes`, `fields`, `front`, `topics`: characters, TOML, front matter, `topics.toml`.
//! - `outline`, `inline`, `list`: a card's Markdown as sections, lists, HTML and plain text.
//! - `sources`, `points`, `prose`, `critique`, `checks`: what each section says. `hygiene`: what holds everywhere.
//! - [`anki`], [`sheet`], `search`: the deck for Anki, as a page to print, and as text to search.
//! - `card`: one whole card. `deck`: what must hold between cards. `rule`, `fault`, `similar`: how faults are reported.

mod anki;
mod bytes;
mod card;
mod checks;
mod critique;
mod deck;
pub mod documents;
mod emit;
mod fault;
mod fields;
mod files;
mod front;
mod html;
mod hygiene;
mod inline;
mod list;
mod new;
mod outline;
pub mod page_index;
mod points;
mod prose;
mod rule;
mod search;
mod sheet;
mod similar;
mod sources;
mod study;
mod topics;

#[cfg(test)]
mod tests;

pub use anki::anki;
pub use card::{Draft, Named, parse_card};
pub use deck::assemble;
pub use emit::emit;
pub use fault::{Fault, Faults, Place};
pub use files::read;
pub use front::LABS;
pub use new::{NewCardError, new_card};
pub use rule::Rule;
pub use sheet::sheet;
pub use study::study_card;
pub use topics::{Listed, Topics, parse as parse_topics};
