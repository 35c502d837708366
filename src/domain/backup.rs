//! A backup: one text file with everything a student has made here. The format is described in `docs/backup-format.md`.
//!
//! Reading it changes nothing. What it holds is merged into the study by union of events, so that it can be taken in twice,
//! or on a device that has gone on since.

mod rescue;

use super::answers::Answers;
use super::card::CardId;
use super::log;
use super::order;
use super::review::{Event, EventId, What};
use super::settings::{self, Settings};
use super::study::Study;

/// The largest file that is read, in bytes: 200,000 reviews and a thousand long answers fit.
pub const MAX_BYTES: usize = 20_000_000;

const NAME: &str = "groundwork-backup ";
const VERSION: &str = "1";
const SECTIONS: [&str; 3] = ["settings", "answers", "log"];
const END: &str = "end";

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    pub settings: Settings,
    /// By card.
    pub answers: Vec<(CardId, Answers)>,
    pub events: Vec<Event>,
}

/// Why a file was not read. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("The file is empty.")]
    Empty,
    #[error(
        "This is not a Groundwork backup. Choose a file that was exported here: its first line is “groundwork-backup 1”."
    )]
    NotABackup,
    #[error("This backup was written by a newer Groundwork (version {0}). Reload the page to get the newer app.")]
    Newer(String),
    #[error("The file is larger than 20 MB, which no backup of Groundwork is.")]
    TooBig,
    #[error("The file stops after line {0}, before its end. Export or copy it once more.")]
    CutOff(usize),
    #[error("Line {line} of the file is damaged: {why}. Export or copy it once more.")]
    Damaged { line: usize, why: String },
}

/// Whether a file of so many bytes may be read at all; asked before it is loaded.
pub fn check_size(bytes: usize) -> Result<(), Refusal> {
    if bytes > MAX_BYTES { Err(Refusal::TooBig) } else { Ok(()) }
}

/// The file's text. `answers` are in the order of their cards.
pub fn write(settings: &Settings, answers: &[(CardId, Answers)], study: &Study) -> String {
    let settings = settings.write();
    let mut text = format!("{NAME}{VERSION}\n");
    let mut section = |name: &str, lines: usize, body: String| {
        for part in [name, " ", &lines.to_string(), "\n", &body] {
            text.push_str(part);
        }
    };
    section(SECTIONS[0], settings.lines().count(), settings);
    // Keys in storage can be anything; what no card is called would make the whole file unreadable.
    let answers = answers.iter().filter(|(card, _)| log::parse_card(&card.0).is_some());
    let lines: Vec<_> = answers.map(|(card, answers)| format!("{card}\t{}\n", answers.write())).collect();
    section(SECTIONS[1], lines.len(), lines.concat());
    section(SECTIONS[2], study.events().len(), study.events().map(log::encode).collect());
    text + END + "\n"
}

/// Reads a file's text.
pub fn read(text: &str) -> Result<Backup, Refusal> {
    check_size(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = Lines { rest: text, number: 0 };
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if rescue::is(text) {
        return rescue::read(text);
    }
    let first = text.lines().next().unwrap_or_default();
    match first.strip_prefix(NAME) {
        Some(VERSION) => lines.next()?,
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            return Err(Refusal::Newer(version.to_owned()));
        }
        _ if text.len() <= NAME.len() && NAME.starts_with(text) => return Err(Refusal::CutOff(0)),
        _ => return Err(Refusal::NotABackup),
    };
    let mut backup = Backup::default();

    let mut kept = String::new();
    for _ in 0..lines.section(SECTIONS[0])? {
        kept.push_str(lines.next()?);
        kept.push('\n');
    }
    let (settings, faults) = settings::read(&kept);
    if let Some(fault) = faults.first() {
        return Err(lines.damaged(&fault.to_string()));
    }
    backup.settings = settings;

    for _ in 0..lines.section(SECTIONS[1])? {
        let line = lines.next()?;
        let read = line.split_once('\t').and_then(|(card, line)| Some((log::parse_card(card)?, Answers::read(line)?)));
        backup.answers.push(read.ok_or_else(|| lines.damaged("it holds no answer to a card"))?);
    }
    order::sort_by(&mut backup.answers, |a, b| a.0.cmp(&b.0));
    if backup.answers.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(lines.damaged("a card has two lines of answers"));
    }

    for _ in 0..lines.section(SECTIONS[2])? {
        let line = lines.next()?;
        backup.events.push(log::parse_line(line).map_err(|why| lines.damaged(&why.to_string()))?);
    }
    match lines.next()? {
        END if lines.rest.is_empty() => Ok(backup),
        _ => Err(lines.damaged("the file should end here")),
    }
}

/// The lines of a file that have not been read.
struct Lines<'a> {
    rest: &'a str,
    /// Of the line read last, counted from 1.
    number: usize,
}

impl<'a> Lines<'a> {
    /// The next line; a line is whole only with its end. A file that went through Windows may have `\r\n`.
    fn next(&mut self) -> Result<&'a str, Refusal> {
        let (line, rest) = self.rest.split_once('\n').ok_or(Refusal::CutOff(self.number))?;
        self.rest = rest;
        self.number += 1;
        Ok(line.strip_suffix('\r').unwrap_or(line))
    }

    /// The number of lines in the section of this name, which begins here.
    fn section(&mut self, name: &str) -> Result<usize, Refusal> {
        let line = self.next()?;
        let count = line.split_once(' ').filter(|(found, _)| *found == name).and_then(|(_, count)| count.parse().ok());
        count.ok_or_else(|| self.damaged(&format!("the section “{name}” should begin here")))
    }

    fn damaged(&self, why: &str) -> Refusal {
        // What the log says of the lines around it holds for the log only: here the whole file is refused.
        let why = why.split_once(", so it was").map_or(why, |(why, _)| why);
        Refusal::Damaged { line: self.number, why: why.trim_end_matches('.').to_owned() }
    }
}

/// What taking a backup in would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Reviews that are not here yet; those taken back, here or in the file, do not count.
    pub new_reviews: usize,
    /// Reviews that are here already.
    pub known_reviews: usize,
    /// Cards with reviews in the file that this course does not have. They are kept.
    pub unknown_cards: usize,
    /// Cards whose first or latest answer would change.
    pub answers: usize,
    /// Whether the file's settings are other than those here.
    pub settings_differ: bool,
}

impl Backup {
    /// What taking this in would do to what is here.
    pub fn preview(&self, settings: &Settings, answers: &[(CardId, Answers)], study: &Study) -> Preview {
        let mut preview = Preview { settings_differ: self.settings != *settings, ..Preview::default() };
        let mut unknown = Vec::new();
        let undo = |event: &Event| if let What::Undo(id) = event.what { Some(id) } else { None };
        let mut undone: Vec<EventId> = self.events.iter().filter_map(undo).collect();
        order::sort(&mut undone);
        for event in &self.events {
            let What::Review(review) = &event.what else { continue };
            if study.is_undone(event.id) || undone.binary_search(&event.id).is_ok() {
                continue;
            }
            if study.knows(event.id) {
                preview.known_reviews += 1;
            } else {
                preview.new_reviews += 1;
            }
            if !study.is_in_deck(&review.card) {
                unknown.push(&review.card);
            }
        }
        order::sort(&mut unknown);
        unknown.dedup();
        preview.unknown_cards = unknown.len();
        let merged = merged(answers, &self.answers);
        preview.answers = merged.iter().filter(|answers_of| !answers.contains(answers_of)).count();
        preview
    }
}

/// The answers here and in a file together, by card.
pub fn merged(here: &[(CardId, Answers)], there: &[(CardId, Answers)]) -> Vec<(CardId, Answers)> {
    let mut all: Vec<_> = here.iter().chain(there).cloned().collect();
    order::sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    let mut merged: Vec<(CardId, Answers)> = Vec::with_capacity(all.len());
    for (card, answers) in all {
        match merged.last_mut() {
            Some((last, kept)) if *last == card => *kept = kept.clone().merged(answers),
            _ => merged.push((card, answers)),
        }
    }
    merged
}
