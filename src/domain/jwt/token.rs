//! Takes a token apart without checking its signature. There is always something to show.

use super::base64url;
use super::fault::{Fault, Note};
use super::find::starts_like_a_token;
use super::segment::{Content, Part, Segment};
use super::shape::Shape;
use crate::domain::json::{self, Kind, Member, Value};

/// Longest text that is read. Servers refuse headers of a few kilobytes; this is for the curious.
pub const MAX_BYTES: usize = 5_000_000;

/// Duplicate names that are listed.
const MAX_DUPLICATES: usize = 20;

/// All that a token says. None of it is verified: anyone can write any of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub shape: Shape,
    /// Empty when the text is not in parts at all.
    pub segments: Vec<Segment>,
    /// The whole text, when it is one JSON value.
    pub document: Option<Value>,
    /// What makes it malformed. Empty: well-formed, which says nothing about the signature.
    pub faults: Vec<Fault>,
    /// What a reader should know although it is allowed.
    pub notes: Vec<Note>,
}

impl Reading {
    fn without_parts(shape: Shape, fault: Fault) -> Self {
        Self { shape, segments: Vec::new(), document: None, faults: vec![fault], notes: Vec::new() }
    }

    /// The part of this kind.
    pub fn segment(&self, part: Part) -> Option<&Segment> {
        self.segments.iter().find(|segment| segment.part == part)
    }

    /// The header's JSON, as far as it could be read.
    pub fn header(&self) -> Option<&Value> {
        self.segment(Part::Header)?.json()
    }

    /// The payload's JSON, as far as it could be read.
    pub fn payload(&self) -> Option<&Value> {
        self.segment(Part::Payload)?.json()
    }

    /// The claims in order, duplicates included; `None` where the payload is no object.
    pub fn claims(&self) -> Option<&[Member]> {
        self.payload()?.members()
    }

    /// What the header says the algorithm is. A verifier never takes it from here.
    pub fn alg(&self) -> Option<&str> {
        self.header()?.get("alg")?.as_str()
    }

    /// The token inside: a payload that is a compact token itself (RFC 7519, appendix A.2).
    pub fn nested(&self) -> Option<&str> {
        let Content::NotJson { text: Some(text), .. } = &self.segment(Part::Payload)?.content else { return None };
        is_token(text).then_some(text)
    }

    /// The compact form of a JWS as JSON, where there is one: a single signature, and nothing in an unprotected header
    /// (RFC 7515, section 7.2).
    pub fn compact(&self) -> Option<String> {
        let document = self.document.as_ref()?;
        let signed = match document.get("signatures").map(|value| &value.kind) {
            None => document,
            Some(Kind::Array(items)) if items.len() == 1 => &items[0],
            Some(_) => return None,
        };
        let part = |of: &'_ Value, name| of.get(name).and_then(Value::as_str).map(str::to_owned);
        let parts = [part(signed, "protected")?, part(document, "payload")?, part(signed, "signature")?];
        signed.get("header").is_none().then(|| parts.join("."))
    }
}

/// Whether a text has the form of a compact token, as far as its start and its dots tell.
pub fn is_token(text: &str) -> bool {
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    matches!(dots, 2 | 4) && starts_like_a_token(text)
}

/// Reads exactly this text, without looking for a token in it ([`super::find`] does) and without verifying anything.
pub fn decode_unverified(text: &str) -> Reading {
    if text.is_empty() {
        return Reading::without_parts(Shape::Empty, Fault::Empty);
    }
    if text.len() > MAX_BYTES {
        return Reading::without_parts(Shape::TooLong(text.len()), Fault::TooLong(text.len()));
    }
    if text.trim_start().starts_with('{')
        && let Ok(document) = json::read(text)
    {
        let shape = Shape::of_json(&document);
        let fault = match shape {
            Shape::Json => Fault::Json,
            Shape::JweJson => Fault::NotCompactEncrypted,
            _ => Fault::NotCompact,
        };
        return Reading { document: Some(document), ..Reading::without_parts(shape, fault) };
    }
    let mut pieces: Vec<&str> = text.split('.').take(MAX_PARTS + 1).collect();
    let unencoded = pieces.len() > 2 && has_unencoded_payload(&base64url::decode_lenient(pieces[0]).bytes);
    if unencoded {
        // Whatever stands between the first dot and the last is the payload.
        let last = text.rfind('.').map_or(text.len(), |dot| dot + 1);
        pieces = vec![pieces[0], &text[pieces[0].len() + 1..last - 1], &text[last..]];
    } else if pieces.len() > MAX_PARTS {
        let count = text.split('.').count();
        return Reading::without_parts(Shape::OtherCount(count), Fault::Count(count));
    }
    let mut start = 0;
    let mut segments: Vec<Segment> = Vec::with_capacity(pieces.len());
    for (part, (index, piece)) in Part::of_token(pieces.len()).into_iter().zip(pieces.iter().enumerate()) {
        let range = start..start + piece.len();
        start = range.end + 1;
        segments.push(match (part, unencoded) {
            (Part::Payload, true) => Segment::as_written(part, index + 1, range, piece),
            _ => Segment::read(part, index + 1, range, piece),
        });
    }
    let shape = shape_of(&segments, unencoded);
    let faults = faults_of(&segments, unencoded);
    let notes = notes_of(&segments);
    Reading { shape, segments, document: None, faults, notes }
}

/// Parts that are still shown one by one; a text with more dots is no token.
const MAX_PARTS: usize = 16;

/// Whether a header's JSON says `"b64": false`: the payload stands in the token as it is (RFC 7797, section 3).
pub fn has_unencoded_payload(header: &[u8]) -> bool {
    let header = json::read_bytes(header).ok();
    header.and_then(|header| Some(header.get("b64")?.kind == Kind::Bool(false))).unwrap_or(false)
}

fn shape_of(segments: &[Segment], unencoded: bool) -> Shape {
    match segments {
        _ if unencoded => Shape::Unencoded,
        [_, _, _, _, _] => Shape::Jwe,
        [header, payload, signature] => {
            let is_object = |segment: &Segment| segment.json().and_then(Value::members).is_some();
            let unreadable = !is_object(header) || (!is_object(payload) && !payload.faults.is_empty());
            match &payload.content {
                _ if unreadable => Shape::Unreadable,
                Content::Empty if signature.content != Content::Empty => Shape::Detached,
                _ if is_object(payload) => Shape::Jwt,
                _ => Shape::Jws,
            }
        }
        _ => Shape::OtherCount(segments.len()),
    }
}

fn faults_of(segments: &[Segment], unencoded: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    match segments.len() {
        3 if unencoded && segments[1].text.contains('.') => faults.push(Fault::DotInPayload),
        3 | 5 => {}
        count => faults.push(Fault::Count(count)),
    }
    for segment in segments {
        let &Segment { number, part, more_faults, .. } = segment;
        faults.extend(segment.faults.iter().map(|fault| Fault::Base64 { number, part, fault: *fault }));
        if more_faults > 0 {
            faults.push(Fault::MoreBase64 { number, part, count: more_faults });
        }
        if part == Part::Header {
            match &segment.content {
                Content::Json(value) if value.members().is_some() => {}
                Content::Json(value) => faults.push(Fault::HeaderNotObject(value.noun())),
                Content::NotJson { error, .. } => faults.push(Fault::HeaderNotJson(error.clone())),
                Content::Empty | Content::Bytes => faults.push(Fault::HeaderEmpty),
            }
        }
    }
    faults
}

fn notes_of(segments: &[Segment]) -> Vec<Note> {
    let mut notes = Vec::new();
    for segment in segments {
        match (&segment.content, segment.part) {
            (Content::NotJson { error, .. }, Part::Payload) => notes.push(Note::PayloadNotJson(error.clone())),
            (Content::Json(value), part) => {
                if part == Part::Payload && value.members().is_none() {
                    notes.push(Note::PayloadNotObject(value.noun()));
                }
                let names = repeated_names(value).into_iter();
                notes.extend(names.map(|name| Note::Duplicate { number: segment.number, part, name }));
            }
            (Content::Empty, Part::Signature) => notes.push(Note::NoSignature),
            _ => {}
        }
    }
    notes
}

/// Names that stand more than once in one object, each once, at any depth, the first ones.
fn repeated_names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match &value.kind {
            Kind::Array(items) => waiting.extend(items.iter().rev()),
            Kind::Object(members) => {
                for member in members.iter().filter(|member| member.repeated) {
                    let name = member.name.text();
                    if names.len() < MAX_DUPLICATES && names.iter().all(|known| known != name) {
                        names.push(name.to_owned());
                    }
                }
                waiting.extend(members.iter().rev().map(|member| &member.value));
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::encode;

    fn token(header: &str, payload: &str, signature: &str) -> String {
        format!("{}.{}.{signature}", encode(header.as_bytes()), encode(payload.as_bytes()))
    }

    const HS256: &str = r#"{"alg":"HS256"}"#;

    #[test]
    fn every_shape_is_told_from_the_others() {
        let header = encode(HS256.as_bytes());
        let cases = [
            (String::new(), Shape::Empty),
            (token(HS256, r#"{"sub":"u"}"#, "c2ln"), Shape::Jwt),
            (token(r#"{"alg":"none"}"#, r#"{"sub":"u"}"#, ""), Shape::Jwt),
            (token(HS256, "prose", "c2ln"), Shape::Jws),
            (token(HS256, "[1]", "c2ln"), Shape::Jws),
            (token(HS256, "", "c2ln"), Shape::Detached),
            (format!("{}.$100.c2ln", encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#)), Shape::Unencoded),
            (format!("{header}.a.b.c.d"), Shape::Jwe),
            (r#"{"payload":"e30","signatures":[{"signature":"AA"}]}"#.to_owned(), Shape::JwsJson { general: true }),
            (r#" {"payload":"e30","protected":"e30","signature":"AA"}"#.to_owned(), Shape::JwsJson { general: false }),
            (r#"{"protected":"e30","ciphertext":"AA"}"#.to_owned(), Shape::JweJson),
            (r#"{"sub":"u"}"#.to_owned(), Shape::Json),
            (header.clone(), Shape::OtherCount(1)),
            (format!("{header}.e30"), Shape::OtherCount(2)),
            (format!("{header}.e30.AA.AA"), Shape::OtherCount(4)),
            (".".repeat(100), Shape::OtherCount(101)),
            (token("nope", "{}", "c2ln"), Shape::Unreadable),
            (format!("{header}.ey+.c2ln"), Shape::Unreadable),
            ("a".repeat(MAX_BYTES + 1), Shape::TooLong(MAX_BYTES + 1)),
        ];
        for (text, shape) in cases {
            let start: String = text.chars().take(80).collect();
            assert_eq!(decode_unverified(&text).shape, shape, "{start}");
        }
    }

    #[test]
    fn a_broken_part_is_named_and_the_others_are_still_read() {
        let good = token(HS256, r#"{"sub":"u-1042","n":9007199254740993}"#, "c2ln");
        let broken = good.replacen("ciOiJ", "ci+iJ", 1);
        let reading = decode_unverified(&broken);
        assert_eq!(reading.payload().and_then(|payload| payload.get("n")?.as_number()), Some("9007199254740993"));
        assert_eq!(
            reading.faults.first().map(ToString::to_string).as_deref(),
            Some("segment 1 (header), character 9: '+' belongs to standard base64; a JWT uses '-' here")
        );
        let reading = decode_unverified(&token("{\"alg\":HS256}", "{}", "c2ln"));
        let message = reading.faults[0].to_string();
        assert!(message.starts_with("segment 1 (header), line 1, column 8 (byte 7): found 'H': "), "{message}");
        assert_eq!(reading.claims().map(<[_]>::len), Some(0));
    }

    #[test]
    fn a_header_is_an_object_and_a_text_full_of_dots_is_not_listed() {
        let message =
            |text: &str| decode_unverified(text).faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(message(&token("[]", "{}", "c2ln")).starts_with("segment 1 (header): it is an array; a header is"));
        assert!(message(".e30.AA").starts_with("segment 1 (header): it is empty"));
        let dots = decode_unverified(&".".repeat(1_000_000));
        assert_eq!((dots.segments.len(), &dots.faults[..]), (0, &[Fault::Count(1_000_001)][..]));
    }

    #[test]
    fn an_unencoded_payload_is_its_own_text() {
        let header = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
        let reading = decode_unverified(&format!("{header}.$100.c2ln"));
        assert_eq!((&reading.segments[1].bytes[..], &reading.faults[..]), (&b"$100"[..], &[][..]));
        let reading = decode_unverified(&format!("{header}.1.50 €, please.{}c2ln", ".".repeat(MAX_PARTS)));
        assert_eq!(reading.segments[1].bytes, format!("1.50 €, please.{}", ".".repeat(MAX_PARTS - 1)).as_bytes());
        assert_eq!((reading.shape, reading.faults), (Shape::Unencoded, vec![Fault::DotInPayload]));
    }

    #[test]
    fn a_jws_as_json_has_a_compact_form_where_nothing_would_be_lost() {
        let compact = |text: &str| decode_unverified(text).compact();
        let flat = r#"{"payload":"e30","protected":"eyJ9","signature":"AA"}"#;
        assert_eq!(compact(flat).as_deref(), Some("eyJ9.e30.AA"));
        let one = r#"{"payload":"e30","signatures":[{"protected":"eyJ9","signature":"AA"}]}"#;
        assert_eq!(compact(one).as_deref(), Some("eyJ9.e30.AA"));
        let two = one.replace("}]", "},{}]");
        let unprotected = flat.replace("\"signature\"", "\"header\":{},\"signature\"");
        for text in [&two, &unprotected, r#"{"payload":"e30","signature":"AA"}"#, r#"{"ciphertext":"AA"}"#, "a.b.c"] {
            assert_eq!(compact(text), None, "{text}");
        }
        assert_eq!(decode_unverified(r#"{"ciphertext":"AA"}"#).faults, [Fault::NotCompactEncrypted]);
    }

    #[test]
    fn each_segment_knows_its_place() {
        let text = token(HS256, "{}", "c2ln");
        let reading = decode_unverified(&text);
        for segment in &reading.segments {
            assert_eq!(text[segment.range.clone()], segment.text);
        }
        let parts: Vec<_> = decode_unverified("e30.a.b.c.d").segments.iter().map(|s| s.part.to_string()).collect();
        assert_eq!(parts, ["header", "encrypted key", "initialization vector", "ciphertext", "authentication tag"]);
    }

    #[test]
    fn what_is_allowed_but_odd_is_noted() {
        let notes = |text: &str| decode_unverified(text).notes.iter().map(ToString::to_string).collect::<Vec<_>>();
        let reading =
            notes(&token(r#"{"alg":"none","alg":"HS256"}"#, r#"{"a":{"b":1,"b":2},"c":[{"d":1,"d":1}]}"#, ""));
        let starts = [
            "segment 1 (header): \"alg\"",
            "segment 2 (payload): \"b\"",
            "segment 2 (payload): \"d\"",
            "the signature",
        ];
        assert_eq!(reading.len(), starts.len(), "{reading:?}");
        assert!(reading.iter().zip(starts).all(|(note, start)| note.starts_with(start)), "{reading:?}");
        assert!(notes(&token(HS256, "prose", "c2ln"))[0].contains("a JWS, not a JWT"));
        assert!(notes(&token(HS256, "[]", "c2ln"))[0].contains("an array"));
        assert_eq!(notes(&token(HS256, "{}", "c2ln")), [""; 0]);
    }

    #[test]
    fn a_token_inside_a_token_is_found() {
        let inner = token(HS256, r#"{"sub":"u"}"#, "c2ln");
        let reading = decode_unverified(&token(r#"{"alg":"HS256","cty":"JWT"}"#, &inner, "c2ln"));
        assert_eq!(reading.nested(), Some(&inner[..]));
        assert_eq!(decode_unverified(&inner).nested(), None);
    }

    #[test]
    fn a_five_megabyte_token_is_read_within_a_second() {
        let claims = (0..400_000).map(|n| format!("\"{n}\":1")).collect::<Vec<_>>().join(",");
        let text = token(
            HS256,
            &format!("{{{}}}", &claims[..3_600_000][..claims[..3_600_000].rfind(',').unwrap_or(0)]),
            "c2ln",
        );
        let start = std::time::Instant::now();
        let reading = decode_unverified(&text);
        assert!(reading.claims().is_some_and(|claims| claims.len() > 300_000), "{:?}", reading.faults);
        // Debug build on a busy machine: a bound on the order of growth, not a benchmark.
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}
