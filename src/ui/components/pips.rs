//! A row of squares, one a card: filled, half or empty.

use crate::domain::queue::Status;

/// Squares of the longest row: what a phone has room for beside a topic's name.
pub const SQUARES: usize = 10;

/// What the squares of a row say: each card, or of more cards than squares, their shares.
fn squares(statuses: &[Status]) -> Vec<Status> {
    let all = statuses.len();
    if all <= SQUARES {
        return statuses.to_vec();
    }
    let share = |wanted| statuses.iter().filter(|status| **status == wanted).count() * SQUARES;
    // A square is filled when all of it is firm.
    let firm = share(Status::Firm) / all;
    let begun = firm + share(Status::Learning).div_ceil(all);
    let square = |i| match i {
        _ if i < firm => Status::Firm,
        _ if i < begun => Status::Learning,
        _ => Status::New,
    };
    (0..SQUARES).map(square).collect()
}

/// The row as SVG, with a sentence of ours that says the same to those who do not see it.
pub fn pips(statuses: &[Status], label: &str) -> String {
    let row = squares(statuses);
    let drawn = row.iter().enumerate().map(|(i, status)| {
        let (state, half) = match status {
            Status::New => ("", ""),
            Status::Learning => (" data-state=\"half\"", "m0 0h14v14z"),
            Status::Firm => (" data-state=\"firm\"", ""),
        };
        format!("<path{state} d=\"M{} 1h14v14h-14z{half}\"/>", i * 18 + 1)
    });
    let drawn: String = drawn.collect();
    let width = (row.len() * 18).saturating_sub(2);
    format!("<svg class=\"pips\" viewBox=\"0 0 {width} 16\" role=\"img\" aria-label=\"{label}\">{drawn}</svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_card_is_one_square() {
        let drawn = pips(&[Status::New, Status::Learning, Status::Firm], "One of each");
        assert!(
            drawn.starts_with("<svg class=\"pips\" viewBox=\"0 0 52 16\" role=\"img\" aria-label=\"One of each\">")
        );
        assert_eq!(drawn.matches("<path").count(), 3);
        assert!(drawn.contains("<path data-state=\"half\" d=\"M19 1h14v14h-14zm0 0h14v14z\"/>"), "{drawn}");
        assert!(drawn.contains("<path data-state=\"firm\" d=\"M37 "));
        assert!(pips(&[], "None").contains("viewBox=\"0 0 0 16\""));
    }

    #[test]
    fn a_topic_of_many_cards_is_drawn_in_shares_and_never_as_firmer_than_it_is() {
        let row = |firm: usize, learning: usize, new: usize| {
            let statuses = [(Status::Firm, firm), (Status::Learning, learning), (Status::New, new)];
            let statuses = statuses.map(|(status, count)| vec![status; count]).concat();
            let squares = squares(&statuses);
            let count = |wanted| squares.iter().filter(|status| **status == wanted).count();
            [Status::Firm, Status::Learning, Status::New].map(count)
        };
        assert_eq!(row(1_000, 0, 0), [10, 0, 0]);
        assert_eq!(row(999, 1, 0), [9, 1, 0]);
        assert_eq!(row(500, 0, 500), [5, 0, 5]);
        assert_eq!(row(1, 1, 998), [0, 1, 9]);
        assert_eq!(row(3, 4, 3), [3, 4, 3]);
    }
}
