//! Finding cards by what they say: without regard to case and diacritics, every word somewhere in the card.

use std::collections::BTreeMap;

use super::deck::CardEntry;

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

    /// The folded form of a text.
    pub fn fold(&mut self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for letter in text.chars() {
            self.push(letter, &mut folded);
        }
        folded
    }

    /// The folded words of a query, the longest first: it decides soonest. At most eight count.
    pub fn words(&mut self, query: &str) -> Vec<String> {
        let query = self.fold(query);
        let mut words: Vec<String> = query.split_ascii_whitespace().take(8).map(str::to_owned).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// The text in runs, each with whether it is part of one of these folded words.
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
            for (at, _) in folded.match_indices(word.as_str()) {
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
}

/// A card's passages, a line each: the question, then the short answer and the key points. And the same folded.
#[derive(Debug)]
struct Entry {
    text: String,
    folded: String,
}

/// What every card says.
#[derive(Debug)]
pub struct Library {
    pub folder: Folder,
    entries: Vec<Entry>,
}

impl Library {
    /// The questions alone; the rest comes by [`Self::add`].
    pub fn new(cards: &[CardEntry], ask: fn(char) -> String) -> Self {
        let mut folder = Folder::new(ask);
        let entries = cards.iter().map(|card| Entry { text: card.title.clone(), folded: folder.fold(&card.title) });
        Self { entries: entries.collect(), folder }
    }

    /// Adds what `deck/search.txt` holds: a line for each of these cards, in their order. A line of another card is of
    /// another version and is left out.
    pub fn add(&mut self, cards: &[CardEntry], file: &str) {
        for ((card, entry), line) in cards.iter().zip(&mut self.entries).zip(file.lines()) {
            let Some((slug, passages)) = line.split_once('\t') else { continue };
            if slug == card.id.0 {
                entry.text = [&card.title, "\n", &passages.replace('\t', "\n")].concat();
                entry.folded = self.folder.fold(&entry.text);
            }
        }
    }

    /// Whether the card at this place says every one of these folded words.
    pub fn has_all(&self, place: usize, words: &[String]) -> bool {
        self.entries.get(place).is_some_and(|entry| words.iter().all(|word| entry.folded.contains(word.as_str())))
    }

    /// The passages of the card at this place that show the words which its question does not have; each word once.
    pub fn passages(&mut self, place: usize, words: &[String]) -> Vec<&str> {
        let Some(entry) = self.entries.get(place) else { return Vec::new() };
        let mut open: Vec<&String> = words.iter().collect();
        let mut shown = Vec::new();
        for (i, (text, folded)) in entry.text.lines().zip(entry.folded.lines()).enumerate() {
            let before = open.len();
            open.retain(|word| !folded.contains(word.as_str()));
            if i > 0 && open.len() < before {
                shown.push(text);
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::{CardId, Kind, TopicId};
    use super::*;

    /// What a browser answers for the letters of these tests.
    fn ask(letter: char) -> String {
        match letter {
            'é' | 'É' => "e\u{301}".to_owned(),
            'ü' | 'Ü' => "u\u{308}".to_owned(),
            'İ' => "i\u{307}".to_owned(),
            'Σ' => "σ".to_owned(),
            other => other.to_string(),
        }
    }

    fn library(lines: &[(&str, &str)], file: &str) -> Library {
        let cards: Vec<CardEntry> = lines
            .iter()
            .map(|(id, title)| CardEntry {
                id: CardId((*id).into()),
                topic: TopicId("topic".into()),
                kind: Kind::Concept,
                title: (*title).into(),
                tags: vec![],
                musts: 3,
                confusable: vec![],
            })
            .collect();
        let mut library = Library::new(&cards, ask);
        library.add(&cards, file);
        library
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
            ("banana", "ana nan", "b[anana]"),
        ];
        for (text, query, expected) in table {
            assert_eq!(shown(text, query), expected, "{text:?} for {query:?}");
        }
    }

    #[test]
    fn all_words_must_be_there_in_any_passage_and_any_order() {
        let cards = [("a", "What is a Token?"), ("b", "What is TDD?")];
        let mut library = library(&cards, "a\tIt carries claims.\tSigned, not secret.\nb\tTests first.\n");
        let mut found = |query: &str| {
            let words = library.folder.words(query);
            (0..2).filter(|place| library.has_all(*place, &words)).collect::<Vec<_>>()
        };
        let table: [(&str, &[usize]); 8] = [
            ("", &[0, 1]),
            ("  \t ", &[0, 1]),
            ("what", &[0, 1]),
            ("SECRET token", &[0]),
            ("claim sign", &[0]),
            ("tests", &[1]),
            ("tests token", &[]),
            // A word does not reach from one passage into the next.
            ("claims.signed", &[]),
        ];
        for (query, places) in table {
            assert_eq!(found(query), places, "{query:?}");
        }
    }

    #[test]
    fn passages_show_what_the_question_does_not_say() {
        let mut library =
            library(&[("a", "What is a token?")], "a\tA token has claims.\tSigned claims.\tNot secret.\n");
        let mut passages = |query: &str| {
            let words = library.folder.words(query);
            library.passages(0, &words).join("|")
        };
        assert_eq!(passages("token"), "");
        assert_eq!(passages("claims"), "A token has claims.");
        assert_eq!(passages("claims secret token"), "A token has claims.|Not secret.");
        assert_eq!(passages(""), "");
    }

    #[test]
    fn a_line_of_another_card_is_left_out() {
        let library = library(&[("a", "One"), ("b", "Two")], "b\tsecond\nb\tsecond\n");
        let word = ["second".to_owned()];
        assert!(!library.has_all(0, &word) && library.has_all(1, &word) && !library.has_all(2, &[]));
    }
}
