//! One component a page.

mod about;
mod card;
mod cards;
mod jwt_lab;
mod not_found;
mod progress;
mod study;
mod today;

pub use about::About;
pub use card::CardPage;
pub use cards::Cards;
pub use jwt_lab::JwtLab;
pub use not_found::NotFound;
pub use progress::ProgressPage;
pub use study::{Answered, StudyPage, draft_key};
pub use today::Today;
