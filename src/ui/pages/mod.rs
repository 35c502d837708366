//! One component a page.

mod cards;
mod progress;
mod settings;
mod study;
mod today;

pub use cards::Cards;
pub use progress::ProgressPage;
pub use settings::SettingsPage;
#[cfg(feature = "ssr")]
pub use study::StudyIntroduction;
pub use study::{StudyPage, draft_key};
pub use today::Today;
