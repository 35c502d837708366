//! Guessing an HMAC secret with the list of common ones, a few at a time, and how long random bits would take.

use leptos::prelude::*;

use super::boxes::put_key;
#[cfg(not(feature = "ssr"))]
use crate::domain::jwt::attack::guess::Progress;
use crate::domain::jwt::attack::guess::{Guess, time_for};
use crate::domain::jwt::attack::secrets::COMMON;
use crate::domain::jwt::token::decode_unverified;
use crate::domain::words::count;
#[cfg(not(feature = "ssr"))]
use crate::platform::clock;
use crate::ui::labs::fields::{button, shown};
use crate::ui::labs::verdicts::sentence;

/// Tries between two looks at the page.
#[cfg(not(feature = "ssr"))]
const STEP: usize = 100;

/// Milliseconds over which the rate is measured, at least.
#[cfg(not(feature = "ssr"))]
const MEASURED: i64 = 200;

/// How a search went.
#[cfg_attr(feature = "ssr", allow(dead_code, reason = "prerendered pages guess nothing"))]
#[derive(Clone, PartialEq, Eq)]
enum Said {
    Nothing,
    Running(usize),
    Refused(String),
    Done { found: Option<&'static str>, tried: usize, per_second: u64 },
}

/// The button and the outcome. A secret that was found goes into `guessed`.
pub fn guessing(token: Memo<String>, guessed: RwSignal<Option<&'static str>>) -> AnyView {
    let said = RwSignal::new(Said::Nothing);
    let start = move || {
        if matches!(said.get_untracked(), Said::Running(_)) {
            return;
        }
        guessed.set(None);
        match token.with_untracked(|token| Guess::of(&decode_unverified(token))) {
            Err(why) => said.set(Said::Refused(sentence(&why.to_string()))),
            Ok(guess) => {
                said.set(Said::Running(0));
                run(guess, said, guessed);
            }
        }
    };
    let use_it = move || {
        if let Some(secret) = guessed.get_untracked() {
            // As text, whatever it looks like.
            put_key(secret, 1);
        }
    };
    let taken = move || {
        let found = guessed.get().is_some();
        found.then(|| button("Use it as the key", "", use_it)).into_any()
    };
    let name: &'static str = "Try the common secrets";
    view! {
        <h3>"Guess the secret"</h3>
        <p>
            {format!(
                "Whoever has a token by HS256, HS384 or HS512 can try secrets on their own computer. A list of {} common ones is tried here, in the page.",
                COMMON.lines().count(),
            )}
        </p>
        <div class="cluster">{button(name, "", start)} {shown(taken)}</div>
        <p role="status" data-guess="">{shown(move || sentence_of(&said.get()).into_any())}</p>
    }
    .into_any()
}

fn sentence_of(said: &Said) -> String {
    match said {
        Said::Nothing => String::new(),
        Said::Running(tried) => format!("{tried} tried …"),
        Said::Refused(why) => why.clone(),
        Said::Done { found, tried, per_second } => {
            let found = match found {
                Some(secret) => format!("Found after {}: “{secret}”.", count(*tried, "try", "tries")),
                None => format!("None of {tried} is the secret. That does not make it a good one."),
            };
            format!(
                "{found} This page tries about {per_second} a second; at that rate 256 random bits take {}, and at 10^12 a second, with many graphics cards, {}.",
                time_for(256, *per_second),
                time_for(256, 1_000_000_000_000)
            )
        }
    }
}

/// Prerendered pages guess nothing.
#[cfg(feature = "ssr")]
fn run(_: Guess, _: RwSignal<Said>, _: RwSignal<Option<&'static str>>) {}

#[cfg(not(feature = "ssr"))]
fn run(guess: Guess, said: RwSignal<Said>, guessed: RwSignal<Option<&'static str>>) {
    let search = Search { again: guess.clone(), guess, ended: None, started: clock::now().0, signed: 0 };
    search.go_on(said, guessed);
}

/// A search under way. Once it has ended it signs on, until the rate can be told.
#[cfg(not(feature = "ssr"))]
struct Search {
    guess: Guess,
    again: Guess,
    /// What was found, and after how many tries.
    ended: Option<(Option<&'static str>, usize)>,
    started: i64,
    signed: usize,
}

#[cfg(not(feature = "ssr"))]
impl Search {
    fn go_on(mut self, said: RwSignal<Said>, guessed: RwSignal<Option<&'static str>>) {
        let before = self.guess.tried();
        let progress = self.guess.step(STEP);
        self.signed += self.guess.tried() - before;
        let found = match progress {
            Progress::Open => None,
            Progress::Found(secret) => Some(Some(secret)),
            Progress::Exhausted => Some(None),
        };
        if let Some(found) = found {
            let tried = self.guess.tried();
            self.ended.get_or_insert((found, tried));
            self.guess = self.again.clone();
        }
        let took = clock::now().0 - self.started;
        let now = match self.ended {
            Some((found, tried)) if took >= MEASURED => {
                let per_second = self.signed as u64 * 1000 / took.unsigned_abs().max(1);
                // The lab may be closed by now.
                let _ = guessed.try_set(found);
                Said::Done { found, tried, per_second }
            }
            _ => Said::Running(self.signed.min(self.ended.map_or(self.signed, |(_, tried)| tried))),
        };
        let ended = matches!(now, Said::Done { .. });
        if said.try_set(now).is_none() && !ended {
            set_timeout(move || self.go_on(said, guessed), std::time::Duration::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_is_said_with_the_rate_and_the_time_for_random_bits() {
        let done = |found| sentence_of(&Said::Done { found, tried: 12, per_second: 100_000 });
        assert!(
            done(Some("secret")).starts_with("Found after 12 tries: “secret”. This page tries about 100000 a second;")
        );
        assert!(done(None).contains("256 random bits take 10^64 years, and at 10^12 a second"), "{}", done(None));
    }
}
