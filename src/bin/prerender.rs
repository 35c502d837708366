//! Runs as Trunk's hook: renders every page by the app's own components and writes the deck's files beside them.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{env, fs, io, thread};

use groundwork::content;
use groundwork::domain::card::Card;
use groundwork::domain::deck::{Deck, Index};
use groundwork::domain::page::Page;
use groundwork::domain::part;
use groundwork::state::deck::DeckStore;
use groundwork::state::site::Site;
use groundwork::state::study::StudyStore;
use groundwork::ui::document::{Shell, ShellError};
use groundwork::ui::modules::{self, Modules};
use groundwork::ui::names;
use groundwork::ui::still::Frame;
use leptos::prelude::*;
use thiserror::Error;

#[derive(Debug, Error)]
enum Fault {
    #[error("{0} is not set: this program runs as Trunk's hook, through `cargo xtask build`")]
    NotAHook(&'static str),
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    #[error("{0}")]
    Shell(#[from] ShellError),
    #[error("{0}")]
    Content(String),
}

fn variable(name: &'static str) -> Result<String, Fault> {
    env::var(name).map_err(|_| Fault::NotAHook(name))
}

fn read(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path).map_err(|error| Fault::File(path.to_owned(), error))
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|error| Fault::File(path.to_owned(), error))
}

/// The page's body, of no student and no day.
fn body(page: &Page, card: Option<&Card>, base: &str, deck: &Deck, index: &Arc<Index>) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let store = DeckStore::new(Arc::clone(index));
        provide_context(Site::new(base.to_owned()));
        provide_context(store);
        let all = deck.cards.len();
        let sheet = match page {
            Page::Card(_) => None,
            Page::Sheet => (part::count(all) == 1).then(|| content::sheet(deck, 0..all, base)),
            Page::Part(number) => Some(content::sheet(deck, part::range(*number, all), base)),
            _ => {
                // Costs as much as the course is long, and these pages are few.
                provide_context(StudyStore::blank(store));
                None
            }
        };
        view! { <Frame page=page.clone() card=card.cloned() sheet /> }.to_html()
    });
    // Markers between text nodes, of use to hydration only.
    html.replace("<!>", "")
}

fn run() -> Result<(), Fault> {
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let source = PathBuf::from(variable("TRUNK_SOURCE_DIR")?);
    let base = variable("TRUNK_PUBLIC_URL")?;
    let host = env::var("GROUNDWORK_SITE").unwrap_or_default();
    let cards = env::var_os("GROUNDWORK_CONTENT").map_or_else(|| source.join("content"), PathBuf::from);
    let deck = content::read(&cards).map_err(|faults| Fault::Content(faults.to_string()))?;
    for (path, json) in content::emit(&deck) {
        write(&staging.join(path), &json)?;
    }
    let index_html = staging.join("index.html");
    let shell = Shell::read(&read(&index_html)?, &base, &host, |href| {
        let path = staging.join(href);
        let css = read(&path)?;
        // It is inlined into every page, so nothing asks for the file.
        fs::remove_file(&path).map_err(|error| Fault::File(path.clone(), error))?;
        Ok::<_, Fault>(css)
    })?;
    // Set for a release.
    if let Some(esbuild) = env::var_os("GROUNDWORK_ESBUILD") {
        for name in modules::NAMES {
            names::shorten(&staging, name).map_err(|error| Fault::File(staging.join(name), error))?;
        }
        modules::minify(&staging, &esbuild).map_err(|error| Fault::File(esbuild.into(), error))?;
    }
    let modules = Modules::rename(&staging).map_err(|error| Fault::File(staging.clone(), error))?;
    let index = Arc::new(Index::from(&deck));
    let one = |page: &Page| {
        let path = page.path();
        let file = if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path };
        let card = match page {
            Page::Card(id) => deck.cards.iter().find(|card| card.id == *id),
            _ => None,
        };
        let html = shell.page(page, &index, card, &modules, &body(page, card, &base, &deck, &index));
        write(&staging.join(file), &html)?;
        // A card's former addresses lead to it, and name the one it has now where the host is known.
        for (old, _) in index.aliases.iter().filter(|(_, now)| card.is_some_and(|card| card.id == *now)) {
            write(&staging.join(format!("cards/{old}/index.html")), &html)?;
        }
        Ok(())
    };
    let pages = Page::all(&index);
    let share = pages.len().div_ceil(thread::available_parallelism().map_or(1, usize::from));
    thread::scope(|scope| {
        let workers: Vec<_> = pages.chunks(share).map(|pages| scope.spawn(|| pages.iter().try_for_each(one))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("prerender: {fault}");
            ExitCode::FAILURE
        }
    }
}
