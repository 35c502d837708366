//! The byte lens: which base64url characters and bits carry a character of the JSON, and the other way round.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use web_sys::Element;

use super::Shared;
use super::last_character::last_character;
use crate::domain::jwt::lens::subject::{Choice, Step, Subject};
use crate::domain::jwt::segment::Part;
#[cfg(not(feature = "ssr"))]
use crate::platform::page;
use crate::ui::labs::fields::{menu, shown};

const PARTS: [Part; 2] = [Part::Payload, Part::Header];

/// The lens, and below it the puzzle of the last character.
pub fn lens(Shared { boxes, token }: Shared) -> AnyView {
    let part = RwSignal::new(0);
    let choice = RwSignal::new(Choice::Byte(0));
    let subject = Memo::new(move |_| {
        let part = PARTS.get(part.get()).copied().unwrap_or(Part::Payload);
        token.with(|token| Subject::of(token, part))
    });
    let slide = move |event: Event| {
        let place: usize = event_target_value(&event).parse().unwrap_or(1);
        choice.set(Choice::Byte(place.saturating_sub(1)));
    };
    let drawn = move || {
        subject.with(|drawn| match drawn {
            Some(drawn) => draw(drawn, subject, choice),
            None => view! {
                <p class="note">"The lens needs a part in faultless base64url, and this one is none, or is empty. The verdict says why."</p>
            }
            .into_any(),
        })
    };
    let of = move |read: fn(&Subject, Choice) -> String| {
        subject.with(|subject| subject.as_ref().map(|subject| read(subject, choice.get())).unwrap_or_default())
    };
    view! {
        <div class="stack">
            <p>
                "Four characters carry six bits each, three bytes take eight bits each: the same 24 bits, cut differently. Press a character anywhere below, or move the slider; in the groups, arrow keys go on, and up and down change sides."
            </p>
            {menu("lens-part", "Part of the token", vec!["Payload", "Header"], part)}
            <div class="field">
                <label for="lens-byte">"Byte"</label>
                <input
                    id="lens-byte"
                    type="range"
                    min="1"
                    value="1"
                    max=move || of(|subject, _| subject.length().to_string())
                    prop:value=move || of(|subject, choice| (subject.bytes_of(choice).start + 1).to_string())
                    aria-valuetext=move || of(|subject, choice| subject.name(subject.within(choice)))
                    aria-describedby="lens-said"
                    on:input=slide
                />
            </div>
            {shown(drawn)}
            <p id="lens-said" role="status">
                <bdi>{shown(move || of(Subject::sentence).into_any())}</bdi>
            </p>
            {last_character(boxes, token)}
        </div>
    }
    .into_any()
}

/// The choice that an element stands for.
fn choice_of(element: &Element) -> Option<Choice> {
    let place = |name| element.get_attribute(name)?.parse().ok();
    place("data-byte").map(Choice::Byte).or_else(|| place("data-character").map(Choice::Character))
}

fn step_of(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowLeft" => Step::Back,
        "ArrowRight" => Step::On,
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "Home" => Step::First,
        "End" => Step::Last,
        "PageUp" => Step::FarBack,
        "PageDown" => Step::FarOn,
        _ => return None,
    })
}

/// Moves focus to the cell that is chosen, once it is drawn.
fn focus_chosen() {
    #[cfg(not(feature = "ssr"))]
    page::after_drawing(|| page::focus(".lens [tabindex='0']"));
}

/// The two texts around the choice, and its groups bit by bit.
fn draw(subject: &Subject, walked: Memo<Option<Subject>>, choice: RwSignal<Choice>) -> AnyView {
    let chosen = subject.within(choice.get());
    let (bytes, characters) = (subject.bytes_of(chosen), subject.characters_of(chosen));
    let window = subject.window(chosen);
    let carriers = window.start / 3 * 4..window.end.div_ceil(3) * 4;
    let texts = format!(
        "Bytes {} to {} of {}, above as the JSON that they are, below as the base64url that carries them.",
        window.start + 1,
        window.end,
        subject.length()
    );
    let decoded = window.filter_map(|byte| Some((Choice::Byte(byte), subject.glyph(byte)?, bytes.contains(&byte))));
    let encoded = carriers.filter_map(|at| {
        Some((Choice::Character(at), subject.character_at(at)?.to_string(), characters.contains(&at)))
    });
    let groups: Vec<AnyView> = subject.groups(chosen).map(|number| group(subject, number, chosen)).collect();
    let click = move |event: MouseEvent| {
        let cell = event_target::<Element>(&event).closest("[data-byte],[data-character]").ok().flatten();
        if let Some(next) = cell.as_ref().and_then(choice_of) {
            choice.set(next);
            // Other cells may be where the pressed one was.
            if cell.is_some_and(|cell| cell.has_attribute("aria-pressed")) {
                focus_chosen();
            }
        }
    };
    let press = move |event: KeyboardEvent| {
        let Some(step) = step_of(&event.key()).filter(|_| !event.alt_key() && !event.ctrl_key() && !event.meta_key())
        else {
            return;
        };
        event.prevent_default();
        if let Some(next) = walked.with_untracked(|subject| Some(subject.as_ref()?.step(choice.get_untracked(), step)))
        {
            choice.set(next);
        }
        focus_chosen();
    };
    view! {
        <div class="lens" on:click=click>
            <p data-row="decoded" aria-hidden="true">{row(decoded)}</p>
            <p data-row="encoded" aria-hidden="true">{row(encoded)}</p>
            <p class="note">{texts}</p>
            <div role="group" aria-label="Characters, bits and bytes" on:keydown=press>{groups}</div>
        </div>
    }
    .into_any()
}

fn attributes(choice: Choice) -> (Option<String>, Option<String>) {
    match choice {
        Choice::Byte(byte) => (Some(byte.to_string()), None),
        Choice::Character(place) => (None, Some(place.to_string())),
    }
}

/// One of the two texts, character by character, for the eye and the pointer; the groups serve everyone.
#[cfg(not(feature = "ssr"))]
fn row(characters: impl Iterator<Item = (Choice, String, bool)>) -> Vec<AnyView> {
    let drawn = characters.map(|(choice, text, lit)| {
        let (byte, character) = attributes(choice);
        view! { <span data-byte=byte data-character=character data-lit=lit.then_some("")>{text}</span> }.into_any()
    });
    drawn.collect()
}

/// The same in a page where nobody listens yet: it looks alike, and a phone lays out two elements instead of 300.
#[cfg(feature = "ssr")]
fn row(characters: impl Iterator<Item = (Choice, String, bool)>) -> Vec<AnyView> {
    let characters: Vec<_> = characters.collect();
    let drawn = characters.chunk_by(|(_, _, one), (_, _, next)| one == next).map(|run| {
        let text: String = run.iter().map(|(_, text, _)| text.as_str()).collect();
        if run[0].2 { view! { <span data-lit="">{text}</span> }.into_any() } else { text.into_any() }
    });
    drawn.collect()
}

/// Four characters above, three bytes below, and their 24 bits between.
fn group(subject: &Subject, number: usize, chosen: Choice) -> AnyView {
    let (bytes, characters) = (subject.bytes_of(chosen), subject.characters_of(chosen));
    let above: Vec<AnyView> = (number * 4..number * 4 + 4)
        .filter_map(|at| {
            let text = subject.character_at(at)?.to_string();
            Some(cell(subject, Choice::Character(at), text, String::new(), characters.contains(&at), chosen))
        })
        .collect();
    let bits: Vec<AnyView> = subject
        .stretches(number, chosen)
        .into_iter()
        .map(|(bits, lit)| view! { <span data-lit=lit.then_some("")>{bits}</span> }.into_any())
        .collect();
    let below: Vec<AnyView> = (number * 3..number * 3 + 3)
        .filter_map(|at| {
            let glyph = subject.glyph(at).unwrap_or_else(|| "…".to_owned());
            Some(cell(subject, Choice::Byte(at), subject.hex(at)?, glyph, bytes.contains(&at), chosen))
        })
        .collect();
    view! { <div data-group="">{above} <span data-bits="24" aria-hidden="true">{bits}</span> {below}</div> }.into_any()
}

/// A button for a character or a byte. Of a decoded character of several bytes, all are pressed and the first has focus.
fn cell(subject: &Subject, choice: Choice, text: String, glyph: String, lit: bool, chosen: Choice) -> AnyView {
    let (byte, character) = attributes(choice);
    let is_byte = byte.is_some();
    let pressed = lit && is_byte == matches!(chosen, Choice::Byte(_));
    view! {
        <button
            type="button"
            data-bits=if is_byte { "8" } else { "6" }
            data-byte=byte
            data-character=character
            data-lit=lit.then_some("")
            aria-label=subject.name(choice)
            aria-pressed=pressed.to_string()
            tabindex=if choice == chosen { "0" } else { "-1" }
        >
            {text}
            " "
            <bdi>{glyph}</bdi>
        </button>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_prerendered_text_is_drawn_in_runs() {
        let cells = [('a', false), ('b', true), ('c', true), ('d', false), ('e', false)].into_iter().enumerate();
        let cells = cells.map(|(at, (letter, lit))| (Choice::Byte(at), letter.to_string(), lit));
        let html = Owner::new().with(|| view! { <p>{row(cells)}</p> }.to_html());
        assert_eq!(html.replace("<!>", ""), "<p>a<span data-lit=\"\">bc</span>de</p>");
    }
}
