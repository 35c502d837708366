//! The deck in the running app: the index from the start, card bodies one topic file at a time.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::card::{CardId, TopicId};
use crate::domain::deck::Index;
use crate::domain::study_card::StudyCard;

/// A topic's card bodies.
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

fn of<'a>(bodies: &'a [(TopicId, Bodies)], topic: &TopicId) -> Option<&'a Bodies> {
    bodies.iter().find(|(known, _)| known == topic).map(|(_, is)| is)
}

/// All cards of the course.
#[derive(Clone, Copy)]
pub struct DeckStore {
    index: StoredValue<Arc<Index>>,
    /// A course has few topics, and few of them are read in one visit.
    bodies: RwSignal<Vec<(TopicId, Bodies)>>,
}

impl DeckStore {
    pub fn new(index: impl Into<Arc<Index>>) -> Self {
        Self { index: StoredValue::new(index.into()), bodies: RwSignal::new(Vec::new()) }
    }

    pub fn index(self) -> Arc<Index> {
        self.index.get_value()
    }

    /// Adds a topic's cards, as its file holds them.
    pub fn insert(self, topic: TopicId, cards: Vec<StudyCard>) {
        self.set(topic, Bodies::Ready(Arc::new(cards.into_iter().map(Arc::new).collect())));
    }

    /// Says why a topic's file could not be had.
    pub fn fail(self, topic: TopicId, why: String) {
        self.set(topic, Bodies::Failed(why));
    }

    fn set(self, topic: TopicId, is: Bodies) {
        self.bodies.update(|bodies| {
            bodies.retain(|(known, _)| *known != topic);
            bodies.push((topic, is));
        });
    }

    /// The topic file that `id` needs and that nobody has asked for yet (or that failed); marked as loading from here.
    pub fn claim(self, id: &CardId) -> Option<TopicId> {
        let topic = self.index().resolve(id)?.topic.clone();
        let wanted = self.bodies.with_untracked(|bodies| matches!(of(bodies, &topic), None | Some(Bodies::Failed(_))));
        wanted.then(|| {
            self.set(topic.clone(), Bodies::Loading);
            topic
        })
    }

    /// The card of this id (or former id); tracks its loading.
    pub fn body(self, id: &CardId) -> Body {
        let index = self.index();
        let Some(entry) = index.resolve(id) else { return Body::Unknown };
        self.bodies.with(|bodies| match of(bodies, &entry.topic) {
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
