//! What Groundwork is, what it keeps and what it never sends.

use leptos::prelude::*;

use crate::domain::page::Page;
use crate::ui::components::card_text::Section;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;

/// The about page.
#[component]
pub fn About() -> impl IntoView {
    view! {
        <PageHead
            side=concat!("Version ", env!("CARGO_PKG_VERSION"))
            title="About Groundwork"
            lead="A study app for people learning web development: open questions, answered from memory, checked against key points with sources, and asked again shortly before they would be forgotten."
        />
        <Section id="keeps" title="What it keeps">
            <div class="stack">
                <p>
                    "Every grade is saved as one line in this browser’s local storage, for this site only. There is no account and no server that could lose it, and none that could restore it: clearing the site’s data in the browser clears your progress. Some browsers do that on their own when a site has not been visited for a while."
                </p>
                <p>"What you type as an answer is compared by you, on this screen. The first answer to a card and the latest are kept in this browser too, so that you can see how far you have come. "
                    <PageLink to=Page::Settings>"A backup"</PageLink>
                    " holds all of it, and everything can be erased there."</p>
            </div>
        </Section>
        <Section id="sends" title="What it sends">
            <p>
                "Nothing. The pages ask only their own host for their own files, and each page tells the browser to refuse anything else. A token pasted into the JWT lab stays in the tab."
            </p>
        </Section>
        <Section id="checks" title="What it checks">
            <p>
                "Each key point names the document it was checked against. The "
                <PageLink to=Page::JwtLab>"JWT lab"</PageLink>
                " shows what a token says; reading it proves nothing about who wrote it, and the lab says so."
            </p>
        </Section>
        <Section id="schedules" title="How it schedules">
            <p>
                "With FSRS-6, the open scheduler that Anki uses too, aiming at nine answers in ten recalled. A study day begins at four in the morning, local time."
            </p>
        </Section>
    }
}
