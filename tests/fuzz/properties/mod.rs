//! What holds of every reader, whatever it is given. `tests/fuzz` puts generated inputs to these, the targets in `fuzz/`
//! mutated ones.
//!
//! A property takes bytes and panics where it does not hold. They are the bytes of a file, so that whatever found an
//! input, any of the two can run it again.

mod base64url;
pub mod der;
pub mod forms;
pub mod inspect;
pub mod json;
pub mod key;
pub mod large;
pub mod token;

/// Panics where an input breaks it.
pub type Property = fn(&[u8]);

/// Every property with its name.
pub const ALL: [(&str, Property); 6] = [
    ("json", json::holds),
    ("token", token::holds),
    ("key", key::holds),
    ("der", der::holds),
    ("inspect", inspect::holds),
    ("large", large::holds),
];

/// Stands between the fields of an input that has several: a byte that no text contains.
pub const FIELD: u8 = 0xff;
