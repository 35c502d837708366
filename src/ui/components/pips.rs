//! A row of squares, one a card: filled, half or empty.

use crate::domain::queue::Status;

/// The row as SVG, with a sentence of ours that says the same to those who do not see it.
pub fn pips(statuses: &[Status], label: &str) -> String {
    let squares = statuses.iter().enumerate().map(|(i, status)| {
        let x = i * 18 + 1;
        let state = if *status == Status::Firm { " data-state=\"firm\"" } else { "" };
        let half = match status {
            Status::Learning => format!("<path data-state=\"half\" d=\"M{x} 1v14h14z\"/>"),
            _ => String::new(),
        };
        format!("<rect{state} x=\"{x}\" y=\"1\" width=\"14\" height=\"14\"/>{half}")
    });
    let squares: String = squares.collect();
    let width = (statuses.len() * 18).saturating_sub(2);
    format!("<svg class=\"pips\" viewBox=\"0 0 {width} 16\" role=\"img\" aria-label=\"{label}\">{squares}</svg>")
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
        assert_eq!(drawn.matches("<rect").count(), 3);
        assert!(drawn.contains("<path data-state=\"half\" d=\"M19 1v14h14z\"/>"));
        assert!(drawn.contains("<rect data-state=\"firm\" x=\"37\""));
        assert!(pips(&[], "None").contains("viewBox=\"0 0 0 16\""));
    }
}
