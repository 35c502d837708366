//! Where the site is mounted.

use leptos::prelude::*;

use crate::domain::page::Page;

/// The path the site lives under: `/`, or e.g. `/course/`. Begins and ends with a slash.
#[derive(Clone, Copy)]
pub struct Site(StoredValue<String>);

impl Site {
    pub fn new(base: String) -> Self {
        Self(StoredValue::new(base))
    }

    /// The base itself.
    pub fn base(self) -> String {
        self.0.get_value()
    }

    /// The address of a page, for an `href`.
    pub fn href(self, page: &Page) -> String {
        self.0.with_value(|base| format!("{base}{}", page.path()))
    }

    /// The page at an address of this site.
    pub fn page_at(self, path: &str) -> Page {
        self.0.with_value(|base| Page::at(path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path)))
    }
}

/// The site this page belongs to.
pub fn use_site() -> Site {
    expect_context()
}
