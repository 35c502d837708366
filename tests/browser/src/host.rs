//! A host that sites are published to: its files can be changed and published again, as a deploy does.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};
use xtask::server::Reply;
use xtask::{files, precache};

use crate::dist;
use crate::site::Site;

/// What goes wrong on the way to a browser, for as long as it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Trouble {
    None,
    Missing,
    Error,
    /// A page of HTML with status 200 where a file should be: what captive portals and single-page hosts send.
    Html,
    /// Half of the file.
    Cut,
}

const ALL: [Trouble; 5] = [Trouble::None, Trouble::Missing, Trouble::Error, Trouble::Html, Trouble::Cut];

/// A copy of the built site that can be changed; removed when dropped.
pub struct Host {
    folder: PathBuf,
    trouble: Arc<AtomicU32>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Host {
    /// The site at `/`, as it was built, with no compressed copies: they would be of other content after a change.
    pub fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("groundwork-host-{}-{number}", std::process::id()));
        let from = dist("/");
        for name in files::below(&from).unwrap() {
            if !files::is_copy(&name) {
                files::write(&folder, &name, files::read(&from, &name).unwrap()).unwrap();
            }
        }
        Self { folder, trouble: Arc::default() }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Serves it, in trouble with the files whose path contains `part`.
    pub fn serve(&self, part: &'static str) -> Site {
        let trouble = Arc::clone(&self.trouble);
        Site::published(&self.folder, "/", move |path, reply| {
            if path.contains(part) && reply.status == 200 {
                spoil(ALL[trouble.load(Ordering::Relaxed) as usize], reply);
            }
        })
    }

    /// From now on there is this trouble.
    pub fn trouble(&self, trouble: Trouble) {
        self.trouble.store(trouble as u32, Ordering::Relaxed);
    }

    /// The one file whose name begins and ends like this.
    pub fn named(&self, start: &str, end: &str) -> String {
        let names = files::below(&self.folder).unwrap();
        let mut found = names.into_iter().filter(|name| name.starts_with(start) && name.ends_with(end));
        let name = found.next().unwrap_or_else(|| panic!("there is no file {start}…{end}"));
        assert_eq!(found.next(), None, "more than one file {start}…{end}");
        name
    }

    /// Changes one file's text.
    pub fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.join(name)).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        files::write(&self.folder, name, text.replace(from, to)).unwrap();
    }

    /// Gives a script under a hashed name other bytes, and so another name in every page; the old file is gone.
    pub fn rebuild_script(&self, start: &str) -> String {
        let old = self.named(start, ".js");
        let before = files::read(&self.folder, &old).unwrap();
        let after = [before.as_slice(), b"\n// rebuilt\n"].concat();
        let new = format!("{start}-{}.js", precache::mark(&after));
        files::write(&self.folder, &new, &after).unwrap();
        fs::remove_file(self.folder.join(&old)).unwrap();
        let integrity = |bytes: &[u8]| format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
        for name in files::below(&self.folder).unwrap() {
            if name.ends_with(".html") {
                let text = fs::read_to_string(self.folder.join(&name)).unwrap();
                let text = text.replace(&old, &new).replace(&integrity(&before), &integrity(&after));
                files::write(&self.folder, &name, text).unwrap();
            }
        }
        new
    }

    /// Publishes what was changed: a new `sw.js`.
    pub fn publish(&self) {
        precache::write(&self.folder).unwrap();
    }
}

impl Default for Host {
    fn default() -> Self {
        Self::new()
    }
}

fn spoil(trouble: Trouble, reply: &mut Reply) {
    match trouble {
        Trouble::None => {}
        Trouble::Missing => reply.status = 404,
        Trouble::Error => reply.status = 500,
        Trouble::Html => {
            reply.headers = vec![("content-type".to_owned(), "text/html".to_owned())];
            reply.body = b"<!doctype html><title>Please log in</title>".to_vec();
        }
        Trouble::Cut => reply.body.truncate(reply.body.len() / 2),
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Left behind, it is only a folder of temporary files.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
