//! The pages of a built site, as Trunk's hook writes them: the same every time, and small with any number of cards.
#![cfg(feature = "ssr")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use groundwork::content;

/// Most elements of any page, and what a list aims at.
const LIMIT: usize = 2_500;
const AIM: usize = 1_500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The course of this repository so many times over, under other names.
fn course(folder: &Path, times: usize) {
    let deck = content::read(&root().join("content")).unwrap();
    let mut topics = String::new();
    for topic in &deck.topics {
        let cards: Vec<_> = deck.cards.iter().filter(|card| card.topic == topic.id).collect();
        let mut slugs = Vec::new();
        for round in 0..times {
            for card in &cards {
                let text = fs::read_to_string(root().join(format!("content/{}/{}.md", topic.id, card.id))).unwrap();
                let lines = text.lines().filter(|line| !line.starts_with("confusable") && !line.starts_with("aliases"));
                let text: String = lines.map(|line| [line, "\n"].concat()).collect();
                write(&folder.join(format!("{}/{}-{round}.md", topic.id, card.id)), &text);
                slugs.push(format!("\"{}-{round}\"", card.id));
            }
        }
        let (id, title, line, cards) = (&topic.id, &topic.title, &topic.line, slugs.join(", "));
        topics += &format!("[[topic]]\nid = \"{id}\"\ntitle = \"{title}\"\nline = \"{line}\"\ncards = [{cards}]\n");
    }
    write(&folder.join("topics.toml"), &topics);
}

/// Every file that the hook leaves, by path.
fn prerendered(folder: &Path, content: &Path) -> BTreeMap<String, Vec<u8>> {
    let shell = "<!doctype html><html lang=\"en\"><head><!-- head --></head><body><!-- body --></body></html>";
    write(&folder.join("index.html"), shell);
    write(&folder.join("start.js"), "start");
    for module in ["groundwork", "list", "desk", "labs", "workshop"] {
        write(&folder.join(format!("{module}.js")), module);
        write(&folder.join(format!("{module}_bg.wasm")), module);
    }
    let mut hook = Command::new(env!("CARGO_BIN_EXE_prerender"));
    hook.env("TRUNK_STAGING_DIR", folder).env("TRUNK_SOURCE_DIR", root()).env("TRUNK_PUBLIC_URL", "/x/");
    assert!(hook.env("GROUNDWORK_CONTENT", content).env_remove("GROUNDWORK_ESBUILD").status().unwrap().success());
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Addresses of pages that a page links to, as its file's name.
fn links(page: &str) -> impl Iterator<Item = String> {
    let hrefs = page.split("<a ").skip(1).filter_map(|tag| tag.split_once("href=\"/x/")?.1.split('"').next());
    hrefs
        .map(|href| href.split('#').next().unwrap_or_default())
        .filter(|href| href.ends_with('/'))
        .map(|href| format!("{href}index.html"))
}

fn elements(page: &str) -> usize {
    let bytes = page.as_bytes();
    bytes.windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).count()
}

#[test]
fn a_large_course_is_the_same_twice_flat_and_reached_by_links_alone() {
    let folder = env::temp_dir().join(format!("groundwork-prerender-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    course(&folder.join("content"), 6);
    let first = prerendered(&folder.join("first"), &folder.join("content"));
    let second = prerendered(&folder.join("second"), &folder.join("content"));
    fs::remove_dir_all(&folder).unwrap();
    assert!(first.keys().eq(second.keys()), "other files");
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} is not the same twice");
    }
    let pages = first.iter().filter(|(name, _)| name.ends_with(".html"));
    let pages: BTreeMap<&str, String> =
        pages.map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned())).collect();
    for (name, page) in &pages {
        let aim = if ["index.html", "cards/index.html", "cards/sheet/index.html"].contains(name) { AIM } else { LIMIT };
        assert!(elements(page) <= aim, "{name} has {} elements", elements(page));
    }
    // From the list on, by links of what is not the module's.
    let mut seen = BTreeSet::from(["cards/index.html".to_owned()]);
    let mut open: Vec<String> = seen.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let page = pages.get(name.as_str()).unwrap_or_else(|| panic!("there is no {name}"));
        // Not from card to card: that is a way of ten thousand steps.
        if !name.starts_with("cards/") || name.starts_with("cards/sheet/") || name == "cards/index.html" {
            open.extend(links(page).filter(|link| link.starts_with("cards/") && seen.insert(link.clone())));
        }
    }
    let cards = pages.keys().filter(|name| name.starts_with("cards/")).map(|name| (*name).to_owned()).collect();
    assert_eq!(seen.intersection(&cards).count(), cards.len(), "{:?}", cards.difference(&seen));
    // Bodies come a few at a time, too.
    assert!(first.contains_key("deck/tokens.json") && first.contains_key("deck/tokens.2.json"));
}

#[test]
fn a_small_course_is_one_list_and_one_sheet() {
    let folder = env::temp_dir().join(format!("groundwork-prerender-small-{}", std::process::id()));
    let files = prerendered(&folder, &root().join("content"));
    fs::remove_dir_all(&folder).unwrap();
    assert!(!files.keys().any(|name| name.starts_with("cards/sheet/1/") || name.contains(".2.json")));
    let list = String::from_utf8_lossy(&files["cards/index.html"]);
    let cards = content::read(&root().join("content")).unwrap().cards;
    assert!(cards.iter().all(|card| links(&list).any(|link| link == format!("cards/{}/index.html", card.id))));
    assert!(String::from_utf8_lossy(&files["cards/sheet/index.html"]).contains("All cards on paper"));
}
