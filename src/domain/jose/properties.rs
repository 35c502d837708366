//! Whatever stands in the boxes, there is an answer.

use proptest::prelude::*;

use super::der_key::{self, Form};
use super::key_box::{self, KeyReading};
use super::pem;

const FORMS: [Form; 6] =
    [Form::Spki, Form::Pkcs1Public, Form::Pkcs8, Form::Pkcs1Private, Form::Sec1, Form::Certificate];

/// DER that gets past the first tags more often than random bytes do.
fn der() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop::sample::select(&[2_u8, 3, 4, 6, 0x30, 0xa0, 0xa1][..]);
    let leaf = (tag.clone(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(|(tag, body)| (tag, body));
    let wrap = |(tag, body): (u8, Vec<u8>)| [&[tag, u8::try_from(body.len() % 128).unwrap_or(0)][..], &body].concat();
    let leaf = leaf.prop_map(wrap);
    leaf.prop_recursive(4, 30, 4, move |inner| {
        (tag.clone(), prop::collection::vec(inner, 0..4)).prop_map(move |(tag, items)| wrap((tag, items.concat())))
    })
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_reason(text in ".{0,60}|[\\PC\n]{0,60}|[{\"ktyocn:,}\\[\\]]{0,40}", which in 0..5_usize) {
        match key_box::read(&text, KeyReading::ALL[which]) {
            None => prop_assert!(text.is_empty()),
            Some(Err(error)) => prop_assert!(!error.to_string().is_empty()),
            Some(Ok(keys)) => prop_assert!(!key_box::describe(&text, &keys).is_empty()),
        }
    }

    #[test]
    fn any_pem_is_read_or_refused_with_a_reason(
        before in "[a-z\n]{0,9}", label in "(PUBLIC KEY|PRIVATE KEY|CERTIFICATE|[A-Z ]{0,9})", body in "[A-Za-z0-9+/=\n\\\\é]{0,80}",
        end in "(-----END PUBLIC KEY-----|-----END (PRIVATE KEY|CERTIFICATE)-----|-----)"
    ) {
        let read = pem::read(&format!("{before}-----BEGIN {label}-----{body}{end}"));
        prop_assert!(read.map_or_else(|error| !error.to_string().is_empty(), |_| true));
    }

    #[test]
    fn any_der_is_a_key_or_refused_inside_its_bytes(bytes in prop_oneof![der(), prop::collection::vec(any::<u8>(), 0..80)]) {
        for form in FORMS {
            if let Err(super::key::KeyError::Der(error)) = der_key::read(form, &bytes) {
                prop_assert!(error.at <= bytes.len(), "{error} of {}", bytes.len());
            }
        }
    }
}
