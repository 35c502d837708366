//! Replacing prerendered HTML by the running app in one task, so that a person notices nothing: scroll, focus, typed
//! text and opened `<details>` stay as they were.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::page;

const FOCUSABLE: &str = "a[href],button,input,textarea,select,summary,[tabindex]";

/// The focused element: its place among the focusable ones, its tag, the selection if it is a text box, and how far the
/// page is scrolled, which focusing it again changes.
struct Focused {
    place: u32,
    tag: String,
    selection: Option<(u32, u32)>,
    scroll: (f64, f64),
}

/// What a person did to the page before the app took over. Its place stays without help: nothing here is laid out before
/// all stands again, and asking for the place would lay it out once more.
struct Kept {
    focus: Option<Focused>,
    /// Texts typed into boxes, by id.
    typed: Vec<(String, String)>,
    /// Places of the opened `<details>`.
    opened: Vec<u32>,
}

fn each<T: JsCast>(root: &Element, selector: &str) -> Vec<(u32, T)> {
    let Ok(list) = root.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| Some((i, list.item(i)?.dyn_into::<T>().ok()?))).collect()
}

fn keep(root: &Element) -> Kept {
    let active = page::document().and_then(|document| document.active_element());
    let focus = active.and_then(|active| {
        let (place, _) = each::<Element>(root, FOCUSABLE).into_iter().find(|(_, element)| *element == active)?;
        let selection = active
            .dyn_ref::<HtmlTextAreaElement>()
            .and_then(|area| Some((area.selection_start().ok()??, area.selection_end().ok()??)));
        let window = web_sys::window()?;
        let scroll = (window.scroll_x().unwrap_or_default(), window.scroll_y().unwrap_or_default());
        Some(Focused { place, tag: active.tag_name(), selection, scroll })
    });
    let areas = each::<HtmlTextAreaElement>(root, "textarea[id]")
        .into_iter()
        .filter(|(_, area)| area.default_value().is_ok_and(|given| given != area.value()))
        .map(|(_, area)| (area.id(), area.value()));
    let inputs = each::<HtmlInputElement>(root, "input[id]:not([type=file])")
        .into_iter()
        .filter(|(_, input)| input.value() != input.default_value())
        .map(|(_, input)| (input.id(), input.value()));
    let details = each::<HtmlDetailsElement>(root, "details");
    Kept {
        focus,
        typed: areas.chain(inputs).collect(),
        opened: details.into_iter().filter(|(_, details)| details.open()).map(|(place, _)| place).collect(),
    }
}

fn restore(root: &Element, kept: Kept) {
    for (id, text) in kept.typed {
        let Some(field) = page::element(&id).filter(|field| root.contains(Some(field))) else { continue };
        if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(&text);
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(&text);
        }
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
            // The answer only says whether a listener asked to prevent the default.
            let _ = field.dispatch_event(&event);
        }
    }
    for (place, details) in each::<HtmlDetailsElement>(root, "details") {
        if kept.opened.contains(&place) {
            details.set_open(true);
        }
    }
    if let Some(Focused { place, tag, selection, scroll }) = kept.focus {
        let again = each::<HtmlElement>(root, FOCUSABLE).into_iter().find(|(i, _)| *i == place);
        if let Some((_, element)) = again.filter(|(_, element)| element.tag_name() == tag) {
            // An element that cannot take focus leaves it where it was.
            let _ = element.focus();
            if let (Some(area), Some((start, end))) = (element.dyn_ref::<HtmlTextAreaElement>(), selection) {
                let _ = area.set_selection_range(start, end);
            }
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(scroll.0, scroll.1);
        }
    }
}

/// Empties `root`, lets `mount` fill it, and puts back what a person had done there.
pub fn replace(root: &Element, mount: impl FnOnce()) {
    let kept = keep(root);
    root.replace_children_with_node_0();
    mount();
    restore(root, kept);
}
