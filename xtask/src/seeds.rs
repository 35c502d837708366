//! What the fuzz targets start from: the published vectors, the lab's samples, and keys in every structure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use groundwork::domain::jose::key_box::{self, KeyReading};
use groundwork::domain::jose::pem;
use groundwork::domain::jwt::base64url::decode_lenient;
use groundwork::domain::jwt::samples::{self, SAMPLES};
use serde_json::Value;

use crate::root;

#[path = "../../tests/fuzz/properties/forms.rs"]
mod forms;

/// Longest seed in bytes: a fuzzer changes short inputs faster, and long ones have tests of their own.
pub const LONGEST: usize = 4096;

/// Stands between the fields of an input, as in `tests/fuzz/properties`.
const FIELD: u8 = 0xff;

/// Writes a folder of seeds for each target. The number of seeds, and whether the published vectors are among them.
pub fn write(folder: &Path) -> Result<(usize, bool), String> {
    let vectors = vectors();
    let (mut documents, mut tokens, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(vectors) = &vectors {
        for file in files(vectors)? {
            let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            match serde_json::from_slice::<Value>(&bytes) {
                Ok(value) if !file.components().any(|part| part.as_os_str() == "jsontestsuite") => {
                    collect(&value, &mut tokens, &mut keys);
                }
                _ => documents.push(bytes),
            }
        }
    }
    for sample in SAMPLES {
        tokens.push(sample.token());
    }
    let mut texts =
        vec![samples::PUBLIC_KEY.to_owned(), "correct horse".to_owned(), "+/8=".to_owned(), "00ff".to_owned()];
    let mut structures = Vec::new();
    for jwk in keys {
        for key in
            key_box::read(&jwk, KeyReading::Form).and_then(Result::ok).map(|keys| keys.entries).unwrap_or_default()
        {
            for (label, der) in key.key.map(|key| forms::forms(&key)).unwrap_or_default() {
                texts.push(pem::write(label, &der));
                structures.push(der);
            }
        }
        texts.push(jwk);
    }
    let clock = [&samples::NOW.0.to_le_bytes()[..], &[60, 0]].concat();
    let inspected = tokens.iter().enumerate().flat_map(|(index, token)| {
        let decoded: Vec<Vec<u8>> = token.split('.').map(|part| decode_lenient(part).bytes).collect();
        let parties = [samples::AUDIENCE.as_bytes().to_vec(), samples::ISSUER.as_bytes().to_vec()];
        let key = texts[index % texts.len()].clone().into_bytes();
        let fields = [decoded, vec![key], parties.to_vec()].concat().join(&FIELD);
        [[&clock[..], &fields].concat(), [&clock[..], token.as_bytes()].concat()]
    });
    let large = ["[", "{\"a\":", "\"a\":1,", "a.", "eyJ", "\n", "\"", "\\", "-----BEGIN EC PARAMETERS-----", "e", "=é"];
    let around = |token: &String| format!("curl -H 'Authorization: Bearer {token}' https://api.course.example/me");
    let pasted: Vec<Vec<u8>> =
        tokens.iter().take(20).map(around).chain(tokens.iter().cloned()).map(String::into_bytes).collect();
    let seeds: [(&str, Vec<Vec<u8>>); 6] = [
        ("inspect", inspected.collect()),
        ("json", documents),
        ("token", pasted),
        ("key", texts.into_iter().map(String::into_bytes).collect()),
        ("der", structures),
        ("large", large.map(|unit| unit.as_bytes().to_vec()).to_vec()),
    ];
    let mut count = 0;
    for (target, seeds) in seeds {
        let folder = folder.join(target);
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        for (index, seed) in seeds.iter().filter(|seed| seed.len() <= LONGEST).enumerate() {
            fs::write(folder.join(index.to_string()), seed).map_err(failed)?;
            count += 1;
        }
    }
    Ok((count, vectors.is_some()))
}

/// The folder of the published vectors, found as the tests find it.
fn vectors() -> Option<PathBuf> {
    let beside = root().ancestors().map(|above| above.join("../shared/vectors")).find(|folder| folder.is_dir());
    env::var_os("GROUNDWORK_VECTORS").map(PathBuf::from).or(beside).filter(|folder| folder.is_dir())
}

/// Every JSON file below a folder, in the same order each time.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            paths.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Tokens and keys, wherever they stand in a file of vectors.
fn collect(value: &Value, tokens: &mut Vec<String>, keys: &mut Vec<String>) {
    match value {
        Value::String(text) if text.matches('.').count() >= 2 && !text.contains(' ') => tokens.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, tokens, keys)),
        Value::Object(members) => {
            if members.contains_key("kty") || members.contains_key("keys") {
                keys.push(value.to_string());
            } else if members.contains_key("signature") || members.contains_key("ciphertext") {
                tokens.push(value.to_string());
            }
            members.values().for_each(|member| collect(member, tokens, keys));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_and_keys_are_found_wherever_they_stand() {
        let file = serde_json::json!({
            "groups": [{ "key": { "kty": "oct", "k": "AA" }, "tests": [{ "jws": "a.b.c", "comment": "no. token. here" }] }],
            "general": { "payload": "e30", "signatures": [{ "signature": "AA" }] },
        });
        let (mut tokens, mut keys) = (Vec::new(), Vec::new());
        collect(&file, &mut tokens, &mut keys);
        tokens.sort();
        assert_eq!(
            (tokens, keys),
            (
                vec!["a.b.c".to_owned(), r#"{"signature":"AA"}"#.to_owned()],
                vec![r#"{"k":"AA","kty":"oct"}"#.to_owned()]
            )
        );
    }
}
