//! localStorage: may be blocked, full or cleared at any moment, so every call answers.

use std::sync::atomic::{AtomicBool, Ordering};

use thiserror::Error;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Storage, StorageEvent};

/// Why nothing could be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    #[error("This browser does not let Groundwork save. Usual causes: a private window, or blocked site data.")]
    Blocked,
    #[error(
        "This browser's storage for this site is full or refused the write. Free some space, then press Try again."
    )]
    Refused,
    #[error("Groundwork has stopped after an error and writes nothing more. Reload the page.")]
    Stopped,
}

static STOPPED: AtomicBool = AtomicBool::new(false);

/// After this nothing is written until the page is loaded anew: state that a panic left half-changed must not be kept.
pub fn stop() {
    STOPPED.store(true, Ordering::Relaxed);
}

/// gloo-storage panics where storage is blocked, so the window is asked directly.
fn storage() -> Result<Storage, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Blocked)?;
    window.local_storage().ok().flatten().ok_or(StorageError::Blocked)
}

/// Every key that starts with `prefix`, in no order.
pub fn keys(prefix: &str) -> Result<Vec<String>, StorageError> {
    let storage = storage()?;
    let count = storage.length().map_err(|_| StorageError::Blocked)?;
    Ok((0..count).filter_map(|i| storage.key(i).ok().flatten()).filter(|key| key.starts_with(prefix)).collect())
}

/// The text under `key`; `None` when there is none.
pub fn get(key: &str) -> Result<Option<String>, StorageError> {
    storage()?.get_item(key).map_err(|_| StorageError::Blocked)
}

/// Writes `text` under `key`; on an error what was there before still is.
pub fn set(key: &str, text: &str) -> Result<(), StorageError> {
    if STOPPED.load(Ordering::Relaxed) {
        return Err(StorageError::Stopped);
    }
    storage()?.set_item(key, text).map_err(|_| StorageError::Refused)
}

/// Removes `key`.
pub fn remove(key: &str) -> Result<(), StorageError> {
    if STOPPED.load(Ordering::Relaxed) {
        return Err(StorageError::Stopped);
    }
    storage()?.remove_item(key).map_err(|_| StorageError::Refused)
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok()
}

fn navigator() -> Option<JsValue> {
    property(&web_sys::window()?.into(), "navigator")
}

/// Whether this engine removes what a site keeps after seven days of use without a visit to it (WebKit), unless it was asked
/// to keep it.
pub fn may_be_evicted() -> bool {
    let vendor = navigator().and_then(|navigator| property(&navigator, "vendor")?.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

/// Whether the browser has agreed to keep what this site saves; with `ask` it is asked to. Some browsers ask the person, some
/// never answer. False where they know nothing of it, as without a secure context.
pub async fn persist(ask: bool) -> bool {
    let asked = || -> Option<js_sys::Promise> {
        let storage = property(&navigator()?, "storage")?;
        let function = property(&storage, if ask { "persist" } else { "persisted" })?;
        function.dyn_into::<js_sys::Function>().ok()?.call0(&storage).ok()?.dyn_into().ok()
    };
    let Some(promise) = asked() else { return false };
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok_and(|kept| kept.is_truthy())
}

/// What another tab did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An entry's key and its text now; `None` when it was removed.
    Entry(String, Option<String>),
    /// Everything was removed at once.
    Cleared,
}

/// Calls `changed` with each change that another tab makes, for as long as the page lives.
pub fn on_change(changed: impl Fn(Change) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| {
        changed(event.key().map_or(Change::Cleared, |key| Change::Entry(key, event.new_value())));
    });
    // Adding a listener fails on no live window.
    let _ = window.add_event_listener_with_callback("storage", listener.as_ref().unchecked_ref());
    listener.forget();
}
