//! A section of a page that is taken over in steps. Its frame and heading are HTML that no module draws; what stands in it
//! is mounted there, one section after the other, so that the page answers in between.

use leptos::prelude::*;

/// The id of an element, and what is drawn in it.
pub type Part<T> = (&'static str, fn(T) -> AnyView);

/// A section, drawn from what all sections of its module share.
pub struct Section<T: 'static> {
    pub title: &'static str,
    /// Whether it stays in view beside the others, where there is room.
    pub pinned: bool,
    /// What stands in it, one below the other: as much of it at a time as a slow phone draws at once.
    pub parts: &'static [Part<T>],
}

/// What is mounted, part after part.
pub fn parts<T>(sections: &'static [Section<T>]) -> impl Iterator<Item = Part<T>> {
    sections.iter().flat_map(|section| section.parts.iter().copied())
}

/// The sections as they stand in the prerendered page.
#[cfg(feature = "ssr")]
pub fn prerendered<T: Copy>(sections: &[Section<T>], shared: T) -> AnyView {
    let drawn = |section: &Section<T>| {
        let head = format!("{}-head", section.parts.first().map_or("", |(id, _)| id));
        let labelled = head.clone();
        let parts = section.parts.iter().map(|(id, draw)| view! { <div id=*id>{draw(shared)}</div> }.into_any());
        view! {
            <section
                class="section"
                data-pinned=section.pinned.then_some("")
                data-waits=(!section.pinned).then_some("")
                aria-labelledby=labelled
            >
                <h2 id=head>{section.title}</h2>
                {parts.collect::<Vec<_>>()}
            </section>
        }
        .into_any()
    };
    sections.iter().map(drawn).collect::<Vec<_>>().into_any()
}
