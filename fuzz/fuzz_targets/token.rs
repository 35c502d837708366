//! Any text: a token is looked for and taken apart, and nothing of the text is lost.
#![no_main]

use groundwork::domain::jwt::find::find;
use groundwork::domain::jwt::token::decode_unverified;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = find(text);
    let pieces: String = found.pieces.iter().map(|piece| &text[piece.clone()]).collect();
    assert_eq!(pieces, found.token);
    let reading = decode_unverified(&found.token);
    for segment in &reading.segments {
        assert_eq!(found.token[segment.range.clone()], segment.text);
    }
    for fault in &reading.faults {
        assert!(!fault.to_string().is_empty());
    }
});
