//! WebCrypto: carries out plans that are no HMAC. Browsers offer it over https and on localhost only.

use js_sys::{Array, JSON, Object, Promise, Reflect, Uint8Array};
use thiserror::Error;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::domain::jose::alg::Alg;
use crate::domain::jose::der_key;
use crate::domain::jose::key::{Key, Kind};
use crate::domain::jose::plan::Plan;
use crate::domain::jwt::base64url;

// The five functions, with the types that they are called with here; keys pass through as they come.
#[wasm_bindgen]
extern "C" {
    type Subtle;

    #[wasm_bindgen(method, catch, js_name = importKey)]
    fn import_key(
        this: &Subtle,
        format: &str,
        data: &JsValue,
        parameters: &Object,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = exportKey)]
    fn export_key(this: &Subtle, format: &str, key: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = generateKey)]
    fn generate_key(this: &Subtle, parameters: &Object, extractable: bool, usages: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn verify(
        this: &Subtle,
        parameters: &Object,
        key: &JsValue,
        signature: &[u8],
        data: &[u8],
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn sign(this: &Subtle, parameters: &Object, key: &JsValue, data: &[u8]) -> Result<Promise, JsValue>;
}

/// Why nothing was computed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CryptoError {
    #[error("this page has no WebCrypto, which browsers offer over https and on localhost only; HMAC works without it")]
    Missing,
    #[error("this browser cannot do {0}")]
    Unsupported(Alg),
    /// With the browser's own words.
    #[error("the browser refuses this key ({0}): compare it with the issuer's")]
    Refused(String),
}

fn subtle() -> Result<Subtle, CryptoError> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    // Over plain http it is not there.
    let subtle = crypto.and_then(|crypto| Reflect::get(&crypto, &"subtle".into()).ok());
    subtle.filter(JsValue::is_object).map(JsCast::unchecked_into).ok_or(CryptoError::Missing)
}

fn set(object: &Object, name: &str, value: impl Into<JsValue>) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), &value.into());
}

/// The members that import, verify, sign and generate need; each ignores those of the others.
fn parameters(alg: Alg) -> Object {
    let object = Object::new();
    let (name, hash) = match alg {
        Alg::Hmac(hash) => ("HMAC", Some(hash)),
        Alg::RsaPkcs1(hash) => ("RSASSA-PKCS1-v1_5", Some(hash)),
        Alg::RsaPss(hash) => ("RSA-PSS", Some(hash)),
        Alg::Ecdsa(curve) => {
            set(&object, "namedCurve", curve.name());
            ("ECDSA", Some(curve.hash()))
        }
        Alg::Ed25519 => ("Ed25519", None),
    };
    set(&object, "name", name);
    if let Some(hash) = hash {
        set(&object, "hash", hash.name());
        // Of RSA-PSS, in bytes (RFC 7518, section 3.5).
        set(&object, "saltLength", u32::try_from(hash.bytes()).unwrap_or_default());
    }
    set(&object, "modulusLength", 2048);
    set(&object, "publicExponent", Uint8Array::from(&[1, 0, 1][..]));
    object
}

/// Waits for the browser's answer; its refusals become ours.
async fn answer(promise: Result<Promise, JsValue>, alg: Alg) -> Result<JsValue, CryptoError> {
    let refused = |error: JsValue| {
        let text = |name| Reflect::get(&error, &JsValue::from_str(name)).ok().and_then(|text| text.as_string());
        match text("name").unwrap_or_default() {
            name if name == "NotSupportedError" => CryptoError::Unsupported(alg),
            name => CryptoError::Refused(text("message").filter(|text| !text.is_empty()).unwrap_or(name)),
        }
    };
    JsFuture::from(promise.map_err(refused)?).await.map_err(refused)
}

async fn import(subtle: &Subtle, alg: Alg, jwk: &str, usage: &str) -> Result<JsValue, CryptoError> {
    let jwk = JSON::parse(jwk).unwrap_or_default();
    let usages = Array::of1(&usage.into());
    answer(subtle.import_key("jwk", &jwk, &parameters(alg), false, &usages), alg).await
}

/// The same key with its public half, which the browser computes where an Ed25519 key came without.
async fn complete(subtle: &Subtle, key: &Key) -> Result<Key, CryptoError> {
    let (Kind::Ed25519, None, Some(seed)) = (key.kind, key.part("x"), key.part("d")) else { return Ok(key.clone()) };
    let alg = Alg::Ed25519;
    let pkcs8 = Uint8Array::from(&der_key::ed25519_pkcs8(seed)[..]);
    let promise = subtle.import_key("pkcs8", &pkcs8, &parameters(alg), true, &Array::of1(&"sign".into()));
    let private = answer(promise, alg).await?;
    let jwk = answer(subtle.export_key("jwk", &private), alg).await?;
    let x = Reflect::get(&jwk, &"x".into()).ok().and_then(|x| x.as_string()).unwrap_or_default();
    let parts = vec![("x", base64url::decode(&x).unwrap_or_default()), ("d", seed.to_vec())];
    Key::new(Kind::Ed25519, parts).map_err(|why| CryptoError::Refused(why.to_string()))
}

/// Whether the signature of a plan is right. Errors: the browser has no WebCrypto, or not this algorithm, or refuses the
/// key, such as a point that is not on its curve.
pub async fn verify(plan: &Plan) -> Result<bool, CryptoError> {
    let subtle = subtle()?;
    let jwk = complete(&subtle, &plan.key).await?.public_jwk();
    let key = import(&subtle, plan.alg, &jwk, "verify").await?;
    let promise = subtle.verify(&parameters(plan.alg), &key, &plan.signature, plan.input.as_bytes());
    Ok(answer(promise, plan.alg).await?.is_truthy())
}

/// The signature of `input` by a private key.
pub async fn sign(alg: Alg, key: &Key, input: &str) -> Result<Vec<u8>, CryptoError> {
    let subtle = subtle()?;
    let jwk = complete(&subtle, key).await?.private_jwk();
    let key = import(&subtle, alg, &jwk, "sign").await?;
    let promise = subtle.sign(&parameters(alg), &key, input.as_bytes());
    Ok(Uint8Array::new(&answer(promise, alg).await?).to_vec())
}

/// A new key pair.
pub struct Pair {
    /// SPKI and PKCS#8, in DER.
    pub public: Vec<u8>,
    pub private: Vec<u8>,
}

/// Makes a key pair for an asymmetric algorithm; RSA with 2048 bits.
pub async fn generate(alg: Alg) -> Result<Pair, CryptoError> {
    let subtle = subtle()?;
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let pair = answer(subtle.generate_key(&parameters(alg), true, &usages), alg).await?;
    let half = async |name: &str, format: &str| {
        let key = Reflect::get(&pair, &name.into()).unwrap_or_default();
        let der = answer(subtle.export_key(format, &key), alg).await?;
        Ok(Uint8Array::new(&der).to_vec())
    };
    Ok(Pair { public: half("publicKey", "spki").await?, private: half("privateKey", "pkcs8").await? })
}

/// Bytes that nobody can guess; works over plain http, too. Errors: the browser gives no randomness.
pub fn random(count: usize) -> Result<Vec<u8>, CryptoError> {
    let mut bytes = vec![0; count];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(CryptoError::Missing)?;
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|_| CryptoError::Missing)?;
    Ok(bytes)
}
