//! The site under test: a server over the built files, with a collector of faults in every page and room for mischief.

use std::path::Path;

use xtask::page_index;
use xtask::server::{Hook, Reply, Server};

use crate::dist;

// Pages that the collector is added to are not the bytes that were published, so no worker would keep them: sites with it
// have no `sw.js`, and what needs one is tested on [`Site::published`].

/// Records what a page complains of, across navigation, for [`crate::Page::faults`].
const COLLECTOR: &str = r#"
(() => {
  const note = (text) => {
    const faults = JSON.parse(sessionStorage.getItem("test.faults") ?? "[]");
    faults.push(`${location.pathname}: ${text}`);
    sessionStorage.setItem("test.faults", JSON.stringify(faults));
  };
  addEventListener("error", (event) => note(`error: ${event.message ?? event.target?.src ?? event.target?.href}`), true);
  addEventListener("unhandledrejection", (event) => note(`unhandled rejection: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    note(`policy violation: ${event.violatedDirective} ${event.blockedURI}`));
  const said = console.error;
  console.error = (...words) => { note(`console.error: ${words.join(" ")}`); said.apply(console, words); };
  window.__shift = 0;
  window.__shifted = [];
  try {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput || entry.startTime < (window.__from ?? 0)) continue;
        window.__shift += entry.value;
        for (const { node, previousRect: a, currentRect: b } of entry.sources) {
          window.__shifted.push(`${node?.nodeName}.${node?.className ?? ""} from ${a.x},${a.y} to ${b.x},${b.y}`);
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  } catch { /* Only Chromium measures it. */ }
})();
"#;

/// Has a page carry this index of the deck in place of its own; other files stay as they are.
pub fn carry(index: &str, reply: &mut Reply) {
    if reply.headers.iter().any(|(_, value)| value.starts_with("text/html")) {
        reply.body = page_index::replaced(&String::from_utf8_lossy(&reply.body), index).into_bytes();
    }
}

/// A running site.
pub struct Site {
    pub server: Server,
}

impl Site {
    /// The built site under `base`, as it is.
    pub fn plain(base: &str) -> Self {
        Self::with(base, |_, _| {})
    }

    /// The built site under `base`, with replies changed by `mischief`, which sees each path below the base.
    pub fn with(base: &str, mischief: impl Fn(&str, &mut Reply) + Send + Sync + 'static) -> Self {
        Self::of(&dist(base), base, mischief)
    }

    /// The built site under `base`, with a script that runs in each page before any other.
    pub fn before_all(base: &str, script: &'static str) -> Self {
        Self::with(base, move |path, reply| {
            if path == "__collector.js" {
                reply.body.extend_from_slice(script.as_bytes());
            }
        })
    }

    /// The files of a folder exactly as they are, without the collector.
    pub fn published(folder: &Path, base: &str, mischief: impl Fn(&str, &mut Reply) + Send + Sync + 'static) -> Self {
        let hook: Hook = Box::new(mischief);
        Self { server: Server::start(folder, base, 0, hook).expect("a free port on the loopback address") }
    }

    /// The files of any folder as a site.
    pub fn of(folder: &Path, base: &str, mischief: impl Fn(&str, &mut Reply) + Send + Sync + 'static) -> Self {
        let script = format!("<head><script src=\"{base}__collector.js\"></script>");
        let hook: Hook = Box::new(move |path, reply| {
            if path == "__collector.js" {
                reply.status = 200;
                reply.headers = vec![("content-type".to_owned(), "text/javascript".to_owned())];
                reply.body = COLLECTOR.as_bytes().to_vec();
            }
            if path == "sw.js" {
                reply.status = 404;
            }
            if reply.headers.iter().any(|(_, value)| value.starts_with("text/html")) {
                reply.body = String::from_utf8_lossy(&reply.body).replacen("<head>", &script, 1).into_bytes();
            }
            mischief(path, reply);
        });
        Self { server: Server::start(folder, base, 0, hook).expect("a free port on the loopback address") }
    }
}
