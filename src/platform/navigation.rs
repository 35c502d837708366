//! Links within the site, followed without loading a document; everything else is left to the browser.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::page;

/// The link that a plain click follows inside the site, if that is what it does. Modified clicks, new windows, downloads,
/// other origins, files, and places on the page that is shown stay the browser's.
fn followed(event: &MouseEvent, base: &str) -> Option<HtmlAnchorElement> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let location = web_sys::window()?.location();
    let path = link.pathname();
    let elsewhere = !link.target().is_empty()
        || link.has_attribute("download")
        || link.origin() != location.origin().ok()?
        || !path.starts_with(base)
        || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let same_page = path == location.pathname().ok()? && link.search() == location.search().ok()?;
    (!elsewhere && !same_page).then_some(link)
}

/// Calls `arrive` with each new path: after a link was followed (`true`) and after back or forward (`false`). Listens for
/// as long as the page lives.
pub fn listen(base: String, arrive: impl Fn(String, bool) + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    let moved = arrive.clone();
    let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let Some(link) = followed(&event, &base) else { return };
        let pushed = web_sys::window()
            .and_then(|window| window.history().ok())
            .is_some_and(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&link.href())).is_ok());
        // Where the browser refuses (too many entries in a short time), it follows the link itself.
        if pushed {
            event.prevent_default();
            moved(link.pathname(), true);
        }
    });
    let back = Closure::<dyn Fn(Event)>::new(move |_| arrive(page::path(), false));
    // Adding a listener fails on no live window.
    let _ = window.add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
    let _ = window.add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
    click.forget();
    back.forget();
}

/// After a followed link: shows the part that the address names, else the top, and moves focus to the page's heading.
pub fn settle() {
    let Some(window) = web_sys::window() else { return };
    let hash = window.location().hash().unwrap_or_default();
    match page::element(hash.trim_start_matches('#')) {
        Some(part) => part.scroll_into_view(),
        None => window.scroll_to_with_x_and_y(0.0, 0.0),
    }
    page::focus("main h1");
}
