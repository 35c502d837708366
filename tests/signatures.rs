//! Signatures against published vectors, up to the plan of the check; HMAC to its end. README.md says where they are from.

use std::collections::BTreeMap;

mod published;

use groundwork::domain::jose::alg::Alg;
use groundwork::domain::jose::key_box::{self, KeyReading};
use groundwork::domain::jose::plan::{Plan, plan};
use groundwork::domain::jose::refusal::Refusal;
use groundwork::domain::jose::verdict::{State, refused};
use groundwork::domain::jose::{hmac, key::Kind};
use groundwork::domain::jwt::find::find;
use groundwork::domain::jwt::token::decode_unverified;
use published::{list, load, text, vectors};
use serde_json::Value;

/// What the page does with the text of its two boxes.
fn check(token: &str, key: &str, expected: Option<Alg>) -> Result<Plan, Refusal> {
    plan(&decode_unverified(&find(token).token), key_box::read(key, KeyReading::Form).as_ref(), expected)
}

/// HMAC decides here; `None` where the browser has to.
fn hmac_holds(plan: &Plan) -> Option<bool> {
    let Alg::Hmac(hash) = plan.alg else { return None };
    let secret = plan.key.part("k").expect("a secret");
    Some(hmac::verify(hash, secret, plan.input.as_bytes(), &plan.signature))
}

/// The stage of `expectations.json` that a refusal belongs to.
fn stage(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Malformed => "parse",
        Refusal::AlgNone(_) => "alg",
        Refusal::SignatureEmpty { .. } | Refusal::SignatureLength { .. } | Refusal::SignatureRange => "signature-shape",
        Refusal::KidDiffers { .. } | Refusal::KeyAlg { .. } | Refusal::KeyUse(_) | Refusal::KeyOperations => "key",
        other => panic!("no case should end so: {other:?}"),
    }
}

#[test]
fn every_wycheproof_case_is_decided_at_its_stage() {
    let Some(file) = load("wycheproof/json_web_signature_test.json") else { return };
    let Some(expectations) = load("wycheproof/expectations.json") else { return };
    let expected = list(&expectations["files"], "json_web_signature_test.json");
    let expected: BTreeMap<u64, &Value> =
        expected.iter().filter_map(|case| Some((case["tcId"].as_u64()?, case))).collect();
    let mut count = BTreeMap::new();
    for group in list(&file, "testGroups") {
        let key = group.get("public").unwrap_or(&group["private"]).to_string();
        for test in list(group, "tests") {
            let case = expected[&test["tcId"].as_u64().expect("a number")];
            let wanted = text(case, "stage");
            match check(text(test, "jws"), &key, None) {
                Err(refusal) => {
                    // Their reference computes a code of any length; here a wrong length is seen first.
                    let shape_of_code = key.contains("\"oct\"") && wanted == "signature";
                    let wanted = if shape_of_code { "signature-shape" } else { wanted };
                    assert_eq!(stage(&refusal), wanted, "{case}: {refusal}");
                    assert_ne!(refused(&refusal).state, State::Holds);
                }
                // What is left is arithmetic, whose answer the browser tests see for the others.
                Ok(plan) => match hmac_holds(&plan) {
                    Some(holds) => assert_eq!(if holds { "ok" } else { "signature" }, wanted, "{case}"),
                    None => assert!(matches!(wanted, "ok" | "signature"), "{case}"),
                },
            }
            *count.entry(wanted).or_insert(0) += 1;
        }
    }
    assert_eq!(count.values().sum::<i32>(), 401);
    println!("Wycheproof JWS by deciding stage: {count:?}");
}

#[test]
fn a_character_outside_the_alphabet_is_never_dropped() {
    let Some(file) = load("wycheproof/json_web_signature_test.json") else { return };
    let group = list(&file, "testGroups").iter().find(|group| group["comment"] == "base64").expect("the group");
    let key = group["private"].to_string();
    let mut seen = 0;
    for test in list(group, "tests") {
        // Spaces behind a dot, before a dot, and in front of a payload.
        if matches!(test["tcId"].as_u64(), Some(360 | 365 | 368)) {
            for around in ["§", "  §\n", "Authorization: Bearer §", "token is §"] {
                let pasted = around.replace('§', text(test, "jws"));
                let ended = check(&pasted, &key, None);
                assert!(ended.as_ref().map_or(true, |plan| hmac_holds(plan) == Some(false)), "{pasted:?}: {ended:?}");
            }
            assert_eq!(check(text(test, "jws"), &key, None), Err(Refusal::Malformed));
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}

#[test]
fn the_examples_of_the_rfcs_come_to_a_plan_or_to_their_reason() {
    let Some(file) = load("rfc-examples/rfc-jose-examples.json") else { return };
    let mut planned = 0;
    for case in list(&file, "cases") {
        let id = text(case, "id");
        let token = case["jws"].as_str().map_or_else(|| case["jws_json"].to_string(), str::to_owned);
        let key = if case["key"].is_object() { case["key"].to_string() } else { "any secret".to_owned() };
        match (check(&token, &key, None), text(case, "signature")) {
            (Ok(plan), "valid") => {
                assert!(hmac_holds(&plan).unwrap_or(true), "{id}");
                assert_eq!(Some(plan.alg), case["alg"].as_str().and_then(Alg::of_name), "{id}");
                planned += 1;
            }
            (Err(Refusal::AlgNone(_)), "unsecured" | "must-reject") | (Err(Refusal::NotCompact), "not-compact") => {}
            (ended, signature) => panic!("{id}: {signature}, but {ended:?}"),
        }
    }
    assert_eq!(planned, 6);
}

#[test]
fn the_cookbook_comes_to_a_plan_for_each_compact_token() {
    for (name, kind) in [
        ("jws/4_1.rsa_v15_signature", "RS256"),
        ("jws/4_2.rsa-pss_signature", "PS384"),
        ("jws/4_3.ecdsa_signature", "ES512"),
        ("jws/4_4.hmac-sha2_integrity_protection", "HS256"),
        ("curve25519/jws", "Ed25519"),
    ] {
        let Some(file) = load(&format!("rfc7520-cookbook/{name}.json")) else { return };
        let token = text(&file["output"], "compact");
        let plan = check(token, &file["input"]["key"].to_string(), Alg::of_name(kind)).expect(name);
        assert!(hmac_holds(&plan).unwrap_or(true), "{name}");
        assert!(plan.key.kind == Kind::Secret || plan.key.is_private(), "{name}: the cookbook's keys are private");
        let document = check(&file["output"]["json"].to_string(), "secret", None);
        assert_eq!(document, Err(Refusal::NotCompact), "{name}");
    }
    assert!(vectors().is_none_or(|folder| folder.join("rfc7520-cookbook").is_dir()));
}
