//! Bringing text into the form in which it is compared, and showing where words stand in it.

use std::collections::BTreeMap;

/// Brings text into the form in which it is compared: small letters without marks. The tables for the world's alphabets
/// are the browser's.
#[derive(Debug)]
pub struct Folder {
    ask: fn(char) -> String,
    /// What was answered for each letter outside of ASCII.
    known: BTreeMap<char, String>,
}

impl Folder {
    /// `ask` gives the small form of a letter, decomposed (NFD): base letter, then its marks.
    pub fn new(ask: fn(char) -> String) -> Self {
        Self { ask, known: BTreeMap::new() }
    }

    /// Adds the folded form of `letter`: none at all for a mark that stands alone.
    fn push(&mut self, letter: char, folded: &mut String) {
        match letter {
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            // As keyboards write them.
            '‘' | '’' => folded.push('\''),
            '“' | '”' => folded.push('"'),
            '\u{300}'..='\u{36f}' => {}
            _ => {
                let ask = self.ask;
                let form = self.known.entry(letter).or_insert_with(|| {
                    let form = ask(letter);
                    form.chars().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).collect()
                });
                folded.push_str(form);
            }
        }
    }

    /// Adds the folded form of a text.
    fn fold_into(&mut self, text: &str, folded: &mut String) {
        let from = folded.len();
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
            let (plain, other) = rest.split_at(at);
            folded.push_str(plain);
            let mut letters = other.chars();
            if let Some(letter) = letters.next() {
                self.push(letter, folded);
            }
            rest = letters.as_str();
        }
        folded.push_str(rest);
        folded[from..].make_ascii_lowercase();
    }

    /// The folded form of a text.
    pub fn fold(&mut self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, &mut folded);
        folded
    }

    /// The folded words of a query. At most eight count.
    pub fn words(&mut self, query: &str) -> Vec<String> {
        self.fold(query).split_ascii_whitespace().take(8).map(str::to_owned).collect()
    }

    /// The text in runs, each with whether it is part of one of these folded words. A word of one letter is marked once.
    pub fn marks<'t>(&mut self, text: &'t str, words: &[String]) -> Vec<(&'t str, bool)> {
        if words.is_empty() {
            return vec![(text, false)];
        }
        let mut folded = String::with_capacity(text.len());
        // Where each letter stands in the text, and where its folded form begins.
        let mut letters = Vec::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            letters.push((at, folded.len()));
            self.push(letter, &mut folded);
        }
        let mut marked = vec![false; letters.len()];
        for word in words.iter().filter(|word| !word.is_empty()) {
            // A single letter stands everywhere: its first place is mark enough, and all of them are most of what a key press
            // would draw.
            let places = if word.len() == 1 { 1 } else { usize::MAX };
            for (at, _) in folded.match_indices(word.as_str()).take(places) {
                let first = letters.partition_point(|(_, start)| *start <= at) - 1;
                let mut end = letters.partition_point(|(_, start)| *start < at + word.len());
                // Marks that follow the last letter belong to it.
                let start = |i: usize| letters.get(i).map_or(folded.len(), |(_, start)| *start);
                while end < letters.len() && start(end) == start(end + 1) {
                    end += 1;
                }
                marked[first..end].fill(true);
            }
        }
        let mut runs = Vec::new();
        let mut from = 0;
        for i in 1..=marked.len() {
            if i == marked.len() || marked[i] != marked[i - 1] {
                let to = letters.get(i).map_or(text.len(), |(at, _)| *at);
                runs.push((&text[from..to], marked[i - 1]));
                from = to;
            }
        }
        runs
    }

    /// The text as HTML, with `<mark>` around what is part of one of these folded words.
    pub fn marked(&mut self, text: &str, words: &[String]) -> String {
        let mut html = String::with_capacity(2 * text.len());
        for (run, marked) in self.marks(text, words) {
            html.push_str(if marked { "<mark>" } else { "" });
            for letter in run.chars() {
                match letter {
                    '&' => html.push_str("&amp;"),
                    '<' => html.push_str("&lt;"),
                    letter => html.push(letter),
                }
            }
            html.push_str(if marked { "</mark>" } else { "" });
        }
        html
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What a browser answers for the letters of these tests.
    pub fn ask(letter: char) -> String {
        match letter {
            'é' | 'É' => "e\u{301}".to_owned(),
            'ü' | 'Ü' => "u\u{308}".to_owned(),
            'İ' => "i\u{307}".to_owned(),
            'Σ' => "σ".to_owned(),
            other => other.to_string(),
        }
    }

    fn shown(text: &str, query: &str) -> String {
        let mut folder = Folder::new(ask);
        let words = folder.words(query);
        let runs = folder.marks(text, &words);
        assert_eq!(runs.iter().map(|(run, _)| *run).collect::<String>(), text);
        runs.into_iter().map(|(run, marked)| if marked { format!("[{run}]") } else { run.to_owned() }).collect()
    }

    #[test]
    fn case_and_diacritics_do_not_count_composed_or_not() {
        let mut folder = Folder::new(ask);
        for text in ["RÉSUMÉ", "résumé", "re\u{301}sume\u{301}", "Resume"] {
            assert_eq!(folder.fold(text), "resume", "{text}");
        }
        assert_eq!(folder.fold("What’s “İ”?"), "what's \"i\"?");
        assert_eq!(folder.fold("ΣΑΣ"), "σΑσ");
    }

    #[test]
    fn what_is_found_is_marked_as_it_is_written() {
        let table = [
            ("A Résumé, resumed", "RESUME", "A [Résumé], [resume]d"),
            ("re\u{301}sume\u{301}s", "résumé", "[re\u{301}sume\u{301}]s"),
            ("tokens and a token", "token to", "[token]s and a [token]"),
            ("aaaa", "aa", "[aaaa]"),
            ("can't", "can’t", "[can't]"),
            ("nothing here", "absent", "nothing here"),
            ("nothing asked", "", "nothing asked"),
            ("", "x", ""),
            ("banana", "ana nan", "b[anan]a"),
            ("banana", "a n", "b[an]ana"),
        ];
        for (text, query, expected) in table {
            assert_eq!(shown(text, query), expected, "{text:?} for {query:?}");
        }
    }

    #[test]
    fn marked_text_is_html_that_says_what_the_text_says() {
        let mut folder = Folder::new(ask);
        let words = folder.words("<b amp");
        assert_eq!(folder.marked("a<b> & &amp;", &words), "a<mark>&lt;b</mark>> &amp; &amp;<mark>amp</mark>;");
        assert_eq!(folder.marked("<i>", &[]), "&lt;i>");
    }
}
