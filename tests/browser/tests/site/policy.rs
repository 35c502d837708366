//! The pages' Content-Security-Policy, tried from inside the page: a driver's own scripts are above it.

use browser::site::Site;
use browser::{Profile, scenario_on};
use xtask::server::Server;

/// What an injection would try. Each attempt leaves a trace if it works.
const ATTEMPTS: &str = r#"
window.__refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
addEventListener("DOMContentLoaded", () => {
  const script = document.createElement("script");
  script.textContent = "window.__ran = true";
  document.body.append(script);
  const style = document.createElement("style");
  style.textContent = "h1 { position: fixed !important }";
  document.body.append(style);
  const image = new Image();
  image.src = "FOREIGN/image.png";
  document.body.append(image);
  fetch("FOREIGN/fetch").then(() => (window.__fetched = true), () => (window.__failed = true));
});
"#;

#[test]
fn injected_script_style_image_and_request_are_refused() {
    let folder = std::env::temp_dir();
    let foreign = Server::start(&folder, "/", 0, Box::new(|_, _| {})).unwrap();
    let attempts = ATTEMPTS.replace("FOREIGN/", &foreign.url());
    let site = Site::with("/", move |path, reply| {
        if path == "__attempts.js" {
            reply.status = 200;
            reply.headers = vec![("content-type".to_owned(), "text/javascript".to_owned())];
            reply.body = attempts.clone().into_bytes();
        } else if path == "about/" {
            let html = String::from_utf8_lossy(&reply.body);
            reply.body = html.replacen("</head>", "<script src=\"/__attempts.js\"></script></head>", 1).into_bytes();
        }
    });
    scenario_on(site, Profile::fresh(), async |page| {
        page.goto("about/").await?;
        page.until("four refusals", "return window.__failed === true && window.__refused.length >= 4").await?;
        let refused = page.js_text("return window.__refused.join('\\n')").await?;
        for directive in ["script-src", "style-src", "img-src", "connect-src"] {
            assert!(refused.lines().any(|line| line.starts_with(directive)), "{directive} is not among\n{refused}");
        }
        assert_eq!(
            page.js("return [window.__ran ?? null, window.__fetched ?? null]").await?,
            serde_json::json!([null, null])
        );
        assert_eq!(page.js_text("return getComputedStyle(document.querySelector('h1')).position").await?, "static");
        assert_eq!(foreign.asked(), Vec::<String>::new(), "a request left the page");
        // Four complaints and two requests that went nowhere: what this test is about.
        page.js("performance.clearResourceTimings()").await?;
        page.faults().await;
        Ok(())
    });
}
