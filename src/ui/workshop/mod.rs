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
    Section { title: "Byte lens", pinned: false, parts: &[("workshop-lens", lens::lens)] },
    Section { title: "Break it", pinned: false, parts: &[("workshop-break", break_it::break_it)] },
    Section { title: "Toy server", pinned: false, parts: &[("workshop-server", toy_server::toy_server)] },
    Section { title: "Sign", pinned: false, parts: &[("workshop-sign", signer::signer)] },
];
