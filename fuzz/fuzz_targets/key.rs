//! Any text in the key box, in every reading: keys or a reason; a key's own JWK is the same key.
#![no_main]

use groundwork::domain::jose::key_box::{KeyReading, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for reading in KeyReading::ALL {
        match read(text, reading) {
            None => {}
            Some(Err(why)) => assert!(!why.to_string().is_empty()),
            Some(Ok(keys)) => {
                assert!(!keys.entries.is_empty());
                for key in keys.entries.iter().filter_map(|entry| entry.key.as_ref().ok()) {
                    let again = read(&key.private_jwk(), KeyReading::Form).expect("not empty").expect("a JWK");
                    let same = again.entries[0].key.as_ref().expect("a key");
                    assert_eq!((same.kind, same.bits()), (key.kind, key.bits()));
                }
            }
        }
    }
});
