//! The list of all cards as a person has narrowed it down: the filter, kept in the address, and what it finds.

use leptos::prelude::*;

use super::deck::DeckStore;
use super::study::StudyStore;
use crate::domain::browse::{AT_FIRST, AT_ONCE, Filter, Found};
use crate::domain::deck::Index;
use crate::domain::search::Library;
use crate::platform::{address, fetch, letters, page};

/// Cards whose texts are taken in at once.
const SLICE: usize = 200;

/// Whether the answers and key points can be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Texts {
    /// Nobody has searched yet: they weigh as much as the course.
    Unasked,
    Loading,
    Ready,
    /// Why not, in words for the student.
    Failed(String),
}

/// What is asked for and what was found.
#[derive(Clone, Copy)]
pub struct Browse {
    deck: DeckStore,
    pub filter: RwSignal<Filter>,
    /// The filter whose first cards are on the screen, so that the others are drawn.
    drawn: RwSignal<Filter>,
    part: RwSignal<usize>,
    library: StoredValue<Library>,
    texts: RwSignal<Texts>,
    /// Places of the cards found, in the deck's order.
    found: Memo<Vec<usize>>,
}

impl Browse {
    /// Everything, until [`Self::open`].
    pub fn new(deck: DeckStore, study: StudyStore) -> Self {
        let library = StoredValue::new(Library::new(&Index::default(), letters::small));
        let filter = RwSignal::new(Filter::default());
        let texts = RwSignal::new(Texts::Unasked);
        let found = Memo::new(move |_| {
            texts.track();
            filter.with(|filter| find(filter, deck, study, library))
        });
        Self { deck, filter, drawn: RwSignal::new(Filter::default()), part: RwSignal::new(0), library, texts, found }
    }

    /// Whether the address asks for a filter or a part.
    pub fn is_asked() -> bool {
        Filter::NAMES.into_iter().chain(["part"]).any(|name| address::value(name).is_some())
    }

    /// Takes the filter that the address asks for.
    pub fn open(self) {
        let index = self.deck.index();
        self.library.set_value(Library::new(&index, letters::small));
        let filter = Filter::read(&index, address::value);
        let asked = Filter::NAMES.map(|name| address::value(name).unwrap_or_default());
        let is_asked = asked.iter().eq(filter.values());
        self.drawn.set(filter.clone());
        self.filter.set(filter);
        let part = address::value("part").and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
        self.part.set(part.saturating_sub(1));
        // What the deck does not have is not filtered by, and does not stand there as if it were.
        if !is_asked {
            self.keep();
        }
        if self.filter.with_untracked(|filter| !filter.query.is_empty()) {
            self.ask_texts();
        }
    }

    /// Fetches what the cards say, once.
    pub fn ask_texts(self) {
        if self.texts.get_untracked() != Texts::Unasked {
            return;
        }
        self.texts.set(Texts::Loading);
        let index = self.deck.index();
        wasm_bindgen_futures::spawn_local(async move {
            let texts = match fetch::text(&format!("{}deck/search.txt", page::base())).await {
                Ok(file) => {
                    // In parts, so that a large deck does not keep a key press waiting.
                    let mut lines = file.lines();
                    for from in (0..index.cards.len()).step_by(SLICE) {
                        let some = lines.by_ref().take(SLICE);
                        self.library.update_value(|library| library.add(&index.cards, from, some));
                        page::pause().await;
                    }
                    Texts::Ready
                }
                Err(why) => Texts::Failed(why),
            };
            self.texts.set(texts);
        });
    }

    /// Changes the filter, and begins at the first of what it finds.
    pub fn change(self, change: impl FnOnce(&mut Filter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        if filter != self.filter.get_untracked() {
            if !filter.query.is_empty() {
                self.ask_texts();
            }
            self.part.set(0);
            self.filter.set(filter.clone());
            // The address and what is below the screen can wait.
            page::after_frame(move || {
                self.keep();
                self.drawn.set(filter);
            });
        }
    }

    /// Goes this many parts on.
    pub fn turn(self, by: isize) {
        self.part.set(untrack(|| self.found()).part.saturating_add_signed(by));
        self.keep();
    }

    /// Writes the filter into the address.
    fn keep(self) {
        let part = self.part.get_untracked() + 1;
        let part = if part > 1 { part.to_string() } else { String::new() };
        self.filter.with_untracked(|filter| {
            let [query, topic, tag, status] = filter.values();
            let [q, t, g, s] = Filter::NAMES;
            address::replace(&[(q, query), (t, topic), (g, tag), (s, status), ("part", &part)]);
        });
    }

    /// How many were found and which part of them is shown.
    pub fn found(self) -> Found {
        let found = self.found.with(Vec::len);
        let part = self.part.get();
        // An address can ask for a part that is not there.
        let last = found.saturating_sub(1) / AT_ONCE;
        Found { found, all: self.deck.index().cards.len(), part: part.min(last) }
    }

    /// The places of the cards shown.
    pub fn shown(self) -> Vec<usize> {
        let mut shown = self.found().shown();
        if self.filter.with(|filter| self.drawn.with(|drawn| filter != drawn)) {
            shown.end = shown.end.min(shown.start + AT_FIRST);
        }
        self.found.with(|found| found.get(shown).map(<[_]>::to_vec)).unwrap_or_default()
    }

    /// The sentence for a search that does not reach every text.
    pub fn limits(self) -> Option<String> {
        if self.filter.with(|filter| filter.query.trim().is_empty()) {
            return None;
        }
        self.texts.with(|texts| match texts {
            Texts::Ready => None,
            Texts::Unasked | Texts::Loading => Some("So far answers and key points are not searched.".to_owned()),
            Texts::Failed(why) => Some(["Answers and key points are not searched. ", why].concat()),
        })
    }

    /// The words asked for, as [`Self::read`] takes them.
    pub fn words(self) -> Vec<String> {
        self.filter.with(|filter| self.read(|library| library.folder.words(&filter.query)))
    }

    /// Reads something of what the cards say.
    pub fn read<T: Default>(self, read: impl FnOnce(&mut Library) -> T) -> T {
        self.library.try_update_value(read).unwrap_or_default()
    }
}

fn find(filter: &Filter, deck: DeckStore, study: StudyStore, library: StoredValue<Library>) -> Vec<usize> {
    let index = deck.index();
    let all = 0..index.cards.len();
    if filter.is_empty() {
        return all.collect();
    }
    let words = library.try_update_value(|library| library.folder.words(&filter.query)).unwrap_or_default();
    let Some(today) = study.today() else { return all.collect() };
    let says = library.with_value(|library| library.find(&words));
    study.with(|study| {
        // Thousands of standings are worked out only where they count.
        let standings: Vec<_> = if filter.status.is_empty() { Vec::new() } else { study.standings().collect() };
        let takes = |place: usize, card| filter.takes(card, standings.get(place).copied().flatten(), today);
        let found = index.cards.iter().zip(says).enumerate();
        found.filter(|(place, (card, says))| *says && takes(*place, card)).map(|(place, _)| place).collect()
    })
}
