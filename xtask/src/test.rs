//! `test`: everything that must hold, each step timed and counted, and one table at the end.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::build::{Build, dist};
use crate::process::{line, output, program, run as run_program};
use crate::{anki, check, fuzz, lighthouse, root, sizes, tools};

/// An engine, what it needs, and what to install where that is missing.
struct Engine {
    name: &'static str,
    programs: &'static [&'static str],
    packages: &'static [&'static str],
}

const ENGINES: [Engine; 3] = [
    Engine { name: "chromium", programs: &["chromium", "chromedriver"], packages: &["chromium", "chromium-driver"] },
    Engine { name: "firefox", programs: &["firefox-esr", "geckodriver"], packages: &["firefox-esr"] },
    Engine {
        name: "webkit",
        programs: &["WebKitWebDriver", "xvfb-run"],
        packages: &["webkit2gtk-driver", "xvfb", "xauth"],
    },
];

/// The servers whose recipes are run. They are used on a loopback port; Debian starts each once when it is installed.
const SERVERS: Engine = Engine {
    name: "servers",
    programs: &["nginx", "caddy"],
    packages: &["nginx-light", "libnginx-mod-http-brotli-static", "caddy"],
};

/// geckodriver is in no Debian release.
const GECKODRIVER: &str = "0.37.1";

const AXE: &str = "4.14.1";

/// The host that the build under `/course/` is told of; the one at `/` is told of none.
pub const COURSE_SITE: &str = "https://course.example";

/// How a step ended.
struct Outcome {
    name: String,
    passed: usize,
    failed: usize,
    skipped: usize,
    took: Duration,
    /// What failed or was found out, a line each.
    details: Vec<String>,
}

/// Passed and failed tests that libtest's output counts, and the names of the failed.
fn libtest(text: &str) -> (usize, usize, Vec<String>) {
    let (mut passed, mut failed, mut names) = (0, 0, Vec::new());
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("test result: ") {
            let count = |word: &str| {
                let words: Vec<&str> = rest.split_whitespace().collect();
                let place = words.iter().position(|found| found.trim_end_matches(';') == word);
                place.and_then(|i| words.get(i.checked_sub(1)?)?.parse::<usize>().ok()).unwrap_or(0)
            };
            passed += count("passed");
            failed += count("failed");
        } else if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            names.push(name.to_owned());
        }
    }
    (passed, failed, names)
}

struct Run {
    outcomes: Vec<Outcome>,
}

impl Run {
    fn record(&mut self, name: &str, started: Instant, result: Result<(usize, usize, Vec<String>), String>) {
        let (passed, failed, details) = match result {
            Ok(counted) => counted,
            Err(why) => (0, 1, vec![why.lines().next().unwrap_or_default().to_owned()]),
        };
        self.outcomes.push(Outcome {
            name: name.to_owned(),
            passed,
            failed,
            skipped: 0,
            took: started.elapsed(),
            details,
        });
    }

    /// A step that passes or fails as one.
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) {
        println!("── {name}");
        let started = Instant::now();
        let result = work();
        if let Err(why) = &result {
            eprintln!("{why}");
        }
        self.record(name, started, result.map(|()| (1, 0, Vec::new())));
    }

    /// A step that runs libtest, counted by its output.
    fn tests(&mut self, name: &str, command: &mut Command) {
        println!("── {name}");
        let started = Instant::now();
        let result = match output(command) {
            Ok(text) => {
                let counted = libtest(&text);
                if counted.0 == 0 { Err(format!("`{}` ran no test", line(command))) } else { Ok(counted) }
            }
            Err(why) => {
                eprintln!("{why}");
                let counted = libtest(&why);
                if counted.1 == 0 { Err(why) } else { Ok(counted) }
            }
        };
        self.record(name, started, result);
    }

    /// A step that cannot run here: loudly left out, or where everything must run (`CI=true`) a failure.
    fn left_out(&mut self, name: &str, why: String) {
        if env::var("CI").is_ok_and(|value| value == "true") {
            self.step(name, || Err(why));
            return;
        }
        eprintln!("!! {name}: left out: {why}");
        self.outcomes.push(Outcome {
            name: name.to_owned(),
            passed: 0,
            failed: 0,
            skipped: 1,
            took: Duration::ZERO,
            details: vec![format!("left out: {}", why.lines().last().unwrap_or_default())],
        });
    }

    /// Prints the table and the closing line; an error when anything failed.
    fn finish(self) -> Result<(), String> {
        println!("\n{:<34} {:>7} {:>7} {:>8}", "what ran", "passed", "failed", "seconds");
        for outcome in &self.outcomes {
            let seconds = outcome.took.as_secs_f64();
            println!("{:<34} {:>7} {:>7} {seconds:>8.1}", outcome.name, outcome.passed, outcome.failed);
            for detail in &outcome.details {
                println!("    {detail}");
            }
        }
        let sum = |count: fn(&Outcome) -> usize| self.outcomes.iter().map(count).sum::<usize>();
        let (passed, failed, skipped) = (sum(|o| o.passed), sum(|o| o.failed), sum(|o| o.skipped));
        let skipped_words = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
        println!("\n{passed} passed, {failed} failed{skipped_words}");
        // The counts are the last line.
        if failed > 0 { Err(String::new()) } else { Ok(()) }
    }
}

fn cargo(arguments: &str) -> Command {
    let mut command = program("cargo");
    command.args(arguments.split_whitespace());
    command
}

fn clippy(arguments: &str) -> Result<(), String> {
    run_program(cargo(&format!("clippy --quiet {arguments}")).args(["--", "-D", "warnings"]))
}

fn is_missing(name: &str) -> bool {
    // Each of them answers something to an unknown flag, if only a complaint.
    program("sh").args(["-c", &format!("command -v {name}")]).output().map_or(true, |found| !found.status.success())
}

/// Installs what an engine lacks. An error says what to do by hand.
fn prepare_engine(engine: &Engine) -> Result<(), String> {
    let missing: Vec<&str> = engine.programs.iter().copied().filter(|name| is_missing(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if missing.iter().any(|name| *name != "geckodriver") {
        let by_hand = format!("{} is missing: apt-get install {}", missing.join(", "), engine.packages.join(" "));
        println!("Installing {} with apt: some minutes.", engine.packages.join(", "));
        let apt = |arguments: &[&str]| {
            let sudo = output(program("id").arg("-u")).is_ok_and(|id| id.trim() != "0");
            let mut command = program(if sudo { "sudo" } else { "apt-get" });
            if sudo {
                command.args(["-n", "apt-get"]);
            }
            command.env("DEBIAN_FRONTEND", "noninteractive");
            run_program(command.args(arguments))
        };
        let install = [&["install", "-y", "-qq", "--no-install-recommends"], engine.packages].concat();
        apt(&["update", "-qq"]).and_then(|()| apt(&install)).map_err(|why| format!("{why}\n{by_hand}"))?;
    }
    if missing.contains(&"geckodriver") {
        tools::install("geckodriver", GECKODRIVER, true, "2 minutes")?;
    }
    Ok(())
}

/// Installs Chromium and its driver where they are missing.
///
/// # Errors
/// They cannot be installed; it says what to do by hand.
pub fn prepare_chromium() -> Result<(), String> {
    prepare_engine(&ENGINES[0])
}

/// The properties of the readers: by libFuzzer where that can be built, else on generated inputs. The table says which.
fn fuzz_tests(run: &mut Run) {
    /// Half a minute for all of them, two at a time.
    const PLAN: fuzz::Plan = fuzz::Plan { seconds: 5, together: 2, repeatable: true };
    if let Err(why) = fuzz::prepare() {
        let mut command = cargo("test --package groundwork --features ssr --test fuzz -- --test-threads=2");
        run.tests("fuzz: generated inputs (proptest)", command.env("GROUNDWORK_FUZZ_SECONDS", "5"));
        if let Some(outcome) = run.outcomes.last_mut() {
            outcome.details.extend(why.lines().next().map(str::to_owned));
        }
        return;
    }
    println!("── fuzz: libFuzzer");
    let started = Instant::now();
    let result = fuzz::run(&fuzz::TARGETS, PLAN).map(|reports| {
        let passed = reports.iter().filter(|report| report.passed).count();
        let said = reports.iter().flat_map(|report| {
            let said = format!("{}: {}", report.target, report.said);
            said.lines().map(str::to_owned).collect::<Vec<_>>()
        });
        (passed, reports.len() - passed, said.collect())
    });
    run.record("fuzz: libFuzzer", started, result);
}

/// The guide's recipes for hosts, run over what was built.
fn host_tests(run: &mut Run, course: &Path) {
    let name = "tests: nginx and Caddy";
    if let Err(why) = prepare_engine(&SERVERS) {
        run.left_out(name, why);
        return;
    }
    let mut command = cargo("test --package xtask --test hosts");
    run.tests(name, command.env("GROUNDWORK_DIST", dist()).env("GROUNDWORK_DIST_COURSE", course));
}

/// A package of Debian's fonts is not needed: the pages use what the system has.
fn browser_tests(run: &mut Run, wanted: Option<&str>, course: &Path) {
    if let Err(why) = tools::npm("axe-core", AXE, "axe-core/axe.min.js") {
        run.step("axe-core", || Err(why));
        return;
    }
    for engine in ENGINES.iter().filter(|engine| wanted.is_none_or(|name| name == engine.name)) {
        let name = format!("browser tests: {}", engine.name);
        if let Err(why) = prepare_engine(engine) {
            run.left_out(&name, why);
            continue;
        }
        let mut command = cargo("test --package browser");
        command.env("RUST_BACKTRACE", "0");
        command.env("GROUNDWORK_BROWSER", engine.name).env("GROUNDWORK_DIST", dist());
        command.env("GROUNDWORK_DIST_COURSE", course);
        run.tests(&name, &mut command);
    }
}

/// Lighthouse in Chromium, over what was built.
fn lighthouse_scores(run: &mut Run) {
    let name = "lighthouse";
    if let Err(why) = prepare_engine(&ENGINES[0]) {
        run.left_out(name, why);
        return;
    }
    println!("── {name}");
    let started = Instant::now();
    let result = tools::npm(name, lighthouse::VERSION, name).and_then(|()| lighthouse::run(&dist()));
    run.record(name, started, result);
}

/// Scores the site that lies in dist/.
pub fn lighthouse() -> Result<(), String> {
    let mut run = Run { outcomes: Vec::new() };
    lighthouse_scores(&mut run);
    run.finish()
}

/// Runs everything, or with `fast` all but the release build and the browsers; `browser` names one engine.
pub fn run(fast: bool, browser: Option<&str>) -> Result<(), String> {
    if let Some(name) = browser.filter(|name| ENGINES.iter().all(|engine| engine.name != *name)) {
        return Err(format!("there is no engine {name:?}: choose chromium, firefox or webkit"));
    }
    tools::prepare()?;
    let mut run = Run { outcomes: Vec::new() };
    run.step("format", || run_program(&mut cargo("fmt --all --check")));
    run.step("lints: app, wasm32", || {
        clippy("--package groundwork --features csr --lib --bins --target wasm32-unknown-unknown")
    });
    run.step("lints: pages and tests, native", || clippy("--package groundwork --features ssr --all-targets"));
    run.step("lints: content alone", || clippy("--package groundwork --features content --all-targets"));
    run.step("lints: tools", || clippy("--package xtask --package bench --package browser --all-targets"));
    run.step("content", || check().map(|summary| println!("{summary}")));
    run.tests("tests: app and domain", &mut cargo("test --package groundwork --features ssr --no-fail-fast"));
    run.tests("tests: tools", &mut cargo("test --package xtask --package bench"));
    if !fast {
        fuzz_tests(&mut run);
        // Builds the fsrs crate: some minutes the first time.
        let oracle = "test --manifest-path tests/oracle/Cargo.toml --target-dir target/oracle";
        run.tests("tests: FSRS against its crate", &mut cargo(oracle));
        let name = "tests: import into Anki";
        match anki::command() {
            Ok(mut command) => run.tests(name, &mut command),
            Err(why) => run.left_out(name, why),
        }
        let course = root().join("target/dist-course");
        run.step("release build", || {
            tools::prepare_release()?;
            Build { release: true, base: "/", site: "", dist: &dist(), worker: true }.run()?;
            let table = sizes::Table::of(&dist())?;
            print!("{table}");
            table.within_budget()
        });
        run.step("release build under /course/", || {
            Build { release: true, base: "/course/", site: COURSE_SITE, dist: &course, worker: true }.run()
        });
        host_tests(&mut run, &course);
        browser_tests(&mut run, browser, &course);
        if browser.is_none_or(|name| name == ENGINES[0].name) {
            lighthouse_scores(&mut run);
        }
    }
    run.finish()
}

/// The picture that the README shows.
const README_SHOT: &str = "study-desktop-light.png";

/// Takes the screenshots, and renews the README's.
pub fn shots(out: &str) -> Result<(), String> {
    if !dist().join("index.html").exists() {
        crate::build::release("/", "", true)?;
    }
    prepare_chromium()?;
    let out = root().join(out);
    fs::create_dir_all(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut command = cargo("run --quiet --package browser --bin shots --");
    run_program(command.arg(&out).env("GROUNDWORK_DIST", dist()))?;
    let (from, to) = (out.join(README_SHOT), root().join("docs/shots").join(README_SHOT));
    fs::copy(&from, &to).map(|_| ()).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_results_are_added_up_and_failures_named() {
        let text = "test a::b ... ok\ntest a::c ... FAILED\n\
            test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(libtest(text), (15, 1, vec!["a::c".to_owned()]));
        assert_eq!(libtest("nothing"), (0, 0, Vec::new()));
    }
}
