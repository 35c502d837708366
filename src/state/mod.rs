//! What the running app knows, in contexts behind one named helper each, and the one place that writes progress.

pub mod answers;
pub mod browse;
pub mod deck;
mod local;
pub mod site;
pub mod study;
