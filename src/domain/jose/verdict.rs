//! The four verdicts on a token. Each stands alone with its reason: none of them, and no number of them, makes a token
//! "valid".

use super::alg::Alg;
use super::key::{Kind, bytes_of};
use super::plan::Plan;
use super::refusal::Refusal;
use crate::domain::jwt::shape::Shape;
use crate::domain::jwt::token::Reading;
use crate::domain::words::capital;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Holds,
    Fails,
    NotChecked,
}

impl State {
    /// In attributes: `not-checked`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::NotChecked => "not-checked",
        }
    }

    /// For people: `not checked`.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotChecked => "not checked",
            _ => self.name(),
        }
    }
}

/// A state and the reason for it, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub state: State,
    pub reason: String,
}

impl Verdict {
    /// With a capital letter and a full stop.
    pub fn new(state: State, reason: impl Into<String>) -> Self {
        let mut reason = capital(&reason.into());
        if !reason.ends_with(['.', '?', '!']) {
            reason.push('.');
        }
        Self { state, reason }
    }
}

/// Whether the text is a token at all; the reading lists every fault.
pub fn well_formed(reading: &Reading) -> Verdict {
    match reading.faults.first() {
        None => Verdict::new(State::Holds, reading.shape.to_string()),
        Some(fault) => Verdict::new(State::Fails, fault.to_string()),
    }
}

/// The signature, where it was decided before any arithmetic.
pub fn refused(refusal: &Refusal) -> Verdict {
    Verdict::new(refusal.state(), refusal.to_string())
}

/// The signature, computed: `matches` is what came out.
pub fn computed(plan: &Plan, matches: bool, reading: &Reading) -> Verdict {
    let alg = plan.alg;
    let named = plan.key.kid.as_ref().map(|kid| format!(" The key’s name (kid) is {kid:?}.")).unwrap_or_default();
    if matches {
        let short = match alg {
            Alg::Hmac(hash) if plan.key.bits() < hash.bytes() * 8 => format!(
                " But the secret is short: {} where {alg} needs {} (RFC 7518, section 3.2), so it can be guessed.",
                bytes_of(plan.key.bits() / 8),
                hash.bytes()
            ),
            _ => String::new(),
        };
        let why = if plan.key.kind == Kind::Secret {
            format!("{alg} with this secret gives exactly these {}.", bytes_of(plan.signature.len()))
        } else {
            format!("Made with the private key that belongs to this public one ({alg}).")
        };
        return Verdict::new(
            State::Holds,
            format!("{why} Nobody without it wrote or changed the token.{named}{short}"),
        );
    }
    // A strict verifier refuses a payload that was taken out, too; what was sent apart nobody can see here.
    let why = if reading.shape == Shape::Detached {
        " over an empty payload. If the payload was sent apart from the token (detached), put it between the dots, in \
         base64url; else the token was changed, or another key signed it."
    } else {
        ": the token was changed, or another key signed it."
    };
    Verdict::new(State::Fails, format!("{alg} with this key does not give this signature{why}{named}"))
}
