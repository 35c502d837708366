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

    /// The address of a page, for an `href`.
    pub fn href(self, page: &Page) -> String {
        self.0.with_value(|base| format!("{base}{}", page.path()))
    }
}

/// The site this page belongs to.
pub fn use_site() -> Site {
    expect_context()
}
