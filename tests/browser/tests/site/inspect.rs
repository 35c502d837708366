//! The JWT lab beyond its verdicts: findings, attacks, samples by name, the login flow, and the quiz.

use browser::{Page, scenario};
use serde_json::Value;
use thirtyfour::prelude::WebDriverResult;

use crate::workshop::come_near;

async fn open(page: &Page, fragment: &str) -> WebDriverResult<()> {
    page.start(&format!("labs/jwt/{fragment}")).await
}

/// Waits until a script's expression is true.
async fn until(page: &Page, expression: &str) -> WebDriverResult<()> {
    page.until(expression, &format!("return Boolean({expression})")).await
}

/// Fills a box, a slider or a menu, as a person's input does.
async fn fill(page: &Page, id: &str, value: &str) -> WebDriverResult<()> {
    let script = format!(
        "const box = document.getElementById('{id}');
        box.value = {};
        box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input', {{ bubbles: true }}));",
        Value::from(value)
    );
    page.js(&script).await.map(|_| ())
}

/// An expression for the state of a verdict.
fn state(name: &str) -> String {
    format!("document.querySelector('[data-verdict=\"{name}\"]').dataset.state")
}

#[test]
fn a_sample_opens_by_its_name_and_its_findings_have_reason_and_source() {
    scenario(async |page| {
        open(page, "#sample=alg-none").await?;
        until(page, "document.querySelector('[data-finding=\"alg-none\"]')?.dataset.severity === 'serious'").await?;
        page.says("The token says that it needs no signature").await?;
        until(page, "document.querySelector('[data-finding=\"alg-none\"] a').href.includes('rfc8725')").await?;
        page.says("RFC 8725, section 3.2").await?;
        // Another name in the address opens another token, on the same page.
        page.js("location.hash = '#sample=expired'").await?;
        until(page, "document.querySelector('[data-finding=\"expired\"]')").await?;
        until(page, "!document.querySelector('[data-finding=\"alg-none\"]')").await?;
        page.says("One serious finding").await?;
        // And so does the menu; the address still says nothing but a name.
        fill(page, "sample", "password-inside").await?;
        until(page, "document.querySelector('[data-finding=\"secret-in-payload\"]')").await?;
        until(page, "!location.href.includes('eyJ')").await
    });
}

#[test]
fn the_clock_and_the_audience_of_a_sample_go_with_it() {
    scenario(async |page| {
        let device = "document.getElementById('now-said').textContent.includes('the clock of this device')";
        open(page, "#sample=wrong-audience").await?;
        until(page, "document.querySelector('[data-finding=\"aud-mismatch\"]')").await?;
        page.says("set by the sample").await?;
        until(page, &format!("{} === 'holds'", state("time"))).await?;
        until(page, &format!("{} === 'fails'", state("audience"))).await?;
        // {"aud":"a","exp":1000000000}
        fill(page, "token", "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJhIiwiZXhwIjoxMDAwMDAwMDAwfQ.AAAA").await?;
        until(page, device).await?;
        until(page, &format!("{} === 'fails'", state("time"))).await?;
        until(page, &format!("{} === 'not-checked'", state("audience"))).await?;
        // What a person expects is not expected of the next sample, and nothing is left after Clear.
        fill(page, "audience", "https://other.example").await?;
        page.js("location.hash = '#sample=what-is-a-jwt'").await?;
        page.says("set by the sample").await?;
        until(page, "document.getElementById('audience').value === ''").await?;
        fill(page, "issuer", "https://other.example").await?;
        page.press(&page.button("Clear").await?).await?;
        until(page, device).await?;
        until(page, "document.getElementById('issuer').value === ''").await
    });
}

#[test]
fn an_attack_shows_which_verdict_it_changed_and_the_token_can_be_restored() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        come_near(page).await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await?;
        let token = page.js_text("return document.getElementById('token').value").await?;
        let attacks = ["flip-role", "alg-none", "extend-exp", "cut-signature", "swap-payload"];
        for attack in attacks {
            page.click(&format!("[data-attack=\"{attack}\"]")).await?;
            until(page, &format!("document.querySelector('[data-attacked=\"{attack}\"]')")).await?;
            until(page, &format!("{} === 'fails'", state("signature"))).await?;
            until(page, "document.querySelectorAll('[data-attacked] [data-changed]').length === 1").await?;
            until(page, "document.querySelector('[data-why]').textContent.startsWith('Signature: ')").await?;
        }
        // One that cannot be made shows nothing of the one before it.
        page.click("[data-attack=\"guessed-secret\"]").await?;
        page.says("No secret has been guessed yet").await?;
        until(page, "!document.querySelector('[data-attacked]')").await?;
        page.press(&page.button("Restore the token").await?).await?;
        until(page, &format!("document.getElementById('token').value === {}", Value::from(token))).await?;
        until(page, "!document.querySelector('[data-attacked]')").await?;
        // A guessed secret is the one attack that no check sees.
        page.click("[data-attack=\"guessed-secret\"]").await?;
        page.says("No secret has been guessed yet").await?;
        page.js("location.hash = '#sample=short-secret'").await?;
        until(page, "document.getElementById('key').value === 'keyboard cat'").await?;
        page.press(&page.button("Try the common secrets").await?).await?;
        page.says("“keyboard cat”.").await?;
        page.says("256 random bits take 10^").await?;
        page.click("[data-attack=\"guessed-secret\"]").await?;
        page.says("No verdict changed.").await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await
    });
}

#[test]
fn the_public_key_as_a_secret_is_refused_because_the_key_is_of_another_kind() {
    scenario(async |page| {
        open(page, "#sample=rs256").await?;
        come_near(page).await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await?;
        page.click("[data-attack=\"key-confusion\"]").await?;
        until(page, &format!("{} === 'fails'", state("signature"))).await?;
        until(page, "document.querySelector('[data-finding=\"key-type\"]')").await
    });
}

#[test]
fn the_login_flow_is_drawn_and_told_without_the_lab() {
    scenario(async |page| {
        open(page, "").await?;
        until(page, "document.querySelector('.flow svg').getAttribute('aria-label').includes('10 messages')").await?;
        until(page, "document.querySelectorAll('[data-step]').length === 10").await?;
        page.js("document.querySelector('[data-step] details').open = true").await?;
        page.says("Knows the password: can log in as Ada at any time.").await
    });
}

#[test]
fn the_quiz_asks_before_it_tells_and_opens_its_token_in_the_lab() {
    scenario(async |page| {
        open(page, "").await?;
        page.click("a[href$='labs/faults/']").await?;
        until(page, "document.querySelectorAll('[data-question]').length === 12").await?;
        page.js("document.querySelector('[data-question=\"expired\"]').open = true").await?;
        let reason = "document.querySelector('[data-question=\"expired\"] [data-answer=\"right\"] p').offsetHeight";
        until(page, &format!("{reason} === 0")).await?;
        page.click("[data-question=\"expired\"] [data-answer=\"wrong\"] input").await?;
        until(page, &format!("{reason} > 0")).await?;
        let verdict = "document.querySelector('[data-question=\"expired\"] [role=\"status\"]').textContent";
        until(page, &format!("{verdict}.startsWith('Not this time.')")).await?;
        page.click("[data-question=\"expired\"] a[href$=\"labs/jwt/#sample=expired\"]").await?;
        until(page, "document.querySelector('[data-finding=\"expired\"]')").await
    });
}
