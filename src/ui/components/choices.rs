//! Radio buttons in a row, of which at most one is chosen.

use leptos::prelude::*;

use crate::ui::erased::handler;

/// The buttons under their legend. `chosen` is the place of the one that is chosen.
pub fn choices(
    name: &'static str,
    legend: &'static str,
    labels: &[&'static str],
    chosen: RwSignal<Option<usize>>,
) -> AnyView {
    let buttons = labels.iter().enumerate().map(|(i, label)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || chosen.get() == Some(i)
                    on:change=handler(move || chosen.set(Some(i)))
                />
                {*label}
            </label>
        }
    });
    view! {
        <fieldset class="choices" data-layout="row">
            <legend>{legend}</legend>
            {buttons.collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}
