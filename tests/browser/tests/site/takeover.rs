//! What a person did before the app started is still there after it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use browser::site::Site;
use browser::{Engine, Profile, dist, left_out, scenario_on};

/// The site with an app that arrives only when it is let through.
fn late() -> (Site, Arc<AtomicBool>) {
    let through = Arc::new(AtomicBool::new(false));
    let held = Arc::clone(&through);
    let site = Site::with("/", move |path, reply| {
        if path.ends_with(".wasm") {
            reply.held = Some(Arc::clone(&held));
        }
    });
    (site, through)
}

#[test]
fn typed_text_focus_and_selection_outlive_the_takeover() {
    let (site, through) = late();
    scenario_on(site, Profile::fresh(), async |page| {
        through.store(false, Ordering::Relaxed);
        // A sample that the address names does not take the place of what somebody has typed meanwhile.
        page.goto("labs/jwt/#sample=expired").await?;
        let typed = page.field("Paste or edit a token").await?;
        typed.clear().await?;
        typed.send_keys("eyJhbGciOiJub25lIn0.e30.").await?;
        assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
        through.store(true, Ordering::Relaxed);
        page.ready().await?;
        let value = "return document.querySelector('#token').value";
        assert_eq!(page.js_text(value).await?, "eyJhbGciOiJub25lIn0.e30.");
        assert_eq!(page.js_text("return document.activeElement.id").await?, "token");
        assert_eq!(page.js("return document.activeElement.selectionStart").await?, 24);
        page.says("nothing protects this token").await
    });
}

#[test]
fn scroll_and_focus_outlive_the_takeover() {
    let (site, through) = late();
    scenario_on(site, Profile::fresh(), async |page| {
        through.store(false, Ordering::Relaxed);
        page.goto("cards/").await?;
        let script = "
            document.querySelectorAll('main a')[5].focus({ preventScroll: true });
            scrollTo(0, 300);
            return [document.documentElement.dataset.app ?? null, document.activeElement.textContent]";
        let before = page.js(script).await?;
        assert_eq!(before[0], serde_json::Value::Null, "the app must not have started yet");
        through.store(true, Ordering::Relaxed);
        page.ready().await?;
        let after = page.js("return [Math.round(scrollY), document.activeElement.textContent]").await?;
        assert_eq!(after, serde_json::json!([300, before[1]]));
        Ok(())
    });
}

#[test]
fn boxes_in_different_sections_of_the_lab_keep_text_and_focus() {
    let (site, through) = late();
    scenario_on(site, Profile::fresh(), async |page| {
        through.store(false, Ordering::Relaxed);
        page.goto("labs/jwt/").await?;
        page.field("Key").await?.send_keys("a secret of mine").await?;
        let leeway = page.field("Leeway in seconds").await?;
        leeway.clear().await?;
        leeway.send_keys("90").await?;
        assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
        through.store(true, Ordering::Relaxed);
        page.ready().await?;
        let script =
            "return [document.activeElement.id, document.activeElement.value, document.querySelector('#key').value]";
        assert_eq!(page.js(script).await?, serde_json::json!(["leeway", "90", "a secret of mine"]));
        page.says("a secret of 16 bytes").await
    });
}

/// No part of the lab is left that would be laid out only near the window.
const LAID_OUT: &str = "return document.querySelector('[data-waits]') === null";

#[test]
fn the_lab_is_laid_out_in_steps_that_wait_for_no_module() {
    let html = fs::read_to_string(dist("/").join("labs/jwt/index.html")).unwrap();
    assert!(html.matches(" data-waits").count() > 8, "the page is laid out at once");
    let (site, through) = late();
    scenario_on(site, Profile::fresh(), async |page| {
        through.store(false, Ordering::Relaxed);
        page.goto("labs/jwt/").await?;
        page.until("all of it to be laid out", LAID_OUT).await?;
        assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
        through.store(true, Ordering::Relaxed);
        page.ready().await
    });
}

#[test]
fn what_is_read_further_down_stays_in_view_while_the_lab_starts() {
    if left_out(&[Engine::WebKit], "it does not keep what is in view where it was (overflow-anchor)") {
        return;
    }
    let (site, through) = late();
    scenario_on(site, Profile::fresh(), async |page| {
        through.store(false, Ordering::Relaxed);
        page.goto("labs/jwt/").await?;
        page.until("all of it to be laid out", LAID_OUT).await?;
        page.js("document.querySelector('#flow').scrollIntoView()").await?;
        through.store(true, Ordering::Relaxed);
        page.ready().await?;
        page.until("the workshop to start", "return document.documentElement.dataset.workshop === 'ready'").await?;
        let shown = "return Math.abs(document.querySelector('#flow').getBoundingClientRect().top) < 40";
        page.until("the heading where it was", shown).await
    });
}
