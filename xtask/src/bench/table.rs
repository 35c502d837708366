//! Tables of measurements in plain text, and the verdict of a measurement on its budget.

use std::fmt;

/// What a budget allows: what is aimed at, and what must never be passed. In the unit of the measurement.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub aim: f64,
    pub limit: f64,
}

impl Budget {
    /// How a measurement stands to it, in words.
    pub fn verdict(self, measured: f64) -> &'static str {
        match measured {
            _ if measured <= self.aim => "within the aim",
            _ if measured <= self.limit => "over the aim",
            _ => "PAST THE LIMIT",
        }
    }
}

/// A title, columns with headings, and notes below. The first column is set to the left, the others to the right.
#[derive(Debug, Default)]
pub struct Table {
    title: String,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    pub fn new(title: &str, headings: &[&str]) -> Self {
        let headings = headings.iter().map(|&heading| heading.to_owned()).collect();
        Self { title: title.to_owned(), rows: vec![headings], notes: Vec::new() }
    }

    /// Adds a row. It may be shorter than the headings.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, sentence: &str) {
        self.notes.push(sentence.to_owned());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        writeln!(f, "\n{}\n", self.title)?;
        for row in &self.rows {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line += &if column == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") };
            }
            writeln!(f, "  {}", line.trim_end())?;
        }
        if !self.notes.is_empty() {
            writeln!(f)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}

/// A duration in ms for a table: three figures, in µs below 1 ms.
pub fn time(ms: f64) -> String {
    match ms {
        _ if ms >= 99.5 => format!("{ms:.0} ms"),
        _ if ms >= 9.95 => format!("{ms:.1} ms"),
        _ if ms >= 0.9995 => format!("{ms:.2} ms"),
        _ if ms >= 0.0995 => format!("{:.0} µs", ms * 1e3),
        _ if ms >= 0.00995 => format!("{:.1} µs", ms * 1e3),
        _ => format!("{:.2} µs", ms * 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_keep_three_figures() {
        let shown = [1234.4, 99.6, 12.34, 1.234, 0.9996, 0.1234, 0.01234, 0.001_234].map(time);
        let expected = ["1234 ms", "100 ms", "12.3 ms", "1.23 ms", "1.00 ms", "123 µs", "12.3 µs", "1.23 µs"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_budget_is_kept_up_to_its_number() {
        let budget = Budget { aim: 2.0, limit: 5.0 };
        let verdicts = [2.0, 2.1, 5.0, 5.1].map(|measured| budget.verdict(measured));
        assert_eq!(verdicts, ["within the aim", "over the aim", "over the aim", "PAST THE LIMIT"]);
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new("Times", &["what", "here"]);
        table.row(["a longer name", "1 µs"]);
        table.row(["short"]);
        table.note("Lower is better.");
        let text = "\nTimes\n\n  what           here\n  a longer name  1 µs\n  short\n\n  Lower is better.\n";
        assert_eq!(table.to_string(), text);
    }
}
