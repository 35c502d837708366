//! Any bytes: read as JSON or refused with a place inside them; every value lies inside its document.
#![no_main]

use groundwork::domain::json::{Kind, Value, read_bytes};
use libfuzzer_sys::fuzz_target;

fn inside(value: &Value, document: &str) {
    let text = &document[value.span.range()];
    assert!(!text.is_empty());
    match &value.kind {
        Kind::Number(digits) => assert_eq!(&**digits, text),
        Kind::Array(items) => items.iter().for_each(|item| inside(item, document)),
        Kind::Object(members) => members.iter().for_each(|member| {
            assert!(document[member.span.range()].starts_with('"'));
            inside(&member.value, document);
        }),
        _ => {}
    }
}

fuzz_target!(|bytes: &[u8]| {
    match read_bytes(bytes) {
        Ok(value) => inside(&value, std::str::from_utf8(bytes).expect("only UTF-8 is read")),
        Err(error) => {
            assert!(error.at.offset <= bytes.len());
            assert!(!error.to_string().is_empty());
        }
    }
});
