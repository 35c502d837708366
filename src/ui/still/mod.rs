//! What is the same for every student, drawn at build time only: the frame of every page, and the pages to read.

mod about;
mod card;
mod card_sections;
mod find_the_fault;
mod first_visit;
mod frame;
mod jwt_lab;
mod key_points;
mod login_flow;
mod not_found;
mod parts;

pub use frame::Frame;
pub use parts::PartList;
