//! `fuzz`: the readers under libFuzzer, each from seeds made of the published vectors.
//!
//! Stable Rust is enough: what libFuzzer needs to see is compiled in by flags that are no nightly ones.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::process::{line, output, program, run as run_program};
use crate::{root, seeds};

/// The targets of `fuzz/`: each is one property of `tests/fuzz`.
pub const TARGETS: [&str; 6] = ["json", "token", "key", "der", "inspect", "large"];

/// As cargo-fuzz compiles, but for its sanitizer: that is nightly's, and there is no unsafe code to watch.
const FLAGS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "--cfg fuzzing",
];

fn folder(of: &str) -> PathBuf {
    root().join("target/fuzz").join(of)
}

/// The machine that Rust compiles for where nothing else is said.
fn host() -> Result<String, String> {
    let version = output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say its host".to_owned())
}

fn cargo_build(host: &str) -> Command {
    let mut command = program("cargo");
    command.args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    command.args(["--target-dir", "target/fuzz"]).env("RUSTFLAGS", FLAGS.join(" "));
    command
}

/// Readies libFuzzer. Errors: what is missing for it here; the properties can still be put to generated inputs.
pub fn prepare() -> Result<(), String> {
    output(program("c++").arg("--version")).map_err(|why| format!("libFuzzer needs a C++ compiler: {why}"))?;
    let command = &mut cargo_build(&host()?);
    output(command.args(["--package", "libfuzzer-sys"])).map(|_| ()).map_err(|why| {
        let last = why.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
        format!("libFuzzer could not be built here: {}", last.trim())
    })
}

/// Builds the targets. Where they are.
fn build() -> Result<PathBuf, String> {
    let host = host()?;
    run_program(&mut cargo_build(&host))?;
    Ok(folder(&host).join("release"))
}

/// What a run of a target came to.
pub struct Report {
    pub target: &'static str,
    /// "13204 inputs, 1210 edges", or what was found and how to run it again.
    pub said: String,
    pub passed: bool,
}

/// How the targets are run.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Seconds for each target.
    pub seconds: u32,
    /// Targets at a time.
    pub together: usize,
    /// From the seeds alone and with the same chances each time; else from all that earlier runs have found.
    pub repeatable: bool,
}

/// Runs these targets. Errors: they cannot be built or started.
pub fn run(targets: &[&'static str], plan: Plan) -> Result<Vec<Report>, String> {
    let programs = build()?;
    let (count, published) = seeds::write(&folder("seeds"))?;
    println!(
        "{count} seeds{}",
        if published { "" } else { "; without the published vectors, of which there are none" }
    );
    let mut reports = Vec::new();
    for targets in targets.chunks(plan.together) {
        let started: Vec<_> = targets.iter().map(|target| start(&programs, target, plan)).collect::<Result<_, _>>()?;
        for (target, (mut child, log)) in targets.iter().zip(started) {
            let status = child.wait().map_err(|error| format!("{target}: {error}"))?;
            let text = fs::read(&log).map_err(|error| format!("{}: {error}", log.display()))?;
            let text = String::from_utf8_lossy(&text);
            let said = if status.success() { counts(&text) } else { finding(target, &text) };
            println!("{target}: {said}");
            reports.push(Report { target, said, passed: status.success() });
        }
    }
    Ok(reports)
}

fn start(programs: &Path, target: &str, plan: Plan) -> Result<(std::process::Child, PathBuf), String> {
    let failed = |error: std::io::Error| format!("{target}: {error}");
    // libFuzzer writes what it finds new into the first folder.
    let corpus = folder(if plan.repeatable { "fresh" } else { "corpus" }).join(target);
    if plan.repeatable && corpus.exists() {
        fs::remove_dir_all(&corpus).map_err(failed)?;
    }
    let artifacts = folder("artifacts").join(target);
    let log = folder(&format!("{target}.log"));
    fs::create_dir_all(&corpus).and_then(|()| fs::create_dir_all(&artifacts)).map_err(failed)?;
    let chance = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.subsec_nanos());
    let mut command = program(&programs.join(target).to_string_lossy());
    command.arg(&corpus).arg(folder("seeds").join(target)).arg(format!("-max_total_time={}", plan.seconds));
    command
        .arg(format!("-max_len={}", seeds::LONGEST))
        .arg(format!("-dict={}", root().join("fuzz/words.dict").display()));
    command.arg(format!("-seed={}", if plan.repeatable { 1 } else { chance }));
    // Seconds of the wall's clock, which a busy machine lets pass.
    command
        .args(["-timeout=120", "-report_slow_units=120", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/", artifacts.display()));
    let file = File::create(&log).map_err(failed)?;
    let copy = file.try_clone().map_err(failed)?;
    let child = command.stdout(Stdio::from(copy)).stderr(Stdio::from(file)).spawn();
    child.map(|child| (child, log)).map_err(|error| format!("`{}`: {error}", line(&command)))
}

/// How much a run did, from libFuzzer's output.
fn counts(text: &str) -> String {
    let executed = text.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let edges = text.lines().rev().find_map(|line| line.split("cov: ").nth(1)?.split_whitespace().next());
    format!("{} inputs, {} edges", executed.unwrap_or("?").trim(), edges.unwrap_or("?"))
}

/// What was found, from libFuzzer's output: the broken property, the input, how to run it again.
fn finding(target: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let said = lines.iter().position(|line| line.contains("panicked at") || line.contains("ERROR: libFuzzer"));
    let said = lines[said.unwrap_or(lines.len().saturating_sub(20))..]
        .iter()
        .take_while(|line| !line.contains("Backtrace") && !line.starts_with("    #"));
    let said: Vec<&str> = said.take(12).copied().collect();
    let input = lines.iter().find_map(|line| line.strip_prefix("Base64: ")).unwrap_or("in the file");
    let file = lines.iter().find_map(|line| line.split("Test unit written to ").nth(1));
    let again = file.map_or_else(String::new, |file| format!("\nrun it again: cargo xtask fuzz {target} {file}"));
    format!("{}\nthe input in base64: {input}{again}", said.join("\n"))
}

/// Runs one target, or each, for so long; or one target on one file.
pub fn by_hand(target: Option<&str>, file: Option<&Path>, seconds: u32) -> Result<(), String> {
    prepare()?;
    let known = |name: &str| {
        let found = TARGETS.into_iter().find(|target| *target == name);
        found.ok_or_else(|| format!("there is no target {name:?}: choose one of {}", TARGETS.join(", ")))
    };
    let targets = target.map_or(Ok(TARGETS.to_vec()), |name| known(name).map(|target| vec![target]))?;
    if let (Some(file), [target]) = (file, &targets[..]) {
        return run_program(program(&build()?.join(target).to_string_lossy()).arg(file));
    }
    let reports = run(&targets, Plan { seconds, together: 1, repeatable: false })?;
    let found: Vec<&str> = reports.iter().filter(|report| !report.passed).map(|report| report.target).collect();
    if found.is_empty() { Ok(()) } else { Err(format!("found something: {}", found.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_are_those_of_the_fuzz_crate() {
        let mut files: Vec<String> = fs::read_dir(root().join("fuzz/fuzz_targets"))
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let mut targets = TARGETS;
        targets.sort_unstable();
        assert_eq!(files, targets);
    }

    #[test]
    fn a_run_is_summed_up_and_a_finding_says_how_to_see_it_again() {
        let ended = "#2\tINITED cov: 7 ft: 8\n#4096\tDONE   cov: 120 ft: 300 corp: 9/1b\nstat::number_of_executed_units: 4096\n";
        assert_eq!(counts(ended), "4096 inputs, 120 edges");
        let found = "#2\tINITED cov: 7\n\nthread '<unnamed>' panicked at x.rs:1:2:\nnot so\nstack backtrace:\n    #0 0x1\n\
            artifact_prefix='a/'; Test unit written to a/crash-1\nBase64: e30=\n";
        let said = finding("json", found);
        assert!(said.starts_with("thread '<unnamed>' panicked at x.rs:1:2:\nnot so"), "{said}");
        assert!(said.ends_with("the input in base64: e30=\nrun it again: cargo xtask fuzz json a/crash-1"), "{said}");
    }
}
