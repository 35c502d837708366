//! Checking and making JWS signatures as far as plain Rust goes: keys in every form that people have them, and the plan
//! of a check, which is carried out here for HMAC and by the browser for everything else.

pub mod alg;
pub mod claims_check;
pub mod der;
pub mod der_key;
pub mod encoding;
pub mod hmac;
pub mod jwk;
pub mod key;
pub mod key_box;
pub mod pem;
pub mod plan;
pub mod refusal;
pub mod sign;
pub mod verdict;
