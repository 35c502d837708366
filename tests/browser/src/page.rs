//! A page in a browser, its parts found as a person finds them: by label, name and text.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::driver::{Driver, Engine, Profile};
use crate::site::Site;

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(15);

/// A browser with the site under test.
pub struct Page {
    pub driver: WebDriver,
    pub site: Site,
    pub engine: Engine,
    // Dropped in this order: the browser is gone before its data is removed.
    process: Driver,
    _data: Data,
}

/// A browser's data, 20 to 60 MB; removed when dropped.
struct Data(PathBuf);

impl Drop for Data {
    fn drop(&mut self) {
        // Left behind, it is only a folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "texts are found without double quotes");
    format!("\"{text}\"")
}

impl Page {
    /// Opens a browser on nothing yet.
    pub async fn open(site: Site, profile: Profile) -> Self {
        let engine = Engine::chosen();
        let process = Driver::start(engine);
        let driver = process.open(engine, &profile).await;
        Self { driver, site, engine, process, _data: Data(profile.folder) }
    }

    /// Ends the browser and gives the site back.
    pub async fn close(self) -> Site {
        // A browser that is gone already is closed as well.
        let _ = self.driver.quit().await;
        drop(self.process);
        self.site
    }

    /// Whether the browser still has the session.
    pub async fn is_alive(&self) -> bool {
        self.driver.window().await.is_ok()
    }

    /// The browser again, after it was quit, with the same profile.
    pub async fn reopened(&self, profile: &Profile) -> (WebDriver, Driver) {
        let process = Driver::start(self.engine);
        (process.open(self.engine, profile).await, process)
    }

    /// Opens a second tab and goes on in it; the first one.
    pub async fn second_tab(&self) -> WebDriverResult<WindowHandle> {
        let first = self.driver.window().await?;
        self.driver.switch_to_window(self.driver.new_tab().await?).await?;
        Ok(first)
    }

    /// Goes to a path below the base, without waiting for the app.
    pub async fn goto(&self, path: &str) -> WebDriverResult<()> {
        self.driver.goto(format!("{}{path}", self.site.server.url())).await
    }

    /// Goes to a path below the base and waits until its module has started.
    pub async fn start(&self, path: &str) -> WebDriverResult<()> {
        self.goto(path).await?;
        self.ready().await
    }

    /// Reloads the page as a person does. A driver's own refresh goes past the service worker in Firefox.
    pub async fn reload(&self) -> WebDriverResult<()> {
        self.js("window.__before = true; setTimeout(() => location.reload())").await?;
        self.until("the page to load again", "return !window.__before && document.readyState === 'complete'").await
    }

    /// Waits until the page's module has taken its part of the page over, and all of it is laid out, which is done in frames:
    /// a tab that nobody sees has none.
    pub async fn ready(&self) -> WebDriverResult<()> {
        let ready = "return document.documentElement.dataset.app === 'ready' &&
            (document.hidden || document.querySelector('[data-waits]') === null)";
        self.until("the app to start", ready).await
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) -> WebDriverResult<()> {
        self.within(PATIENCE, what, script).await
    }

    /// [`Self::until`] for what a service worker does after the page has come to rest, all files of the site among it.
    pub async fn until_long(&self, what: &str, script: &str) -> WebDriverResult<()> {
        self.within(4 * PATIENCE, what, script).await
    }

    async fn within(&self, patience: Duration, what: &str, script: &str) -> WebDriverResult<()> {
        let started = Instant::now();
        loop {
            // A script that met a page on its way out is asked again in the next one.
            let found = self.js(script).await;
            if found.as_ref().is_ok_and(|found| *found == Value::Bool(true)) {
                return Ok(());
            }
            if started.elapsed() > patience {
                let why = found.err().map_or_else(String::new, |error| format!(": {error}"));
                return Err(WebDriverError::Timeout(format!("waited in vain for {what}{why}")));
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Runs a script and gives its result.
    pub async fn js(&self, script: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// A script's result as text.
    pub async fn js_text(&self, script: &str) -> WebDriverResult<String> {
        Ok(self.js(script).await?.as_str().unwrap_or_default().to_owned())
    }

    async fn find(&self, what: &str, xpath: String) -> WebDriverResult<WebElement> {
        let started = Instant::now();
        loop {
            match self.driver.find(By::XPath(xpath.clone())).await {
                Ok(element) => return Ok(element),
                Err(_) if started.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(25)).await,
                Err(_) => return Err(WebDriverError::Timeout(format!("there is no {what}"))),
            }
        }
    }

    /// The button whose text starts with this.
    pub async fn button(&self, name: &str) -> WebDriverResult<WebElement> {
        let xpath = format!("//button[starts-with(normalize-space(.), {})]", quoted(name));
        let first = self.find(&format!("button {name:?}"), xpath.clone()).await?;
        // Several notices have a button of the same name; a person sees the one that is shown.
        for button in self.driver.find_all(By::XPath(xpath)).await? {
            if button.is_displayed().await? {
                return Ok(button);
            }
        }
        Ok(first)
    }

    /// The link with exactly this text.
    pub async fn link(&self, name: &str) -> WebDriverResult<WebElement> {
        self.find(&format!("link {name:?}"), format!("//a[normalize-space(.)={}]", quoted(name))).await
    }

    /// The control whose label is, or starts with, this.
    pub async fn field(&self, label: &str) -> WebDriverResult<WebElement> {
        let text = quoted(label);
        let xpath = format!(
            "//*[@id=//label[starts-with(normalize-space(.), {text})]/@for] | //label[starts-with(normalize-space(.), {text})]//input"
        );
        self.find(&format!("field {label:?}"), xpath).await
    }

    /// Scrolls to an element and clicks it: a click on something under the edge of the window is not a person's. Nor is
    /// one in the very frame in which the page changes and scrolls to its top; a hidden tab draws none and waits a moment.
    pub async fn press(&self, element: &WebElement) -> WebDriverResult<()> {
        let drawn = "const done = arguments[arguments.length - 1];
            setTimeout(done, 200);
            requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.driver.execute_async(drawn, Vec::new()).await?;
        // To the middle, where no notice at the window's edge lies over it.
        let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver.execute(middle, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Waits until something matches a selector and clicks it by script: for what may just be drawn anew.
    pub async fn click(&self, selector: &str) -> WebDriverResult<()> {
        let script =
            format!("const one = document.querySelector({}); one?.click(); return one !== null", Value::from(selector));
        self.until(&format!("{selector:?} to click"), &script).await
    }

    /// Waits until the main heading says this.
    pub async fn heading(&self, text: &str) -> WebDriverResult<()> {
        let xpath = format!("//main//h1[contains(normalize-space(.), {})]", quoted(text));
        self.find(&format!("heading {text:?}"), xpath).await.map(|_| ())
    }

    /// Waits until this text stands anywhere in the page.
    pub async fn says(&self, text: &str) -> WebDriverResult<()> {
        let script = format!("return document.body.innerText.replace(/\\s+/g, ' ').includes({})", Value::from(text));
        self.until(&format!("the text {text:?}"), &script).await
    }

    /// What the pages complained of since the last call, and requests that left the origin.
    pub async fn faults(&self) -> Vec<String> {
        let script = "
            const faults = JSON.parse(sessionStorage.getItem('test.faults') ?? '[]');
            sessionStorage.removeItem('test.faults');
            for (const { name } of performance.getEntriesByType('resource')) {
              if (!name.startsWith(location.origin) && !name.startsWith('blob:')) faults.push(`foreign request: ${name}`);
            }
            return faults;";
        let faults = self.js(script).await.unwrap_or_default();
        faults.as_array().into_iter().flatten().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Where the browser is and what it shows, for a failed test.
    pub async fn describe(&self) -> String {
        let script = "return `${location.href}\n${document.title}\n${document.body.innerText.slice(0, 1500)}`";
        self.js_text(script).await.unwrap_or_else(|error| format!("(the page cannot be read: {error})"))
    }
}
