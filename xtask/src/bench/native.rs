//! Measuring natively.

use super::samples::Results;
use super::{SAMPLES, rounds};
use crate::process::{output, program};

/// Runs a section's measurements in the program that is built with the profile `bench`.
///
/// # Errors
/// It could not be built or run.
pub fn measure(section: &str, sizes: &[usize]) -> Result<Results, String> {
    println!("Measuring {section} natively.");
    let mut command = program("cargo");
    command.args([
        "run",
        "--quiet",
        "--package",
        "bench",
        "--profile",
        "bench",
        "--bin",
        "bench-native",
        "--",
        section,
    ]);
    command.args([rounds(), SAMPLES].iter().chain(sizes).map(usize::to_string));
    Results::parse(&output(&mut command)?)
}
