//! Base64url, strict and lenient, beside the `base64` crate.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, URL_SAFE_NO_PAD};
use groundwork::domain::jwt::base64url::{FaultKind, decode, decode_lenient, encode, is_base64url};
use groundwork::domain::jwt::lens::last_character;

const ANY_LAST_BITS: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));

/// Any text, as one segment of a token.
pub fn holds(text: &str) {
    let strict = decode(text);
    assert_eq!(strict.as_deref().ok(), URL_SAFE_NO_PAD.decode(text).ok().as_deref(), "strict: {strict:?}");
    let lenient = decode_lenient(text);
    match strict {
        Ok(bytes) => assert_eq!((encode(&bytes), &lenient.bytes), (text.to_owned(), &bytes)),
        Err(first) => assert_eq!(lenient.faults.first(), Some(&first)),
    }

    let url = |sign| match sign {
        '+' => '-',
        '/' => '_',
        _ => sign,
    };
    let mut kept: String = text.chars().map(url).filter(|sign| is_base64url(*sign)).collect();
    let over = kept.len() % 4 == 1;
    if over {
        kept.pop();
    }
    assert_eq!(Ok(&lenient.bytes), ANY_LAST_BITS.decode(&kept).as_ref(), "lenient: {lenient:?}");

    let odd = text.chars().filter(|sign| !is_base64url(*sign)).count();
    let unused = URL_SAFE_NO_PAD.decode(&kept).is_err();
    let count = odd + usize::from(over) + usize::from(unused);
    assert_eq!(lenient.faults.len() + lenient.more_faults, count, "{lenient:?}");
    for fault in &lenient.faults {
        let (offset, found) = text.char_indices().nth(fault.index).expect("the fault lies inside the text");
        assert_eq!(fault.offset, offset);
        match fault.kind {
            FaultKind::Standard(sign) | FaultKind::Space(sign) | FaultKind::Alien(sign) => assert_eq!(sign, found),
            FaultKind::Padding => assert_eq!(found, '='),
            FaultKind::Length(length) => assert_eq!((length, over), (kept.len() + 1, true)),
            FaultKind::TrailingBits { found: sign, strict } => {
                assert_eq!(sign, found);
                let mended = format!("{}{strict}", &kept[..kept.len() - 1]);
                assert_eq!(URL_SAFE_NO_PAD.decode(mended).as_ref(), Ok(&lenient.bytes));
            }
        }
        assert!(!fault.to_string().is_empty());
    }

    if let Some(last) = last_character(text) {
        let before = &text[..text.len() - 1];
        for sign in last.alike.iter().copied() {
            let other = format!("{before}{sign}");
            assert_eq!(decode_lenient(&other).bytes, lenient.bytes);
            assert_eq!(decode(&other).is_ok(), sign == last.strict());
        }
        assert!(last.alike.contains(&last.found));
    }
}
