//! Groundwork: a study app in one static site.
//!
//! - [`domain`]: cards, memory, the review log, reading tokens. Plain Rust: no browser, no clock, no randomness.
//! - [`content`]: reads and checks `content/` at build time and emits the deck's JSON (feature `content`, native).
//! - [`platform`]: the browser, as thin functions that return `Result`.
//! - [`state`]: what the running app knows; the one place that writes progress.
//! - [`ui`]: pages and components.

#[cfg(feature = "content")]
pub mod content;
pub mod domain;
#[cfg(feature = "ui")]
pub mod platform;
#[cfg(feature = "ui")]
pub mod state;
#[cfg(feature = "ui")]
pub mod ui;
