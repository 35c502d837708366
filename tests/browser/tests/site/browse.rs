//! The list of all cards narrowed down, with fourteen cards and with ten thousand; a card's page by keyboard and on paper.

use std::collections::BTreeMap;
use std::fmt::Write;

use browser::site::{Site, carry};
use browser::{Engine, Page, Profile, left_out, scenario, scenario_on};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::pages::index;

const SEARCH: &str = "Words in questions";

/// The cards of the built site, as its index lists them.
pub fn cards() -> Vec<Value> {
    index()["cards"].as_array().unwrap().clone()
}

/// Waits until the count begins with this.
async fn counts(page: &Page, text: &str) -> WebDriverResult<()> {
    let script = format!("return document.getElementById('found').textContent.startsWith({})", Value::from(text));
    page.until(&format!("the count {text:?}"), &script).await
}

/// Chooses from a list as a person does, change event included.
async fn choose(page: &Page, id: &str, value: &str) -> WebDriverResult<()> {
    let script = format!(
        "const list = document.getElementById('{id}');
        list.value = '{value}';
        list.dispatchEvent(new Event('change', {{ bubbles: true }}));
        return list.value === '{value}' && !list.disabled"
    );
    assert_eq!(page.js(&script).await?, true, "the list {id:?} has no {value:?}");
    Ok(())
}

/// Waits until the address says this after its path.
async fn addressed(page: &Page, search: &str) -> WebDriverResult<()> {
    page.until(&format!("the address {search:?}"), &format!("return location.search === {}", Value::from(search))).await
}

/// Texts of all elements that match.
async fn texts(page: &Page, selector: &str) -> WebDriverResult<Vec<String>> {
    let found = page
        .js(&format!("return [...document.querySelectorAll('{selector}')].map((element) => element.textContent)"))
        .await?;
    Ok(found.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().to_owned()).collect())
}

#[test]
fn words_narrow_the_list_down_and_are_marked_whatever_their_case_and_accents() {
    scenario(async |page| {
        let all = cards().len();
        page.start("cards/").await?;
        counts(page, &format!("All {all} cards.")).await?;
        assert_eq!(texts(page, ".agenda > li").await?.len(), all);
        // WebKitWebDriver types no letters outside of ASCII.
        page.js("const box = document.getElementById('search'); box.value = 'SIGNÄTURE Jwt';
            box.dispatchEvent(new Event('input', { bubbles: true }))")
            .await?;
        page.until("marks", "return document.querySelector('.agenda mark') !== null").await?;
        page.link("What is the signature portion of the JWT? What does it do?").await?;
        let marks = texts(page, ".agenda mark").await?;
        assert!(marks.iter().all(|mark| ["signature", "jwt"].contains(&mark.to_lowercase().as_str())), "{marks:?}");
        // Every card says every word, in what is shown of it.
        let rows = texts(page, ".agenda > li").await?;
        assert!((1..all).contains(&rows.len()), "{rows:?}");
        for row in &rows {
            let row = row.to_lowercase();
            assert!(row.contains("signature") && row.contains("jwt"), "{row}");
        }
        counts(page, &format!("{} of {all} cards.", rows.len())).await?;
        assert_eq!(page.js_text("return document.getElementById('found').getAttribute('role')").await?, "status");
        addressed(page, "?q=SIGN%C3%84TURE+Jwt").await?;
        // A word of a key point alone.
        let search = page.field(SEARCH).await?;
        search.clear().await?;
        search.send_keys("deterministic").await?;
        page.until("another address", "return location.search === '?q=deterministic'").await?;
        page.until(
            "the word in a passage, or nowhere",
            "const marks = document.querySelectorAll('.agenda p mark').length;
            return marks > 0 || document.getElementById('found').textContent.startsWith('None')",
        )
        .await
    });
}

#[test]
fn a_card_found_by_its_tag_or_address_says_so() {
    scenario(async |page| {
        let all = cards().len();
        page.start("cards/?q=mocks").await?;
        page.until(
            "the tag, marked",
            "return [...document.querySelectorAll('.agenda p')].some(
               (line) => line.textContent === 'Tag: mocks' && line.querySelector('mark').textContent === 'mocks')",
        )
        .await?;
        let search = page.field(SEARCH).await?;
        search.clear().await?;
        search.send_keys("what-is-a-jwt").await?;
        counts(page, &format!("1 of {all} cards.")).await?;
        page.until(
            "the address",
            "return document.querySelector('.agenda p mark')?.parentElement.textContent === 'Address: what-is-a-jwt'",
        )
        .await
    });
}

#[test]
fn a_link_that_has_focus_keeps_it_when_the_list_is_drawn_again() {
    scenario(async |page| {
        page.start("cards/?q=jwt").await?;
        page.until("marks", "return document.querySelector('.agenda mark') !== null").await?;
        page.js("window.__link = document.querySelector('.agenda a'); __link.focus()").await?;
        // The status alone changes under the focus, as when another tab reviews a card.
        choose(page, "status", "new").await?;
        addressed(page, "?q=jwt&status=new").await?;
        page.js("document.getElementById('search').value = 'jw';
            document.getElementById('search').dispatchEvent(new Event('input', { bubbles: true }))")
            .await?;
        addressed(page, "?q=jw&status=new").await?;
        let kept = "return !__link.isConnected && document.activeElement.matches('.agenda a')
            && document.activeElement.href === __link.href";
        assert_eq!(page.js(kept).await?, true);
        Ok(())
    });
}

#[test]
fn topic_tag_and_status_narrow_the_list_down_and_stand_in_the_address() {
    scenario(async |page| {
        let cards = cards();
        let all = cards.len();
        page.start("cards/").await?;
        choose(page, "topic", "testing").await?;
        let of_topic = cards.iter().filter(|card| card["topic"] == "testing").count();
        counts(page, &format!("{of_topic} of {all} cards.")).await?;
        assert_eq!(texts(page, "main h2").await?, ["Find", "Testing"]);
        let tag = cards.iter().find(|card| card["topic"] == "testing").unwrap()["tags"][0].as_str().unwrap().to_owned();
        choose(page, "tag", &tag).await?;
        let has = |card: &&Value| card["tags"].as_array().unwrap().contains(&Value::from(tag.as_str()));
        let both = cards.iter().filter(|card| card["topic"] == "testing").filter(has).count();
        counts(page, &format!("{both} of {all} cards.")).await?;
        choose(page, "status", "new").await?;
        counts(page, &format!("{both} of {all} cards.")).await?;
        addressed(page, &format!("?topic=testing&tag={tag}&status=new")).await?;
        choose(page, "status", "due").await?;
        counts(page, &format!("None of {all} cards.")).await?;
        page.press(&page.button("Show all").await?).await?;
        counts(page, &format!("All {all} cards.")).await?;
        addressed(page, "").await?;
        assert_eq!(page.js_text("return document.activeElement.id").await?, "search");
        assert_eq!(page.js_text("return document.getElementById('topic').value").await?, "");
        Ok(())
    });
}

#[test]
fn an_address_brings_its_filter_back_on_loading_and_on_going_back() {
    scenario(async |page| {
        page.start("cards/?q=mock&topic=testing&tag=none-such").await?;
        let script = "return ['search', 'topic', 'tag'].map((id) => document.getElementById(id).value).join('|')";
        assert_eq!(page.js_text(script).await?, "mock|testing|");
        // A tag that no card has is not filtered by: it goes from the address, too.
        addressed(page, "?q=mock&topic=testing").await?;
        page.press(&page.link("What is a mock? What are some things you would mock?").await?).await?;
        page.heading("What is a mock?").await?;
        page.ready().await?;
        page.driver.back().await?;
        page.heading("All cards").await?;
        page.until("the filter", "return document.getElementById('search').value === 'mock'").await?;
        page.until("the rows", "return document.querySelectorAll('.agenda mark').length > 0").await?;
        assert_eq!(page.js_text(script).await?, "mock|testing|");
        // What was typed while the module was on its way is searched.
        page.goto("cards/").await?;
        page.field(SEARCH).await?.send_keys("jwt").await?;
        page.ready().await?;
        page.until("the address", "return location.search === '?q=jwt'").await
    });
}

#[test]
fn without_the_texts_the_questions_are_searched_and_that_is_said() {
    let site = Site::with("/", |path, reply| {
        if path == "deck/search.txt" {
            reply.status = 503;
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.start("cards/?q=mock").await?;
        page.link("What is a mock? What are some things you would mock?").await?;
        page.says("Answers and key points are not searched. The server answered 503").await
    });
}

#[test]
fn without_javascript_the_list_is_whole_and_offers_no_dead_controls() {
    if Engine::chosen() == Engine::WebKit {
        eprintln!("WebKitWebDriver cannot turn scripts off: this is shown in Chromium and Firefox only");
        return;
    }
    scenario_on(Site::plain("/"), Profile { scripts: false, ..Profile::fresh() }, async |page| {
        page.goto("cards/").await?;
        page.heading("All cards").await?;
        assert!(!page.driver.find(By::Id("search")).await?.is_displayed().await?);
        assert_eq!(page.driver.find_all(By::Css(".agenda > li")).await?.len(), cards().len());
        Ok(())
    });
}

/// Cards of a made-up deck.
const MANY: usize = 10_000;

/// A made-up deck: its index, and its search texts of about a thousand characters a card. Card 7777 alone says "zyxwvut".
fn many() -> (String, String) {
    let mut seed = 1_u32;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    const SYLLABLES: [&str; 20] = [
        "to", "ken", "ser", "ver", "cla", "im", "sig", "na", "ture", "da", "ta", "ré", "quest", "test", "ing", "mo",
        "ck", "web", "sock", "et",
    ];
    let words: Vec<String> =
        (0..20_000).map(|_| (0..2 + random(3)).map(|_| SYLLABLES[random(20)]).collect::<String>()).collect();
    // Few words make most of a text, as in any language.
    let mut sentence = |length: usize| {
        let words = (0..length).map(|_| {
            let below = [40, 400, 4_000, 20_000][random(4)];
            words[random(below)].as_str()
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let topics: Vec<Value> =
        (0..20).map(|i| json!({ "id": format!("t{i}"), "title": format!("Topic {i}"), "line": "Made up." })).collect();
    let (mut cards, mut texts) = (Vec::new(), String::new());
    for i in 0..MANY {
        cards.push(json!({
            "id": format!("card-{i}"), "topic": format!("t{}", i / (MANY / 20)), "kind": "concept",
            "title": format!("Question {i}: {}?", sentence(8)), "tags": [format!("tag-{}", i % 60)], "musts": 3,
            "confusable": [],
        }));
        let special = if i == 7_777 { " zyxwvut" } else { "" };
        let points = [sentence(22), sentence(22), sentence(22), sentence(22), sentence(22)];
        writeln!(texts, "card-{i}\t{}{special}\t{}", sentence(30), points.join("\t")).unwrap();
    }
    (json!({ "topics": topics, "cards": cards, "aliases": [], "total": MANY }).to_string(), texts)
}

/// Types every letter alone and clears it again, then some starts of words and whole queries letter by letter. Gives for
/// each key press what was typed, the time in ms until the page is laid out anew, the time until the next frame, and the
/// most elements and rows that the page had.
const TYPE: &str = r#"
const done = arguments[arguments.length - 1];
const search = document.getElementById("search");
const turn = () => new Promise((then) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(0);
});
const frame = () => new Promise((then) => requestAnimationFrame(then));
const queries = [..."abcdefghijklmnopqrstuvwxyz", "to", "se", "te", "si", "signature zq", "résumé web", "t s e a"];
(async () => {
  const presses = [];
  let [nodes, rows] = [0, 0];
  for (const query of queries) {
    for (const typed of [...Array.from(query, (_, i) => query.slice(0, i + 1)), ""]) {
      await frame();
      await turn();
      const started = performance.now();
      search.value = typed;
      search.dispatchEvent(new Event("input", { bubbles: true }));
      await turn();
      document.body.offsetHeight;
      const laid = performance.now() - started;
      await frame();
      presses.push([typed, laid, performance.now() - started]);
      nodes = Math.max(nodes, document.querySelectorAll("*").length);
      rows = Math.max(rows, document.querySelectorAll(".agenda > li").length);
    }
  }
  done({ presses, nodes, rows });
})();
"#;

/// Median, 95th percentile and greatest.
fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    format!("{:.1} ms (median), {:.1} ms (p95), {:.1} ms at worst", at(50), at(95), at(100))
}

#[test]
fn ten_thousand_cards_are_searched_at_once_and_drawn_in_parts() {
    if left_out(&[Engine::WebKit], "its process ended twice over a library of 13 MB; the cause is not known yet") {
        return;
    }
    let (index, texts_file) = many();
    let size = texts_file.len();
    let site = Site::with("/", move |path, reply| match path {
        "deck/search.txt" => reply.body = texts_file.clone().into_bytes(),
        _ => carry(&index, reply),
    });
    scenario_on(site, Profile::fresh(), async |page| {
        // What every card says is fetched when somebody searches, not before.
        page.start("cards/").await?;
        counts(page, "All 10000 cards.").await?;
        let asked = "return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('search.txt'))";
        assert_eq!(page.js(asked).await?, false);
        page.start("cards/?q=zyxwvut").await?;
        // The texts have arrived when this is found.
        counts(page, "1 of 10000 cards.").await?;
        page.until("the address as it was", "return location.search === '?q=zyxwvut'").await?;
        // A press at its quickest of five: what it costs, not what else the machine did.
        let mut quickest = BTreeMap::new();
        let (mut laid, mut framed) = (Vec::new(), Vec::new());
        for _ in 0..5 {
            let measured = page.driver.execute_async(TYPE, Vec::new()).await?.json().clone();
            for press in measured["presses"].as_array().unwrap() {
                let (typed, took) = (press[0].as_str().unwrap().to_owned(), press[1].as_f64().unwrap());
                laid.push(took);
                framed.push(press[2].as_f64().unwrap());
                let least = quickest.entry(typed).or_insert(took);
                *least = took.min(*least);
            }
            let (nodes, rows) = (measured["nodes"].as_u64().unwrap(), measured["rows"].as_u64().unwrap());
            assert!(nodes <= 1_500 && rows <= 25, "{nodes} elements, {rows} rows");
        }
        let (slowest, worst) = quickest.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        println!(
            "{:?}, {MANY} cards, {size} bytes of text, {} key presses: until laid out {}; until the next frame {}; the slowest, \
             at its quickest of five: {worst:.1} ms ({slowest:?})",
            page.engine,
            laid.len(),
            spread(laid.clone()),
            spread(framed)
        );
        // The aim is 13 ms. Beside other work everything takes longer, also clearing the box, which draws as many rows and
        // looks for nothing.
        let limit = f64::max(150.0, 8.0 * quickest[""]);
        assert!(*worst < limit, "a key press takes {worst} ms: {slowest:?}");
        page.field(SEARCH).await?.send_keys("zyxwvut").await?;
        counts(page, "1 of 10000 cards.").await?;
        page.press(&page.button("Show all").await?).await?;
        counts(page, "All 10000 cards. 1 to 25 are shown.").await?;
        page.press(&page.button("Next 25").await?).await?;
        counts(page, "All 10000 cards. 26 to 50 are shown.").await?;
        assert_eq!(page.js_text("return document.activeElement.id").await?, "found");
        addressed(page, "?part=2").await?;
        assert!(texts(page, ".agenda > li").await?[0].starts_with("Question 25:"));
        page.start("cards/?part=400").await?;
        counts(page, "All 10000 cards. 9976 to 10000 are shown.").await?;
        let rows = texts(page, ".agenda > li").await?;
        assert!(rows.len() == 25 && rows[24].starts_with("Question 9999:"), "{rows:?}");
        assert!(!page.button("Next 25").await?.is_enabled().await?);
        let nodes = page.js("return document.querySelectorAll('*').length").await?.as_u64().unwrap();
        assert!(nodes <= 1_500, "{nodes}");
        Ok(())
    });
}
