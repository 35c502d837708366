//! The budget's rows about loading a page on a phone: the built site, the same pages without scripts, and the app without
//! prerendered pages.

use std::fs;

use super::chromium;
use super::samples::Results;
use super::table::{Budget, Table, time};
use crate::build::dist;
use crate::{compress, files, page_index};

/// The site as it is built; its pages without any script; and with nothing in the body but the place where the app mounts.
pub const SITES: [&str; 3] = ["ours", "static", "bare"];

/// Pages that are loaded: a name, the path, and the sites on which it is. A card is no page without its prerendered text,
/// and the lab's module mounts in the middle of one.
pub const PAGES: [(&str, &str, &[&str]); 3] = [
    ("card", "cards/jwt-signature/", &["ours", "static"]),
    ("study", "study/", &["ours", "static", "bare"]),
    ("labs", "labs/jwt/", &["ours", "static"]),
];

/// A text without what stands from `start` to the next `end`, wherever that is.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        kept.push_str(before);
        rest = after.split_once(end).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// A page without scripts, and without what they would have asked for.
fn without_scripts(page: &str) -> String {
    let page = without(page, "<script", "</script>");
    without(&without(&page, "<link rel=\"modulepreload\"", ">"), "<link rel=\"preload\"", ">")
}

/// A page whose body shows nothing until the app mounts: its header, main part and footer are empty. The deck's index stays.
fn bare(page: &str) -> Result<String, String> {
    let fault = || "the page has not the parts that it is known to have".to_owned();
    let (before, rest) = page.split_once("<header class=\"masthead\">").ok_or_else(fault)?;
    let (head, _) = rest.split_once("<main ").ok_or_else(fault)?;
    let trouble = head.split_once("</header>").map(|(_, between)| between).ok_or_else(fault)?;
    let (tag, rest) = rest[head.len()..].split_once('>').ok_or_else(fault)?;
    let (_, rest) = rest.split_once("</main>").ok_or_else(fault)?;
    let (_, shell) = rest.split_once("<dialog").ok_or_else(fault)?;
    let index = page_index::of(page).map(page_index::element).unwrap_or_default();
    Ok(format!("{before}{trouble}{tag}></main>{index}<dialog{shell}"))
}

/// Copies the built site, compressed copies and all, and changes the pages that are loaded.
fn lay_out(name: &str, change: impl Fn(&str) -> Result<String, String>) -> Result<(), String> {
    let (from, to) = (dist(), chromium::folder().join(format!("loading-{name}")));
    if !from.join("index.html").exists() {
        return Err("there is no built site to measure: `cargo xtask build` makes it".to_owned());
    }
    if to.exists() {
        fs::remove_dir_all(&to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    for file in files::below(&from)? {
        files::write(&to, &file, files::read(&from, &file)?)?;
    }
    for (_, path, sites) in PAGES {
        let file = format!("{path}index.html");
        let page = String::from_utf8_lossy(&files::read(&from, &file)?).into_owned();
        if sites.contains(&name) {
            let changed = change(&page).map_err(|why| format!("{file}: {why}"))?;
            if changed != page {
                files::write(&to, &format!("{file}.br"), compress::brotli(changed.as_bytes())?)?;
                files::write(&to, &file, changed)?;
            }
        }
    }
    Ok(())
}

/// What a row is counted in.
#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    Ms,
    Count,
    Shift,
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::Bytes => format!("{:.1} KB", value / 1000.0),
            Self::Ms if value == 0.0 => "0 ms".to_owned(),
            Self::Ms => time(value),
            Self::Count => format!("{value}"),
            Self::Shift if value == 0.0 => "0".to_owned(),
            Self::Shift => format!("{value:.4}"),
        }
    }
}

/// A row of the budget: its title, what is measured, the pages that it is about, what is allowed.
type Row = (&'static str, &'static str, &'static [&'static str], Unit, f64, f64);

const EACH: &[&str] = &["card/ours", "study/ours", "labs/ours"];

const ROWS: [Row; 11] = [
    ("HTML with its styles", "html", &["card/ours"], Unit::Bytes, 8_000.0, 14_000.0),
    ("app: module and scripts", "app", &["study/ours"], Unit::Bytes, 130_000.0, 170_000.0),
    ("labs: module and scripts", "app", &["labs/ours"], Unit::Bytes, 110_000.0, 170_000.0),
    ("requests before interactive", "requests", EACH, Unit::Count, 5.0, 7.0),
    ("first contentful paint", "fcp", EACH, Unit::Ms, 1_000.0, 1_300.0),
    ("largest contentful paint", "lcp", EACH, Unit::Ms, 1_000.0, 1_300.0),
    ("interactive, cold", "interactive", EACH, Unit::Ms, 2_200.0, 2_800.0),
    ("interactive, service worker", "interactive", &["study/worker"], Unit::Ms, 300.0, 500.0),
    ("blocking time", "blocking", EACH, Unit::Ms, 60.0, 150.0),
    ("layout shift", "shift", EACH, Unit::Shift, 0.0, 0.02),
    ("elements", "nodes", EACH, Unit::Count, 1_500.0, 2_500.0),
];

fn kept(results: &Results) -> Result<Table, String> {
    let headings = ["what", "page", "aim", "limit", "median", "p95", ""];
    let mut table = Table::new("The budget of a page that loads", &headings);
    for (title, name, pages, unit, aim, limit) in ROWS {
        let budget = Budget { aim, limit };
        for page in pages {
            let samples = results.get(&format!("{name}/{page}"))?;
            let numbers = [aim, limit, samples.median(), samples.p95()].map(|value| unit.show(value));
            let name = page.split('/').next().unwrap_or_default().to_owned();
            let verdict = budget.verdict(samples.median()).to_owned();
            table.row([title.to_owned(), name].into_iter().chain(numbers).chain([verdict]));
        }
    }
    table.note("Bytes are the bodies as the browser received them (brotli); the app's include the start script. Interactive is when the");
    table.note("module has mounted and the page could answer a press, which is then pressed.");
    let all = EACH.iter().map(|page| Ok(format!("{page} {}", results.get(&format!("all/{page}"))?.median())));
    let all = all.collect::<Result<Vec<_>, String>>()?.join(", ").replace("/ours", "");
    table.note(&format!("Requests with the manifest and the icon, which Chromium fetches for itself: {all}."));
    Ok(table)
}

fn beside(results: &Results) -> Result<Table, String> {
    let headings = ["median (p95)", "page", "as built", "without script", "without prerendering"];
    let mut table = Table::new("The same pages in the same run", &headings);
    for (kind, _, sites) in PAGES {
        for (title, name, unit) in [
            ("first contentful paint", "fcp", Unit::Ms),
            ("largest contentful paint", "lcp", Unit::Ms),
            ("interactive", "interactive", Unit::Ms),
            ("blocking time", "blocking", Unit::Ms),
            ("layout shift", "shift", Unit::Shift),
            ("HTML", "html", Unit::Bytes),
        ] {
            let mut row = vec![title.to_owned(), kind.to_owned()];
            for site in SITES {
                let missing = !sites.contains(&site) || (name == "interactive" && site == "static");
                row.push(if missing {
                    "-".to_owned()
                } else {
                    let samples = results.get(&format!("{name}/{kind}/{site}"))?;
                    format!("{} ({})", unit.show(samples.median()), unit.show(samples.p95()))
                });
            }
            table.row(row);
        }
    }
    Ok(table)
}

/// The tables.
///
/// # Errors
/// There is no built site, or Chromium could not be opened or measured something else than it should.
pub fn measure() -> Result<Vec<Table>, String> {
    lay_out(SITES[0], |page| Ok(page.to_owned()))?;
    lay_out(SITES[1], |page| Ok(without_scripts(page)))?;
    lay_out(SITES[2], bare)?;
    let results = chromium::measure("loading", &[])?;
    Ok(vec![kept(&results)?, beside(&results)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><style>a</style><script src=\"s.js\"></script><link rel=\"modulepreload\" href=\"a.js\">\
        <link rel=\"preload\" href=\"a.wasm\"></head><body><p id=\"failed\"></p><header class=\"masthead\">h</header>\
        <div id=\"trouble\"></div><main id=\"main\" data-part=\"study\"><p>text</p></main><footer>f</footer>\
        <script type=\"application/json\" id=\"index\">{}</script>\
        <dialog id=\"keys\"></dialog></body>";

    #[test]
    fn the_floor_has_the_text_and_no_script() {
        let page = without_scripts(PAGE);
        assert!(page.contains("<p>text</p>") && page.contains("<style>"), "{page}");
        assert!(!page.contains("script") && !page.contains("preload") && !page.contains(".wasm"), "{page}");
    }

    #[test]
    fn the_bare_page_has_the_scripts_and_no_text() {
        let page = bare(PAGE).unwrap();
        let body = "<body><p id=\"failed\"></p><div id=\"trouble\"></div><main id=\"main\" data-part=\"study\"></main>\
            <script type=\"application/json\" id=\"index\">{}</script><dialog id=\"keys\"></dialog></body>";
        assert!(page.ends_with(body) && page.contains("s.js"), "{page}");
        assert!(bare("<main>").is_err());
    }
}
