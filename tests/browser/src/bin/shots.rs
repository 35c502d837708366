//! Takes screenshots of the built site in headless Chromium, phone and desktop, light and dark: `cargo xtask shots`.

use std::path::{Path, PathBuf};
use std::{env, process};

use browser::seed::studied;
use browser::site::Site;
use browser::{Page, Profile};
use thirtyfour::prelude::WebDriverResult;

/// Name, path, and whether an answer is given and compared first.
const SHOTS: [(&str, &str, bool); 8] = [
    ("today", "", false),
    ("cards", "cards/", false),
    ("card", "cards/jwt-payload-visibility/", false),
    ("study", "study/", true),
    ("lab", "labs/jwt/", false),
    ("progress", "progress/", false),
    ("progress-studied", "progress/", false),
    ("settings", "settings/", false),
];

const ANSWER: &str = "A JWT is three base64url parts with dots between: a header, a payload with claims, and a signature. \
    A server can check who issued it.";

async fn answer(page: &Page) -> WebDriverResult<()> {
    page.field("Your answer").await?.send_keys(ANSWER).await?;
    page.press(&page.field("Fairly sure").await?).await?;
    page.press(&page.button("Compare with the key points").await?).await?;
    page.says("Grade it").await?;
    page.js("for (const box of [...document.querySelectorAll('input[type=checkbox]')].slice(0, 3)) box.click()")
        .await?;
    page.js("document.activeElement.blur(); scrollTo(0, 0)").await.map(|_| ())
}

async fn all(page: &Page, out: &Path) -> WebDriverResult<()> {
    for (device, width, height) in [("phone", 360, 780), ("desktop", 1280, 900)] {
        page.driver.set_window_rect(0, 0, width, height).await?;
        for scheme in ["light", "dark"] {
            for (name, path, answered) in SHOTS {
                // What an earlier picture left behind is gone before the app reads it.
                page.goto("about/").await?;
                page.js("localStorage.clear()").await?;
                if name == "progress-studied" {
                    studied(page).await?;
                }
                page.start(path).await?;
                page.js(&format!("document.documentElement.dataset.theme = '{scheme}'")).await?;
                if answered {
                    answer(page).await?;
                }
                if ["progress-studied", "settings"].contains(&name) {
                    // All of the page.
                    let tall = "return document.documentElement.scrollHeight + 100";
                    let tall =
                        page.js(tall).await?.as_u64().and_then(|tall| u32::try_from(tall).ok()).unwrap_or(height);
                    page.driver.set_window_rect(0, 0, width, tall).await?;
                }
                let file: PathBuf = out.join(format!("{name}-{device}-{scheme}.png"));
                page.driver.screenshot(&file).await?;
                page.driver.set_window_rect(0, 0, width, height).await?;
                println!("{}", file.display());
            }
        }
    }
    Ok(())
}

fn main() {
    let Some(out) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("shots: name the folder for the pictures, as `cargo xtask shots` does");
        process::exit(2);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime needs nothing but memory");
    let site = Site::plain("/");
    let result = runtime.block_on(async {
        let page = Page::open(site, Profile::fresh()).await;
        let result = all(&page, &out).await;
        page.close().await;
        result
    });
    if let Err(error) = result {
        eprintln!("shots: {error}");
        process::exit(1);
    }
}
