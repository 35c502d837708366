//! Confidence before the reveal against the key points that were there: what was expected, hollow, and what was had, filled.

use super::answer_form::confidence_name;
use super::chart::{Drawing, Figure};
use crate::domain::statistics::Calibration;

/// Points of 100 that each confidence promises, from guessing to certain: our reading of the four words.
const EXPECTED: [usize; 4] = [25, 50, 75, 95];

/// Points further apart than this are worth a word.
const CLOSE: usize = 5;

/// Answers with one confidence that say something.
const ENOUGH: usize = 5;

/// The chart of the four confidences.
pub fn calibration(rows: &[Calibration; 4]) -> Figure {
    if rows.iter().all(|row| row.points.of == 0) {
        let caption = "Say how sure you are before you compare. Then this shows how well you judge what you know.";
        return Figure { caption: caption.to_owned(), ..Figure::default() };
    }
    let mut shapes = Drawing::default();
    let mut cells = Vec::new();
    let across = |percent: usize| 92 + i32::try_from(percent * 230 / 100).unwrap_or(0);
    for (percent, anchor) in [(0, "middle"), (50, "middle"), (100, "end")] {
        shapes.line("", (across(percent), 4), (across(percent), 148));
        shapes.text(anchor, across(percent), 166, &format!("{percent}%"));
    }
    let mut too_sure: Option<(usize, usize, usize)> = None;
    for (place, (row, expected)) in rows.iter().zip(EXPECTED).enumerate() {
        let y = 24 + 36 * i32::try_from(place).unwrap_or(0);
        shapes.text("start", 0, y + 4, confidence_name(row.confidence));
        let had = row.points.percent();
        if let Some(had) = had {
            shapes.line("gap", (across(expected), y), (across(had), y));
            shapes.dot("expected", across(expected), y);
            shapes.dot("", across(had), y);
            let gap = expected.saturating_sub(had);
            if gap > CLOSE
                && row.recalled.of >= ENOUGH
                && too_sure.is_none_or(|(_, expected, had)| gap > expected - had)
            {
                too_sure = Some((place, expected, had));
            }
        }
        cells.push(vec![
            confidence_name(row.confidence).to_owned(),
            format!("{expected}%"),
            had.map_or("–".to_owned(), |had| format!("{had}%")),
            row.recalled.of.to_string(),
        ]);
    }
    let verdict = match too_sure {
        Some((place, expected, had)) => format!(
            "When {}, you expected {expected}% and had {had}%: check such answers once more.",
            confidence_name(rows[place].confidence).to_ascii_lowercase()
        ),
        None if rows.iter().all(|row| row.recalled.of < ENOUGH) => "Too few answers yet to judge by.".to_owned(),
        None => "You are close, or too modest.".to_owned(),
    };
    let caption = format!("Hollow: the key points you expected to have. Filled: those you had. {verdict}");
    Figure { shapes, height: 176, caption, rows: cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Confidence;
    use crate::domain::statistics::Share;

    fn rows(points: [(usize, usize, usize); 4]) -> [Calibration; 4] {
        let mut all = Confidence::ALL.into_iter().zip(points);
        std::array::from_fn(|_| {
            let (confidence, (part, of, answers)) = all.next().unwrap();
            Calibration { confidence, points: Share { part, of }, recalled: Share { part: 0, of: answers } }
        })
    }

    #[test]
    fn the_widest_overconfidence_is_named_once_there_are_enough_answers() {
        let table = [
            ([(3, 8, 8), (5, 10, 16), (66, 100, 30), (91, 100, 22)], "When fairly sure, you expected 75% and had 66%"),
            ([(3, 8, 8), (1, 10, 4), (75, 100, 30), (95, 100, 22)], "You are close, or too modest."),
            ([(0, 0, 0), (1, 10, 4), (0, 0, 0), (0, 0, 0)], "Too few answers yet to judge by."),
            ([(0, 0, 0), (1, 10, 9), (66, 100, 30), (0, 0, 0)], "When unsure, you expected 50% and had 10%"),
        ];
        for (points, said) in table {
            let figure = calibration(&rows(points));
            assert!(figure.caption.contains(said), "{}", figure.caption);
            assert_eq!(figure.rows.len(), 4);
        }
        assert!(calibration(&rows([(0, 0, 3); 4])).rows.is_empty());
    }
}
