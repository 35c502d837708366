//! The deck in the running app: the index from the start, or its beginning; card bodies one file of a few at a time.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::card::CardId;
use crate::domain::deck::Index;
use crate::domain::study_card::StudyCard;

/// A file's card bodies.
#[derive(Clone)]
enum Bodies {
    Loading,
    Failed(String),
    Ready(Arc<Vec<Arc<StudyCard>>>),
}

/// What is known of one card's body.
#[derive(Clone)]
pub enum Body {
    /// No card has this id or had it before.
    Unknown,
    Loading,
    /// Why it could not be loaded, in words for the student.
    Failed(String),
    Ready(Arc<StudyCard>),
}

fn of<'a>(bodies: &'a [(String, Bodies)], file: &str) -> Option<&'a Bodies> {
    bodies.iter().find(|(known, _)| known == file).map(|(_, is)| is)
}

/// All cards of the course.
#[derive(Clone, Copy)]
pub struct DeckStore {
    index: RwSignal<Arc<Index>>,
    /// By the file's name; few of them are read in one visit.
    bodies: RwSignal<Vec<(String, Bodies)>>,
}

impl DeckStore {
    pub fn new(index: impl Into<Arc<Index>>) -> Self {
        Self { index: RwSignal::new(index.into()), bodies: RwSignal::new(Vec::new()) }
    }

    /// The cards that are known, at this moment.
    pub fn index(self) -> Arc<Index> {
        self.index.get_untracked()
    }

    /// Whether every card of the course is known; tracks that.
    pub fn is_whole(self) -> bool {
        self.index.with(|index| index.is_whole())
    }

    /// Takes the whole index in place of its beginning.
    pub(super) fn complete(self, whole: Index) {
        self.index.set(Arc::new(whole));
    }

    /// Adds a file's cards.
    pub fn insert(self, file: String, cards: Vec<StudyCard>) {
        self.set(file, Bodies::Ready(Arc::new(cards.into_iter().map(Arc::new).collect())));
    }

    /// Says why a file could not be had.
    pub fn fail(self, file: String, why: String) {
        self.set(file, Bodies::Failed(why));
    }

    fn set(self, file: String, is: Bodies) {
        self.bodies.update(|bodies| {
            bodies.retain(|(known, _)| *known != file);
            bodies.push((file, is));
        });
    }

    /// The file that `id` needs and that nobody has asked for yet (or that failed); marked as loading from here.
    pub fn claim(self, id: &CardId) -> Option<String> {
        let index = self.index();
        let file = index.file(index.resolve(id)?);
        let wanted = self.bodies.with_untracked(|bodies| matches!(of(bodies, &file), None | Some(Bodies::Failed(_))));
        wanted.then(|| {
            self.set(file.clone(), Bodies::Loading);
            file
        })
    }

    /// The card of this id (or former id); tracks its loading.
    pub fn body(self, id: &CardId) -> Body {
        let index = self.index();
        let Some(entry) = index.resolve(id) else { return Body::Unknown };
        self.bodies.with(|bodies| match of(bodies, &index.file(entry)) {
            None | Some(Bodies::Loading) => Body::Loading,
            Some(Bodies::Failed(why)) => Body::Failed(why.clone()),
            Some(Bodies::Ready(cards)) => match cards.iter().find(|card| card.id == entry.id) {
                Some(card) => Body::Ready(card.clone()),
                None => {
                    Body::Failed("The list of cards and the cards themselves are of different versions.".to_owned())
                }
            },
        })
    }
}

/// The course's deck.
pub fn use_deck() -> DeckStore {
    expect_context()
}
