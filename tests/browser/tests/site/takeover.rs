//! What a person did before the app started is still there after it.

use std::time::Duration;

use browser::site::Site;
use browser::{Profile, scenario_on};

/// The site with an app that arrives late.
fn slow() -> Site {
    Site::with("/", |path, reply| {
        if path.ends_with(".wasm") {
            reply.delay = Duration::from_millis(1500);
        }
    })
}

#[test]
fn typed_text_focus_and_selection_outlive_the_takeover() {
    scenario_on(slow(), Profile::fresh(), async |page| {
        page.goto("labs/jwt/").await?;
        let typed = page.field("Paste or edit a token").await?;
        typed.clear().await?;
        typed.send_keys("eyJhbGciOiJub25lIn0.e30.").await?;
        assert_eq!(page.js("return document.documentElement.dataset.app ?? null").await?, serde_json::Value::Null);
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
    scenario_on(slow(), Profile::fresh(), async |page| {
        page.goto("cards/").await?;
        let script = "
            document.querySelectorAll('main a')[5].focus({ preventScroll: true });
            scrollTo(0, 300);
            return [document.documentElement.dataset.app ?? null, document.activeElement.textContent]";
        let before = page.js(script).await?;
        assert_eq!(before[0], serde_json::Value::Null, "the app must not have started yet");
        page.ready().await?;
        let after = page.js("return [Math.round(scrollY), document.activeElement.textContent]").await?;
        assert_eq!(after, serde_json::json!([300, before[1]]));
        Ok(())
    });
}
