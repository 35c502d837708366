//! DER: every value lies inside the one around it and is written in its one form; a key that was written reads the same.

use groundwork::domain::jose::der::{BIT_STRING, Der, INTEGER};
use groundwork::domain::jose::der_key::{Form, read};
use groundwork::domain::jose::key::KeyError;

use super::forms::{bit_string, integer, tlv};
use super::key::reads_the_same_from_every_form;

/// The labels of PEM files with what stands in them.
const LABELS: [(&str, Form); 6] = [
    ("PUBLIC KEY", Form::Spki),
    ("RSA PUBLIC KEY", Form::Pkcs1Public),
    ("PRIVATE KEY", Form::Pkcs8),
    ("RSA PRIVATE KEY", Form::Pkcs1Private),
    ("EC PRIVATE KEY", Form::Sec1),
    ("CERTIFICATE", Form::Certificate),
];

/// What a PEM label announces.
pub fn form_of(label: &str) -> Option<Form> {
    LABELS.into_iter().find(|(known, _)| *known == label).map(|(_, form)| form)
}

/// Any bytes, as values of any kind and as each structure of a PEM file.
pub fn holds(bytes: &[u8]) {
    values_lie_inside(bytes);
    for (_, form) in LABELS {
        match read(form, bytes) {
            Ok(key) => {
                assert!(read(form, &[bytes, &[0]].concat()).is_err(), "{form:?} with a byte more");
                assert!(read(form, &bytes[..bytes.len() - 1]).is_err(), "{form:?} with a byte less");
                reads_the_same_from_every_form(&key);
            }
            Err(KeyError::Der(error)) => assert!(error.at <= bytes.len() && !error.to_string().is_empty()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// Value after value: what is read, written again, is what stood there; what is refused has no such form or does not fit.
fn values_lie_inside(bytes: &[u8]) {
    let mut der = Der::new(bytes);
    let mut at = 0;
    while let Some(tag) = der.peek() {
        let rest = &bytes[at..];
        let (mut number, mut bits) = (der, der);
        let value = der.value(tag, "value");
        let Ok(content) = value.map(Der::rest) else {
            assert!(value.is_err_and(|error| (at..=bytes.len()).contains(&error.at)));
            assert!(!is_whole(rest), "refused: {rest:02x?}");
            return;
        };
        let written = tlv(tag, content);
        assert!(rest.starts_with(&written), "{written:02x?} was read of {rest:02x?}");
        at += written.len();
        let least = matches!(content, [1..=0x7f, ..] | [0] | [0, 0x80..=0xff, ..]);
        match number.unsigned("number") {
            Ok(digits) => assert_eq!(integer(digits), written),
            Err(_) => assert!(tag != INTEGER || !least, "refused: {written:02x?}"),
        }
        match bits.bit_string("bits") {
            Ok(bytes) => assert_eq!(bit_string(bytes.rest()), written),
            Err(_) => assert!(tag != BIT_STRING || content.first() != Some(&0), "refused: {written:02x?}"),
        }
        if tag & 0x20 != 0 {
            values_lie_inside(content);
        }
    }
    assert_eq!(at, bytes.len());
}

/// A tag, the shortest length (X.690, section 10.1), and as many bytes.
fn is_whole(bytes: &[u8]) -> bool {
    match bytes {
        [_, length @ ..=0x7f, content @ ..] => content.len() >= usize::from(*length),
        [_, 0x81, length @ 0x80..=0xff, content @ ..] => content.len() >= usize::from(*length),
        [_, 0x82, a @ 1..=0xff, b, content @ ..] => content.len() >= usize::from(*a) << 8 | usize::from(*b),
        // Longer ones than any input here.
        _ => false,
    }
}
