//! A start that fails and a panic: the page stays readable, says what to do, and nothing more is written.

use browser::site::{Site, carry};
use browser::{Engine, Page, Profile, scenario, scenario_on};
use thirtyfour::prelude::WebDriverResult;
use xtask::server::Reply;

/// The page is readable and says what happened.
async fn says_so(page: &Page, cause: &str) -> WebDriverResult<()> {
    page.goto("cards/what-is-a-jwt/").await?;
    page.heading("What is a JWT?").await?;
    page.says("Key points").await?;
    it_did_not_start(page, cause).await
}

/// The page says that it did not start, and why.
async fn it_did_not_start(page: &Page, cause: &str) -> WebDriverResult<()> {
    page.says("Groundwork could not start.").await?;
    page.says("Reload the page").await?;
    let notice = page.js_text("return document.querySelector('[role=alert]:not([hidden])').innerText").await?;
    assert!(notice.contains(cause), "{notice}");
    assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
    // The browser itself complains of the broken file; that is what this test is about.
    page.faults().await;
    page.js("performance.clearResourceTimings()").await.map(|_| ())
}

fn broken(ending: &'static str, breaks: fn(&mut Reply)) -> Site {
    Site::with("/", move |path, reply| {
        if path.starts_with("groundwork") && path.ends_with(ending) {
            breaks(reply);
        }
    })
}

fn gone(reply: &mut Reply) {
    reply.status = 404;
    reply.body = b"gone".to_vec();
}

fn changed(reply: &mut Reply) {
    reply.body.extend_from_slice(b"\n");
}

#[test]
fn a_missing_wasm_file_is_said() {
    scenario_on(broken(".wasm", gone), Profile::fresh(), async |page| says_so(page, "Cause:").await);
}

#[test]
fn a_wasm_file_of_another_build_is_refused_by_its_hash() {
    scenario_on(broken(".wasm", changed), Profile::fresh(), async |page| says_so(page, "Cause:").await);
}

#[test]
fn a_missing_script_is_said() {
    scenario_on(broken(".js", gone), Profile::fresh(), async |page| says_so(page, "Cause:").await);
}

#[test]
fn an_index_of_the_deck_that_cannot_be_read_is_said() {
    let site = Site::with("/", |_, reply| carry("{\"topics\":[]", reply));
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("cards/").await?;
        page.heading("All cards").await?;
        page.says("What is a JWT?").await?;
        it_did_not_start(page, "not of this version").await
    });
}

#[test]
fn a_browser_without_webassembly_is_told() {
    scenario_on(Site::before_all("/", "delete globalThis.WebAssembly;"), Profile::fresh(), async |page| {
        says_so(page, "WebAssembly").await
    });
}

#[test]
fn firefox_with_webassembly_turned_off_is_told() {
    if Engine::chosen() != Engine::Firefox {
        return;
    }
    scenario_on(Site::plain("/"), Profile { wasm: false, ..Profile::fresh() }, async |page| {
        says_so(page, "WebAssembly").await
    });
}

#[test]
fn a_lab_that_cannot_be_loaded_says_so_and_the_rest_goes_on() {
    let site = Site::with("/", |path, reply| {
        if path.starts_with("labs_bg-") {
            gone(reply);
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("labs/jwt/").await?;
        page.says("Groundwork could not start.").await?;
        page.says("1. Header").await?;
        page.faults().await;
        page.press(&page.link("Study").await?).await?;
        page.heading("What is a JWT?").await
    });
}

#[test]
fn a_changed_start_script_is_refused_and_the_page_stays_readable() {
    let site = Site::with("/", |path, reply| {
        if path.starts_with("start-") {
            changed(reply);
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("cards/what-is-a-jwt/").await?;
        page.heading("What is a JWT?").await?;
        page.says("Key points").await?;
        assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
        page.faults().await;
        Ok(())
    });
}

#[test]
fn a_panic_opens_a_dialog_and_ends_all_writing() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.field("Your answer").await?.send_keys("before").await?;
        let draft = "return localStorage.getItem('groundwork.draft.what-is-a-jwt')";
        assert_eq!(page.js_text(draft).await?, "before");
        // The page's own tools break under the app: what an extension can do. The app cannot draw and panics.
        page.js("const broken = () => { throw new Error('broken by the test'); };
             Document.prototype.createElement = broken;
             Document.prototype.createElementNS = broken;
             Document.prototype.createTextNode = broken;
             Node.prototype.cloneNode = broken;
             HTMLTemplateElement && Object.defineProperty(Element.prototype, 'innerHTML', { set: broken });")
            .await?;
        page.js("[...document.querySelectorAll('button')].find((b) => b.textContent.includes('Compare')).click()")
            .await?;
        page.says("Groundwork has stopped").await?;
        let stopped = "return document.querySelector('#stopped').matches(':modal')";
        assert_eq!(page.js(stopped).await?, true);
        page.js("const box = document.querySelector('#answer');
             if (box) { box.value = 'after'; box.dispatchEvent(new Event('input', { bubbles: true })); }")
            .await?;
        assert_eq!(page.js_text(draft).await?, "before", "something was written after the panic");
        page.faults().await;
        Ok(())
    });
}
