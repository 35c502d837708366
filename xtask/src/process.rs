//! Other programs, run in the repository's root.

use std::io::{BufRead, BufReader};
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

/// Runs a program with its output shown, and kept for the error.
pub fn run_and_keep(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = io::pipe().map_err(|error| error.to_string())?;
    let copy = writer.try_clone().map_err(|error| error.to_string())?;
    let mut child = command.stdout(copy).stderr(writer).spawn().map_err(|error| missing(&name, &error))?;
    let told = line(command);
    // Else its end of the pipe keeps the reading below from ending.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut kept = String::new();
    for text in BufReader::new(reader).lines().map_while(Result::ok) {
        println!("{text}");
        kept += &text;
        kept.push('\n');
    }
    let status = child.wait().map_err(|error| missing(&name, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{told}` failed ({status})\n{kept}")) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failed_program_said_is_part_of_the_error() {
        let run = |script: &str| run_and_keep(program("sh").args(["-c", script]));
        assert_eq!(run("echo all is well"), Ok(()));
        let why = run("echo one; echo two >&2; exit 3").unwrap_err();
        assert!(why.ends_with("failed (exit status: 3)\none\ntwo\n"), "{why}");
        assert!(run_and_keep(&mut program("no-such-program")).is_err_and(|why| why.contains("not installed")));
    }
}
