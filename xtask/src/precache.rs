//! The service worker's lists: which files it keeps from the first visit, which when the page is idle, which once they were
//! used. They are made from the built files and written into `sw.js`, so that one changed byte is a new version.

use std::fmt::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{files, root};

/// Most bytes, as sent, that a first visit may fetch for use without a network, before the page is idle and after.
const FILES_LIMIT: usize = 500_000;
const LATER_LIMIT: usize = 6_000_000;

/// A course of more files or bytes (as sent) is kept card by card as it is used, and whole only on request.
const COURSE_FILES: usize = 300;
const COURSE_BYTES: usize = 3_000_000;

/// A longer page, such as a list of thousands of cards, is treated like a card. Bytes before compression.
const PAGE_BYTES: usize = 150_000;

/// Scripts that studying and reading need; other modules can wait.
const APP: [&str; 4] = ["start", "groundwork", "list", "offline.js"];

/// The worker and the script that registers it, of a site that does not want one any more.
const NO_WORKER: &str = include_str!("off/sw.js");
const NO_OFFLINE: &str =
    "// This build keeps nothing for use without a network: cargo xtask build --without-worker.\nexport {};\n";

/// What the worker does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Before the worker says it is installed.
    First,
    /// When the page is idle.
    Later,
    /// Part of the course: when idle, or once it was used.
    Course,
    Never,
}

fn when(name: &str, bytes: usize) -> When {
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        _ if files::is_copy(name) => When::Never,
        ["sw.js" | "offline.json"] => When::Never,
        ["cards", _, "index.html"] | ["cards", "sheet", _, "index.html"] => When::Course,
        ["deck", file] if !file.starts_with("index.") => When::Course,
        ["deck", _] | ["icon.svg" | "manifest.webmanifest"] => When::First,
        [.., file] if file.ends_with(".html") => {
            if bytes <= PAGE_BYTES {
                When::First
            } else {
                When::Course
            }
        }
        [file] if APP.iter().any(|start| file.starts_with(start)) => When::First,
        [.., file] if file.ends_with(".js") || file.ends_with(".wasm") => When::Later,
        _ => When::Never,
    }
}

/// The first 64 bits of a file's hash: enough to tell its versions apart.
pub fn mark(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Files as the worker names them, with their marks, and what they weigh as sent.
#[derive(Debug, Default)]
struct List {
    marks: Vec<(String, String)>,
    bytes: usize,
}

impl List {
    fn add(&mut self, dist: &Path, name: &str, bytes: &[u8]) {
        let folder = name.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let path = folder.unwrap_or(name);
        self.bytes += files::read(dist, &format!("{name}.br")).map_or(bytes.len(), |sent| sent.len());
        self.marks.push((path.to_owned(), mark(bytes)));
    }

    fn append(&mut self, other: Self) {
        self.marks.extend(other.marks);
        self.bytes += other.bytes;
    }

    /// Names are those of files of a site: nothing in them needs escaping in JSON.
    fn json(&self) -> String {
        let entries: Vec<String> = self.marks.iter().map(|(path, mark)| format!("\"{path}\":\"{mark}\"")).collect();
        format!("{{{}}}", entries.join(","))
    }
}

/// The page for a card that was never opened here and cannot be fetched, made from the page for what is missing.
fn absent(not_found: &str) -> Result<String, String> {
    let parts = not_found.split_once("<main").and_then(|(before, rest)| {
        let (attributes, rest) = rest.split_once('>')?;
        let (_, after) = rest.split_once("</main>")?;
        Some((before, attributes, after))
    });
    let (before, attributes, after) =
        parts.ok_or("404.html: it has no <main>, and the page for use without a network is made from it")?;
    Ok(format!(
        "{before}<main{attributes}><header class=\"section\"><p>Offline</p><div><div class=\"stack\">\
         <h1 tabindex=\"-1\">This page is not on this device</h1>\
         <p class=\"lead\">There is no connection, and this page was not opened here before. Your progress is not affected. \
         Go back, or study: that works. With a connection, reload.</p></div></div></header></main>{after}"
    ))
}

/// A script without its comment lines and indentation: what a student's browser need not fetch.
fn squeezed(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("// "));
    let mut text = lines.collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

/// Writes `sw.js` and what belongs to it into a built site, from the worker's source in the repository.
pub fn write(dist: &Path) -> Result<Kept, String> {
    let source = squeezed(&String::from_utf8_lossy(&files::read(&root(), "sw.js")?));
    files::write(dist, "offline.js", squeezed(&String::from_utf8_lossy(&files::read(&root(), "offline.js")?)))?;
    let not_found = String::from_utf8_lossy(&files::read(dist, "404.html")?).into_owned();
    files::write(dist, "offline.html", absent(&not_found)?)?;
    let (mut first, mut later, mut course) = (List::default(), List::default(), List::default());
    for name in files::below(dist)? {
        let bytes = files::read(dist, &name)?;
        let list = match when(&name, bytes.len()) {
            When::First => &mut first,
            When::Later => &mut later,
            When::Course => &mut course,
            When::Never => continue,
        };
        list.add(dist, &name, &bytes);
    }
    let kept_on_use = course.marks.len() > COURSE_FILES || course.bytes > COURSE_BYTES;
    let everything = [source.as_str(), &first.json(), &later.json(), &course.json()].concat();
    let rest = if kept_on_use {
        files::write(dist, "offline.json", course.json())?;
        format!("{{\"files\":{},\"bytes\":{}}}", course.marks.len(), course.bytes)
    } else {
        later.append(course);
        "null".to_owned()
    };
    let mut worker = source;
    for (from, to) in [
        ("const VERSION = \"\";", format!("const VERSION = \"{}\";", mark(everything.as_bytes()))),
        ("const FILES = {};", format!("const FILES = {};", first.json())),
        ("const LATER = {};", format!("const LATER = {};", later.json())),
        ("const REST = null;", format!("const REST = {rest};")),
    ] {
        if !worker.contains(from) {
            return Err(format!("sw.js: `{from}` is missing; the build fills it in"));
        }
        worker = worker.replacen(from, &to, 1);
    }
    files::write(dist, "sw.js", worker)?;
    Ok(Kept { first, later, on_use: kept_on_use })
}

/// What the worker of a site keeps.
#[derive(Debug)]
pub struct Kept {
    first: List,
    later: List,
    on_use: bool,
}

impl Kept {
    /// Fails when a list weighs more than a first visit may be asked for.
    pub fn within_limits(&self) -> Result<(), String> {
        for (list, limit, name) in [(&self.first, FILES_LIMIT, "at once"), (&self.later, LATER_LIMIT, "when idle")] {
            if list.bytes > limit {
                let excess = list.bytes - limit;
                return Err(format!("sw.js: the files kept {name} are {excess} bytes past the limit of {limit}"));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, later) = (&self.first, &self.later);
        write!(f, "Kept for use offline: {} files, {} bytes at once; ", first.marks.len(), first.bytes)?;
        write!(f, "{} files, {} bytes when idle; ", later.marks.len(), later.bytes)?;
        write!(f, "the rest {}.", if self.on_use { "once it was used, or on request" } else { "is nothing" })
    }
}

/// Writes a worker that removes itself and everything that its forerunners kept, and nothing else.
pub fn write_none(dist: &Path) -> Result<(), String> {
    files::write(dist, "sw.js", NO_WORKER)?;
    files::write(dist, "offline.js", NO_OFFLINE)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    fn site(name: &str, cards: usize) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("groundwork-precache-{name}-{}", std::process::id()));
        for name in ["index.html", "study/index.html", "start-0123456789abcdef.js", "labs_bg-0123456789abcdef.wasm"] {
            files::write(&folder, name, name).unwrap();
        }
        files::write(&folder, "404.html", "<body><a>home</a><main class=\"x\"><h1>Missing</h1></main></body>").unwrap();
        for card in 0..cards {
            files::write(&folder, &format!("cards/c{card}/index.html"), "card").unwrap();
        }
        folder
    }

    #[test]
    fn each_file_is_kept_at_its_time() {
        for (name, expected) in [
            ("index.html", When::First),
            ("cards/index.html", When::First),
            ("labs/jwt/index.html", When::First),
            ("offline.js", When::First),
            ("groundwork_bg-0123456789abcdef.wasm", When::First),
            ("groundwork_bg-0123456789abcdef.wasm.br", When::Never),
            ("list_bg-0123456789abcdef.wasm", When::First),
            ("desk_bg-0123456789abcdef.wasm", When::Later),
            ("labs_bg-0123456789abcdef.wasm", When::Later),
            ("workshop_bg-0123456789abcdef.wasm", When::Later),
            ("cards/what-is-a-jwt/index.html", When::Course),
            ("cards/sheet/12/index.html", When::Course),
            ("deck/tokens.json", When::Course),
            ("deck/tokens.2.json", When::Course),
            ("deck/tokens.json.br", When::Never),
            ("deck/index.rest.json", When::First),
            ("sw.js", When::Never),
            ("icons/any-512.png", When::Never),
            ("_headers", When::Never),
        ] {
            assert_eq!(when(name, 9_000), expected, "{name}");
        }
        assert_eq!(when("cards/index.html", PAGE_BYTES + 1), When::Course);
    }

    #[test]
    fn a_small_course_is_kept_whole_and_one_changed_byte_is_a_new_version() {
        let folder = site("small", 3);
        let kept = write(&folder).unwrap();
        let said = kept.to_string();
        assert!(said.contains("the rest is nothing") && kept.within_limits().is_ok(), "{said}");
        let heavy = List { bytes: FILES_LIMIT + 3, ..List::default() };
        let heavy = Kept { first: heavy, later: List::default(), on_use: false };
        assert!(heavy.within_limits().is_err_and(|why| why.contains("3 bytes past the limit")));
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        assert!(
            worker.contains("\"cards/c2/\":\"") && worker.contains("{\"404.html\":\"") && worker.contains("\"\":\"")
        );
        assert!(worker.contains("const REST = null;"));
        write(&folder).unwrap();
        assert_eq!(fs::read_to_string(folder.join("sw.js")).unwrap(), worker);
        files::write(&folder, "cards/c1/index.html", "card.").unwrap();
        write(&folder).unwrap();
        let version = |text: &str| text.split("VERSION = \"").nth(1).map(|rest| rest[..16].to_owned());
        assert_ne!(version(&fs::read_to_string(folder.join("sw.js")).unwrap()), version(&worker));
        let absent = fs::read_to_string(folder.join("offline.html")).unwrap();
        assert!(absent.starts_with("<body><a>home</a><main") && !absent.contains("Missing"), "{absent}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_large_course_leaves_the_worker_small_and_is_listed_beside_it() {
        let folder = site("large", COURSE_FILES + 1);
        write(&folder).unwrap();
        let worker = fs::read_to_string(folder.join("sw.js")).unwrap();
        assert!(!worker.contains("cards/c1/") && worker.contains("const REST = {\"files\":301,"));
        assert_eq!(fs::read_to_string(folder.join("offline.json")).unwrap().matches("cards/").count(), 301);
        fs::remove_dir_all(folder).unwrap();
    }
}
