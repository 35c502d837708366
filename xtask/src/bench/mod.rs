//! `bench`: how long things take, measured side by side in one run and printed as tables. Not part of the tests.
//!
//! Each section is a file. It starts the programs that measure, reads their lines ([`samples::Results`]) and gives its
//! tables ([`table::Table`]). docs/bench.md says what is measured and how to read it.

pub mod chromium;
pub mod loading;
pub mod native;
pub mod samples;
pub mod table;

mod pages;
mod study;
mod tokens;

use std::{env, fs, thread};

use table::Table;

/// Rounds in which those that are compared take turns, unless `GROUNDWORK_ROUNDS` says otherwise: one shows that all of it
/// works, and no more.
const ROUNDS: usize = 7;

/// Samples that each of them gives in a round.
const SAMPLES: usize = 3;

fn rounds() -> usize {
    env::var("GROUNDWORK_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .filter(|rounds| *rounds > 0)
        .unwrap_or(ROUNDS)
}

/// A section's name and what measures it.
type Section = (&'static str, fn() -> Result<Vec<Table>, String>);

const SECTIONS: [Section; 4] =
    [("loading", loading::measure), ("study", study::measure), ("tokens", tokens::measure), ("pages", pages::measure)];

/// How busy the machine is, as a sentence; empty where it does not say.
fn load() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let average = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let average: Vec<&str> = average.split(' ').take(1).collect();
    average.first().map_or_else(String::new, |load| format!("load average {load} on {cores} cores"))
}

/// Measures one section, or all of them, and prints the tables.
///
/// # Errors
/// There is no such section, a program could not be built or run, or two that are compared do not agree on the result.
pub fn run(wanted: Option<&str>) -> Result<(), String> {
    let sections: Vec<_> = SECTIONS.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name)).collect();
    if let (true, Some(wanted)) = (sections.is_empty(), wanted) {
        let names: Vec<_> = SECTIONS.iter().map(|(name, _)| *name).collect();
        return Err(format!("there is nothing to measure called {wanted:?}: choose {}", names.join(", ")));
    }
    for (name, measure) in sections {
        println!("── {name}: {}", load());
        for table in measure()? {
            print!("{table}");
        }
        println!("\n── {name}: {} at the end", load());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_section_is_named_and_nothing_is_measured() {
        assert!(run(Some("stdy")).is_err_and(|why| why.contains("\"stdy\"") && why.contains("study")));
    }
}
