//! The properties of `tests/fuzz`, built here with what libFuzzer needs to see.

#[path = "../../tests/fuzz/properties/mod.rs"]
pub mod properties;
