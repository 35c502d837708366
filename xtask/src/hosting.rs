//! What hosts and search engines read: `_headers`, `.nojekyll`, `robots.txt`, `sitemap.xml`.

use std::path::Path;

use crate::files;

/// Answered with every file. What only a header can say is here: the pages carry the rest of the policy themselves.
const ALWAYS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// A file under a hashed name is kept for a year, everything else is asked for again.
const KEPT: &str = "public, max-age=31536000, immutable";
const ASKED: &str = "no-cache";

/// The policy in a page's `<meta>`.
fn policy(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy.replace("&#39;", "'").replace("&amp;", "&"))
}

/// `_headers`, as Netlify and Cloudflare Pages read it. No address gets two rules for one header: they would be joined.
fn headers(names: &[String], base: &str, policy: &str) -> String {
    let mut text = format!("{base}*\n  Content-Security-Policy: {policy}; frame-ancestors 'none'\n");
    for (name, value) in ALWAYS {
        text += &format!("  {name}: {value}\n");
    }
    let mut places: Vec<(String, &str)> = vec![(String::new(), ASKED)];
    for name in names {
        places.push(match name.split_once('/') {
            Some((folder, _)) => (format!("{folder}/*"), ASKED),
            None if files::is_hashed(name) => (name.clone(), KEPT),
            None => (name.clone(), ASKED),
        });
    }
    places.sort_unstable();
    places.dedup();
    for (place, control) in places {
        text += &format!("{base}{place}\n  Cache-Control: {control}\n");
    }
    text
}

/// The headers that `_headers` gives an address (with its base), as the hosts that read the file do.
pub fn headers_of(rules: &str, address: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut applies = false;
    for line in rules.lines() {
        if let Some((name, value)) = line.strip_prefix("  ").and_then(|line| line.split_once(": ")) {
            if applies {
                found.push((name.to_ascii_lowercase(), value.to_owned()));
            }
        } else {
            applies = line.strip_suffix('*').map_or(line == address, |start| address.starts_with(start));
        }
    }
    found
}

/// Addresses of all pages that may be found by a search engine.
fn sitemap(pages: &[String], base: &str, site: &str) -> String {
    let addresses = pages.iter().map(|name| {
        let path = name.strip_suffix("index.html").unwrap_or(name);
        format!("<url><loc>{}{base}{path}</loc></url>\n", site.trim_end_matches('/'))
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        addresses.collect::<String>()
    )
}

/// Writes them all.
pub fn write(dist: &Path, base: &str, site: &str) -> Result<(), String> {
    let names: Vec<String> =
        files::below(dist)?.into_iter().filter(|name| !files::is_copy(name) && !name.starts_with(['_', '.'])).collect();
    let home = String::from_utf8_lossy(&files::read(dist, "index.html")?).into_owned();
    let policy = policy(&home).ok_or("index.html: the page carries no Content-Security-Policy")?;
    let mut pages = Vec::new();
    for name in names.iter().filter(|name| name.ends_with(".html")) {
        if !String::from_utf8_lossy(&files::read(dist, name)?).contains("<meta name=\"robots\" content=\"noindex\">") {
            pages.push(name.clone());
        }
    }
    let map = if site.is_empty() {
        // An address without a host is none.
        String::new()
    } else {
        files::write(dist, "sitemap.xml", sitemap(&pages, base, site))?;
        format!("Sitemap: {}{base}sitemap.xml\n", site.trim_end_matches('/'))
    };
    files::write(dist, "_headers", headers(&names, base, &policy))?;
    files::write(dist, ".nojekyll", "")?;
    files::write(dist, "robots.txt", format!("User-agent: *\nAllow: /\n{map}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";

    #[test]
    fn headers_carry_the_pages_policy_and_one_cache_rule_for_each_address() {
        let folder = std::env::temp_dir().join(format!("groundwork-hosting-{}", std::process::id()));
        for (name, text) in [
            ("index.html", PAGE.to_owned()),
            ("cards/a/index.html", PAGE.to_owned()),
            ("cards/b/index.html", PAGE.to_owned()),
            ("404.html", format!("{PAGE}<meta name=\"robots\" content=\"noindex\">")),
            ("sw.js", String::new()),
            ("app-0123456789abcdef.js", String::new()),
        ] {
            files::write(&folder, name, text).unwrap();
        }
        write(&folder, "/x/", "https://h.example/").unwrap();
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let headers = read("_headers");
        for rule in [
            "/x/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n",
            "\n/x/\n  Cache-Control: no-cache\n",
            "\n/x/cards/*\n  Cache-Control: no-cache\n",
            "\n/x/sw.js\n  Cache-Control: no-cache\n",
            "\n/x/app-0123456789abcdef.js\n  Cache-Control: public, max-age=31536000, immutable\n",
        ] {
            assert!(headers.contains(rule), "{rule} is not in\n{headers}");
        }
        assert_eq!(headers.matches("/x/cards/*").count(), 1);
        let control = |address: &str| {
            let found = headers_of(&headers, address);
            assert!(found.contains(&("x-content-type-options".to_owned(), "nosniff".to_owned())), "{address}");
            let mut values = found.into_iter().filter(|(name, _)| name == "cache-control").map(|(_, value)| value);
            (values.next(), values.next())
        };
        assert_eq!(control("/x/app-0123456789abcdef.js"), (Some(KEPT.to_owned()), None));
        assert_eq!(control("/x/cards/b/"), (Some(ASKED.to_owned()), None));
        assert_eq!(control("/x/"), (Some(ASKED.to_owned()), None));
        let map = read("sitemap.xml");
        assert!(map.contains("<loc>https://h.example/x/cards/a/</loc>") && !map.contains("404"), "{map}");
        assert!(read("robots.txt").contains("Sitemap: https://h.example/x/sitemap.xml"));
        assert_eq!(read(".nojekyll"), "");
        fs::remove_file(folder.join("sitemap.xml")).unwrap();
        write(&folder, "/", "").unwrap();
        assert!(!folder.join("sitemap.xml").exists(), "without a host there is no address for it");
        assert!(!read("robots.txt").contains("Sitemap"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_page_without_a_policy_is_refused() {
        let folder = std::env::temp_dir().join(format!("groundwork-hosting-none-{}", std::process::id()));
        files::write(&folder, "index.html", "<html>").unwrap();
        assert!(write(&folder, "/", "").is_err_and(|why| why.contains("Content-Security-Policy")));
        fs::remove_dir_all(folder).unwrap();
    }
}
