//! The words of all cards, each once.

/// Every different word of the cards, folded, and where it stands. A deck has a hundredth as many different words as it has
/// words, so that a search reads little.
#[derive(Debug, Default)]
pub(super) struct Words {
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

    /// Notes that the card at this place has the word. Places come in ascending order.
    #[expect(clippy::cast_possible_truncation, reason = "a page holds less than 4 GB, and fewer cards")]
    pub fn add(&mut self, word: &str, card: usize) {
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
    pub fn mark(&self, part: &str, marks: &mut [bool]) {
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
