//! Folders of this computer, kept out of the modules: two builds of one commit are the same bytes wherever they are made.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::{files, root};

/// Where cargo keeps the dependencies' sources.
fn cargo_home() -> PathBuf {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    env::var_os("CARGO_HOME").map_or_else(|| home().unwrap_or_default().join(".cargo"), PathBuf::from)
}

/// What the compiler writes instead of a folder where a panic says its place. Of two that fit it takes the last.
fn renamed() -> Vec<(PathBuf, &'static str)> {
    let cargo = cargo_home();
    let mut folders = vec![(root(), "groundwork"), (cargo.clone(), "cargo")];
    // One for each registry, named by a hash of its address.
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten();
    folders.extend(registries.map(|entry| (entry.path(), "")));
    folders.sort();
    folders
}

/// The compiler's flags for it, for a variable that cargo splits at spaces; `None` where a folder's name has one.
pub fn flags() -> Option<String> {
    flags_of(renamed())
}

fn flags_of(folders: Vec<(PathBuf, &str)>) -> Option<String> {
    let flags = folders.into_iter().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let flags: Vec<String> = flags.collect();
    flags.iter().all(|flag| !flag.contains(char::is_whitespace)).then(|| flags.join(" "))
}

/// Fails where a module in `dist` holds the name of one of those folders.
///
/// # Errors
/// One does, or a file cannot be read.
pub fn absent_from(dist: &Path) -> Result<(), String> {
    let folders = renamed().into_iter().map(|(folder, _)| format!("{}/", folder.display()));
    let folders: Vec<String> = folders.filter(|folder| folder.len() > 1).collect();
    for name in files::below(dist)?.iter().filter(|name| name.ends_with(".wasm")) {
        let module = files::read(dist, name)?;
        let within = |folder: &&String| module.windows(folder.len()).any(|bytes| bytes == folder.as_bytes());
        if let Some(folder) = folders.iter().find(within) {
            return Err(format!(
                "{name} holds the name of {folder}: unset RUSTFLAGS, which turns the build's own flags off"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_holds_a_folder_of_this_computer_is_refused() {
        let folder = env::temp_dir().join(format!("groundwork-paths-{}", std::process::id()));
        files::write(&folder, "a.wasm", "tachys-0.2.19/src/dom.rs and groundwork/src/lib.rs").unwrap();
        files::write(&folder, "a.html", root().join("src/lib.rs").display().to_string()).unwrap();
        assert_eq!(absent_from(&folder), Ok(()));
        for path in [root().join("src/lib.rs"), cargo_home().join("registry/src/index/tachys/src/dom.rs")] {
            files::write(&folder, "a.wasm", format!("…{}…", path.display())).unwrap();
            assert!(absent_from(&folder).is_err_and(|why| why.starts_with("a.wasm holds")), "{}", path.display());
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_with_a_space_in_its_name_is_not_renamed() {
        let folder = |name: &str| vec![(PathBuf::from("/a"), "x"), (PathBuf::from(name), "")];
        let flags = "--remap-path-prefix=/a=x --remap-path-prefix=/b=".to_owned();
        assert_eq!((flags_of(folder("/b")), flags_of(folder("/b c"))), (Some(flags), None));
    }

    #[test]
    fn a_registrys_folder_comes_after_the_one_that_it_lies_in() {
        let folders = renamed();
        let place = |wanted: &Path| folders.iter().position(|(folder, _)| folder == wanted);
        for (registry, _) in folders.iter().filter(|(_, to)| to.is_empty()) {
            assert!(place(&cargo_home()) < place(registry), "{}", registry.display());
        }
    }
}
