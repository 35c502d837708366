//! The developer's commands, and the static server that they share with the browser tests.

pub mod anki;
pub mod bench;
pub mod build;
pub mod compress;
pub mod files;
pub mod fuzz;
pub mod hosting;
pub mod icons;
pub mod lighthouse;
pub mod paths;
pub mod precache;
pub mod process;
pub mod seeds;
pub mod serve;
pub mod server;
pub mod sizes;
pub mod synthetic;
pub mod test;
pub mod tools;

use std::env;
use std::path::{Path, PathBuf};

pub use groundwork::content::page_index;
use groundwork::content::{self, documents};
use groundwork::domain::card::Kind;

/// The repository's root.
pub fn root() -> PathBuf {
    // xtask/ always stands in it.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Starts a card; says where, and what to do next.
pub fn new_card(topic: &str, slug: &str, kind: Kind) -> Result<String, String> {
    let content = root().join("content");
    content::new_card(&content, topic, slug, kind).map_err(|why| why.to_string())?;
    Ok(format!(
        "content/{topic}/{slug}.md is written, and content/topics.toml lists it.\n\
         Fill its blanks {{{{…}}}}: docs/authoring.md says how, `cargo xtask check` what is left, and `cargo xtask serve` shows it."
    ))
}

/// Renews the pages of `docs/` that are made from the content; says which.
pub fn docs() -> Result<String, String> {
    let deck = content::read(&root().join("content")).map_err(|faults| faults.to_string())?;
    let pages = [
        ("docs/rules.md", documents::rules()),
        ("docs/sources.md", documents::sources(&deck)),
        ("docs/findings.md", documents::findings()),
    ];
    for (path, page) in &pages {
        std::fs::write(root().join(path), page).map_err(|error| format!("{path}: {error}"))?;
    }
    let [rules, sources, findings] = pages.map(|(path, _)| path);
    Ok(format!("{rules}, {sources} and {findings}"))
}

/// Checks every card, of the course that `GROUNDWORK_CONTENT` names or else of `content/`. The summary, or every fault, a line each, and their number.
pub fn check() -> Result<String, String> {
    let folder = env::var_os("GROUNDWORK_CONTENT").map_or_else(|| root().join("content"), PathBuf::from);
    let deck = content::read(&folder).map_err(|faults| {
        let count = faults.0.len();
        format!("{faults}{count} {}", if count == 1 { "fault" } else { "faults" })
    })?;
    Ok(format!("{} cards in {} topics: no faults", deck.cards.len(), deck.topics.len()))
}
