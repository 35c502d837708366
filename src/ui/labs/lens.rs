//! The byte lens: which base64url characters and bits carry a character, and the other way round; and the puzzle of the
//! last character.

use std::ops::Range;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

use super::bench::Bench;
use super::fields::{menu, shown};
use crate::domain::json::shown as visible;
use crate::domain::jwt::lens::{bytes_of, characters_of, last_character, sextet};
use crate::domain::jwt::segment::{Part, Segment};

const PARTS: [Part; 3] = [Part::Header, Part::Payload, Part::Signature];

/// Bytes that are drawn at once: whole groups of three.
const WINDOW: usize = 96;

/// What is chosen: a byte of the decoded part, or a character of its base64url.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Byte(usize),
    Character(usize),
}

/// What there is to draw of a part.
#[derive(Clone, PartialEq, Eq)]
struct Lens {
    part: Part,
    characters: Vec<char>,
    bytes: Vec<u8>,
    /// The part is text, so that a character may be several bytes.
    is_text: bool,
}

impl Lens {
    /// `None` where the part is empty or no strict base64url: then bits have no sure place.
    fn of(segment: &Segment) -> Option<Self> {
        let sound = !segment.bytes.is_empty() && segment.faults.is_empty();
        sound.then(|| Self {
            part: segment.part,
            characters: segment.text.chars().collect(),
            bytes: segment.bytes.clone(),
            is_text: std::str::from_utf8(&segment.bytes).is_ok(),
        })
    }

    /// The bytes of the character that this byte belongs to.
    fn character(&self, byte: usize) -> Range<usize> {
        let byte = byte.min(self.bytes.len() - 1);
        if !self.is_text {
            return byte..byte + 1;
        }
        let follows = |at: usize| self.bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
        let start = (0..=byte).rev().find(|at| !follows(*at)).unwrap_or(byte);
        let end = (byte + 1..).find(|at| !follows(*at)).unwrap_or(byte + 1);
        start..end
    }

    /// The bytes and the characters that are chosen.
    fn chosen(&self, chosen: Chosen) -> (Range<usize>, Range<usize>) {
        match chosen {
            Chosen::Byte(byte) => {
                let bytes = self.character(byte);
                (bytes.clone(), characters_of(bytes))
            }
            Chosen::Character(at) => {
                let at = at.min(self.characters.len() - 1);
                (bytes_of(at, self.bytes.len()), at..at + 1)
            }
        }
    }

    /// A character of the decoded part as it is drawn.
    fn glyph(&self, bytes: Range<usize>) -> String {
        match std::str::from_utf8(&self.bytes[bytes.clone()]).ok().and_then(|text| text.chars().next()) {
            Some(' ') if self.is_text => "␣".to_owned(),
            Some(character) if self.is_text => {
                let quoted = visible(character);
                if quoted.starts_with("U+") { quoted } else { character.to_string() }
            }
            _ => self.bytes[bytes].iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "),
        }
    }

    /// The characters of the decoded part in the window around a byte.
    fn glyphs(&self, around: usize) -> Vec<Range<usize>> {
        let start = around / WINDOW * WINDOW;
        let mut at = self.character(start).start;
        let mut glyphs = Vec::new();
        while at < self.bytes.len().min(start + WINDOW) {
            let glyph = self.character(at);
            at = glyph.end;
            glyphs.push(glyph);
        }
        glyphs
    }

    /// One sentence on what is chosen.
    fn said(&self, chosen: Chosen) -> String {
        let (bytes, characters) = self.chosen(chosen);
        let text: String = characters.clone().filter_map(|at| self.characters.get(at)).collect();
        let hex: Vec<String> = self.bytes[bytes.clone()].iter().map(|byte| format!("{byte:02x}")).collect();
        let (glyph, hex) = (self.glyph(bytes.clone()), hex.join(" "));
        let place = characters.start + 1;
        match chosen {
            Chosen::Byte(_) => {
                format!("{glyph} is {hex} in hexadecimal, carried by the characters {text}, from the {place}. on.")
            }
            Chosen::Character(_) => {
                let bits = text.chars().next().and_then(sextet).unwrap_or_default();
                format!("{text}, the {place}. character, is the six bits {bits}. It has a part in {hex}: {glyph}.")
            }
        }
    }
}

/// The lens, and below it the puzzle.
pub fn lens(bench: Bench) -> AnyView {
    let part = RwSignal::new(1);
    let chosen = RwSignal::new(Chosen::Byte(0));
    let lens = Memo::new(move |_| {
        let part = PARTS.get(part.get()).copied().unwrap_or(Part::Payload);
        bench.read.with(|read| read.reading.segment(part).and_then(Lens::of))
    });
    let drawn = move || lens.with(|lens| lens.as_ref().map(|lens| draw(lens, chosen)).into_any());
    let none = move || {
        let none = lens.with(Option::is_none);
        none.then(|| view! { <p class="note">"This part is empty, or not strict base64url, so its bits have no sure place."</p> })
            .into_any()
    };
    let has = move || lens.with(|lens| lens.as_ref().map_or((0, 0), |lens| (lens.bytes.len(), lens.characters.len())));
    let byte = move || lens.with(|lens| lens.as_ref().map_or(0, |lens| lens.chosen(chosen.get()).0.start));
    let character = move || lens.with(|lens| lens.as_ref().map_or(0, |lens| lens.chosen(chosen.get()).1.start));
    view! {
        <section class="section" aria-labelledby="lens-head">
            <h2 id="lens-head">"Byte lens"</h2>
            <div>
                <div class="stack">
                    <p>
                        "Four characters carry six bits each, three bytes take eight bits each: the same 24 bits, cut differently. Press a character, above or below, or move a slider."
                    </p>
                    {menu("lens-part", "Part", vec!["Header", "Payload", "Signature"], part)}
                    {slider("lens-byte", "Byte of the decoded part", move || has().0, byte, move |at| chosen.set(Chosen::Byte(at)))}
                    {slider("lens-character", "Character of the base64url", move || has().1, character, move |at| {
                        chosen.set(Chosen::Character(at));
                    })}
                    {shown(none)}
                    {shown(drawn)}
                    <p class="note" id="lens-said" role="status">
                        {shown(move || lens.with(|lens| lens.as_ref().map(|lens| lens.said(chosen.get())).into_any()))}
                    </p>
                    {shown(move || puzzle(bench))}
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn slider(
    id: &'static str,
    label: &'static str,
    count: impl Fn() -> usize + Send + Sync + 'static,
    at: impl Fn() -> usize + Send + Sync + 'static,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let choose: Box<dyn Fn(usize)> = Box::new(choose);
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="range"
                min="0"
                max=move || count().saturating_sub(1).to_string()
                prop:value=move || at().to_string()
                aria-describedby="lens-said"
                on:input=move |event: Event| choose(event_target_value(&event).parse().unwrap_or(0))
            />
        </div>
    }
    .into_any()
}

/// The place that a pressed character carries in this attribute.
fn pressed(event: &MouseEvent, name: &str) -> Option<usize> {
    event_target::<web_sys::Element>(event).get_attribute(name)?.parse().ok()
}

/// The two texts, the bits of the groups that are chosen, and what they are.
fn draw(lens: &Lens, chosen: RwSignal<Chosen>) -> AnyView {
    let (bytes, characters) = lens.chosen(chosen.get());
    let glyphs = lens.glyphs(bytes.start);
    let window = glyphs.first().map_or(0, |glyph| glyph.start)..glyphs.last().map_or(0, |glyph| glyph.end);
    let above = glyphs.into_iter().map(|glyph| {
        let here = glyph.start < bytes.end && bytes.start < glyph.end;
        let place = glyph.start.to_string();
        view! { <span data-byte=place data-chosen=here.then_some("")>{lens.glyph(glyph)}</span> }.into_any()
    });
    let above: Vec<AnyView> = above.collect();
    let below = characters_of(window.clone()).filter_map(|at| {
        let here = characters.contains(&at);
        let character = lens.characters.get(at)?.to_string();
        Some(view! { <span data-character=at.to_string() data-chosen=here.then_some("")>{character}</span> }.into_any())
    });
    let below: Vec<AnyView> = below.collect();
    let range = format!("Bytes {} to {} of {}", window.start + 1, window.end, lens.bytes.len());
    view! {
        <div class="lens">
            <p class="note">{range}</p>
            <p
                data-row="decoded"
                aria-hidden="true"
                on:click=move |event: MouseEvent| {
                    if let Some(at) = pressed(&event, "data-byte") {
                        chosen.set(Chosen::Byte(at));
                    }
                }
            >
                {above}
            </p>
            <p
                data-row="encoded"
                aria-hidden="true"
                on:click=move |event: MouseEvent| {
                    if let Some(at) = pressed(&event, "data-character") {
                        chosen.set(Chosen::Character(at));
                    }
                }
            >
                {below}
            </p>
            {groups(lens, &bytes, &characters)}
        </div>
    }
    .into_any()
}

/// The groups of four characters and three bytes that the choice touches, bit by bit; for the eye alone.
fn groups(lens: &Lens, bytes: &Range<usize>, characters: &Range<usize>) -> AnyView {
    let first = (bytes.start / 3).min(characters.start / 4);
    let last = (bytes.end.saturating_sub(1) / 3).max(characters.end.saturating_sub(1) / 4);
    let groups = (first..=last).map(|group| {
        let cell = |text: String, chosen: bool, wide: &'static str| {
            view! { <span data-bits=wide data-chosen=chosen.then_some("")>{text}</span> }.into_any()
        };
        let six = (group * 4..group * 4 + 4).filter_map(|at| {
            let character = *lens.characters.get(at)?;
            Some(cell(format!("{character} {}", sextet(character)?), characters.contains(&at), "6"))
        });
        let six: Vec<AnyView> = six.collect();
        let eight = (group * 3..group * 3 + 3).filter_map(|at| {
            let byte = *lens.bytes.get(at)?;
            Some(cell(format!("{byte:08b} {byte:02x}"), bytes.contains(&at), "8"))
        });
        let eight: Vec<AnyView> = eight.collect();
        view! { <div data-group="">{six} {eight}</div> }.into_any()
    });
    let groups: Vec<AnyView> = groups.collect();
    view! { <div aria-hidden="true">{groups}</div> }.into_any()
}

/// The last character of the signature, or of the payload where there is none: what else decodes alike.
fn puzzle(bench: Bench) -> AnyView {
    let found = bench.read.with(|read| {
        let segment =
            PARTS.iter().rev().find_map(|part| read.reading.segment(*part).filter(|part| !part.text.is_empty()));
        segment.and_then(|segment| Some((segment.part, segment.range.end, last_character(&segment.text)?)))
    });
    let Some((part, end, last)) = found else { return ().into_any() };
    if last.unused == 0 {
        let said = format!("The last character of the {part} has no spare bit: no other stands for the same bytes.");
        return view! { <h3>"The last character"</h3> <p class="note">{said}</p> }.into_any();
    }
    let alike: Vec<AnyView> = last
        .alike
        .iter()
        .map(|character| {
            let character = *character;
            let press = move |_: MouseEvent| {
                let token = bench.read.with_untracked(|read| read.found.token.clone());
                bench.token.set(format!("{}{character}{}", &token[..end - 1], &token[end..]));
            };
            view! {
                <button
                    class="button"
                    type="button"
                    data-last=character.to_string()
                    aria-pressed=(character == last.found).to_string()
                    on:click=press
                >
                    {character.to_string()}
                </button>
            }
            .into_any()
        })
        .collect();
    let said = format!(
        "The {part} ends with {}. {} of its six bits belong to no byte, so {} characters decode to the same bytes. A lenient reader takes them all: change the last character, and the token still verifies. A strict one takes {} alone, whose spare bits are zero (RFC 4648, section 3.5). Try them, and watch the verdicts.",
        last.found,
        last.unused,
        last.alike.len(),
        last.strict()
    );
    view! {
        <h3>"The last character"</h3>
        <p>{said}</p>
        <div class="cluster" data-last-characters="">{alike}</div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::base64url::encode;
    use crate::domain::jwt::token::decode_unverified;

    fn lens(payload: &str) -> Lens {
        let reading = decode_unverified(&format!("e30.{}.AA", encode(payload.as_bytes())));
        Lens::of(reading.segment(Part::Payload).unwrap()).unwrap()
    }

    #[test]
    fn a_character_of_several_bytes_is_chosen_whole_and_said_with_what_carries_it() {
        let lens = lens("{\"é\": 1}");
        assert_eq!((lens.chosen(Chosen::Byte(3)), lens.chosen(Chosen::Byte(2))), ((2..4, 2..6), (2..4, 2..6)));
        let said = lens.said(Chosen::Byte(2));
        assert!(said.starts_with("é is c3 a9 in hexadecimal, carried by the characters "), "{said}");
        let glyphs: Vec<String> = lens.glyphs(0).into_iter().map(|glyph| lens.glyph(glyph)).collect();
        assert_eq!(glyphs.concat(), "{\"é\":␣1}");
        let said = lens.said(Chosen::Character(0));
        assert!(said.starts_with("e, the 1. character, is the six bits 011110. It has a part in 7b: {."), "{said}");
    }

    #[test]
    fn places_past_the_end_choose_the_last_and_faulty_parts_are_not_drawn() {
        let lens = lens("{}");
        assert_eq!(lens.chosen(Chosen::Byte(99)).0, 1..2);
        assert_eq!(lens.chosen(Chosen::Character(99)), (1..2, 2..3));
        let reading = decode_unverified("e30.e31.AA");
        assert!(Lens::of(reading.segment(Part::Payload).unwrap()).is_none());
    }
}
