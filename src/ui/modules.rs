//! The scripts of the built site, under names made from their content: a page asks for exactly the bytes it was built with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::domain::page::Page;

/// The modules that Trunk builds.
pub const NAMES: [&str; 5] = ["groundwork", "list", "desk", "labs", "workshop"];

/// A script or wasm file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asset {
    /// Path below the base.
    pub path: String,
    /// Value for an `integrity` attribute.
    pub integrity: String,
}

/// A wasm module and the script that starts it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    pub js: Asset,
    pub wasm: Asset,
}

/// All of the site's scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Modules {
    /// Loads the page's module, and serves what works without one.
    pub start: Asset,
    /// Today, Study, and a card's standing.
    pub app: Module,
    /// The list of cards.
    pub list: Module,
    /// The student's progress, and settings.
    pub desk: Module,
    pub labs: Module,
    /// What is done with a token of the lab, further down on its page.
    pub workshop: Module,
}

/// Gives a file a name made from its content.
fn hashed(folder: &Path, name: &str) -> io::Result<Asset> {
    let bytes = fs::read(folder.join(name))?;
    let mark: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let path = format!("{stem}-{mark}.{extension}");
    fs::rename(folder.join(name), folder.join(&path))?;
    Ok(Asset { path, integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes))) })
}

/// Makes the scripts in `folder` smaller, with the esbuild at `program`; to be called before they get their names.
///
/// # Errors
/// The folder cannot be read, esbuild does not start, or it rejects a script.
pub fn minify(folder: &Path, program: &OsStr) -> io::Result<()> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    let scripts = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "js"));
    let mut esbuild = Command::new(program);
    esbuild.args(["--minify", "--format=esm", "--target=es2022", "--allow-overwrite", "--log-level=warning"]);
    let status = esbuild.arg(format!("--outdir={}", folder.display())).args(scripts).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("esbuild failed ({status})"))) }
}

impl Modules {
    /// Renames what Trunk left in `folder`.
    ///
    /// # Errors
    /// A file is missing or cannot be renamed.
    pub fn rename(folder: &Path) -> io::Result<Self> {
        let file =
            |name: &str| hashed(folder, name).map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")));
        let module = |name: &str| {
            Ok::<_, io::Error>(Module { js: file(&format!("{name}.js"))?, wasm: file(&format!("{name}_bg.wasm"))? })
        };
        Ok(Self {
            start: file("start.js")?,
            app: module(NAMES[0])?,
            list: module(NAMES[1])?,
            desk: module(NAMES[2])?,
            labs: module(NAMES[3])?,
            workshop: module(NAMES[4])?,
        })
    }

    /// The module that a page runs, if it needs one.
    pub fn of(&self, page: &Page) -> Option<&Module> {
        match page {
            Page::Today | Page::Study | Page::Card(_) => Some(&self.app),
            Page::Cards => Some(&self.list),
            Page::Progress | Page::Settings => Some(&self.desk),
            Page::JwtLab => Some(&self.labs),
            Page::Sheet | Page::Part(_) | Page::Faults | Page::About | Page::NotFound => None,
        }
    }

    /// The module of a page's lower part, fetched when a person comes near that.
    pub fn later(&self, page: &Page) -> Option<&Module> {
        (*page == Page::JwtLab).then_some(&self.workshop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_cards_does_not_wait_for_progress_and_settings() {
        let module =
            |name: &str| Module { wasm: Asset { path: name.to_owned(), ..Asset::default() }, ..Module::default() };
        let modules = Modules { list: module("list"), desk: module("desk"), ..Modules::default() };
        let of = |page| modules.of(&page).map(|module| module.wasm.path.as_str());
        assert_eq!([Page::Cards, Page::Progress, Page::Settings].map(of), [Some("list"), Some("desk"), Some("desk")]);
    }

    #[test]
    fn a_minifier_that_is_missing_or_fails_is_an_error() {
        let folder = std::env::temp_dir();
        assert!(minify(&folder, OsStr::new("no-such-program")).is_err());
        assert_eq!(minify(&folder, OsStr::new("false")).unwrap_err().to_string(), "esbuild failed (exit status: 1)");
    }

    #[test]
    fn other_bytes_get_another_name() {
        let folder = std::env::temp_dir().join(format!("groundwork-hashed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let name = |text: &str| {
            fs::write(folder.join("a.js"), text).unwrap();
            hashed(&folder, "a.js").unwrap()
        };
        let (one, same, other) = (name("1"), name("1"), name("2"));
        assert_eq!(one, same);
        assert_ne!(one.path, other.path);
        assert_ne!(one.integrity, other.integrity);
        assert!(folder.join(&other.path).exists() && !folder.join("a.js").exists());
        assert_eq!(one.path, "a-6b86b273ff34fce1.js");
        fs::remove_dir_all(&folder).unwrap();
    }
}
