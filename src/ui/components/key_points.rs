//! Key points: to read on a card's page, to tick after an answer.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::card::{KeyPoint, PointId, Weight};

fn tag(weight: Weight) -> impl IntoView {
    match weight {
        Weight::Must => view! { <span class="tag" data-weight="strong">"must"</span> }.into_any(),
        Weight::Extra => view! { <span class="tag">"extra"</span> }.into_any(),
    }
}

/// The points as text.
#[component]
pub fn KeyPointList(points: Vec<KeyPoint>) -> impl IntoView {
    let items = points.into_iter().map(|point| {
        view! {
            <li>
                <div>
                    <span inner_html=point.body.0></span>
                    {tag(point.weight)}
                </div>
            </li>
        }
    });
    view! { <ul class="checklist">{items.collect_view()}</ul> }
}

/// The points as boxes to tick: "did you say this?".
#[component]
pub fn KeyPointChecklist(
    points: Vec<KeyPoint>,
    /// The points ticked so far.
    ticked: RwSignal<BTreeSet<PointId>>,
) -> impl IntoView {
    let items = points.into_iter().map(|point| {
        let (shown, changed) = (point.id.clone(), point.id.clone());
        let toggle = move |_| {
            ticked.update(|ticked| {
                if !ticked.remove(&changed) {
                    ticked.insert(changed.clone());
                }
            });
        };
        let id = format!("point-{}", point.id.0);
        view! {
            <li>
                <div>
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || ticked.with(|ticked| ticked.contains(&shown))
                        on:change=toggle
                    />
                    <label for=id inner_html=point.body.0></label>
                    {tag(point.weight)}
                </div>
            </li>
        }
    });
    view! { <ul class="checklist">{items.collect_view()}</ul> }
}
