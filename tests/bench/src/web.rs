//! The work for a page's scripts, which hold the clock. What is made is kept and dropped outside of what is timed, as a
//! script's garbage is.

use groundwork::domain::journal::Store;
use groundwork::domain::jwt::segment::Part;
use groundwork::domain::jwt::token::Reading;
use groundwork::domain::review::{Event, Grade};
use groundwork::domain::study::Study;
use wasm_bindgen::prelude::*;

use crate::{course, token};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = setItem)]
    fn set_item(key: &str, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = getItem)]
    fn get_item(key: &str) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = localStorage, js_name = removeItem)]
    fn remove_item(key: &str) -> Result<(), JsValue>;
}

struct Local;

impl Store for Local {
    type Error = JsValue;
    fn get(&self, key: &str) -> Result<Option<String>, JsValue> {
        get_item(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), JsValue> {
        set_item(key, text)
    }
    fn remove(&mut self, key: &str) -> Result<(), JsValue> {
        remove_item(key)
    }
}

/// A course and what is made of it.
#[wasm_bindgen]
pub struct Course {
    course: course::Course,
    copies: Vec<Vec<Event>>,
    studies: Vec<Study>,
}

#[wasm_bindgen]
impl Course {
    #[wasm_bindgen(constructor)]
    pub fn new(cards: usize, reviews: usize) -> Self {
        Self { course: course::Course::new(cards, reviews), copies: Vec::new(), studies: Vec::new() }
    }

    /// The log's texts.
    pub fn segments(&self) -> Vec<String> {
        self.course.segments()
    }

    /// Card, day, grade; and so on, oldest first.
    pub fn reviews(&self) -> Vec<f64> {
        let plain = self.course.reviews().iter();
        #[expect(clippy::cast_precision_loss, reason = "a card's place is small")]
        plain.flat_map(|&(place, day, grade)| [place as f64, f64::from(day.0), f64::from(grade as u8)]).collect()
    }

    /// Stability, difficulty and due day of each card, in what was made last.
    pub fn states(&self) -> Vec<f64> {
        let study = self.studies.last().unwrap_or(self.course.study());
        course::Course::states(study).into_iter().flat_map(|(s, d, due)| [s, d, f64::from(due.0)]).collect()
    }

    pub fn today(&self) -> i32 {
        self.course.today.0
    }

    /// Drops what was made, and copies the events for as many folds.
    pub fn prepare(&mut self, folds: usize) {
        self.studies.clear();
        self.copies = (0..folds).map(|_| self.course.events()).collect();
        self.studies.reserve(1000);
    }

    pub fn load(&mut self, segments: Vec<String>) {
        self.studies.push(self.course.load(&segments));
    }

    pub fn fold(&mut self) {
        if let Some(events) = self.copies.pop() {
            self.studies.push(self.course.fold(events));
        }
    }

    pub fn queue(&self) -> usize {
        self.course.queue().len()
    }

    /// Stability, difficulty and interval after each grade.
    pub fn next(&self, place: usize) -> Vec<f64> {
        let next = self.course.next(place);
        let outcomes = Grade::ALL.map(|grade| *next.outcome(grade));
        let memory = |memory| match memory {
            groundwork::domain::memory::Memory::Reviewed { stability, difficulty, .. } => {
                [stability.days(), difficulty.level()]
            }
            groundwork::domain::memory::Memory::New => [0.0, 0.0],
        };
        outcomes.iter().flat_map(|o| memory(o.memory).into_iter().chain([f64::from(o.interval)])).collect()
    }

    pub fn grade(&mut self) -> Result<(), JsValue> {
        self.course.grade(&mut Local)
    }
}

/// Readings that are kept.
#[wasm_bindgen]
#[derive(Default)]
pub struct Tokens(Vec<Reading>);

#[wasm_bindgen]
impl Tokens {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    pub fn prepare(&mut self) {
        self.0.clear();
        self.0.reserve(10_000);
    }

    pub fn decode(&mut self, text: &str) {
        self.0.push(token::decode(text));
    }

    pub fn inspect(&self, text: &str) -> usize {
        token::inspect(text)
    }

    /// Names of the claims and their values as they are written, as the last reading holds them.
    pub fn claims(&self) -> Vec<String> {
        let Some((reading, payload)) =
            self.0.last().and_then(|reading| reading.segment(Part::Payload).map(|p| (reading, p)))
        else {
            return Vec::new();
        };
        let text = String::from_utf8_lossy(&payload.bytes);
        let claims = reading.claims().unwrap_or_default().iter();
        claims.flat_map(|claim| [claim.name.text().to_owned(), text[claim.value.span.range()].to_owned()]).collect()
    }
}

/// A token of a chosen size.
#[wasm_bindgen]
pub fn token_of(bytes: usize) -> String {
    token::token(bytes)
}
