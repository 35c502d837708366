//! Building the site with Trunk.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{npm_bin, program, run};
use crate::{check, compress, hosting, icons, paths, precache, root, sizes, tools};

/// A build: where it goes and how.
pub struct Build<'a> {
    pub release: bool,
    /// The path under which the site lives.
    pub base: &'a str,
    /// Scheme and host of canonical addresses; empty for none.
    pub site: &'a str,
    /// The folder that the site is written to.
    pub dist: &'a Path,
    /// Whether it gets a service worker. Without one it gets a `sw.js` that removes an earlier one.
    pub worker: bool,
}

impl Build<'_> {
    /// Runs Trunk, whose hook renders the pages, and adds what is made from the finished files.
    pub fn run(&self) -> Result<(), String> {
        self.run_by(run)
    }

    /// [`Self::run`], with another way to start Trunk.
    pub fn run_by(&self, run: impl FnOnce(&mut Command) -> Result<(), String>) -> Result<(), String> {
        let flags = paths::flags();
        let mut trunk = program("trunk");
        trunk.args(["build", "--offline", "--public-url", self.base, "--dist"]).arg(self.dist);
        trunk.env("GROUNDWORK_SITE", self.site).env("RUST_BACKTRACE", "0").env_remove("NO_COLOR");
        if self.release {
            trunk.arg("--release").env("GROUNDWORK_ESBUILD", npm_bin().join("esbuild"));
            if let Some(flags) = &flags {
                // Cargo adds them to those of .cargo/config.toml.
                trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
            } else {
                println!(
                    "!! a folder's name has a space in it, so the modules name folders of this computer: another computer's differ"
                );
            }
        }
        run(&mut trunk)?;
        icons::write(self.dist, self.base)?;
        if self.worker {
            // Before it, so that files are weighed as they are sent; what it adds is compressed at the end.
            compress::all(self.dist)?;
            let kept = precache::write(self.dist)?;
            println!("{kept}");
            kept.within_limits()?;
        } else {
            precache::write_none(self.dist)?;
        }
        hosting::write(self.dist, self.base, self.site)?;
        if self.release {
            if flags.is_some() {
                paths::absent_from(self.dist)?;
            }
            compress::all(self.dist)?;
        }
        Ok(())
    }
}

/// Where a build goes when nothing else is said.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A deployable build in `dist/`, its sizes held to the budget.
pub fn release(base: &str, site: &str, worker: bool) -> Result<(), String> {
    tools::prepare_release()?;
    println!("{}", check()?);
    println!("Building for release: about 4 minutes the first time, 2 after a change.");
    let dist = dist();
    Build { release: true, base, site, dist: &dist, worker }.run()?;
    let table = sizes::Table::of(&dist)?;
    print!("{table}");
    table.within_budget()?;
    println!("The site is in {}.", dist.display());
    Ok(())
}
