//! The parts of a token, told apart by number, name and underline as well as by colour.

use leptos::prelude::*;

use super::bench::Bench;
use super::clipped;
use super::fields::copy;
use crate::domain::jwt::segment::{Part, Segment};
use crate::domain::words;

fn name(part: Part) -> &'static str {
    match part {
        Part::Header => "header",
        Part::Payload => "payload",
        Part::Signature => "signature",
        _ => "other",
    }
}

/// Name of the button that copies the part as it stands in the token.
fn copied(part: Part) -> &'static str {
    match part {
        Part::Header => "Copy the header",
        Part::Payload => "Copy the payload",
        Part::Signature => "Copy the signature",
        Part::EncryptedKey => "Copy the encrypted key",
        Part::InitializationVector => "Copy the initialization vector",
        Part::Ciphertext => "Copy the ciphertext",
        Part::AuthenticationTag => "Copy the authentication tag",
        Part::Extra => "Copy the extra part",
    }
}

fn underline(part: Part) -> &'static str {
    match part {
        Part::Header => "single underline",
        Part::Payload => "double underline",
        Part::Signature => "dotted underline",
        _ => "thin underline",
    }
}

/// Parts drawn; a text with a million dots is no token, and says so elsewhere.
const DRAWN: usize = 8;

/// One labelled row a part, of those of the token on the bench.
pub fn token_parts(bench: Bench, segments: &[Segment]) -> AnyView {
    let parts = segments.iter().take(DRAWN).enumerate().map(|(at, segment)| {
        let text = move || {
            bench.read.with_untracked(|read| read.reading.segments.get(at).map(|one| one.text.clone())).unwrap_or_default()
        };
        let characters = words::count(segment.text.chars().count(), "character", "characters");
        let bytes = words::count(segment.bytes.len(), "byte", "bytes");
        let size = format!("{characters}, {bytes}, {}", underline(segment.part));
        view! {
            <div data-part=name(segment.part)>
                <dt>
                    {format!("{}. {}", segment.number, words::capital(&segment.part.to_string()))} " " <small>{size}</small>
                    {copy(copied(segment.part), text)}
                </dt>
                <dd>{clipped(&segment.text, false)}</dd>
            </div>
        }
    });
    view! { <dl class="token">{parts.collect::<Vec<_>>()}</dl> }.into_any()
}
