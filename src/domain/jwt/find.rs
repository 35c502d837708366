//! Finds the token in whatever a person has copied, and says what was left aside.

use std::ops::Range;

use super::around::{Ignored, IgnoredKind, is_gap, is_quote, name_around, wrapping_before};
use super::base64url::{decode_lenient, is_base64url};
use super::shape::Shape;
use crate::domain::json;

/// Other tokens that are listed.
const MAX_OTHERS: usize = 5;

/// The token of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The token, in one piece.
    pub token: String,
    /// Where its pieces stand in the pasted text, in bytes; more than one when line breaks were inside. Spaces and other
    /// characters inside are left in: they make the token malformed, and leaving them out would hide that.
    pub pieces: Vec<Range<usize>>,
    /// What was left aside. Only other tokens lie inside another stretch.
    pub ignored: Vec<Ignored>,
    /// Something in the text looks like a token. If not, `token` is the whole text without its wrapping.
    pub recognised: bool,
}

/// Whether a text starts with the base64url of a JSON object, as every header does: `eyJ`, or with space `eyA`, `ewo`.
pub fn starts_like_a_token(text: &str) -> bool {
    let start: String = text.chars().take(4).take_while(|c| is_base64url(*c)).collect();
    let bytes = decode_lenient(&start).bytes;
    matches!(bytes[..], [b'{', b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'}', ..])
}

/// Finds the token. Only looks: what is found may be broken, and [`super::token::decode_unverified`] says how.
pub fn find(text: &str) -> Found {
    let start = wrapping_before(text);
    let trimmed = text[start..].trim_end_matches(|c| is_gap(c) || is_quote(c));
    let whole = start..start + trimmed.len();
    if let Some(json) = json_serialization(text) {
        return found(text, Candidate { pieces: vec![json], dots: 0 }, true);
    }
    if starts_like_a_token(trimmed) {
        return found(text, Candidate::at(text, whole.start, true), true);
    }
    let candidates = candidates(text, 0);
    let best = candidates.iter().find(|candidate| candidate.dots >= 2).or(candidates.first());
    if let Some(best) = best {
        return found(text, best.clone(), true);
    }
    // Nothing starts like a header: a broken one, perhaps over several lines, or no token at all.
    let bare = Candidate::at(text, whole.start, true);
    let covers = bare.dots > 0 && bare.end() == whole.end;
    found(text, if covers { bare } else { Candidate { pieces: vec![whole], dots: 0 } }, false)
}

fn found(text: &str, candidate: Candidate, recognised: bool) -> Found {
    let pieces = candidate.pieces;
    let (start, end) = (pieces.first().map_or(0, |piece| piece.start), pieces.last().map_or(0, |piece| piece.end));
    let token: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
    let mut ignored = name_around(text, start, end);
    for pair in pieces.windows(2) {
        ignored.push(Ignored { kind: IgnoredKind::LineBreak, range: pair[0].end..pair[1].start });
    }
    if recognised {
        let others = candidates(&text[..start], 0).into_iter().chain(candidates(text, end));
        let others = others.filter(|other| other.dots >= 2).take(MAX_OTHERS);
        let kind = IgnoredKind::OtherToken;
        ignored.extend(others.map(|other| Ignored { kind, range: other.pieces[0].start..other.end() }));
    }
    Found { token, pieces, ignored, recognised }
}

/// The range of a JWS or JWE that was pasted as JSON.
fn json_serialization(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches(is_gap).len();
    let json = text[start..].trim_end_matches(is_gap);
    let named = json.contains("\"signature") || json.contains("\"ciphertext\"");
    let document = Some(json).filter(|json| json.starts_with('{') && named).and_then(|json| json::read(json).ok())?;
    (Shape::of_json(&document) != Shape::Json).then_some(start..start + json.len())
}

/// A stretch of text that could be a token.
#[derive(Clone)]
struct Candidate {
    pieces: Vec<Range<usize>>,
    dots: usize,
}

/// Everything from `from` on that starts like a header, stands free and has a dot. One pass.
fn candidates(text: &str, from: usize) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = from;
    while let Some(next) = text[at..].find('e').map(|offset| at + offset) {
        at = next + 1;
        let before = &text[from..next];
        let escaped = before.len() >= 3 && before.as_bytes()[before.len() - 3] == b'%';
        let free = escaped || !before.ends_with(|c| is_base64url(c) || c == '.');
        if free && starts_like_a_token(&text[next..]) {
            let candidate = Candidate::at(text, next, false);
            at = candidate.end().max(at);
            if candidate.dots > 0 {
                candidates.push(candidate);
            }
        }
    }
    candidates
}

impl Candidate {
    fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }

    /// Reads on from `start` to what cannot belong to the token. `bare`: the text starts with it, so that odd
    /// characters are more likely faults in it than its end.
    fn at(text: &str, start: usize, bare: bool) -> Self {
        let mut pieces = Vec::new();
        let mut piece = start;
        let mut dots = 0;
        // Characters since the last dot.
        let mut run = 0;
        let mut at = start;
        while let Some(character) = text[at..].chars().next() {
            // Of a long token nearly everything, at once.
            let plain = text[at..].bytes().take_while(|byte| is_base64url(char::from(*byte))).count();
            if plain > 0 {
                run += plain;
                at += plain;
                continue;
            }
            if is_gap(character) {
                let rest = text[at..].trim_start_matches(is_gap);
                let next = text.len() - rest.len();
                if !goes_on(&text[at..next], rest, dots, run) {
                    break;
                }
                if text[at..next].contains(['\n', '\r']) {
                    pieces.push(piece..at);
                    piece = next;
                }
                at = next;
                continue;
            }
            let belongs = match character {
                '.' | '+' | '/' | '=' => true,
                ',' | ';' | '&' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => false,
                _ if is_quote(character) => false,
                _ => bare || is_base64url(character),
            };
            if !belongs {
                break;
            }
            (dots, run) = if character == '.' { (dots + 1, 0) } else { (dots, run + 1) };
            at += character.len_utf8();
        }
        // The full stop of a sentence.
        if !bare && run == 0 && matches!(dots, 3 | 5) && at > piece + 1 {
            (at, dots) = (at - 1, dots - 1);
        }
        pieces.push(piece..at);
        Self { pieces, dots }
    }
}

/// Whether a token goes on behind a gap: after `dots` dots and `run` characters since the last one.
fn goes_on(gap: &str, rest: &str, dots: usize, run: usize) -> bool {
    let word = rest.split(|c| is_gap(c) || is_quote(c)).next().unwrap_or_default();
    if !rest.starts_with(|c| is_base64url(c) || c == '.') || (dots >= 2 && run > 0 && starts_like_a_token(rest)) {
        return false;
    }
    if run == 0 || word.starts_with('.') {
        return true;
    }
    if gap.contains(['\n', '\r']) {
        // Base64url lengths of whole signatures: HS256 to HS512, ES256 to ES512, RSA with 2048, 3072 and 4096 bits.
        let complete = dots == 2 && [43, 64, 86, 128, 176, 342, 512, 683].contains(&run);
        return !complete;
    }
    let unseen = gap.chars().all(|c| !c.is_whitespace());
    unseen || (dots < 2 && word.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use IgnoredKind::*;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.QdIw8zH38s-n7BYKnUp4XrdiSaUb_KMlMY1U_lKw0DM";

    #[test]
    fn the_token_is_found_in_what_people_paste_and_the_rest_is_named() {
        // § stands for the token.
        let cases: [(&str, &[IgnoredKind]); 28] = [
            ("§", &[]),
            ("  §\n", &[Space, Space]),
            ("\"§\"", &[Quotes, Quotes]),
            ("“§”", &[Quotes, Quotes]),
            ("'§',", &[Quotes, Quotes, Text]),
            ("Bearer §", &[Scheme]),
            ("bearer  \"§\"", &[Scheme, Quotes, Quotes]),
            ("Authorization: Bearer §", &[HeaderName, Scheme]),
            ("authorization:DPoP §\r\n", &[HeaderName, Scheme, Space]),
            (
                "curl -H 'Authorization: Bearer §' https://api.course.example/me",
                &[Command, Quotes, HeaderName, Scheme, Quotes, Command],
            ),
            (
                "curl https://a.example \\\n  --header \"Authorization: Bearer §\" \\\n  -d '{}'",
                &[Command, Quotes, HeaderName, Scheme, Quotes, Command],
            ),
            ("Cookie: session=abc; token=§; theme=dark", &[Cookie, Cookie]),
            ("Set-Cookie: token=§; Path=/; HttpOnly", &[Cookie, Cookie]),
            ("session=abc; token=§", &[Cookie]),
            ("§; Path=/; HttpOnly", &[Cookie]),
            ("https://app.example/cb?token=§&state=x", &[Url, Url]),
            ("https://app.example/cb#id_token=§", &[Url]),
            ("https://app.example/cb?auth=Bearer%20§", &[Url, Scheme]),
            ("{\"access_token\":\"§\",\"expires_in\":900}", &[Json, Quotes, Quotes, Json]),
            ("\"access_token\": \"§\"", &[Json, Quotes, Quotes]),
            ("token=§", &[Name]),
            ("TOKEN: §", &[Name]),
            ("x-authorization: §", &[Name]),
            (
                "GET / HTTP/1.1\nHost: a.example\nAuthorization: Bearer §\nAccept: */*",
                &[Text, HeaderName, Scheme, Text],
            ),
            ("Here is my token: §.", &[Text, Text]),
            ("§ §", &[Text, OtherToken]),
            ("§\nthanks", &[Text]),
            ("\u{feff}§", &[Space]),
        ];
        for (pattern, kinds) in cases {
            let text = pattern.replace('§', TOKEN);
            let found = find(&text);
            assert_eq!(found.token, TOKEN, "{pattern}");
            assert!(found.recognised, "{pattern}");
            let named: Vec<_> = found.ignored.iter().map(|ignored| ignored.kind).collect();
            assert_eq!(named, kinds, "{pattern}: {:?}", found.ignored);
        }
    }

    #[test]
    fn line_breaks_inside_are_taken_out_and_named() {
        let wrapped = format!("{}\n{}\r\n  {}", &TOKEN[..30], &TOKEN[30..60], &TOKEN[60..]);
        let broken = TOKEN.replace('.', ".\n");
        for text in [wrapped, broken] {
            let found = find(&text);
            assert_eq!(found.token, TOKEN, "{text}");
            assert_eq!(found.ignored.iter().map(|i| i.kind).collect::<Vec<_>>(), [LineBreak; 2], "{text}");
            assert_eq!(found.pieces.iter().map(|piece| &text[piece.clone()]).collect::<String>(), TOKEN);
        }
    }

    #[test]
    fn spaces_and_unseen_characters_inside_stay_in_the_token() {
        let unseen = format!("{}\u{200b}{}", &TOKEN[..9], &TOKEN[9..]);
        for text in [TOKEN.replace('.', " . "), TOKEN.replacen('.', ".    ", 2), unseen] {
            let found = find(&text);
            assert_eq!((&found.token, &found.ignored[..]), (&text, &[][..]));
        }
    }

    #[test]
    fn a_broken_token_and_a_text_without_one_come_back_whole() {
        let cases = [
            ("", "", false),
            ("Bearer Zm9v.TD37p4c", "Zm9v.TD37p4c", false),
            ("'Zm9v.\nTD37p4c.x'", "Zm9v.TD37p4c.x", false),
            ("no token, is it?", "no token, is it?", false),
            ("eyes and ears. eye.", "eyes and ears. eye.", false),
            ("{\"sub\": \"u-1042\"}", "{\"sub\": \"u-1042\"}", false),
            ("eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9", true),
            ("eyJhbGci+iJIUzI1NiJ9.?e30.#==", "eyJhbGci+iJIUzI1NiJ9.?e30.#==", true),
            (" {\"payload\":\"e30\",\"signatures\":[]} ", "{\"payload\":\"e30\",\"signatures\":[]}", true),
        ];
        for (text, token, recognised) in cases {
            let found = find(text);
            assert_eq!((&found.token[..], found.recognised), (token, recognised), "{text}");
        }
    }
}
