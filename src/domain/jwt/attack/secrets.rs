//! Secrets that are tried against a token: what stands in tutorials and templates, names, words and keyboard rows.
//!
//! Collected by hand for this project from what examples and people use; no list of others was copied.

/// One secret a line, each once.
pub const COMMON: &str = include_str!("secrets.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_a_few_hundred_and_each_is_there_once() {
        let mut secrets: Vec<&str> = COMMON.lines().collect();
        let count = secrets.len();
        assert!((300..1_000).contains(&count), "{count}");
        assert!(secrets.iter().all(|secret| !secret.is_empty() && secret.trim() == *secret));
        secrets.sort_unstable();
        secrets.dedup();
        assert_eq!(secrets.len(), count, "one is there twice");
    }
}
