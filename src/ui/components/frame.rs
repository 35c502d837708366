//! What stands around every page: masthead with the navigation, and colophon.

use leptos::prelude::*;

use super::link::PageLink;
use crate::domain::page::Page;
use crate::state::place::use_place;
use crate::state::site::use_site;

/// What a navigation entry is to the page that is shown, for `aria-current`.
fn current(entry: &Page, shown: &Page) -> Option<&'static str> {
    match (entry, shown) {
        (Page::Cards, Page::Card(_)) => Some("true"),
        _ => (entry == shown).then_some("page"),
    }
}

/// The name of the site and its main navigation.
#[component]
pub fn Masthead() -> impl IntoView {
    let (site, place) = (use_site(), use_place());
    let entries = [
        (Page::Today, "Today"),
        (Page::Cards, "Cards"),
        (Page::Study, "Study"),
        (Page::JwtLab, "Labs"),
        (Page::Progress, "Progress"),
    ];
    let entries = entries.map(|(page, name)| {
        let href = site.href(&page);
        view! {
            <li>
                <a href=href aria-current=move || place.0.with(|shown| current(&page, shown))>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <header class="masthead">
            <a href=site.href(&Page::Today)>"Groundwork"</a>
            <nav aria-label="Main">
                <ul>{entries}</ul>
            </nav>
        </header>
    }
}

/// What the site promises, at the end of every page.
#[component]
pub fn Colophon() -> impl IntoView {
    view! {
        <footer class="colophon">
            <p>
                "Nothing you write leaves this browser. " <PageLink to=Page::About>"About Groundwork"</PageLink>
            </p>
        </footer>
    }
}
