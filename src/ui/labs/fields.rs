//! Labelled controls that write into signals. Their handlers and views have few types: each costs a kilobyte.

use leptos::ev::{self, Event};
use leptos::prelude::*;

use super::verdicts::sentence;

/// A piece of the page that follows its signals.
pub fn shown(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send + Sync> = Box::new(draw);
    draw.into_any()
}

/// A box for a text of one line, or of several when `rows` is more than one. `hint` is a sentence below it.
pub fn text_field(id: &'static str, label: &'static str, text: RwSignal<String>, rows: u8, hint: AnyView) -> AnyView {
    checked_field(id, label, text, rows, hint, Box::new(|| false))
}

/// What stands in the way of a field's text, below it.
pub fn fault(why: &str) -> AnyView {
    view! { <strong>{sentence(why)}</strong> }.into_any()
}

/// A [`text_field`] that is marked as long as its text is at fault; `hint` then says why.
pub fn checked_field(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    rows: u8,
    hint: AnyView,
    at_fault: Box<dyn Fn() -> bool + Send + Sync>,
) -> AnyView {
    let invalid = move || at_fault().then_some("true");
    let hint_id = format!("{id}-hint");
    let value = move || text.get();
    let input = move |event: Event| text.set(event_target_value(&event));
    let control = if rows > 1 {
        view! {
            <textarea
                id=id
                data-type="code"
                rows=rows.to_string()
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                aria-invalid=invalid
                prop:value=value
                on:input=input
            >
                {text.get_untracked()}
            </textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                type="text"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                aria-invalid=invalid
                prop:value=value
                on:input=input
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {control}
            <p id=hint_id>{hint}</p>
        </div>
    }
    .into_any()
}

/// A menu; `chosen` is the place of the option.
pub fn menu(id: &'static str, label: &'static str, options: Vec<&'static str>, chosen: RwSignal<usize>) -> AnyView {
    menu_then(id, label, options, chosen, |_| {})
}

/// A menu that also does something with each choice.
pub fn menu_then(
    id: &'static str,
    label: &'static str,
    options: Vec<&'static str>,
    chosen: RwSignal<usize>,
    then: impl Fn(usize) + 'static,
) -> AnyView {
    let then: Box<dyn Fn(usize)> = Box::new(then);
    let options = options
        .into_iter()
        .enumerate()
        .map(|(place, name)| view! { <option value=place.to_string()>{name}</option> }.into_any());
    let options: Vec<AnyView> = options.collect();
    let change = move |event: Event| {
        let place = event_target_value(&event).parse().unwrap_or(0);
        chosen.set(place);
        then(place);
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                id=id
                prop:value=move || chosen.get().to_string()
                on:change=change
            >
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A button; `kind` is empty, `primary` or `plain`.
pub fn button(name: &'static str, kind: &'static str, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    let kind = (!kind.is_empty()).then_some(kind);
    view! {
        <button class="button" type="button" data-kind=kind on:click=move |_: ev::MouseEvent| press()>
            {name}
        </button>
    }
    .into_any()
}

/// A button that copies the text that `text` then gives, and says whether that worked.
pub fn copy(name: &'static str, text: impl Fn() -> String + 'static) -> AnyView {
    let text: Box<dyn Fn() -> String> = Box::new(text);
    let said = RwSignal::new("");
    let press = move || {
        #[cfg(not(feature = "ssr"))]
        {
            let text = text();
            leptos::task::spawn_local(async move {
                let worked = crate::platform::clipboard::copy(&text).await;
                // The lab may be closed by now.
                let _ = said.try_set(if worked { "Copied." } else { "The browser refused; select the text instead." });
            });
        }
        #[cfg(feature = "ssr")]
        let _ = &text;
    };
    view! {
        {button(name, "plain", press)}
        <span class="note" role="status">{move || said.get()}</span>
    }
    .into_any()
}
