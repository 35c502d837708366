//! Points to tick, each with a word for its weight: "did you say this?", "did you find this?".

use leptos::prelude::*;

use crate::ui::erased::changed;

/// One point.
pub struct Tick {
    /// Its HTML.
    pub body: String,
    /// "must", "extra", "missing", "wrong".
    pub tag: &'static str,
    /// Whether the tag is drawn with weight.
    pub strong: bool,
}

/// The points as boxes: one piece of HTML, which a browser makes many times faster than we do node by node.
#[component]
pub fn TickList(
    items: Vec<Tick>,
    /// Which are ticked, in the same order.
    ticked: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let rows = items.iter().enumerate().map(|(i, Tick { body, tag, strong })| {
        let weight = if *strong { " data-weight=\"strong\"" } else { "" };
        format!(
            "<li><div><input type=\"checkbox\" id=\"tick-{i}\" value=\"{i}\" aria-describedby=\"tick-{i}-tag\">\
             <label for=\"tick-{i}\">{body}</label><span class=\"tag\" id=\"tick-{i}-tag\"{weight}>{tag}</span></div></li>"
        )
    });
    let rows: String = rows.collect();
    let tick = move |value: String| {
        let place: Option<usize> = value.parse().ok();
        ticked.update(|ticked| {
            if let Some(tick) = place.and_then(|place| ticked.get_mut(place)) {
                *tick ^= true;
            }
        });
    };
    view! { <ul class="checklist" on:change=changed(tick) inner_html=rows></ul> }
}
