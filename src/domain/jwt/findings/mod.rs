//! What a careful reader notices in a token: one table of rules, each with its severity, reason, advice and source.
//!
//! `docs/findings.md` is made from the same table.

mod claims;
mod header;
mod keys;
mod rule;
mod structure;

#[cfg(test)]
mod tests;

pub use claims::{names, span};
pub use rule::{Rule, Severity};

use super::token::Reading;
use crate::domain::jose::key::Key;
use crate::domain::order;
use crate::domain::time::Timestamp;

/// All that the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub reading: &'a Reading,
    /// The key that was given, if any.
    pub key: Option<&'a Key>,
    pub now: Timestamp,
    /// Seconds by which clocks may differ.
    pub leeway: u32,
    /// The receiver that should stand in `aud`, if one is expected.
    pub audience: Option<&'a str>,
    /// The issuer that should stand in `iss`, if one is expected.
    pub issuer: Option<&'a str>,
}

impl Context<'_> {
    fn leeway_ms(&self) -> i64 {
        i64::from(self.leeway) * 1000
    }
}

/// A rule that found something.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    /// What it found here: a clause without capital letter or full stop.
    pub detail: String,
}

/// The groups of rules, in the order of the page, each with its heading.
pub const GROUPS: [(&str, &[Rule]); 4] = [
    ("Structure", structure::RULES),
    ("Header", header::RULES),
    ("Key and signature", keys::RULES),
    ("Claims", claims::RULES),
];

/// Every rule that finds something, the worst first, otherwise in the order of the table.
pub fn find(context: &Context<'_>) -> Vec<Finding> {
    let rules = GROUPS.iter().flat_map(|(_, rules)| rules.iter());
    let mut findings: Vec<Finding> =
        rules.filter_map(|rule| Some(Finding { rule, detail: (rule.find)(context)? })).collect();
    order::sort_by(&mut findings, |a, b| a.rule.severity.cmp(&b.rule.severity));
    findings
}
