//! The workshop of the JWT lab: what is done with the token that stands on its bench. It is a module of its own, fetched
//! when a person comes near it, so that reading a token never waits for it. The two meet in the page only: see [`boxes`].

pub mod boxes;
mod break_it;
mod guessing;
mod last_character;
mod lens;
mod signer;
mod toy_server;

use leptos::prelude::*;

use boxes::{Boxes, follow};

use crate::domain::jwt::find::find;
use crate::ui::section::Section;

/// What all its sections share. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Shared {
    boxes: RwSignal<Boxes>,
    /// The token that was found in its box.
    token: Memo<String>,
}

/// What the page holds now, followed from here on.
pub fn shared() -> Shared {
    let boxes = follow();
    Shared { boxes, token: Memo::new(move |_| boxes.with(|boxes| find(&boxes.token).token)) }
}

/// Everything below the bench's own sections.
pub const SECTIONS: [Section<Shared>; 4] = [
    Section { id: "workshop-lens", title: "Byte lens", pinned: false, draw: lens::lens },
    Section { id: "workshop-break", title: "Break it", pinned: false, draw: break_it::break_it },
    Section { id: "workshop-server", title: "Toy server", pinned: false, draw: toy_server::toy_server },
    Section { id: "workshop-sign", title: "Sign", pinned: false, draw: signer::signer },
];
