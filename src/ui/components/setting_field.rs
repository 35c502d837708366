//! A box for one setting: its label, a hint, and what is wrong with what was typed.

use leptos::prelude::*;

use crate::ui::erased::changed;

/// A text box that hands over what was typed when the person leaves it or presses Enter.
#[component]
pub fn SettingField(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    /// `text` or `date`.
    kind: &'static str,
    /// What is set.
    value: Signal<String>,
    /// Takes what was typed; an error says why it was not taken.
    take: Box<dyn Fn(String) -> Result<(), String>>,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let invalid = move || error.with(Option::is_some).then_some("true");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{error_id} {hint_id}");
    let on_change = changed(move |typed| error.set(take(typed).err()));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                inputmode=(kind == "text").then_some("numeric")
                autocomplete="off"
                aria-describedby=described
                aria-invalid=invalid
                prop:value=value
                on:change=on_change
            />
            <p id=error_id role="alert" data-kind="error">
                {move || error.get()}
            </p>
            <p id=hint_id>{hint}</p>
        </div>
    }
}
