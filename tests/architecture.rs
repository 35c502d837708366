//! The layers hold: `ui → state → platform → domain`, and no browser in the domain.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what its files may not name.
const RULES: [(&str, &[&str]); 4] = [
    (
        "domain",
        &[
            "leptos",
            "web_sys",
            "js_sys",
            "gloo",
            "wasm_bindgen",
            "crate::platform",
            "crate::state",
            "crate::ui",
            "crate::content",
        ],
    ),
    ("content", &["leptos", "web_sys", "js_sys", "wasm_bindgen", "crate::platform", "crate::state", "crate::ui"]),
    ("platform", &["leptos", "crate::state", "crate::ui", "crate::content"]),
    ("state", &["crate::ui", "crate::content", "web_sys", "js_sys"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The lines of `text` that name `word`, comments left out.
fn lines_naming<'a>(text: &'a str, word: &str) -> Vec<(usize, &'a str)> {
    let code = |line: &'a str| line.split("//").next().unwrap_or_default();
    text.lines().enumerate().map(|(i, line)| (i + 1, code(line))).filter(|(_, line)| line.contains(word)).collect()
}

#[test]
fn no_layer_names_what_stands_to_its_left() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for (layer, forbidden) in RULES {
        let files = rust_files(&src.join(layer));
        assert!(!files.is_empty(), "src/{layer} has no files: has it moved?");
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for word in forbidden {
                for (line, code) in lines_naming(&text, word) {
                    faults.push(format!("{}:{line}: names {word}: {}", file.display(), code.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_forbidden_name_is_found_with_its_line() {
    let text = "use std::fmt;\nuse leptos::prelude::*;\n// leptos in a comment\n";
    assert_eq!(lines_naming(text, "leptos"), [(2, "use leptos::prelude::*;")]);
}
