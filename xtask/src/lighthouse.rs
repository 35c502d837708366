//! Lighthouse's scores for every kind of page of a built site, as a phone gets it, held to the marks below.

use std::fmt;
use std::fs;
use std::path::Path;
use std::thread;

use serde_json::Value;

use crate::process::{output, program};
use crate::server::{Hook, Server};
use crate::{files, hosting, root};

/// The last one that runs on Node 20.
pub const VERSION: &str = "12.8.2";

/// The categories, by the names that reports use, and the mark that each has to reach. Performance is measured, and
/// swings with what else the machine does.
const CATEGORIES: [(&str, f64); 4] =
    [("performance", 90.0), ("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0)];

/// How often a page is measured at most; the best counts. Neighbours of a shared machine come and go.
const RUNS: usize = 8;

/// How many times slower than this machine the phone is: Lighthouse's own number, meant for a fast desktop.
const SLOWDOWN: f64 = 4.0;

/// Lighthouse's benchmark index of such a desktop at least, by its docs/throttling.md. A machine that reaches less is not
/// slowed down as much.
const DESKTOP: f64 = 1500.0;

/// Programs that want to run on each core of a machine on which no performance is judged: a page then waits for the
/// processor for longer than it uses it.
const BUSY: f64 = 2.0;

/// What one run found.
#[derive(Clone, Debug, PartialEq)]
struct Report {
    /// 0 to 100, in the order of [`CATEGORIES`].
    scores: [f64; 4],
    /// How fast the machine was just before the page was loaded.
    index: f64,
    /// Audits that cost points, a line each.
    faults: Vec<String>,
}

impl Report {
    /// Reads a report. Categories named in `without` are not judged.
    fn read(json: &str, without: &[&str]) -> Result<Self, String> {
        let report: Value = serde_json::from_str(json).map_err(|error| format!("Lighthouse's report: {error}"))?;
        if let Some(why) = report["runtimeError"]["message"].as_str() {
            return Err(format!("Lighthouse could not judge the page: {why}"));
        }
        let (mut scores, mut faults) = ([100.0; 4], Vec::new());
        for (score, (name, mark)) in scores.iter_mut().zip(CATEGORIES) {
            if without.contains(&name) {
                continue;
            }
            let category = &report["categories"][name];
            *score =
                (category["score"].as_f64().ok_or(format!("Lighthouse gave no score for {name}"))? * 100.0).round();
            if *score < mark {
                faults.extend(lost(category, &report["audits"]).map(|audit| format!("{name} {score}: {audit}")));
            }
        }
        Ok(Self { scores, index: report["environment"]["benchmarkIndex"].as_f64().unwrap_or(DESKTOP), faults })
    }

    /// Whether every mark but performance's is reached, which another run would not change; and whether that one is.
    fn passes(&self) -> (bool, bool) {
        let reached = |i: usize| self.scores[i] >= CATEGORIES[i].1;
        (reached(1) && reached(2) && reached(3), reached(0))
    }
}

/// What cost a category points: its audits that count and are not fulfilled.
fn lost<'a>(category: &'a Value, audits: &'a Value) -> impl Iterator<Item = String> + 'a {
    let counted = category["auditRefs"].as_array().into_iter().flatten();
    counted.filter(|audit| audit["weight"].as_f64() > Some(0.0)).filter_map(|audit| {
        let id = audit["id"].as_str()?;
        let found = &audits[id];
        let said = ["explanation", "displayValue", "title"].iter().find_map(|name| found[*name].as_str());
        (found["score"].as_f64()? < 0.9).then(|| format!("{id}: {}", said.unwrap_or_default()))
    })
}

/// How much slower than this machine the phone is.
fn slowdown(index: f64) -> f64 {
    SLOWDOWN * (index / DESKTOP).clamp(1.0 / SLOWDOWN, 1.0)
}

/// Whether the machine has too much else to do, by the text of `/proc/loadavg`.
fn is_busy(average: &str, cores: usize) -> bool {
    let last_minute = average.split(' ').next().and_then(|number| number.parse::<f64>().ok());
    last_minute.is_some_and(|load| load > BUSY * cores as f64)
}

/// The page that the host shows for addresses that do not exist.
const NOT_FOUND: &str = "404.html";

/// One page of each kind: the path below the base.
fn pages(names: &[String]) -> Vec<&str> {
    let mut pages = vec![NOT_FOUND];
    let mut cards = 0;
    for path in names.iter().filter_map(|name| name.strip_suffix("index.html")) {
        // A card is as good as another.
        let is_card = path.starts_with("cards/") && path.len() > "cards/".len() && path != "cards/sheet/";
        cards += usize::from(is_card);
        if !is_card || cards == 1 {
            pages.push(path);
        }
    }
    pages
}

/// One run of Lighthouse in a browser of its own. Its reports stay in `folder`.
fn measure(address: &str, folder: &Path, name: &str, slowdown: f64, without: &[&str]) -> Result<Report, String> {
    let chromium = output(program("sh").args(["-c", "command -v chromium"]))?;
    // It ends its browser when it is interrupted.
    let mut command = program("timeout");
    command.args(["--foreground", "--signal=INT", "--kill-after=20", "300", "lighthouse", address, "--quiet"]);
    command.args(["--no-enable-error-reporting", "--output=json", "--output=html"]);
    command.arg(format!("--output-path={}", folder.join(name).display()));
    command.arg(format!("--throttling.cpuSlowdownMultiplier={slowdown:.2}"));
    command.arg(
        "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
         --disable-background-networking --disable-component-update --disable-sync",
    );
    output(command.env("CHROME_PATH", chromium.trim()))?;
    let file = folder.join(format!("{name}.report.json"));
    Report::read(&fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?, without)
}

/// Scores a page until it passes, or can no more, and says how many runs that took.
fn best(mut run: impl FnMut(f64) -> Result<Report, String>) -> Result<(Report, usize), String> {
    let mut result = run(SLOWDOWN);
    for runs in 1..RUNS {
        let index = match &result {
            Ok(report) if report.passes() != (true, false) => return Ok((report.clone(), runs)),
            Ok(report) => report.index,
            // A browser that did not start or stopped answering.
            Err(_) => DESKTOP,
        };
        let again = run(slowdown(index));
        let better = match (&result, &again) {
            (Ok(first), Ok(second)) => second.scores[0] > first.scores[0],
            (first, _) => first.is_err(),
        };
        if better {
            result = again;
        }
    }
    result.map(|report| (report, RUNS))
}

/// A line of the table that is printed: the page, its scores, how many runs they took, how fast the machine was.
struct Line<'a>(&'a str, [String; 4], [String; 2]);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(page, scores, [runs, index]) = self;
        write!(f, "{page:<38}")?;
        scores.iter().try_for_each(|score| write!(f, " {score:>14}"))?;
        write!(f, " {runs:>5} {index:>6}")
    }
}

/// Scores one page of each kind of the site in `dist`, which was built for `/`, and prints them. The number of pages that
/// reach every mark, the number of the others, and why those do not.
pub fn run(dist: &Path) -> Result<(usize, usize, Vec<String>), String> {
    let rules = String::from_utf8_lossy(&files::read(dist, "_headers")?).into_owned();
    let hook: Hook = Box::new(move |path, reply| {
        reply.headers.retain(|(name, _)| name != "cache-control");
        reply.headers.extend(hosting::headers_of(&rules, &format!("/{path}")));
    });
    let server = Server::start(dist, "/", 0, hook).map_err(|error| format!("the site cannot be served: {error}"))?;
    let folder = root().join("target/lighthouse");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    println!("{}", Line("page", CATEGORIES.map(|(name, _)| name.to_owned()), ["runs", "index"].map(str::to_owned)));
    let (mut passed, mut failed, mut details) = (0, 0, Vec::new());
    for path in pages(&files::below(dist)?) {
        let address = format!("{}{path}", server.url());
        let name = format!("page-{}", path.trim_end_matches('/').replace(['/', '.'], "-"));
        // That page asks not to be indexed, as it should, and that alone is half of this category.
        let without: &[&str] = if path == NOT_FOUND { &["seo"] } else { &[] };
        match best(|slowdown| measure(&address, &folder, &name, slowdown, without)) {
            Ok((report, runs)) => {
                let mut scores = report.scores.map(|score| score.to_string());
                if !without.is_empty() {
                    scores[3] = "not judged".to_owned();
                }
                let run = [runs.to_string(), report.index.round().to_string()];
                println!("{}", Line(&format!("/{path}"), scores, run));
                let (others, performance) = report.passes();
                let average = fs::read_to_string("/proc/loadavg").unwrap_or_default();
                let busy = is_busy(&average, thread::available_parallelism().map_or(1, usize::from));
                if others && (performance || busy) {
                    passed += 1;
                    if !performance {
                        details
                            .push(format!("/{path}: performance not judged: the machine is busy ({})", average.trim()));
                    }
                } else {
                    failed += 1;
                    details.extend(report.faults.iter().map(|fault| format!("/{path}: {fault}")));
                }
            }
            Err(why) => {
                eprintln!("{why}");
                failed += 1;
                details.push(format!("/{path}: {}", why.lines().next().unwrap_or_default()));
            }
        }
    }
    println!("The reports are in {}.", folder.display());
    Ok((passed, failed, details))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
        "environment": { "benchmarkIndex": 750 },
        "categories": {
            "performance": { "score": 0.895, "auditRefs": [{ "id": "total-blocking-time", "weight": 30 }] },
            "accessibility": { "score": 1, "auditRefs": [] },
            "best-practices": { "score": 1, "auditRefs": [] },
            "seo": { "score": 0.91, "auditRefs": [{ "id": "canonical", "weight": 1 }, { "id": "hreflang", "weight": 1 }, { "id": "notes", "weight": 0 }] }
        },
        "audits": {
            "total-blocking-time": { "score": 0.5, "title": "Total Blocking Time", "displayValue": "590 ms" },
            "canonical": { "score": 0, "title": "No canonical", "explanation": "Is not an absolute URL" },
            "hreflang": { "score": null, "title": "hreflang" },
            "notes": { "score": 0, "title": "notes" }
        }
    }"#;

    #[test]
    fn a_report_says_what_cost_points_where_a_mark_is_missed() {
        let report = Report::read(REPORT, &[]).unwrap();
        assert_eq!(report.scores, [90.0, 100.0, 100.0, 91.0]);
        assert_eq!(report.faults, ["seo 91: canonical: Is not an absolute URL"]);
        assert_eq!(report.passes(), (false, true));
        assert_eq!(Report::read(REPORT, &["seo"]).unwrap().passes(), (true, true));
        let slow = Report::read(&REPORT.replace("0.895", "0.89"), &["seo"]).unwrap();
        assert_eq!(
            (slow.passes(), slow.faults.join("")),
            ((true, false), "performance 89: total-blocking-time: 590 ms".to_owned())
        );
        assert!(Report::read("{}", &[]).is_err_and(|why| why.contains("performance")));
        let broken = r#"{ "runtimeError": { "code": "NO_FCP", "message": "nothing was painted" } }"#;
        assert!(Report::read(broken, &[]).is_err_and(|why| why.contains("nothing was painted")));
    }

    #[test]
    fn a_slow_page_is_measured_again_as_fast_as_the_machine_was_and_the_best_counts() {
        let report = |performance: f64, seo: f64, index: f64| Report {
            scores: [performance, 100.0, 100.0, seo],
            index,
            faults: Vec::new(),
        };
        let tried = |results: &[Result<Report, String>]| {
            let mut slowdowns = Vec::new();
            let found = best(|slowdown| {
                slowdowns.push(slowdown);
                results[slowdowns.len() - 1].clone()
            });
            (found.map(|(report, runs)| (report.scores[0], runs)), slowdowns)
        };
        let ok = |performance, index| Ok(report(performance, 100.0, index));
        assert_eq!(tried(&[ok(95.0, 300.0)]), (Ok((95.0, 1)), vec![4.0]));
        assert_eq!(tried(&[ok(40.0, 750.0), ok(95.0, 900.0)]), (Ok((95.0, 2)), vec![4.0, 2.0]));
        assert_eq!(
            tried(&[ok(40.0, 3000.0), ok(30.0, 3.0), ok(35.0, 3.0), ok(95.0, 3.0)]),
            (Ok((95.0, 4)), vec![4.0, 4.0, 4.0, 4.0])
        );
        assert_eq!(
            tried(&[40.0, 45.0, 42.0, 41.0, 43.0, 44.0, 40.0, 41.0].map(|performance| ok(performance, 300.0))),
            (Ok((45.0, 8)), vec![4.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
        );
        // What does not swing is not tried again.
        assert_eq!(tried(&[Ok(report(40.0, 91.0, 750.0))]), (Ok((40.0, 1)), vec![4.0]));
        let gone = || Err("gone".to_owned());
        assert_eq!(tried(&[gone(), ok(95.0, 900.0)]), (Ok((95.0, 2)), vec![4.0, 4.0]));
        assert_eq!(tried(&vec![gone(); RUNS]).0, Err("gone".to_owned()));
    }

    #[test]
    fn a_machine_is_busy_when_more_wants_to_run_than_twice_its_cores() {
        assert!(is_busy("4.01 2.00 1.00 3/400 12345\n", 2) && !is_busy("4.00 9.00 9.00 3/400 12345\n", 2));
        assert!(!is_busy("", 2));
    }

    #[test]
    fn one_card_stands_for_all_and_every_other_page_for_itself() {
        let names = ["404.html", "about/index.html", "cards/a/index.html", "cards/b/index.html", "cards/index.html"];
        let more = ["cards/sheet/index.html", "deck/search.txt", "index.html", "offline.html"];
        let names: Vec<String> = names.iter().chain(&more).map(|name| (*name).to_owned()).collect();
        assert_eq!(pages(&names), ["404.html", "about/", "cards/a/", "cards/", "cards/sheet/", ""]);
    }
}
