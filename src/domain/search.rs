//! Finding cards by what they say: without regard to case and diacritics, every word somewhere in the card.

mod folder;
mod words;

use super::deck::{CardEntry, Index};
pub use folder::Folder;
use words::Words;

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
    use super::folder::tests::ask;
    use super::*;

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
        Index { topics: topics.into(), cards: cards.collect(), aliases: vec![], total: 0 }
    }

    fn library(index: &Index, file: &str) -> Library {
        let mut library = Library::new(index, ask);
        library.add(&index.cards, 0, file.lines());
        library
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
