//! The JWT lab: a token is taken apart, a broken one is explained, and nothing is called verified.

use browser::{Page, scenario};
use thirtyfour::prelude::WebDriverResult;

/// Puts a text into the box as a paste does.
async fn paste(page: &Page, text: &str) -> WebDriverResult<()> {
    let script = format!(
        "const box = document.querySelector('#token'); box.focus(); box.value = {};
         box.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        serde_json::Value::from(text)
    );
    page.js(&script).await.map(|_| ())
}

#[test]
fn the_sample_is_shown_in_three_labelled_parts_and_rows() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        page.field("Paste or edit a token").await?;
        for text in ["1. Header", "2. Payload", "3. Signature", "not verified", "Decoded, not verified"] {
            page.says(text).await?;
        }
        let row = "return document.querySelector('[data-claim=\"exp\"]').innerText";
        let exp = page.js_text(row).await?;
        assert!(exp.contains("1773134100") && exp.contains("2026"), "{exp}");
        let state = "return document.querySelector('[data-verdict=\"well-formed\"]').dataset.state";
        assert_eq!(page.js_text(state).await?, "holds");
        let verified = page.js("return /(is|looks) (valid|verified|genuine)/i.test(document.body.innerText)").await?;
        assert_eq!(verified, false);
        Ok(())
    });
}

#[test]
fn what_a_person_pastes_is_read_and_a_broken_part_is_explained_with_its_place() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        paste(page, "Authorization: Bearer eyJhbGciOiJub25lIn0.eyJuIjo5MDA3MTk5MjU0NzQwOTkzLCJuIjozLjB9.").await?;
        page.says("Left aside: the name of the HTTP header").await?;
        page.says("9007199254740993").await?;
        page.says("3.0").await?;
        page.says("This name is here more than once.").await?;
        paste(page, "eyJhbGciOiJIUzI1NiJ9.eyJh+IjoxfQ.AAAA").await?;
        page.says("Segment 2 (payload), character 5: '+' belongs to standard base64").await?;
        let state = "return document.querySelector('[data-verdict=\"well-formed\"]').dataset.state";
        assert_eq!(page.js_text(state).await?, "fails");
        paste(page, "").await?;
        page.says("There is no text: paste a token.").await?;
        page.press(&page.button("Use the sample").await?).await?;
        page.says("https://id.course.example").await
    });
}

/// Waits until a script's expression is true.
async fn until(page: &Page, expression: &str) -> WebDriverResult<()> {
    page.until(expression, &format!("return Boolean({expression})")).await
}

/// Presses the button of this name by script: WebKitWebDriver takes some for covered.
async fn press(page: &Page, name: &str) -> WebDriverResult<()> {
    page.js(&format!("[...document.querySelectorAll('button')].find((one) => one.textContent === '{name}').click()"))
        .await
        .map(|_| ())
}

#[test]
fn characters_that_do_not_show_are_written_as_numbers() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        // {"sub":"ada(U+202E)nimda","user(U+200B)":"a\n","half":"\ud800"}
        paste(
            page,
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGHigK5uaW1kYSIsInVzZXLigIsiOiJhXG4iLCJoYWxmIjoiXHVkODAwIn0.AAAA",
        )
        .await?;
        let value = |claim: &str| format!("document.querySelector('[data-claim=\"{claim}\"] dd bdi').textContent");
        until(page, &format!("{} === 'ada[U+202E]nimda'", value("sub"))).await?;
        until(page, &format!("{} === 'a[U+000A]'", value("user\u{200b}"))).await?;
        until(page, &format!("{} === '\\\\ud800'", value("half"))).await?;
        until(
            page,
            "[...document.querySelectorAll('[data-claim] dt bdi')].some((name) => name.textContent === 'user[U+200B]')",
        )
        .await?;
        until(page, "document.querySelector('[data-finding=\"hidden-characters\"]')").await
    });
}

#[test]
fn a_token_inside_a_token_opens() {
    let inner = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJpbm5lciJ9.AAAA";
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        for (outer, ready) in [
            (
                "eyJhbGciOiJIUzI1NiIsImN0eSI6IkpXVCJ9.ZXlKaGJHY2lPaUpJVXpJMU5pSjkuZXlKemRXSWlPaUpwYm01bGNpSjkuQUFBQQ.BBBB",
                "document.querySelector('[data-parameter=\"cty\"]')",
            ),
            (
                "eyJhbGciOiJIUzI1NiJ9.eyJhY3QiOiJleUpoYkdjaU9pSklVekkxTmlKOS5leUp6ZFdJaU9pSnBibTVsY2lKOS5BQUFBIn0.AAAA",
                "document.querySelector('[data-claim=\"act\"]')",
            ),
        ] {
            paste(page, outer).await?;
            until(page, ready).await?;
            until(page, "document.querySelector('[data-finding=\"nested\"]')").await?;
            press(page, "Open the inner token").await?;
            until(page, &format!("document.getElementById('token').value === '{inner}'")).await?;
            until(page, "document.querySelector('[data-claim=\"sub\"]').textContent.includes('inner')").await?;
            until(page, "document.activeElement.id === 'token'").await?;
        }
        Ok(())
    });
}

#[test]
fn each_part_is_copied_as_it_is_written() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        page.js("Object.defineProperty(navigator, 'clipboard', { value: {
            writeText: (text) => { window.__copied = text; return Promise.resolve(); },
        } })")
            .await?;
        let token = "eyJhbGciOiJIUzI1NiJ9.eyAibiI6IDkwMDcxOTkyNTQ3NDA5OTMsCiAibiI6ICLDqSIgfQ.AAAA";
        paste(page, token).await?;
        until(page, "document.querySelectorAll('[data-claim=\"n\"]').length === 2").await?;
        let parts: Vec<&str> = token.split('.').collect();
        let decoded = "{ \"n\": 9007199254740993,\n \"n\": \"é\" }";
        for (name, text) in [
            ("Copy the header", parts[0]),
            ("Copy the payload", parts[1]),
            ("Copy the signature", parts[2]),
            ("Copy the decoded header", "{\"alg\":\"HS256\"}"),
            ("Copy the decoded payload", decoded),
        ] {
            press(page, name).await?;
            until(page, &format!("window.__copied === {}", serde_json::Value::from(text))).await?;
        }
        page.says("Copied.").await
    });
}

#[test]
fn a_leeway_that_is_no_number_is_told_at_its_field() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        let said = "document.querySelector('#leeway-hint strong')?.textContent.startsWith('No leeway is given')";
        let marked = "document.getElementById('leeway').getAttribute('aria-invalid') === 'true'";
        for (typed, is_fault) in [("1e3", true), ("60", false), ("-5", true), ("", false)] {
            let fill = format!(
                "const box = document.getElementById('leeway'); box.value = '{typed}';
                 box.dispatchEvent(new Event('input', {{ bubbles: true }}));"
            );
            page.js(&fill).await?;
            let script = format!("return ({said} ?? false) === {is_fault} && {marked} === {is_fault}");
            page.until(&format!("{typed:?} to be judged"), &script).await?;
        }
        Ok(())
    });
}

#[test]
fn the_slider_says_its_time_in_words() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        let says = "const [now, said] = ['now', 'now-said'].map((id) => document.getElementById(id));
            const time = now?.getAttribute('aria-valuetext') ?? '';
            return /\\D/.test(time) && said.textContent.includes(time)";
        // The sample's times are long past, or to come.
        page.until("the real time", &format!("{says} && said.textContent.includes('does not reach it')")).await?;
        page.js("const now = document.getElementById('now'); now.value = now.min;
            now.dispatchEvent(new Event('input', { bubbles: true }));")
            .await?;
        page.until("the slider's time", &format!("{says} && !said.textContent.includes('does not reach it')")).await?;
        Ok(())
    });
}

#[test]
fn the_verdicts_are_spoken_together_once_they_have_settled() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        page.js("const said = document.getElementById('verdicts-said'); window.news = [];
            new MutationObserver(() => window.news.push(said.textContent))
                .observe(said, { childList: true, characterData: true, subtree: true })")
            .await?;
        // One that never expires, in place of the sample, which has.
        paste(page, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA").await?;
        let said = "\"Well-formed holds. Signature not checked. Time not checked. Audience and issuer not checked.\"";
        page.until("one sentence", &format!("return window.news.at(-1) === {said}")).await?;
        page.field("Key").await?.send_keys("secret").await?;
        page.until("news", "return window.news.at(-1).startsWith('Well-formed holds. Signature fails. Time')").await?;
        assert_eq!(page.js("return new Set(window.news).size").await?, 2);
        Ok(())
    });
}

#[test]
fn a_long_token_leaves_room_for_the_rest_of_a_phone() {
    scenario(async |page| {
        page.driver.set_window_rect(0, 0, 360, 800).await?;
        page.start("labs/jwt/").await?;
        paste(page, &format!("eyJhbGciOiJIUzI1NiJ9.{}.AAAA", "A".repeat(2732))).await?;
        page.says("2732 characters, 2049 bytes").await?;
        let fits = "const box = document.getElementById('token');
            return box.offsetHeight <= Math.max(144, innerHeight * 0.4) + 2 && box.scrollHeight > box.clientHeight";
        assert_eq!(page.js(fits).await?, true);
        Ok(())
    });
}

#[test]
fn five_megabytes_leave_the_page_alive() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        let script = "const box = document.querySelector('#token');
            box.value = 'eyJhbGciOiJIUzI1NiJ9.' + 'A'.repeat(5000000) + '.AAAA';
            const from = performance.now();
            box.dispatchEvent(new Event('input', { bubbles: true }));
            return performance.now() - from;";
        page.js(script).await?;
        page.says("at most 5000000 are read").await?;
        page.says("up to 5000000 bytes are read").await?;
        page.press(&page.button("Clear").await?).await?;
        page.says("There is no text").await
    });
}

#[test]
fn the_lab_opens_from_another_page_and_comes_back() {
    scenario(async |page| {
        page.start("").await?;
        for _ in 0..2 {
            page.press(&page.link("Labs").await?).await?;
            page.heading("JWT lab").await?;
            page.ready().await?;
            page.says("1. Header").await?;
            page.press(&page.link("Cards").await?).await?;
            page.heading("All cards").await?;
        }
        assert!(page.site.server.asked().iter().any(|path| path.starts_with("/labs_bg-")));
        Ok(())
    });
}
