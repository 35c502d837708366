//! Pages and components: signals in, callbacks out, no rules.

pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
mod erased;
pub mod labs;
#[cfg(feature = "ssr")]
pub mod modules;
#[cfg(feature = "ssr")]
pub mod names;
mod pages;
pub mod section;
pub mod start;
#[cfg(feature = "ssr")]
pub mod still;
pub mod workshop;
