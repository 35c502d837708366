//! Files that a person chose or dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, FileList, HtmlInputElement};

/// A file, not read yet.
pub struct File(web_sys::File);

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0).map(File)
}

/// The file that was chosen in the input that an event comes from. The input is emptied, so that the same file can be chosen
/// again.
pub fn chosen(event: &Event) -> Option<File> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = first(input.files());
    input.set_value("");
    file
}

/// The file that was dropped; the browser does not open it.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.prevent_default();
    first(event.data_transfer()?.files())
}

impl File {
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Its size in bytes, known without reading it.
    pub fn bytes(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
        let bytes = self.0.size() as usize;
        bytes
    }

    /// Its text; an error says in words for the student why it has none.
    pub async fn text(&self) -> Result<String, &'static str> {
        let read = JsFuture::from(self.0.array_buffer()).await;
        let bytes = read.map_err(|_| "The browser could not read the file.")?;
        String::from_utf8(js_sys::Uint8Array::new(&bytes).to_vec())
            .map_err(|_| "The file is not text, so it is not a Groundwork backup.")
    }
}
