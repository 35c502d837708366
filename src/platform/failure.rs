//! What happens when Groundwork's own code panics: say so, write nothing more.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::{page, storage};

/// Stops all writing and opens the page's own dialog. Everything here is plain DOM: the app may be half-changed.
pub fn on_panic(info: &PanicHookInfo<'_>) {
    storage::stop();
    page::mark("data-app", "stopped");
    console_error_panic_hook::hook(info);
    let Some(dialog) = page::element("stopped") else { return };
    if let Ok(Some(details)) = dialog.query_selector("[data-cause]") {
        details.set_text_content(Some(&format!("{info}\nversion {}", env!("CARGO_PKG_VERSION"))));
    }
    if let Ok(dialog) = dialog.dyn_into::<HtmlDialogElement>() {
        // It fails only when the dialog is open already.
        let _ = dialog.show_modal();
    }
}
