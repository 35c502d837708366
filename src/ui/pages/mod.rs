//! One component a page.

pub mod cards;
mod progress;
pub mod settings;
mod study;
mod today;

pub use progress::ProgressPage;
#[cfg(feature = "ssr")]
pub use study::StudyIntroduction;
pub use study::{StudyPage, draft_key};
pub use today::Today;
