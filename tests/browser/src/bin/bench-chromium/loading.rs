//! How pages load on a phone: the network and the processor slowed down by Chromium itself, cold and with the service
//! worker. Beside each page the same page without scripts, and beside Study the app without a prerendered page.

use std::path::Path;
use std::time::Duration;

use browser::Page;
use browser::site::Site;
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use xtask::bench::loading::{PAGES, SITES};
use xtask::{files, hosting};

use crate::{Lines, Order, slow_down};

/// Lighthouse's phone: 1.44 Mbit/s down, 0.675 up, 562.5 ms until the first byte, a processor four times slower.
const LATENCY: f64 = 562.5;
const DOWN: f64 = 1_440_000.0 / 8.0;
const UP: f64 = 675_000.0 / 8.0;
const SLOWDOWN: u32 = 4;

/// How long a page is watched after the last thing that is waited for: what moves or blocks then counts as well.
const AFTER: Duration = Duration::from_millis(1_500);

/// Runs in every page before its own scripts. `interactive` is the first moment at which the page could answer a press: the
/// module has mounted and marked the page, and the task in which it did that is over.
const WATCH: &str = "
    const load = (window.__load = { shift: 0, tasks: [], lcp: 0, interactive: null });
    const watch = (type, each) =>
      new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
    watch('layout-shift', (entry) => { if (!entry.hadRecentInput) load.shift += entry.value; });
    watch('longtask', ({ startTime, duration }) => load.tasks.push([startTime, duration]));
    watch('largest-contentful-paint', ({ startTime }) => { load.lcp = startTime; });
    new MutationObserver((_, observer) => {
      if (document.documentElement?.dataset.app !== 'ready') return;
      observer.disconnect();
      setTimeout(() => { load.interactive = performance.now(); });
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-app'] });";

/// What was seen. Blocking time is what each long task after the first paint has beyond 50 ms.
const READ: &str = "
    const { shift, tasks, lcp, interactive } = __load;
    const [page] = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource');
    const fcp = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    const early = files.filter(({ startTime }) => startTime < (interactive ?? Infinity));
    const late = tasks.filter(([start, duration]) => start + duration > fcp);
    const scripts = files.filter(({ name }) => /\\.(js|wasm)$/.test(name) && !/\\/(offline|sw)\\.js$/.test(name));
    const sum = (list, of) => list.reduce((sum, entry) => sum + of(entry), 0);
    return {
      html: page.encodedBodySize,
      app: sum(scripts, ({ encodedBodySize }) => encodedBodySize),
      requests: 1 + early.filter(({ name }) => !/\\/(manifest\\.webmanifest|icon\\.svg)$/.test(name)).length,
      all: 1 + early.length,
      fcp, lcp, shift,
      blocking: sum(late, ([, duration]) => duration - 50),
      nodes: document.querySelectorAll('*').length,
      worker: page.workerStart > 0 ? 1 : 0,
      ...(interactive === null ? {} : { interactive }),
    };";

/// Presses the first button of the page's own part and tells whether the page changed.
const PRESS: &str = "
    const done = arguments[arguments.length - 1];
    const button = [...document.querySelectorAll('main button')].find(({ disabled }) => !disabled);
    if (!button) return done('there is no button');
    new MutationObserver(() => done('')).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    button.click();
    setTimeout(() => done(`nothing happened on ${button.textContent}`), 5000);";

fn failed(why: String) -> WebDriverError {
    WebDriverError::FatalError(why)
}

/// A folder as a host sends it: compressed, with the headers of its `_headers`.
fn hosted(folder: &Path) -> Site {
    let rules = files::read(folder, "_headers").expect("the site was copied whole");
    let rules = String::from_utf8_lossy(&rules).into_owned();
    Site::published(folder, "/", move |path, reply| {
        reply.headers.retain(|(name, _)| name != "cache-control");
        reply.headers.extend(hosting::headers_of(&rules, &format!("/{path}")));
    })
}

async fn tell(page: &Page, command: &str, parameters: Value) -> WebDriverResult<()> {
    page.driver.cdp().send_raw(command, parameters).await.map(|_| ())
}

/// Slows network and processor down, or not.
async fn phone(page: &Page, on: bool) -> WebDriverResult<()> {
    let (latency, down, up) = if on { (LATENCY, DOWN, UP) } else { (0.0, -1.0, -1.0) };
    let network = json!({ "offline": false, "latency": latency, "downloadThroughput": down, "uploadThroughput": up });
    tell(page, "Network.emulateNetworkConditions", network).await?;
    slow_down(page, if on { SLOWDOWN } else { 1 }).await
}

/// Forgets everything about a site: cache, storage, service worker.
async fn forget(page: &Page, url: &str) -> WebDriverResult<()> {
    page.driver.goto("about:blank").await?;
    tell(page, "Network.clearBrowserCache", json!({})).await?;
    let origin = url.trim_end_matches('/');
    tell(page, "Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" })).await
}

/// Loads a page and reads what was seen, under names that end in `of`.
async fn load(page: &Page, url: &str, of: &str, has_module: bool, lines: &mut Lines) -> WebDriverResult<Value> {
    phone(page, true).await?;
    page.driver.goto(url).await?;
    if has_module {
        page.until("the module", "return __load.interactive !== null").await?;
    }
    tokio::time::sleep(AFTER).await;
    let seen = page.js(READ).await?;
    for (name, value) in seen.as_object().into_iter().flatten() {
        lines.add(format!("{name}/{of}"), value.as_f64().unwrap_or(f64::NAN));
    }
    if has_module && !of.starts_with("card/") {
        let complaint = page.driver.execute_async(PRESS, Vec::new()).await?.json().clone();
        if complaint != "" {
            return Err(failed(format!("{of}: a press was not answered: {complaint}")));
        }
    }
    phone(page, false).await?;
    Ok(seen)
}

/// Study again when the service worker has everything, and has to be started itself.
async fn again(page: &Page, url: &str, lines: &mut Lines) -> WebDriverResult<()> {
    page.until_long(
        "the service worker",
        "return document.getElementById('offline').textContent.startsWith('Ready offline')",
    )
    .await?;
    page.driver.goto("about:blank").await?;
    tell(page, "ServiceWorker.enable", json!({})).await?;
    tell(page, "ServiceWorker.stopAllWorkers", json!({})).await?;
    let seen = load(page, &format!("{url}study/"), "study/worker", true, lines).await?;
    if seen["worker"] != 1 {
        return Err(failed(format!("the service worker did not answer: {seen}")));
    }
    Ok(())
}

pub async fn measure(page: &Page, order: &Order) -> WebDriverResult<()> {
    let sites = SITES.map(|name| (name, hosted(&order.folder.join(format!("loading-{name}")))));
    let mut lines = Lines::default();
    tell(page, "Page.enable", json!({})).await?;
    tell(page, "Network.enable", json!({})).await?;
    tell(page, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    let on = |kind, path, beside: &'static [&str]| {
        let sites = sites.iter().filter(move |(name, _)| beside.contains(name));
        sites.map(move |(name, site)| (format!("{kind}/{name}"), site.server.url(), path))
    };
    let mut loads: Vec<_> = PAGES.iter().flat_map(|&(kind, path, beside)| on(kind, path, beside)).collect();
    for _ in 0..order.rounds {
        for (of, url, path) in &loads {
            forget(page, url).await?;
            let seen = load(page, &format!("{url}{path}"), of, !of.ends_with("/static"), &mut lines).await?;
            if seen["fcp"].as_f64().is_none_or(|painted| painted < LATENCY) {
                return Err(failed(format!("{of}: the network is not slowed down: {seen}")));
            }
            if of == "study/ours" {
                again(page, url, &mut lines).await?;
            }
        }
        // What comes before a page may still have some work to do, so it is not the same in each round.
        loads.reverse();
    }
    lines.print();
    Ok(())
}
