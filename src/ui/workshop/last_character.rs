//! The puzzle of the last character: several decode alike, and all but one are refused.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::boxes::{Boxes, put_token};
use crate::domain::jwt::lens::{LastCharacter, last_character as puzzle_of, sextet};
use crate::ui::labs::fields::shown;

/// What the signature's last character could be, with a button for each, and what the bench says of it.
pub fn last_character(boxes: RwSignal<Boxes>, token: Memo<String>) -> AnyView {
    let puzzle = Memo::new(move |_| token.with(|token| puzzle_of(token.rsplit('.').next().unwrap_or_default())));
    let text = move || puzzle.with(|puzzle| sentences(puzzle.as_ref()).into_any());
    let buttons = move || {
        puzzle.with(|puzzle| {
            let Some(puzzle) = puzzle.as_ref().filter(|puzzle| puzzle.unused > 0) else { return ().into_any() };
            let buttons: Vec<AnyView> =
                puzzle.alike.iter().map(|character| button(*character, puzzle, token)).collect();
            view! { <div class="cluster" role="group" aria-label="Last characters that decode alike">{buttons}</div> }
                .into_any()
        })
    };
    let said = move || {
        let (Some(found), Some(strict)) = puzzle.with(|puzzle| {
            let puzzle = puzzle.as_ref().filter(|puzzle| puzzle.unused > 0);
            (puzzle.map(|puzzle| puzzle.found), puzzle.map(LastCharacter::strict))
        }) else {
            return ().into_any();
        };
        let verdict = boxes.with(|boxes| {
            format!("well-formed {}, signature {}", boxes.state("well-formed"), boxes.state("signature"))
        });
        let which = if found == strict { "the one that counts" } else { "not the one that counts" };
        format!("The signature ends in {found}, {which}: {verdict}.").into_any()
    };
    view! {
        <h3>"The last character"</h3>
        <p>{shown(text)}</p>
        {shown(buttons)}
        // The bench speaks of its verdicts itself.
        <p id="last-said">{shown(said)}</p>
    }
    .into_any()
}

fn button(character: char, puzzle: &LastCharacter, token: Memo<String>) -> AnyView {
    let press = move |_: MouseEvent| {
        let mut token = token.get_untracked();
        // It ends in a base64url character, or there would be no puzzle.
        token.pop();
        token.push(character);
        put_token(&token);
    };
    let bits = sextet(character).unwrap_or_default();
    let (used, unused) = bits.split_at(6 - puzzle.unused as usize);
    view! {
        <button
            class="button"
            type="button"
            data-last=character.to_string()
            aria-pressed=(character == puzzle.found).to_string()
            on:click=press
        >
            {character.to_string()}
            <code>{used.to_owned()} <mark>{unused.to_owned()}</mark></code>
        </button>
    }
    .into_any()
}

fn sentences(puzzle: Option<&LastCharacter>) -> String {
    let Some(puzzle) = puzzle else {
        return "The token has no signature in faultless base64url, so there is no last character to try.".to_owned();
    };
    if puzzle.unused == 0 {
        return format!(
            "The signature ends in {}, and all six of its bits belong to a byte: no other character stands for the same bytes. With HS256 or ES256 some do.",
            puzzle.found
        );
    }
    format!(
        "Bytes do not always fill the last character: here {} of its six bits (marked) belong to no byte. So {} characters decode to the very same signature, and a lenient server takes them all: “I changed the last character, and it still verifies”. Only {}, whose spare bits are zero, is strict base64url (RFC 4648, section 3.5). The others are refused here, so that a token has one spelling: a list of revoked tokens, or a cache, that compares texts cannot be got round. Try them.",
        puzzle.unused,
        puzzle.alike.len(),
        puzzle.strict()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jwt::sample;

    #[test]
    fn the_puzzle_says_how_many_characters_decode_alike_and_which_one_counts() {
        let said = |signature: &str| sentences(puzzle_of(signature).as_ref());
        let sample = said(sample::TOKEN.rsplit('.').next().unwrap());
        assert!(sample.contains("here 2 of its six bits") && sample.contains("So 4 characters"), "{sample}");
        assert!(sample.contains("Only M, whose"), "{sample}");
        assert!(said("AAAB").contains("no other character"));
        assert!(said("").starts_with("The token has no signature"));
    }
}
