//! The labs: a second module, loaded when a lab is opened, so that studying never waits for it.

pub(super) mod bench;
mod claim_rows;
mod expectations;
pub mod fields;
mod findings;
pub mod jwt;
pub mod key_panel;
mod open_sample;
mod token_parts;
pub mod verdicts;

use crate::domain::json::visible;

/// Characters of one text that are drawn: a page with megabytes in it would stand still.
const DRAWN: usize = 4_000;

/// The text as far as it is drawn, every character visible, and how much more there is. `has_layout`: its line breaks
/// and tabs are layout.
fn clipped(text: &str, has_layout: bool) -> String {
    match text.char_indices().nth(DRAWN) {
        None => visible(text, has_layout),
        Some((end, _)) => {
            format!("{}… ({} more characters)", visible(&text[..end], has_layout), text[end..].chars().count())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_clipped_and_says_so() {
        assert_eq!(clipped("short\n", true), "short\n");
        assert_eq!(clipped("user\u{200b}\n", false), "user[U+200B][U+000A]");
        assert!(clipped(&"ä".repeat(DRAWN + 3), false).ends_with("… (3 more characters)"));
    }
}
