//! The pages of `docs/` that are made from the content are those that the content makes now.
#![cfg(feature = "content")]

use std::fs;
use std::path::Path;

use groundwork::content::{self, documents};

#[test]
fn the_generated_pages_of_docs_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deck = content::read(&root.join("content")).unwrap_or_else(|faults| panic!("{faults}"));
    for (path, fresh) in [
        ("docs/rules.md", documents::rules()),
        ("docs/sources.md", documents::sources(&deck)),
        ("docs/findings.md", documents::findings()),
    ] {
        let kept = fs::read_to_string(root.join(path)).unwrap_or_default();
        let (kept, fresh): (Vec<_>, Vec<_>) = (kept.lines().collect(), fresh.lines().collect());
        let stale = fresh.iter().zip(&kept).position(|(a, b)| a != b).unwrap_or(fresh.len().min(kept.len()));
        assert!(
            kept == fresh,
            "{path} is stale from line {}: run `cargo xtask docs` and commit what it writes",
            stale + 1
        );
    }
}
