//! A deploy is noticed and never forced, costs what it changed, and when it goes wrong the version before stays whole.

use std::collections::BTreeSet;

use browser::host::{Host, Trouble};
use browser::{Page, Profile, scenario_on};
use thirtyfour::prelude::WebDriverResult;

use crate::offline::ready_offline;

const CARD: &str = "cards/what-is-a-jwt/index.html";

/// Asks the host for a new version, as a browser does now and then, until there is one: to ask while an answer is under
/// way is to get that answer, which may be from before.
async fn check(page: &Page) -> WebDriverResult<()> {
    let script = "return navigator.serviceWorker.getRegistration().then(async (found) => {
        if (!found) return true;
        const { active } = found;
        await found.update().catch(() => {});
        return Boolean(found.installing || found.waiting) || found.active !== active;
    })";
    page.until("a new version", script).await
}

async fn new_version_is_offered(page: &Page) -> WebDriverResult<()> {
    page.until_long("“A new version is ready”", "return !document.querySelector('#update').hidden").await
}

/// The versions that are kept, tabs' own notes left out.
async fn versions(page: &Page) -> WebDriverResult<u64> {
    let script = "return caches.keys().then((names) => names.filter((name) => !name.endsWith(' tabs')).length)";
    Ok(page.js(script).await?.as_u64().unwrap_or_default())
}

#[test]
fn a_changed_card_is_the_only_thing_that_is_fetched_and_reload_shows_it() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("cards/what-is-a-jwt/").await?;
        ready_offline(page).await?;
        host.change(CARD, "What is a JWT?", "What is a JSON Web Token?");
        host.publish();
        let before = page.site.server.asked().len();
        check(page).await?;
        new_version_is_offered(page).await?;
        let asked: BTreeSet<String> = page.site.server.asked().split_off(before).into_iter().collect();
        let expected = ["/cards/what-is-a-jwt/", "/sw.js"].map(str::to_owned);
        assert_eq!(asked, expected.into_iter().collect());
        page.heading("What is a JWT?").await?;
        page.press(&page.button("Reload").await?).await?;
        page.heading("What is a JSON Web Token?").await?;
        ready_offline(page).await?;
        page.until_long("the old version to go", "return caches.keys().then((names) => names.length === 2)").await?;
        page.site.server.stop();
        page.reload().await?;
        page.heading("What is a JSON Web Token?").await
    });
}

#[test]
fn what_was_typed_outlives_the_new_version() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.start("study/").await?;
        ready_offline(page).await?;
        let card = page.js_text("return document.querySelector('main h1').innerText").await?;
        page.field("Your answer").await?.send_keys("Half a sentence that").await?;
        host.rebuild_script("start");
        host.publish();
        check(page).await?;
        new_version_is_offered(page).await?;
        assert_eq!(page.js_text("return document.querySelector('textarea').value").await?, "Half a sentence that");
        page.js("window.__old = true").await?;
        page.press(&page.button("Reload").await?).await?;
        page.until_long("the new version", "return !window.__old && document.documentElement.dataset.app === 'ready'")
            .await?;
        assert_eq!(page.js_text("return document.querySelector('textarea').value").await?, "Half a sentence that");
        assert_eq!(page.js_text("return document.querySelector('main h1').innerText").await?, card);
        Ok(())
    });
}

#[test]
fn three_tabs_agree_and_each_reloads_when_it_is_told_to() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        ready_offline(page).await?;
        let mut tabs = vec![page.driver.window().await?];
        for _ in 0..2 {
            let tab = page.driver.new_tab().await?;
            page.driver.switch_to_window(tab.clone()).await?;
            page.goto("about/").await?;
            ready_offline(page).await?;
            tabs.push(tab);
        }
        for tab in &tabs {
            page.driver.switch_to_window(tab.clone()).await?;
            page.js("window.__old = true").await?;
        }
        let old = host.named("labs-", ".js");
        host.change("about/index.html", "About Groundwork</h1>", "About this course</h1>");
        host.rebuild_script("labs");
        host.publish();
        check(page).await?;
        for tab in &tabs {
            page.driver.switch_to_window(tab.clone()).await?;
            new_version_is_offered(page).await?;
        }
        // The last tab takes it; the two others stay as they are.
        page.press(&page.button("Reload").await?).await?;
        page.heading("About this course").await?;
        page.js("window.__new = true").await?;
        for tab in &tabs[..2] {
            page.driver.switch_to_window(tab.clone()).await?;
            page.heading("About Groundwork").await?;
            assert_eq!(page.js("return window.__old").await?, true, "a tab was reloaded against its student's will");
            new_version_is_offered(page).await?;
            // Its own scripts are gone from the host, and still there for it.
            let status = page.js(&format!("return fetch('/{old}').then((reply) => reply.status)")).await?;
            assert_eq!(status, 200, "an old tab has lost its files");
            assert_eq!(versions(page).await?, 2);
        }
        for tab in &tabs[..2] {
            page.driver.switch_to_window(tab.clone()).await?;
            page.press(&page.button("Reload").await?).await?;
            page.heading("About this course").await?;
        }
        page.driver.switch_to_window(tabs[2].clone()).await?;
        assert_eq!(page.js("return window.__new").await?, true, "a tab was reloaded twice");
        assert_eq!(page.js("return document.querySelector('#update').hidden").await?, true);
        Ok(())
    });
}

#[test]
fn a_version_that_does_not_arrive_whole_changes_nothing_and_is_tried_again() {
    let host = Host::new();
    scenario_on(host.serve("start-"), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        ready_offline(page).await?;
        host.rebuild_script("start");
        host.publish();
        for trouble in [Trouble::Missing, Trouble::Error, Trouble::Html, Trouble::Cut] {
            host.trouble(trouble);
            let failed = page
                .js("
                return (async () => { const registration = await navigator.serviceWorker.getRegistration();
                const ended = new Promise((done) => registration.addEventListener('updatefound', () => {
                    const worker = registration.installing;
                    worker.addEventListener('statechange', () => done(worker.state));
                }, { once: true }));
                await registration.update();
                return await ended; })()")
                .await?;
            assert_eq!(failed, "redundant", "{trouble:?}");
            assert_eq!(page.js("return document.querySelector('#update').hidden").await?, true, "{trouble:?}");
        }
        page.site.server.stop();
        page.reload().await?;
        page.heading("About Groundwork").await?;
        page.ready().await?;
        page.site.server.resume().expect("the port is still free");
        host.trouble(Trouble::None);
        check(page).await?;
        new_version_is_offered(page).await
    });
}

#[test]
fn the_kill_switch_removes_worker_and_files_and_no_progress() {
    let host = Host::new();
    scenario_on(host.serve(""), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        ready_offline(page).await?;
        page.js("localStorage.setItem('groundwork.log.test', 'kept'); caches.open('of another site')").await?;
        xtask::precache::write_none(host.folder()).unwrap();
        check(page).await?;
        page.until_long(
            "the worker to remove itself",
            "return Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
                .then(([workers, names]) => workers.length === 0 && names.join() === 'of another site')",
        )
        .await?;
        page.reload().await?;
        page.heading("About Groundwork").await?;
        page.ready().await?;
        assert_eq!(page.js_text("return localStorage.getItem('groundwork.log.test')").await?, "kept");
        assert_eq!(page.js("return navigator.serviceWorker.getRegistrations().then((all) => all.length)").await?, 0);
        Ok(())
    });
}

#[test]
fn an_old_page_whose_start_script_is_gone_or_another_is_readable_and_says_so() {
    for trouble in [Trouble::Missing, Trouble::Cut] {
        let host = Host::new();
        host.trouble(trouble);
        scenario_on(host.serve("start-"), Profile::fresh(), async |page| {
            page.goto("cards/what-is-a-jwt/").await?;
            page.heading("What is a JWT?").await?;
            let shown = "return getComputedStyle(document.querySelector('#start-late')).visibility === 'visible'";
            page.until_long("the notice that nothing reacts", shown).await?;
            page.says("Nothing on this page reacts yet.").await
        });
    }
}
