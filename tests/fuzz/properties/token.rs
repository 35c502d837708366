//! The token reader: nothing of a pasted text is lost, and a token is well-formed exactly when the RFCs say so.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use groundwork::domain::json::{Kind, read_bytes};
use groundwork::domain::jwt::around::IgnoredKind;
use groundwork::domain::jwt::base64url::encode;
use groundwork::domain::jwt::fault::Fault;
use groundwork::domain::jwt::find::find;
use groundwork::domain::jwt::segment::{Content, Part};
use groundwork::domain::jwt::shape::Shape;
use groundwork::domain::jwt::token::{Reading, decode_unverified};

use super::{base64url, json};

/// Any text in the box for the token.
pub fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let token = is_found_whole(&text);
    is_read_whole(&text, &decode_unverified(&text));
    if *token != *text {
        is_read_whole(&token, &decode_unverified(&token));
    }
}

/// The token's pieces and what was left aside are the whole text, each part once.
fn is_found_whole(text: &str) -> String {
    let found = find(text);
    let pieces: String = found.pieces.iter().map(|piece| &text[piece.clone()]).collect();
    assert_eq!(pieces, found.token);
    let apart = found.ignored.iter().filter(|ignored| ignored.kind != IgnoredKind::OtherToken);
    let mut ranges: Vec<_> = apart.map(|ignored| &ignored.range).chain(&found.pieces).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let end = ranges.into_iter().fold(0, |end, range| {
        assert!(range.start == end && range.start <= range.end, "{range:?} follows {end}: {found:?}");
        range.end
    });
    assert_eq!(end, text.len());
    for ignored in &found.ignored {
        assert!(text.get(ignored.range.clone()).is_some() && !ignored.kind.to_string().is_empty());
    }
    found.token
}

fn is_read_whole(text: &str, reading: &Reading) {
    assert!(!reading.shape.to_string().is_empty());
    assert!(reading.faults.iter().all(|fault| !fault.to_string().is_empty()));
    assert!(reading.notes.iter().all(|note| !note.to_string().is_empty()));
    let parts: Vec<&str> = reading.segments.iter().map(|segment| &text[segment.range.clone()]).collect();
    if parts.is_empty() {
        assert_eq!(reading.faults.len(), 1, "a text without parts has one fault");
    } else {
        assert_eq!(parts.join("."), text);
    }
    for (index, segment) in reading.segments.iter().enumerate() {
        assert_eq!((&*segment.text, segment.number), (parts[index], index + 1));
        if segment.part == Part::Payload && reading.shape == Shape::Unencoded {
            assert_eq!(segment.bytes, segment.text.as_bytes());
        } else {
            base64url::holds(&segment.text);
            let strict = segment.faults.is_empty() && segment.more_faults == 0;
            assert_eq!(encode(&segment.bytes) == segment.text, strict);
        }
        let readable = matches!(segment.part, Part::Header | Part::Payload);
        match &segment.content {
            Content::Empty => assert!(segment.bytes.is_empty()),
            Content::Bytes => assert!(!readable),
            Content::Json(_) | Content::NotJson { .. } => {
                assert!(readable);
                json::holds(&segment.bytes);
            }
        }
    }
    assert_eq!(reading.faults.is_empty(), is_well_formed(text), "{:?}", reading.faults);
    let counted = reading.faults.iter().filter(|fault| matches!(fault, Fault::Base64 { .. })).count();
    assert_eq!(counted, reading.segments.iter().map(|segment| segment.faults.len()).sum::<usize>());
}

/// Three parts or five, each of them strict base64url, the first a JSON object (RFC 7515, section 7.1; RFC 7516, section
/// 7.1); with `"b64": false` the second stands as it is and has no dot (RFC 7797, section 5.2).
fn is_well_formed(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let Some(header) = URL_SAFE_NO_PAD.decode(parts[0]).ok().and_then(|header| read_bytes(&header).ok()) else {
        return false;
    };
    if header.members().is_none() {
        return false;
    }
    let unencoded = header.get("b64").is_some_and(|b64| b64.kind == Kind::Bool(false));
    match parts[..] {
        [_, _, signature] if unencoded => URL_SAFE_NO_PAD.decode(signature).is_ok(),
        _ => {
            !unencoded && matches!(parts.len(), 3 | 5) && parts.iter().all(|part| URL_SAFE_NO_PAD.decode(part).is_ok())
        }
    }
}
