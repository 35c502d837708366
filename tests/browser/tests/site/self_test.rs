//! The check after every test notices what it is there to notice.

use std::cell::Cell;
use std::fs;

use browser::site::Site;
use browser::{Profile, scenario, scenario_on};

#[test]
fn a_console_error_an_exception_a_rejection_a_policy_violation_and_a_foreign_request_are_noticed() {
    let folder = Profile::fresh().folder;
    fs::create_dir_all(&folder).unwrap();
    let html = "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"img-src 'self'\"></head>\
        <body><script src=\"/bad.js\"></script></body></html>";
    fs::write(folder.join("index.html"), html).unwrap();
    // Another origin that answers: a refused connection is no request in every browser's list.
    let foreign = Site::of(&folder, "/", |_, _| {});
    let foreign_url = format!("{}foreign", foreign.server.url());
    let script = "console.error('said');\n\
        Promise.reject(new Error('rejected'));\n\
        document.body.append(Object.assign(new Image(), { src: 'https://foreign.invalid/a.png' }));\n\
        fetch('FOREIGN', { mode: 'no-cors' }).finally(() => { document.title = 'done'; });\n\
        throw new Error('thrown');"
        .replace("FOREIGN", &foreign_url);
    fs::write(folder.join("bad.js"), script).unwrap();
    scenario_on(Site::of(&folder, "/", |_, _| {}), Profile::fresh(), async |page| {
        page.goto("").await?;
        page.until("the script to run", "return document.title === 'done'").await?;
        let faults = page.faults().await.join("\n");
        let foreign = format!("foreign request: {foreign_url}");
        for wanted in ["console.error: said", "rejected", "policy violation: img-src", "thrown", foreign.as_str()] {
            assert!(faults.contains(wanted), "{wanted} was not noticed in:\n{faults}");
        }
        // Nothing is left for the check at the end but the request, which the browser's own list keeps.
        page.js("performance.clearResourceTimings()").await.map(|_| ())
    });
}

#[test]
fn a_browser_that_dies_is_opened_once_more() {
    let attempts = Cell::new(0);
    scenario(async |page| {
        attempts.set(attempts.get() + 1);
        if attempts.get() == 1 {
            page.driver.clone().quit().await?;
        }
        page.start("about/").await
    });
    assert_eq!(attempts.get(), 2);
}
