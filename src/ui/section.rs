//! A section of a page that is taken over in steps. Its frame and heading are HTML that no module draws; what stands in it
//! is mounted there, one section after the other, so that the page answers in between.

use leptos::prelude::*;

/// A section, drawn from what all sections of its module share.
pub struct Section<T: 'static> {
    /// The element that it is drawn in.
    pub id: &'static str,
    pub title: &'static str,
    /// Whether it stays in view beside the others, where there is room.
    pub pinned: bool,
    pub draw: fn(T) -> AnyView,
}

impl<T> Section<T> {
    /// What is mounted: where, and how it is drawn.
    pub fn part(&self) -> Part<T> {
        (self.id, self.draw)
    }
}

/// The id of an element, and what is drawn in it.
pub type Part<T> = (&'static str, fn(T) -> AnyView);

/// The sections as they stand in the prerendered page.
#[cfg(feature = "ssr")]
pub fn prerendered<T: Copy>(sections: &[Section<T>], shared: T) -> AnyView {
    let drawn = |section: &Section<T>| {
        let head = format!("{}-head", section.id);
        let labelled = head.clone();
        view! {
            <section
                class="section"
                data-pinned=section.pinned.then_some("")
                data-waits=(!section.pinned).then_some("")
                aria-labelledby=labelled
            >
                <h2 id=head>{section.title}</h2>
                <div id=section.id>{(section.draw)(shared)}</div>
            </section>
        }
        .into_any()
    };
    sections.iter().map(drawn).collect::<Vec<_>>().into_any()
}
