//! JSON with everything its text says: order, duplicates, exact digits, exact strings and where each value stands.
//!
//! Written by hand instead of on top of `serde_json`: one pass without recursion knows the place of every value and
//! names every fault; a property test holds it to what `serde_json` accepts and reads.

mod error;
mod reader;
mod string;

use std::ops::Range;

pub use error::{Cause, Error, Position, is_hidden, shown, visible};
pub use reader::{MAX_DEPTH, read, read_bytes};

/// Bytes of the document that a value takes up, quotes and brackets included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The same as a range to slice the document with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub kind: Kind,
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Bool(bool),
    /// The digits as written: `3.0`, `1e400` and `9007199254740993` stay what they are.
    Number(Box<str>),
    String(Text),
    Array(Vec<Value>),
    /// Every member, in order, duplicates included.
    Object(Vec<Member>),
}

/// One `"name": value` of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: Text,
    pub value: Value,
    /// From the name's opening quote to the end of the value.
    pub span: Span,
    /// Another member of the same object has this name.
    pub repeated: bool,
}

/// A string: what it means and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    decoded: Box<str>,
    /// As written, when that differs (escapes).
    written: Option<Box<str>>,
    /// Half of a surrogate pair was escaped on its own (`\ud800`): no character. [`Text::text`] has U+FFFD there.
    pub lone_surrogate: bool,
}

impl Text {
    /// The characters, escapes resolved.
    pub fn text(&self) -> &str {
        &self.decoded
    }

    /// What stands between the quotes in the document.
    pub fn raw(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.decoded)
    }
}

impl Value {
    /// The members, when this is an object.
    pub fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The value of the last member of this name: what most readers take when a name is there twice.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members()?.iter().rev().find(|member| member.name.text() == name).map(|member| &member.value)
    }

    /// The characters, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text.text()),
            _ => None,
        }
    }

    /// The digits as written, when this is a number.
    pub fn as_number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// What to call it: `an object`, `a number`.
    pub fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}
