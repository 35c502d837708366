//! A student of ten weeks, written into storage as the app would have.

use thirtyfour::prelude::WebDriverResult;

use crate::Page;

/// Reviews on all cards but the last three, each at growing gaps, with points said and missed; words on two of them.
const STUDIED: &str = r"
    const done = arguments[arguments.length - 1];
    (async () => {
      const base = document.documentElement.dataset.base;
      const index = (page) => JSON.parse(new DOMParser().parseFromString(page, 'text/html').getElementById('index').textContent);
      const json = async (path) => (await fetch(base + path)).json();
      const { topics, cards } = index(await (await fetch(base)).text());
      const points = {};
      for (const { id } of topics) for (const card of await json(`deck/${id}.json`)) points[card.id] = card.points.map(({ id }) => id);
      let state = 11;
      const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
      const noon = Math.floor(Date.now() / 864e5) * 864e5;
      const lines = [];
      cards.slice(0, -3).forEach(({ id }, place) => {
        for (let ago = 70 - 5 * place, gap = 2; ago > 0; ago -= gap, gap = Math.ceil(gap * 2.3)) {
          const hit = points[id].filter(() => random() < 0.55 + (70 - ago) / 200);
          const missed = points[id].filter((point) => !hit.includes(point));
          const share = hit.length / Math.max(1, points[id].length);
          const grade = share < 0.35 ? 1 : share < 0.6 ? 2 : share < 0.95 ? 3 : 4;
          const sure = Math.min(4, Math.max(1, Math.round(share * 3 + random() * 2)));
          if (grade === 1) gap = 1;
          const at = (noon - ago * 864e5 + place * 6e4).toString(36);
          lines.push(`seed01-${lines.length.toString(36)} ${at} 0 r ${id} ${grade} ${sure} r ${hit.join('')}.${missed.join('')}\n`);
        }
      });
      localStorage.setItem('groundwork.log.0000seed.0000', 'groundwork-log 1\n' + lines.join(''));
      const when = (ago) => (noon - ago * 864e5).toString(36);
      const words = (first, latest) => `1\t${when(60)}\t${first}\t${when(4)}\t${latest}`;
      localStorage.setItem('groundwork.answers.' + cards[0].id,
        words('A token that says who I am.', 'A signed JSON object in three base64url parts: header, claims, signature.\\nAnyone can read it.'));
      localStorage.setItem('groundwork.answers.' + cards[1].id, words('No, it is encrypted.', 'Yes. base64url is an encoding, not encryption.'));
      return lines.length;
    })().then(done, (error) => done(String(error)));";

/// Writes the student's storage from a page of the site; gives the number of reviews.
///
/// # Errors
/// The browser did not run the script.
pub async fn studied(page: &Page) -> WebDriverResult<usize> {
    page.goto("about/").await?;
    let written = page.driver.execute_async(STUDIED, Vec::new()).await?.json().clone();
    Ok(written.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or_else(|| panic!("{written}")))
}
