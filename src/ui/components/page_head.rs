//! The head of a page: what it is, in one place for all of them.

use leptos::prelude::*;

/// The side note, the title and the lead sentence, and below them what a person can do here.
#[component]
pub fn PageHead(
    /// What stands beside the title.
    side: impl IntoView + 'static,
    title: impl IntoView + 'static,
    lead: impl IntoView + 'static,
    /// Links and buttons below the lead.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // One body for all pages, whatever they put in.
    drawn(side.into_any(), title.into_any(), lead.into_any(), children)
}

fn drawn(side: AnyView, title: AnyView, lead: AnyView, children: Option<Children>) -> AnyView {
    view! {
        <header class="section">
            <p>{side}</p>
            <div>
                <div class="stack">
                    <h1 tabindex="-1">{title}</h1>
                    <p class="lead">{lead}</p>
                    {children.map(|children| children())}
                </div>
            </div>
        </header>
    }
    .into_any()
}
