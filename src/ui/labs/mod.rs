//! The labs: a second module, loaded when a lab is opened, so that studying never waits for it.

mod bench;
mod claim_rows;
mod expectations;
pub mod fields;
mod findings;
pub mod jwt;
mod key_panel;
mod open_sample;
mod token_parts;
pub mod verdicts;

/// Characters of one text that are drawn: a page with megabytes in it would stand still.
const DRAWN: usize = 4_000;

/// The text as far as it is drawn, and how much more there is.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(DRAWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} more characters)", &text[..end], text[end..].chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_clipped_and_says_so() {
        assert_eq!(clipped("short"), "short");
        assert!(clipped(&"ä".repeat(DRAWN + 3)).ends_with("… (3 more characters)"));
    }
}
