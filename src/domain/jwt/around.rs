//! Names what stands around a token in a pasted text, so that nothing is ignored silently.

use std::ops::Range;

use thiserror::Error;

use crate::domain::order;

/// A stretch of the pasted text that is no part of the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    pub kind: IgnoredKind,
    /// Bytes of the pasted text.
    pub range: Range<usize>,
}

/// What it is. `Display` names it in a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IgnoredKind {
    #[error("white space")]
    Space,
    #[error("line breaks inside the token")]
    LineBreak,
    #[error("quotation marks")]
    Quotes,
    #[error("the word for how the token is presented, such as Bearer")]
    Scheme,
    #[error("the name of the HTTP header")]
    HeaderName,
    #[error("the rest of a curl command")]
    Command,
    #[error("the rest of a cookie")]
    Cookie,
    #[error("the rest of an address")]
    Url,
    #[error("the JSON around it")]
    Json,
    #[error("a name in front of it")]
    Name,
    #[error("other text")]
    Text,
    #[error("another token")]
    OtherToken,
}

const QUOTES: [char; 11] = ['"', '\'', '`', '\\', '“', '”', '„', '‘', '’', '«', '»'];
const SCHEMES: [&str; 3] = ["bearer", "dpop", "jwt"];
const HEADERS: [&str; 2] = ["proxy-authorization:", "authorization:"];

/// White space and the characters that nobody sees but a chat or a web page may have put in.
pub(super) fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

pub(super) fn is_quote(character: char) -> bool {
    QUOTES.contains(&character)
}

/// Length of what usually stands in front of a bare token: space, quotes, a header's name, the scheme.
pub(super) fn wrapping_before(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c| is_gap(c) || is_quote(c));
        let header = HEADERS.iter().find_map(|name| after_prefix(rest, name));
        let scheme = SCHEMES.iter().find_map(|name| after_prefix(rest, name)).filter(|rest| rest.starts_with(is_gap));
        match header.or(scheme) {
            Some(after) => rest = after,
            None => return text.len() - rest.len(),
        }
    }
}

/// Names everything in front of the token that starts at `start`, and everything behind its `end`.
pub(super) fn name_around(text: &str, start: usize, end: usize) -> Vec<Ignored> {
    let mut ignored: Vec<Ignored> = Vec::new();
    let mut add = |kind, range: Range<usize>| match ignored.last_mut() {
        _ if range.is_empty() => {}
        // The space behind something is part of it.
        Some(last) if last.kind == IgnoredKind::Space && range.end == last.range.start => {
            *last = Ignored { kind, range: range.start..last.range.end };
        }
        _ => ignored.push(Ignored { kind, range }),
    };
    let mut before = &text[..start];
    loop {
        let length = before.len();
        let unspaced = before.trim_end_matches(is_gap);
        let unspaced = unspaced.strip_suffix("%20").unwrap_or(unspaced);
        let spaced = unspaced.len() < length;
        add(IgnoredKind::Space, unspaced.len()..length);
        before = unspaced;
        let unquoted = before.trim_end_matches(is_quote);
        let scheme = SCHEMES.iter().find_map(|name| before_suffix(before, name)).filter(|_| spaced);
        if unquoted.len() < before.len() {
            add(IgnoredKind::Quotes, unquoted.len()..before.len());
            before = unquoted;
        } else if let Some(rest) = scheme {
            add(IgnoredKind::Scheme, rest.len()..before.len());
            before = rest;
        } else if let Some(rest) = HEADERS.iter().find_map(|name| before_suffix(before, name)) {
            add(IgnoredKind::HeaderName, rest.len()..before.len());
            before = rest;
        } else if !spaced {
            break;
        }
    }
    let after = &text[end..];
    let context = context_of(before, after);
    add(context, 0..before.len());
    let quotes = after.len() - after.trim_start_matches(is_quote).len();
    add(IgnoredKind::Quotes, end..end + quotes);
    let rest = &after[quotes..];
    if rest.trim_matches(is_gap).is_empty() {
        add(IgnoredKind::Space, end + quotes..text.len());
    } else {
        add(context, end + quotes..text.len());
    }
    order::sort_by(&mut ignored, |a, b| a.range.start.cmp(&b.range.start));
    ignored
}

fn context_of(before: &str, after: &str) -> IgnoredKind {
    let head = before.trim_start_matches(|c| is_gap(c) || c == '$');
    let end = before.trim_end_matches(|c| is_gap(c) || is_quote(c));
    if after_prefix(head, "curl").is_some_and(|rest| rest.starts_with(is_gap)) {
        IgnoredKind::Command
    } else if head.starts_with(['{', '[']) || (end.ends_with(':') && end[..end.len() - 1].trim_end().ends_with('"')) {
        IgnoredKind::Json
    } else if after_prefix(head, "cookie:").or(after_prefix(head, "set-cookie:")).is_some() {
        IgnoredKind::Cookie
    } else if before.contains("://") || head.starts_with(['/', '?', '#']) || after.starts_with(['&', '#']) {
        IgnoredKind::Url
    } else if end.ends_with('=') && (before.contains(';') || after.starts_with(';')) {
        IgnoredKind::Cookie
    } else if end.ends_with('=') && before.contains('&') {
        IgnoredKind::Url
    } else if end.ends_with(['=', ':']) && after.trim_matches(|c| is_gap(c) || is_quote(c)).is_empty() {
        IgnoredKind::Name
    } else if before.is_empty() && after.starts_with(';') {
        IgnoredKind::Cookie
    } else {
        IgnoredKind::Text
    }
}

/// The rest of `text` behind an ASCII prefix, whose case does not matter.
fn after_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    text.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix)).map(|_| &text[prefix.len()..])
}

/// The rest of `text` before an ASCII word, whose case does not matter.
fn before_suffix<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    let end = text.get(at..)?;
    let whole_word = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    (end.eq_ignore_ascii_case(suffix) && whole_word).then(|| &text[..at])
}
