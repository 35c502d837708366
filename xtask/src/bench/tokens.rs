//! Reading a token beside jose and jwt-decode, and a key pressed in the lab until the result is painted.

use super::samples::{Results, Samples};
use super::table::{Table, time};
use super::{chromium, native};

/// Bytes of the tokens.
const BYTES: [usize; 2] = [1_000, 100_000];

/// Where its samples are, what is measured, its title.
const READ: [(bool, &str, &str); 6] = [
    (true, "native/decode", "Groundwork, natively: decode"),
    (false, "wasm/decode", "Groundwork: decode"),
    (false, "jose/decode", "jose: decodeProtectedHeader, decodeJwt"),
    (false, "jwt-decode/decode", "jwt-decode: header, claims"),
    (true, "native/inspect", "Groundwork, natively: find, decode, every rule"),
    (false, "wasm/inspect", "Groundwork: find, decode, every rule"),
];

/// A page and its title.
const PRESSED: [(&str, &str); 4] = [
    ("lab", "the lab: parts, verdicts, claims, findings"),
    ("jose", "a page that shows what jose reads"),
    ("jwt-decode", "a page that shows what jwt-decode reads"),
    ("nothing", "a page that shows the text's length"),
];

fn cell(samples: &Samples) -> String {
    format!("{} ({})", time(samples.median()), time(samples.p95()))
}

fn read(native: &Results, chromium: &Results) -> Result<Table, String> {
    let mut table = Table::new("Reading a token", &["median (p95)", "1 KB", "100 KB"]);
    for (is_native, name, title) in READ {
        let mut row = vec![title.to_owned()];
        for bytes in BYTES {
            let results = if is_native { native } else { chromium };
            row.push(cell(results.get(&format!("{name}/{bytes}"))?));
        }
        table.row(row);
    }
    table.note(
        "All in Chromium but where it says natively. All read the same claims before they were timed. Ours keeps every",
    );
    table.note(
        "position, duplicate and digit besides; the rules are those of docs/findings.md, and the packages have none.",
    );
    Ok(table)
}

fn pressed(chromium: &Results) -> Result<Table, String> {
    let headings = ["median (p95)", "1 KB: page changed", "painted", "100 KB: page changed", "painted"];
    let mut table = Table::new("A key pressed in the token's box, until the result is there", &headings);
    for (name, title) in PRESSED {
        let mut row = vec![title.to_owned()];
        for bytes in BYTES {
            for what in ["changed", "painted"] {
                row.push(cell(chromium.get(&format!("{name}/{what}/{bytes}"))?));
            }
        }
        table.row(row);
    }
    table.note(
        "From the key's event to the last change of the page, and to the end of the next frame. A frame comes every",
    );
    table
        .note("16.7 ms, and a box with 100 KB takes time to lay out in any page: the last line says how much of each.");
    Ok(table)
}

/// The tables.
///
/// # Errors
/// A program could not be built or run, or the packages read other claims than ours.
pub fn measure() -> Result<Vec<Table>, String> {
    chromium::site("site", None)?;
    let native = native::measure("tokens", &BYTES)?;
    chromium::side_by_side()?;
    let chromium = chromium::measure("tokens", &BYTES)?;
    Ok(vec![read(&native, &chromium)?, pressed(&chromium)?])
}
