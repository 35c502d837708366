//! The JWT lab signs in a mode of its own, with keys given or made there, and what it signs holds.

use browser::{Page, scenario};
use thirtyfour::prelude::WebDriverResult;

use crate::verify::HELPERS;
use crate::workshop::come_near;

/// Opens the lab and its mode for signing.
async fn open(page: &Page) -> WebDriverResult<()> {
    page.start("labs/jwt/").await?;
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
                press('Sign');
                await until(() => document.querySelector('[data-signed]') || document.querySelector('[data-sign-fault]'));
                const token = document.querySelector('[data-signed]')?.textContent;
                if (!token) return document.querySelector('[data-sign-fault]').textContent;
                const forms = [...document.querySelectorAll('[data-key-form] code')].map((form) => form.textContent);
                press('Check this token above');
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
