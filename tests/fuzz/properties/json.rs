//! The JSON reader: accepts what `serde_json` accepts, gives every value as it is written and where it stands, and names
//! the first fault.

use std::collections::HashMap;
use std::fmt;

use groundwork::domain::json::{Cause, Error, Kind, MAX_DEPTH, Member, Text, Value, read, read_bytes};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Any bytes. `RawValue` checks the grammar alone: no limit on depth, numbers or surrogates. Our reader has one limit more,
/// on depth.
pub fn holds(bytes: &[u8]) {
    let theirs = serde_json::from_slice::<&RawValue>(bytes);
    match (read_bytes(bytes), theirs) {
        (Ok(value), Ok(raw)) => same(bytes, &value, raw),
        (Ok(value), Err(error)) => panic!("read as {value:?}, and serde_json says: {error}"),
        (Err(error), theirs) => {
            names_the_first_fault(bytes, &error);
            assert!(theirs.is_err() || error.cause == Cause::TooDeep, "serde_json reads it: {error}");
        }
    }
}

/// An object's members as they stand in the text.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(&'de RawValue, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Pairs).map(Members)
    }
}

/// A string's bytes; half of a surrogate pair as the three bytes that UTF-8 would have for it.
struct Wide(Vec<u8>);

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        deserializer.deserialize_bytes(Bytes).map(Wide)
    }
}

fn parts<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> T {
    serde_json::from_str(raw.get()).expect("it is of this kind")
}

/// The value is this stretch of the document, and so is everything inside it.
fn same(document: &[u8], value: &Value, raw: &RawValue) {
    assert_eq!(value.span.range(), range(document, raw));
    match &value.kind {
        Kind::Null => assert_eq!(raw.get(), "null"),
        Kind::Bool(known) => assert_eq!(raw.get(), known.to_string()),
        Kind::Number(digits) => {
            assert_eq!(&**digits, raw.get());
            assert!(raw.get().starts_with(|first: char| first == '-' || first.is_ascii_digit()));
        }
        Kind::String(text) => same_string(text, raw),
        Kind::Array(items) => {
            let raws: Vec<&RawValue> = parts(raw);
            assert_eq!(items.len(), raws.len());
            items.iter().zip(raws).for_each(|(item, raw)| same(document, item, raw));
        }
        Kind::Object(members) => {
            let Members(raws) = parts(raw);
            assert_eq!(members.len(), raws.len());
            for (member, (name, raw)) in members.iter().zip(raws) {
                same_string(&member.name, name);
                same(document, &member.value, raw);
                assert_eq!(member.span.range(), range(document, name).start..range(document, raw).end);
            }
            duplicates(value, members);
        }
    }
}

/// Where a borrowed value stands in the document it was borrowed from.
fn range(document: &[u8], raw: &RawValue) -> std::ops::Range<usize> {
    let start = raw.get().as_ptr() as usize - document.as_ptr() as usize;
    start..start + raw.get().len()
}

fn same_string(text: &Text, raw: &RawValue) {
    assert_eq!(text.raw(), &raw.get()[1..raw.get().len() - 1]);
    let Wide(mut bytes) = parts(raw);
    let mut lone = false;
    for at in 0..bytes.len().saturating_sub(2) {
        if bytes[at] == 0xed && bytes[at + 1] >= 0xa0 {
            bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
            lone = true;
        }
    }
    assert_eq!((text.text().as_bytes(), text.lone_surrogate), (&bytes[..], lone));
}

fn duplicates(object: &Value, members: &[Member]) {
    let mut last: HashMap<&str, (usize, &Value)> = HashMap::new();
    for member in members {
        let count = last.get(member.name.text()).map_or(0, |(count, _)| *count);
        last.insert(member.name.text(), (count + 1, &member.value));
    }
    for member in members {
        let (count, value) = last[member.name.text()];
        assert_eq!(member.repeated, count > 1, "{:?}", member.name);
        // Looking all of a large object's members up would take long.
        if members.len() < 50 {
            assert!(object.get(member.name.text()).is_some_and(|found| std::ptr::eq(found, value)));
        }
    }
}

fn names_the_first_fault(bytes: &[u8], error: &Error) {
    let at = error.at;
    assert!(!error.to_string().is_empty());
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => {
            assert_eq!(error.found, text[at.offset..].chars().next());
            text
        }
        Err(end) => {
            assert_eq!((error.cause, error.found), (Cause::NotUtf8(bytes[at.offset]), None));
            assert_eq!(at.offset, end.valid_up_to());
            std::str::from_utf8(&bytes[..at.offset]).expect("valid up to here")
        }
    };
    let before = &text[..at.offset];
    let last = before.rsplit('\n').next().unwrap_or_default();
    assert_eq!((at.line, at.column), (before.split('\n').count(), last.chars().count() + 1));
    if !matches!(error.cause, Cause::NotUtf8(_)) {
        // What stands before the fault is a document, or becomes one by going on.
        let earlier = read(before).map_or_else(|earlier| earlier.at.offset, |_| before.len());
        assert_eq!(earlier, before.len(), "an earlier fault than {error}");
    }
    if error.cause == Cause::TooDeep {
        assert!(matches!(bytes[at.offset], b'[' | b'{') && depth(before) == MAX_DEPTH);
    }
}

/// Arrays and objects that are open at the end of the beginning of a document.
fn depth(before: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    for byte in before.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth -= 1,
            _ => {}
        }
    }
    depth
}
