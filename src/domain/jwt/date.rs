//! Times in claims: seconds since 1970 as a JSON number, read exactly (NumericDate, RFC 7519, section 2).

use thiserror::Error;

use crate::domain::json::{Kind, Value};
use crate::domain::time::Timestamp;

/// Claims whose value is a time in seconds.
pub const NUMERIC_DATES: [&str; 5] = ["exp", "nbf", "iat", "auth_time", "updated_at"];

/// Milliseconds from 1970 that a browser's date can show, either way.
const MAX_MS: i64 = 8_640_000_000_000_000;

/// Seconds from which a value is taken for milliseconds: the year 5138; as milliseconds, 1973.
const LOOKS_LIKE_MS: i64 = 100_000_000_000;

/// A time as far as a value gives one, and what is odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumericDate {
    /// What the number says; parts of a millisecond are dropped towards the past. `None` where it is no number in range.
    pub at: Option<Timestamp>,
    pub hint: Option<DateHint>,
}

/// Why a time is not what its writer may have meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateHint {
    /// With the time it would be as milliseconds.
    #[error("This looks like milliseconds. The value is read as seconds: divide it by 1000 when you make the token.")]
    Milliseconds(Timestamp),
    /// A string of digits, with the time it would be as a number.
    #[error("This is text, not a number: take the quotes away. A strict reader refuses it, a careless one ignores it.")]
    Digits(Timestamp),
    #[error("This is text. The value has to be a number: seconds since 1970-01-01T00:00:00Z.")]
    Text,
    #[error("This is no number. The value has to be one: seconds since 1970-01-01T00:00:00Z.")]
    NotANumber,
    #[error("No calendar reaches this far: about 273,000 years around 1970 can be shown.")]
    OutOfRange,
}

/// Reads the value of a claim that holds a time.
pub fn numeric_date(value: &Value) -> NumericDate {
    let only = |hint| NumericDate { at: None, hint: Some(hint) };
    match &value.kind {
        Kind::Number(digits) => match milliseconds(digits) {
            Some(ms) => {
                let meant =
                    (ms.abs() >= LOOKS_LIKE_MS * 1000).then(|| DateHint::Milliseconds(Timestamp(ms.div_euclid(1000))));
                NumericDate { at: Some(Timestamp(ms)), hint: meant }
            }
            None => only(DateHint::OutOfRange),
        },
        Kind::String(text) => {
            let digits =
                Some(text.text()).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty());
            let ms = digits.and_then(milliseconds);
            only(ms.map_or(DateHint::Text, |ms| DateHint::Digits(Timestamp(ms))))
        }
        _ => only(DateHint::NotANumber),
    }
}

/// Thousandths of a JSON number, rounded down; `None` past [`MAX_MS`]. Digit by digit: a float would lose milliseconds.
fn milliseconds(number: &str) -> Option<i64> {
    let (negative, number) = number.strip_prefix('-').map_or((false, number), |rest| (true, rest));
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes()).map(|byte| i64::from(byte - b'0'));
    if digits().all(|digit| digit == 0) {
        return Some(0);
    }
    // An exponent that overflows decides alone: no document is long enough to balance it with zeros.
    let exponent: i64 = match exponent.parse() {
        Ok(exponent) => exponent,
        Err(_) if exponent.starts_with('-') => -i64::from(u32::MAX),
        Err(_) => return None,
    };
    // Digits that stand before the point once the number is in milliseconds.
    let kept = exponent.saturating_add(whole.len() as i64 + 3);
    let mut ms: i64 = 0;
    for digit in digits().take(usize::try_from(kept).unwrap_or(0)) {
        ms = ms.checked_mul(10)?.checked_add(digit).filter(|ms| *ms <= MAX_MS)?;
    }
    for _ in (whole.len() + fraction.len()) as i64..kept {
        ms = ms.checked_mul(10).filter(|ms| *ms <= MAX_MS)?;
    }
    let dropped = digits().skip(usize::try_from(kept).unwrap_or(0)).any(|digit| digit != 0);
    Some(if negative { -ms - i64::from(dropped) } else { ms }).filter(|ms| ms.abs() <= MAX_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::json::read;

    #[test]
    fn a_time_is_exact_to_the_millisecond_or_says_why_not() {
        use DateHint::*;
        let at = |ms| (Some(Timestamp(ms)), None);
        let cases = [
            ("0", at(0)),
            ("-0.0e99999999999999999999", at(0)),
            ("1773133200", at(1_773_133_200_000)),
            ("1773133200.5", at(1_773_133_200_500)),
            ("1773133200.1239", at(1_773_133_200_123)),
            ("-1.0001", at(-1_001)),
            ("-0.00001", at(-1)),
            ("1.7731332e9", at(1_773_133_200_000)),
            ("17731332000E-1", at(1_773_133_200_000)),
            ("1e-99999999999999999999", at(0)),
            ("99999999999.999", at(99_999_999_999_999)),
            (
                "1773133200000",
                (Some(Timestamp(1_773_133_200_000_000)), Some(Milliseconds(Timestamp(1_773_133_200_000)))),
            ),
            ("8640000000001", (None, Some(OutOfRange))),
            ("1e400", (None, Some(OutOfRange))),
            ("1e99999999999999999999", (None, Some(OutOfRange))),
            ("9007199254740993000000", (None, Some(OutOfRange))),
            ("\"1773133200\"", (None, Some(Digits(Timestamp(1_773_133_200_000))))),
            ("\"2026-03-10T09:00:00Z\"", (None, Some(Text))),
            ("\"\"", (None, Some(Text))),
            ("\"é\"", (None, Some(Text))),
            ("null", (None, Some(NotANumber))),
            ("[1]", (None, Some(NotANumber))),
        ];
        for (json, (time, hint)) in cases {
            let date = numeric_date(&read(json).unwrap_or_else(|error| panic!("{json}: {error}")));
            assert_eq!((date.at, date.hint), (time, hint), "{json}");
        }
    }
}
