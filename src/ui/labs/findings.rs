//! What a careful reader notices in the token, the worst first, each with its reason, advice and source.

use leptos::prelude::*;

use super::bench::Bench;
use super::fields::shown;
use super::verdicts::sentence;
use crate::domain::jose::key::Key;
use crate::domain::jwt::findings::{Context, Finding, Severity, find};
use crate::domain::words::count;

/// The list, and a sentence that sums it up when it changes.
pub fn findings(bench: Bench) -> AnyView {
    let found = Memo::new_with_compare(move |_| look(bench), |before, after| !same(before, after));
    let summary = move || {
        let said = found.with(|found| match found {
            None => "The findings come when the lab has started.".to_owned(),
            Some(found) => summed(found),
        });
        said.into_any()
    };
    let list = move || found.with(|found| found.iter().flatten().map(row).collect::<Vec<_>>().into_any());
    view! {
        <div class="stack">
            <p class="note" role="status">{shown(summary)}</p>
            <ul class="verdicts">{shown(list)}</ul>
        </div>
    }
    .into_any()
}

fn look(bench: Bench) -> Option<Vec<Finding>> {
    let now = bench.now()?;
    let key = key(bench);
    let (audience, issuer) = (bench.audience.get(), bench.issuer.get());
    let expected = |text: &str| (!text.trim_ascii().is_empty()).then(|| text.trim_ascii().to_owned());
    let (audience, issuer) = (expected(&audience), expected(&issuer));
    bench.read.with(|read| {
        Some(find(&Context {
            reading: &read.reading,
            key: key.as_ref(),
            now,
            leeway: bench.leeway(),
            audience: audience.as_deref(),
            issuer: issuer.as_deref(),
        }))
    })
}

/// The key that the check would take, or else the only one in the box.
pub fn key(bench: Bench) -> Option<Key> {
    let planned = bench.plan.with(|plan| plan.as_ref().ok().map(|plan| plan.key.clone()));
    planned.or_else(|| {
        bench.keys.with(|keys| match &keys.as_ref()?.as_ref().ok()?.entries[..] {
            [only] => only.key.as_ref().ok().cloned(),
            _ => None,
        })
    })
}

fn same(before: Option<&Option<Vec<Finding>>>, after: Option<&Option<Vec<Finding>>>) -> bool {
    let rows = |found: Option<&Option<Vec<Finding>>>| -> Option<Vec<(&'static str, String)>> {
        found?.as_ref().map(|found| found.iter().map(|finding| (finding.rule.id, finding.detail.clone())).collect())
    };
    rows(before) == rows(after)
}

fn summed(found: &[Finding]) -> String {
    let of = |severity| found.iter().filter(|finding| finding.rule.severity == severity).count();
    let parts = [
        (of(Severity::Serious), "serious finding", "serious findings"),
        (of(Severity::Weak), "weak point", "weak points"),
        (of(Severity::Note), "note", "notes"),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect();
    match parts.is_empty() {
        true => "Nothing to find fault with. That says nothing about the signature.".to_owned(),
        false => sentence(&parts.join(", ")),
    }
}

fn row(finding: &Finding) -> AnyView {
    let rule = finding.rule;
    let (mark, weight) = match rule.severity {
        Severity::Serious => ("✗", Some("strong")),
        Severity::Weak => ("!", None),
        Severity::Note => ("–", None),
    };
    let source = rule.source.map(|source| {
        view! {
            " "
            <a href=source.url()>{source.to_string()}</a>
            "."
        }
        .into_any()
    });
    view! {
        <li data-finding=rule.id data-severity=rule.severity.to_string()>
            <span aria-hidden="true">{mark}</span>
            <strong>{rule.title}</strong>
            <span class="tag" data-weight=weight>{rule.severity.to_string()}</span>
            <p><bdi>{sentence(&finding.detail)}</bdi> " " {rule.reason}</p>
            <p>{rule.advice} {source}</p>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::samples;
    use crate::domain::jwt::token::decode_unverified;

    #[test]
    fn what_was_found_is_summed_up_in_one_sentence() {
        let reading = decode_unverified(&samples::named("expired").unwrap().token());
        let found =
            find(&Context { reading: &reading, key: None, now: samples::NOW, leeway: 0, audience: None, issuer: None });
        assert_eq!(summed(&found), "One serious finding.");
        assert!(summed(&[]).starts_with("Nothing to find fault with."));
    }
}
