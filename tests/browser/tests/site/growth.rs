//! Pages of a large course, which are as small as those of a small one.

use std::fs;

use browser::site::{Site, carry};
use browser::{Profile, dist, scenario_on};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use xtask::server::Reply;

use crate::desk::choose;
use crate::study::answer_first_card;

const CARDS: usize = 10_000;
const IN_TOPIC: usize = 50;

/// Cards of the index's beginning, which are those of the first topic.
const BEGINNING: usize = IN_TOPIC;

/// Most elements of a page.
const LIMIT: u64 = 1_500;

/// The index's beginning and its rest.
fn index() -> [String; 2] {
    let topic = |i| json!({ "id": format!("t{i}"), "title": format!("Topic {i}"), "line": "Made up." });
    let card = |i| {
        let title = if i == 0 { "What is a JWT?".to_owned() } else { format!("Question {i}: what is it?") };
        json!({
            "id": format!("card-{i}"), "topic": format!("t{}", i / IN_TOPIC), "kind": "concept",
            "title": title, "tags": [], "musts": 3, "confusable": [],
        })
    };
    let file = |topics: std::ops::Range<usize>, cards: std::ops::Range<usize>| {
        let (topics, cards): (Vec<Value>, Vec<Value>) = (topics.map(topic).collect(), cards.map(card).collect());
        json!({ "topics": topics, "cards": cards, "aliases": [], "total": CARDS }).to_string()
    };
    [file(0..1, 0..BEGINNING), file(1..CARDS / IN_TOPIC, BEGINNING - 1..CARDS)]
}

/// The course's pages over a long course's files, with the real first cards as its first; replies are changed by `mischief`.
fn site(mischief: impl Fn(&str, &mut Reply) + Send + Sync + 'static) -> Site {
    let [beginning, rest] = index();
    let real = fs::read_to_string(dist("/").join("deck/tokens.json")).unwrap();
    let mut cards: Vec<Value> = serde_json::from_str(&real).unwrap();
    for (card, place) in cards.iter_mut().zip(0..) {
        card["id"] = format!("card-{place}").into();
        card["topic"] = "t0".into();
    }
    let first = Value::from(cards).to_string();
    Site::with("/", move |path, reply| {
        let body = match path {
            "deck/index.rest.json" => &rest,
            "deck/t0.json" => &first,
            _ => {
                carry(&beginning, reply);
                return mischief(path, reply);
            }
        };
        (reply.status, reply.body) = (200, body.clone().into_bytes());
        mischief(path, reply);
    })
}

/// Whether the page has asked for the rest of the index.
const ASKED_FOR_REST: &str =
    "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/deck/index.rest.json'))";

/// A review of every second card, nine days ago.
const SEED: &str = r"
    const at = Math.floor(Date.now() / 864e5) * 864e5 - 9.5 * 864e5;
    let text = 'groundwork-log 1\n';
    for (let i = 0; i < 10000; i += 2) {
      text += `seed01-${i.toString(36)} ${(at + i).toString(36)} 0 r card-${i} 3 3 r AbCdEf.\n`;
    }
    localStorage.setItem('groundwork.log.0000seed.0000', text);";

#[test]
fn of_ten_thousand_cards_a_page_draws_what_is_worth_drawing() {
    scenario_on(site(|_, _| {}), Profile::fresh(), async |page| {
        page.goto("about/").await?;
        page.js(SEED).await?;
        for (path, says) in
            [("", "20 of 200 topics"), ("progress/", "20 of 200 topics"), ("cards/", "All 10000 cards.")]
        {
            page.start(path).await?;
            page.says(says).await?;
            let elements = page.js("return document.querySelectorAll('*').length").await?;
            println!("{:?}: {elements} elements at /{path}", page.engine);
            assert!(elements.as_u64() <= Some(LIMIT), "{elements} elements at /{path}");
            page.driver.set_window_rect(0, 0, 320, 900).await?;
            let sizes = page.js("return [document.documentElement.scrollWidth, innerWidth]").await?;
            assert!(sizes[0].as_u64() <= sizes[1].as_u64(), "/{path}: {sizes}");
        }
        Ok(())
    });
}

#[test]
fn a_first_visit_to_a_long_course_reads_its_beginning_and_the_list_the_rest_when_somebody_turns_to_it() {
    scenario_on(site(|_, _| {}), Profile::fresh(), async |page| {
        for path in ["", "study/", "progress/", "settings/"] {
            page.start(path).await?;
            assert_eq!(page.js(ASKED_FOR_REST).await?, false, "at /{path}");
        }
        page.goto("cards/").await?;
        page.until("the list as it stands", "return document.documentElement.dataset.app === 'waiting'").await?;
        assert_eq!(page.js(ASKED_FOR_REST).await?, false, "nobody has turned to the list");
        let search = page.driver.find(By::Id("search")).await?;
        search.click().await?;
        page.ready().await?;
        page.field("Words in questions").await?.send_keys("9999").await?;
        page.until("it", "return document.getElementById('found').textContent.startsWith('1 of 10000 cards.')").await?;
        page.link("Question 9999: what is it?").await?;
        // Who comes with a filter has turned to it.
        page.start("cards/?topic=t150").await?;
        page.until("the topic", "return document.getElementById('found').textContent.startsWith('50 of 10000 cards.')")
            .await
    });
}

#[test]
fn after_the_first_review_the_rest_of_a_long_course_is_read_and_the_review_stays() {
    scenario_on(site(|_, _| {}), Profile::fresh(), async |page| {
        page.start("study/").await?;
        page.says("Card 1 of 10").await?;
        answer_first_card(page).await?;
        page.until("the rest", ASKED_FOR_REST).await?;
        page.says("Card 2 of 10").await?;
        page.start("").await?;
        page.heading("Nine cards today").await?;
        page.says("9990 new cards wait for another day.").await?;
        page.start("progress/").await?;
        page.says("One review so far, on one of 10000 cards").await?;
        page.press(&page.link("Study").await?).await?;
        page.ready().await?;
        page.heading("If a JWT is intercepted").await
    });
}

#[test]
fn without_the_rest_of_a_long_course_a_session_goes_on_and_the_next_page_says_what_is_missing() {
    let site = site(|path, reply| {
        if path == "deck/index.rest.json" {
            (reply.status, reply.body) = (404, Vec::new());
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.start("study/").await?;
        answer_first_card(page).await?;
        page.says("Card 2 of 10").await?;
        page.goto("progress/").await?;
        page.says("404").await?;
        let kept = "return Object.keys(localStorage).some((key) => key.startsWith('groundwork.log.') && localStorage.getItem(key).includes(' card-0 3 '))";
        assert_eq!(page.js(kept).await?, true);
        Ok(())
    });
}

#[test]
fn a_backup_of_a_long_course_is_known_on_a_first_visit_and_what_is_due_of_it_is_there_at_once() {
    const BACKUP: &str = "groundwork-backup 1\nsettings 5\ngroundwork-settings 1\nretention 90\nnew-per-day 10\nday-start 4\n\
        max-interval 36500\nanswers 0\nlog 2\n\
        seed01-0 loyw3v28 0 r card-9000 3 3 r AbCdEf.\nseed01-1 loyw3v29 0 r gone 3 3 r AbCdEf.\nend\n";
    scenario_on(site(|_, _| {}), Profile::fresh(), async |page| {
        page.start("settings/").await?;
        choose(page, "[text]", BACKUP).await?;
        page.says("Two new reviews, none already here, one unknown card kept.").await?;
        page.press(&page.button("Merge two reviews").await?).await?;
        page.says("Merged chosen.txt.").await?;
        page.start("").await?;
        page.link("Question 9000: what is it?").await?;
        page.says("9989 new cards wait for another day.").await
    });
}
