//! Any bytes as each structure that a PEM file can hold: a key of sound sizes, or a reason.
#![no_main]

use groundwork::domain::jose::der_key::{Form, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for form in [Form::Spki, Form::Pkcs1Public, Form::Pkcs8, Form::Pkcs1Private, Form::Sec1, Form::Certificate] {
        match read(form, bytes) {
            Ok(key) => assert!(!key.describe().is_empty()),
            Err(why) => assert!(!why.to_string().is_empty()),
        }
    }
});
