//! The device's clock, time zone and entropy.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::dates;
use crate::domain::time::{Timestamp, UtcOffset};

/// The device's clock now.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and below 2^53")]
    Timestamp(js_sys::Date::now() as i64)
}

/// The device's offset from UTC now, daylight saving included.
pub fn utc_offset() -> UtcOffset {
    offset(&js_sys::Date::new_0())
}

/// 32 random bits that name this tab in the log; `None` where the browser gives no randomness.
pub fn random_u32() -> Option<u32> {
    let mut bytes = [0; 4];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(u32::from_le_bytes(bytes))
}

/// The date object of an instant; `None` outside what dates can hold.
fn date(at: Timestamp) -> Option<js_sys::Date> {
    #[expect(clippy::cast_precision_loss, reason = "dates end at 8.64e15 ms, below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    (!date.get_time().is_nan()).then_some(date)
}

/// How far from UTC a clock showed a date, daylight saving of its time included.
fn offset(date: &js_sys::Date) -> UtcOffset {
    #[expect(clippy::cast_possible_truncation, reason = "at most 14 hours, in minutes")]
    UtcOffset(-date.get_timezone_offset() as i16)
}

/// An instant in the reader's zone, in words; `None` outside what dates can hold.
pub fn long_time(at: Timestamp) -> Option<String> {
    Some(dates::instant(at, offset(&date(at)?)))
}

/// An instant as ISO 8601 in UTC, for `<time datetime>`; `None` outside what dates can hold.
pub fn iso(at: Timestamp) -> Option<String> {
    Some(date(at)?.to_iso_string().into())
}

/// Calls `woke` whenever the page comes back to the foreground: a day may have passed meanwhile.
pub fn on_wake(woke: impl Fn() + 'static) {
    let Some(document) = super::page::document() else { return };
    let listener = Closure::<dyn Fn()>::new(woke);
    // Adding a listener fails on no live document.
    let _ = document.add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
    listener.forget();
}
