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

pub async fn answer_first_card(page: &Page) -> WebDriverResult<()> {
    page.heading("What is a JWT?").await?;
    page.field("Your answer").await?.send_keys("A signed JSON object in three parts.").await?;
    page.press(&page.field("Fairly sure").await?).await?;
    page.press(&page.button("Compare with the key points").await?).await?;
    page.says("A signed JSON object in three parts.").await?;
    page.says("You were fairly sure.").await?;
    page.says("Key points: tick what you said").await?;
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
        let cards = crate::pages::index()["cards"].as_array().unwrap().len();
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
        let words = "return document.getElementById('answer').value";
        assert_eq!(
            page.js_text(words).await?,
            "A signed JSON object in three parts.",
            "what was written is a draft again"
        );
        assert_eq!(events(page).await?.len(), 2, "an undo is an event of its own");
        let kept = "return Object.keys(localStorage).filter((key) => key.startsWith('groundwork.answers.')).length";
        assert_eq!(page.js(kept).await?, 0, "and not the first answer");
        page.start("progress/").await?;
        page.heading("Nothing reviewed yet").await
    });
}

#[test]
fn two_tabs_show_each_others_reviews_at_once_and_lose_none() {
    scenario(async |page| {
        page.start("progress/").await?;
        page.heading("Nothing reviewed yet").await?;
        let first = page.second_tab().await?;
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
fn the_page_of_a_first_visit_becomes_the_days_when_another_tab_reviews_a_card() {
    scenario(async |page| {
        page.start("").await?;
        page.heading("Say it in your own words").await?;
        let first = page.second_tab().await?;
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.driver.switch_to_window(first).await?;
        page.heading("Nine cards today").await?;
        page.says("Coming up").await
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
fn single_keys_can_be_turned_off_and_stay_off() {
    scenario(async |page| {
        page.start("study/").await?;
        let keys = async |keys: &str| {
            page.js("document.querySelector('main h1').focus()").await?;
            page.driver.active_element().await?.send_keys(keys).await
        };
        keys("?").await?;
        page.until("the list's heading", "return document.activeElement?.id === 'keys-title'").await?;
        page.click("#single-keys").await?;
        page.driver.active_element().await?.send_keys(Key::Escape + "").await?;
        page.until("the list gone", "return !document.querySelector('#keys').open").await?;
        for _ in 0..2 {
            keys("h?").await?;
            assert_eq!(page.js("return document.querySelectorAll('.hints p, dialog[open]').length").await?, 0);
            page.reload().await?;
            page.ready().await?;
        }
        page.js("document.querySelector('[data-opens=keys]').focus()").await?;
        page.driver.active_element().await?.send_keys(Key::Enter + "").await?;
        page.click("#single-keys").await?;
        page.driver.active_element().await?.send_keys(Key::Escape + "").await?;
        page.until("the list gone", "return !document.querySelector('#keys').open").await?;
        keys("h").await?;
        page.until("a hint", "return document.querySelectorAll('.hints p').length === 1").await
    });
}

#[test]
fn a_round_needs_no_mouse() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.js("document.querySelector('#answer').focus()").await?;
        let keys = async |keys: &str| page.driver.active_element().await?.send_keys(keys).await;
        // In the box every key is text.
        keys("3 parts, h? u 1").await?;
        assert_eq!(page.js_text("return document.querySelector('#answer').value").await?, "3 parts, h? u 1");
        assert_eq!(page.js("return document.querySelectorAll('.hints p, dialog[open]').length").await?, 0);
        page.driver.active_element().await?.send_keys(Key::Escape + "").await?;
        page.until("focus on the question", "return document.activeElement?.tagName === 'H1'").await?;
        keys("h").await?;
        page.until("a hint", "return document.querySelectorAll('.hints p').length === 1").await?;
        keys("?").await?;
        page.until("the list of keys", "return document.querySelector('#keys').matches(':modal')").await?;
        page.driver.active_element().await?.send_keys(Key::Escape + "").await?;
        page.until("the list gone", "return !document.querySelector('#keys').open").await?;
        page.js("document.querySelector('main h1').focus()").await?;
        keys(" ").await?;
        page.says("3 parts, h? u 1").await?;
        page.until("focus on the question", "return document.activeElement?.tagName === 'H1'").await?;
        page.says("How did it go?").await?;
        assert!(events(page).await?.is_empty());
        keys("3").await?;
        page.heading("If a JWT is intercepted").await?;
        page.until("focus on the next question", "return document.activeElement?.tagName === 'H1'").await?;
        assert_eq!(events(page).await?.len(), 1);
        page.says("Saved. The card before").await?;
        keys("u").await?;
        page.heading("What is a JWT?").await?;
        assert_eq!(events(page).await?.len(), 2);
        // From the box, without leaving it.
        page.js("document.querySelector('#answer').focus()").await?;
        page.driver.active_element().await?.send_keys(Key::Control + Key::Enter).await?;
        page.says("How did it go?").await
    });
}

/// From now on notes how many events are stored and which parts the page has, whenever a task has changed that.
const NOTE: &str = "window.noted = [];
    new MutationObserver(() => {
      const parts = ['#answer', '#yours', '#points', '#grade', '#why', '.notice'];
      const shown = parts.filter((part) => document.querySelector(`main ${part}`));
      const now = [(() => { EVENTS })().length, ...shown].join(' ');
      if (now !== noted.at(-1)) noted.push(now);
    }).observe(document.querySelector('#main'), { childList: true, subtree: true });";

#[test]
fn what_a_press_asks_for_is_drawn_before_what_stands_below_it() {
    scenario(async |page| {
        page.start("study/").await?;
        page.js(&NOTE.replace("EVENTS", EVENTS)).await?;
        answer_first_card(page).await?;
        let noted = page.js_text("return noted.join(', ')").await?;
        let compared = "0 #yours, 0 #yours #points, 0 #yours #points #grade #why";
        // The grade is stored before anything of the next card is shown.
        assert_eq!(noted, format!("{compared}, 1 #answer, 1 #answer .notice"));
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
        page.says("Ten answers, ten recalled.").await?;
        page.says("Saved. The last card, “").await?;
        page.says("Missed points").await?;
        // Undo reaches through the summary and through a reload, one grade after another.
        page.press(&page.button("Undo the last grade").await?).await?;
        page.says("Card 10 of 10").await?;
        page.start("study/").await?;
        page.says("Card 10 of 10").await?;
        page.press(&page.button("Undo").await?).await?;
        page.says("Card 9 of 10").await?;
        assert_eq!(events(page).await?.len(), 12);
        for _ in 0..2 {
            page.press(&page.button("I do not know").await?).await?;
            page.press(&page.button("Easy").await?).await?;
        }
        page.heading("Done for today").await?;
        page.start("").await?;
        page.heading("Nothing is due today").await?;
        page.says("Come back tomorrow, for new cards.").await?;
        page.says("Four new cards tomorrow, ").await
    });
}

#[test]
fn a_session_can_be_stopped_and_goes_on_where_it_was() {
    scenario(async |page| {
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.press(&page.button("Stop here").await?).await?;
        page.heading("Stopped for now").await?;
        page.says("When fairly sure, two of").await?;
        page.start("").await?;
        page.press(&page.link("Go on: one answered, nine left").await?).await?;
        page.heading("If a JWT is intercepted").await?;
        page.says("Card 2 of 10").await?;
        page.press(&page.button("Stop here").await?).await?;
        page.press(&page.button("Go on: nine cards left").await?).await?;
        page.heading("If a JWT is intercepted").await
    });
}

#[test]
fn a_hint_is_a_points_beginning_and_costs_the_better_grades() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.press(&page.button("Hint").await?).await?;
        page.until("one hint", "return document.querySelectorAll('.hints p').length === 1").await?;
        page.press(&page.button("Hint").await?).await?;
        page.until("two hints", "return document.querySelectorAll('.hints p').length === 2").await?;
        let hint = page.js_text("return document.querySelector('.hints').innerText").await?;
        assert!(hint.contains(" …"), "{hint}");
        let to_the_last =
            "const hint = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Hint');
            hint.focus();
            hint.click();
            return hint.getAttribute('aria-disabled') === 'true'";
        page.until("no more hints", to_the_last).await?;
        let focused = page.js_text("return document.activeElement.textContent.trim()").await?;
        assert_eq!(focused, "Hint", "the focus stays where it is when there are no more");
        page.press(&page.button("Answered aloud").await?).await?;
        page.says("You said it aloud.").await?;
        page.says("Key points: tick what you said").await?;
        page.js("for (const box of document.querySelectorAll('main input[type=checkbox]')) box.click()").await?;
        page.says("Suggested: Hard").await?;
        page.says("with a hint").await?;
        page.press(&page.button("Hard").await?).await?;
        page.says("Saved.").await?;
        let event = events(page).await?.remove(0);
        assert!(event.ends_with(" h"), "the log says that a hint was used: {event}");
        Ok(())
    });
}

#[test]
fn certain_and_mistaken_is_called_out() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        page.press(&page.field("Certain").await?).await?;
        page.press(&page.button("Compare").await?).await?;
        page.says("You were certain.").await?;
        assert_eq!(page.js("return document.querySelector('[data-callout]')").await?, serde_json::Value::Null);
        page.press(&page.field("Yes, the main point").await?).await?;
        page.says("You were certain, and it was not so.").await?;
        page.says("Suggested: Again").await?;
        page.press(&page.button("Again").await?).await?;
        page.says("graded Again, due today. You were certain, and it was not so.").await?;
        // Half of the ticks is no error yet; the grade says what was missed.
        page.press(&page.field("Certain").await?).await?;
        page.press(&page.button("Compare").await?).await?;
        page.click("#tick-0").await?;
        page.says("One of").await?;
        assert_eq!(page.js("return document.querySelector('[data-callout]')").await?, serde_json::Value::Null);
        Ok(())
    });
}

#[test]
fn a_missed_card_comes_back_in_the_session_but_not_at_once() {
    scenario(async |page| {
        page.start("study/").await?;
        page.heading("What is a JWT?").await?;
        for grade in ["Again", "Good", "Good", "Good", "Good", "Good"] {
            page.press(&page.button("I do not know").await?).await?;
            page.press(&page.button(grade).await?).await?;
            page.says("Saved.").await?;
            page.until("the next card", "return !!document.querySelector('#answer')").await?;
        }
        page.heading("What is a JWT?").await
    });
}

/// A segment of the log with these reviews of the first card: days ago and mode, all Good.
fn seeded(reviews: &[(i64, char)]) -> String {
    let script = reviews.iter().enumerate().map(|(i, (days, mode))| {
        format!("`seed01-{i} ${{(Date.now() - {days} * 864e5).toString(36)}} 0 r what-is-a-jwt 3 3 {mode} .`")
    });
    let lines = script.collect::<Vec<_>>().join(", ");
    format!(
        "localStorage.clear();
         localStorage.setItem('groundwork.log.0000seed.0000', ['groundwork-log 1', {lines}, ''].join('\\n'))"
    )
}

#[test]
fn after_a_success_the_review_asks_for_faults_and_then_for_a_new_situation() {
    scenario(async |page| {
        page.goto("about/").await?;
        page.js(&seeded(&[(30, 'r')])).await?;
        page.start("study/").await?;
        page.heading("What is missing or wrong in this student’s answer?").await?;
        page.says("What is a JWT?").await?;
        page.press(&page.button("Compare").await?).await?;
        page.says("tick what you found").await?;
        page.js("for (const box of document.querySelectorAll('main input[type=checkbox]')) box.click()").await?;
        page.says("Suggested: Good").await?;
        page.press(&page.button("Good").await?).await?;
        page.says("Saved.").await?;
        page.goto("about/").await?;
        page.js(&seeded(&[(400, 'r'), (390, 'c')])).await?;
        page.start("study/").await?;
        page.heading("A new situation").await?;
        page.press(&page.button("Compare").await?).await?;
        page.says("One good answer").await?;
        page.press(&page.button("Again").await?).await?;
        page.says("Saved.").await?;
        page.goto("about/").await?;
        page.js(&seeded(&[(400, 'r'), (390, 'c'), (380, 't')])).await?;
        page.start("study/").await?;
        page.heading("What is a JWT?").await
    });
}
