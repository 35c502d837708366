//! The text of the review log: segments of one event per line, written and read back without loss.
//!
//! ```text
//! groundwork-log 1
//! k3f9a1-0 mmkk5mo0 60 r what-is-a-jwt 3 2 r AbcDef.x_9
//! k3f9a1-1 mmkk7k40 60 u k3f9a1-0
//! ```
//! Fields are parted by one space: event id (writer and count, base 36), time (ms, base 36), UTC offset (minutes), then
//! `r` for a review (card, grade 1-4, confidence 1-4 or 0 for none, mode `r`ecall, `c`ritique or `t`ransfer, ids of the
//! points hit, a full stop, ids of those missed, and one more field `h` when a hint was used) or `u` and the id of the
//! event taken back. Every line ends with `\n`. Lines from before hints were noted have no `h`.

use super::card::{CardId, PointId};
use super::review::{Confidence, Event, EventId, Grade, Mode, Review, What};
use super::time::{Timestamp, UtcOffset};

/// First line of every segment.
pub const HEADER: &str = "groundwork-log 1\n";

const NAME: &str = "groundwork-log ";
const VERSION: &str = "1";
/// The field that says a hint was used.
const HINT: &str = "h";
/// The instants that JavaScript's `Date` knows, in ms either way.
const MAX_TIME: i64 = 8_640_000_000_000_000;
const MAX_OFFSET: i16 = 24 * 60;

/// What a segment holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// In the order of their lines.
    pub events: Vec<Event>,
    /// The lines that are not events.
    pub faults: Vec<Fault>,
}

/// A line that could not be read, kept so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("review log, line {line}: {reason}")]
pub struct Fault {
    /// Counted from 1; the header is line 1.
    pub line: usize,
    pub reason: Reason,
    /// The line exactly as it stands, without its line end.
    pub text: String,
}

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("written by a newer Groundwork (log version {0}); it was left untouched: reload to get the newer app")]
    Newer(String),
    #[error("not the start of a Groundwork log; it was left untouched: restore it from a backup")]
    NotALog,
    #[error("cut off in the middle, so it was not counted; the other lines were: import a backup to get it back")]
    Cut,
    #[error("{0} is missing, so it was not counted; the other lines were")]
    Missing(&'static str),
    #[error("{0} cannot be read, so it was not counted; the other lines were")]
    Unreadable(&'static str),
    #[error("has more fields than this version knows, so it was not counted: reload to get the newer app")]
    TooMany,
}

/// The event's line, `\n` included. The card's id must be a slug and each point's id one that `PointId::of_lead` can
/// make; else the line is read back as a fault.
pub fn encode(event: &Event) -> String {
    let mut line = String::with_capacity(64);
    push_id(&mut line, event.id);
    line.push(' ');
    push_time(&mut line, event.at);
    line.push(' ');
    line.push_str(&event.offset.0.to_string());
    match &event.what {
        What::Review(review) => push_review(&mut line, review),
        What::Undo(target) => {
            line.push_str(" u ");
            push_id(&mut line, *target);
        }
    }
    line.push('\n');
    line
}

/// Reads a segment: the events, and beside them whatever is not an event.
///
/// # Errors
/// When the first line is not the header of a version that is known here. Nothing of such a segment may be changed.
pub fn parse(text: &str) -> Result<Segment, Fault> {
    let mut segment = Segment::default();
    let mut rest = text;
    let mut line = 0;
    while line == 0 || !rest.is_empty() {
        line += 1;
        let (here, after) = rest.split_once('\n').map_or((rest, None), |(here, after)| (here, Some(after)));
        rest = after.unwrap_or_default();
        let fault = |reason| Fault { line, reason, text: here.to_owned() };
        if line == 1 {
            check_header(here, after.is_none()).map_err(fault)?;
        }
        if after.is_none() {
            segment.faults.push(fault(Reason::Cut));
        } else if line > 1 {
            match parse_line(here) {
                Ok(event) => segment.events.push(event),
                Err(reason) => segment.faults.push(fault(reason)),
            }
        }
    }
    Ok(segment)
}

fn check_header(line: &str, cut: bool) -> Result<(), Reason> {
    let version = line.strip_prefix(NAME);
    if version == Some(VERSION) || cut && (NAME.starts_with(line)) {
        return Ok(());
    }
    let number = version.and_then(|version| version.split(' ').next()).unwrap_or_default();
    let is_number = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0') && !number.is_empty();
    Err(if is_number && number != VERSION { Reason::Newer(number.to_owned()) } else { Reason::NotALog })
}

/// Reads one event without its line end.
pub(super) fn parse_line(line: &str) -> Result<Event, Reason> {
    let mut fields = Fields(line.split(' '));
    let event = Event {
        id: fields.next("the event's id", parse_id)?,
        at: fields.next("the time", parse_time)?,
        offset: fields.next("the UTC offset", parse_offset)?,
        what: match fields.next("the kind of event", Some)? {
            "r" => What::Review(parse_review(&mut fields)?),
            "u" => What::Undo(fields.next("the id of the event taken back", parse_id)?),
            _ => return Err(Reason::Unreadable("the kind of event")),
        },
    };
    if fields.0.next().is_some() { Err(Reason::TooMany) } else { Ok(event) }
}

fn parse_review(fields: &mut Fields<'_>) -> Result<Review, Reason> {
    let card = fields.next("the card", parse_card)?;
    let grade = fields.next("the grade", |s| digit(s).and_then(|n| Grade::ALL.get(n.checked_sub(1)?).copied()))?;
    let confidence = fields.next("the confidence", |s| match digit(s)?.checked_sub(1) {
        None => Some(None),
        Some(n) => Confidence::ALL.get(n).copied().map(Some),
    })?;
    let mode = fields.next("the mode", |s| match s {
        "r" => Some(Mode::Recall),
        "c" => Some(Mode::Critique),
        "t" => Some(Mode::Transfer),
        _ => None,
    })?;
    let (hit, missed) = fields.next("the list of key points", |s| {
        let (hit, missed) = s.split_once('.')?;
        Some((parse_points(hit)?, parse_points(missed)?))
    })?;
    // Anything else that follows is a later version's, and the caller's to refuse.
    let hint = fields.0.clone().next() == Some(HINT);
    if hint {
        fields.0.next();
    }
    Ok(Review { card, grade, confidence, mode, hit, missed, hint })
}

struct Fields<'a>(std::str::Split<'a, char>);

impl<'a> Fields<'a> {
    fn next<T>(&mut self, name: &'static str, read: impl FnOnce(&'a str) -> Option<T>) -> Result<T, Reason> {
        let field = self.0.next().filter(|field| !field.is_empty()).ok_or(Reason::Missing(name))?;
        read(field).ok_or(Reason::Unreadable(name))
    }
}

fn push_review(line: &mut String, review: &Review) {
    line.push_str(" r ");
    line.push_str(&review.card.0);
    line.push(' ');
    push_base36(line, review.grade as u64);
    line.push(' ');
    push_base36(line, review.confidence.map_or(0, |confidence| confidence as u64));
    line.push_str(match review.mode {
        Mode::Recall => " r ",
        Mode::Critique => " c ",
        Mode::Transfer => " t ",
    });
    review.hit.iter().for_each(|point| line.push_str(&point.0));
    line.push('.');
    review.missed.iter().for_each(|point| line.push_str(&point.0));
    if review.hint {
        line.push(' ');
        line.push_str(HINT);
    }
}

/// A time in ms, base 36.
pub(super) fn push_time(line: &mut String, at: Timestamp) {
    if at.0 < 0 {
        line.push('-');
    }
    push_base36(line, at.0.unsigned_abs());
}

fn push_id(line: &mut String, id: EventId) {
    push_base36(line, id.writer.into());
    line.push('-');
    push_base36(line, id.seq.into());
}

fn push_base36(line: &mut String, number: u64) {
    if number >= 36 {
        push_base36(line, number / 36);
    }
    line.push(char::from(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]));
}

fn parse_id(text: &str) -> Option<EventId> {
    let (writer, seq) = text.split_once('-')?;
    let number = |text| parse_base36(text).and_then(|n| u32::try_from(n).ok());
    Some(EventId { writer: number(writer)?, seq: number(seq)? })
}

/// Only the digits that `push_base36` writes: an event has one spelling.
fn parse_base36(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
    let shortest = text == "0" || !text.starts_with('0');
    if plain && shortest { u64::from_str_radix(text, 36).ok() } else { None }
}

pub(super) fn parse_time(text: &str) -> Option<Timestamp> {
    let (sign, number) = text.strip_prefix('-').map_or((1, text), |number| (-1, number));
    let ms = i64::try_from(parse_base36(number)?).ok().filter(|ms| *ms <= MAX_TIME && (sign > 0 || *ms > 0))?;
    Some(Timestamp(sign * ms))
}

fn parse_offset(text: &str) -> Option<UtcOffset> {
    let minutes: i16 = text.parse().ok()?;
    (minutes.abs() < MAX_OFFSET && minutes.to_string() == text).then_some(UtcOffset(minutes))
}

pub(super) fn parse_card(text: &str) -> Option<CardId> {
    let slug = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (!text.is_empty() && text.bytes().all(slug)).then(|| CardId(text.to_owned()))
}

fn parse_points(text: &str) -> Option<Vec<PointId>> {
    let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if !text.bytes().all(base64url) || !text.len().is_multiple_of(PointId::LEN) {
        return None;
    }
    Some((0..text.len()).step_by(PointId::LEN).map(|at| PointId(text[at..at + PointId::LEN].to_owned())).collect())
}

fn digit(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [digit @ b'0'..=b'9'] => Some(usize::from(digit - b'0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REVIEW: &str = "k3f9a1-0 mmkk5mo0 60 r what-is-a-jwt 3 2 r AbcDef.x_9";

    fn read(line: &str) -> Result<Event, Reason> {
        let mut segment = parse(&format!("{HEADER}{line}\n{REVIEW}\n")).expect("the header is good");
        assert_eq!(segment.events.pop(), parse_line(REVIEW).ok(), "the line after {line:?} counts");
        match segment.faults.pop() {
            None => Ok(segment.events.remove(0)),
            Some(fault) => {
                assert_eq!((fault.line, fault.text.as_str()), (2, line));
                assert!(segment.events.is_empty() && segment.faults.is_empty());
                Err(fault.reason)
            }
        }
    }

    #[test]
    fn a_review_and_an_undo_are_read_as_documented() {
        let id = EventId { writer: 1_215_074_233, seq: 0 };
        let review = Review {
            card: CardId("what-is-a-jwt".into()),
            grade: Grade::Good,
            confidence: Some(Confidence::Unsure),
            mode: Mode::Recall,
            hit: vec![PointId("Abc".into()), PointId("Def".into())],
            missed: vec![PointId("x_9".into())],
            hint: false,
        };
        let at = Timestamp(1_773_144_000_000);
        let event = |review| Event { id, at, offset: UtcOffset(60), what: What::Review(review) };
        assert_eq!(read(&format!("{REVIEW} h")), Ok(event(Review { hint: true, ..review.clone() })));
        assert_eq!(read(REVIEW), Ok(event(review)));
        let undo =
            Event { id: EventId { seq: 36, ..id }, at: Timestamp(-1), offset: UtcOffset(-570), what: What::Undo(id) };
        assert_eq!(read("k3f9a1-10 -1 -570 u k3f9a1-0"), Ok(undo));
    }

    #[test]
    fn a_line_that_is_not_an_event_is_named_and_hides_no_other() {
        use Reason::{Missing, TooMany, Unreadable};
        let cases = [
            ("", Missing("the event's id")),
            ("k3f9a1-0", Missing("the time")),
            ("k3f9a1 mmkk5mo0 60 u a-1", Unreadable("the event's id")),
            ("k3f9a1-01 mmkk5mo0 60 u a-1", Unreadable("the event's id")),
            ("K3f9a1-0 mmkk5mo0 60 u a-1", Unreadable("the event's id")),
            ("zzzzzzz-0 mmkk5mo0 60 u a-1", Unreadable("the event's id")),
            ("a-0 zzzzzzzzzzzz 60 u a-1", Unreadable("the time")),
            ("a-0 -0 60 u a-1", Unreadable("the time")),
            ("a-0 2ccc-c 60 u a-1", Unreadable("the time")),
            ("a-0 1 +60 u a-1", Unreadable("the UTC offset")),
            ("a-0 1 1440 u a-1", Unreadable("the UTC offset")),
            ("a-0 1 99999 u a-1", Unreadable("the UTC offset")),
            ("a-0 1 0 x a-1", Unreadable("the kind of event")),
            ("a-0 1 0 u", Missing("the id of the event taken back")),
            ("a-0 1 0 u a-1 2", TooMany),
            ("a-0 1  u a-1", Missing("the UTC offset")),
            ("a-0 1 0 r ../etc 3 0 r .", Unreadable("the card")),
            ("a-0 1 0 r card 5 0 r .", Unreadable("the grade")),
            ("a-0 1 0 r card 0 0 r .", Unreadable("the grade")),
            ("a-0 1 0 r card 3 5 r .", Unreadable("the confidence")),
            ("a-0 1 0 r card 3 0 x .", Unreadable("the mode")),
            ("a-0 1 0 r card 3 0 r", Missing("the list of key points")),
            ("a-0 1 0 r card 3 0 r abc", Unreadable("the list of key points")),
            ("a-0 1 0 r card 3 0 r ab.", Unreadable("the list of key points")),
            ("a-0 1 0 r card 3 0 r a\u{e9}.", Unreadable("the list of key points")),
            ("a-0 1 0 r card 3 0 r abc.d.f", Unreadable("the list of key points")),
            ("a-0 1 0 r card 3 0 r . ", TooMany),
            ("a-0 1 0 r card 3 0 r . x", TooMany),
            ("a-0 1 0 r card 3 0 r . h h", TooMany),
            ("a-0 1 0 u a-1 h", TooMany),
            ("a-0 1 0 r card 3 0 r .\r", Unreadable("the list of key points")),
        ];
        for (line, reason) in cases {
            assert_eq!(read(line), Err(reason), "{line:?}");
        }
    }

    #[test]
    fn a_segment_of_another_version_is_not_read_at_all() {
        let newer = |version: &str| Reason::Newer(version.to_owned());
        let cases = [
            ("groundwork-log 2\n", newer("2")),
            ("groundwork-log 10 sealed\n", newer("10")),
            ("groundwork-log 2", newer("2")),
            ("groundwork-log 99999999999999999999\n", newer("99999999999999999999")),
            ("groundwork-log 0\n", Reason::NotALog),
            ("groundwork-log 1 \n", Reason::NotALog),
            ("groundwork-log \n", Reason::NotALog),
            ("\n", Reason::NotALog),
            ("{\"version\":1}\n", Reason::NotALog),
            ("{}", Reason::NotALog),
        ];
        for (text, reason) in cases {
            let text = format!("{text}{}", if text.ends_with('\n') { REVIEW } else { "" });
            assert_eq!(parse(&text).map_err(|fault| fault.reason), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn an_empty_segment_is_a_cut_one() {
        let fault = Fault { line: 1, reason: Reason::Cut, text: String::new() };
        assert_eq!(parse(""), Ok(Segment { events: vec![], faults: vec![fault] }));
        assert_eq!(parse(HEADER), Ok(Segment::default()));
    }
}
