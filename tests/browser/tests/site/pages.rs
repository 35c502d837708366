//! Every page: complete without a script, taken over without a jump, and linked without a gap.

use std::collections::BTreeSet;
use std::fs;

use browser::site::Site;
use browser::{Engine, Page, Profile, dist, scenario, scenario_on};
use serde_json::Value;
use thirtyfour::By;
use thirtyfour::prelude::WebDriverResult;
use xtask::page_index;

/// The index of the course, as the pages carry it.
pub fn index() -> Value {
    let page = fs::read_to_string(dist("/").join("index.html")).unwrap();
    serde_json::from_str(page_index::of(&page).unwrap()).unwrap()
}

/// Paths below the base of the pages that are no cards.
const PAGES: [&str; 9] =
    ["", "cards/", "cards/sheet/", "study/", "labs/jwt/", "labs/faults/", "progress/", "settings/", "about/"];

/// Paths below the base of every page, the one for what is missing included.
pub fn paths() -> Vec<String> {
    let index = index();
    let cards =
        index["cards"].as_array().unwrap().iter().map(|card| format!("cards/{}/", card["id"].as_str().unwrap()));
    let paths: Vec<String> = PAGES.into_iter().chain(["404.html"]).map(str::to_owned).chain(cards).collect();
    assert!(paths.len() >= 10 + 14);
    paths
}

fn file(base: &str, path: &str) -> String {
    let name = if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path.to_owned() };
    fs::read_to_string(dist(base).join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The values of an attribute in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_complete_html_before_any_script() {
    for base in ["/", "/course/"] {
        for path in paths() {
            let html = file(base, &path);
            let has = |text: &str| assert!(html.contains(text), "{base}{path} lacks {text}");
            for text in [
                "<html lang=\"en\"",
                "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-",
                "<meta name=\"description\" content=\"",
                "<meta property=\"og:title\" content=\"",
                "<meta property=\"og:description\" content=\"",
                "<main",
                "<h1",
                "<nav aria-label=\"Main\"",
                "Skip to the text",
            ] {
                has(text);
            }
            has(&format!("data-base=\"{base}\""));
            // Only the build under /course/ knows its host.
            let known = base == "/course/" && path != "404.html";
            assert_eq!(html.contains("rel=\"canonical\"") || html.contains("og:url"), known, "{base}{path}");
            if known {
                let address = format!("{}{base}{path}", xtask::test::COURSE_SITE);
                has(&format!("<link rel=\"canonical\" href=\"{address}\">"));
                has(&format!("<meta property=\"og:url\" content=\"{address}\">"));
            }
            assert!(attributes(&html, "style").is_empty(), "{path} has a style attribute");
            assert_eq!(html.matches("<h1").count(), 1, "{path}");
            assert_eq!(html.matches("<title>").count(), 1, "{path}");
        }
    }
    let card = file("/", "cards/sql-returning/");
    for text in ["RETURNING", "Key points", "Sources", "student’s answer", "https://www.sqlite.org/lang_returning.html"]
    {
        assert!(card.contains(text), "the card page lacks {text}");
    }
}

#[test]
fn every_link_of_every_page_leads_to_a_page_under_its_base() {
    for base in ["/", "/course/"] {
        let mut links = BTreeSet::new();
        for path in paths() {
            for href in attributes(&file(base, &path), "href") {
                if href.starts_with('#') || href.starts_with("https://") {
                    continue;
                }
                assert!(href.starts_with(base), "{base}{path} links to {href}, which is not under {base}");
                // What follows the page is the page's own matter: a place in it, or a sample of the lab.
                links.insert(href.split('#').next().unwrap_or_default().to_owned());
            }
        }
        assert!(links.len() > 20);
        for link in links {
            let below = link.strip_prefix(base).unwrap();
            let target = dist(base).join(below);
            let target = if target.is_dir() { target.join("index.html") } else { target };
            assert!(target.is_file() && (below.is_empty() || below.ends_with('/') || below.contains('.')), "{link}");
        }
    }
}

/// Holds a page's module back until `__start()`.
const HELD: &str = "
    const start = WebAssembly.instantiateStreaming;
    const held = new Promise((go) => (window.__start = go));
    WebAssembly.instantiateStreaming = (...all) => held.then(() => start.apply(WebAssembly, all));";

/// What shifts before the app starts is the page arriving in parts, where the machine is slow: it is not counted.
async fn taken_over(page: &Page, path: &str) -> WebDriverResult<()> {
    page.goto(path).await?;
    let title = page.js_text("return document.title").await?;
    page.until("the page", "return document.readyState === 'complete'").await?;
    page.js("const from = () => { window.__shift = 0; window.__shifted = []; window.__from = performance.now(); };
        requestAnimationFrame(() => requestAnimationFrame(from));")
        .await?;
    page.until("its frames", "return window.__from > 0").await?;
    page.js("__start()").await?;
    page.ready().await?;
    assert_eq!(page.js_text("return document.title").await?, title, "{path}");
    assert_eq!(page.js("return document.querySelectorAll('h1').length").await?, 1, "{path}");
    assert_eq!(page.js("return document.querySelectorAll('[style]').length").await?, 0, "{path}");
    let shift = page.js("return window.__shift").await?.as_f64().unwrap();
    let moved = page.js_text("return window.__shifted.join('\\n')").await?;
    assert!(shift < 0.001, "{path} shifts its layout by {shift}:\n{moved}");
    Ok(())
}

#[test]
fn the_app_takes_every_page_over_without_a_shift() {
    scenario_on(Site::before_all("/", HELD), Profile::fresh(), async |page| {
        for path in paths() {
            taken_over(page, &path).await?;
        }
        Ok(())
    });
}

#[test]
fn the_site_works_under_a_sub_path() {
    scenario_on(Site::before_all("/course/", HELD), Profile::fresh(), async |page| {
        taken_over(page, "cards/jwt-signature/").await?;
        taken_over(page, "labs/jwt/").await?;
        page.press(&page.link("Study").await?).await?;
        page.until("the next page", "return location.pathname === '/course/study/'").await?;
        page.js("__start()").await?;
        page.heading("What is a JWT?").await?;
        let outside: Vec<String> =
            page.site.server.asked().into_iter().filter(|path| !path.starts_with("/course/")).collect();
        assert!(outside.iter().all(|path| path == "/favicon.ico"), "{outside:?}");
        Ok(())
    });
}

#[test]
fn links_lead_from_page_to_page_and_back_returns_to_the_place() {
    scenario(async |page| {
        page.start("").await?;
        page.press(&page.link("Cards").await?).await?;
        page.heading("All cards").await?;
        page.ready().await?;
        assert_eq!(page.js_text("return document.title").await?, "All cards · Groundwork");
        page.press(&page.link("What is continuous integration?").await?).await?;
        page.heading("What is continuous integration?").await?;
        page.says("Key points").await?;
        assert_eq!(page.js_text("return location.pathname").await?, "/cards/continuous-integration/");
        page.driver.back().await?;
        page.heading("All cards").await?;
        page.driver.forward().await?;
        page.heading("What is continuous integration?").await?;
        page.js("document.querySelector('.cite').click()").await?;
        page.until("the source's place", "return location.hash.startsWith('#source-')").await?;
        page.heading("What is continuous integration?").await
    });
}

#[test]
fn a_check_yourself_question_answers_in_words_at_once() {
    scenario(async |page| {
        page.start("cards/jwt-signature/").await?;
        let hidden = "return [...document.querySelectorAll('.quiz p')].every((p) => p.checkVisibility() === false || p.textContent === '')";
        assert_eq!(page.js(hidden).await?, true, "reasons show before a choice");
        let choose = |kind: &str| {
            format!(
                "document.querySelector('.quiz [data-answer=\"{kind}\"] input').click();
                return document.querySelector('.quiz [role=status]').textContent"
            )
        };
        let said = page.js_text(&choose("wrong")).await?;
        assert!(said.starts_with("Not this time. You chose answer "), "{said}");
        let shown = "return [...document.querySelectorAll('.quiz')][0].innerText";
        let text = page.js_text(shown).await?;
        assert!(text.contains("right") && text.contains("wrong"), "{text}");
        let described = "const input = document.querySelector('.quiz :checked');
            return document.getElementById(input.getAttribute('aria-describedby')).checkVisibility()";
        assert_eq!(page.js(described).await?, true);
        assert_eq!(page.js_text(&choose("right")).await?, "Right.");
        Ok(())
    });
}

#[test]
fn the_list_of_cards_leads_to_the_sheet_and_the_deck_for_anki() {
    scenario(async |page| {
        page.start("cards/").await?;
        let anki = page.link("the deck for Anki").await?.attr("href").await?;
        // WebKit gives the whole address.
        assert!(anki.is_some_and(|href| href.ends_with("/deck/groundwork-anki.txt")));
        page.press(&page.link("all cards on paper").await?).await?;
        page.heading("All cards on paper").await?;
        page.ready().await?;
        let counts =
            "return [...document.querySelectorAll('main ol:not(.sources)')].map((list) => list.children.length)
            .reduce((sum, count) => sum + count, 0) + ' ' + document.querySelectorAll('main h3[id]').length";
        let cards = index()["cards"].as_array().unwrap().len();
        assert_eq!(page.js_text(counts).await?, format!("{cards} {cards}"));
        page.press(&page.link("What is continuous integration?").await?).await?;
        page.until("the answer", "return document.querySelector('#answer-continuous-integration:target') !== null")
            .await
    });
}

#[test]
fn an_answer_that_the_address_names_is_in_view_once_all_are_laid_out() {
    scenario(async |page| {
        page.goto("cards/sheet/#answer-continuous-integration").await?;
        page.ready().await?;
        let shown = "const { top } = document.querySelector(':target').getBoundingClientRect();
            return top > -2 && top < innerHeight";
        page.until("the answer in view", shown).await
    });
}

#[test]
fn who_comes_back_to_a_place_in_a_page_that_is_laid_out_in_steps_finds_it() {
    scenario(async |page| {
        for (path, place, whole) in [
            ("cards/sheet/", "#answer-continuous-integration", "true"),
            ("cards/jwt-signature/", "#transfer", "true"),
            // Its lower part is a module that starts when somebody comes near.
            ("labs/jwt/", "#workshop-server-head", "document.documentElement.dataset.workshop === 'ready'"),
        ] {
            let whole = format!("return {whole}");
            let top = format!("Math.round(document.querySelector('{place}').getBoundingClientRect().top)");
            let settled = async |what: &str| {
                page.ready().await?;
                page.until(what, &whole).await
            };
            page.goto(path).await?;
            page.ready().await?;
            page.js(&format!("document.querySelector('{place}').scrollIntoView()")).await?;
            settled(path).await?;
            page.js(&format!("document.querySelector('{place}').scrollIntoView()")).await?;
            let before = page.js(&format!("return {top}")).await?;
            let is_there = format!("return Math.abs({top} - {before}) < 3");
            page.driver.refresh().await?;
            settled(path).await?;
            page.until(&format!("{path}: {place} where it was ({before}) after loading again"), &is_there).await?;
            page.goto("about/").await?;
            page.driver.back().await?;
            settled(path).await?;
            page.until(&format!("{path}: {place} where it was ({before}) after going back"), &is_there).await?;
        }
        Ok(())
    });
}

#[test]
fn an_address_without_a_page_says_so() {
    scenario(async |page| {
        page.start("cards/no-such-card/").await?;
        page.heading("There is no page here").await
    });
}

#[test]
fn nothing_is_wider_than_the_window() {
    scenario(async |page| {
        for width in [320, 360, 768, 1440] {
            page.driver.set_window_rect(0, 0, width, 800).await?;
            for path in PAGES.into_iter().chain(["cards/jwt-signature/"]) {
                page.start(path).await?;
                let (inner, wide) = ("return innerWidth", "return document.documentElement.scrollWidth");
                let (inner, wide) = (page.js(inner).await?.as_u64(), page.js(wide).await?.as_u64());
                assert!(wide <= inner, "{path} at {width}: {wide:?} px of content in {inner:?} px");
            }
        }
        Ok(())
    });
}

#[test]
fn without_javascript_a_person_can_read_and_go_on() {
    if Engine::chosen() == Engine::WebKit {
        eprintln!("WebKitWebDriver cannot turn scripts off: this is shown in Chromium and Firefox only");
        return;
    }
    scenario_on(Site::plain("/"), Profile { scripts: false, ..Profile::fresh() }, async |page| {
        page.goto("cards/jwt-signature/").await?;
        page.heading("What is the signature portion of the JWT?").await?;
        let link = page.link("Cards").await?;
        link.click().await?;
        page.heading("All cards").await?;
        page.link("What is TDD? What are some benefits and drawbacks?").await?.click().await?;
        page.heading("What is TDD?").await?;
        for path in ["labs/jwt/", "progress/", "settings/"] {
            page.goto(path).await?;
            // It is an element only where scripts are off.
            page.driver.find(By::Css("noscript > .notice")).await?;
        }
        Ok(())
    });
}
