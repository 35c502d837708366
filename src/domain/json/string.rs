//! Reads one JSON string and resolves its escapes.

use super::{Cause, Text};

/// Reads the string whose opening quote stands at `start`; gives it and the offset past its closing quote.
/// Errors: the offset of the fault and its cause.
pub(super) fn read_string(document: &str, start: usize) -> Result<(Text, usize), (usize, Cause)> {
    let bytes = document.as_bytes();
    let open = start + 1;
    let mut decoded = String::new();
    let mut lone_surrogate = false;
    // Everything before `copied` is in `decoded` already.
    let mut copied = open;
    let mut at = open;
    loop {
        match bytes.get(at) {
            None => return Err((at, Cause::UnfinishedString)),
            Some(b'"') => break,
            Some(0..=0x1f) => return Err((at, Cause::Control)),
            Some(b'\\') => {
                decoded.push_str(&document[copied..at]);
                let (character, next) = read_escape(bytes, at + 1)?;
                lone_surrogate |= character.is_none();
                decoded.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                (at, copied) = (next, next);
            }
            Some(_) => at += 1,
        }
    }
    let raw = &document[open..at];
    let text = if copied == open {
        Text { decoded: raw.into(), written: None, lone_surrogate }
    } else {
        decoded.push_str(&document[copied..at]);
        Text { decoded: decoded.into(), written: Some(raw.into()), lone_surrogate }
    };
    Ok((text, at + 1))
}

/// The character of the escape whose backslash stands just before `at` (`None`: a lone surrogate), and the offset past it.
fn read_escape(bytes: &[u8], at: usize) -> Result<(Option<char>, usize), (usize, Cause)> {
    let character = match bytes.get(at) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let unit = read_hex(bytes, at + 1)?;
            let next = at + 5;
            let paired = (0xd800..0xdc00).contains(&unit) && bytes[next..].starts_with(b"\\u");
            if paired {
                let low = read_hex(bytes, next + 2)?;
                if (0xdc00..0xe000).contains(&low) {
                    let character = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    return Ok((char::from_u32(character), next + 6));
                }
            }
            return Ok((char::from_u32(unit), next));
        }
        _ => return Err((at, Cause::Escape)),
    };
    Ok((Some(character), at + 1))
}

fn read_hex(bytes: &[u8], at: usize) -> Result<u32, (usize, Cause)> {
    let mut unit = 0;
    for index in at..at + 4 {
        let digit = bytes.get(index).and_then(|byte| char::from(*byte).to_digit(16)).ok_or((index, Cause::Hex))?;
        unit = unit << 4 | digit;
    }
    Ok(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_meaning_and_their_writing() {
        // (document, text, raw, lone surrogate)
        let cases = [
            (r#""""#, "", "", false),
            (r#""plain""#, "plain", "plain", false),
            (r#""a\/b\n\"\\""#, "a/b\n\"\\", r#"a\/b\n\"\\"#, false),
            (r#""\u00e9 \ud83d\ude00é😀""#, "é 😀é😀", r"\u00e9 \ud83d\ude00é😀", false),
            (r#""\ud800""#, "\u{fffd}", r"\ud800", true),
            (r#""\ud800\u0041""#, "\u{fffd}A", r"\ud800\u0041", true),
            (r#""\udc00\ud800\udc00""#, "\u{fffd}\u{10000}", r"\udc00\ud800\udc00", true),
        ];
        for (document, text, raw, lone) in cases {
            let (string, end) = read_string(document, 0).unwrap_or_else(|error| panic!("{document}: {error:?}"));
            assert_eq!((string.text(), string.raw(), string.lone_surrogate), (text, raw, lone), "{document}");
            assert_eq!(end, document.len(), "{document}");
        }
    }

    #[test]
    fn a_broken_string_says_where() {
        let cases = [
            (r#""abc"#, 4, Cause::UnfinishedString),
            ("\"a\tb\"", 2, Cause::Control),
            (r#""a\x""#, 3, Cause::Escape),
            (r#""a\"#, 3, Cause::Escape),
            (r#""\u12g4""#, 5, Cause::Hex),
            (r#""\u12"#, 5, Cause::Hex),
            (r#""\ud800\u00""#, 11, Cause::Hex),
            (r#""\ué""#, 3, Cause::Hex),
        ];
        for (document, offset, cause) in cases {
            assert_eq!(read_string(document, 0), Err((offset, cause)), "{document}");
        }
        for code in 0..0x20 {
            assert_eq!(read_string(&format!("\"{}\"", char::from(code)), 0), Err((1, Cause::Control)), "{code}");
        }
        assert!(read_string("\" \u{7f}\"", 0).is_ok());
    }
}
