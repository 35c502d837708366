//! The labs: a second module, loaded when a lab is opened, so that studying never waits for it.

pub mod jwt;
