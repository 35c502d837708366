//! Several writes that all stand or none: on an error what was there before is put back.

use super::journal::Store;

/// A store that notes what each write replaced.
pub struct Transaction<S: Store> {
    store: S,
    /// Key and text before each write, in the order of the writes.
    before: Vec<(String, Option<String>)>,
}

impl<S: Store> Transaction<S> {
    pub fn new(store: S) -> Self {
        Self { store, before: Vec::new() }
    }

    fn noting(&mut self, key: &str, write: impl FnOnce(&mut S) -> Result<(), S::Error>) -> Result<(), S::Error> {
        let before = self.store.get(key)?;
        write(&mut self.store)?;
        self.before.push((key.to_owned(), before));
        Ok(())
    }

    /// Puts back what was there before the first write. The last write goes first, so that the store never holds more than it
    /// has held already.
    ///
    /// # Errors
    /// The store refused what it had before.
    pub fn roll_back(mut self) -> Result<(), S::Error> {
        while let Some((key, before)) = self.before.pop() {
            match before {
                Some(text) => self.store.set(&key, &text)?,
                None => self.store.remove(&key)?,
            }
        }
        Ok(())
    }
}

impl<S: Store> Store for Transaction<S> {
    type Error = S::Error;

    fn get(&self, key: &str) -> Result<Option<String>, Self::Error> {
        self.store.get(key)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), Self::Error> {
        self.noting(key, |store| store.set(key, text))
    }

    fn remove(&mut self, key: &str) -> Result<(), Self::Error> {
        self.noting(key, |store| store.remove(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Holds so many characters, keys included.
    struct Room<'a>(&'a mut BTreeMap<String, String>, usize);

    impl Store for Room<'_> {
        type Error = ();

        fn get(&self, key: &str) -> Result<Option<String>, ()> {
            Ok(self.0.get(key).cloned())
        }

        fn set(&mut self, key: &str, text: &str) -> Result<(), ()> {
            let others = self.0.iter().filter(|(other, _)| *other != key).map(|(key, text)| key.len() + text.len());
            if others.sum::<usize>() + key.len() + text.len() > self.1 {
                return Err(());
            }
            self.0.insert(key.to_owned(), text.to_owned());
            Ok(())
        }

        fn remove(&mut self, key: &str) -> Result<(), ()> {
            self.0.remove(key);
            Ok(())
        }
    }

    #[test]
    fn whichever_write_fails_what_was_there_before_is_there_again() {
        let before = BTreeMap::from([("a".to_owned(), "1234".to_owned()), ("b".to_owned(), "1234".to_owned())]);
        let writes = [("a", "1"), ("c", "123"), ("b", "12345678"), ("a", "12345678"), ("d", "1")];
        let mut failed = 0;
        for room in 10..=25 {
            let mut kept = before.clone();
            let mut transaction = Transaction::new(Room(&mut kept, room));
            let written: Result<(), ()> = writes.iter().try_for_each(|(key, text)| transaction.set(key, text));
            if written.is_err() {
                failed += 1;
                assert_eq!(transaction.roll_back(), Ok(()), "with room for {room}");
                assert_eq!(kept, before, "with room for {room}");
            }
        }
        assert_eq!(failed, 14, "with room for 24 all fits");
    }

    #[test]
    fn what_was_removed_comes_back() {
        let mut kept = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
        let mut transaction = Transaction::new(Room(&mut kept, 99));
        assert_eq!(transaction.remove("a"), Ok(()));
        assert_eq!((transaction.get("a"), transaction.roll_back()), (Ok(None), Ok(())));
        assert_eq!(kept.get("a").map(String::as_str), Some("1"));
    }
}
