//! The developer's commands, and the static server that they share with the browser tests.

pub mod build;
pub mod process;
pub mod serve;
pub mod server;
pub mod sizes;
pub mod test;
pub mod tools;

use std::path::{Path, PathBuf};

use groundwork::content;

/// The repository's root.
pub fn root() -> PathBuf {
    // xtask/ always stands in it.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Checks every card. The summary, or every fault, a line each.
pub fn check() -> Result<String, String> {
    let deck = content::read(&root().join("content")).map_err(|faults| faults.to_string())?;
    Ok(format!("{} cards in {} topics: no faults", deck.cards.len(), deck.topics.len()))
}
