//! Drives a real browser over the built site: engines and their drivers, pages found as a person finds things, and a
//! check after every test that nothing went wrong unseen.

pub mod driver;
pub mod host;
pub mod page;
pub mod seed;
pub mod site;

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::{env, panic};

use futures_util::FutureExt;

pub use driver::{Engine, Profile};
pub use page::Page;
use site::Site;
use thirtyfour::prelude::WebDriverResult;

/// One browser at a time: the machine is small, and a test that waits for the processor proves nothing.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The built site that a test runs on: `/` or `/course/`.
pub fn dist(base: &str) -> PathBuf {
    let name = if base == "/" { "GROUNDWORK_DIST" } else { "GROUNDWORK_DIST_COURSE" };
    env::var_os(name).map(PathBuf::from).unwrap_or_else(|| panic!("{name} is not set: run `cargo xtask test`"))
}

/// Runs a scenario in a fresh browser over a site; afterwards fails on anything the page complained of or asked of
/// another origin. A browser that died on the way (its session is gone) is opened once more, and that is said: what
/// the page does wrong leaves the session standing.
pub fn scenario_on(site: Site, profile: Profile, steps: impl AsyncFn(&Page) -> WebDriverResult<()>) {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let site = match runtime.block_on(attempt(site, profile.clone(), &steps)) {
        Ok(()) => return,
        Err(site) => site,
    };
    eprintln!("!! the browser died in the middle of a test: once more in a new one");
    if runtime.block_on(attempt(site, profile, &steps)).is_err() {
        panic!("the browser died twice in this test");
    }
}

/// One attempt. Panics when the test fails; gives the site back when the browser died.
async fn attempt(site: Site, profile: Profile, steps: &impl AsyncFn(&Page) -> WebDriverResult<()>) -> Result<(), Site> {
    let page = Page::open(site, profile).await;
    // A browser that is dropped without being closed takes minutes to give up.
    let result = AssertUnwindSafe(steps(&page)).catch_unwind().await;
    let passed = matches!(result, Ok(Ok(())));
    if !passed && !page.is_alive().await {
        return Err(page.close().await);
    }
    let seen = if passed { String::new() } else { page.describe().await };
    let faults = page.faults().await;
    page.close().await;
    match result {
        Ok(result) => result.unwrap_or_else(|error| panic!("{error}\n{seen}")),
        Err(panicked) => {
            eprintln!("{seen}");
            panic::resume_unwind(panicked);
        }
    }
    assert!(faults.is_empty(), "the page complained:\n{}", faults.join("\n"));
    Ok(())
}

/// Whether the engine under test is one of these, in which a test is left out; says so, and why.
pub fn left_out(engines: &[Engine], why: &str) -> bool {
    let out = engines.contains(&Engine::chosen());
    if out {
        eprintln!("!! left out in {:?}: {why}", Engine::chosen());
    }
    out
}

/// [`scenario_on`] the site at `/` as it was built.
pub fn scenario(steps: impl AsyncFn(&Page) -> WebDriverResult<()>) {
    scenario_on(Site::plain("/"), Profile::fresh(), steps);
}
