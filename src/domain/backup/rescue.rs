//! The file that the page itself saves when the app has stopped: storage as it stands, as JSON. Taken in like a backup.

use super::{Backup, Refusal};
use crate::domain::answers::{self, Answers};
use crate::domain::journal;
use crate::domain::json::{self, Member, Value};
use crate::domain::log;
use crate::domain::order;
use crate::domain::settings;

const FORMAT: &str = "groundwork-storage";
const VERSION: &str = "1";

/// Whether a text is such a file, or was meant as one.
pub fn is(text: &str) -> bool {
    text.starts_with('{') && text.contains(FORMAT)
}

/// Reads such a file whole, or says what is wrong with it.
pub fn read(text: &str) -> Result<Backup, Refusal> {
    let file = json::read(text).map_err(|error| match error.found {
        None => Refusal::CutOff(error.at.line),
        Some(_) => Refusal::Damaged { line: error.at.line, why: error.cause.to_string() },
    })?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(Refusal::NotABackup);
    }
    match file.get("version").and_then(Value::as_number) {
        Some(VERSION) => {}
        version => return Err(Refusal::Newer(version.unwrap_or("unknown").to_owned())),
    }
    let entries = file.get("storage").and_then(Value::members).unwrap_or_default();
    let damaged = |entry: &Member, why: &str| {
        let line = text[..entry.span.range().start].lines().count();
        Refusal::Damaged { line, why: why.trim_end_matches('.').to_owned() }
    };
    let mut backup = Backup::default();
    for entry in entries {
        let (key, Some(value)) = (entry.name.text(), entry.value.as_str()) else {
            return Err(damaged(entry, "storage holds texts only"));
        };
        if key == settings::KEY {
            let (settings, faults) = settings::read(value);
            if let Some(fault) = faults.first() {
                return Err(damaged(entry, &fault.to_string()));
            }
            backup.settings = settings;
        } else if let Some(card) = key.strip_prefix(answers::PREFIX) {
            let read = log::parse_card(card).zip(Answers::read(value));
            backup.answers.push(read.ok_or_else(|| damaged(entry, "it holds no answer to a card"))?);
        } else if key.starts_with(journal::PREFIX) {
            let loaded = journal::load([(key, value)]);
            if let Some((_, fault)) = loaded.faults.first() {
                return Err(damaged(entry, &fault.to_string()));
            }
            backup.events.extend(loaded.events);
        }
    }
    // Segments that were being joined hold an event twice.
    order::sort_by(&mut backup.events, |a, b| a.id.cmp(&b.id));
    backup.events.dedup_by(|a, b| a.id == b.id);
    order::sort_by(&mut backup.answers, |a, b| a.0.cmp(&b.0));
    Ok(backup)
}
