//! What stands on the bench, as the workshop sees it. The boxes in the page are the shared state: the bench says when
//! one of them or a verdict has changed, and a change that is made here goes into a box as a person's would.

use leptos::prelude::*;

use crate::domain::jose::key_box::KeyReading;
#[cfg(feature = "ssr")]
use crate::domain::jwt::sample;
use crate::domain::time::Timestamp;
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
    /// Place in [`KeyReading::ALL`].
    key_reading: usize,
    /// 0: whatever fits the key; else a place in `Alg::ALL`, from 1.
    pub expected: usize,
    pub audience: String,
    pub issuer: String,
    /// Seconds, as typed.
    pub leeway: String,
    /// The time that the person set instead of the device's clock.
    pub set_time: Option<Timestamp>,
    /// States as in `data-state`, e.g. `not-checked`.
    pub well_formed: String,
    pub signature: String,
}

impl Boxes {
    /// How the key is read.
    pub fn key_reading(&self) -> KeyReading {
        KeyReading::ALL.get(self.key_reading).copied().unwrap_or(KeyReading::Form)
    }

    #[cfg(not(feature = "ssr"))]
    fn read() -> Self {
        let state = |name: &str| attribute(&format!("[data-verdict={name}]"), "data-state").unwrap_or_default();
        Self {
            token: value("token"),
            key: value("key"),
            key_reading: value("key-reading").parse().unwrap_or_default(),
            expected: value("expected").parse().unwrap_or_default(),
            audience: value("audience"),
            issuer: value("issuer"),
            leeway: value("leeway"),
            set_time: attribute("#now-said", "data-now").and_then(|now| now.parse().ok()).map(Timestamp),
            well_formed: state("well-formed"),
            signature: state("signature"),
        }
    }

    #[cfg(feature = "ssr")]
    fn read() -> Self {
        Self { token: sample::TOKEN.to_owned(), well_formed: "holds".to_owned(), ..Self::default() }
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

/// Puts another token on the bench.
pub fn put_token(text: &str) {
    #[cfg(not(feature = "ssr"))]
    fields::fill("token", text);
    #[cfg(feature = "ssr")]
    let _ = text;
}
