//! Published test vectors: where they are, and how their JSON is read.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder with the vectors; `None`, loudly, where there is none and none is required.
pub fn vectors() -> Option<PathBuf> {
    let named = std::env::var_os("GROUNDWORK_VECTORS").map(PathBuf::from);
    // Beside the repository, whose folder is that of this package or above it.
    let beside = || {
        let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|above| above.join("../shared/vectors"));
        folders.into_iter().find(|folder| folder.is_dir()).unwrap_or_else(|| PathBuf::from("../shared/vectors"))
    };
    let folder = named.unwrap_or_else(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    let message = format!(
        "no test vectors in {}: set GROUNDWORK_VECTORS to their folder (tests/README.md says where to get them)",
        folder.display()
    );
    let required = std::env::var_os("GROUNDWORK_REQUIRE_VECTORS").is_some_and(|value| value == "1");
    assert!(!required, "{message}");
    eprintln!("\n*** SKIPPED: {message} ***\n");
    None
}

pub fn load(file: &str) -> Option<Value> {
    let path = vectors()?.join(file);
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is no array"))
}

pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is no string"))
}
