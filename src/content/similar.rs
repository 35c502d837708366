//! Owns "did you mean …?": the known word nearest to a mistyped one.

/// The candidate nearest to `word` by edit distance (case does not count), when it is near enough to be a slip: at
/// most a third of its letters, and always two.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let near = candidates.into_iter().filter_map(|candidate| {
        let away = distance(&word, &candidate.to_lowercase());
        let letters = candidate.chars().count();
        (away <= (letters / 3).max(2) && away < letters).then_some((away, candidate))
    });
    near.min_by_key(|(away, _)| *away).map(|(_, candidate)| candidate)
}

/// ` (did you mean "…"?)`, or nothing when no candidate is near.
pub fn hint<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |candidate| format!(" (did you mean \"{candidate}\"?)"))
}

/// Insertions, deletions and replacements of characters that lead from `a` to `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        let known = ["Key points", "Criteria", "Explanation"];
        for (word, expected) in [
            ("Key pionts", Some("Key points")),
            ("key points", Some("Key points")),
            ("Explanaton", Some("Explanation")),
            ("Further reading", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(hint("tag", ["tags", "lab"]), " (did you mean \"tags\"?)");
    }
}
