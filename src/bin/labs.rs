//! The labs module: the app's start script loads it and says where to mount which lab.

use std::any::Any;
use std::cell::RefCell;

use groundwork::platform::{failure, takeover};
use groundwork::ui::labs::jwt;
use leptos::mount::mount_to;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

thread_local! {
    /// The lab that is mounted; dropping it ends it.
    static MOUNTED: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

fn main() {
    std::panic::set_hook(Box::new(failure::on_lab_panic));
}

/// Mounts the lab of this name in place of what stands in `place`, and ends the one mounted before.
#[wasm_bindgen]
pub fn mount_lab(name: &str, place: HtmlElement) {
    MOUNTED.with_borrow_mut(|mounted| {
        *mounted = None;
        if name == "jwt" {
            let root = place.clone();
            takeover::replace(&place, || *mounted = Some(Box::new(mount_to(root, jwt::Lab))));
        }
    });
}
