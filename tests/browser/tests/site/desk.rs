//! Settings, backup and progress: saved, shown in every tab, and never half-changed.

use browser::seed::studied;
use browser::{Page, scenario};
use serde_json::Value;
use thirtyfour::prelude::*;

use crate::access::{axe, violations};

/// All of storage as one text.
const STORAGE: &str = "return JSON.stringify(Object.entries(localStorage).sort())";

/// Keeps what is exported instead of giving it to the browser's downloads.
const CATCH_EXPORTS: &str = "
    const url = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.__exported = blob; return url(blob); };
    HTMLAnchorElement.prototype.click = () => {};
    const read = Blob.prototype.arrayBuffer;
    window.__read = 0;
    Blob.prototype.arrayBuffer = function () { window.__read += 1; return read.call(this); };";

/// Fills storage to the last character.
const FILL: &str = "let chunk = 'x'.repeat(1 << 20), n = 0;
    while (chunk) {
      try { localStorage.setItem(`filler.${n}`, chunk); n += 1; } catch { chunk = chunk.slice(0, chunk.length >> 1); }
    }";

async fn settings(page: &Page) -> WebDriverResult<()> {
    page.start("settings/").await?;
    page.js(CATCH_EXPORTS).await.map(|_| ())
}

/// Types into a field and leaves it.
async fn enter(page: &Page, label: &str, text: &str) -> WebDriverResult<()> {
    let field = page.field(label).await?;
    field.clear().await?;
    field.send_keys(text.to_owned() + Key::Tab).await
}

async fn value(page: &Page, id: &str) -> WebDriverResult<String> {
    page.js_text(&format!("return document.getElementById('{id}').value")).await
}

async fn exported(page: &Page) -> WebDriverResult<String> {
    page.press(&page.button("Download a backup").await?).await?;
    let script =
        "const done = arguments[arguments.length - 1]; window.__exported.text().then(done, (e) => done(String(e)));";
    Ok(page.driver.execute_async(script, Vec::new()).await?.json().as_str().unwrap_or_default().to_owned())
}

/// Chooses a file made by `parts`, a JavaScript expression.
pub async fn choose(page: &Page, parts: &str, text: &str) -> WebDriverResult<()> {
    let script = format!(
        "const text = arguments[0];
         const files = new DataTransfer();
         files.items.add(new File({parts}, 'chosen.txt'));
         const input = document.getElementById('import');
         input.files = files.files;
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    page.driver.execute(script, vec![Value::from(text)]).await.map(|_| ())
}

#[test]
fn a_setting_survives_a_reload_and_reaches_the_other_tab() {
    scenario(async |page| {
        page.start("settings/").await?;
        let first = page.second_tab().await?;
        page.start("settings/").await?;
        enter(page, "New cards a day", "3").await?;
        page.says("Saved: New cards a day 3.").await?;
        page.start("settings/").await?;
        assert_eq!(value(page, "new-per-day").await?, "3");
        page.driver.switch_to_window(first).await?;
        page.until("the other tab's value", "return document.getElementById('new-per-day').value === '3'").await?;
        page.start("").await?;
        page.js("localStorage.setItem('groundwork.log.0000seed.0000', `groundwork-log 1\\nseed01-0 ${(Date.now() - 864e5).toString(36)} 0 r what-is-a-jwt 4 4 r .\\n`)").await?;
        page.start("").await?;
        page.heading("Three cards today").await
    });
}

#[test]
fn a_value_that_is_not_allowed_is_refused_at_its_field_and_not_kept() {
    scenario(async |page| {
        page.start("settings/").await?;
        enter(page, "Desired retention", "85").await?;
        page.says("Saved: Desired retention, in percent 85.").await?;
        let before = page.js_text(STORAGE).await?;
        for wrong in ["79", "98", "0.9", "many"] {
            enter(page, "Desired retention", wrong).await?;
            page.says(&format!("The desired retention is a whole number from 80 to 97, not \"{wrong}\"")).await?;
            let marked = "const field = document.getElementById('retention');
                return field.getAttribute('aria-invalid') === 'true'
                  && field.getAttribute('aria-describedby').split(' ').some((id) => document.getElementById(id).textContent.includes('whole number'))";
            assert_eq!(page.js(marked).await?, true, "{wrong}");
            assert_eq!(page.js_text(STORAGE).await?, before, "{wrong}");
        }
        enter(page, "Desired retention", "95").await?;
        page.until("the error gone", "return !document.getElementById('retention').hasAttribute('aria-invalid')").await
    });
}

#[test]
fn an_exam_shows_what_to_expect_on_its_day() {
    scenario(async |page| {
        studied(page).await?;
        page.start("settings/").await?;
        // Date fields are typed into differently in each engine and language.
        page.js("const exam = document.getElementById('exam');
             exam.value = new Date(Date.now() + 40 * 864e5).toISOString().slice(0, 10);
             exam.dispatchEvent(new Event('change', { bubbles: true }));")
            .await?;
        page.says("expected recall on that day").await?;
        page.says("if you keep up").await?;
        let kept = "return localStorage.getItem('groundwork.settings').includes('\\nexam 2')";
        assert_eq!(page.js(kept).await?, true);
        Ok(())
    });
}

#[test]
fn a_setting_that_cannot_be_saved_is_said() {
    scenario(async |page| {
        page.start("settings/").await?;
        page.js(FILL).await?;
        enter(page, "New cards a day", "3").await?;
        page.says("Not saved, so it holds in this tab only.").await
    });
}

#[test]
fn an_import_that_is_refused_changes_nothing_and_says_why() {
    scenario(async |page| {
        studied(page).await?;
        settings(page).await?;
        let whole = exported(page).await?;
        let before = page.js_text(STORAGE).await?;
        let cut: String = whole.chars().take(whole.chars().count() - 4).collect();
        let damaged = whole.replacen(" 0 r what-is-a-jwt ", " 0 r ../../etc ", 1);
        let proto = whole.replacen("\nwhat-is-a-jwt\t", "\n__proto__.x\t", 1);
        let newer = whole.replacen("groundwork-backup 1", "groundwork-backup 2", 1);
        assert!(damaged != whole && proto != whole && newer != whole);
        let cases = [
            ("[]", "", "The file is empty."),
            ("[text]", "{\"a\": 1}", "This is not a Groundwork backup."),
            ("[new Uint8Array([137, 80, 78, 71, 255])]", "", "The file is not text"),
            ("[text]", &newer, "written by a newer Groundwork (version 2)"),
            ("[text]", &cut, "The file stops after line"),
            ("[text]", &damaged, "is damaged: the card cannot be read"),
            ("[text]", &proto, "it holds no answer to a card"),
        ];
        for (parts, text, why) in cases {
            choose(page, parts, text).await?;
            page.says(why).await?;
            page.says("Nothing was changed.").await?;
            page.until("focus on the reason", "return document.activeElement?.id === 'import-result'").await?;
            assert_eq!(page.js_text(STORAGE).await?, before, "{why}");
        }
        let reads = page.js("return window.__read").await?;
        choose(page, "[new Uint8Array(100000000)]", "").await?;
        page.says("The file is larger than 20 MB").await?;
        assert_eq!(page.js("return window.__read").await?, reads, "it was read before its size was looked at");
        assert_eq!(page.js_text(STORAGE).await?, before);
        Ok(())
    });
}

#[test]
fn a_merge_that_does_not_fit_leaves_everything_as_it_was() {
    scenario(async |page| {
        let reviews = studied(page).await?;
        settings(page).await?;
        let whole = exported(page).await?;
        page.js("localStorage.clear()").await?;
        settings(page).await?;
        page.js(FILL).await?;
        let before = page.js_text(STORAGE).await?;
        choose(page, "[text]", &whole).await?;
        page.says(&format!("{reviews} new reviews, none already here")).await?;
        page.press(&page.button("Merge").await?).await?;
        page.says("Nothing was changed.").await?;
        page.says("full or refused the write").await?;
        assert_eq!(page.js_text(STORAGE).await?, before);
        page.start("progress/").await?;
        page.heading("Nothing reviewed yet").await
    });
}

#[test]
fn what_is_exported_and_imported_is_exported_again_byte_for_byte() {
    scenario(async |page| {
        let reviews = studied(page).await?;
        settings(page).await?;
        enter(page, "Desired retention", "85").await?;
        page.says("Saved: Desired").await?;
        let whole = exported(page).await?;
        assert!(whole.starts_with("groundwork-backup 1\n") && whole.contains("retention 85"), "{whole}");

        // Erased, after the word only.
        page.js("localStorage.setItem('other', 'stays'); document.querySelector('details').open = true").await?;
        page.press(&page.button("Erase my progress").await?).await?;
        page.says("Type the word erase first.").await?;
        assert!(page.js_text(STORAGE).await?.contains("groundwork.log."));
        page.field("Type erase to confirm").await?.send_keys("erase").await?;
        page.press(&page.button("Erase my progress").await?).await?;
        page.says("Everything is erased.").await?;
        assert_eq!(page.js_text(STORAGE).await?, "[[\"other\",\"stays\"]]");
        assert_eq!(value(page, "retention").await?, "90");

        choose(page, "[text]", &whole).await?;
        page.says(&format!("{reviews} new reviews, none already here")).await?;
        assert_eq!(page.js_text(STORAGE).await?, "[[\"other\",\"stays\"]]", "nothing is written before the press");
        page.press(&page.button("Merge").await?).await?;
        page.says("Merged chosen.txt.").await?;
        assert_eq!(exported(page).await?, whole);
        settings(page).await?;
        assert_eq!(exported(page).await?, whole, "after a reload");
        choose(page, "[text]", &whole).await?;
        page.says("there is nothing to merge").await
    });
}

#[test]
fn progress_shows_its_charts_with_names_tables_and_no_fault() {
    let axe = axe();
    scenario(async |page| {
        let reviews = studied(page).await?;
        page.start("progress/").await?;
        page.says(&format!("{reviews} reviews so far")).await?;
        let shift = page.js("return window.__shift").await?.as_f64().unwrap();
        assert!(shift < 0.001, "{shift}");
        let charts = "return [...document.querySelectorAll('figure.chart')].map((figure) => {
            const svg = figure.querySelector('svg[role=img]');
            const name = document.getElementById(svg.getAttribute('aria-labelledby')).textContent;
            return [name, svg.querySelectorAll('rect, circle').length, figure.querySelectorAll('tbody tr').length];
          })";
        let charts = page.js(charts).await?;
        let charts = charts.as_array().unwrap();
        assert_eq!(charts.len(), 4, "{charts:?}");
        for chart in charts {
            let (name, shapes, rows) = (&chart[0], chart[1].as_u64(), chart[2].as_u64());
            assert!(name.as_str().unwrap().len() > 30 && shapes > Some(1) && rows > Some(0), "{chart}");
        }
        let leads = "return [...document.querySelectorAll('#missed ~ div tbody th')].map((th) => th.firstChild.textContent.trim())";
        let leads = page.js(leads).await?;
        assert!(
            leads.as_array().is_some_and(|leads| leads.len() > 2 && !leads.contains(&Value::from("A key point"))),
            "{leads}"
        );
        page.js("for (const details of document.querySelectorAll('main details')) details.open = true").await?;
        page.says("No, it is encrypted.").await?;
        page.says("base64url is an encoding, not encryption.").await?;
        for width in [320, 360, 1280] {
            page.driver.set_window_rect(0, 0, width, 900).await?;
            let sizes = page.js("return [document.documentElement.scrollWidth, innerWidth]").await?;
            assert!(sizes[0].as_u64() <= sizes[1].as_u64(), "at {width}: {sizes}");
        }
        let nodes = page.js("return document.querySelectorAll('*').length").await?;
        assert!(nodes.as_u64() < Some(1500), "{nodes} elements");
        for scheme in ["light", "dark"] {
            let found = violations(page, &axe, scheme).await?;
            assert!(found.is_empty(), "{scheme}:\n{}", found.join("\n"));
        }
        Ok(())
    });
}

#[test]
fn a_backup_is_asked_for_after_a_while_and_not_again_once_it_was_made() {
    scenario(async |page| {
        studied(page).await?;
        // Where the browser evicts, that is said first, once.
        page.js("localStorage.setItem('groundwork.told-eviction', '1')").await?;
        page.start("progress/").await?;
        page.says("It is a while since your last backup.").await?;
        page.js(CATCH_EXPORTS).await?;
        page.press(&page.button("Download a backup").await?).await?;
        let gone = "return !document.body.innerText.includes('It is a while')";
        page.until("the reminder gone", gone).await?;
        page.start("progress/").await?;
        assert_eq!(page.js(gone).await?, true);
        page.start("settings/").await?;
        page.says("The last one was made on").await
    });
}
