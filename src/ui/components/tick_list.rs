//! Points to tick, each with a word for its weight: "did you say this?", "did you find this?".

use leptos::prelude::*;

use crate::ui::erased::handler;

/// One point.
pub struct Tick {
    /// Its HTML.
    pub body: String,
    /// "must", "extra", "missing", "wrong".
    pub tag: &'static str,
    /// Whether the tag is drawn with weight.
    pub strong: bool,
}

/// The points as boxes.
#[component]
pub fn TickList(
    items: Vec<Tick>,
    /// Which are ticked, in the same order.
    ticked: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let items = items.into_iter().enumerate().map(|(i, item)| {
        let id = format!("tick-{i}");
        let tag_id = format!("{id}-tag");
        view! {
            <li>
                <div>
                    <input
                        type="checkbox"
                        id=id.clone()
                        aria-describedby=tag_id.clone()
                        prop:checked=move || ticked.with(|ticked| ticked.get(i) == Some(&true))
                        on:change=handler(move || ticked.update(|ticked| ticked[i] ^= true))
                    />
                    <label for=id inner_html=item.body></label>
                    <span class="tag" id=tag_id data-weight=item.strong.then_some("strong")>
                        {item.tag}
                    </span>
                </div>
            </li>
        }
    });
    view! { <ul class="checklist">{items.collect::<Vec<_>>()}</ul> }
}
