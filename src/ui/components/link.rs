//! Links to the site's own pages.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::state::site::use_site;

/// A link to a page; looks like a button where `kind` says so.
#[component]
pub fn PageLink(
    to: Page,
    /// `primary`, `plain` or `secondary`: drawn as a button. Default: a link in the text.
    #[prop(optional)]
    button: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let href = use_site().href(&to);
    view! {
        <a href=href class=button.map(|_| "button") data-kind=button>
            {children()}
        </a>
    }
}
