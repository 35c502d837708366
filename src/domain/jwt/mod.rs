//! Reading JSON Web Tokens: finding one, taking it apart, saying what it means. Nothing here verifies a signature.

pub mod around;
pub mod base64url;
pub mod claims;
pub mod date;
pub mod find;
pub mod header;
pub mod meaning;
pub mod sample;
pub mod segment;
pub mod shape;
pub mod token;

#[cfg(test)]
mod properties;
