//! The deck's files as the app reads them: from our own JSON values, in a fraction of what a general decoder adds to the
//! module. The build writes the same fields from the same types, and a test reads every file back.

use super::card::{CardId, Finding, Html, KeyPoint, Kind, PointId, Remark, TopicId, Transfer, Weight};
use super::deck::{CardEntry, Index, Topic};
use super::json::{self, Value};
use super::study_card::StudyCard;

/// A value that a file of the deck can hold.
pub trait Decode: Sized {
    /// `None` when the JSON is of another shape: the file is of another version.
    fn decode(value: &Value) -> Option<Self>;
}

/// Reads a whole file. The error is a sentence for the student.
pub fn file<T: Decode>(text: &str) -> Result<T, String> {
    let value = json::read(text).ok();
    let decoded = value.and_then(|value| T::decode(&value));
    decoded.ok_or_else(|| "A file of the course is not of this version of the app. Reload the page.".to_owned())
}

/// A member of an object; what is missing reads as `null`. Not inlined: it stands behind every field of every type.
#[inline(never)]
fn lookup<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    const NULL: &Value = &Value { kind: json::Kind::Null, span: json::Span { start: 0, end: 0 } };
    object.members()?;
    Some(object.get(name).unwrap_or(NULL))
}

fn member<T: Decode>(object: &Value, name: &str) -> Option<T> {
    T::decode(lookup(object, name)?)
}

impl Decode for String {
    #[inline(never)]
    fn decode(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Decode for usize {
    fn decode(value: &Value) -> Option<Self> {
        value.as_number()?.parse().ok()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: &Value) -> Option<Self> {
        match value.kind {
            json::Kind::Null => Some(None),
            _ => T::decode(value).map(Some),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &Value) -> Option<Self> {
        match &value.kind {
            json::Kind::Array(items) => {
                let mut decoded = Self::with_capacity(items.len());
                for item in items {
                    decoded.push(T::decode(item)?);
                }
                Some(decoded)
            }
            _ => None,
        }
    }
}

impl Decode for (CardId, CardId) {
    fn decode(value: &Value) -> Option<Self> {
        <Vec<String>>::decode(value)?.try_into().ok().map(|[old, now]: [String; 2]| (CardId(old), CardId(now)))
    }
}

macro_rules! text {
    ($($name:ident),*) => {$(
        impl Decode for $name {
            fn decode(value: &Value) -> Option<Self> {
                String::decode(value).map(Self)
            }
        }
    )*};
}

macro_rules! word {
    ($($name:ident { $($word:literal => $variant:ident),* })*) => {$(
        impl Decode for $name {
            fn decode(value: &Value) -> Option<Self> {
                match value.as_str()? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

macro_rules! object {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Decode for $name {
            fn decode(value: &Value) -> Option<Self> {
                Some(Self { $($field: member(value, stringify!($field))?),* })
            }
        }
    )*};
}

text!(CardId, TopicId, Html, PointId);

word! {
    Kind { "concept" => Concept, "opinion" => Opinion }
    Weight { "must" => Must, "extra" => Extra }
    Finding { "right" => Right, "missing" => Missing, "wrong" => Wrong }
}

object! {
    Topic { id, title, line }
    CardEntry { id, topic, kind, title, tags, musts, confusable }
    Index { topics, cards, aliases, total }
    KeyPoint { id, weight, lead, body }
    Remark { finding, body }
    Transfer { question, answer }
    StudyCard {
        id, topic, kind, title, question, lab, short_answer, points, explanation, student_answer, critique, transfer,
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_shape_is_refused_with_what_to_do() {
        let index = "{\"topics\":[{\"id\":\"t\",\"title\":\"T\",\"line\":\"L\"}],\"cards\":[],\"aliases\":[[\"a\",\"b\"]],\"total\":0}";
        let read = file::<Index>(index).unwrap();
        assert_eq!(read.topics[0].title, "T");
        assert_eq!(read.aliases, [(CardId("a".to_owned()), CardId("b".to_owned()))]);
        for broken in ["", "[]", "{\"topics\":[],\"cards\":[]}", "{\"topics\":[],\"cards\":[3],\"aliases\":[]}"] {
            assert!(file::<Index>(broken).is_err_and(|why| why.contains("Reload")), "{broken}");
        }
    }
}
