//! What follows the `?` in the page's address.

use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The value of this name; `None` where the address has none.
pub fn value(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Puts these values in place of all that are there, without a new entry in the history; empty ones are left out. A browser
/// that is asked too often refuses; the next call says it all again.
pub fn replace(values: &[(&str, &str)]) {
    let (Some(window), Ok(params)) = (web_sys::window(), UrlSearchParams::new()) else { return };
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        params.append(name, value);
    }
    let text = String::from(params.to_string());
    let path = window.location().pathname().unwrap_or_default();
    let address = if text.is_empty() { path } else { [&path, "?", &text].concat() };
    if let Ok(history) = window.history() {
        // See above.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}
