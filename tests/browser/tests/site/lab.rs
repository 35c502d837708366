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
