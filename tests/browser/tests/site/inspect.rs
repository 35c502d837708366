//! The JWT lab beyond its verdicts: findings, byte lens, attacks, toy server, login flow, quiz, and samples by name.

use browser::{Page, scenario};
use serde_json::Value;
use thirtyfour::prelude::WebDriverResult;

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
fn the_lens_follows_a_byte_and_a_character_and_the_last_character_is_a_puzzle() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        page.field("Byte of the decoded part").await?;
        fill(page, "lens-byte", "2").await?;
        page.says("i is 69 in hexadecimal, carried by the characters Jp, from the 3. on.").await?;
        fill(page, "lens-character", "0").await?;
        page.says("e, the 1. character, is the six bits 011110. It has a part in 7b: {.").await?;
        // By pointer, in the decoded text.
        page.js("document.querySelector('.lens [data-byte=\"3\"]').click()").await?;
        page.says("s is 73 in hexadecimal").await?;
        fill(page, "lens-part", "0").await?;
        page.says("Bytes 1 to 27 of 27").await?;
        // M is the strict one of four that decode alike.
        until(page, &format!("{} === 'holds'", state("signature"))).await?;
        until(page, "document.querySelectorAll('[data-last]').length === 4").await?;
        page.js("document.querySelector('[data-last=\"N\"]').click()").await?;
        until(page, &format!("{} === 'fails'", state("well-formed"))).await?;
        until(page, "document.querySelector('[data-finding=\"trailing-bits\"]')").await?;
        page.js("document.querySelector('[data-last=\"M\"]').click()").await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await
    });
}

#[test]
fn an_attack_shows_which_verdict_it_changed_and_the_token_can_be_restored() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await?;
        let token = page.js_text("return document.getElementById('token').value").await?;
        let attacks = ["flip-role", "alg-none", "extend-exp", "cut-signature", "swap-payload"];
        for attack in attacks {
            page.js(&format!("document.querySelector('[data-attack=\"{attack}\"]').click()")).await?;
            until(page, &format!("document.querySelector('[data-attacked=\"{attack}\"]')")).await?;
            until(page, &format!("{} === 'fails'", state("signature"))).await?;
            until(page, "document.querySelectorAll('[data-attacked] [data-changed]').length === 1").await?;
            until(page, "document.querySelector('[data-why]').textContent.startsWith('Signature: ')").await?;
        }
        page.press(&page.button("Restore the token").await?).await?;
        until(page, &format!("document.getElementById('token').value === {}", Value::from(token))).await?;
        until(page, "!document.querySelector('[data-attacked]')").await?;
        // A guessed secret is the one attack that no check sees.
        page.js("document.querySelector('[data-attack=\"guessed-secret\"]').click()").await?;
        page.says("No secret has been guessed yet").await?;
        page.js("location.hash = '#sample=short-secret'").await?;
        until(page, "document.getElementById('key').value === 'keyboard cat'").await?;
        page.press(&page.button("Try the common secrets").await?).await?;
        page.says("“keyboard cat”.").await?;
        page.says("256 random bits take 10^").await?;
        page.js("document.querySelector('[data-attack=\"guessed-secret\"]').click()").await?;
        page.says("No verdict changed.").await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await
    });
}

#[test]
fn the_toy_server_answers_with_the_check_that_decided() {
    scenario(async |page| {
        open(page, "#sample=what-is-a-jwt").await?;
        let send = page.button("Send the token").await?;
        page.press(&send).await?;
        until(page, "document.querySelector('[data-response]')?.dataset.response === '200'").await?;
        page.js("document.querySelector('[data-attack=\"alg-none\"]').click()").await?;
        until(page, &format!("{} === 'fails'", state("signature"))).await?;
        page.press(&send).await?;
        until(page, "document.querySelector('[data-response]').dataset.decided === 'algorithm'").await?;
        page.says("WWW-Authenticate: Bearer error=\"invalid_token\"").await?;
        page.js("document.querySelector('[data-check=\"algorithm\"]').click()").await?;
        page.press(&send).await?;
        until(page, "document.querySelector('[data-response]').dataset.response === '200'").await?;
        page.says("\"role\": \"admin\"").await?;
        // What was sent before stays listed.
        page.says("Sent so far, the last one first").await?;
        until(page, "document.querySelectorAll('#server-head + div table tbody tr').length === 3").await
    });
}

#[test]
fn a_public_key_as_secret_fools_the_server_that_lets_the_token_choose() {
    scenario(async |page| {
        open(page, "#sample=rs256").await?;
        until(page, &format!("{} === 'holds'", state("signature"))).await?;
        page.js("document.querySelector('[data-attack=\"key-confusion\"]').click()").await?;
        until(page, &format!("{} === 'fails'", state("signature"))).await?;
        let send = page.button("Send the token").await?;
        page.press(&send).await?;
        until(page, "document.querySelector('[data-response]')?.dataset.decided === 'algorithm'").await?;
        page.js("document.querySelector('[data-check=\"algorithm\"]').click()").await?;
        page.press(&send).await?;
        until(page, "document.querySelector('[data-response]').dataset.response === '200'").await?;
        page.says("everyone has that text").await
    });
}

#[test]
fn the_login_flow_is_drawn_and_told_step_by_step() {
    scenario(async |page| {
        open(page, "").await?;
        page.says("Step 1 of 10. Log in, Browser to Login server.").await?;
        page.says("Knows the password").await?;
        page.press(&page.field("HTTPS").await?).await?;
        page.says("Over HTTPS an eavesdropper sees: The two addresses").await?;
        page.press(&page.button("Next step").await?).await?;
        page.says("Step 2 of 10. Here are two tokens").await?;
        until(page, "document.querySelectorAll('[data-arrow]').length === 10").await?;
        until(page, "document.querySelector('[data-arrow=\"here\"]').textContent.includes('Here are two tokens')")
            .await?;
        until(page, "document.querySelector('.flow svg').getAttribute('aria-label').includes('step 2')").await
    });
}

#[test]
fn the_quiz_asks_before_it_tells_and_leads_to_a_card() {
    scenario(async |page| {
        open(page, "").await?;
        until(page, "document.querySelector('[data-question]')?.dataset.question === 'alg-none'").await?;
        until(page, "!document.querySelector('[data-answered]')").await?;
        until(page, "document.querySelectorAll('[data-option]').length === 4").await?;
        page.js("document.querySelector('[data-option=\"expired\"]').click()").await?;
        until(page, "document.querySelector('[data-answered]').dataset.answered === 'wrong'").await?;
        // The first answer counts.
        page.js("document.querySelector('[data-option=\"alg-none\"]').click()").await?;
        page.says("0 right of 1 answered; 12 tokens in all.").await?;
        page.press(&page.button("Next token").await?).await?;
        until(page, "document.querySelector('[data-question]').dataset.question === 'expired'").await?;
        page.js("document.querySelector('[data-option=\"expired\"]').click()").await?;
        until(page, "document.querySelector('[data-answered]').dataset.answered === 'right'").await?;
        page.press(&page.button("Open this token above").await?).await?;
        until(page, "document.querySelector('[data-finding=\"expired\"]')").await?;
        page.press(&page.link("The card that explains it").await?).await?;
        page.heading("Describe how it works at a high level").await
    });
}
