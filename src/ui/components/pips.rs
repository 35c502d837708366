//! A row of squares, one a card: filled, half or empty.

use leptos::prelude::*;

use crate::domain::queue::Status;

/// One square a card, with a sentence that says the same.
#[component]
pub fn Pips(
    statuses: Vec<Status>,
    /// The sentence for those who do not see the squares.
    label: String,
) -> impl IntoView {
    let width = statuses.len() * 18 - 2;
    let squares = statuses.into_iter().enumerate().map(|(i, status)| {
        let x = i * 18 + 1;
        let half =
            (status == Status::Learning).then(|| view! { <path data-state="half" d=format!("M{x} 1v14h14z") /> });
        let firm = (status == Status::Firm).then_some("firm");
        view! {
            <rect data-state=firm x=x.to_string() y="1" width="14" height="14" />
            {half}
        }
    });
    view! {
        <svg class="pips" viewBox=format!("0 0 {width} 16") role="img" aria-label=label>
            {squares.collect_view()}
        </svg>
    }
}
