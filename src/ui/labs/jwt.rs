//! The JWT lab.

use leptos::prelude::*;

/// The lab.
#[component]
pub fn Lab() -> impl IntoView {
    view! { <p>"Not verified"</p> }
}
