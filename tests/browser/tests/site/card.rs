//! The page of a card: where it leads, by keyboard alone, and on paper.

use std::fs;

use browser::site::Site;
use browser::{Engine, Profile, dist, scenario, scenario_on};
use serde_json::Value;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::browse::cards;

#[test]
fn a_card_page_leads_to_its_lab_its_neighbours_and_what_it_is_confused_with() {
    let cards = cards();
    let read = |id: &str| fs::read_to_string(dist("/").join(format!("cards/{id}/index.html"))).unwrap();
    let id = |card: &Value| card["id"].as_str().unwrap().to_owned();
    let mut labs = 0;
    for (i, card) in cards.iter().enumerate() {
        let html = read(&id(card));
        let main = html.split_once("<main").unwrap().1;
        let others = main.split_once("id=\"neighbours\"").unwrap().1;
        let has = |other: &Value, label: &str| {
            let link = format!("href=\"/cards/{}/\"", id(other));
            let row = others.split("<li>").find(|row| row.contains(&link) && row.contains(label));
            assert!(row.is_some(), "{} does not lead to {} as {label}", id(card), id(other));
        };
        if i > 0 {
            has(&cards[i - 1], "previous");
        }
        if let Some(next) = cards.get(i + 1) {
            has(next, "next");
        }
        for place in card["confusable"].as_array().unwrap() {
            has(&cards[place.as_u64().unwrap() as usize], "easily confused");
        }
        labs += usize::from(main.contains("href=\"/labs/jwt/"));
    }
    assert!((1..cards.len()).contains(&labs), "{labs} cards lead to the lab");
}

#[test]
fn a_card_page_is_worked_by_keyboard_alone() {
    scenario(async |page| {
        page.start("cards/jwt-signature/").await?;
        let focus = |selector: &str| format!("document.querySelector('{selector}').focus()");
        page.js(&focus("#student-answer summary")).await?;
        page.driver.active_element().await?.send_keys(Key::Enter).await?;
        page.until("the student's answer", "return document.getElementById('student-answer').open").await?;
        page.js(&focus(".quiz input")).await?;
        page.driver.active_element().await?.send_keys(Key::Space).await?;
        page.until("a verdict", "return document.querySelector('.quiz [role=status]').textContent !== ''").await?;
        page.driver.active_element().await?.send_keys(Key::Down).await?;
        page.until(
            "the next option",
            "return document.querySelectorAll('.quiz')[0].querySelectorAll('input')[1].checked",
        )
        .await?;
        page.js(&focus("#transfer-answer summary")).await?;
        page.driver.active_element().await?.send_keys(Key::Enter).await?;
        page.until("the answer", "return document.getElementById('transfer-answer').open").await
    });
}

/// Pages of a PDF as Chromium writes it.
fn pdf_pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.split("/Type /Page").skip(1).filter(|rest| !rest.starts_with('s')).count()
}

#[test]
fn every_card_prints_on_two_pages_at_most() {
    if Engine::chosen() != Engine::Chromium {
        eprintln!("only Chromium prints here; the styles are the same");
        return;
    }
    scenario(async |page| {
        for card in cards() {
            let id = card["id"].as_str().unwrap();
            page.start(&format!("cards/{id}/")).await?;
            let pages = pdf_pages(&page.driver.print_page(PrintParameters::default()).await?);
            println!("{id}: {pages}");
            assert!((1..=2).contains(&pages), "{id} prints on {pages} pages");
        }
        Ok(())
    });
}

#[test]
fn a_card_says_where_it_stands_also_by_an_id_that_it_had_and_asks_for_no_other_card() {
    const REVIEWED: &str = "const at = (Date.now() - 60000).toString(36);
        localStorage.setItem('groundwork.log.0000seed.0000', `groundwork-log 1\n\
seed01-0 ${at} 0 r its-old-name 3 3 r AbCdEf.\n`);";
    let site = Site::with("/", |path, reply| {
        if path == "cards/what-is-a-jwt/" {
            let page = String::from_utf8_lossy(&reply.body);
            let place = "data-standing=\"what-is-a-jwt";
            assert!(page.contains(place));
            reply.body = page.replace(place, &format!("{place} its-old-name")).into_bytes();
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        let standing = "return document.querySelector('[data-standing]').textContent";
        page.start("cards/what-is-a-jwt/").await?;
        assert_eq!(page.js_text(standing).await?, "New");
        page.js(REVIEWED).await?;
        page.start("cards/what-is-a-jwt/").await?;
        assert_eq!(page.js_text(standing).await?, "Back in 2 days");
        let deck =
            "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('/deck/')).length";
        assert_eq!(page.js(deck).await?, 0);
        Ok(())
    });
}
