//! Cards due on each of the next days, as bars.

use super::chart::{Drawing, Figure};
use crate::domain::time::Day;
use crate::domain::{dates, words};

/// Days drawn, today among them.
pub const DAYS: usize = 30;

const WIDTH: i32 = 336;
const BASE: i32 = 104;
const TALLEST: i32 = 84;

/// The chart of a forecast whose first entry is today.
pub fn due(forecast: &[usize], today: Day) -> Figure {
    let Some(most) = forecast.iter().max().copied().filter(|most| *most > 0) else {
        let caption = "No card is due in the next 30 days. Cards that you answer show here on the days they come back.";
        return Figure { caption: caption.to_owned(), ..Figure::default() };
    };
    let mut shapes = Drawing::default();
    let mut rows = Vec::new();
    let mut said_most = false;
    shapes.line("", (0, BASE), (WIDTH, BASE));
    for (place, count) in (0..).zip(forecast) {
        let left = 3 + place * 11;
        let day = Day(today.0 + place);
        if place % 7 == 0 {
            let (anchor, x) = match place {
                0 => ("start", 0),
                28 => ("end", WIDTH),
                _ => ("middle", left + 4),
            };
            shapes.text(anchor, x, BASE + 22, &dates::short(day));
            shapes.line("", (left + 4, BASE), (left + 4, BASE + 5));
        }
        if *count == 0 {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "at most TALLEST")]
        let height = (count * TALLEST as usize / most).max(2) as i32;
        shapes.rect("", left, BASE - height, 8, height);
        // Numbers of two digits do not fit side by side.
        if most < 10 || *count == most && !said_most {
            said_most |= *count == most;
            shapes.text("middle", (left + 4).max(12), BASE - height - 5, &count.to_string());
        }
        rows.push(vec![dates::long(day), count.to_string()]);
    }
    let now = forecast.first().copied().unwrap_or(0);
    let later = forecast.iter().skip(1).max().copied().unwrap_or(0);
    let caption = format!(
        "Cards due on each of the next 30 days: {} today, {}.",
        if now == 0 { "none".to_owned() } else { words::number(now) },
        if later == 0 { "none later".to_owned() } else { format!("then at most {} a day", words::number(later)) },
    );
    Figure { shapes, height: 132, caption, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_with_cards_has_a_row_and_the_caption_sums_up() {
        let mut forecast = vec![0; DAYS];
        (forecast[0], forecast[3], forecast[29]) = (5, 2, 1);
        let figure = due(&forecast, Day(100));
        assert_eq!(figure.rows, [["Saturday 11 April", "5"], ["Tuesday 14 April", "2"], ["Sunday 10 May", "1"]]);
        assert_eq!(figure.caption, "Cards due on each of the next 30 days: five today, then at most two a day.");
        forecast[0] = 0;
        assert!(due(&forecast, Day(100)).caption.contains("none today, then at most two"));
        assert!(due(&[0; DAYS], Day(100)).rows.is_empty());
    }
}
