//! Large texts: whatever is repeated in them, they are answered in a time that grows as they do.

use std::time::{Duration, Instant};

use groundwork::domain::jose::key_box::{KeyReading, read};
use groundwork::domain::json;
use groundwork::domain::jwt::find::find;
use groundwork::domain::jwt::findings::{Context, find as find_in};
use groundwork::domain::jwt::segment::Part;
use groundwork::domain::jwt::token::decode_unverified;
use groundwork::domain::time::Timestamp;

use super::FIELD;

/// Bytes of the text that is made.
const SIZE: usize = 100_000;

/// What a text may take of the processor. In linear time it takes milliseconds, in square time minutes.
const LIMIT: Duration = Duration::from_secs(2);

/// A start, what is repeated up to the size, and an end, with [`FIELD`] between; read as each thing that the boxes take.
pub fn holds(bytes: &[u8]) {
    let fields: Vec<String> =
        bytes.splitn(3, |byte| *byte == FIELD).map(|field| String::from_utf8_lossy(field).into_owned()).collect();
    let (start, unit, end) = match &fields[..] {
        [unit] => ("", &**unit, ""),
        [start, unit] => (&**start, &**unit, ""),
        [start, unit, end, ..] => (&**start, &**unit, &**end),
        [] => return,
    };
    if unit.is_empty() {
        return;
    }
    let text = [start, &unit.repeat(SIZE / unit.len()), end].concat();
    let started = Clock::now();
    let found = find(&text);
    started.is_soon("finding the token");
    for text in [&*text, &*found.token] {
        let reading = decode_unverified(text);
        let _ = json::read(text);
        started.is_soon("reading the token");
        let context =
            Context { reading: &reading, key: None, now: Timestamp(0), leeway: 0, audience: Some("a"), issuer: None };
        let _ = find_in(&context);
        started.is_soon("its findings");
    }
    for reading in KeyReading::ALL {
        let _ = read(&text, reading);
    }
    started.is_soon("reading the key");
    // As a payload, which goes further than as a token.
    let payload = groundwork::domain::jwt::base64url::encode(text.as_bytes());
    let reading = decode_unverified(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA"));
    assert_eq!(reading.segment(Part::Payload).map(|payload| &*payload.bytes), Some(text.as_bytes()));
    let context =
        Context { reading: &reading, key: None, now: Timestamp(0), leeway: 0, audience: Some("a"), issuer: None };
    let _ = find_in(&context);
    started.is_soon("the findings of a payload");
}

/// A start to count from: the thread's processor time where the system tells it, so that a busy machine changes nothing.
enum Clock {
    Processor(Duration),
    Wall(Instant),
}

impl Clock {
    fn processor() -> Option<Duration> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }

    fn now() -> Self {
        Self::processor().map_or_else(|| Self::Wall(Instant::now()), Self::Processor)
    }

    fn is_soon(&self, what: &str) {
        let taken = match self {
            Self::Processor(started) => Self::processor().unwrap_or_default().saturating_sub(*started),
            Self::Wall(started) => started.elapsed(),
        };
        assert!(taken < LIMIT, "{what} took {taken:?}");
    }
}
