//! What `cargo xtask bench` measures, the same work natively and as WebAssembly: it links the `domain` and nothing else.
//!
//! - [`course`]: a student's reviews of many cards.
//! - [`token`]: a token of a chosen size.
//! - `web`: both for a page's scripts.

pub mod course;
pub mod token;
#[cfg(target_arch = "wasm32")]
mod web;
