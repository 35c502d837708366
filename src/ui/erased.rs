//! One type for all handlers: each distinct closure type in a view costs about a kilobyte of the module.

/// A handler that ignores its event.
pub fn handler<E: 'static>(then: impl FnMut() + 'static) -> Box<dyn FnMut(E)> {
    let mut then: Box<dyn FnMut()> = Box::new(then);
    Box::new(move |_| then())
}
