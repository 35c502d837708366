//! The built site in a real browser: `cargo xtask test` runs this once for each engine.

mod access;
mod browse;
mod card;
mod desk;
mod failures;
mod growth;
mod inspect;
mod lab;
mod offline;
mod pages;
mod policy;
#[path = "../../../published/mod.rs"]
mod published;
mod self_test;
mod sign;
mod storage;
mod study;
mod takeover;
mod updates;
mod verify;
mod workshop;
