//! Progress in and out of the browser: export, merge of a backup that was read, and erasing.

use leptos::prelude::*;

use super::{Local, StudyStore, Trouble, nothing_yet};
use crate::domain::answers::PREFIX;
use crate::domain::backup::{self, Backup, Preview};
use crate::domain::journal::{Journal, Store};
use crate::domain::reminder::{self, Exported};
use crate::domain::review::Event;
use crate::domain::schedule::Params;
use crate::domain::settings::{self, Settings};
use crate::domain::study::Study;
use crate::domain::time::Day;
use crate::domain::transaction::Transaction;
use crate::platform::storage::{self, StorageError};
use crate::platform::{clock, page};
use crate::state::answers;

/// A name for a journal.
fn writer() -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "any 32 bits name a journal")]
    clock::random_u32().unwrap_or_else(|| clock::now().0 as u32)
}

impl StudyStore {
    /// Gives the student a backup as a file, and notes that they have one.
    pub fn export(self) {
        let today = self.today.get_untracked().unwrap_or_default();
        page::download(&["groundwork-", &today.to_iso(), ".txt"].concat(), &self.backup());
        let exported = Exported { day: today, reviews: self.with_now(Study::reviews) };
        // Without the note the next reminder comes too early.
        let _ = storage::set(reminder::KEY, &exported.write());
    }

    /// The last export from this browser.
    pub fn exported(self) -> Option<Exported> {
        Exported::read(&storage::get(reminder::KEY).ok()??)
    }

    /// Whether to remind the student of a backup.
    pub fn backup_is_due(self) -> bool {
        let Some(today) = self.today.get() else { return false };
        let first: Option<Day> = self.study.with(|study| study.standings().flatten().map(|now| now.first).min());
        reminder::is_due(self.exported(), self.reviews(), first, today)
    }

    /// What merging a backup would do, and whether there is anything to merge.
    pub fn preview(self, backup: &Backup) -> (Preview, bool) {
        let preview = self
            .settings
            .with_untracked(|settings| self.with_now(|study| backup.preview(settings, &answers::all(), study)));
        let new = self.with_now(|study| backup.events.iter().any(|event| !study.knows(event.id)));
        (preview, new || preview.answers > 0 || preview.settings_differ)
    }

    /// Adds what a backup holds and this browser does not, and its settings where asked for. All of it is written or
    /// nothing.
    ///
    /// # Errors
    /// In words for the student why it was not done; then everything is as it was.
    pub fn merge_backup(self, backup: &Backup, with_settings: bool) -> Result<(), String> {
        if matches!(self.trouble.get_untracked(), Some(Trouble::Newer | Trouble::Cleared)) {
            return Err("Nothing was changed: do first what the notice above the page says.".to_owned());
        }
        let new = |study: &Study| -> Vec<Event> {
            backup.events.iter().filter(|event| !study.knows(event.id)).cloned().collect()
        };
        let new = self.with_now(new);
        let mut transaction = Transaction::new(Local);
        if let Err(error) = write(&mut transaction, &new, backup, with_settings) {
            return Err(match transaction.roll_back() {
                Ok(()) => format!("Nothing was changed. {error}"),
                Err(again) => format!("{error} What had been written could not be taken back: {again}"),
            });
        }
        self.study.update(|study| {
            study.extend(new);
            if with_settings {
                study.set_params(Params::from(&backup.settings));
            }
        });
        if with_settings {
            self.settings.set(backup.settings.clone());
            self.new_day();
        }
        Ok(())
    }

    /// Removes all that Groundwork keeps in this browser.
    ///
    /// # Errors
    /// Storage refused; what was not removed is still there.
    pub fn erase(self) -> Result<(), StorageError> {
        for key in storage::keys("groundwork.")? {
            storage::remove(&key)?;
        }
        self.journal.set_value(Journal::new(writer()));
        self.settings.set(Settings::default());
        self.trouble.set(None);
        self.study.set(nothing_yet(&self.deck.index(), Params::default()));
        self.new_day();
        Ok(())
    }
}

/// Writes what is new: the events as a journal of their own, so that nothing this tab has written changes.
fn write(
    store: &mut Transaction<Local>,
    new: &[Event],
    backup: &Backup,
    with_settings: bool,
) -> Result<(), StorageError> {
    if !new.is_empty() {
        let mut journal = Journal::new(writer());
        journal.restore(new, clock::now());
        journal.save(store, clock::now())?;
    }
    let here = answers::all();
    for (card, merged) in backup::merged(&here, &backup.answers) {
        if !here.iter().any(|(known, answers)| *known == card && *answers == merged) {
            store.set(&format!("{PREFIX}{card}"), &merged.write())?;
        }
    }
    if with_settings {
        store.set(settings::KEY, &backup.settings.write())?;
    }
    Ok(())
}
