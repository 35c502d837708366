//! Any header, payload, signature and secret: inspected, attacked, and sent to the toy server.
#![no_main]

use groundwork::domain::jose::alg::{Alg, Hash};
use groundwork::domain::jose::key::Key;
use groundwork::domain::jwt::attack::{Attack, Loot, forge};
use groundwork::domain::jwt::base64url::encode;
use groundwork::domain::jwt::findings::{Context, find};
use groundwork::domain::jwt::server::{Check, Server, ServerKey};
use groundwork::domain::jwt::token::decode_unverified;
use groundwork::domain::time::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&[u8], &[u8], &[u8], &[u8], i64, u32)| {
    let (header, payload, signature, secret, now, leeway) = input;
    let now = Timestamp(now);
    let reading = decode_unverified(&format!("{}.{}.{}", encode(header), encode(payload), encode(signature)));
    let key = Key::secret(secret.to_vec());
    let context =
        Context { reading: &reading, key: Some(&key), now, leeway, audience: Some("api"), issuer: Some("id") };
    assert!(find(&context).iter().all(|finding| !finding.detail.is_empty()));
    for attack in Attack::ALL {
        if let Ok(token) = forge(attack, &reading, now, Loot { secret: Some(secret), public_key: Some("key") }) {
            assert!(decode_unverified(&token).claims().is_some());
        }
    }
    let server = Server {
        key: ServerKey::Secret { secret: secret.to_vec(), alg: Alg::Hmac(Hash::Sha256) },
        audience: "api".to_owned(),
        issuer: "id".to_owned(),
        leeway,
        checks: Check::SWITCHED.to_vec(),
    };
    let answer = server.answer(&reading, now, None);
    assert_eq!(answer.status() == 200, answer.decided.is_none());
});
