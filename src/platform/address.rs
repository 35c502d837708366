//! What follows the `?` in the page's address.

use std::cell::RefCell;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::UrlSearchParams;

/// The value of this name; `None` where the address has none.
pub fn value(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Milliseconds between two changes of the address: browsers refuse more than three to seven a second.
const PACE: i32 = 400;

thread_local! {
    /// Whether the address was changed a moment ago, and what it is to be next.
    static NEXT: RefCell<Option<Option<String>>> = const { RefCell::new(None) };
}

/// Puts these values in place of all that are there, without a new entry in the history; empty ones are left out. At once,
/// or a moment after the last change.
pub fn replace(values: &[(&str, &str)]) {
    let (Some(window), Ok(params)) = (web_sys::window(), UrlSearchParams::new()) else { return };
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        params.append(name, value);
    }
    let text = String::from(params.to_string());
    let path = window.location().pathname().unwrap_or_default();
    let address = if text.is_empty() { path } else { [&path, "?", &text].concat() };
    let waits = NEXT.with_borrow_mut(|next| match next {
        Some(next) => {
            *next = Some(address.clone());
            true
        }
        None => {
            *next = Some(None);
            false
        }
    });
    if !waits {
        write(&address);
    }
}

/// Writes an address, and after [`PACE`] the next, if there is one by then.
fn write(address: &str) {
    let Some(window) = web_sys::window() else { return };
    if let Ok(history) = window.history() {
        // A browser that refuses all the same keeps the address it has.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
    let then = Closure::once_into_js(|| {
        let next = NEXT.with_borrow_mut(|next| match next.take().flatten() {
            Some(address) => {
                *next = Some(None);
                Some(address)
            }
            None => None,
        });
        if let Some(next) = next {
            write(&next);
        }
    });
    // It fails on no live window.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), PACE);
}
