//! How the log lies in localStorage: which segment a tab writes, and how old segments are joined without losing a review.
//!
//! A segment is the text of one key, `groundwork.log.<writer>.<number>`. A tab writes only keys of its own writer name, and
//! reads them all. Three rules keep every review through any interleaving of tabs, without locks:
//!
//! 1. A tab goes on in its segment only while the newest event there is less than [`STALE`] away from now by the clock, and
//!    the segment has room; else it begins another. What it has left once, it never writes again.
//! 2. Only segments that everybody has left are joined: whole ones, and those whose newest event is [`OLD`] or more ago,
//!    which is three times [`STALE`].
//! 3. A joined segment is written once, under a new key. A segment goes only after the joined one was read back with all of
//!    it, and after a look that it has not changed. Of the segments with an event, the one written last is thus never
//!    removed.

use super::log::{self, Fault, Reason};
use super::order;
use super::review::{Event, EventId, What};
use super::time::{Timestamp, UtcOffset};

/// Every segment's key begins so.
pub const PREFIX: &str = "groundwork.log.";

/// Events in a segment before the next one is begun: what a grade rewrites stays small.
pub const SEGMENT_EVENTS: usize = 64;

/// A tab leaves a segment whose newest event is this far from now, in ms: 12 hours.
pub const STALE: u64 = 12 * 3_600_000;

/// A segment whose newest event is this long ago may be joined, in ms: 36 hours.
pub const OLD: i64 = 36 * 3_600_000;

/// Fewer segments than this are not worth joining.
const MANY: usize = 8;

/// Characters from which a segment is not joined any more.
const LARGE: usize = 60_000;

/// What the functions here need of localStorage.
pub trait Store {
    type Error;
    fn get(&self, key: &str) -> Result<Option<String>, Self::Error>;
    /// On an error what was there before still is.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Self::Error>;
    fn remove(&mut self, key: &str) -> Result<(), Self::Error>;
}

/// What was found in storage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    pub events: Vec<Event>,
    /// What could not be read, with its key. It stays where it is.
    pub faults: Vec<(String, Fault)>,
}

impl Loaded {
    /// Whether a newer version has written here. Then nothing may be written: this version does not know what it would
    /// spoil.
    pub fn is_newer(&self) -> bool {
        self.faults.iter().any(|(_, fault)| matches!(fault.reason, Reason::Newer(_)))
    }
}

/// Reads segments, given with their keys.
pub fn load<'a>(segments: impl IntoIterator<Item = (&'a str, &'a str)>) -> Loaded {
    let mut loaded = Loaded::default();
    for (key, text) in segments {
        let mut faults = Vec::new();
        match log::parse(text) {
            Ok(mut segment) => {
                loaded.events.append(&mut segment.events);
                faults = segment.faults;
            }
            Err(fault) => faults.push(fault),
        }
        loaded.faults.extend(faults.into_iter().map(|fault| (key.to_owned(), fault)));
    }
    loaded
}

/// A segment of this tab.
#[derive(Clone, Debug)]
struct Segment {
    key: String,
    text: String,
    events: usize,
    newest: Timestamp,
    saved: bool,
}

/// What this tab has written, and what it still has to.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    writer: u32,
    /// Events recorded by this tab.
    seq: u32,
    /// Keys used by this tab.
    keys: u32,
    /// Those that are not stored, and the one being written.
    segments: Vec<Segment>,
}

impl Journal {
    /// The journal of a tab; `writer` is its random name.
    pub fn new(writer: u32) -> Self {
        Self { writer, ..Self::default() }
    }

    /// The tab's name.
    pub fn writer(&self) -> u32 {
        self.writer
    }

    /// Makes an event of what just happened and takes it in. It is stored by [`Self::save`].
    pub fn record(&mut self, what: What, now: Timestamp, offset: UtcOffset) -> Event {
        let event = Event { id: EventId { writer: self.writer, seq: self.seq }, at: now, offset, what };
        self.seq += 1;
        let has_room = |segment: &&mut Segment| segment.events < SEGMENT_EVENTS && !is_stale(segment.newest, now);
        let line = log::encode(&event);
        match self.segments.last_mut().filter(has_room) {
            Some(segment) => {
                segment.text.push_str(&line);
                segment.events += 1;
                segment.newest = segment.newest.max(now);
                segment.saved = false;
            }
            None => {
                let (key, text) = (self.new_key(), log::HEADER.to_owned() + &line);
                self.segments.push(Segment { key, text, events: 1, newest: now, saved: false });
            }
        }
        event
    }

    /// Writes what is not stored yet. On an error it is still known, and tried again next time; after hours under another
    /// key, because what was stored under the first may be joined by then.
    pub fn save<S: Store>(&mut self, store: &mut S, now: Timestamp) -> Result<(), S::Error> {
        for at in 0..self.segments.len() {
            if self.segments[at].saved {
                continue;
            }
            if is_stale(self.segments[at].newest, now) {
                self.segments[at].key = self.new_key();
            }
            let segment = &mut self.segments[at];
            store.set(&segment.key, &segment.text)?;
            segment.saved = true;
        }
        self.segments.drain(..self.segments.len().saturating_sub(1));
        Ok(())
    }

    /// Whether everything recorded is stored.
    pub fn is_saved(&self) -> bool {
        self.segments.iter().all(|segment| segment.saved)
    }

    /// The key of the segment that is being written, once something of it was stored.
    pub fn stored_key(&self) -> Option<&str> {
        self.segments.last().filter(|segment| segment.saved).map(|segment| segment.key.as_str())
    }

    /// Takes in events that storage has lost, to be stored again by [`Self::save`] as a segment of their own. What this tab
    /// has recorded itself may be among them: a line that stands twice counts once.
    pub fn restore<'a>(&mut self, events: impl IntoIterator<Item = &'a Event>, now: Timestamp) {
        let mut text = log::HEADER.to_owned();
        events.into_iter().for_each(|event| text.push_str(&log::encode(event)));
        let key = self.new_key();
        // Before the one being written, which goes on; full, so that nothing is added to it.
        self.segments.insert(0, Segment { key, text, events: SEGMENT_EVENTS, newest: now, saved: false });
        self.segments.iter_mut().for_each(|segment| segment.saved = false);
    }

    /// Joins what may be joined of the segments found, given with their keys. `None` where it is not worth it.
    pub fn join(&mut self, segments: &[(String, String)], now: Timestamp) -> Option<Join> {
        let own = format!("{PREFIX}{:08x}.", self.writer);
        let may = |(key, text): &&(String, String)| {
            key.starts_with(PREFIX) && !key.starts_with(&own) && text.len() < LARGE && may_join(text, now)
        };
        let mut sources: Vec<_> = segments.iter().filter(may).cloned().collect();
        order::sort(&mut sources);
        let mut size = 0;
        let fit = sources.iter().take_while(|(_, text)| {
            size += text.len();
            size < 2 * LARGE
        });
        sources.truncate(fit.count());
        if sources.len() < MANY {
            return None;
        }
        let mut lines: Vec<&str> = sources.iter().flat_map(|(_, text)| text.lines().skip(1)).collect();
        order::sort(&mut lines);
        lines.dedup();
        let mut text = log::HEADER.to_owned();
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        Some(Join { key: self.new_key(), text, sources, step: 0 })
    }

    fn new_key(&mut self) -> String {
        self.keys += 1;
        format!("{PREFIX}{:08x}.{:04}", self.writer, self.keys - 1)
    }
}

/// Whether a segment with this newest event is to be left.
fn is_stale(newest: Timestamp, now: Timestamp) -> bool {
    newest.0.abs_diff(now.0) >= STALE
}

/// Whether nobody writes this segment any more and every line of it is known.
fn may_join(text: &str, now: Timestamp) -> bool {
    let Ok(segment) = log::parse(text) else { return false };
    let newest = segment.events.iter().map(|event| event.at).max();
    let left =
        segment.events.len() >= SEGMENT_EVENTS || newest.is_some_and(|newest| now.0.saturating_sub(newest.0) >= OLD);
    left && segment.faults.is_empty()
}

/// Segments being joined, a step at a time, so that a page stays responsive and a test can come between.
#[derive(Clone, Debug)]
pub struct Join {
    key: String,
    text: String,
    sources: Vec<(String, String)>,
    step: usize,
}

impl Join {
    /// Does the next step: one call of the store. False when nothing is left to do, also because the joined segment is not
    /// there. An error ends it; nothing is lost, and what stands twice counts once.
    pub fn step<S: Store>(&mut self, store: &mut S) -> Result<bool, S::Error> {
        self.step += 1;
        let (source, removing) = match self.step {
            1 => {
                store.set(&self.key, &self.text)?;
                return Ok(true);
            }
            2 => return Ok(store.get(&self.key)?.as_ref() == Some(&self.text)),
            step => ((step - 3) / 2, step.is_multiple_of(2)),
        };
        let Some((key, text)) = self.sources.get(source) else { return Ok(false) };
        if removing {
            store.remove(key)?;
        } else if store.get(key)?.as_ref() != Some(text) {
            // Somebody has written it or joined it too: its turn to be removed is passed over.
            self.step += 1;
        }
        Ok(true)
    }
}
