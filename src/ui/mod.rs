//! Pages and components: signals in, callbacks out, no rules.

mod app;
pub mod components;
pub mod labs;
mod pages;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod start;

pub use app::App;
