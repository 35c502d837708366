//! Holds the reader to `serde_json` on random and on damaged documents.

use proptest::prelude::*;
use serde_json::Value as Theirs;
use serde_json::value::RawValue;

use super::{Kind, Value, read, read_bytes};

/// Documents as their writer would make them: any strings, spaces between, numbers in odd but legal forms.
fn document() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        "-?(0|[1-9][0-9]{0,20})".boxed(),
        "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,6}".boxed(),
        "-?[1-9](\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,3}".boxed(),
    ];
    let string = prop_oneof![
        any::<String>().prop_map(|text| Theirs::from(text).to_string()),
        "\"(\\\\u[0-9a-fA-F]{4}|\\\\[\"\\\\/bfnrt]|[ -!#-\\[\\]-~é😀]){0,6}\"",
    ];
    let leaf =
        prop_oneof![Just("null".to_owned()), Just("true".to_owned()), Just("false".to_owned()), number, string.clone()];
    let space = "[ \t\r\n]{0,2}";
    leaf.prop_recursive(6, 60, 5, move |inner| {
        let item = (space, inner, space).prop_map(|(before, value, after)| before + &value + &after);
        let member =
            (string.clone(), space, item.clone()).prop_map(|(name, space, value)| name + &space + ":" + &value);
        prop_oneof![
            prop::collection::vec(item, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// What they read, where they read it to the end: not a lone surrogate, not a number past their range.
fn same(ours: &Value, theirs: &Theirs) -> bool {
    match (&ours.kind, theirs) {
        (Kind::Null, Theirs::Null) => true,
        (Kind::Bool(a), Theirs::Bool(b)) => a == b,
        // Their floats can be off in the last place, so the digits go through their reader.
        (Kind::Number(digits), Theirs::Number(_)) => {
            serde_json::from_str::<Theirs>(digits).ok().as_ref() == Some(theirs)
        }
        (Kind::String(text), Theirs::String(string)) => text.text() == string && !text.lone_surrogate,
        (Kind::Array(a), Theirs::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Object(members), Theirs::Object(map)) => {
            members.iter().all(|member| map.contains_key(member.name.text()))
                && map.iter().all(|(name, theirs)| ours.get(name).is_some_and(|ours| same(ours, theirs)))
        }
        _ => false,
    }
}

/// Every span covers a document of its own that reads as the same kind of value.
fn spans_hold(document: &str, value: &Value) -> bool {
    let own = read(&document[value.span.range()]);
    own.is_ok_and(|own| own.noun() == value.noun())
        && match &value.kind {
            Kind::Array(items) => items.iter().all(|item| spans_hold(document, item)),
            Kind::Object(members) => members.iter().all(|member| {
                document[member.span.range()].starts_with(&format!("\"{}\"", member.name.raw()))
                    && member.span.end == member.value.span.end
                    && spans_hold(document, &member.value)
            }),
            _ => true,
        }
}

/// `RawValue` checks the grammar only: no limit on depth, numbers or surrogates.
fn agrees(document: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<&RawValue>(document);
    let ours = read_bytes(document);
    prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}: {:?} {:?}", String::from_utf8_lossy(document), ours, theirs);
    if let (Ok(ours), Ok(theirs)) = (&ours, serde_json::from_slice::<Theirs>(document)) {
        prop_assert!(same(ours, &theirs), "{:?} {:?}", ours, theirs);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_document_reads_as_serde_json_reads_it(document in document()) {
        let value = read(&document);
        prop_assert!(value.is_ok(), "{:?}: {:?}", document, value);
        prop_assert!(spans_hold(&document, &value.expect("checked above")));
        agrees(document.as_bytes())?;
    }

    #[test]
    fn a_damaged_document_is_refused_exactly_when_serde_json_refuses_it(
        document in document(),
        hurts in prop::collection::vec((any::<prop::sample::Index>(), 0..3, prop_oneof![
            any::<u8>(),
            prop::sample::select(&b"{}[]\",:\\u0123456789.eE+-tfn \t\n\x00\x1f\x7f\xc3\xed\xff"[..]),
        ]), 1..4),
    ) {
        let mut bytes = document.into_bytes();
        for (place, how, byte) in hurts {
            let at = place.index(bytes.len() + 1);
            match how {
                0 => bytes.insert(at, byte),
                1 if at < bytes.len() => bytes[at] = byte,
                _ if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.truncate(at / 2),
            }
        }
        agrees(&bytes)?;
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = read_bytes(&bytes) {
            prop_assert!(error.at.offset <= bytes.len());
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
