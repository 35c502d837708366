//! Reads a document in one pass, with a list of open arrays and objects instead of recursion.

use super::{Cause, Error, Kind, Member, Position, Span, Text, Value, string::read_string};
use crate::domain::order::sort_by;

/// Arrays and objects inside one another that are still read. A tree of values is dropped and drawn recursively, and
/// the stack of a browser's wasm is 1 MB.
pub const MAX_DEPTH: usize = 512;

/// Reads a document. Errors: the first fault.
pub fn read(document: &str) -> Result<Value, Error> {
    Reader { document, at: 0 }.document().map_err(|(offset, cause)| {
        // A fault can lie inside a character only for bytes that are no UTF-8, and those never come here.
        Error { cause, at: position(document, offset), found: document[offset..].chars().next() }
    })
}

/// Reads a document that may not be text at all. Errors: the first fault; bytes that are no UTF-8 come first.
pub fn read_bytes(document: &[u8]) -> Result<Value, Error> {
    match std::str::from_utf8(document) {
        Ok(document) => read(document),
        Err(error) => {
            let (good, bad) = document.split_at(error.valid_up_to());
            let cause = Cause::NotUtf8(bad.first().copied().unwrap_or_default());
            let before = std::str::from_utf8(good).unwrap_or_default();
            Err(Error { cause, at: position(before, before.len()), found: None })
        }
    }
}

fn position(document: &str, offset: usize) -> Position {
    let before = &document[..offset];
    let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    Position { offset, line, column: before[line_start..].chars().count() + 1 }
}

type Fault = (usize, Cause);

/// An array or object whose end has not come yet.
enum Open {
    Array { start: usize, items: Vec<Value> },
    Object { start: usize, members: Vec<Member>, name: Option<(Text, usize)> },
}

struct Reader<'a> {
    document: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn document(mut self) -> Result<Value, Fault> {
        if u32::try_from(self.document.len()).is_err() {
            return Err((0, Cause::TooLong));
        }
        if self.document.starts_with('\u{feff}') {
            return Err((0, Cause::ByteOrderMark));
        }
        self.skip_space();
        if self.peek().is_none() {
            return Err((self.at, Cause::Empty));
        }
        let mut open: Vec<Open> = Vec::new();
        loop {
            // A value starts here.
            let start = self.at;
            let mut done = match self.peek() {
                Some(bracket @ (b'[' | b'{')) => {
                    if open.len() == MAX_DEPTH {
                        return Err((start, Cause::TooDeep));
                    }
                    self.at += 1;
                    self.skip_space();
                    if bracket == b'[' {
                        if self.peek() != Some(b']') {
                            open.push(Open::Array { start, items: Vec::new() });
                            continue;
                        }
                        self.at += 1;
                        self.value(start, Kind::Array(Vec::new()))
                    } else {
                        if self.peek() != Some(b'}') {
                            let name = Some(self.name()?);
                            open.push(Open::Object { start, members: Vec::new(), name });
                            continue;
                        }
                        self.at += 1;
                        self.value(start, Kind::Object(Vec::new()))
                    }
                }
                _ => {
                    let kind = self.scalar()?;
                    self.value(start, kind)
                }
            };
            // A value is complete: put it where it belongs, and close what ends after it.
            loop {
                self.skip_space();
                match open.pop() {
                    None if self.peek().is_none() => return Ok(done),
                    None => return Err((self.at, self.comment_or(Cause::AfterEnd))),
                    Some(Open::Array { start, mut items }) => {
                        items.push(done);
                        match self.peek() {
                            Some(b',') => {
                                self.next_element(b']')?;
                                open.push(Open::Array { start, items });
                                break;
                            }
                            Some(b']') => self.at += 1,
                            _ => return Err((self.at, self.comment_or(Cause::CommaOrBracket))),
                        }
                        done = self.value(start, Kind::Array(items));
                    }
                    Some(Open::Object { start, mut members, name }) => {
                        if let Some((name, from)) = name {
                            let span = Span { start: from as u32, end: done.span.end };
                            members.push(Member { name, value: done, span, repeated: false });
                        }
                        match self.peek() {
                            Some(b',') => {
                                self.next_element(b'}')?;
                                let name = Some(self.name()?);
                                open.push(Open::Object { start, members, name });
                                break;
                            }
                            Some(b'}') => self.at += 1,
                            _ => return Err((self.at, self.comment_or(Cause::CommaOrBrace))),
                        }
                        mark_repeated(&mut members);
                        done = self.value(start, Kind::Object(members));
                    }
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.document.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Documents over `u32::MAX` bytes are refused at the start.
    fn value(&self, start: usize, kind: Kind) -> Value {
        Value { kind, span: Span { start: start as u32, end: self.at as u32 } }
    }

    /// Steps over a comma, behind which `closer` may not stand.
    fn next_element(&mut self, closer: u8) -> Result<(), Fault> {
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(closer) { Err((self.at, Cause::TrailingComma)) } else { Ok(()) }
    }

    /// A member's name and its colon, with the offset where the name starts.
    fn name(&mut self) -> Result<(Text, usize), Fault> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err((start, self.quotes_or(self.comment_or(Cause::Name))));
        }
        let (name, end) = read_string(self.document, start)?;
        self.at = end;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err((self.at, self.comment_or(Cause::Colon)));
        }
        self.at += 1;
        self.skip_space();
        Ok((name, start))
    }

    fn scalar(&mut self) -> Result<Kind, Fault> {
        match self.peek() {
            Some(b'"') => {
                let (text, end) = read_string(self.document, self.at)?;
                self.at = end;
                Ok(Kind::String(text))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'+') => Err((self.at, Cause::Plus)),
            Some(b'.') => Err((self.at, Cause::Digit)),
            Some(byte) if byte.is_ascii_alphabetic() => self.word(),
            _ => Err((self.at, self.quotes_or(self.comment_or(Cause::Value)))),
        }
    }

    fn word(&mut self) -> Result<Kind, Fault> {
        let rest = &self.document[self.at..];
        let word = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())];
        let kind = match word {
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            _ => return Err((self.at, Cause::Word)),
        };
        self.at += word.len();
        Ok(kind)
    }

    fn number(&mut self) -> Result<Kind, Fault> {
        let start = self.at;
        self.skip_if(b"-");
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err((self.at - 1, Cause::LeadingZero));
            }
        } else {
            self.digits()?;
        }
        if self.skip_if(b".") {
            self.digits()?;
        }
        if self.skip_if(b"eE") {
            self.skip_if(b"+-");
            self.digits()?;
        }
        Ok(Kind::Number(self.document[start..self.at].into()))
    }

    fn skip_if(&mut self, any: &[u8]) -> bool {
        let there = self.peek().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(there);
        there
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err((start, Cause::Digit)) } else { Ok(()) }
    }

    fn comment_or(&self, otherwise: Cause) -> Cause {
        let rest = &self.document[self.at..];
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            Cause::Comment
        } else {
            otherwise
        }
    }

    fn quotes_or(&self, otherwise: Cause) -> Cause {
        let quote = self.document[self.at..].starts_with(['\'', '`', '‘', '’', '“', '”', '„', '«', '»']);
        if quote { Cause::Quotes } else { otherwise }
    }
}

/// Flags members that share their name, in n log n steps: an object may have a million.
fn mark_repeated(members: &mut [Member]) {
    let mut order: Vec<usize> = (0..members.len()).collect();
    sort_by(&mut order, |a, b| members[*a].name.text().cmp(members[*b].name.text()));
    for pair in order.windows(2) {
        if members[pair[0]].name.text() == members[pair[1]].name.text() {
            members[pair[0]].repeated = true;
            members[pair[1]].repeated = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_members_their_order() {
        let document = r#" {"b": 9007199254740993, "a": [1e400, 3.0, -0], "b": null} "#;
        let value = read(document).expect("JSON");
        let members = value.members().expect("an object");
        let names: Vec<_> = members.iter().map(|member| (member.name.text(), member.repeated)).collect();
        assert_eq!(names, [("b", true), ("a", false), ("b", true)]);
        assert_eq!(members[0].value.as_number(), Some("9007199254740993"));
        let Kind::Array(items) = &members[1].value.kind else { panic!("an array") };
        assert_eq!(items.iter().filter_map(Value::as_number).collect::<Vec<_>>(), ["1e400", "3.0", "-0"]);
        assert_eq!(&document[members[1].span.range()], r#""a": [1e400, 3.0, -0]"#);
        assert_eq!(&document[items[2].span.range()], "-0");
        assert_eq!(value.get("b").map(|last| &last.kind), Some(&Kind::Null));
        assert_eq!(value.span, Span { start: 1, end: document.len() as u32 - 1 });
    }

    #[test]
    fn a_fault_is_named_with_its_place() {
        // (document, offset, line, column, cause)
        let cases = [
            ("", 0, 1, 1, Cause::Empty),
            (" \n ", 3, 2, 2, Cause::Empty),
            ("\u{feff}{}", 0, 1, 1, Cause::ByteOrderMark),
            ("{\"é\": tru}", 7, 1, 7, Cause::Word),
            ("{\n \"a\": 1,\n}", 11, 3, 1, Cause::TrailingComma),
            ("[1,]", 3, 1, 4, Cause::TrailingComma),
            ("{'a': 1}", 1, 1, 2, Cause::Quotes),
            ("{a: 1}", 1, 1, 2, Cause::Name),
            ("{\"a\" 1}", 5, 1, 6, Cause::Colon),
            ("{\"a\": 1 \"b\": 2}", 8, 1, 9, Cause::CommaOrBrace),
            ("[1 2]", 3, 1, 4, Cause::CommaOrBracket),
            ("[1", 2, 1, 3, Cause::CommaOrBracket),
            ("[1, 2}]", 5, 1, 6, Cause::CommaOrBracket),
            ("{\"a\": 1]}", 7, 1, 8, Cause::CommaOrBrace),
            ("{\"a\": }", 6, 1, 7, Cause::Value),
            ("{} {}", 3, 1, 4, Cause::AfterEnd),
            ("[1] // one", 4, 1, 5, Cause::Comment),
            ("[01]", 1, 1, 2, Cause::LeadingZero),
            ("[+1]", 1, 1, 2, Cause::Plus),
            ("[1.]", 3, 1, 4, Cause::Digit),
            ("[1e]", 3, 1, 4, Cause::Digit),
            ("[NaN]", 1, 1, 2, Cause::Word),
            ("[\"\\x\"]", 3, 1, 4, Cause::Escape),
        ];
        for (document, offset, line, column, cause) in cases {
            let error = read(document).expect_err(document);
            assert_eq!((error.cause, error.at), (cause, Position { offset, line, column }), "{document}");
            assert_eq!(error.found, document[offset..].chars().next(), "{document}");
        }
        let message = read("{\n \"a\": 1,\n}").expect_err("a fault").to_string();
        assert!(message.starts_with("line 3, column 1 (byte 11): found '}': expected another element"), "{message}");
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_place() {
        let error = read_bytes(b"[\"\xc3\xa9\n\xff\"]").expect_err("not UTF-8");
        assert_eq!((error.cause, error.at), (Cause::NotUtf8(0xff), Position { offset: 5, line: 2, column: 1 }));
    }

    #[test]
    fn depth_ends_at_the_stated_limit() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(MAX_DEPTH)).is_ok());
        for depth in [MAX_DEPTH + 1, 100_000] {
            let error = read(&nested(depth)).expect_err("too deep");
            assert_eq!((error.cause, error.at.offset), (Cause::TooDeep, MAX_DEPTH));
            assert!(error.to_string().contains("512"), "{error}");
        }
        assert_eq!(read(&"{\"a\":".repeat(100_000)).map_err(|error| error.cause), Err(Cause::TooDeep));
    }
}
