//! What stands on the bench, as the workshop sees it. The boxes in the page are the shared state: the bench says when
//! one of them or a verdict has changed, and a change that is made here goes into a box as a person's would.

use leptos::prelude::*;

use crate::domain::jose::key_box::KeyReading;
#[cfg(feature = "ssr")]
use crate::domain::jwt::{sample, samples};
use crate::domain::time::Timestamp;
#[cfg(not(feature = "ssr"))]
use crate::platform::clock;
#[cfg(not(feature = "ssr"))]
use crate::platform::fields::{self, attribute, value};

/// The element that the bench lives in, and the event that it sends when something on it has changed.
pub const BENCH: &str = "lab";
pub const CHANGED: &str = "bench";

/// Texts as they stand in their boxes, and the bench's verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes {
    pub token: String,
    pub key: String,
    /// Place in [`KeyReading::ALL`]; see [`Self::key_reading`].
    pub key_reading_place: usize,
    /// 0: whatever fits the key; else a place in `Alg::ALL`, from 1.
    pub expected: usize,
    pub audience: String,
    pub issuer: String,
    /// Seconds, as typed.
    pub leeway: String,
    /// The time that the person set instead of the device's clock.
    pub set_time: Option<Timestamp>,
    /// In the order of the bench.
    pub verdicts: Vec<Line>,
}

/// A verdict as the bench shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// As in `data-verdict`, e.g. `well-formed`.
    pub name: String,
    /// For people.
    pub title: String,
    /// As in `data-state`, e.g. `not-checked`.
    pub state: String,
    /// Sentences.
    pub reason: String,
}

impl Line {
    /// For people: `not checked`.
    pub fn words(&self) -> String {
        self.state.replace('-', " ")
    }
}

impl Boxes {
    /// How the key is read.
    pub fn key_reading(&self) -> KeyReading {
        KeyReading::ALL.get(self.key_reading_place).copied().unwrap_or(KeyReading::Form)
    }

    /// The state of a verdict in words, e.g. `not checked`; empty for one that is not there.
    pub fn state(&self, verdict: &str) -> String {
        self.verdicts.iter().find(|line| line.name == verdict).map(Line::words).unwrap_or_default()
    }

    /// The time that counts.
    #[cfg(not(feature = "ssr"))]
    pub fn now(&self) -> Timestamp {
        self.set_time.unwrap_or_else(clock::now)
    }

    /// Prerendered pages have no clock, and check nothing.
    #[cfg(feature = "ssr")]
    pub fn now(&self) -> Timestamp {
        self.set_time.unwrap_or(samples::NOW)
    }

    /// As they stand in the page at this moment.
    #[cfg(not(feature = "ssr"))]
    pub fn read() -> Self {
        let line = |line: web_sys::Element| Line {
            name: line.get_attribute("data-verdict").unwrap_or_default(),
            title: fields::texts(&line, "strong"),
            state: line.get_attribute("data-state").unwrap_or_default(),
            reason: fields::texts(&line, "p"),
        };
        Self {
            token: value("token"),
            key: value("key"),
            key_reading_place: value("key-reading").parse().unwrap_or_default(),
            expected: value("expected").parse().unwrap_or_default(),
            audience: value("audience"),
            issuer: value("issuer"),
            leeway: value("leeway"),
            set_time: attribute("#now-said", "data-now").and_then(|now| now.parse().ok()).map(Timestamp),
            verdicts: fields::all("[data-verdict]").into_iter().map(line).collect(),
        }
    }

    /// Prerendered pages show the sample.
    #[cfg(feature = "ssr")]
    pub fn read() -> Self {
        let line = |name: &str, state: &str| Line { name: name.to_owned(), state: state.to_owned(), ..Line::default() };
        let verdicts = vec![line("well-formed", "holds"), line("signature", "not-checked")];
        Self { token: sample::TOKEN.to_owned(), verdicts, ..Self::default() }
    }
}

/// The boxes now, and whenever they change.
pub fn follow() -> RwSignal<Boxes> {
    let boxes = RwSignal::new(Boxes::read());
    #[cfg(not(feature = "ssr"))]
    fields::listen(BENCH, CHANGED, move || {
        // Once the bench has drawn what it speaks of.
        set_timeout(
            move || {
                let now = Boxes::read();
                // Every tick of its clock comes here, too.
                if boxes.try_with_untracked(|before| *before != now) == Some(true) {
                    boxes.set(now);
                }
            },
            std::time::Duration::ZERO,
        );
    });
    boxes
}

/// Fills a box or menu of the bench.
fn put(id: &str, text: &str) {
    #[cfg(not(feature = "ssr"))]
    fields::fill(id, text);
    #[cfg(feature = "ssr")]
    let _ = (id, text);
}

/// Puts another token on the bench.
pub fn put_token(text: &str) {
    put("token", text);
}

/// Puts another key on the bench, with the place of its reading in [`KeyReading::ALL`].
pub fn put_key(text: &str, reading: usize) {
    put("key-reading", &reading.to_string());
    put("key", text);
}

/// Leaves the expected algorithm to the key.
pub fn expect_what_fits() {
    put("expected", "0");
}
