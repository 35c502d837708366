//! The app: contexts, the frame around every page, and which page is in it.

use leptos::prelude::*;

use super::components::frame::{Colophon, Masthead};
use super::components::save_notice::SaveNotice;
use super::pages::{About, CardPage, Cards, JwtLab, NotFound, ProgressPage, StudyPage, Today};
use crate::domain::page::Page;
use crate::platform::{navigation, page as document};
use crate::state::deck::DeckStore;
use crate::state::place::Place;
use crate::state::site::Site;
use crate::state::study::StudyStore;

/// Everything between the skip link and the end of the page.
#[component]
pub fn App(
    site: Site,
    deck: DeckStore,
    study: StudyStore,
    /// The page to begin with.
    page: Page,
) -> impl IntoView {
    let shown = RwSignal::new(page);
    provide_context(site);
    provide_context(deck);
    provide_context(study);
    provide_context(Place(shown));
    Effect::new(move |first: Option<()>| {
        if first.is_none() {
            navigation::listen(site.base(), move |path, followed| {
                let page = site.page_at(&path);
                if shown.with_untracked(|now| *now != page) {
                    shown.set(page.clone());
                    document::set_title(&page.title(&deck.index()));
                }
                if followed {
                    // After the page has been drawn.
                    document::after_drawing(navigation::settle);
                }
            });
        }
    });
    view! {
        <Masthead />
        <SaveNotice />
        <main class="page" id="main" tabindex="-1">
            {move || match shown.get() {
                Page::Today => Today().into_any(),
                Page::Cards => Cards().into_any(),
                Page::Card(id) => view! { <CardPage id /> }.into_any(),
                Page::Study => StudyPage().into_any(),
                Page::JwtLab => JwtLab().into_any(),
                Page::Progress => ProgressPage().into_any(),
                Page::About => About().into_any(),
                Page::NotFound => NotFound().into_any(),
            }}
        </main>
        <Colophon />
    }
}
