//! The device's clock, time zone and entropy, and dates in the reader's own language.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::time::{Day, Timestamp, UtcOffset};

/// The device's clock now.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and below 2^53")]
    Timestamp(js_sys::Date::now() as i64)
}

/// The device's offset from UTC now, daylight saving included.
pub fn utc_offset() -> UtcOffset {
    #[expect(clippy::cast_possible_truncation, reason = "at most 14 hours, in minutes")]
    UtcOffset(-js_sys::Date::new_0().get_timezone_offset() as i16)
}

/// 32 random bits that name this tab in the log; `None` where the browser gives no randomness.
pub fn random_u32() -> Option<u32> {
    let mut bytes = [0; 4];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(u32::from_le_bytes(bytes))
}

fn options(fields: &[(&str, &str)]) -> JsValue {
    let options = js_sys::Object::new();
    for (name, value) in fields {
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options.into()
}

/// A day in the reader's language: "Tuesday 10 March".
pub fn long_day(day: Day) -> String {
    named(day, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// A day in the reader's language, short: "10 Mar".
pub fn short_day(day: Day) -> String {
    named(day, &[("day", "numeric"), ("month", "short")])
}

/// The month of a day in the reader's language, short: "Mar".
pub fn month(day: Day) -> String {
    named(day, &[("month", "short")])
}

fn named(day: Day, fields: &[(&str, &str)]) -> String {
    // A study day is a plain date; noon UTC shown in UTC is that date everywhere.
    let noon = f64::from(day.0) * 86_400_000.0 + 43_200_000.0;
    let fields: Vec<_> = fields.iter().copied().chain([("timeZone", "UTC")]).collect();
    js_sys::Date::new(&JsValue::from_f64(noon)).to_locale_date_string("default", &options(&fields)).into()
}

/// An instant in the reader's language and zone: "10 March 2026 at 10:00:00 CET"; `None` outside what dates can hold.
pub fn long_time(at: Timestamp) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "dates end at 8.64e15 ms, below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    if date.get_time().is_nan() {
        return None;
    }
    let fields = [("dateStyle", "long"), ("timeStyle", "long")];
    Some(date.to_locale_string("default", &options(&fields)).into())
}

/// An instant as ISO 8601 in UTC, for `<time datetime>`; `None` outside what dates can hold.
pub fn iso(at: Timestamp) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "dates end at 8.64e15 ms, below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    (!date.get_time().is_nan()).then(|| date.to_iso_string().into())
}

/// Calls `woke` whenever the page comes back to the foreground: a day may have passed meanwhile.
pub fn on_wake(woke: impl Fn() + 'static) {
    let Some(document) = super::page::document() else { return };
    let listener = Closure::<dyn Fn()>::new(woke);
    // Adding a listener fails on no live document.
    let _ = document.add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
    listener.forget();
}
