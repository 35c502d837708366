//! How often cards were recalled when they came back, beside what was aimed at.

use super::chart::{Drawing, Figure};
use crate::domain::statistics::Share;

/// The chart of two shares, lately and ever. `wanted` is the desired retention in hundredths.
pub fn recall(lately: Share, ever: Share, wanted: usize) -> Figure {
    if ever.of == 0 {
        let caption = "No card has come back on a later day yet. Then this shows how many of them you still knew.";
        return Figure { caption: caption.to_owned(), ..Figure::default() };
    }
    let mut shapes = Drawing::default();
    let mut rows = Vec::new();
    let across = |percent: usize| i32::try_from(percent * 335 / 100).unwrap_or(335);
    for (top, (name, share)) in (0..).step_by(40).zip([("Last 30 days", lately), ("Ever", ever)]) {
        shapes.text("start", 0, top + 12, name);
        let said = share.percent().map_or("–".to_owned(), |percent| format!("{percent}%"));
        shapes.text("end", 336, top + 12, &said);
        shapes.rect("track", 0, top + 17, 335, 9);
        shapes.rect("", 0, top + 17, across(share.percent().unwrap_or(0)), 9);
        shapes.line("target", (across(wanted), top + 14), (across(wanted), top + 29));
        rows.push(vec![name.to_owned(), share.part.to_string(), share.of.to_string(), said]);
    }
    let of = |share: Share| format!("{} of {}", share.part, share.of);
    let lately = if lately.of == 0 { String::new() } else { format!("; in the last 30 days {}", of(lately)) };
    let caption = format!(
        "When a card came back on a later day, you recalled it {} times{lately}. The mark is what you aim at: {wanted}%.",
        of(ever)
    );
    Figure { shapes, height: 72, caption, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recall_is_said_in_its_own_numbers_beside_the_aim() {
        let figure = recall(Share { part: 9, of: 10 }, Share { part: 3, of: 4 }, 90);
        assert_eq!(figure.rows, [["Last 30 days", "9", "10", "90%"], ["Ever", "3", "4", "75%"]]);
        assert_eq!(
            figure.caption,
            "When a card came back on a later day, you recalled it 3 of 4 times; in the last 30 days 9 of 10. The mark is \
             what you aim at: 90%."
        );
        assert!(recall(Share::default(), Share::default(), 90).rows.is_empty());
        let figure = recall(Share::default(), Share { part: 1, of: 1 }, 90);
        assert_eq!(figure.rows[0][3], "–");
    }
}
