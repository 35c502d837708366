//! The half of `cargo xtask bench` that runs in Chromium: prints a line for each thing measured, its name and its samples,
//! tabs between them.

mod loading;
mod pages;
mod press;
mod study;
mod tokens;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, process};

use browser::site::Site;
use browser::{Page, Profile};
use serde_json::Value;
use thirtyfour::error::WebDriverErrorInfo;
use thirtyfour::prelude::{WebDriverError, WebDriverResult};

/// What to measure, and how often.
pub struct Order {
    /// Holds the sites: `side`, our module beside npm packages; `site`, the built site; `site-<cards>`, it with so many;
    /// `loading-<name>`, it and its references.
    pub folder: PathBuf,
    /// In each round, those that are compared take turns.
    pub rounds: usize,
    /// Samples of each in a round.
    pub samples: usize,
    /// Sizes, as the section understands them.
    pub sizes: Vec<usize>,
}

impl Order {
    fn read(words: &[String]) -> Option<(String, Self)> {
        let [section, folder, rounds, samples, sizes @ ..] = words else { return None };
        let sizes: Result<Vec<usize>, _> = sizes.iter().map(|size| size.parse()).collect();
        let (rounds, samples) = (rounds.parse().ok()?, samples.parse().ok()?);
        Some((section.clone(), Self { folder: PathBuf::from(folder), rounds, samples, sizes: sizes.ok()? }))
    }
}

/// The files of a folder as a site. Its pages are isolated from other origins: Chromium's timer then counts in 5 µs instead
/// of 100. They have no service worker: what is measured starts from the same files each time.
pub fn site(folder: &Path) -> Site {
    Site::published(folder, "/", |path, reply| {
        if path == "sw.js" {
            reply.status = 404;
        }
        for (name, value) in [("opener", "same-origin"), ("embedder", "require-corp")] {
            reply.headers.push((format!("cross-origin-{name}-policy"), value.to_owned()));
        }
    })
}

/// Slows the page's processor down so many times; 1 for not at all.
///
/// # Errors
/// The browser's.
pub async fn slow_down(page: &Page, rate: u32) -> WebDriverResult<()> {
    let rate = serde_json::json!({ "rate": rate });
    page.driver.cdp().send_raw("Emulation.setCPUThrottlingRate", rate).await.map(|_| ())
}

/// What went wrong in a page, in words.
pub fn fault(why: &str) -> WebDriverError {
    WebDriverError::JavascriptError(WebDriverErrorInfo::new(why.to_owned()))
}

/// Runs an expression in the page, waits for its promise, however long it takes, and gives what it comes to.
///
/// # Errors
/// The browser's, or the page's in its own words.
pub async fn evaluate(page: &Page, expression: &str) -> WebDriverResult<Value> {
    // A request to the driver has less patience than this.
    page.js(&format!(
        "window.__answer = null;
        (async () => ({expression}))().then(
          (value) => {{ window.__answer = {{ value }}; }},
          (error) => {{ window.__answer = {{ error: String(error) }}; }});"
    ))
    .await?;
    loop {
        tokio::time::sleep(Duration::from_millis(250)).await;
        let answer = page.js("return window.__answer").await?;
        match (answer.get("value"), answer.get("error")) {
            (Some(value), _) => return Ok(value.clone()),
            (None, Some(error)) => return Err(fault(error.as_str().unwrap_or_default())),
            (None, None) => {}
        }
    }
}

/// Samples by name, collected one at a time.
#[derive(Default)]
pub struct Lines(BTreeMap<String, Vec<f64>>);

impl Lines {
    pub fn add(&mut self, name: String, sample: f64) {
        self.0.entry(name).or_default().push(sample);
    }

    pub fn print(&self) {
        for (name, samples) in &self.0 {
            let samples: Vec<String> = samples.iter().map(f64::to_string).collect();
            println!("{name}\t{}", samples.join("\t"));
        }
    }
}

/// Prints an object of samples by name, each name with `size` behind it.
pub fn print(measured: &Value, size: &str) {
    for (name, samples) in measured.as_object().into_iter().flatten() {
        let samples: Vec<String> = samples.as_array().into_iter().flatten().map(Value::to_string).collect();
        println!("{name}/{size}\t{}", samples.join("\t"));
    }
}

async fn run(section: &str, order: &Order) -> WebDriverResult<()> {
    let home = match section {
        "loading" => "loading-ours",
        "tokens" => "site",
        _ => "side",
    };
    let page = Page::open(site(&order.folder.join(home)), Profile::fresh()).await;
    page.driver.set_script_timeout(Duration::from_secs(100)).await?;
    let result = match section {
        "loading" => loading::measure(&page, order).await,
        "study" => study::measure(&page, order).await,
        "tokens" => tokens::measure(&page, order).await,
        "pages" => pages::measure(&page, order).await,
        other => Err(fault(&format!("there is no section {other:?}"))),
    };
    let seen = if result.is_err() { page.describe().await } else { String::new() };
    page.close().await;
    result.inspect_err(|_| eprintln!("{seen}"))
}

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let Some((section, order)) = Order::read(&words) else {
        eprintln!("bench-chromium: <section> <folder> <rounds> <samples> <sizes>…, as `cargo xtask bench` calls it");
        process::exit(2);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime needs nothing but memory");
    if let Err(error) = runtime.block_on(run(&section, &order)) {
        eprintln!("bench-chromium: {error}");
        process::exit(1);
    }
}
