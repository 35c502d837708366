//! localStorage as the journal asks for it.

use crate::domain::journal::Store;
use crate::platform::storage;

/// This site's storage.
pub(super) struct Local;

impl Store for Local {
    type Error = storage::StorageError;

    fn get(&self, key: &str) -> Result<Option<String>, Self::Error> {
        storage::get(key)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Self::Error> {
        storage::set(key, text)
    }

    fn remove(&mut self, key: &str) -> Result<(), Self::Error> {
        storage::remove(key)
    }
}
