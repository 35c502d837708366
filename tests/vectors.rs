//! Published test vectors for JSON, base64url and JOSE structure. README.md says where they come from.

use std::collections::BTreeMap;
use std::fs;

mod published;

use groundwork::domain::json;
use groundwork::domain::jwt::base64url::encode;
use groundwork::domain::jwt::fault::{Fault, Note};
use groundwork::domain::jwt::segment::{Content, Part};
use groundwork::domain::jwt::shape::Shape;
use groundwork::domain::jwt::token::{Reading, decode_unverified};
use published::{list, load, text, vectors};
use serde_json::Value;

/// Every file of JSONTestSuite: name and bytes.
fn json_files() -> Option<Vec<(String, Vec<u8>)>> {
    let folder = vectors()?.join("jsontestsuite/test_parsing");
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.expect("a folder entry");
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a readable file"))
    };
    let files: Vec<_> = entries.map(read).collect();
    assert_eq!(files.len(), 318, "JSONTestSuite is not whole");
    Some(files)
}

/// Puts each file to `accepts` and counts the answers by the first letter of its name.
fn check_json_files(what: &str, accepts: impl Fn(&str, &[u8]) -> bool) {
    let Some(files) = json_files() else { return };
    let mut count = BTreeMap::new();
    for (name, bytes) in &files {
        let accepted = accepts(name, bytes);
        match name.as_bytes()[0] {
            b'y' => assert!(accepted, "{name} must be read"),
            b'n' => assert!(!accepted, "{name} must be refused"),
            _ => {}
        }
        *count.entry((name.as_bytes()[0], accepted)).or_insert(0) += 1;
    }
    let of = |letter, accepted| count.get(&(letter, accepted)).copied().unwrap_or(0);
    assert_eq!((of(b'y', true), of(b'n', false), of(b'i', true) + of(b'i', false)), (95, 188, 35));
    println!("JSONTestSuite as {what}: 95 read, 188 refused, {} of 35 free ones read", of(b'i', true));
}

#[test]
fn every_file_of_jsontestsuite_is_answered_rightly() {
    check_json_files("documents", |_, bytes| json::read_bytes(bytes).is_ok());
}

#[test]
fn every_file_of_jsontestsuite_is_answered_rightly_as_a_payload() {
    check_json_files("payloads", |name, bytes| {
        let token = format!("{}.{}.AA", encode(br#"{"alg":"HS256"}"#), encode(bytes));
        let reading = decode_unverified(&token);
        assert_eq!(reading.faults, [], "{name}: the token itself is well-formed");
        assert_eq!(reading.segments[1].bytes, *bytes, "{name}");
        match (&reading.segments[1].content, &reading.shape) {
            (Content::Json(value), shape) => assert_eq!(*shape == Shape::Jwt, value.members().is_some(), "{name}"),
            (Content::NotJson { .. }, Shape::Jws) | (Content::Empty, Shape::Detached) => {}
            (content, shape) => panic!("{name}: {shape:?} with {content:?}"),
        }
        reading.payload().is_some()
    });
}

#[test]
fn wycheproof_tokens_are_malformed_exactly_at_the_parse_stage() {
    let Some(file) = load("wycheproof/json_web_signature_test.json") else { return };
    let Some(expectations) = load("wycheproof/expectations.json") else { return };
    let expected = list(&expectations["files"], "json_web_signature_test.json");
    let stages: BTreeMap<u64, &Value> =
        expected.iter().filter_map(|case| Some((case["tcId"].as_u64()?, case))).collect();
    let mut count = BTreeMap::new();
    for test in list(&file, "testGroups").iter().flat_map(|group| list(group, "tests")) {
        let case = stages[&test["tcId"].as_u64().expect("a number")];
        let reading = decode_unverified(text(test, "jws"));
        let stage = text(case, "stage");
        assert_eq!(reading.faults.is_empty(), stage != "parse", "{case}: {:?}", reading.faults);
        if stage == "parse" {
            assert_reason(text(case, "why"), &reading);
        } else {
            assert!(reading.header().is_some() && reading.segments.len() == 3, "{case}");
        }
        *count.entry(stage).or_insert(0) += 1;
    }
    let counted: Vec<_> = count.into_iter().collect();
    println!("Wycheproof JWS by deciding stage: {counted:?}");
    let stages = [("alg", 5), ("key", 17), ("ok", 42), ("parse", 38), ("signature", 285), ("signature-shape", 14)];
    assert_eq!(counted, stages);
    assert_eq!(stages.iter().map(|(_, count)| count).sum::<i32>(), 401);
}

/// The fault is the one that the expectations name.
fn assert_reason(why: &str, reading: &Reading) {
    let has = |wanted: fn(&Fault) -> bool| reading.faults.iter().any(wanted);
    let named = match why {
        "1 parts" => has(|fault| matches!(fault, Fault::Count(1) | Fault::Empty | Fault::NotCompact)),
        "2 parts" => has(|fault| matches!(fault, Fault::Count(2))),
        "4 parts" => has(|fault| matches!(fault, Fault::Count(4))),
        "header is not JSON" => has(|fault| matches!(fault, Fault::HeaderEmpty | Fault::HeaderNotJson(_))),
        "character outside the base64url alphabet" => has(|fault| matches!(fault, Fault::Base64 { .. })),
        "non-zero unused bits" => {
            reading.faults.iter().any(|fault| fault.to_string().contains("bits that belong to no byte"))
        }
        _ => panic!("a reason that this test does not know: {why}"),
    };
    assert!(named, "{why}: {:?}", reading.faults);
}

#[test]
fn the_examples_of_the_rfcs_are_taken_apart() {
    let Some(file) = load("rfc-examples/rfc-jose-examples.json") else { return };
    let cases = list(&file, "cases");
    for case in cases {
        let id = text(case, "id");
        if case["signature"] == "not-compact" {
            let reading = decode_unverified(&case["jws_json"].to_string());
            assert_eq!(
                (&reading.shape, &reading.faults[..]),
                (&Shape::JwsJson { general: true }, &[Fault::NotCompact][..])
            );
            continue;
        }
        let reading = decode_unverified(text(case, "jws"));
        assert_eq!(reading.faults, [], "{id}");
        assert_eq!(reading.alg(), case["alg"].as_str(), "{id}");
        for (part, name) in [(0, "header_text"), (1, "payload_text")] {
            if let Some(expected) = case[name].as_str() {
                assert_eq!(reading.segments[part].bytes, expected.as_bytes(), "{id}");
            }
        }
        let is_jwt = case["claims"].is_object();
        assert_eq!(reading.shape, if is_jwt { Shape::Jwt } else { Shape::Jws }, "{id}");
        let as_theirs = is_jwt.then(|| serde_json::from_slice(&reading.segments[1].bytes).expect("JSON"));
        assert_eq!(as_theirs.unwrap_or(Value::Null), case["claims"], "{id}");
        let claims = case["claims"].as_object().map(|claims| claims.keys().collect::<Vec<_>>());
        let names = reading.claims().map(|claims| claims.iter().map(|claim| claim.name.text()).collect::<Vec<_>>());
        assert_eq!(names.map(sorted), claims.map(sorted_owned), "{id}");
        let unsigned = case["signature"] == "unsecured" || id.contains("crit");
        assert_eq!(reading.notes.contains(&Note::NoSignature), unsigned, "{id}");
    }
    assert_eq!(cases.len(), 9);
    println!("RFC examples: 8 compact, 1 as JSON");
}

fn sorted(mut names: Vec<&str>) -> Vec<String> {
    names.sort_unstable();
    names.into_iter().map(str::to_owned).collect()
}

fn sorted_owned(names: Vec<&String>) -> Vec<String> {
    sorted(names.into_iter().map(String::as_str).collect())
}

#[test]
fn the_cookbook_is_recognised() {
    use Shape::{Detached, Jwe, JweJson, Jws, JwsJson};
    // (file, compact, JSON, flattened JSON)
    let general = || Some(JwsJson { general: true });
    let flat = || Some(JwsJson { general: false });
    let cases = [
        ("jws/4_1.rsa_v15_signature", Some(Jws), general(), flat()),
        ("jws/4_2.rsa-pss_signature", Some(Jws), general(), flat()),
        ("jws/4_3.ecdsa_signature", Some(Jws), general(), flat()),
        ("jws/4_4.hmac-sha2_integrity_protection", Some(Jws), general(), flat()),
        ("jws/4_5.signature_with_detached_content", Some(Detached), general(), flat()),
        ("jws/4_6.protecting_specific_header_fields", None, general(), flat()),
        ("jws/4_7.protecting_content_only", None, general(), flat()),
        ("jws/4_8.multiple_signatures", None, general(), None),
        ("curve25519/jws", Some(Jws), general(), flat()),
        ("curve25519/ecdh-es", Some(Jwe), Some(JweJson), Some(JweJson)),
        ("jwe/5_1.key_encryption_using_rsa_v15_and_aes-hmac-sha2", Some(Jwe), Some(JweJson), Some(JweJson)),
    ];
    for (name, compact, json, flattened) in &cases {
        let Some(file) = load(&format!("rfc7520-cookbook/{name}.json")) else { return };
        let output = &file["output"];
        let reading = output["compact"].as_str().map(decode_unverified);
        assert_eq!(reading.as_ref().map(|reading| &reading.shape), compact.as_ref(), "{name}");
        if let Some(reading) = reading {
            assert_eq!(reading.faults, [], "{name}");
            assert_eq!(reading.alg(), file["input"]["alg"].as_str(), "{name}");
            if reading.shape == Shape::Jws {
                assert_eq!(reading.segments[1].bytes, text(&file["input"], "payload").as_bytes(), "{name}");
            }
        }
        for (member, shape) in [("json", json), ("json_flat", flattened)] {
            let reading = output.get(member).map(|document| decode_unverified(&document.to_string()));
            assert_eq!(reading.as_ref().map(|reading| &reading.shape), shape.as_ref(), "{name} {member}");
            let fault = if *shape == Some(JweJson) { Fault::NotCompactEncrypted } else { Fault::NotCompact };
            assert!(reading.is_none_or(|reading| reading.faults == [fault]), "{name} {member}");
        }
    }
    println!("Cookbook: {} files", cases.len());
}

#[test]
fn the_nested_token_of_the_cookbook_opens_from_its_own_signature_part() {
    let Some(file) = load("rfc7520-cookbook/6.nesting_signatures_and_encryption.json") else { return };
    let signed = text(&file["sign"]["output"], "compact");
    assert_eq!(decode_unverified(signed).shape, Shape::Jwt);
    let outer = decode_unverified(text(&file["encrypt"]["output"], "compact"));
    assert_eq!((&outer.shape, &outer.faults[..]), (&Shape::Jwe, &[][..]));
    assert_eq!(outer.header().and_then(|header| header.get("cty")?.as_str()), Some("JWT"));
    assert!(
        outer.payload().is_none() && outer.segment(Part::Ciphertext).is_some_and(|part| part.content == Content::Bytes)
    );
    // The same token inside a signed one, where it can be seen.
    let wrapped = format!("{}.{}.AA", encode(br#"{"alg":"HS256","cty":"JWT"}"#), encode(signed.as_bytes()));
    assert_eq!(decode_unverified(&wrapped).nested(), Some(signed));
}
