//! The members of a header or payload as rows: name, exact value, meaning, and times in the reader's zone.

use leptos::prelude::*;

use crate::domain::json::{Kind, Member, Text, Value};
use crate::domain::jwt::date::{NUMERIC_DATES, numeric_date};
use crate::domain::jwt::token::is_token;
#[cfg(not(feature = "ssr"))]
use crate::platform::clock;

use super::clipped;

/// Rows drawn of one object.
const DRAWN: usize = 200;

/// A string's characters; as it is written where one of its escapes is no character.
fn characters(string: &Text) -> String {
    clipped(if string.lone_surrogate { string.raw() } else { string.text() }, false)
}

/// A string's characters; anything else exactly as it is written.
fn exact(value: &Value, text: &str) -> String {
    match &value.kind {
        Kind::String(string) => characters(string),
        _ => clipped(text.get(value.span.range()).unwrap_or_default(), true),
    }
}

/// What to say of the value of a string that is no text.
fn half(value: &Value) -> Option<&'static str> {
    matches!(&value.kind, Kind::String(string) if string.lone_surrogate)
        .then_some("Half of a surrogate pair stands alone, which is no character. The value is shown as it is written.")
}

/// A time in the reader's zone; prerendered pages know none, so the app adds it.
#[cfg(not(feature = "ssr"))]
fn time(value: &Value) -> Option<AnyView> {
    let at = numeric_date(value).at?;
    let (iso, long) = (clock::iso(at)?, clock::long_time(at)?);
    Some(view! { <small><time datetime=iso>{long}</time></small> }.into_any())
}

#[cfg(feature = "ssr")]
fn time(_: &Value) -> Option<AnyView> {
    None
}

/// One row a member, in their order, duplicates included. The members' places count in `text`, the JSON they were read
/// from; `meaning` says what a name means, and `inside` draws what leads to a token in a value.
pub fn claim_rows(
    members: &[Member],
    text: &str,
    meaning: impl Fn(&str) -> &'static str,
    is_header: bool,
    inside: impl Fn(&str) -> AnyView,
) -> AnyView {
    let rows = members.iter().take(DRAWN).map(|member| {
        let name = member.name.text();
        let dated = !is_header && NUMERIC_DATES.contains(&name);
        let hint = dated.then(|| numeric_date(&member.value).hint).flatten();
        let again = member.repeated.then(|| view! { <small>"This name is here more than once."</small> });
        let time = dated.then(|| time(&member.value)).flatten();
        let half = half(&member.value).map(|why| view! { <small>{why}</small> });
        let inside = member.value.as_str().filter(|value| !is_header && is_token(value)).map(&inside);
        view! {
            <div data-claim=(!is_header).then(|| name.to_owned()) data-parameter=is_header.then(|| name.to_owned())>
                <dt>
                    <bdi>{characters(&member.name)}</bdi>
                </dt>
                <dd>
                    <bdi>{exact(&member.value, text)}</bdi>
                    {time}
                    {half}
                    {hint.map(|hint| view! { <small>{hint.to_string()}</small> })}
                </dd>
                <dd>{meaning(name)} {again} {inside}</dd>
            </div>
        }
        .into_any()
    });
    let rows = rows.collect::<Vec<_>>();
    let more = members.len().saturating_sub(DRAWN);
    view! {
        <dl class="rows">{rows}</dl>
        {(more > 0).then(|| view! { <p class="note">{format!("{more} more are not drawn.")}</p> })}
    }
    .into_any()
}
