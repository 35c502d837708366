//! Pieces that pages share. A component here has its style in `style/components/`.

pub mod answer_form;
pub mod card_text;
pub mod comparison;
pub mod finder;
pub mod found_cards;
pub mod grade_bar;
pub mod link;
pub mod page_head;
pub mod pips;
pub mod save_notice;
pub mod session_summary;
pub mod take_away;
pub mod tick_list;
