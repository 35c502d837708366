//! Reading JSON Web Tokens: finding one, taking it apart, saying what it means. Checking a signature
//! is [`super::jose`]'s.

pub mod around;
pub mod attack;
pub mod base64url;
pub mod claims;
pub mod date;
pub mod fault;
pub mod find;
pub mod findings;
pub mod header;
pub mod lens;
pub mod meaning;
pub mod quiz;
pub mod sample;
pub mod samples;
pub mod segment;
pub mod server;
pub mod shape;
pub mod token;
