//! The files of a built site.

use std::fs;
use std::path::Path;

/// Every file below `folder`: its path with slashes, relative to it, in order.
pub fn below(folder: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort_unstable();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let entry = entry.map_err(|error| format!("{}: {error}", folder.display()))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

/// A file's bytes; an error says which file.
pub fn read(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    fs::read(folder.join(name)).map_err(|error| format!("{}: {error}", folder.join(name).display()))
}

/// Writes a file and the folders that it lies in.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> Result<(), String> {
    let path = folder.join(name);
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(&path, bytes)).map_err(|error| format!("{}: {error}", path.display()))
}

/// Whether a file is the compressed copy of another.
pub fn is_copy(name: &str) -> bool {
    name.ends_with(".br") || name.ends_with(".gz")
}

/// Whether a file's name holds the hash of its content (`name-0123456789abcdef.js`): it never changes under this name.
pub fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
    stem.rsplit_once('-').is_some_and(|(_, mark)| {
        mark.len() == 16 && mark.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_is_told_from_a_plain_one() {
        for name in ["start-0123456789abcdef.js", "a/labs_bg-00ff00ff00ff00ff.wasm"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["start.js", "maskable-512.png", "cards/what-is-a-jwt/index.html", "a-0123456789abcdeg.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
