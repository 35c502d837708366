//! The built site in a real browser: `cargo xtask test` runs this once for each engine.

mod access;
mod browse;
mod failures;
mod lab;
mod pages;
mod self_test;
mod storage;
mod study;
mod takeover;
