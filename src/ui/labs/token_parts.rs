//! The parts of a token, told apart by number, name and underline as well as by colour.

use leptos::prelude::*;

use super::clipped;
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

/// One labelled row a part.
#[component]
pub fn TokenParts(segments: Vec<Segment>) -> impl IntoView {
    let parts = segments.into_iter().take(DRAWN).map(|segment| {
        let characters = words::count(segment.text.chars().count(), "character", "characters");
        let bytes = words::count(segment.bytes.len(), "byte", "bytes");
        let size = format!("{characters}, {bytes}, {}", underline(segment.part));
        view! {
            <div data-part=name(segment.part)>
                <dt>
                    {format!("{}. {}", segment.number, words::capital(&segment.part.to_string()))} " " <small>{size}</small>
                </dt>
                <dd>{clipped(&segment.text)}</dd>
            </div>
        }
    });
    view! { <dl class="token">{parts.collect::<Vec<_>>()}</dl> }
}
