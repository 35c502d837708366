//! Everything Groundwork knows without a browser: time and entropy arrive as arguments.

pub mod answers;
pub mod backup;
pub mod browse;
pub mod card;
pub mod deck;
pub mod decode;
pub mod exam;
pub mod jose;
pub mod journal;
pub mod json;
pub mod jwt;
pub mod log;
pub mod memory;
pub mod page;
pub mod queue;
pub mod review;
pub mod schedule;
pub mod search;
pub mod session;
pub mod settings;
pub mod statistics;
pub mod study;
pub mod study_card;
pub mod task;
pub mod time;
pub mod words;
