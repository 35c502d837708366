//! Progress is sacred: whatever storage does, the student is told, can go on and export, and nothing saved is overwritten.

use browser::site::Site;
use browser::{Page, Profile, scenario, scenario_on};
use serde_json::Value;
use thirtyfour::prelude::WebDriverResult;

/// Fills storage to the last character, so that no further write succeeds.
const FILL: &str = "let chunk = 'x'.repeat(1 << 20), n = 0;
    while (chunk) {
      try { localStorage.setItem(`filler.${n}`, chunk); n += 1; } catch { chunk = chunk.slice(0, chunk.length >> 1); }
    }";

const FREE: &str =
    "for (const key of Object.keys(localStorage)) if (key.startsWith('filler.')) localStorage.removeItem(key)";

/// Every entry of the log, as one text.
const LOG: &str =
    "return JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith('groundwork.log.')).sort())";

/// A first segment: two cards reviewed a day ago.
const SEED: &str = "const at = (Date.now() - 864e5).toString(36);
    localStorage.setItem('groundwork.log.0000seed.0000',
      `groundwork-log 1\\nseed01-0 ${at} 0 r what-is-a-jwt 4 4 r .\\nseed01-1 ${at} 0 r jwt-signature 4 4 r .\\n`);";

async fn events(page: &Page) -> WebDriverResult<usize> {
    let script = "return Object.keys(localStorage).filter((key) => key.startsWith('groundwork.log.'))
        .flatMap((key) => localStorage.getItem(key).trimEnd().split('\\n').slice(1)).length";
    Ok(usize::try_from(page.js(script).await?.as_u64().unwrap_or_default()).unwrap())
}

/// Whether the page has the browser ask before it is left.
const ASKS: &str = "const leaving = new Event('beforeunload', { cancelable: true }); dispatchEvent(leaving);
    return leaving.defaultPrevented";

/// Answers the card that is shown.
async fn grade(page: &Page, grade: &str) -> WebDriverResult<()> {
    page.press(&page.button("I do not know").await?).await?;
    page.press(&page.button(grade).await?).await
}

/// The page says that nothing can be saved, and studying goes on in memory.
async fn goes_on_in_memory(page: &Page, why: &str) -> WebDriverResult<()> {
    page.start("study/").await?;
    page.heading("What is a JWT?").await?;
    grade(page, "Good").await?;
    page.says("Your last review is not saved.").await?;
    page.says(why).await?;
    page.says("Not saved. The card before, “What is a JWT?”").await?;
    page.heading("If a JWT is intercepted").await?;
    page.says("Card 2 of 10").await?;
    page.says("what you do counts only until you leave this page").await?;
    assert_eq!(page.js(ASKS).await?, true, "the browser asks before the page is left");
    page.button("Download my progress").await.map(|_| ())
}

#[test]
fn storage_that_throws_leaves_studying_in_memory() {
    let site = Site::before_all(
        "/",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    );
    scenario_on(site, Profile::fresh(), async |page| {
        goes_on_in_memory(page, "This browser does not let Groundwork save.").await
    });
}

#[test]
fn storage_that_is_not_there_leaves_studying_in_memory() {
    let site = Site::before_all("/", "Object.defineProperty(window, 'localStorage', { get() { return null; } });");
    scenario_on(site, Profile::fresh(), async |page| {
        goes_on_in_memory(page, "This browser does not let Groundwork save.").await
    });
}

#[test]
fn storage_that_is_full_before_the_start_is_said_and_a_retry_saves_what_was_done() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js(FILL).await?;
        goes_on_in_memory(page, "storage for this site is full").await?;
        assert_eq!(events(page).await?, 0);
        page.js(FREE).await?;
        page.press(&page.button("Try again").await?).await?;
        page.until("the notice gone", "return !document.querySelector('#trouble .notice')").await?;
        assert_eq!(events(page).await?, 1);
        page.says("Saved. The card before").await
    });
}

#[test]
fn storage_that_fills_up_in_mid_session_loses_no_review() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        let before = page.js_text(LOG).await?;
        page.js(FILL).await?;
        grade(page, "Good").await?;
        page.says("Your last review is not saved.").await?;
        assert_eq!(page.js_text(LOG).await?, before, "what was saved still is");
        page.js(FREE).await?;
        // The next grade saves both.
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        page.until("the notice gone", "return !document.querySelector('#trouble .notice')").await?;
        assert_eq!(events(page).await?, 3);
        page.start("study/").await?;
        page.says("Card 4 of 10").await
    });
}

#[test]
fn a_clearing_by_another_tab_is_said_and_this_tab_can_save_all_again() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js(SEED).await?;
        page.start("study/").await?;
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        let first = page.second_tab().await?;
        page.goto("about/").await?;
        page.js("localStorage.clear()").await?;
        page.driver.switch_to_window(first).await?;
        page.says("What was saved here has been cleared").await?;
        page.press(&page.button("Save it again").await?).await?;
        page.until("the notice gone", "return !document.querySelector('#trouble .notice')").await?;
        page.start("study/").await?;
        page.says("Card 2 of").await?;
        page.start("progress/").await?;
        page.says("Three reviews so far").await
    });
}

#[test]
fn a_clearing_in_this_tab_is_noticed_with_the_next_grade() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        page.js("localStorage.clear()").await?;
        grade(page, "Good").await?;
        page.says("What was saved here has been cleared").await?;
        page.says("Not saved. The card before").await?;
        page.press(&page.button("Save it again").await?).await?;
        page.says("Saved. The card before").await?;
        assert!(events(page).await? >= 2);
        page.start("study/").await?;
        page.says("Card 3 of 10").await
    });
}

#[test]
fn a_segment_cut_in_the_middle_is_said_left_alone_and_the_rest_counts() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js(SEED).await?;
        let cut = "const key = 'groundwork.log.0000seed.0000', text = localStorage.getItem(key);
            localStorage.setItem(key, text.slice(0, -20));
            return localStorage.getItem(key)";
        let cut = page.js_text(cut).await?;
        page.start("study/").await?;
        page.says("Part of your saved progress could not be read and was left untouched").await?;
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        let now = page.js_text("return localStorage.getItem('groundwork.log.0000seed.0000')").await?;
        assert_eq!(now, cut);
        page.start("progress/").await?;
        page.says("Two reviews so far").await
    });
}

#[test]
fn progress_of_a_newer_version_is_read_by_nobody_and_overwritten_by_nobody() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js(SEED).await?;
        page.js("localStorage.setItem('groundwork.log.0000ffff.0000', 'groundwork-log 2\\nwho knows\\n')").await?;
        let before = page.js_text(LOG).await?;
        page.start("study/").await?;
        page.says("A newer version of Groundwork has saved progress here.").await?;
        grade(page, "Good").await?;
        page.says("Not saved. The card before").await?;
        assert_eq!(page.js_text(LOG).await?, before);
        page.button("Download my progress").await.map(|_| ())
    });
}

#[test]
fn two_tabs_that_grade_the_same_card_keep_both_reviews() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        let first = page.driver.window().await?;
        let second = page.driver.new_tab().await?;
        page.driver.switch_to_window(second.clone()).await?;
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.driver.switch_to_window(first.clone()).await?;
        grade(page, "Good").await?;
        page.says("Saved. The card before").await?;
        page.driver.switch_to_window(second).await?;
        page.heading("What is a JWT?").await?;
        grade(page, "Hard").await?;
        page.says("Saved. The card before").await?;
        assert_eq!(events(page).await?, 2);
        page.start("progress/").await?;
        page.says("Two reviews so far, on one of").await?;
        page.driver.switch_to_window(first).await?;
        page.start("progress/").await?;
        page.says("Two reviews so far, on one of").await
    });
}

#[test]
fn many_small_old_segments_are_joined_and_none_is_lost() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js("for (let tab = 10; tab < 30; tab += 1) {
              const at = (Date.now() - (60 - tab) * 864e5).toString(36);
              localStorage.setItem(`groundwork.log.000000${tab}.0000`,
                `groundwork-log 1\\na${tab}-0 ${at} 0 r what-is-a-jwt 3 4 r .\\n`);
            }")
            .await?;
        page.start("").await?;
        let few = "return Object.keys(localStorage).filter((key) => key.startsWith('groundwork.log.')).length < 10";
        page.until("the segments to be joined", few).await?;
        assert_eq!(events(page).await?, 20);
        page.start("progress/").await?;
        page.says("20 reviews so far").await?;
        assert_ne!(page.js_text(LOG).await?, Value::Null.to_string());
        Ok(())
    });
}
