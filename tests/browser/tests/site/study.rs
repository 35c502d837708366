//! A study round, saved: reload, second tab and restarted browser show it.

use browser::site::Site;
use browser::{Engine, Page, Profile, scenario, scenario_on};
use thirtyfour::prelude::*;

/// Lines of the log that are events, from every segment.
const EVENTS: &str = "return Object.keys(localStorage).filter((key) => key.startsWith('groundwork.log.'))
    .flatMap((key) => localStorage.getItem(key).trimEnd().split('\\n').slice(1))";

async fn events(page: &Page) -> WebDriverResult<Vec<String>> {
    let events = page.js(EVENTS).await?;
    Ok(events.as_array().into_iter().flatten().map(|event| event.as_str().unwrap_or_default().to_owned()).collect())
}

async fn answer_first_card(page: &Page) -> WebDriverResult<()> {
    page.heading("What is a JWT?").await?;
    page.field("Your answer").await?.send_keys("A signed JSON object in three parts.").await?;
    page.press(&page.field("Fairly sure").await?).await?;
    page.press(&page.button("Compare with the key points").await?).await?;
    page.says("A signed JSON object in three parts.").await?;
    page.says("You were fairly sure.").await?;
    page.js("for (const box of [...document.querySelectorAll('input[type=checkbox]')].slice(0, 2)) box.click()")
        .await?;
    page.says("How did it go? Suggested:").await?;
    page.press(&page.button("Good").await?).await?;
    page.heading("If a JWT is intercepted").await?;
    page.says("Saved. The card before, “What is a JWT?”: graded Good, back").await
}

#[test]
fn a_graded_answer_is_an_event_that_survives_a_reload() {
    scenario(async |page| {
        page.start("").await?;
        page.press(&page.link("Try the first card").await?).await?;
        answer_first_card(page).await?;
        let events = events(page).await?;
        assert_eq!(events.len(), 1, "{events:?}");
        let fields: Vec<&str> = events[0].split(' ').collect();
        assert_eq!(&fields[3..7], ["r", "what-is-a-jwt", "3", "3"], "{events:?}");
        let (hit, missed) = fields[8].split_once('.').unwrap();
        assert_eq!(hit.len(), 2 * 3, "two points were ticked: {hit}");
        assert!(missed.len() >= 3, "the others were not: {missed}");
        page.start("progress/").await?;
        let cards = crate::pages::paths().len() - 7;
        page.says(&format!("One review so far, on one of {cards} cards")).await?;
        page.start("").await?;
        page.heading("Nine cards today").await
    });
}

#[test]
fn undo_takes_the_grade_back_and_shows_the_card_again() {
    scenario(async |page| {
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.press(&page.button("Undo").await?).await?;
        page.heading("What is a JWT?").await?;
        assert_eq!(events(page).await?.len(), 2, "an undo is an event of its own");
        page.start("progress/").await?;
        page.heading("Nothing reviewed yet").await
    });
}

#[test]
fn two_tabs_show_each_others_reviews_at_once_and_lose_none() {
    scenario(async |page| {
        page.start("progress/").await?;
        page.heading("Nothing reviewed yet").await?;
        let first = page.driver.window().await?;
        let second = page.driver.new_tab().await?;
        page.driver.switch_to_window(second).await?;
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.driver.switch_to_window(first).await?;
        page.says("One review so far").await?;
        page.press(&page.link("Study").await?).await?;
        page.heading("If a JWT is intercepted").await?;
        page.press(&page.button("I do not know").await?).await?;
        page.press(&page.button("Again").await?).await?;
        page.says("graded Again, due today").await?;
        assert_eq!(events(page).await?.len(), 2);
        page.start("progress/").await?;
        page.says("Two reviews so far").await
    });
}

#[test]
fn a_restarted_browser_still_has_the_review_and_the_draft() {
    if Engine::chosen() == Engine::WebKit {
        eprintln!("WebKitWebDriver begins every session with empty storage: shown in Chromium and Firefox only");
        return;
    }
    let profile = Profile::fresh();
    scenario_on(Site::plain("/"), profile.clone(), async |page| {
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.field("Your answer").await?.send_keys("Half an answer").await?;
        let faults = page.faults().await;
        assert!(faults.is_empty(), "{faults:?}");
        // A normal exit: a browser killed at once has not written its storage to disk.
        page.driver.clone().quit().await?;
        let (again, _process) = page.reopened(&profile).await;
        again.goto(format!("{}study/", page.site.server.url())).await?;
        let typed = async {
            for _ in 0..400 {
                let script = "return document.querySelector('#answer')?.value ?? ''";
                let value = again.execute(script, Vec::new()).await?.json().as_str().unwrap_or_default().to_owned();
                if !value.is_empty() {
                    return Ok(value);
                }
                tokio::time::sleep(std::time::Duration::from_millis(25)).await;
            }
            Err(WebDriverError::Timeout("the draft did not come back".to_owned()))
        };
        let typed = typed.await?;
        let heading = again.find(By::Css("main h1")).await?.text().await?;
        again.quit().await?;
        assert_eq!(typed, "Half an answer");
        assert!(heading.starts_with("If a JWT is intercepted"), "{heading}");
        Ok(())
    });
}

#[test]
fn a_round_needs_no_mouse() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.js("document.querySelector('#answer').focus()").await?;
        let focused = async |keys: &str| page.driver.active_element().await?.send_keys(keys).await;
        // Digits in the box are text, not grades.
        focused("It has 3 parts").await?;
        page.driver.active_element().await?.send_keys(Key::Control + Key::Enter).await?;
        page.says("It has 3 parts").await?;
        page.until("focus on the question", "return document.activeElement?.tagName === 'H1'").await?;
        assert!(events(page).await?.is_empty());
        focused("3").await?;
        page.heading("If a JWT is intercepted").await?;
        page.until("focus on the next question", "return document.activeElement?.tagName === 'H1'").await?;
        assert_eq!(events(page).await?.len(), 1);
        Ok(())
    });
}

#[test]
fn the_session_ends_with_a_summary() {
    scenario(async |page| {
        page.start("study/").await?;
        for _ in 0..10 {
            page.press(&page.button("I do not know").await?).await?;
            page.press(&page.button("Easy").await?).await?;
        }
        page.heading("Done for today").await?;
        page.says("Ten answers, with 0 of").await?;
        page.start("").await?;
        page.heading("Nothing is due today").await
    });
}
