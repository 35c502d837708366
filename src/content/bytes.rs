//! Owns a file's bytes: turns them into text and notes what a text file of the content must not have.

use super::rule::Rule;

/// A byte offset into the text, the rule and what is wrong there.
pub type Mark = (usize, Rule, String);

/// The text of a file, faults and all: bytes that are not UTF-8 become U+FFFD and a byte order mark is dropped, so
/// that every further fault can be reported too. Lines keep their numbers and characters their columns.
pub fn decode(bytes: &[u8]) -> (String, Vec<Mark>) {
    let mut marks = Vec::new();
    let without_mark = bytes.strip_prefix(b"\xEF\xBB\xBF");
    if without_mark.is_some() {
        marks.push((0, Rule::ByteOrderMark, "the file begins with a byte order mark".to_owned()));
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in without_mark.unwrap_or(bytes).utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let hex: Vec<_> = chunk.invalid().iter().map(|byte| format!("{byte:02X}")).collect();
            marks.push((text.len(), Rule::InvalidUtf8, format!("the bytes {} are not UTF-8", hex.join(" "))));
            text.push('\u{FFFD}');
        }
    }
    if text.trim().is_empty() {
        marks.push((0, Rule::EmptyFile, "the file is empty".to_owned()));
        return (text, marks);
    }
    mark_characters(&text, &mut marks);
    // What has been noted should not break the line it stands on as well. One byte each, so that places stay right.
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t');
    (text.replace(is_control, " "), marks)
}

fn mark_characters(text: &str, marks: &mut Vec<Mark>) {
    if let Some(first) = text.find("\r\n") {
        let lines = text.matches("\r\n").count();
        marks.push((first, Rule::LineEnds, format!("{lines} lines, from here on, end in CR LF")));
    }
    let mut tab_on_line = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => tab_on_line = false,
            '\t' if !tab_on_line => {
                tab_on_line = true;
                marks.push((at, Rule::Tab, "there is a tab".to_owned()));
            }
            '\t' => {}
            '\r' if text[at..].starts_with("\r\n") => {}
            _ if c.is_control() || is_invisible(c) => {
                marks.push((at, Rule::ControlCharacter, format!("there is the character U+{:04X}", u32::from(c))));
            }
            _ => {}
        }
    }
}

/// Zero-width characters and those that change the direction of text: they make text read otherwise than it is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_bytes_is_found_at_its_place_in_the_text() {
        let rules = |bytes: &[u8]| -> Vec<_> { decode(bytes).1.into_iter().map(|(at, rule, _)| (at, rule)).collect() };
        type Case = (&'static [u8], &'static [(usize, Rule)]);
        let cases: [Case; 8] = [
            (b"plain \xC3\xA4\n", &[]),
            (b"", &[(0, Rule::EmptyFile)]),
            (b" \n\n", &[(0, Rule::EmptyFile)]),
            (b"\xEF\xBB\xBFa\n", &[(0, Rule::ByteOrderMark)]),
            (b"a\r\nb\r\n", &[(1, Rule::LineEnds)]),
            (b"a\xFFb\xC3\nc", &[(1, Rule::InvalidUtf8), (5, Rule::InvalidUtf8)]),
            (b"\ta\t\n\tb", &[(0, Rule::Tab), (4, Rule::Tab)]),
            (b"a\n\x1A", &[(2, Rule::ControlCharacter)]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(rules(bytes), expected, "{bytes:?}");
        }
        assert_eq!(rules("a\u{202E}b".as_bytes()), [(1, Rule::ControlCharacter)]);
    }
}
