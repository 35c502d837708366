//! Reading tokens beside jose and jwt-decode; and a key pressed in the lab until the result is painted, beside the least
//! page that shows what those packages read. Sizes: bytes of the token.

use browser::Page;
use browser::site::Site;
use thirtyfour::common::keys::TypingData;
use thirtyfour::prelude::*;

use crate::press::{press, watch};
use crate::{Lines, Order, evaluate, fault, print, site};

/// Pages by name; and what the page beside ours shows, ours first.
const PAGES: [(&str, Option<&str>); 4] =
    [("lab", None), ("jose", Some("jose")), ("jwt-decode", Some("jwt-decode")), ("nothing", Some(""))];

/// Puts a token into the box, as a paste does.
async fn paste(page: &Page, token: &str) -> WebDriverResult<()> {
    let token = serde_json::to_string(token).unwrap_or_default();
    let script = format!(
        "const box = document.getElementById('token');
        box.value = {token};
        box.dispatchEvent(new Event('input', {{ bubbles: true }}));
        box.focus();
        box.setSelectionRange(box.value.length, box.value.length);"
    );
    page.js(&script).await.map(|_| ())
}

pub async fn measure(page: &Page, order: &Order) -> WebDriverResult<()> {
    let Order { rounds, samples, sizes, folder, .. } = order;
    let beside: Site = site(&folder.join("side"));
    let side = beside.server.url();
    let mut tokens = Vec::new();
    for bytes in sizes {
        page.driver.goto(&side).await?;
        page.until("the module", "return window.bench !== undefined").await?;
        let measured = evaluate(page, &format!("bench.tokens({bytes}, {rounds}, {samples})")).await?;
        print(&measured, &bytes.to_string());
        tokens.push(page.js_text(&format!("return bench.token_of({bytes})")).await?);
    }
    let mut lines = Lines::default();
    for _ in 0..*rounds {
        for (bytes, token) in sizes.iter().zip(&tokens) {
            for (name, shows) in PAGES {
                match shows {
                    None => page.start("labs/jwt/").await?,
                    Some(shows) => {
                        page.driver.goto(&side).await?;
                        page.until("the module", "return window.bench !== undefined").await?;
                        page.js(&format!("bench.show('{shows}')")).await?;
                    }
                }
                paste(page, token).await?;
                watch(page).await?;
                let token_box = page.driver.find(By::Id("token")).await?;
                // Not counted: the first press warms up.
                for sample in 0..=*samples {
                    let key = if sample % 2 == 0 { TypingData::from("A") } else { Key::Backspace + "" };
                    let one = press(page, "input", async || token_box.send_keys(key).await).await?;
                    let changed =
                        one.changed.ok_or_else(|| fault(&format!("{name} shows the same after a key as before it")))?;
                    if sample > 0 {
                        lines.add(format!("{name}/changed/{bytes}"), changed);
                        lines.add(format!("{name}/painted/{bytes}"), one.painted);
                    }
                }
            }
        }
    }
    lines.print();
    Ok(())
}
