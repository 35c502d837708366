//! One rule: what it finds, how bad that is, why, and what to do about it.

use std::fmt;

use super::Context;
use crate::domain::jwt::meaning::Source;

/// How bad a finding is; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A careful receiver refuses the token, or an attacker gains by it.
    Serious,
    /// Works, and makes trouble or an attack more likely.
    Weak,
    /// Worth knowing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Serious => "serious",
            Self::Weak => "weak",
            Self::Note => "note",
        })
    }
}

/// A row of the table that drives the lab and `docs/findings.md`.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable name, lower case with hyphens; the page's `data-finding`.
    pub id: &'static str,
    pub severity: Severity,
    /// A heading without full stop.
    pub title: &'static str,
    /// Why it matters. Sentences.
    pub reason: &'static str,
    /// What to do. Sentences.
    pub advice: &'static str,
    /// Where it is laid down; `None` for a rule of thumb of ours, whose reason says so.
    pub source: Option<Source>,
    /// What it found in this token, as a clause without capital letter or full stop; `None` when it found nothing.
    pub(super) find: fn(&Context<'_>) -> Option<String>,
}
