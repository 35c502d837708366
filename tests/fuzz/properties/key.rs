//! The key readers: each encoding gives its bytes, and a key that was read reads the same from every form it can be
//! written in.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use groundwork::domain::jose::encoding::Encoding;
use groundwork::domain::jose::key::{Key, KeyError, Kind};
use groundwork::domain::jose::key_box::{KeyReading, Keys, describe, read};
use groundwork::domain::jose::{der_key, pem};

use super::der::form_of;
use super::forms::forms;

/// Any text in the box for the key, in every reading.
pub fn holds(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for encoding in Encoding::ALL {
        gives_its_bytes(text, encoding);
    }
    for reading in KeyReading::ALL {
        let Some(keys) = read(text, reading) else {
            assert!(text.is_empty());
            continue;
        };
        match keys {
            Err(error) => is_a_reason(&error),
            Ok(keys) => {
                assert!(!keys.entries.is_empty() && (keys.is_set || keys.entries.len() == 1));
                assert!(describe(text, &keys).iter().all(|said| !said.is_empty()));
                for entry in &keys.entries {
                    entry.key.as_ref().map_or_else(is_a_reason, reads_the_same_from_every_form);
                }
            }
        }
    }
    if text.contains("-----BEGIN ") {
        is_what_stands_in_the_pem(text);
    }
}

fn is_a_reason(error: &KeyError) {
    assert!(!error.to_string().is_empty());
}

/// The bytes are those that other decoders give, which refuse the same texts.
fn gives_its_bytes(text: &str, encoding: Encoding) {
    let trimmed = text.trim_ascii();
    let theirs = match encoding {
        Encoding::Text => Some(text.as_bytes().to_vec()),
        Encoding::Base64 => STANDARD.decode(trimmed).or_else(|_| STANDARD_NO_PAD.decode(trimmed)).ok(),
        Encoding::Base64url => URL_SAFE_NO_PAD.decode(trimmed).ok(),
        Encoding::Hex => (trimmed.len().is_multiple_of(2) && trimmed.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .then(|| {
                let pairs = (0..trimmed.len()).step_by(2).map(|at| u8::from_str_radix(&trimmed[at..at + 2], 16));
                pairs.map(|byte| byte.expect("two digits")).collect()
            }),
    };
    let ours = encoding.bytes(text);
    assert_eq!(ours.as_ref().ok(), theirs.as_ref(), "{encoding:?}: {ours:?}");
    assert!(ours.map_or_else(|error| !error.to_string().is_empty(), |_| true));
}

fn one(text: &str) -> Key {
    let keys = read(text, KeyReading::Form).expect("not empty").unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!((keys.entries.len(), keys.is_set), (1, false));
    keys.entries[0].key.clone().expect("a single key is read or refused")
}

/// JWK, a set with it, and each DER structure in its PEM file.
pub fn reads_the_same_from_every_form(key: &Key) {
    let mut key = key.clone();
    (key.kid, key.alg, key.purpose, key.operations) = (None, None, None, None);
    assert!(!key.describe().is_empty());
    let jwk = key.private_jwk();
    assert!(serde_json::from_str::<serde_json::Value>(&jwk).is_ok_and(|jwk| jwk["kty"].is_string()));
    assert_eq!(one(&jwk), key);
    let set = format!("{{\"keys\":[{{}},{jwk},{jwk}]}}");
    let Some(Ok(Keys { entries, is_set: true, .. })) = read(&set, KeyReading::Form) else { panic!("no set: {set}") };
    assert!(
        entries.len() == 3
            && entries[0].key.is_err()
            && entries[1..].iter().all(|entry| entry.key.as_ref() == Ok(&key))
    );

    // A secret has no public half, and that of an Ed25519 seed has to be computed.
    let public = match key.kind {
        Kind::Secret => None,
        Kind::Ed25519 if key.part("x").is_none() => None,
        _ => Some(one(&key.public_jwk())),
    };
    assert!(public.as_ref().is_none_or(|public| !public.is_private() && public.public_jwk() == key.public_jwk()));
    for (label, bytes) in forms(&key) {
        let expected = if label.contains("PRIVATE") { &key } else { public.as_ref().expect("it has a public half") };
        let form = form_of(label).expect("a label that is read");
        assert_eq!(der_key::read(form, &bytes).as_ref(), Ok(expected), "{form:?}");
        let file = pem::write(label, &bytes);
        for file in [file.replace('\n', "\r\n  "), file.replace('\n', " "), format!("Subject: é\n{file}\n"), file] {
            assert_eq!(pem::read(&file), Ok((expected.clone(), label.to_owned())), "{file}");
        }
    }
}

/// The first key of a PEM text is the DER between its lines, which is written again as it was read.
fn is_what_stands_in_the_pem(text: &str) {
    let Ok((key, label)) = pem::read(text) else { return };
    // A file of parameters may have a whole key inside.
    if text.contains("EC PARAMETERS") {
        return;
    }
    let begin = format!("-----BEGIN {label}-----");
    let (_, rest) = text.split_once(&begin).expect("the line that its label is from");
    let (body, _) = rest.split_once(&format!("-----END {label}-----")).expect("its end");
    let body: String = body.chars().filter(|sign| !sign.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(&body).or_else(|_| STANDARD_NO_PAD.decode(&body)).expect("base64");
    assert_eq!(der_key::read(form_of(&label).expect("a label that is read"), &bytes).as_ref(), Ok(&key));
    assert_eq!(pem::read(&pem::write(&label, &bytes)), Ok((key, label)));
}
