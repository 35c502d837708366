//! The part of wasm-streams' interface that server_fn names, without what it does: see README.md.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use wasm_bindgen::JsValue;

/// What every call ends with: no page of this app has server functions.
const UNUSED: &str = "wasm-streams is a stand-in: this app has no server functions";

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps the browser's own.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's own.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// # Panics
    /// Always.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        panic!("{UNUSED}")
    }

    /// A stream of one error.
    pub fn into_stream(self) -> IntoStream {
        IntoStream(false)
    }
}

/// Ends after its first item, an error; holds whether that was given.
#[derive(Debug)]
pub struct IntoStream(bool);

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let ended = std::mem::replace(&mut self.0, true);
        Poll::Ready((!ended).then(|| Err(JsValue::from_str(UNUSED))))
    }
}
