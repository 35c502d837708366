//! Measuring in Chromium, driven by the `browser` package: a page of ours beside npm packages, and the built site.

use std::fs;
use std::path::PathBuf;

use groundwork::content::{self, page_index};
use groundwork::domain::deck::{Deck, Index};

use super::samples::Results;
use super::{SAMPLES, rounds};
use crate::build::dist;
use crate::process::{output, program, run};
use crate::{files, root, test, tools};

/// npm packages that do what ours does, and their versions.
const RIVALS: [(&str, &str, &str); 3] = [
    ("ts-fsrs", "5.4.2", "ts-fsrs/dist/index.mjs"),
    ("jose", "6.2.18", "jose/package.json"),
    ("jwt-decode", "4.0.0", "jwt-decode/package.json"),
];

/// Builds the page on which our module and the npm packages stand side by side.
///
/// The module links the `domain` alone, is built with the app's profile and optimised as the app is.
///
/// # Errors
/// A tool could not be installed or failed.
pub fn side_by_side() -> Result<(), String> {
    tools::prepare_release()?;
    for (package, version, file) in RIVALS {
        tools::npm(package, version, file)?;
    }
    println!("Building what is measured: a minute the first time.");
    let wasm = "build --quiet --package bench --lib --release --target wasm32-unknown-unknown";
    run(program("cargo").args(wasm.split(' ')))?;
    let folder = folder().join("side");
    let module = root().join("target/wasm32-unknown-unknown/release/bench.wasm");
    run(program("wasm-bindgen").args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(module))?;
    let optimised = folder.join("bench_bg.wasm");
    run(program("wasm-opt").args(optimisations()?).arg(&optimised).arg("-o").arg(&optimised))?;
    let page = root().join("tests/bench/page");
    let mut esbuild = program("esbuild");
    esbuild.arg(page.join("page.js")).args([
        "--bundle",
        "--format=esm",
        "--external:./bench.js",
        "--log-level=warning",
    ]);
    esbuild.arg(format!("--outfile={}", folder.join("page.js").display()));
    run(esbuild.env("NODE_PATH", root().join("target/tools/node_modules")))?;
    files::write(&folder, "index.html", files::read(&page, "index.html")?)
}

/// The flags that index.html gives wasm-opt for the app.
fn optimisations() -> Result<Vec<String>, String> {
    let html = String::from_utf8_lossy(&files::read(&root(), "index.html")?).into_owned();
    let value = |name: &str| html.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value);
    let (level, flags) =
        value("data-wasm-opt").zip(value("data-wasm-opt-params")).ok_or("index.html has no wasm-opt")?;
    Ok(std::iter::once(format!("-O{level}")).chain(flags.split(' ').map(str::to_owned)).collect())
}

/// Copies the built site to `name`, with the files of this deck in place of its own. The pages of cards stay those of the
/// course; the app takes the deck from its files.
///
/// # Errors
/// There is no built site, or a file cannot be copied.
pub fn site(name: &str, deck: Option<&Deck>) -> Result<(), String> {
    let from = dist();
    if !from.join("index.html").exists() {
        return Err("there is no built site to measure: `cargo xtask build` makes it".to_owned());
    }
    let to = folder().join(name);
    if to.exists() {
        fs::remove_dir_all(&to).map_err(|error| format!("{}: {error}", to.display()))?;
    }
    let index = deck.map(|deck| page_index::beginning(&Index::from(deck)));
    for file in files::below(&from)?.iter().filter(|file| !files::is_copy(file)) {
        let bytes = files::read(&from, file)?;
        match &index {
            Some(index) if file.ends_with(".html") => {
                files::write(&to, file, page_index::replaced(&String::from_utf8_lossy(&bytes), index))?;
            }
            _ => files::write(&to, file, bytes)?,
        }
    }
    let made = deck.map(content::emit).unwrap_or_default();
    made.into_iter().try_for_each(|(path, text)| files::write(&to, &path, text))
}

/// Where what is measured lies, a folder for each site.
pub fn folder() -> PathBuf {
    root().join("target/bench")
}

/// Runs a section's measurements in Chromium. The sizes are the section's.
///
/// # Errors
/// Chromium could not be installed or opened, or the page failed; the page's own words are in it.
pub fn measure(section: &str, sizes: &[usize]) -> Result<Results, String> {
    test::prepare_chromium()?;
    println!("Measuring {section} in Chromium.");
    let mut command = program("cargo");
    command.args(["run", "--quiet", "--package", "browser", "--bin", "bench-chromium", "--", section]);
    command.arg(folder()).args([rounds(), SAMPLES].iter().chain(sizes).map(usize::to_string));
    Results::parse(&output(command.env("GROUNDWORK_BROWSER", "chromium").env("RUST_BACKTRACE", "0"))?)
}
