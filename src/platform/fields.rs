//! The page's own boxes and menus, where two modules share them: read, filled as a person fills them, and listened to.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::page;

/// The text of the box, or the chosen value of the menu, of this id; empty where there is none.
pub fn value(id: &str) -> String {
    let value = page::element(id).and_then(|field| Reflect::get(&field, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Fills the box or menu of this id and lets it know, as typing or choosing does. Only it: the event does not bubble, so
/// what is heard further up comes from a person.
pub fn fill(id: &str, text: &str) {
    let Some(field) = page::element(id) else { return };
    // A box and a menu have this property.
    let _ = Reflect::set(&field, &"value".into(), &JsValue::from_str(text));
    tell(id, if field.tag_name() == "SELECT" { "change" } else { "input" });
}

/// An attribute of the first element that matches.
pub fn attribute(selector: &str, name: &str) -> Option<String> {
    page::document()?.query_selector(selector).ok()??.get_attribute(name)
}

/// Every element that matches, in order.
pub fn all(selector: &str) -> Vec<Element> {
    let found = page::document().and_then(|document| document.query_selector_all(selector).ok());
    let found = found.map(|found| (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect());
    found.unwrap_or_default()
}

/// The texts of what matches inside an element, with a space between.
pub fn texts(element: &Element, selector: &str) -> String {
    let Ok(found) = element.query_selector_all(selector) else { return String::new() };
    let texts: Vec<String> = (0..found.length()).filter_map(|place| found.item(place)?.text_content()).collect();
    texts.join(" ")
}

/// Sends an event to the element of this id. It does not bubble.
pub fn tell(id: &str, event: &str) {
    if let (Some(element), Ok(event)) = (page::element(id), Event::new(event)) {
        // The answer only says whether a listener asked to prevent the default.
        let _ = element.dispatch_event(&event);
    }
}

/// Calls `then` for every such event that reaches the element of this id, for as long as the page lives.
pub fn listen(id: &str, event: &str, then: impl Fn() + 'static) {
    let Some(element) = page::element(id) else { return };
    let listener = Closure::<dyn Fn()>::new(then);
    // Adding a listener fails on no live element.
    let _ = element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}
