//! Starting: the app over a prerendered page, and a lab inside its page.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::App;
use crate::domain::card::{Card, CardId};
use crate::domain::deck::Index;
use crate::domain::decode;
use crate::domain::page::Page;
use crate::platform::{fetch, page, takeover};
use crate::state::deck::{Body, DeckStore};
use crate::state::site::Site;
use crate::state::study::StudyStore;

/// Mounts `view` in place of what stands in `root`.
fn mount_over<V: IntoView + 'static>(root: HtmlElement, view: impl FnOnce() -> V + 'static) {
    takeover::replace(&root.clone(), || mount_to(root, view).forget());
}

/// Takes the page over once it can draw all of it: the index and the card that the page shows have arrived.
pub async fn app() {
    let Some(root) = page::element("app").and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    let base = page::base();
    let index = match fetch::text(&format!("{base}deck/index.json")).await {
        Ok(text) => decode::file::<Index>(&text),
        Err(why) => Err(why),
    };
    let index = match index {
        Ok(index) => index,
        Err(why) => {
            page::failed_start(&why);
            return;
        }
    };
    let deck = DeckStore::new(index);
    let path = page::path();
    let shown = Page::at(path.strip_prefix(base.trim_end_matches('/')).unwrap_or(&path));
    if let Page::Card(id) = &shown {
        load(&base, deck, id).await;
        if let Body::Failed(why) = deck.body(id) {
            page::failed_start(&why);
            return;
        }
    }
    let study = StudyStore::open(deck);
    if let (Page::Study, Some(first)) = (&shown, study.queue_now().iter().next()) {
        load(&base, deck, first).await;
    }
    mount_over(root, move || view! { <App site=Site::new(base) deck study page=shown /> });
    page::mark("data-app", "ready");
}

/// Fetches the topic file that a card needs, unless it is there or on its way.
pub async fn load(base: &str, deck: DeckStore, id: &CardId) {
    let Some(topic) = deck.claim(id) else { return };
    let cards = match fetch::text(&format!("{base}deck/{topic}.json")).await {
        Ok(text) => decode::file::<Vec<Card>>(&text),
        Err(why) => Err(why),
    };
    match cards {
        Ok(cards) => deck.insert(topic, cards),
        Err(why) => deck.fail(topic, why),
    }
}

/// [`load`], for components; does nothing in a prerendered page.
pub fn load_in_background(deck: DeckStore, id: CardId) {
    let base = page::base();
    wasm_bindgen_futures::spawn_local(async move { load(&base, deck, &id).await });
}
