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

use boxes::follow;

use crate::domain::jwt::find::find;

/// Everything below the bench's own sections.
#[component]
pub fn Workshop() -> impl IntoView {
    let boxes = follow();
    let token = Memo::new(move |_| boxes.with(|boxes| find(&boxes.token).token));
    view! {
        {lens::lens(boxes, token)}
        {break_it::break_it(boxes, token)}
        {toy_server::toy_server(boxes)}
        {signer::signer(boxes, token)}
    }
}
