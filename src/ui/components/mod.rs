//! Pieces that pages share. A component here has its style in `style/components/`.

pub mod answer_form;
pub mod backup;
pub mod card_text;
pub mod chart;
pub mod chart_calendar;
pub mod chart_calibration;
pub mod chart_due;
pub mod chart_recall;
pub mod choices;
pub mod comparison;
pub mod erase;
pub mod finder;
pub mod found_cards;
pub mod grade_bar;
pub mod link;
pub mod missed_points;
pub mod own_words;
pub mod page_head;
pub mod pips;
pub mod reminder;
pub mod save_notice;
pub mod session_summary;
pub mod setting_field;
pub mod table;
pub mod take_away;
pub mod tick_list;
