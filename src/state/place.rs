//! Which page is shown.

use leptos::prelude::*;

use crate::domain::page::Page;

/// The page shown; follows links and the browser's back and forward.
#[derive(Clone, Copy)]
pub struct Place(pub RwSignal<Page>);

/// The page shown.
pub fn use_place() -> Place {
    expect_context()
}
