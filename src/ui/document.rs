//! The document around a prerendered page: from the shell that Trunk built to one complete HTML file a route.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::content::page_index;
use crate::domain::card::Card;
use crate::domain::deck::Index;
use crate::domain::page::Page;
use crate::ui::modules::{Module, Modules};

/// Why the shell cannot be used.
#[derive(Debug, Error)]
pub enum ShellError {
    #[error("index.html: `{0}` is missing; every page is written around it")]
    NoMarker(&'static str),
}

const HEAD: &str = "<!-- head -->";
const BODY: &str = "<!-- body -->";
const ROOT: &str = "<html lang=\"en\">";

/// The shell, its styles inlined, ready to be filled page by page.
pub struct Shell {
    before_head: String,
    after_head: String,
    after_body: String,
    base: String,
    /// Scheme and host of canonical addresses, e.g. `https://course.example`; empty for pages without one.
    host: String,
    policy: String,
}

/// Text inside a double-quoted attribute or an element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The value of `name="…"` in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Styles without comments and without white space that means nothing. Understands no more CSS than ours: no strings with
/// braces, semicolons or comment marks in them.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((code, comment)) = rest.split_once("/*") {
        out.push_str(code);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let mut text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["{", "}", ";", ","] {
        text = text.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark);
    }
    text.replace(": ", ":").replace(";}", "}")
}

/// The index of the deck, for the pages whose module begins with it.
fn data(page: &Page, index: &Index) -> Option<String> {
    let begins = matches!(page, Page::Today | Page::Cards | Page::Study | Page::Progress | Page::Settings);
    begins.then(|| page_index::element(&page_index::beginning(index)))
}

impl Shell {
    /// Takes Trunk's index.html apart. `style` gives the text of a stylesheet by its path below the base.
    ///
    /// # Errors
    /// A marker is missing, or `style` fails.
    pub fn read<E: From<ShellError>>(
        html: &str,
        base: &str,
        host: &str,
        style: impl Fn(&str) -> Result<String, E>,
    ) -> Result<Self, E> {
        let mut css = String::new();
        let mut bare = String::with_capacity(html.len());
        for line in html.split_inclusive('>') {
            match line.rsplit_once("<link ").filter(|(_, tag)| tag.contains("rel=\"stylesheet\"")) {
                Some((before, tag)) => {
                    bare.push_str(before.trim_end());
                    let href = attribute(&format!(" {tag}"), "href").unwrap_or_default().to_owned();
                    css.push_str(&style(href.strip_prefix(base).unwrap_or(&href))?);
                }
                None => bare.push_str(line),
            }
        }
        let css = squeeze(&css);
        let hash = STANDARD.encode(Sha256::digest(css.as_bytes()));
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-{hash}'; connect-src 'self'; \
             img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'"
        );
        let rooted = format!("<html lang=\"en\" data-base=\"{}\">", escape(base));
        let bare = bare.replacen(ROOT, &rooted, 1);
        let (before_head, rest) = bare.split_once(HEAD).ok_or(ShellError::NoMarker(HEAD))?;
        let (after_head, after_body) = rest.split_once(BODY).ok_or(ShellError::NoMarker(BODY))?;
        if !before_head.contains(&rooted) {
            return Err(ShellError::NoMarker(ROOT).into());
        }
        Ok(Self {
            before_head: before_head.to_owned(),
            after_head: format!("<style>{css}</style>{after_head}"),
            after_body: after_body.to_owned(),
            base: base.to_owned(),
            host: host.trim_end_matches('/').to_owned(),
            policy,
        })
    }

    /// One complete page: its body, and its head with the module that it needs. `card` is the card that a card page shows.
    pub fn page(&self, page: &Page, index: &Index, card: Option<&Card>, modules: &Modules, body: &str) -> String {
        let title = escape(&page.title(index));
        let description = escape(card.map_or(page.description(), |card| &card.summary));
        let address = escape(&format!("{}{}{}", self.host, self.base, page.path()));
        let kind = if card.is_some() { "article" } else { "website" };
        let policy = escape(&self.policy);
        let base = escape(&self.base);
        let mut head = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
             <title>{title}</title>\
             <meta name=\"description\" content=\"{description}\">\
             <meta property=\"og:title\" content=\"{title}\">\
             <meta property=\"og:description\" content=\"{description}\">\
             <meta property=\"og:type\" content=\"{kind}\">\
             <meta property=\"og:site_name\" content=\"Groundwork\">\
             <link rel=\"icon\" href=\"{base}icon.svg\">\
             <link rel=\"apple-touch-icon\" href=\"{base}icons/touch-180.png\">\
             <link rel=\"manifest\" href=\"{base}manifest.webmanifest\">"
        );
        head += &self.scripts(page, index, modules);
        head += &match page {
            Page::NotFound => "<meta name=\"robots\" content=\"noindex\">".to_owned(),
            // An address without a host says nothing here, and search engines call it a fault.
            _ if self.host.is_empty() => String::new(),
            _ => format!("<link rel=\"canonical\" href=\"{address}\"><meta property=\"og:url\" content=\"{address}\">"),
        };
        [
            self.before_head.as_str(),
            &head,
            &self.after_head,
            body,
            &data(page, index).unwrap_or_default(),
            &self.after_body,
        ]
        .concat()
    }

    /// The start script, and what it will ask for, ahead of time.
    fn scripts(&self, page: &Page, index: &Index, modules: &Modules) -> String {
        let base = escape(&self.base);
        let start = &modules.start;
        let (path, integrity) = (&start.path, &start.integrity);
        let Some(Module { js, wasm }) = modules.of(page) else {
            return format!("<script type=\"module\" src=\"{base}{path}\" integrity=\"{integrity}\"></script>");
        };
        // Nothing is fetched ahead for a page's lower part.
        let later = modules.later(page).map(|Module { js, wasm }| {
            format!(
                " data-later-js=\"{base}{}\" data-later-js-integrity=\"{}\" data-later-wasm=\"{base}{}\" \
                 data-later-integrity=\"{}\"",
                js.path, js.integrity, wasm.path, wasm.integrity
            )
        });
        let later = later.unwrap_or_default();
        let mut tags = format!(
            "<script type=\"module\" src=\"{base}{path}\" integrity=\"{integrity}\" data-js=\"{base}{}\" data-wasm=\"{base}{}\" \
             data-integrity=\"{}\"{later}></script><link rel=\"modulepreload\" href=\"{base}{}\" integrity=\"{}\">\
             <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" href=\"{base}{}\">",
            js.path, wasm.path, wasm.integrity, js.path, js.integrity, wasm.path,
        );
        // Whoever is here for the first time begins with the first card. The others have the files in the browser, as a rule.
        if let (Page::Study, Some(first)) = (page, index.cards.first()) {
            let file = escape(&index.file(first));
            tags +=
                &format!("<link rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\" href=\"{base}deck/{file}\">");
        }
        tags
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::{CardId, Kind, TopicId};
    use crate::domain::deck::CardEntry;
    use crate::ui::modules::Asset;

    const HTML: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><!-- head -->\n\
        <link rel=\"stylesheet\" href=\"/x/a-1.css\" integrity=\"i\"/>\n<link rel=\"preload\" href=\"/x/b.js\">\
        </head><body><!-- body --></body></html>";

    fn shell() -> Result<Shell, ShellError> {
        Shell::read(HTML, "/x/", "https://h.example/", |href| {
            assert_eq!(href, "a-1.css");
            Ok("/* why */\n.a,\n.b {\n  color: red;\n}\n".to_owned())
        })
    }

    #[test]
    fn styles_are_inlined_and_their_hash_is_in_the_policy() {
        let page = shell().unwrap().page(&Page::About, &Index::default(), None, &Modules::default(), "<p>Hello</p>");
        assert!(page.contains("<style>.a,.b{color:red}</style>"), "{page}");
        assert!(!page.contains("stylesheet"));
        assert!(page.contains("<link rel=\"preload\" href=\"/x/b.js\">"));
        let hash = STANDARD.encode(Sha256::digest(b".a,.b{color:red}"));
        assert!(page.contains(&format!("sha256-{hash}")));
        assert!(page.contains("<body><p>Hello</p></body>"));
        assert!(page.contains("data-base=\"/x/\""));
        assert!(page.contains("<link rel=\"canonical\" href=\"https://h.example/x/about/\">"));
    }

    #[test]
    fn the_study_page_asks_for_the_first_cards_ahead_of_time() {
        let first = CardEntry {
            id: CardId("a".to_owned()),
            topic: TopicId("tokens".to_owned()),
            kind: Kind::Concept,
            title: String::new(),
            tags: Vec::new(),
            musts: 0,
            confusable: Vec::new(),
        };
        let index = Index { cards: vec![first], ..Index::default() };
        let asks = |page: Page| {
            shell().unwrap().page(&page, &index, None, &Modules::default(), "").contains("href=\"/x/deck/tokens.json\"")
        };
        assert!(asks(Page::Study) && !asks(Page::Today) && !asks(Page::JwtLab));
    }

    #[test]
    fn the_index_is_in_the_pages_that_begin_with_it() {
        let page =
            |page: Page| shell().unwrap().page(&page, &Index::default(), None, &Modules::default(), "<p>Hello</p>");
        let card = Page::Card(CardId("a".to_owned()));
        for begins in [Page::Today, Page::Cards, Page::Study, Page::Progress, Page::Settings] {
            assert_eq!(page_index::of(&page(begins)), Some(page_index::beginning(&Index::default()).as_str()));
        }
        for other in [card, Page::Sheet, Page::JwtLab, Page::Faults, Page::About, Page::NotFound] {
            assert_eq!(page_index::of(&page(other)), None);
        }
    }

    #[test]
    fn a_page_of_an_unknown_host_names_no_canonical_address() {
        let shell = Shell::read(HTML, "/x/", "", |_| Ok::<_, ShellError>(String::new())).unwrap();
        let page = shell.page(&Page::About, &Index::default(), None, &Modules::default(), "<p>Hello</p>");
        assert!(!page.contains("canonical") && !page.contains("og:url"), "{page}");
    }

    #[test]
    fn a_page_names_its_module_at_once_and_the_one_of_its_lower_part_for_later() {
        let asset = |path: &str| Asset { path: path.to_owned(), integrity: format!("of-{path}") };
        let module = |name: &str| Module { js: asset(&format!("{name}.js")), wasm: asset(&format!("{name}.wasm")) };
        let modules = Modules { labs: module("labs"), workshop: module("workshop"), ..Modules::default() };
        let page = |page| shell().unwrap().page(&page, &Index::default(), None, &modules, "");
        let lab = page(Page::JwtLab);
        assert!(lab.contains(" data-wasm=\"/x/labs.wasm\" data-integrity=\"of-labs.wasm\" data-later-js="), "{lab}");
        assert!(lab.contains(" data-later-js=\"/x/workshop.js\" data-later-js-integrity=\"of-workshop.js\""), "{lab}");
        assert!(
            lab.contains(" data-later-wasm=\"/x/workshop.wasm\" data-later-integrity=\"of-workshop.wasm\""),
            "{lab}"
        );
        assert_eq!((lab.matches("workshop.wasm\"").count(), lab.matches("href=\"/x/workshop").count()), (2, 0));
        assert!(!page(Page::Study).contains("data-later"));
    }

    #[test]
    fn a_shell_without_its_marker_is_refused() {
        let fault = Shell::read("<html lang=\"en\">", "/", "", |_| Ok::<_, ShellError>(String::new()));
        assert!(fault.is_err_and(|fault| fault.to_string().contains("head")));
    }
}
