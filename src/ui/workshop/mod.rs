//! The workshop of the JWT lab: what is done with the token that stands on its bench. It is a module of its own, fetched
//! when a person comes near it, so that reading a token never waits for it. The two meet in the page only: see [`boxes`].

pub mod boxes;
mod last_character;
mod lens;
mod toy_server;

use leptos::prelude::*;

use boxes::follow;

/// Everything below the bench's own sections.
#[component]
pub fn Workshop() -> impl IntoView {
    let boxes = follow();
    view! {
        {lens::lens(boxes)}
        {toy_server::toy_server(boxes)}
    }
}
