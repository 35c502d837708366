//! The browser's tables of the world's alphabets.

/// The small form of a letter, decomposed: the base letter, then its marks.
pub fn small(letter: char) -> String {
    let text = js_sys::JsString::from(String::from(letter));
    text.normalize("NFD").to_lower_case().into()
}
