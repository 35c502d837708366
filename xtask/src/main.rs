//! `cargo xtask …`: reads the arguments and runs one command.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use groundwork::domain::card::Kind;
use pico_args::Arguments;
use xtask::{bench, build, check, docs, new_card, serve, test};

const HELP: &str = "\
cargo xtask <command>

  serve [--port 8080] [--base /x/]     build for development, serve, rebuild and reload when a file changes
  build [--base /x/] [--site URL]      a release build in dist/, ready for any static host, with its sizes
        [--without-worker]             the same, with a sw.js that removes the service worker of an earlier build
  test  [--fast] [--browser NAME]      everything: format, lints, tests, release build, three browser engines
  lighthouse                           Lighthouse's scores of the built site, as `test` holds them
  check                                every fault in content/, with its place and the mend
  new card <topic> <slug> [--opinion]  a card to fill in, listed in content/topics.toml
  docs                                 renew docs/rules.md, docs/sources.md and docs/findings.md
  fuzz [target] [--seconds 600]        the readers under libFuzzer, one after the other; `fuzz <target> <file>` runs one input
  synthetic <n> <folder>               a course of n cards, to build with GROUNDWORK_CONTENT=<folder>
  shots [--out target/shots]           screenshots of the built site, phone and desktop, light and dark
  bench [loading|study|tokens|pages]   how long things take, beside other programs and the budget
  help, --help                         this text
";

/// A path under which the site lives: begins and ends with a slash.
fn base(text: &str) -> Result<String, String> {
    if text.starts_with('/') && text.ends_with('/') {
        Ok(text.to_owned())
    } else {
        Err(format!("it begins and ends with a slash, as in /{}/", text.trim_matches('/')))
    }
}

/// Scheme and host of canonical addresses.
fn host(text: &str) -> Result<String, String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err(format!("it begins with its scheme, as in https://{text}"))
    }
}

/// `new card <topic> <slug>`.
fn new(words: &[OsString], kind: Kind) -> Result<(), String> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    match words.iter().map(|word| &**word).collect::<Vec<_>>()[..] {
        ["card", topic, slug] => new_card(topic, slug, kind).map(|done| println!("{done}")),
        _ => {
            Err("it is written: cargo xtask new card <topic> <slug>, for instance `new card tokens jwt-expiry`"
                .to_owned())
        }
    }
}

/// `fuzz [target [file]]`.
fn fuzz(words: &[OsString], seconds: u32) -> Result<(), String> {
    let (target, file) = (words.first().map(|word| word.to_string_lossy()), words.get(1));
    match words.get(2) {
        Some(unknown) => Err(format!("unknown argument {unknown:?}; `cargo xtask --help` lists every command")),
        None => xtask::fuzz::by_hand(target.as_deref(), file.map(Path::new), seconds),
    }
}

/// `synthetic <n> <folder>`.
fn synthetic(words: &[OsString]) -> Result<(), String> {
    let how = "as in `cargo xtask synthetic 10000 target/synthetic`";
    let [count, folder] = words else { return Err(format!("a number and a folder are needed, {how}")) };
    let count = count.to_str().and_then(|count| count.parse().ok()).ok_or_else(|| format!("not a number, {how}"))?;
    println!("{}", xtask::synthetic::write(count, Path::new(folder))?);
    Ok(())
}

/// `bench [section]`.
fn measure(words: &[OsString]) -> Result<(), String> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    match &words[..] {
        [] => bench::run(None),
        [section] => bench::run(Some(section)),
        _ => Err("one section or none is measured, as in `cargo xtask bench study`".to_owned()),
    }
}

fn run(mut arguments: Arguments) -> Result<(), String> {
    let told = |error: pico_args::Error| format!("{error}; `cargo xtask --help` lists every command");
    let command = arguments.subcommand().map_err(told)?;
    if arguments.contains("--help") || matches!(command.as_deref(), None | Some("help")) {
        print!("{HELP}");
        return Ok(());
    }
    let site_base = arguments.opt_value_from_fn("--base", base).map_err(told)?.unwrap_or_else(|| "/".to_owned());
    let site = arguments.opt_value_from_fn("--site", host).map_err(told)?.unwrap_or_default();
    let port = arguments.opt_value_from_str::<_, u16>("--port").map_err(told)?.unwrap_or(8080);
    let out = arguments.opt_value_from_str::<_, String>("--out").map_err(told)?;
    let seconds = arguments.opt_value_from_str::<_, u32>("--seconds").map_err(told)?.unwrap_or(600);
    let browser = arguments.opt_value_from_str::<_, String>("--browser").map_err(told)?;
    let fast = arguments.contains("--fast");
    let worker = !arguments.contains("--without-worker");
    let kind = if arguments.contains("--opinion") { Kind::Opinion } else { Kind::Concept };
    let words = arguments.finish();
    if command.as_deref() == Some("new") {
        return new(&words, kind);
    }
    if command.as_deref() == Some("synthetic") {
        return synthetic(&words);
    }
    if command.as_deref() == Some("bench") {
        return measure(&words);
    }
    if command.as_deref() == Some("fuzz") {
        return fuzz(&words, seconds);
    }
    if let Some(unknown) = words.first() {
        return Err(format!("unknown argument {unknown:?}; `cargo xtask --help` lists every command"));
    }
    match command.as_deref().unwrap_or_default() {
        "serve" => serve::run(port, &site_base),
        "build" => build::release(&site_base, &site, worker),
        "check" => check().map(|summary| println!("{summary}")),
        "docs" => docs().map(|pages| println!("{pages} are up to date")),
        "test" => test::run(fast, browser.as_deref()),
        "lighthouse" => test::lighthouse(),
        "shots" => test::shots(out.as_deref().unwrap_or("target/shots")),
        other => Err(format!("there is no command {other:?}; `cargo xtask --help` lists every command")),
    }
}

fn main() -> ExitCode {
    match run(Arguments::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(arguments: &[&str]) -> Result<(), String> {
        run(Arguments::from_vec(arguments.iter().map(Into::into).collect()))
    }

    #[test]
    fn what_is_not_understood_is_named_and_nothing_runs() {
        assert!(outcome(&["serv"]).is_err_and(|why| why.contains("\"serv\"")));
        assert!(outcome(&["build", "--bas", "/x/"]).is_err_and(|why| why.contains("--bas")));
        assert!(outcome(&["build", "--base", "x"]).is_err_and(|why| why.contains("/x/")));
        assert!(outcome(&["serve", "--port", "many"]).is_err_and(|why| why.contains("many")));
        assert!(outcome(&["fuzz", "json", "file", "more"]).is_err_and(|why| why.contains("\"more\"")));
        assert!(outcome(&["new", "card", "tokens"]).is_err_and(|why| why.contains("<topic> <slug>")));
        assert!(outcome(&["new", "card", "tokns", "x"]).is_err_and(|why| why.contains("did you mean \"tokens\"?")));
        assert!(outcome(&["bench", "studies"]).is_err_and(|why| why.contains("\"studies\"")));
        assert_eq!(outcome(&["--help"]), Ok(()));
    }
}
