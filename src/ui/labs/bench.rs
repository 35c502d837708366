//! What stands on the bench of the JWT lab: the texts in its boxes, and everything that follows from them. It lives and
//! dies with the page; none of it is kept, sent, or put into an address.

use leptos::prelude::*;

use crate::domain::jose::alg::Alg;
use crate::domain::jose::key::KeyError;
use crate::domain::jose::key_box::{self, KeyReading, Keys};
use crate::domain::jose::plan::{Plan, plan};
use crate::domain::jose::refusal::Refusal;
use crate::domain::jose::verdict::{self, State, Verdict};
use crate::domain::jose::{claims_check, hmac};
use crate::domain::jwt::find::{Found, find};
use crate::domain::jwt::token::{Reading, decode_unverified};
use crate::domain::jwt::{sample, samples};
use crate::domain::time::Timestamp;
#[cfg(not(feature = "ssr"))]
use crate::platform::{clock, crypto};

/// Pasted text, what was found in it, and what that says.
#[derive(Clone, PartialEq)]
pub struct Read {
    pub found: Found,
    pub reading: Reading,
}

/// The verdict on the signature, and whether the browser is still at it.
#[derive(Clone, PartialEq)]
pub struct Signature {
    pub verdict: Verdict,
    pub busy: bool,
    /// The key as another reading would give it, under which the signature holds.
    pub other_reading: Option<&'static str>,
}

/// What the browser answered, and about which plan: an answer to an earlier question is none to this one.
type Answer = Option<(Plan, Result<bool, Verdict>)>;

/// The boxes, and what follows. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Bench {
    pub token: RwSignal<String>,
    pub key: RwSignal<String>,
    /// Place in [`KeyReading::ALL`].
    pub key_reading: RwSignal<usize>,
    /// 0: whatever fits the key; else a place in [`Alg::ALL`], from 1.
    pub expected: RwSignal<usize>,
    pub audience: RwSignal<String>,
    pub issuer: RwSignal<String>,
    /// Seconds, as typed.
    pub leeway: RwSignal<String>,
    /// The device's clock; `None` in prerendered pages.
    pub clock: RwSignal<Option<Timestamp>>,
    /// The time that the person or a sample set instead.
    pub set_time: RwSignal<Option<Timestamp>>,
    pub read: Memo<Read>,
    pub keys: Memo<Option<Result<Keys, KeyError>>>,
    pub plan: Memo<Result<Plan, Refusal>>,
    answer: RwSignal<Answer>,
}

impl Bench {
    /// The sample token, without a key.
    pub fn new() -> Self {
        let token = RwSignal::new(sample::TOKEN.to_owned());
        let key = RwSignal::new(String::new());
        let key_reading = RwSignal::new(0_usize);
        let expected = RwSignal::new(0_usize);
        let read = Memo::new(move |_| {
            token.with(|text| {
                let found = find(text);
                let reading = decode_unverified(&found.token);
                Read { found, reading }
            })
        });
        let keys = Memo::new(move |_| key.with(|text| key_box::read(text, reading_at(key_reading.get()))));
        let plan = Memo::new(move |_| {
            let expected = expected.get().checked_sub(1).and_then(|place| Alg::ALL.get(place).copied());
            read.with(|read| keys.with(|keys| plan(&read.reading, keys.as_ref(), expected)))
        });
        let text = || RwSignal::new(String::new());
        let bench = Self {
            token,
            key,
            key_reading,
            expected,
            audience: text(),
            issuer: text(),
            leeway: RwSignal::new("0".to_owned()),
            clock: RwSignal::new(None),
            set_time: RwSignal::new(None),
            read,
            keys,
            plan,
            answer: RwSignal::new(None),
        };
        #[cfg(not(feature = "ssr"))]
        bench.start();
        bench
    }

    /// Asks the browser for what is not HMAC, and keeps the clock.
    #[cfg(not(feature = "ssr"))]
    fn start(self) {
        self.clock.set(Some(clock::now()));
        let ticks =
            set_interval_with_handle(move || self.clock.set(Some(clock::now())), std::time::Duration::from_secs(10));
        on_cleanup(move || {
            if let Ok(ticks) = ticks {
                ticks.clear();
            }
        });
        // Outward: the browser computes; the answer comes later, with the plan that it is about.
        Effect::new(move |_| {
            let Ok(plan) = self.plan.get() else { return };
            if matches!(plan.alg, Alg::Hmac(_)) {
                return;
            }
            leptos::task::spawn_local(async move {
                let answer = crypto::verify(&plan).await;
                let answer = answer.map_err(|why| Verdict::new(State::NotChecked, why.to_string()));
                // The lab may be closed by now.
                let _ = self.answer.try_set(Some((plan, answer)));
            });
        });
    }

    /// Puts a token and its key on the bench, and nothing else: no expectations, and the device's clock.
    pub fn put(self, token: String, key: &str) {
        self.token.set(token);
        self.key.set(key.to_owned());
        self.key_reading.set(0);
        self.expected.set(0);
        self.audience.set(String::new());
        self.issuer.set(String::new());
        self.leeway.set("0".to_owned());
        self.set_time.set(None);
    }

    /// Another token came that no sample made: the clock is the device's again, and the samples' audience is not
    /// expected any more.
    pub fn leave_sample(self) {
        self.set_time.set(None);
        if self.audience.with_untracked(|audience| audience == samples::AUDIENCE) {
            self.audience.set(String::new());
        }
    }

    /// The time that counts, where it is known.
    pub fn now(self) -> Option<Timestamp> {
        self.set_time.get().or(self.clock.get())
    }

    /// How the key box is read.
    pub fn reading(self) -> KeyReading {
        reading_at(self.key_reading.get())
    }

    /// The verdict on the signature.
    pub fn signature(self) -> Signature {
        let done = |verdict, other_reading| Signature { verdict, busy: false, other_reading };
        self.plan.with(|plan| {
            let plan = match plan {
                Ok(plan) => plan,
                Err(refusal) => return done(verdict::refused(refusal), None),
            };
            let matches = match plan.alg {
                Alg::Hmac(hash) => {
                    let secret = plan.key.part("k").unwrap_or_default();
                    Ok(hmac::verify(hash, secret, plan.input.as_bytes(), &plan.signature))
                }
                _ => match self.answer.get() {
                    Some((about, answer)) if about == *plan => answer,
                    _ => {
                        let verdict = Verdict::new(State::NotChecked, "The browser is at it");
                        return Signature { verdict, busy: true, other_reading: None };
                    }
                },
            };
            match matches {
                Err(verdict) => done(verdict, None),
                Ok(matches) => {
                    let verdict = self.read.with(|read| verdict::computed(plan, matches, &read.reading));
                    let other = || self.key.with(|text| key_box::other_reading(text, self.reading(), plan));
                    done(verdict, if matches { None } else { other() })
                }
            }
        })
    }

    /// Seconds of leeway; what is no number counts as none, and the field says so.
    pub fn leeway(self) -> u32 {
        self.leeway.with(|typed| claims_check::leeway(typed)).unwrap_or(0)
    }

    /// The verdict on the times in the claims.
    pub fn time(self) -> Verdict {
        let leeway = self.leeway();
        match self.now() {
            Some(now) => self.read.with(|read| claims_check::time(&read.reading, now, leeway)),
            None => Verdict::new(State::NotChecked, "The clock is asked when the lab has started"),
        }
    }

    /// The verdict on audience and issuer.
    pub fn audience_and_issuer(self) -> Verdict {
        let (audience, issuer) = (self.audience.get(), self.issuer.get());
        self.read
            .with(|read| claims_check::audience_and_issuer(&read.reading, audience.trim_ascii(), issuer.trim_ascii()))
    }
}

fn reading_at(place: usize) -> KeyReading {
    KeyReading::ALL.get(place).copied().unwrap_or(KeyReading::Form)
}
