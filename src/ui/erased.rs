//! One type for all handlers: each distinct closure type in a view costs about a kilobyte of the module.

/// A handler that ignores its event.
pub fn handler<E: 'static>(then: impl FnMut() + 'static) -> Box<dyn FnMut(E)> {
    let mut then: Box<dyn FnMut()> = Box::new(then);
    Box::new(move |_| then())
}

/// A handler that takes the text of the input that changed.
pub fn changed(then: impl Fn(String) + 'static) -> Box<dyn FnMut(web_sys::Event)> {
    use wasm_bindgen::JsCast;
    Box::new(move |event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            then(input.value());
        }
    })
}
