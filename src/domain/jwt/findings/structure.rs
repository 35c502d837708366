//! Rules on how the token is written.

use super::Context;
use super::rule::{Rule, Severity::*};
use crate::domain::json::{Cause, Kind, Text, Value, is_hidden, shown};
use crate::domain::jwt::base64url::{self, FaultKind};
use crate::domain::jwt::fault::{Fault, Note};
use crate::domain::jwt::meaning::Source;
use crate::domain::jwt::segment::{Content, Part};
use crate::domain::jwt::shape::Shape;

/// The rules of this group.
pub const RULES: &[Rule] = &[
    Rule {
        id: "standard-base64",
        severity: Serious,
        title: "Standard base64 where base64url belongs",
        reason: "The characters + and / have another meaning in addresses. A strict reader refuses them; a lenient one reads a different text than the one that was signed.",
        advice: "Encode with the base64url alphabet, which has - and _ in their place.",
        source: Some(Source::Rfc(7515, "2")),
        find: |context| base64_fault(context, |kind| matches!(kind, FaultKind::Standard(_))),
    },
    Rule {
        id: "padding",
        severity: Serious,
        title: "Padding at the end of a part",
        reason: "A token leaves all trailing = out, so that one value has one spelling. Padded parts are refused by strict readers.",
        advice: "Encode without padding, or cut the = off before the parts are joined and signed.",
        source: Some(Source::Rfc(7515, "2")),
        find: |context| base64_fault(context, |kind| matches!(kind, FaultKind::Padding)),
    },
    Rule {
        id: "stray-characters",
        severity: Serious,
        title: "Characters that belong to no token",
        reason: "Line breaks, spaces and other signs are not allowed inside the parts. Mail programs and terminals put them in.",
        advice: "Copy the token again in one piece.",
        source: Some(Source::Rfc(7519, "7.2")),
        find: |context| base64_fault(context, |kind| matches!(kind, FaultKind::Space(_) | FaultKind::Alien(_))),
    },
    Rule {
        id: "part-length",
        severity: Serious,
        title: "A part of a length that nothing encodes to",
        reason: "Four characters carry three bytes, and at the end two carry one and three carry two. A single character left over carries no whole byte: one was lost, or one too many copied.",
        advice: "Copy the token again in one piece.",
        source: Some(Source::Rfc(4648, "4")),
        find: |context| base64_fault(context, |kind| matches!(kind, FaultKind::Length(_))),
    },
    Rule {
        id: "trailing-bits",
        severity: Serious,
        title: "The last character has bits that belong to no byte",
        reason: "Several last characters decode to the same bytes, so a lenient reader takes a changed token for the same one. A block list by the token’s text would miss it.",
        advice: "Refuse it: only the character with zero unused bits is the encoding of these bytes.",
        source: Some(Source::Rfc(4648, "3.5")),
        find: |context| base64_fault(context, |kind| matches!(kind, FaultKind::TrailingBits { .. })),
    },
    Rule {
        id: "not-utf8",
        severity: Serious,
        title: "Not UTF-8",
        reason: "Header and claims are JSON in UTF-8. Readers that guess another encoding disagree about what was signed.",
        advice: "Encode the JSON as UTF-8 before base64url.",
        source: Some(Source::Rfc(8725, "3.7")),
        find: |context| {
            context.reading.segments.iter().find_map(|segment| match &segment.content {
                Content::NotJson { error, .. } if matches!(error.cause, Cause::NotUtf8(_)) => {
                    Some(format!("the {}, byte {}", segment.part, error.at.offset))
                }
                _ => None,
            })
        },
    },
    Rule {
        id: "duplicate-names",
        severity: Serious,
        title: "A name stands more than once",
        reason: "Names must be unique. Parsers differ in which of the two they believe, so the one that checks and the one that acts can see different values.",
        advice: "Refuse the token; make each name unique when you issue one.",
        source: Some(Source::Rfc(7519, "4")),
        find: |context| {
            context.reading.notes.iter().find_map(|note| match note {
                Note::Duplicate { part, name, .. } => Some(format!("{name:?} in the {part}")),
                _ => None,
            })
        },
    },
    Rule {
        id: "hidden-characters",
        severity: Weak,
        title: "Characters that do not show",
        reason: "A character without width makes two names differ that look alike, and one that turns the direction of writing shows a value in another order than programs read. The lab writes them as numbers in brackets. No standard forbids them here; that they are a weak point is our judgement.",
        advice: "Refuse them in names and identifiers when you issue a token.",
        source: None,
        find: |context| {
            context
                .reading
                .segments
                .iter()
                .find_map(|segment| Some(format!("{} in the {}", hidden(segment.json()?)?, segment.part)))
        },
    },
    Rule {
        id: "not-an-object",
        severity: Serious,
        title: "Header or payload is no JSON object",
        reason: "The header and the claims of a JWT are JSON objects. A payload that is anything else can be signed, but it is a JWS and no JWT.",
        advice: "Refuse it where a JWT is expected.",
        source: Some(Source::Rfc(7519, "7.2")),
        find: not_an_object,
    },
    Rule {
        id: "large-number",
        severity: Note,
        title: "A whole number that JavaScript cannot hold",
        reason: "Beyond 9007199254740991 (2^53 - 1) neighbouring numbers become one in many languages. Two readers can then see different values.",
        advice: "Send large identifiers as strings.",
        source: Some(Source::Rfc(8259, "6")),
        find: |context| {
            let members = context.reading.claims()?;
            let large = members.iter().find(|member| member.value.as_number().is_some_and(is_large))?;
            Some(format!("{:?} is {}", large.name.text(), large.value.as_number()?))
        },
    },
];

fn base64_fault(context: &Context<'_>, wanted: fn(&FaultKind) -> bool) -> Option<String> {
    context.reading.faults.iter().find_map(|fault| match fault {
        Fault::Base64 { part, fault: base64url::Fault { index, kind, .. }, .. } if wanted(kind) => {
            Some(format!("the {part}, character {}", index + 1))
        }
        _ => None,
    })
}

/// The first hidden character of a name or string, at any depth. Line breaks and tabs in a string are text.
fn hidden(value: &Value) -> Option<String> {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        let mut texts: Vec<&Text> = Vec::new();
        match &value.kind {
            Kind::String(text) => texts.push(text),
            Kind::Array(items) => waiting.extend(items.iter().rev()),
            Kind::Object(members) => {
                texts.extend(members.iter().map(|member| &member.name));
                waiting.extend(members.iter().rev().map(|member| &member.value));
            }
            _ => {}
        }
        for text in texts {
            if text.lone_surrogate {
                return Some("half of a surrogate pair".to_owned());
            }
            let mut signs = text.text().chars();
            if let Some(found) = signs.find(|sign| is_hidden(*sign) && !matches!(sign, '\n' | '\r' | '\t')) {
                return Some(shown(found));
            }
        }
    }
    None
}

fn not_an_object(context: &Context<'_>) -> Option<String> {
    let reading = context.reading;
    for part in [Part::Header, Part::Payload] {
        let segment = reading.segment(part)?;
        let noun = match &segment.content {
            Content::Json(Value { kind: Kind::Object(_), .. }) => continue,
            Content::Json(value) => value.noun(),
            // A token inside has a finding of its own; bytes that are no UTF-8 too.
            Content::NotJson { error, .. } if matches!(error.cause, Cause::NotUtf8(_)) => continue,
            Content::NotJson { .. } if part == Part::Payload && reading.nested().is_some() => continue,
            Content::NotJson { .. } => "no JSON",
            // Perhaps it was sent apart from the token; the verdict says so.
            Content::Empty if part == Part::Payload && reading.shape == Shape::Detached => continue,
            Content::Empty => "empty",
            Content::Bytes => continue,
        };
        return Some(format!("the {part} is {noun}"));
    }
    None
}

/// A whole number beyond what a double holds exactly.
fn is_large(digits: &str) -> bool {
    let whole = digits.strip_prefix('-').unwrap_or(digits);
    let all_digits = whole.bytes().all(|byte| byte.is_ascii_digit());
    all_digits && (whole.len() > 16 || (whole.len() == 16 && whole > "9007199254740991"))
}
