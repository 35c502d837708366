//! Files that a person chose or dropped.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, HtmlInputElement};

/// A file, not read yet.
pub struct File(Blob);

/// The first of an object's `files`.
fn first(of: &JsValue) -> Option<File> {
    let files = Reflect::get(of, &"files".into()).ok()?;
    Reflect::get_u32(&files, 0).ok()?.dyn_into().ok().map(File)
}

/// The file that was chosen in the input that an event comes from. The input is emptied, so that the same file can be chosen
/// again.
pub fn chosen(event: &Event) -> Option<File> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = first(&input);
    input.set_value("");
    file
}

/// The file that was dropped; the browser does not open it.
pub fn dropped(event: &Event) -> Option<File> {
    event.prevent_default();
    first(&Reflect::get(event, &"dataTransfer".into()).ok()?)
}

impl File {
    pub fn name(&self) -> String {
        let name = Reflect::get(&self.0, &"name".into()).ok().and_then(|name| name.as_string());
        name.unwrap_or_default()
    }

    /// Its size in bytes, known without reading it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    pub fn bytes(&self) -> usize {
        self.0.size() as usize
    }

    /// Its text; an error says in words for the student why it has none.
    pub async fn text(&self) -> Result<String, &'static str> {
        let read = JsFuture::from(self.0.array_buffer()).await;
        let bytes = read.map_err(|_| "The browser could not read the file.")?;
        String::from_utf8(js_sys::Uint8Array::new(&bytes).to_vec())
            .map_err(|_| "The file is not text, so it is not a Groundwork backup.")
    }
}
