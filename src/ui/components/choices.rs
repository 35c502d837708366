//! Radio buttons in a row, of which at most one is chosen.

use leptos::prelude::*;

use crate::ui::erased::changed;

/// The buttons under their legend; the words are ours, not a student's. `chosen` is the place of the one that is chosen.
pub fn choices(
    name: &'static str,
    legend: &'static str,
    labels: &[&'static str],
    chosen: RwSignal<Option<usize>>,
) -> AnyView {
    let buttons = labels.iter().enumerate().map(|(i, label)| {
        let checked = if chosen.get_untracked() == Some(i) { " checked" } else { "" };
        format!("<label><input type=\"radio\" name=\"{name}\" value=\"{i}\"{checked}>{label}</label>")
    });
    let html = format!("<legend>{legend}</legend>") + &buttons.collect::<String>();
    let choose = move |value: String| chosen.set(value.parse().ok());
    view! { <fieldset class="choices" data-layout="row" on:change=changed(choose) inner_html=html></fieldset> }
        .into_any()
}
