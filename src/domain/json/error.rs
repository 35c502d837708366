//! Why a text is not JSON: the place, the character found there, what was expected, and the mend.

use thiserror::Error;

use super::MAX_DEPTH;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Bytes before it.
    pub offset: usize,
    /// From 1; a line ends at a line feed.
    pub line: usize,
    /// Characters from the start of the line, from 1.
    pub column: usize,
}

/// The first fault of a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {}, column {} (byte {}): {}{cause}", .at.line, .at.column, .at.offset, Self::found_as_text(.cause, *.found))]
pub struct Error {
    pub cause: Cause,
    pub at: Position,
    /// The character there; `None` at the end of the text, and where the bytes are no character.
    pub found: Option<char>,
}

impl Error {
    fn found_as_text(cause: &Cause, found: Option<char>) -> String {
        match (cause, found) {
            (Cause::Empty | Cause::NotUtf8(_) | Cause::ByteOrderMark | Cause::TooLong, _) => String::new(),
            (_, Some(found)) => format!("found {}: ", shown(found)),
            (_, None) => "the text ends here: ".to_owned(),
        }
    }
}

/// Not seen, or disturbing the line: controls, formats, odd spaces and private use. Letters and marks of any script print.
pub fn is_hidden(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..)
}

/// A text in which every hidden character is its number in brackets: `ada[U+202E]nimda`. Where line breaks and tabs are
/// layout, as in a document, they stay.
pub fn visible(text: &str, has_layout: bool) -> String {
    let mut seen = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) && !(has_layout && matches!(character, '\n' | '\r' | '\t')) {
            seen = seen + "[" + &shown(character) + "]";
        } else {
            seen.push(character);
        }
    }
    seen
}

/// A character as a message shows it: quoted, or by number when it is hidden.
pub fn shown(character: char) -> String {
    match character {
        '\'' => "\"'\"".to_owned(),
        _ if is_hidden(character) => format!("U+{:04X}", u32::from(character)),
        _ => format!("'{character}'"),
    }
}

/// What is wrong. The sentence says what was expected and how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Cause {
    #[error("there is no value here; a JSON text is one value, such as {{\"sub\": \"u-1042\"}}")]
    Empty,
    #[error("the text is longer than {} bytes, and this reader stops there", u32::MAX)]
    TooLong,
    #[error("byte 0x{0:02x} is not UTF-8 here; JSON is exchanged as UTF-8: save or encode the text again as UTF-8")]
    NotUtf8(u8),
    #[error("the text starts with a byte order mark, which JSON must not have: save it as UTF-8 without one")]
    ByteOrderMark,
    #[error("expected a value: {{…}}, […], text in double quotes, a number, true, false or null")]
    Value,
    #[error("expected double quotes: names and text stand in \", never in single or curly quotes")]
    Quotes,
    #[error("the only bare words are true, false and null in small letters; put any other text in double quotes")]
    Word,
    #[error("JSON has no comments: take it out")]
    Comment,
    #[error("expected another element after the comma: remove the comma, or write the element")]
    TrailingComma,
    #[error("expected a member's name in double quotes, or '}}' to end the object")]
    Name,
    #[error("expected ':' between a member's name and its value")]
    Colon,
    #[error("expected ',' and another element, or ']' to end the array")]
    CommaOrBracket,
    #[error("expected ',' and another member, or '}}' to end the object")]
    CommaOrBrace,
    #[error("expected nothing more: a JSON text is one value, and it ended before this")]
    AfterEnd,
    #[error("a number other than 0 does not start with 0: remove the zero, or write it as text in double quotes")]
    LeadingZero,
    #[error("a number does not start with '+': leave it out")]
    Plus,
    #[error("expected a digit; the parts of a number before and after '.', and after 'e', have at least one")]
    Digit,
    #[error("expected '\"' to end the string that started before this")]
    UnfinishedString,
    #[error("a control character stands in a string only as an escape, such as \\n, \\t or \\u0000")]
    Control,
    #[error("expected one of \" \\ / b f n r t u after a backslash; a backslash itself is written \\\\")]
    Escape,
    #[error("expected four hexadecimal digits after \\u")]
    Hex,
    #[error("arrays and objects stand more than {MAX_DEPTH} deep, and this reader stops there")]
    TooDeep,
}
