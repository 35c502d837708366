//! Compressed copies beside the files that gain by it, for hosts that serve `name.br` and `name.gz` as they are.

use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use flate2::{Compression, GzBuilder};

use crate::files;

/// A smaller file fits in one packet either way.
const SMALLEST: usize = 1_000;

const KINDS: [&str; 9] = [".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"];

/// Brotli's highest quality: 84 ms a page.
const BEST: u32 = 11;

/// In 5 ms what is a tenth larger, for the pages of a course of so many files that the best would take minutes.
const QUICK: u32 = 9;
const MANY: usize = 4_000;

/// Bytes in brotli's highest quality.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>, String> {
    brotli_in(bytes, BEST)
}

fn brotli_in(bytes: &[u8], quality: u32) -> Result<Vec<u8>, String> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, quality, 22);
    writer.write_all(bytes).map_err(|error| error.to_string())?;
    Ok(writer.into_inner())
}

/// Bytes as gzip, without a name or a date: the same bytes give the same file.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut writer = GzBuilder::new().write(Vec::new(), Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|error| error.to_string())
}

fn one(dist: &Path, name: &str, quality: u32) -> Result<(), String> {
    let bytes = files::read(dist, name)?;
    if bytes.len() < SMALLEST || dist.join(format!("{name}.br")).exists() {
        return Ok(());
    }
    for (ending, compressed) in [("br", brotli_in(&bytes, quality)?), ("gz", gzip(&bytes)?)] {
        if compressed.len() < bytes.len() {
            files::write(dist, &format!("{name}.{ending}"), compressed)?;
        }
    }
    Ok(())
}

/// Writes the copies that are not there yet, on every processor. The folder is of one build: a copy is never stale.
pub fn all(dist: &Path) -> Result<(), String> {
    let names: Vec<String> =
        files::below(dist)?.into_iter().filter(|name| KINDS.iter().any(|kind| name.ends_with(kind))).collect();
    // What a first visit asks for is worth the time whatever the number of cards.
    let is_first = |name: &str| files::is_hashed(name) || name.starts_with("deck/index.");
    let quality = |name: &str| if names.len() > MANY && !is_first(name) { QUICK } else { BEST };
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = one(dist, name, quality(name))
                        && let Ok(mut failed) = failed.lock()
                    {
                        *failed = Some(format!("{name}: {why}"));
                    }
                }
            });
        }
    });
    failed.into_inner().map_err(|error| error.to_string())?.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    #[test]
    fn text_gets_two_copies_that_unpack_to_it_and_what_gains_nothing_gets_none() {
        let folder = std::env::temp_dir().join(format!("groundwork-compress-{}", std::process::id()));
        let text = "the same words again. ".repeat(100);
        files::write(&folder, "cards/a.html", &text).unwrap();
        files::write(&folder, "tiny.js", "let a = 1;").unwrap();
        files::write(&folder, "picture.png", &text).unwrap();
        all(&folder).unwrap();
        let names = files::below(&folder).unwrap();
        let copies = || ["br", "gz"].map(|end| files::read(&folder, &format!("cards/a.html.{end}")).unwrap());
        let before = copies();
        for end in ["br", "gz"] {
            fs::remove_file(folder.join(format!("cards/a.html.{end}"))).unwrap();
        }
        all(&folder).unwrap();
        assert_eq!(copies(), before, "the same bytes give the same copies");
        assert_eq!(names, ["cards/a.html", "cards/a.html.br", "cards/a.html.gz", "picture.png", "tiny.js"]);
        let mut unpacked = String::new();
        let gz = files::read(&folder, "cards/a.html.gz").unwrap();
        flate2::read::GzDecoder::new(gz.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        unpacked.clear();
        let br = files::read(&folder, "cards/a.html.br").unwrap();
        brotli::Decompressor::new(br.as_slice(), 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        fs::remove_dir_all(folder).unwrap();
    }
}
