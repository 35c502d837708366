//! Building the site with Trunk.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{npm_bin, program, run};
use crate::{check, root, sizes, tools};

/// A build: where it goes and how.
pub struct Build<'a> {
    pub release: bool,
    /// The path under which the site lives.
    pub base: &'a str,
    /// Scheme and host of canonical addresses; empty for none.
    pub site: &'a str,
    /// The folder that the site is written to.
    pub dist: &'a Path,
}

impl Build<'_> {
    /// Runs Trunk, whose hook renders the pages.
    pub fn run(&self) -> Result<(), String> {
        self.run_by(run)
    }

    /// [`Self::run`], with another way to start Trunk.
    pub fn run_by(&self, run: impl FnOnce(&mut Command) -> Result<(), String>) -> Result<(), String> {
        let mut trunk = program("trunk");
        trunk.args(["build", "--offline", "--public-url", self.base, "--dist"]).arg(self.dist);
        trunk.env("GROUNDWORK_SITE", self.site).env("RUST_BACKTRACE", "0").env_remove("NO_COLOR");
        if self.release {
            trunk.arg("--release").env("GROUNDWORK_ESBUILD", npm_bin().join("esbuild"));
        }
        run(&mut trunk)
    }
}

/// Where a build goes when nothing else is said.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A deployable build in `dist/`, its sizes held to the budget.
pub fn release(base: &str, site: &str) -> Result<(), String> {
    tools::prepare_release()?;
    println!("{}", check()?);
    println!("Building for release: about 4 minutes the first time, 2 after a change.");
    let dist = dist();
    Build { release: true, base, site, dist: &dist }.run()?;
    let table = sizes::Table::of(&dist)?;
    print!("{table}");
    table.within_budget()?;
    println!("The site is in {}.", dist.display());
    Ok(())
}
