//! Other programs, run in the repository's root.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, io};

use crate::root;

/// Folder of the tools that npm installed for this checkout.
pub fn npm_bin() -> PathBuf {
    root().join("target/tools/node_modules/.bin")
}

/// A program with npm's tools on its search path.
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let path = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(npm_bin()).chain(env::split_paths(&path));
    let joined = env::join_paths(paths).unwrap_or_else(|_| path.clone());
    command.current_dir(root()).env("PATH", joined).stdin(Stdio::null());
    command
}

fn missing(name: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        format!("`{name}` is not installed or not on PATH")
    } else {
        format!("`{name}` could not be started: {error}")
    }
}

/// Runs a program with its output shown.
pub fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| missing(&name, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(command))) }
}

/// Runs a program and returns its standard output; its errors are part of the error.
pub fn output(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| missing(&name, &error))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` failed ({})\n{text}{errors}", line(command), output.status))
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
