//! Key points, to read on a card's page.

use leptos::prelude::*;

use crate::domain::card::{KeyPoint, Weight};

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
