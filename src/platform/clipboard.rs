//! The clipboard, for copying exact texts out, and in.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Clipboard;

    #[wasm_bindgen(method, catch, js_name = writeText)]
    fn write_text(this: &Clipboard, text: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = readText)]
    fn read_text(this: &Clipboard) -> Result<Promise, JsValue>;
}

fn clipboard() -> Option<Clipboard> {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok().filter(JsValue::is_object);
    let window = web_sys::window().map(JsValue::from);
    let clipboard = window.and_then(|window| member(&member(&window, "navigator")?, "clipboard"));
    clipboard.map(JsCast::unchecked_into)
}

/// Puts a text there. `false` where the browser refuses, or has none (over plain http).
pub async fn copy(text: &str) -> bool {
    let Some(clipboard) = clipboard() else { return false };
    match clipboard.write_text(text) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}

/// The text there. `None` where the person or the browser refuses, or has none (over plain http).
pub async fn paste() -> Option<String> {
    JsFuture::from(clipboard()?.read_text().ok()?).await.ok()?.as_string()
}
