//! The browser, as thin functions that return `Result` and decide nothing.

pub mod address;
pub mod clipboard;
pub mod clock;
pub mod crypto;
#[cfg(feature = "csr")]
pub mod failure;
pub mod fetch;
pub mod fields;
pub mod file;
pub mod letters;
pub mod page;
pub mod storage;
pub mod takeover;
