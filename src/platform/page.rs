//! The document around the app: its address, title and focus.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, HtmlElement};

/// The document; `None` outside a page.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element of this id.
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The text of the element of this id; empty where there is none.
pub fn text(id: &str) -> String {
    element(id).and_then(|element| element.text_content()).unwrap_or_default()
}

/// An element that stands nowhere in the page.
pub fn detached() -> Option<HtmlElement> {
    document()?.create_element("div").ok()?.dyn_into().ok()
}

/// The path the site lives under, as the build wrote it into the page; `/` when it did not.
pub fn base() -> String {
    let root = document().and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("data-base")).unwrap_or_else(|| "/".to_owned())
}

/// Which part of the site this page is, as the build wrote it: `today`, `study`, …; `None` on a page to read.
pub fn part() -> Option<String> {
    element("main")?.get_attribute("data-part")
}

/// Calls `with` for every element that matches.
pub fn each(selector: &str, with: impl Fn(Element)) {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else { return };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).for_each(with);
}

/// The fragment of the address shown, with its `#`; empty where there is none.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Sets an attribute of `<html>`: what the app is doing, for style and tests.
pub fn mark(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only an invalid name could fail, and ours are literals.
        let _ = root.set_attribute(name, value);
    }
}

/// Moves focus to the first element that matches, without scrolling to it.
pub fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take focus leaves it where it was.
        let _ = element.focus();
    }
}

/// Has the browser ask before this page is left while an element matches: what is only here would be lost. From then on.
pub fn ask_before_leaving(selector: &'static str) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if document().is_some_and(|document| document.query_selector(selector).is_ok_and(|found| found.is_some())) {
            event.prevent_default();
        }
    });
    // Adding a listener fails on no live window.
    let _ = window.add_event_listener_with_callback("beforeunload", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Fills the element of this id with HTML. A link in it that has focus keeps it, where the HTML has one to the same page.
pub fn fill(id: &str, html: &str) {
    let Some(element) = element(id) else { return };
    let focused = element.query_selector("a:focus").ok().flatten().and_then(|link| link.get_attribute("href"));
    element.set_inner_html(html);
    if let Some(href) = focused {
        focus(&["#", id, " [href=\"", &href, "\"]"].concat());
    }
}

/// Shows the shell's notice that the app could not start; the page below it stays as it is.
pub fn failed_start(why: &str) {
    let Some(notice) = element("start-failed") else { return };
    if let Ok(Some(cause)) = notice.query_selector("[data-cause]") {
        cause.set_text_content(Some(&format!("Cause: {why}")));
    }
    // Only an invalid name could fail, and this is a literal.
    let _ = notice.remove_attribute("hidden");
}

/// Runs `then` once the document has been brought up to date, before it is painted.
pub fn after_drawing(then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        // It fails on no live window.
        let _ = window.request_animation_frame(Closure::once_into_js(then).unchecked_ref());
    }
}

/// Runs `then` once the next frame has been painted, or soon where none is: a tab that nobody sees has no frames.
pub fn after_frame(then: impl FnOnce() + 'static) {
    let soon = Rc::new(Cell::new(Some(then)));
    let late = Rc::clone(&soon);
    after_drawing(move || after(0, move || soon.take().into_iter().for_each(|then| then())));
    after(300, move || late.take().into_iter().for_each(|then| then()));
}

/// Runs `then` so many milliseconds from now.
pub fn after(ms: i32, then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let then = Closure::once_into_js(then);
        // It fails on no live window.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), ms);
    }
}

/// Runs `then` some seconds from now, when a page that has just started is at rest.
pub fn when_idle(then: impl FnOnce() + 'static) {
    after(3_000, then);
}

/// Lets the page answer whatever waits before the rest of a long task.
pub async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // It fails on no live window.
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    // The promise is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// What tells that somebody is at the page.
const TOUCHES: [&str; 5] = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];

/// Waits until somebody points, scrolls, or presses a key. At once when something has the focus already.
pub async fn touched() {
    let Some(document) = document() else { return };
    if document.active_element() != document.body().map(Into::into) {
        return;
    }
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        for touch in TOUCHES {
            // Adding a listener fails on no live document.
            let _ = document.add_event_listener_with_callback(touch, &resolve);
        }
    });
    // The promise is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Focuses the first element that matches and brings the top of the page into view.
pub fn show(selector: &str) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    focus(selector);
}

/// Loads the page anew; the browser keeps its place.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // It fails where the page may not navigate: then it stays as it is.
        let _ = window.location().reload();
    }
}

/// Offers a text as a file of this name.
pub fn download(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let Ok(blob) = web_sys::Blob::new_with_str_sequence(&parts) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser has taken the file's content by now.
    let _ = web_sys::Url::revoke_object_url(&url);
}
