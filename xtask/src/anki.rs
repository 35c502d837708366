//! What the test of the Anki export needs: Anki's backend from PyPI, and three decks to import.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use groundwork::content;
use groundwork::domain::card::Html;
use groundwork::domain::deck::Deck;

use crate::process::{output, program, run};
use crate::root;

/// The PyPI package whose import is tested: the program's own backend, without its windows.
const ANKI: &str = "25.9.2";

/// The command that imports the decks and reports as libtest does.
pub fn command() -> Result<Command, String> {
    let python = python()?;
    let folder = root().join("target/anki-test");
    let deck = content::read(&root().join("content")).map_err(|faults| faults.to_string())?;
    let (mut edited, mut odd) = (deck.clone(), deck.clone());
    if let (Some(edited), Some(odd)) = (edited.cards.first_mut(), odd.cards.last_mut()) {
        edited.short_answer = Html(format!("Corrected. {}", edited.short_answer.0));
        odd.question = Html("#1, \"quoted\" &amp; \t tabbed; a <code>line\n\n# break</code> \"".to_owned());
    }
    let mut command = program(&python.to_string_lossy());
    command.arg("tests/anki/import.py");
    for (name, deck) in [("deck", deck), ("edited", edited), ("odd", odd)] {
        let folder = folder.join(name);
        write(&folder, &deck).map_err(|error| format!("{}: {error}", folder.display()))?;
        command.arg(folder);
    }
    Ok(command)
}

fn write(folder: &Path, deck: &Deck) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("deck.json"), serde_json::to_string(deck)?)?;
    fs::write(folder.join("groundwork-anki.txt"), content::anki(deck))
}

/// A Python of its own with the package in it, made where it is missing.
fn python() -> Result<PathBuf, String> {
    let folder = root().join("target/tools/anki");
    let python = folder.join("bin/python");
    let installed = |python: &Path| {
        let ask = "from importlib.metadata import version; print(version('anki'))";
        output(program(&python.to_string_lossy()).args(["-c", ask])).is_ok_and(|found| found.trim() == ANKI)
    };
    if !installed(&python) {
        println!("Installing anki {ANKI} from PyPI into {}: half a minute.", folder.display());
        run(program("python3").args(["-m", "venv", "--clear"]).arg(&folder)).map_err(|why| {
            format!(
                "{why}\nPython 3.9 or newer with its venv module is needed: on Debian, apt-get install python3-venv"
            )
        })?;
        let package = format!("anki=={ANKI}");
        run(program(&python.to_string_lossy()).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--retries",
            "1",
            "--timeout",
            "20",
            &package,
        ]))
        .map_err(|why| format!("{why}\nanki comes from PyPI and needs Python 3.9 or newer: check both"))?;
    }
    Ok(python)
}
