//! The page of the JWT lab. The lab itself is in the labs module; its prerendered HTML stays until that has loaded.

use leptos::prelude::*;

use crate::ui::components::page_head::PageHead;

#[cfg(not(feature = "ssr"))]
use crate::platform::page;

/// Title, and the place where the labs module mounts.
#[component]
pub fn JwtLab() -> impl IntoView {
    view! {
        <PageHead
            side="Everything runs in this browser. Nothing is sent."
            title="JWT lab"
            lead="Take a token apart and see what it says, and where it is broken."
        />
        <div id="lab-failed" class="notice" data-weight="strong" role="alert" hidden>
            <p>
                <strong>"The lab could not be loaded. "</strong>
                "Check the connection, then try again. Studying is not affected."
            </p>
            <button class="button" type="button" on:click=|_| open()>
                "Try again"
            </button>
        </div>
        <Place />
    }
}

#[cfg(feature = "ssr")]
fn open() {}

/// Asks the start script to load the labs module into the page.
#[cfg(not(feature = "ssr"))]
fn open() {
    page::ask("#lab", "groundwork:lab");
}

#[cfg(feature = "ssr")]
#[component]
fn Place() -> impl IntoView {
    view! {
        <div id="lab" data-lab="jwt">
            <crate::ui::labs::jwt::Lab />
        </div>
    }
}

#[cfg(not(feature = "ssr"))]
#[component]
fn Place() -> impl IntoView {
    Effect::new(|_| page::after_drawing(open));
    view! { <div id="lab" data-lab="jwt"></div> }
}
