//! What a build needs beyond rustup, a C compiler and Node: installed where it is missing, in the right version.

use std::fs;

use crate::process::{npm_bin, output, program, run};
use crate::root;

/// The last minor of Trunk that builds with this project's Rust.
const TRUNK: &str = "0.21.14";

/// Carries the wasm-opt that release builds use.
const BINARYEN: &str = "132.0.0";

/// Minifies the scripts of release builds.
const ESBUILD: &str = "0.28.2";

/// Oldest Node whose WebAssembly runs wasm-opt.
const NODE: u32 = 20;

const TARGET: &str = "wasm32-unknown-unknown";

/// Link-time optimisation off: the tools run for seconds, building them so takes minutes less.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// The version of a crate that a lock file names.
pub fn locked(lock: &str, name: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}

/// The number after the last space of the first line: `trunk 0.21.14` has 0.21.14.
fn version_of(name: &str) -> Option<String> {
    let text = output(program(name).arg("--version")).ok()?;
    text.lines().next()?.split_whitespace().nth(1).map(str::to_owned)
}

/// Installs a tool from its crate: by cargo-binstall where that is present, else by a quick build.
pub fn install(name: &str, version: &str, lock: bool, minutes: &str) -> Result<(), String> {
    if output(program("cargo-binstall").arg("-V")).is_ok() {
        println!("Installing {name} {version} with cargo-binstall.");
        if run(program("cargo").args(["binstall", "--no-confirm", &format!("{name}@{version}")])).is_ok() {
            return Ok(());
        }
        println!("cargo-binstall could not; building it instead.");
    }
    println!("Building {name} {version}: {minutes} once, then never again.");
    let mut command = program("cargo");
    command.args(["install", name, "--version", version]).envs(QUICK);
    command.env("CARGO_TARGET_DIR", root().join("target/tools/build"));
    if lock {
        command.arg("--locked");
    }
    run(&mut command).map_err(|why| {
        format!("{why}\n{name} {version} could not be installed. Without a network this cannot work; else try `cargo install {name} --version {version}` by hand.")
    })
}

/// Everything that any build needs.
pub fn prepare() -> Result<(), String> {
    let installed = output(program("rustup").args(["target", "list", "--installed"]))
        .map_err(|why| format!("{why}\nGroundwork is built with rustup's Rust: see https://rustup.rs"))?;
    if !installed.lines().any(|line| line == TARGET) {
        println!("Adding the {TARGET} target: some seconds.");
        run(program("rustup").args(["target", "add", TARGET]))
            .map_err(|why| format!("{why}\nThe target comes from rustup's server: check the network and try again."))?;
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let bindgen = locked(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen: run `cargo update -w`")?;
    if version_of("trunk").as_deref() != Some(TRUNK) {
        install("trunk", TRUNK, true, "5 to 10 minutes")?;
    }
    if version_of("wasm-bindgen").as_deref() != Some(&*bindgen) {
        // Its own lock file may name versions that a registry no longer offers.
        install("wasm-bindgen-cli", &bindgen, false, "2 to 4 minutes")?;
    }
    // Trunk runs cargo offline, so that it never looks for newer tools.
    run(program("cargo").args(["fetch", "--locked", "--quiet"]))
        .map_err(|why| format!("{why}\nThe dependencies could not be fetched: check the network and try again."))
}

/// What a release build needs on top.
pub fn prepare_release() -> Result<(), String> {
    prepare()?;
    npm("binaryen", BINARYEN, "wasm-opt")?;
    npm("esbuild", ESBUILD, "esbuild")
}

/// Installs an npm package for this checkout, unless its program is there.
pub fn npm(package: &str, version: &str, file: &str) -> Result<(), String> {
    let manifest = root().join(format!("target/tools/node_modules/{package}/package.json"));
    let has_version =
        fs::read_to_string(manifest).is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")));
    if has_version && (npm_bin().join(file).exists() || root().join("target/tools/node_modules").join(file).exists()) {
        return Ok(());
    }
    let node = version_number(&output(program("node").arg("--version")).unwrap_or_default());
    if node < NODE {
        return Err(format!(
            "Node {NODE} or newer is needed for {package}, and {} was found: see https://nodejs.org",
            if node == 0 { "none".to_owned() } else { node.to_string() }
        ));
    }
    println!("Installing {package} {version} from npm: some seconds.");
    let folder = root().join("target/tools");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    run(program("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
        .arg(&folder)
        .arg(format!("{package}@{version}")))
    .map_err(|why| format!("{why}\n{package} comes from npm: check the network and try again."))
}

/// The major version in `v20.1.2`; 0 when there is none.
fn version_number(text: &str) -> u32 {
    text.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_found() {
        let lock = "[[package]]\nname = \"wasm\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked(lock, "leptos"), None);
    }

    #[test]
    fn node_says_its_major_version() {
        assert_eq!(version_number("v20.20.2\n"), 20);
        assert_eq!(version_number(""), 0);
    }
}
