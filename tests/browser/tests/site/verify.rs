//! The JWT lab checks signatures as the published vectors say, through its boxes, in every engine alike.

use browser::{Page, scenario};
use serde_json::{Value, json};
use thirtyfour::prelude::WebDriverResult;

use crate::published::{list, load, text};
use crate::workshop::come_near;

/// Functions for scripts: fill a box as typing does, wait until the verdicts stand, read them.
pub const HELPERS: &str = "
    const fill = (id, text) => {
        const box = document.getElementById(id);
        if (box.value === text) return;
        box.value = text;
        box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
    };
    // The page has drawn what follows from the boxes once the tasks in line are done, and the browser has answered once
    // no verdict is busy.
    const settled = async () => {
        const started = performance.now();
        do await new Promise((done) => setTimeout(done));
        while (document.querySelector('[data-busy]') && performance.now() - started < 20000);
    };
    const verdict = (name) => document.querySelector(`[data-verdict=\"${name}\"]`);
    const state = (name) => verdict(name).dataset.state;
";

/// Checks pairs of token and key, and gives the states and the reason of each.
async fn check(page: &Page, cases: &[(String, String)]) -> WebDriverResult<Vec<(String, String, String)>> {
    let script = format!(
        "const [cases, done] = arguments; {HELPERS}
        (async () => {{
            const answers = [];
            for (const [token, key] of cases) {{
                fill('key', key);
                fill('token', token);
                await settled();
                // What is drawn is about this token.
                const drawn = [...document.querySelectorAll('.token dd')].map((part) => part.textContent).join('.');
                const reason = verdict('signature').querySelector('p').textContent;
                answers.push([state('well-formed'), state('signature'), drawn === token || drawn === '' || token.length > 3000 ? reason : `drawn: ${{drawn}}`]);
            }}
            return answers;
        }})().then(done, (error) => done([[String(error)]]));"
    );
    let mut answers = Vec::new();
    for some in cases.chunks(40) {
        let result = page.driver.execute_async(&script, vec![json!(some)]).await?;
        for answer in result.json().as_array().expect("a list") {
            let part = |place: usize| answer[place].as_str().unwrap_or_default().to_owned();
            assert!(answer[2].is_string(), "{answer}");
            answers.push((part(0), part(1), part(2)));
        }
    }
    assert_eq!(answers.len(), cases.len());
    Ok(answers)
}

async fn open(page: &Page) -> WebDriverResult<()> {
    page.start("labs/jwt/").await?;
    page.field("Paste or edit a token").await?;
    page.field("Key").await.map(|_| ())
}

#[test]
fn all_401_wycheproof_cases_are_answered_as_expected() {
    let Some(file) = load("wycheproof/json_web_signature_test.json") else { return };
    let Some(expectations) = load("wycheproof/expectations.json") else { return };
    let expected = list(&expectations["files"], "json_web_signature_test.json");
    let mut cases = Vec::new();
    let mut wanted = Vec::new();
    for group in list(&file, "testGroups") {
        let key = group.get("public").unwrap_or(&group["private"]).to_string();
        for test in list(group, "tests") {
            cases.push((text(test, "jws").to_owned(), key.clone()));
            wanted.push(expected.iter().find(|case| case["tcId"] == test["tcId"]).expect("every case is expected"));
        }
    }
    assert_eq!(cases.len(), 401);
    scenario(async |page| {
        open(page).await?;
        let mut wrong = Vec::new();
        for ((form, signature, reason), case) in check(page, &cases).await?.iter().zip(&wanted) {
            let right = match text(case, "stage") {
                "parse" => form == "fails" && signature == "not-checked",
                "ok" => form == "holds" && signature == "holds",
                _ => form == "holds" && signature == "fails",
            };
            if !right {
                wrong.push(format!("{case}: well-formed {form}, signature {signature}: {reason}"));
            }
        }
        assert!(wrong.is_empty(), "{} of 401 are wrong:\n{}", wrong.len(), wrong.join("\n"));
        Ok(())
    });
}

#[test]
fn the_examples_of_the_rfcs_and_the_cookbook_hold() {
    let Some(file) = load("rfc-examples/rfc-jose-examples.json") else { return };
    let mut cases = Vec::new();
    let mut wanted = Vec::new();
    for case in list(&file, "cases") {
        let token = case["jws"].as_str().map_or_else(|| case["jws_json"].to_string(), str::to_owned);
        let key = if case["key"].is_object() { case["key"].to_string() } else { "any secret".to_owned() };
        cases.push((token, key));
        wanted.push((
            text(case, "id").to_owned(),
            match text(case, "signature") {
                "valid" => "holds",
                "not-compact" => "not-checked",
                _ => "fails",
            },
        ));
    }
    for name in [
        "jws/4_1.rsa_v15_signature",
        "jws/4_2.rsa-pss_signature",
        "jws/4_3.ecdsa_signature",
        "jws/4_4.hmac-sha2_integrity_protection",
        "curve25519/jws",
    ] {
        let Some(file) = load(&format!("rfc7520-cookbook/{name}.json")) else { return };
        cases.push((text(&file["output"], "compact").to_owned(), file["input"]["key"].to_string()));
        wanted.push((name.to_owned(), "holds"));
    }
    assert_eq!(cases.len(), 14);
    scenario(async |page| {
        open(page).await?;
        for ((_, signature, reason), (name, state)) in check(page, &cases).await?.iter().zip(&wanted) {
            assert_eq!(signature, state, "{name}: {reason}");
        }
        Ok(())
    });
}

/// The states of the four verdicts, in order.
async fn states(page: &Page, fill: &str) -> WebDriverResult<Vec<String>> {
    let script = format!(
        "const [done] = arguments; {HELPERS}
        (async () => {{
            {fill}
            await settled();
            return ['well-formed', 'signature', 'time', 'audience'].map(state);
        }})().then(done, (error) => done([String(error)]));"
    );
    let result = page.driver.execute_async(&script, Vec::new()).await?;
    let states = result.json().as_array().cloned().unwrap_or_default();
    Ok(states.iter().map(|state| state.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn each_verdict_changes_with_what_it_depends_on_and_with_nothing_else() {
    scenario(async |page| {
        open(page).await?;
        assert_eq!(states(page, "").await?, ["holds", "not-checked", "fails", "not-checked"]);
        page.press(&page.button("Use the sample and its key").await?).await?;
        assert_eq!(states(page, "").await?, ["holds", "holds", "fails", "not-checked"]);
        page.says("HS256 with this secret gives exactly these 32 bytes.").await?;
        let token = page.js_text("return document.getElementById('token').value").await?;
        // A wrong key makes nothing but the signature fail, and leaves the token alone.
        assert_eq!(states(page, "fill('key', 'wrong');").await?, ["holds", "fails", "fails", "not-checked"]);
        assert_eq!(page.js_text("return document.getElementById('token').value").await?, token);
        // 2026-03-10T09:10:00Z, five minutes before it expires.
        let inside = "fill('now', '1773133800'); fill('audience', 'https://api.course.example');
            fill('issuer', 'https://id.course.example');";
        assert_eq!(states(page, inside).await?, ["holds", "fails", "holds", "holds"]);
        page.says("Expires in 5 min.").await?;
        assert_eq!(states(page, "fill('audience', 'https://grades.example');").await?[3], "fails");
        page.says("you expect https://grades.example, the token says https://api.course.example").await?;
        page.press(&page.button("Use the real clock").await?).await?;
        assert_eq!(states(page, "").await?[2], "fails");
        // The person expects another algorithm than the token names.
        page.press(&page.button("Use the sample and its key").await?).await?;
        assert_eq!(states(page, "fill('expected', '4');").await?[1], "fails");
        page.says("You expect RS256, the token says HS256").await?;
        // A key that cannot be read is explained at its field.
        states(page, "fill('expected', '0'); fill('key', '-----BEGIN PUBLIC KEY-----');").await?;
        let said = page.js_text("return document.getElementById('key-hint').textContent").await?;
        assert!(said.starts_with("The line -----END PUBLIC KEY----- is missing"), "{said}");
        // The secret in base64url, taken for text: the other reading is pointed out.
        let encoded = "fill('key', btoa('sample-dNScjmaj-7cxpLbBT-iPkWPrv3-8wmVd5TY').replaceAll('=', ''));";
        assert_eq!(states(page, encoded).await?[1], "fails");
        page.says("Read as base64, the key would give this signature").await?;
        assert_eq!(states(page, "fill('key-reading', '2');").await?[1], "holds");
        Ok(())
    });
}

/// RFC 8037, appendix A.4.
const ED25519: (&str, &str) = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
);

#[test]
fn without_webcrypto_hmac_still_works_and_the_rest_says_why_not() {
    scenario(async |page| {
        open(page).await?;
        // As over plain http.
        page.js("Object.defineProperty(crypto, 'subtle', { value: undefined })").await?;
        let (form, signature, reason) = check(page, &[(ED25519.0.to_owned(), ED25519.1.to_owned())]).await?.remove(0);
        assert_eq!((&form[..], &signature[..]), ("holds", "not-checked"), "{reason}");
        assert!(
            reason.contains("this page has no WebCrypto") || reason.contains("This page has no WebCrypto"),
            "{reason}"
        );
        page.press(&page.button("Use the sample and its key").await?).await?;
        assert_eq!(states(page, "").await?[1], "holds");
        Ok(())
    });
}

#[test]
fn a_private_key_without_its_public_half_checks_too() {
    scenario(async |page| {
        open(page).await?;
        let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
        let (_, signature, reason) = check(page, &[(ED25519.0.to_owned(), pem.to_owned())]).await?.remove(0);
        assert_eq!(signature, "holds", "{reason}");
        page.says("This is a private key.").await
    });
}

#[test]
fn token_and_keys_leave_no_trace() {
    scenario(async |page| {
        open(page).await?;
        page.js("window.__said = [];
            for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table']) {
                console[level] = (...words) => window.__said.push(words.map(String).join(' '));
            }")
            .await?;
        let secret = "a-secret-that-nobody-may-keep-00000000";
        let private = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#;
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0cmFjZWxlc3MifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let keys = [secret, private, "{broken"].map(str::to_owned);
        let cases: Vec<_> = keys.iter().map(|key| (token.to_owned(), key.clone())).collect();
        check(page, &cases).await?;
        check(page, &[(ED25519.0.to_owned(), private.to_owned())]).await?;
        // The workshop takes the token and the key, too.
        come_near(page).await?;
        check(page, &[(token.to_owned(), secret.to_owned())]).await?;
        page.click(".lens button[data-byte='1']").await?;
        page.click("[data-last=B]").await?;
        page.press(&page.button("Send the request").await?).await?;
        page.says("Request 1: 401 Unauthorized").await?;
        leaves_no_trace(page).await?;
        page.press(&page.link("Cards").await?).await?;
        page.heading("All cards").await?;
        leaves_no_trace(page).await
    });
}

/// Nothing of the texts above is anywhere but in the boxes.
async fn leaves_no_trace(page: &Page) -> WebDriverResult<()> {
    let script = "const [done] = arguments;
        (async () => {
            const places = { address: location.href, title: document.title, console: (window.__said ?? []).join('\\n'),
                state: JSON.stringify(history.state), cookie: document.cookie, name: window.name };
            for (const [name, storage] of Object.entries({ localStorage, sessionStorage })) {
                places[name] = JSON.stringify(storage);
            }
            const caches = window.caches ? await window.caches.keys() : [];
            for (const name of caches) {
                const cache = await window.caches.open(name);
                for (const request of await cache.keys()) {
                    places[`cache ${request.url}`] = request.url + await (await cache.match(request)).text();
                }
            }
            places.databases = JSON.stringify(await window.indexedDB?.databases?.() ?? []);
            places.requests = performance.getEntriesByType('resource').map(({ name }) => name).join('\\n');
            return places;
        })().then(done, (error) => done({ error: String(error) }));";
    let traces = page.driver.execute_async(script, Vec::new()).await?;
    let places = traces.json().as_object().cloned().unwrap_or_default();
    assert!(places.len() > 8 && !places.contains_key("error"), "{places:?}");
    let asked = Value::from(page.site.server.asked());
    for (place, content) in places.into_iter().chain([("what the server was asked".to_owned(), asked)]) {
        let content = content.as_str().map_or_else(|| content.to_string(), str::to_owned);
        for trace in ["nobody-may-keep", "eyJzdWIiOiJ0cmFjZWxlc3MifQ", "traceless", "nWGxne_9WmC6", "hgyY0il_MGCj"] {
            assert!(!content.contains(trace), "{trace} is in {place}: {content}");
        }
    }
    Ok(())
}
