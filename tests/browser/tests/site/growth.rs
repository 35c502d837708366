//! Pages of a large course, which are as small as those of a small one.

use browser::site::Site;
use browser::{Profile, scenario_on};
use serde_json::{Value, json};

const CARDS: usize = 10_000;
const IN_TOPIC: usize = 50;

/// Most elements of a page.
const LIMIT: u64 = 1_500;

fn index() -> String {
    let topic = |i| json!({ "id": format!("t{i}"), "title": format!("Topic {i}"), "line": "Made up." });
    let card = |i| {
        json!({
            "id": format!("card-{i}"), "topic": format!("t{}", i / IN_TOPIC), "kind": "concept",
            "title": format!("Question {i}: what is it?"), "tags": [], "musts": 3, "confusable": [],
        })
    };
    let topics: Vec<Value> = (0..CARDS / IN_TOPIC).map(topic).collect();
    let cards: Vec<Value> = (0..CARDS).map(card).collect();
    json!({ "topics": topics, "cards": cards, "aliases": [] }).to_string()
}

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
    let index = index();
    let site = Site::with("/", move |path, reply| {
        if path == "deck/index.json" {
            reply.body = index.clone().into_bytes();
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
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
