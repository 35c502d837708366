//! Counts and intervals in words.

/// "no cards", "one card", "two cards", "14 cards".
pub fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        _ => format!("{} {many}", number(n)),
    }
}

/// A number as prose writes it: words up to ten.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The same text with a capital first letter.
pub fn capital(text: &str) -> String {
    // Only our own English begins with a letter to raise: no tables of the world's alphabets in the module.
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// How long until a card comes back; `days` 0 is later in the same session.
pub fn interval(days: u32) -> String {
    match days {
        0 => "later today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=59 => format!("in {days} days"),
        // Months of 30.44 days and years of 365.25, rounded.
        60..=729 => format!("in {} months", (days * 100 + 1522) / 3044),
        _ => format!("in {} years", (days * 4 + 730) / 1461),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_intervals_read_as_prose() {
        assert_eq!(count(0, "card", "cards"), "no cards");
        assert_eq!(count(1, "card", "cards"), "one card");
        assert_eq!(count(14, "card", "cards"), "14 cards");
        assert_eq!(capital("five cards"), "Five cards");
        let table = [(0, "later today"), (1, "tomorrow"), (2, "in 2 days"), (61, "in 2 months"), (800, "in 2 years")];
        for (days, words) in table {
            assert_eq!(interval(days), words);
        }
    }
}
