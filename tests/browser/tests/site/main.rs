//! The built site in a real browser: `cargo xtask test` runs this once for each engine.

mod access;
mod desk;
mod failures;
mod lab;
mod offline;
mod pages;
mod policy;
mod self_test;
mod storage;
mod study;
mod takeover;
mod updates;
