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

/// A point's HTML in two: what it says, and the links to sources behind that, which are no part of a box's name.
fn without_cites(body: &str) -> (&str, &str) {
    let mut text = body;
    while let Some(before) = text.trim_end().strip_suffix("</sup>").and_then(|rest| rest.rfind("<sup>")) {
        text = &text[..before];
    }
    body.split_at(text.len())
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
        let (text, cites) = without_cites(body);
        format!(
            "<li><div><input type=\"checkbox\" id=\"tick-{i}\" value=\"{i}\" aria-labelledby=\"tick-{i}-text\" aria-describedby=\"tick-{i}-tag\">\
             <label for=\"tick-{i}\"><span id=\"tick-{i}-text\">{text}</span>{cites}</label><span class=\"tag\" id=\"tick-{i}-tag\"{weight}>{tag}</span></div></li>"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_behind_a_point_are_no_part_of_its_name() {
        let two = "<strong>One.</strong> Two<sup>2</sup>.<sup><a>1</a></sup> <sup><a>2</a></sup>";
        let cites = "<sup><a>1</a></sup> <sup><a>2</a></sup>";
        assert_eq!(without_cites(two), ("<strong>One.</strong> Two<sup>2</sup>.", cites));
        assert_eq!(without_cites("Plain. "), ("Plain. ", ""));
    }
}
