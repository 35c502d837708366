//! Finding cards by what they say: without regard to case and diacritics, every word somewhere in the card.

use std::collections::BTreeMap;

use super::deck::{CardEntry, Index};

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

/// Every different word of the cards, folded, and where it stands. A deck has a hundredth as many different words as it has
/// words, so that a search reads little.
#[derive(Debug, Default)]
struct Words {
    /// The words, a line each.
    text: String,
    /// Where each word begins in the text.
    starts: Vec<u32>,
    /// The places of the cards that have each word.
    cards: Vec<Vec<u32>>,
    /// A word's number and one, at its hash or behind it; 0 where there is none. Never more than half full.
    table: Vec<u32>,
}

impl Words {
    /// FNV-1a, 32 bits.
    fn hash(word: &str) -> usize {
        word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)) as usize
    }

    fn word(&self, number: usize) -> &str {
        let end = self.starts.get(number + 1).map_or(self.text.len(), |start| *start as usize);
        &self.text[self.starts[number] as usize..end - 1]
    }

    /// Where the word stands in the table, or belongs.
    fn slot(&self, word: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut at = Self::hash(word) & mask;
        while self.table[at] != 0 && self.word(self.table[at] as usize - 1) != word {
            at = (at + 1) & mask;
        }
        at
    }

    #[expect(clippy::cast_possible_truncation, reason = "a page holds less than 4 GB, and fewer cards")]
    fn add(&mut self, word: &str, card: usize) {
        if self.table.len() < 2 * (self.starts.len() + 1) {
            self.table = vec![0; (4 * self.starts.len() + 2).next_power_of_two()];
            for number in 0..self.starts.len() {
                let slot = self.slot(self.word(number));
                self.table[slot] = number as u32 + 1;
            }
        }
        let slot = self.slot(word);
        if self.table[slot] == 0 {
            self.starts.push(self.text.len() as u32);
            self.text.push_str(word);
            self.text.push('\n');
            self.cards.push(Vec::new());
            self.table[slot] = self.starts.len() as u32;
        }
        let cards = &mut self.cards[self.table[slot] as usize - 1];
        if cards.last() != Some(&(card as u32)) {
            cards.push(card as u32);
        }
    }

    /// Marks the cards that have a word with this in it.
    fn mark(&self, part: &str, marks: &mut [bool]) {
        let mut open = marks.iter().filter(|mark| !**mark).count();
        let mut next = 0;
        for (at, _) in self.text.match_indices(part) {
            if at < next {
                continue;
            }
            let number = self.starts.partition_point(|start| *start as usize <= at) - 1;
            next = self.starts.get(number + 1).map_or(self.text.len(), |start| *start as usize);
            for card in &self.cards[number] {
                let mark = &mut marks[*card as usize];
                open -= usize::from(!*mark);
                *mark = true;
            }
            // A letter that every card has is found in a few words.
            if open == 0 {
                return;
            }
        }
    }
}

/// What every card says.
#[derive(Debug)]
pub struct Library {
    pub folder: Folder,
    /// Each card's passages, a line each: the question, then the short answer and the key points.
    texts: Vec<String>,
    words: Words,
    /// The cards' ids, each a word.
    ids: Words,
}

impl Library {
    /// What the index says of each card: question, tags, topic and id. The rest comes by [`Self::add`].
    pub fn new(index: &Index, ask: fn(char) -> String) -> Self {
        let mut library =
            Self { folder: Folder::new(ask), texts: Vec::new(), words: Words::default(), ids: Words::default() };
        for (place, card) in index.cards.iter().enumerate() {
            library.texts.push(card.title.clone());
            library.learn(place, &card.title);
            card.tags.iter().for_each(|tag| library.learn(place, tag));
            // Its words with all others; whole it is looked at for a word with a hyphen only.
            library.learn(place, &card.id.0.replace('-', " "));
            library.ids.add(&card.id.0, place);
        }
        // Cards stand topic by topic.
        let mut cards = index.cards.iter().enumerate().peekable();
        for topic in &index.topics {
            while let Some((place, _)) = cards.next_if(|(_, card)| card.topic == topic.id) {
                library.learn(place, &topic.title);
            }
        }
        library
    }

    fn learn(&mut self, place: usize, text: &str) {
        for word in self.folder.fold(text).split_ascii_whitespace() {
            self.words.add(word, place);
        }
    }

    /// Adds lines of `deck/search.txt`, those of the cards from this place on. A line of another card is of another version
    /// and is left out.
    pub fn add<'l>(&mut self, cards: &[CardEntry], from: usize, lines: impl Iterator<Item = &'l str>) {
        for ((place, card), line) in cards.iter().enumerate().skip(from).zip(lines) {
            let Some((slug, passages)) = line.split_once('\t') else { continue };
            if slug == card.id.0 {
                self.learn(place, passages);
                self.texts[place] = [&card.title, "\n", &passages.replace('\t', "\n")].concat();
            }
        }
    }

    /// For each card, whether it says every one of these folded words.
    pub fn find(&self, words: &[String]) -> Vec<bool> {
        let mut found = vec![true; self.texts.len()];
        for word in words {
            let mut marks = vec![false; found.len()];
            self.words.mark(word, &mut marks);
            if word.contains('-') {
                self.ids.mark(word, &mut marks);
            }
            found.iter_mut().zip(marks).for_each(|(found, marked)| *found &= marked);
        }
        found
    }

    /// What shows the words that neither the card's question has nor something before it in this list: passages, tags, the
    /// topic (which stands above the card, so it is not given) and the id; each with what to call it.
    pub fn passages(
        &mut self,
        place: usize,
        card: &CardEntry,
        topic: &str,
        words: &[String],
    ) -> Vec<(&'static str, String)> {
        let mut open: Vec<&String> = words.iter().collect();
        let texts = self.texts.get(place).map_or("", String::as_str).lines().enumerate();
        let texts = texts.map(|(i, text)| (text, (i > 0).then_some("")));
        let tags = card.tags.iter().map(|tag| (tag.as_str(), Some("Tag: ")));
        let mut shown = Vec::new();
        for (passage, label) in texts.chain(tags).chain([(topic, None), (card.id.0.as_str(), Some("Address: "))]) {
            if open.is_empty() {
                break;
            }
            let (before, folded) = (open.len(), self.folder.fold(passage));
            open.retain(|word| !folded.contains(word.as_str()));
            shown.extend(label.filter(|_| open.len() < before).map(|label| (label, passage.to_owned())));
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::{CardId, Kind, TopicId};
    use super::super::deck::Topic;
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

    fn index(lines: &[(&str, &str)]) -> Index {
        let cards = lines.iter().map(|(id, title)| CardEntry {
            id: CardId((*id).into()),
            topic: TopicId("topic".into()),
            kind: Kind::Concept,
            title: (*title).into(),
            tags: vec!["e2e".into(), "web".into()],
            musts: 3,
            confusable: vec![],
        });
        let topics = [("none", "Other things"), ("topic", "Running code")].map(|(id, title)| Topic {
            id: TopicId(id.into()),
            title: title.into(),
            line: String::new(),
        });
        Index { topics: topics.into(), cards: cards.collect(), aliases: vec![] }
    }

    fn library(index: &Index, file: &str) -> Library {
        let mut library = Library::new(index, ask);
        library.add(&index.cards, 0, file.lines());
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
            ("banana", "ana nan", "b[anan]a"),
            ("banana", "a n", "b[an]ana"),
        ];
        for (text, query, expected) in table {
            assert_eq!(shown(text, query), expected, "{text:?} for {query:?}");
        }
    }

    #[test]
    fn all_words_must_be_there_in_any_passage_and_any_order() {
        let index = index(&[("a", "What is a Token?"), ("b", "What is TDD?")]);
        let mut library = library(&index, "a\tIt carries claims.\tSigned, not secret.\nb\tTests first.\n");
        let mut found = |query: &str| {
            let words = library.folder.words(query);
            let found = library.find(&words);
            (0..2).filter(|place| found[*place]).collect::<Vec<_>>()
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
        let index = index(&[("jwt-vs-a", "What is a token?")]);
        let mut library = library(&index, "jwt-vs-a\tA token has claims.\tSigned claims.\tNot secret.\n");
        let mut passages = |query: &str| {
            let words = library.folder.words(query);
            let passages = library.passages(0, &index.cards[0], "Running code", &words);
            passages.into_iter().map(|(label, text)| [label, &text].concat()).collect::<Vec<_>>().join("|")
        };
        let table = [
            ("token", ""),
            ("claims", "A token has claims."),
            ("claims secret token", "A token has claims.|Not secret."),
            ("", ""),
            // Why else a card can be found; the topic's title stands above the card.
            ("E2", "Tag: e2e"),
            ("run token", ""),
            ("vs-a", "Address: jwt-vs-a"),
            ("e2e signed jwt code", "Signed claims.|Tag: e2e|Address: jwt-vs-a"),
            // What a line is called is not what it says.
            ("tag", ""),
        ];
        for (query, expected) in table {
            assert_eq!(passages(query), expected, "{query:?}");
        }
    }

    #[test]
    fn tags_topics_and_ids_are_found_too() {
        let index = index(&[("jwt-vs-a", "One?"), ("jwt-vs-b", "Two?")]);
        let mut library = library(&index, "");
        let mut found = |query: &str| {
            let words = library.folder.words(query);
            let found = library.find(&words);
            (0..2).filter(|place| found[*place]).collect::<Vec<_>>()
        };
        let table: [(&str, &[usize]); 9] = [
            ("e2e", &[0, 1]),
            ("JWT", &[0, 1]),
            ("jwt-vs", &[0, 1]),
            ("jwt-vs-b", &[1]),
            ("vs-b one", &[]),
            ("running", &[0, 1]),
            ("running two", &[1]),
            ("other", &[]),
            ("a-jwt", &[]),
        ];
        for (query, places) in table {
            assert_eq!(found(query), places, "{query:?}");
        }
    }

    #[test]
    fn marked_text_is_html_that_says_what_the_text_says() {
        let mut folder = Folder::new(ask);
        let words = folder.words("<b amp");
        assert_eq!(folder.marked("a<b> & &amp;", &words), "a<mark>&lt;b</mark>> &amp; &amp;<mark>amp</mark>;");
        assert_eq!(folder.marked("<i>", &[]), "&lt;i>");
    }

    #[test]
    fn a_large_library_finds_what_reading_every_text_finds() {
        let titles: Vec<(String, String)> =
            (0..500_u32).map(|i| (format!("c{i}"), format!("Card {i} of {}", i * i))).collect();
        let titles: Vec<(&str, &str)> = titles.iter().map(|(id, title)| (id.as_str(), title.as_str())).collect();
        let lines: Vec<String> = (0..500_u32).map(|i| format!("c{i}\tWord{} x{}", i % 37, i * 7919 % 1000)).collect();
        let library = library(&index(&titles), &lines.join("\n"));
        for words in ["card", "99", "word1 x1", "x9 7", "word36 card", "absent", "1 2 3"] {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let read = titles.iter().zip(&lines).map(|((id, title), line)| {
                let text =
                    format!("{title} {id} e2e web running code {}", line.split_once('\t').unwrap().1).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            });
            assert_eq!(library.find(&words), read.collect::<Vec<_>>(), "{words:?}");
        }
    }

    #[test]
    fn a_line_of_another_card_is_left_out() {
        let library = library(&index(&[("a", "One"), ("b", "Two")]), "b\tsecond\nb\tsecond\n");
        let word = ["second".to_owned()];
        assert_eq!(library.find(&word), [false, true]);
    }
}
