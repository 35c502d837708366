//! The JWT lab signs in a mode of its own, with keys given or made there, and what it signs holds.

use browser::{Page, scenario};
use thirtyfour::prelude::WebDriverResult;

use crate::access::{axe, violations};
use crate::verify::HELPERS;
use crate::workshop::come_near;

/// Opens the lab, and its mode for signing.
async fn open(page: &Page) -> WebDriverResult<()> {
    page.start("labs/jwt/").await?;
    mode(page).await
}

/// Opens the mode for signing in the lab.
async fn mode(page: &Page) -> WebDriverResult<()> {
    come_near(page).await?;
    // By script: WebKitWebDriver takes the button for covered.
    page.button("Sign a token, starting from this one").await?;
    page.js(
        "[...document.querySelectorAll('button')].find((one) => one.textContent.startsWith('Sign a token,')).click()",
    )
    .await?;
    page.field("Header to sign").await.map(|_| ())
}

/// Runs a script that may wait, with the helpers, and gives its text.
async fn run(page: &Page, script: &str) -> WebDriverResult<String> {
    let script = format!(
        "const [done] = arguments; {HELPERS}
        const until = async (ready) => {{
            const started = performance.now();
            while (!ready() && performance.now() - started < 20000) await new Promise((done) => setTimeout(done, 5));
        }};
        const press = (name) => [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === name).click();
        (async () => {{ {script} }})().then((text) => done(String(text)), (error) => done(String(error)));"
    );
    let result = page.driver.execute_async(&script, Vec::new()).await?;
    Ok(result.json().as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_token_signed_with_a_generated_key_of_each_kind_holds() {
    scenario(async |page| {
        open(page).await?;
        for (place, alg) in [(0, "HS256"), (3, "RS256"), (7, "PS384"), (9, "ES256"), (11, "ES512"), (12, "Ed25519")] {
            let script = format!(
                "fill('sign-alg', '{place}');
                await settled();
                const before = document.getElementById('sign-key').value;
                press('Generate a key');
                await until(() => document.getElementById('sign-key').value !== before);
                await settled();
                // What was wrong with the key before is said until the new one was read.
                await until(() => !document.querySelector('[data-signed], [data-sign-fault]'));
                press('Sign');
                await until(() => document.querySelector('[data-signed]') || document.querySelector('[data-sign-fault]'));
                const token = document.querySelector('[data-signed]')?.textContent;
                if (!token) return document.querySelector('[data-sign-fault]').textContent;
                const forms = [...document.querySelectorAll('[data-key-form] code')].map((form) => form.textContent);
                press('Check this token above');
                await until(() => document.getElementById('token').value === token && state('signature') === 'holds');
                await settled();
                const shown = document.getElementById('token').value === token ? '' : 'another token, ';
                return shown + atob(token.split('.')[0].replaceAll('-', '+').replaceAll('_', '/')) + ' ' + state('signature') + ' '
                    + document.getElementById('key').value.includes('\"d\"') + ' ' + forms.length
                    + ' ' + forms.filter((form) => form.startsWith('-----BEGIN')).length;"
            );
            let forms = if alg == "HS256" { "1 0" } else { "4 2" };
            // The header is the sample's with another algorithm; the box above has the public half only.
            let expected = format!("{{\"alg\":\"{alg}\",\"typ\":\"JWT\"}} holds false {forms}");
            assert_eq!(run(page, &script).await?, expected, "{alg}");
        }
        Ok(())
    });
}

#[test]
fn focus_goes_along_and_faults_are_told_at_their_fields() {
    let axe = axe();
    scenario(async |page| {
        page.start("labs/jwt/").await?;
        // A payload that is no UTF-8 text.
        run(page, "fill('token', 'eyJhbGciOiJIUzI1NiJ9._w.AAAA'); await settled();").await?;
        mode(page).await?;
        page.until("focus in the mode", "return document.activeElement.id === 'sign-header'").await?;
        let script = "const states = [];
            const at = (id) => {
                const said = document.getElementById(`${id}-hint`).textContent;
                states.push(`${document.getElementById(id).getAttribute('aria-invalid')} ${said}`);
            };
            at('sign-payload');
            at('sign-key');
            states.push(document.querySelector('[data-sign-fault]').textContent);
            fill('sign-key', '{');
            fill('sign-header', '{');
            await settled();
            at('sign-key');
            at('sign-header');
            return states.join('|');";
        let said = run(page, script).await?;
        let said: Vec<&str> = said.split('|').collect();
        for (said, start) in said.iter().zip([
            "null The token’s own is no UTF-8 text and was not carried across",
            "null The secret, or the private key.",
            "There is no key yet: put the secret or the private key in its box",
            "true ",
            "true The header is not JSON: line 1",
        ]) {
            assert!(said.starts_with(start), "{said:?} instead of {start:?}");
        }
        assert!(said.len() == 5 && said[3].len() > 20, "{said:?}");
        assert_eq!(violations(page, &axe, "light").await?, [""; 0]);
        run(page, "press('Close');").await?;
        page.until("focus back", "return document.activeElement.textContent.startsWith('Sign a token,')").await
    });
}

#[test]
fn what_is_typed_is_signed_byte_for_byte_and_a_short_secret_is_only_warned_of() {
    scenario(async |page| {
        open(page).await?;
        let script = "const original = document.getElementById('token').value;
            fill('sign-payload', '{ \"n\": 9007199254740993, \"n\": 3.0 }\\n');
            fill('sign-key', 'short');
            await settled();
            press('Sign');
            await settled();
            const token = document.querySelector('[data-signed]').textContent;
            const payload = atob(token.split('.')[1]);
            const warned = document.querySelector('[data-sign-warning]').textContent;
            // Signing and its key change nothing above.
            const kept = document.getElementById('token').value === original && document.getElementById('key').value === '';
            press('Check this token above');
            await settled();
            return [payload, kept, state('signature'), warned].join('|');";
        let said = run(page, script).await?;
        assert!(
            said.starts_with(
                "{ \"n\": 9007199254740993, \"n\": 3.0 }\n|true|holds|The secret has 5 bytes; HS256 needs at least 32"
            ),
            "{said}"
        );
        // A public key cannot sign, and a broken header says where.
        let public = "fill('sign-header', '{\"alg\":HS256}'); await settled();
            return document.querySelector('[data-sign-fault]').textContent;";
        let said = run(page, public).await?;
        assert!(said.starts_with("The header is not JSON: line 1, column 8"), "{said}");
        Ok(())
    });
}
