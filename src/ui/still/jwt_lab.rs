//! The page of the JWT lab: the sample token decoded, until the labs module takes the lab's place over; the workshop,
//! until its own does; and what needs no module.

use leptos::prelude::*;

use super::login_flow::LoginFlow;
use crate::domain::page::Page;
use crate::ui::components::card_text::Section;
use crate::ui::components::link::PageLink;
use crate::ui::components::page_head::PageHead;
use crate::ui::labs::bench::Bench;
use crate::ui::labs::jwt;
use crate::ui::section;
use crate::ui::workshop;

/// Title and lab.
#[component]
pub fn JwtLab() -> impl IntoView {
    view! {
        <PageHead
            side="Everything runs in this browser. Nothing is sent."
            title="JWT lab"
            lead="Take a token apart and see what it says, and where it is broken."
        />
        <div class="bench">
            <div id="lab" data-lab="jwt">
                {section::prerendered(&jwt::SECTIONS, Bench::new())}
            </div>
            <div id="workshop">
                {section::prerendered(&workshop::SECTIONS, workshop::shared())}
            </div>
        </div>
        <LoginFlow />
        <Section id="faults" title="Find the fault" waits=true>
            <div class="stack">
                <p>"A dozen tokens with a fault each. Name it before the findings do."</p>
                <div class="cluster">
                    <PageLink to=Page::Faults button="secondary">"Find the fault"</PageLink>
                </div>
            </div>
        </Section>
    }
}
