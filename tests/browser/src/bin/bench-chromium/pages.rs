//! The budget's rows that are about a page in use: study and search with few cards and with many, and a grade saved; on
//! this machine, and slowed down. Sizes: reviews of each card where they fit, then numbers of cards, each with its site.

use browser::Page;
use browser::site::Site;
use thirtyfour::prelude::*;

use crate::press::{interactions, press, watch};
use crate::{Lines, Order, evaluate, fault, print, site, slow_down};

/// How many times slower the processor is made: not, and as Lighthouse makes it for a phone.
const RATES: [u32; 2] = [1, 4];

/// What is searched for, a letter at a time.
const QUERY: &str = "signature";

/// Reviews of every card, weekly, always Hard, the last a year ago, so that all are due: as many as wanted or as storage has
/// room for. Gives how many of each card that was.
const SEED: &str = "
    const done = arguments[arguments.length - 1];
    (async () => {
      localStorage.clear();
      const index = (page) => JSON.parse(new DOMParser().parseFromString(page, 'text/html').getElementById('index').textContent);
      const json = async (name) => (await fetch(`/deck/${name}`)).json();
      const { cards, total } = index(await (await fetch('/')).text());
      // Of a long course that is the beginning; the rest begins with its last card.
      if (cards.length < total) cards.push(...(await json('index.rest.json')).cards.slice(1));
      const noon = Math.floor(Date.now() / 864e5) * 864e5 - 432e5;
      const line = (review, place) => {
        const at = (noon - (365 + 7 * review) * 864e5 + place).toString(36);
        return `seed01-${(review * cards.length + place).toString(36)} ${at} 0 r ${cards[place].id} 2 3 r AbCdEf.x_9\\n`;
      };
      const all = cards.reduce((sum, _, place) => sum + line(9, place).length, 0);
      const often = Math.min(WANTED, Math.floor(4.9e6 / all));
      let [segment, text] = [0, 'groundwork-log 1\\n'];
      const store = () => localStorage.setItem(`groundwork.log.0000seed.${(segment++).toString(36).padStart(4, '0')}`, text);
      for (let review = often - 1; review >= 0; review--) {
        for (let place = 0; place < cards.length; place++) {
          text += line(review, place);
          // From this length on the app leaves a segment as it is.
          if (text.length > 64000) {
            store();
            text = 'groundwork-log 1\\n';
          }
        }
      }
      if (text.length > 17) store();
      return often;
    })().then(done, (error) => done(String(error)));";

/// As before the first visit: with the seeded reviews and no others.
const RESTORE: &str = "for (const key of Object.keys(localStorage)) {
      if (!key.startsWith('groundwork.log.0000seed.')) localStorage.removeItem(key);
    }";

/// One card: a letter of the answer, compared, a point ticked, graded.
async fn study_card(page: &Page, lines: &mut Lines, of: &str) -> WebDriverResult<()> {
    let mut add = |what: &str, painted: f64| lines.add(format!("{what}/{of}"), painted);
    let answer = page.field("Your answer").await?;
    add("type", press(page, "input", async || answer.send_keys("a").await).await?.painted);
    let compare = page.button("Compare with the key points").await?;
    add("compare", press(page, "click", async || page.press(&compare).await).await?.painted);
    page.says("How did it go?").await?;
    let point = page.driver.find(By::Css("main input[type=checkbox]")).await?;
    add("tick", press(page, "click", async || page.press(&point).await).await?.painted);
    page.js("document.querySelector('main h1').focus()").await?;
    let grade = press(page, "keydown", async || page.driver.active_element().await?.send_keys("3").await).await?;
    add("grade", grade.painted);
    page.until("the next card", "return document.querySelector('#answer') !== null").await
}

async fn study(page: &Page, lines: &mut Lines, of: &str, rate: u32, samples: usize) -> WebDriverResult<()> {
    page.until("the question", "return document.querySelector('#answer') !== null").await?;
    slow_down(page, rate).await?;
    watch(page).await?;
    for _ in 0..samples {
        study_card(page, lines, of).await?;
    }
    for duration in interactions(page).await? {
        lines.add(format!("inp/{of}"), duration);
    }
    Ok(())
}

async fn search(page: &Page, lines: &mut Lines, of: &str, rate: u32) -> WebDriverResult<()> {
    let words = page.driver.find(By::Id("search")).await?;
    // The first letter fetches the cards' texts.
    words.send_keys(&QUERY[..1]).await?;
    page.until("the texts", "return !document.querySelector('#found').textContent.includes('So far')").await?;
    slow_down(page, rate).await?;
    watch(page).await?;
    for letter in QUERY[1..].chars() {
        let one = press(page, "input", async || words.send_keys(letter.to_string()).await).await?;
        lines.add(format!("search/{of}"), one.changed.unwrap_or(one.painted));
        lines.add(format!("search-painted/{of}"), one.painted);
    }
    Ok(())
}

pub async fn measure(page: &Page, order: &Order) -> WebDriverResult<()> {
    let Order { rounds, samples, sizes, folder, .. } = order;
    let [reviews, sizes @ ..] = &sizes[..] else { return Ok(()) };
    let mut lines = Lines::default();
    let mut sites: Vec<(usize, Site)> = Vec::new();
    for cards in sizes {
        let site = site(&folder.join(format!("site-{cards}")));
        page.driver.goto(format!("{}about/", site.server.url())).await?;
        let seed = SEED.replace("WANTED", &reviews.to_string());
        let often = page.driver.execute_async(seed, Vec::new()).await?.json().clone();
        let often = often.as_f64().ok_or_else(|| fault(&format!("no reviews: {often}")))?;
        lines.add(format!("reviews/{cards}"), often);
        sites.push((*cards, site));
    }
    for round in 0..*rounds {
        for (cards, site) in &sites {
            let url = site.server.url();
            for rate in RATES {
                let of = format!("{cards}/{rate}");
                page.driver.goto(format!("{url}about/")).await?;
                page.js(RESTORE).await?;
                for path in ["study/", "cards/", "progress/"] {
                    page.driver.goto(format!("{url}{path}")).await?;
                    page.ready().await?;
                    match path {
                        "study/" => study(page, &mut lines, &of, rate, *samples).await?,
                        "cards/" => search(page, &mut lines, &of, rate).await?,
                        _ => {}
                    }
                    slow_down(page, 1).await?;
                    if round == 0 && rate == 1 {
                        let elements = page.js("return document.querySelectorAll('*').length").await?;
                        let name = format!("elements/{path}{cards}");
                        lines.add(name, elements.as_f64().unwrap_or(f64::NAN));
                    }
                }
            }
        }
    }
    lines.print();
    let side = site(&folder.join("side"));
    let most = sizes.iter().max().copied().unwrap_or(0);
    for rate in RATES {
        page.driver.goto(side.server.url()).await?;
        page.until("the module", "return window.bench !== undefined").await?;
        slow_down(page, rate).await?;
        let measured = evaluate(page, &format!("bench.grading({most}, {reviews}, {rounds}, {samples})")).await?;
        slow_down(page, 1).await?;
        print(&measured, &format!("{most}/{rate}"));
    }
    Ok(())
}
