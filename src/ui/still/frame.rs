//! The body of every page: masthead with the navigation, the page itself, and colophon.

use leptos::prelude::*;

use super::about::About;
use super::card::CardPage;
use super::find_the_fault::FindTheFault;
use super::first_visit::FirstVisit;
use super::jwt_lab::JwtLab;
use super::not_found::NotFound;
use super::parts::{PartTurning, PartsPage};
use crate::domain::card::{Card, Html};
use crate::domain::page::Page;
use crate::state::site::use_site;
use crate::ui::components::link::PageLink;
use crate::ui::pages::cards::Cards;
use crate::ui::pages::settings::SettingsPage;
use crate::ui::pages::{ProgressPage, StudyIntroduction};

/// Everything between the skip link and the end of the page, of no student and no day.
#[component]
pub fn Frame(
    page: Page,
    /// The card that a card page shows.
    card: Option<Card>,
    /// What the sheet to print consists of, or a part of it.
    sheet: Option<Html>,
) -> impl IntoView {
    // What the page's module takes over; see `ui::start`.
    let part = match &page {
        Page::Today => Some("today"),
        Page::Study => Some("study"),
        Page::Cards => Some("cards"),
        Page::Progress => Some("progress"),
        Page::Settings => Some("settings"),
        _ => None,
    };
    let inside = match &page {
        Page::Today => FirstVisit().into_any(),
        Page::Cards => Cards().into_any(),
        Page::Card(_) => card.map(|card| view! { <CardPage card /> }).into_any(),
        Page::Sheet | Page::Part(_) => match sheet {
            Some(sheet) => view! { <div inner_html=sheet.0></div> }.into_any(),
            None => PartsPage().into_any(),
        },
        Page::Study => StudyIntroduction().into_any(),
        Page::JwtLab => JwtLab().into_any(),
        Page::Faults => FindTheFault().into_any(),
        Page::Progress => ProgressPage().into_any(),
        Page::Settings => SettingsPage().into_any(),
        Page::About => About().into_any(),
        Page::NotFound => NotFound().into_any(),
    };
    let needs_script = match &page {
        Page::JwtLab => Some(
            "The lab reads tokens in your browser: without JavaScript its boxes and buttons do nothing. The sample and the login flow can be read.",
        ),
        Page::Progress => {
            Some("Your progress is kept in your browser: without JavaScript it cannot be shown. None of it is lost.")
        }
        Page::Settings => {
            Some("Settings and backup are kept in your browser: without JavaScript they cannot be changed.")
        }
        _ => None,
    };
    let needs_script =
        needs_script.map(|why| view! { <noscript><p class="notice banner" data-weight="strong">{why}</p></noscript> });
    let turning = if let Page::Part(number) = page { Some(view! { <PartTurning number /> }) } else { None };
    view! {
        <Masthead page />
        <div id="trouble" role="alert"></div>
        {needs_script}
        <main class="page" id="main" tabindex="-1" data-part=part>
            {inside}
            {turning}
        </main>
        <Colophon />
    }
}

/// What a navigation entry is to the page that is shown, for `aria-current`.
fn current(entry: &Page, shown: &Page) -> Option<&'static str> {
    match (entry, shown) {
        (Page::Cards, Page::Card(_) | Page::Sheet | Page::Part(_))
        | (Page::JwtLab, Page::Faults)
        | (Page::Progress, Page::Settings) => Some("true"),
        _ => (entry == shown).then_some("page"),
    }
}

#[component]
fn Masthead(page: Page) -> impl IntoView {
    let site = use_site();
    let entries = [
        (Page::Today, "Today"),
        (Page::Cards, "Cards"),
        (Page::Study, "Study"),
        (Page::JwtLab, "Labs"),
        (Page::Progress, "Progress"),
    ];
    let entries = entries.map(|(entry, name)| {
        view! {
            <li>
                <a href=site.href(&entry) aria-current=current(&entry, &page)>
                    {name}
                </a>
            </li>
        }
    });
    view! {
        <header class="masthead">
            <a href=site.href(&Page::Today)>"Groundwork"</a>
            <nav aria-label="Main">
                <ul>{entries.into_iter().collect::<Vec<_>>()}</ul>
            </nav>
        </header>
    }
}

/// What the site promises.
#[component]
fn Colophon() -> impl IntoView {
    view! {
        <footer class="colophon">
            <p>
                "Nothing you write leaves this browser. "
                <PageLink to=Page::Settings>"Settings and backup"</PageLink> ". "
                <PageLink to=Page::About>"About Groundwork"</PageLink>
            </p>
        </footer>
    }
}
