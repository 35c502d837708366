//! After one visit the network does not matter. It is taken away by stopping the server: what a browser calls offline does
//! not reach a service worker's own requests.

use std::sync::atomic::{AtomicBool, Ordering};

use browser::host::{Host, Trouble};
use browser::site::Site;
use browser::{Engine, Page, Profile, scenario_on};
use thirtyfour::prelude::WebDriverResult;
use xtask::files;

use crate::pages::paths;
use crate::workshop::come_near;

/// Waits until the page says that it needs no network.
pub async fn ready_offline(page: &Page) -> WebDriverResult<()> {
    page.until_long(
        "“Ready offline”",
        "return document.querySelector('#offline').innerText.startsWith('Ready offline')",
    )
    .await
}

#[test]
fn every_page_opens_without_a_server() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("").await?;
        ready_offline(page).await?;
        page.site.server.stop();
        for path in paths().into_iter().filter(|path| path != "404.html") {
            page.goto(&path).await?;
            let heading = page.js_text("return document.querySelector('main h1').innerText").await?;
            assert!(!heading.is_empty() && heading != "There is no page here", "{path}: {heading}");
            page.ready().await?;
        }
        page.goto("cards/sql-returning/?from=elsewhere#source-1").await?;
        assert_eq!(page.js_text("return location.search + location.hash").await?, "?from=elsewhere#source-1");
        page.says("RETURNING").await?;
        page.reload().await?;
        page.says("RETURNING").await?;
        page.goto("cards").await?;
        page.heading("All cards").await?;
        assert_eq!(page.js_text("return location.pathname").await?, "/cards/");
        page.goto("no/such/page/").await?;
        page.heading("There is no page here").await
    });
}

#[test]
fn a_large_course_is_kept_as_it_is_opened_and_whole_on_request() {
    let host = Host::new();
    // Three cards of more than a megabyte each are past what is kept unasked.
    for card in 1..=3 {
        let page = format!(
            "<!doctype html><title>Long</title><main><h1>Long card {card}</h1></main><!-- {} -->",
            "long ".repeat(220_000)
        );
        files::write(host.folder(), &format!("cards/long-{card}/index.html"), page).unwrap();
    }
    host.publish();
    scenario_on(host.serve("cards/long-2"), Profile::fresh(), async |page| {
        let said = |text: &str| format!("return document.querySelector('#offline').innerText.startsWith('{text}')");
        page.goto("about/").await?;
        page.until_long("what is ready", &said("Ready offline: studying, the labs, and every card opened before"))
            .await?;
        let asked = || page.site.server.asked().into_iter().filter(|path| path.contains("cards/long-")).count();
        assert_eq!(asked(), 0);
        // What a captive portal answers is not kept as the card.
        host.trouble(Trouble::Html);
        page.goto("cards/long-2/").await?;
        host.trouble(Trouble::None);
        page.goto("cards/long-2/").await?;
        page.heading("Long card 2").await?;
        page.goto("about/").await?;
        page.until_long("what is ready", &said("Ready offline: studying, the labs, and every card opened before"))
            .await?;
        page.press(&page.button("Take the whole course offline").await?).await?;
        page.until_long("the whole course", &said("Ready offline: the whole course works")).await?;
        assert_eq!(asked(), 2 + 3);
        page.site.server.stop();
        page.goto("cards/long-3/").await?;
        page.heading("Long card 3").await?;
        page.start("cards/?q=deterministic").await?;
        // The search of answers and key points works, too.
        page.until("every text", "return !document.getElementById('found').textContent.includes('are not searched')")
            .await
    });
}

#[test]
fn studying_and_the_labs_work_without_a_server() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        ready_offline(page).await?;
        page.site.server.stop();
        page.start("study/").await?;
        page.field("Your answer").await?.send_keys("Three parts").await?;
        page.press(&page.field("Fairly sure").await?).await?;
        page.press(&page.button("Compare with the key points").await?).await?;
        page.press(&page.button("Good").await?).await?;
        page.says("Saved.").await?;
        page.goto("labs/jwt/").await?;
        page.ready().await?;
        come_near(page).await?;
        page.goto("progress/").await?;
        page.ready().await?;
        page.goto("cards/").await?;
        page.ready().await?;
        page.js("const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => (blob.text().then((text) => (window.__saved = text)), make.call(URL, blob));
            HTMLAnchorElement.prototype.click = () => {};")
            .await?;
        page.press(&page.link("the deck for Anki").await?).await?;
        page.until("the deck as a file", "return window.__saved?.startsWith('#separator:')").await
    });
}

#[test]
fn a_lost_script_and_a_host_with_a_404_page_of_its_own_delay_readiness_and_do_not_prevent_it() {
    let host = Host::new();
    let lost = AtomicBool::new(false);
    let site = Site::published(host.folder(), "/", move |path, reply| {
        let is_first = path == "offline.js" && !lost.swap(true, Ordering::Relaxed);
        if is_first || path == "404.html" {
            reply.status = 404;
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("about/").await?;
        ready_offline(page).await?;
        page.site.server.stop();
        page.goto("no/such/page/").await?;
        page.heading("There is no page here").await
    });
}

#[test]
fn ready_is_said_only_when_every_file_is_there() {
    let host = Host::new();
    host.trouble(Trouble::Missing);
    scenario_on(host.serve("labs_bg-"), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        page.until_long("an installed worker", "return navigator.serviceWorker.controller !== null").await?;
        let failed = page
            .js_text(
                "return (async () => {
            const { port1, port2 } = new MessageChannel();
            navigator.serviceWorker.controller.postMessage('later', [port2]);
            return new Promise((done) => (port1.onmessage = ({ data }) => done(`${data.ready} ${data.why}`)));
        })()",
            )
            .await?;
        assert!(failed.starts_with("false labs") && failed.contains("404"), "{failed}");
        assert_eq!(page.js_text("return document.querySelector('#offline').innerText").await?, "");
        host.trouble(Trouble::None);
        page.js("dispatchEvent(new Event('online'))").await?;
        ready_offline(page).await
    });
}

#[test]
fn a_redirected_page_is_kept_so_that_it_can_be_opened() {
    let host = Host::new();
    let site = browser::site::Site::published(host.folder(), "/", |path, reply| {
        if path == "about/" {
            reply.status = 302;
            reply.headers = vec![("location".to_owned(), "/about/index.html".to_owned())];
            reply.body.clear();
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("").await?;
        ready_offline(page).await?;
        page.site.server.stop();
        page.goto("about/").await?;
        page.heading("About Groundwork").await
    });
}

#[test]
fn without_a_usable_worker_the_page_is_readable_and_says_so() {
    for broken in [b"" as &[u8], b"this is no script"] {
        let host = Host::new();
        let site = browser::site::Site::published(host.folder(), "/", move |path, reply| {
            if path == "sw.js" {
                reply.body = broken.to_vec();
                reply.status = if broken.is_empty() { 404 } else { 200 };
            }
        });
        scenario_on(site, Profile::fresh(), async |page| {
            page.goto("cards/what-is-a-jwt/").await?;
            page.says("Not ready offline: sw.js could not be used").await?;
            page.heading("What is a JWT?").await
        });
    }
}

#[test]
fn chromium_finds_the_site_installable() {
    if Engine::chosen() != Engine::Chromium {
        return;
    }
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("").await?;
        ready_offline(page).await?;
        let tools = page.driver.cdp();
        let errors = tools.send_raw("Page.getInstallabilityErrors", serde_json::json!({})).await?;
        assert_eq!(errors["installabilityErrors"], serde_json::json!([]), "{errors}");
        let manifest = tools.send_raw("Page.getAppManifest", serde_json::json!({})).await?;
        assert_eq!(manifest["errors"], serde_json::json!([]), "{manifest}");
        Ok(())
    });
}
