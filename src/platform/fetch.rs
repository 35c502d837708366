//! Files of the site itself.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file of this site; an error says what happened in words for the student.
pub async fn text(url: &str) -> Result<String, String> {
    let offline = || "The file did not arrive. Check the connection and try again.".to_owned();
    let window = web_sys::window().ok_or_else(offline)?;
    let response = JsFuture::from(window.fetch_with_str(url)).await.map_err(|_| offline())?;
    let response: Response = response.dyn_into().map_err(|_| offline())?;
    if !response.ok() {
        return Err(format!("The server answered {} for {url}.", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(|_| offline())?).await.map_err(|_| offline())?;
    text.as_string().ok_or_else(offline)
}
