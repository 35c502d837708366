//! The workshop of the JWT lab: the byte lens and the toy server, in a module that comes when a person comes near.

use browser::site::Site;
use browser::{Engine, Page, Profile, left_out, scenario, scenario_on};
use serde_json::Value;
use thirtyfour::Key;
use thirtyfour::prelude::WebDriverResult;
use xtask::server::Reply;

use crate::access::{axe, violations};

/// Scrolls to the workshop of the open lab and waits until it works.
pub async fn come_near(page: &Page) -> WebDriverResult<()> {
    page.js("document.querySelector('#workshop > *').scrollIntoView({ behavior: 'instant' })").await?;
    page.until("the workshop", "return document.documentElement.dataset.workshop === 'ready'").await
}

/// Opens the lab, with a fragment or without, and its workshop.
async fn open(page: &Page, fragment: &str) -> WebDriverResult<()> {
    page.start(&format!("labs/jwt/{fragment}")).await?;
    come_near(page).await
}

/// Waits until a script's expression is true.
async fn until(page: &Page, expression: &str) -> WebDriverResult<()> {
    page.until(expression, &format!("return Boolean({expression})")).await
}

/// Waits until an element's text is, or starts with, this.
async fn says(page: &Page, id: &str, start: &str) -> WebDriverResult<()> {
    let text = format!("document.getElementById('{id}').textContent");
    until(page, &format!("{text}.trim().startsWith({})", Value::from(start))).await
}

/// Puts a token into the box as a paste does.
async fn paste(page: &Page, token: &str) -> WebDriverResult<()> {
    let script = format!(
        "const box = document.getElementById('token'); box.value = {token};
        box.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    page.js(&script).await.map(|_| ())
}

/// Presses a key where the focus is.
async fn key(page: &Page, key: Key) -> WebDriverResult<()> {
    page.driver.active_element().await?.send_keys(key + "").await
}

#[test]
fn the_workshop_is_fetched_when_a_person_comes_near_and_not_before() {
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        page.says("Byte lens").await?;
        let asked = || page.site.server.asked().iter().filter(|path| path.starts_with("/workshop")).count();
        assert_eq!(asked(), 0, "the module was fetched before anyone came near");
        come_near(page).await?;
        assert!(asked() >= 2, "{:?}", page.site.server.asked());
        until(page, "document.querySelector('#workshop h2').textContent === 'Byte lens'").await
    });
}

#[test]
fn a_changed_or_missing_workshop_is_refused_and_the_bench_goes_on() {
    for breaks in [
        |path: &str, reply: &mut Reply| {
            if path.starts_with("workshop-") {
                reply.body.extend_from_slice(b"\n");
            }
        },
        |path: &str, reply: &mut Reply| {
            if path.starts_with("workshop_bg-") {
                reply.body.extend_from_slice(b"\n");
            }
        },
        |path: &str, reply: &mut Reply| {
            if path.starts_with("workshop_bg-") {
                reply.status = 404;
            }
        },
    ] {
        scenario_on(Site::with("/", breaks), Profile::fresh(), async |page| {
            page.start("labs/jwt/").await?;
            page.js("document.querySelector('#workshop > *').scrollIntoView({ behavior: 'instant' })").await?;
            page.says("The lower part of this page could not start. What stands above it works.").await?;
            paste(page, "''").await?;
            page.says("There is no text: paste a token.").await?;
            until(page, "!('workshop' in document.documentElement.dataset)").await?;
            page.faults().await;
            page.js("performance.clearResourceTimings()").await.map(|_| ())
        });
    }
}

#[test]
fn the_lens_is_walked_by_keyboard_and_each_choice_is_one_sentence() {
    scenario(async |page| {
        open(page, "").await?;
        says(page, "lens-said", "opening brace, byte 1 of the payload, 0x7b: bits 1 to 6 of character 1 e and").await?;
        assert_eq!(page.js("return document.querySelectorAll('.lens [tabindex=\"0\"]').length").await?, 1);
        page.js("document.querySelector('.lens [tabindex=\"0\"]').focus()").await?;
        let focused = |kind: &str, place: usize| format!("document.activeElement.dataset.{kind} === '{place}'");
        for (press, kind, place, sentence) in [
            (
                Key::Right,
                "byte",
                1,
                "quotation mark, byte 2 of the payload, 0x22: bits 3 to 6 of character 2 y and bits",
            ),
            (
                Key::Right,
                "byte",
                2,
                "i, byte 3 of the payload, 0x69: bits 5 to 6 of character 3 J and bits 1 to 6 of character 4 p.",
            ),
            (
                Key::Up,
                "character",
                2,
                "J, character 3 of the payload, 001001: bits 1 to 4 in byte 2 0x22 quotation mark and bits 5 to 6 in byte 3 0x69 i.",
            ),
            (Key::Left, "character", 1, "y, character 2 of the payload, 110010:"),
            (Key::Down, "byte", 0, "opening brace, byte 1 of the payload, 0x7b:"),
            (Key::PageDown, "byte", 9, "t, byte 10 of the payload, 0x74:"),
            (Key::End, "byte", 164, "closing brace, byte 165 of the payload, 0x7d:"),
            (Key::Home, "byte", 0, "opening brace, byte 1 of the payload, 0x7b:"),
        ] {
            key(page, press).await?;
            says(page, "lens-said", sentence).await?;
            until(page, &focused(kind, place)).await?;
            until(page, "document.activeElement.getAttribute('aria-pressed') === 'true'").await?;
            until(page, "document.querySelectorAll('.lens button[aria-pressed=\"true\"]').length === 1").await?;
        }
        Ok(())
    });
}

#[test]
fn the_lens_follows_pointer_slider_part_and_token() {
    scenario(async |page| {
        open(page, "").await?;
        page.click(".lens [data-row=decoded] [data-byte='2']").await?;
        says(page, "lens-said", "i, byte 3 of the payload").await?;
        // What carries it is marked in the text, in the groups, and in their bits.
        until(page, "document.querySelectorAll('.lens [data-row=encoded] [data-lit]').length === 2").await?;
        until(page, "document.querySelectorAll('.lens button[data-character][data-lit]').length === 2").await?;
        until(page, "document.querySelector('.lens [data-bits=\"24\"] [data-lit]').textContent === '01101001'").await?;
        page.click(".lens [data-row=encoded] [data-character='1']").await?;
        says(page, "lens-said", "y, character 2 of the payload").await?;
        page.click(".lens button[data-byte='4']").await?;
        says(page, "lens-said", "s, byte 5 of the payload").await?;
        // What is heard of slider and cells, and where the keyboard goes on from.
        until(page, "document.getElementById('lens-byte').getAttribute('aria-valuetext') === 'byte 5, 73 s'").await?;
        until(page, "document.activeElement.getAttribute('aria-label') === 'byte 5, 73 s'").await?;
        let label = |cell| format!("document.querySelector('.lens button[{cell}]').getAttribute('aria-label')");
        until(page, &format!("{} === 'character 5, c'", label("data-character=\"4\""))).await?;
        until(page, &format!("{} === 'byte 4, 73 s'", label("data-byte=\"3\""))).await?;
        page.js("const slider = document.getElementById('lens-byte'); slider.value = '165';
            slider.dispatchEvent(new Event('input', { bubbles: true }));")
            .await?;
        says(page, "lens-said", "closing brace, byte 165 of the payload").await?;
        page.says("Bytes 97 to 165 of 165").await?;
        page.js("const part = document.getElementById('lens-part'); part.value = '1';
            part.dispatchEvent(new Event('change', { bubbles: true }));")
            .await?;
        // The place is past the header's end, so its last byte is taken.
        says(page, "lens-said", "closing brace, byte 27 of the header").await?;
        page.js("const part = document.getElementById('lens-part'); part.value = '0';
            part.dispatchEvent(new Event('change', { bubbles: true }));")
            .await?;
        until(page, "document.getElementById('lens-byte').value === '165'").await?;
        // {"é":1}: two bytes, chosen together.
        paste(page, "'eyJhbGciOiJIUzI1NiJ9.eyLDqSI6MX0.AAAA'").await?;
        until(page, "document.querySelectorAll('.lens button[data-byte]').length === 8").await?;
        page.click(".lens button[data-byte='3']").await?;
        says(page, "lens-said", "é, bytes 3 to 4 of the payload, 0xc3 0xa9: bits 5 to 6 of character 3 L,").await?;
        until(page, "document.querySelectorAll('.lens button[data-byte][aria-pressed=\"true\"]').length === 2").await?;
        paste(page, "'eyJhbGciOiJIUzI1NiJ9.eyJ+.AAAA'").await?;
        page.says("The lens needs a part in faultless base64url").await?;
        // Tokens that the bench opens by itself arrive, too.
        page.js("location.hash = '#sample=expired'").await?;
        says(page, "lens-said", "s, byte 4 of the payload").await
    });
}

#[test]
fn of_five_megabytes_the_lens_draws_a_window() {
    if left_out(&[Engine::WebKit], "WebKitGTK works on it for more than a minute") {
        return;
    }
    scenario(async |page| {
        open(page, "").await?;
        paste(page, "'eyJhbGciOiJIUzI1NiJ9.' + 'A'.repeat(4800000) + '.AAAA'").await?;
        page.says("Bytes 1 to 96 of 3600000").await?;
        page.js("document.querySelector('.lens [tabindex=\"0\"]').focus()").await?;
        key(page, Key::End).await?;
        says(page, "lens-said", "U+0000, byte 3600000 of the payload, 0x00:").await?;
        page.says("Bytes 3599905 to 3600000 of 3600000").await?;
        let drawn = page.js("return document.querySelectorAll('.lens *').length").await?.as_u64();
        assert!(drawn.is_some_and(|drawn| drawn < 400), "{drawn:?} elements");
        page.press(&page.button("Clear").await?).await?;
        page.says("The lens needs a part in faultless base64url").await
    });
}

#[test]
fn last_characters_that_decode_alike_are_tried_and_all_but_one_refused() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        says(page, "last-said", "The signature ends in M, the one that counts: well-formed holds, signature holds.")
            .await?;
        until(page, "[...document.querySelectorAll('[data-last]')].map((one) => one.dataset.last).join('') === 'MNOP'")
            .await?;
        for last in ["N", "O", "P"] {
            page.click(&format!("[data-last={last}]")).await?;
            let said = format!(
                "The signature ends in {last}, not the one that counts: well-formed fails, signature not checked."
            );
            says(page, "last-said", &said).await?;
            until(page, &format!("document.getElementById('token').value.endsWith('M5hV2{last}')")).await?;
            until(page, "document.querySelector('[data-verdict=\"well-formed\"]').dataset.state === 'fails'").await?;
            until(
                page,
                &format!("document.querySelector('[data-last={last}]').getAttribute('aria-pressed') === 'true'"),
            )
            .await?;
        }
        page.click("[data-last=M]").await?;
        says(page, "last-said", "The signature ends in M, the one that counts: well-formed holds, signature holds.")
            .await?;
        page.js("location.hash = '#sample=alg-none'").await?;
        page.says("so there is no last character to try").await
    });
}

/// Switches a check of the toy server and sends what is in the box.
async fn send(page: &Page, switches: &[&str]) -> WebDriverResult<()> {
    for check in switches {
        page.click(&format!("[data-check={check}]")).await?;
    }
    let before = page.js_text("return document.getElementById('server-said').textContent").await?;
    page.js("[...document.querySelectorAll('button')].find((one) => one.textContent === 'Send the request').click()")
        .await?;
    until(page, &format!("document.getElementById('server-said').textContent !== {}", Value::from(before))).await
}

/// Waits until the server's answer is this status, by this check or none.
async fn answers(page: &Page, status: u16, decided: Option<&str>) -> WebDriverResult<()> {
    let decided = decided.map_or(Value::Null, Value::from);
    let pre = "document.querySelector('[data-response]')";
    until(page, &format!("{pre}.dataset.response === '{status}' && {pre}.getAttribute('data-decided') === {decided}"))
        .await
}

/// Waits until the workshop has read what stands on the bench: the timers that were set before this one have run.
async fn settled(page: &Page) -> WebDriverResult<()> {
    until(page, "!document.querySelector('[data-busy]')").await?;
    page.js("return new Promise((done) => setTimeout(done, 10))").await.map(|_| ())
}

/// Opens another sample on the page that is there.
async fn sample(page: &Page, name: &str) -> WebDriverResult<()> {
    let before = page.js_text("return document.getElementById('token').value").await?;
    page.js(&format!("location.hash = '#sample={name}'")).await?;
    until(page, &format!("document.getElementById('token').value !== {}", Value::from(before))).await?;
    settled(page).await
}

#[test]
fn the_toy_server_refuses_what_its_checks_are_for_and_says_which_decided() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        send(page, &[]).await?;
        answers(page, 200, None).await?;
        says(page, "server-said", "Request 1: 200 OK").await?;
        until(page, "document.querySelectorAll('[data-outcome][data-state=passed]').length === 6").await?;
        page.says("{ \"sub\": \"u-1042\", \"role\": \"student\" }").await?;
        // alg none: stopped by pinning; believed where pinning and the signature are off.
        sample(page, "alg-none").await?;
        send(page, &[]).await?;
        answers(page, 401, Some("algorithm")).await?;
        page.says(
            "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"The algorithm is not accepted\"",
        )
        .await?;
        says(page, "server-said", "Request 2: 401 Unauthorized, decided by Algorithm: \"alg\" is \"none\"").await?;
        send(page, &["algorithm", "signature"]).await?;
        answers(page, 200, None).await?;
        until(page, "document.querySelector('[data-outcome=signature]').dataset.state === 'off'").await?;
        // And where only pinning is off: the token says that there is nothing to verify.
        send(page, &["signature"]).await?;
        answers(page, 200, None).await?;
        page.says("the server believed it: nothing was verified").await?;
        for (name, check) in [("expired", "expiry"), ("wrong-audience", "audience"), ("tampered", "signature")] {
            sample(page, name).await?;
            send(page, &[]).await?;
            answers(page, 401, Some(check)).await?;
            send(page, &[check]).await?;
            answers(page, 200, None).await?;
            send(page, &[check]).await?;
            answers(page, 401, Some(check)).await?;
        }
        // Its issuer is the one in the box.
        sample(page, "what-is-a-jwt").await?;
        page.js("const box = document.getElementById('issuer'); box.value = 'https://other.example';
            box.dispatchEvent(new Event('input', { bubbles: true }));")
            .await?;
        page.says("trusts https://other.example").await?;
        send(page, &[]).await?;
        answers(page, 401, Some("issuer")).await?;
        let rows = page.js("return document.querySelectorAll('#workshop tbody tr').length").await?;
        assert_eq!(rows, 6, "the last six requests are listed");
        Ok(())
    });
}

#[test]
fn the_toy_server_with_a_public_key_believes_the_browser_and_falls_for_key_confusion_without_pinning() {
    scenario(async |page| {
        open(page, "#sample=rs256").await?;
        let holds = "document.querySelector('[data-verdict=signature]').dataset.state === 'holds'";
        until(page, holds).await?;
        page.says("(an RSA public key of 2048 bits) for RS256").await?;
        settled(page).await?;
        send(page, &[]).await?;
        answers(page, 200, None).await?;
        page.click("[data-attack=key-confusion]").await?;
        until(page, "document.querySelector('[data-verdict=signature]').dataset.state === 'fails'").await?;
        settled(page).await?;
        send(page, &[]).await?;
        answers(page, 401, Some("algorithm")).await?;
        send(page, &["algorithm"]).await?;
        answers(page, 200, None).await?;
        page.says("everyone has that text").await?;
        page.says("\"role\": \"admin\"").await
    });
}

#[test]
fn axe_finds_nothing_in_the_opened_workshop_and_it_fits_a_phone() {
    let axe = axe();
    scenario(async |page| {
        page.driver.set_window_rect(0, 0, 360, 800).await?;
        open(page, "#sample=what-is-a-jwt").await?;
        page.click(".lens button[data-byte='4']").await?;
        says(page, "lens-said", "s, byte 5").await?;
        send(page, &[]).await?;
        send(page, &["signature"]).await?;
        answers(page, 200, None).await?;
        let wide = page.js("return [document.documentElement.scrollWidth, innerWidth]").await?;
        assert!(wide[0].as_u64() <= wide[1].as_u64(), "{wide}");
        let small = "return [...document.querySelectorAll('.lens button')].map((cell) => cell.getBoundingClientRect())
            .filter(({ width, height }) => width < 24 || height < 44).length";
        assert_eq!(page.js(small).await?, 0, "a cell is smaller than a finger needs");
        let mut found = Vec::new();
        for scheme in ["light", "dark"] {
            found.extend(violations(page, &axe, scheme).await?.into_iter().map(|line| format!("{scheme}: {line}")));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    });
}
