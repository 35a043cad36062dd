//! Recorded letters: by the people they are about, by recipient, by digest.

use std::collections::HashMap;

use super::{Error, Store, list, records};
use crate::model::{Date, Id, SentLetter};

impl Store {
    /// The letters that speak of a case, under its id or an old one, in order of id.
    pub fn letters_of(&self, case: &Id) -> Result<Vec<SentLetter>, Error> {
        self.with_snapshot(|store| {
            let mut letters = Vec::new();
            let ids = list::letters_of(&store.conn, case)?;
            records::each_record::<_, Error>(&store.conn, &ids, |letter| {
                letters.push(letter);
                Ok(())
            })?;
            Ok(letters)
        })
    }

    /// The letters to a recipient with a date from the first to the second day, in order of id.
    pub fn letters_to(
        &self,
        recipient: &Id,
        from: Date,
        until: Date,
    ) -> Result<Vec<SentLetter>, Error> {
        self.with_snapshot(|store| {
            let ids = list::letters_to(&store.conn, recipient, from, until)?;
            let mut letters = Vec::new();
            records::each_record::<_, Error>(&store.conn, &ids, |letter| {
                letters.push(letter);
                Ok(())
            })?;
            Ok(letters)
        })
    }

    /// The ids of all recorded letters, by the digest of their text.
    pub fn letters_by_digest(&self) -> Result<HashMap<String, Vec<Id>>, Error> {
        list::letters_by_digest(&self.conn)
    }

    /// All recorded letters, in order of id.
    pub fn load_letters(&self) -> Result<Vec<SentLetter>, Error> {
        self.with_snapshot(|store| records::load_all(&store.conn))
    }

    /// Gives every recorded letter, in order of id; a few at a time are in memory.
    pub fn each_letter<E: From<Error>>(
        &self,
        each: impl FnMut(SentLetter) -> Result<(), E>,
    ) -> Result<(), E> {
        self.with_snapshot(|store| {
            let ids = records::all_ids::<SentLetter>(&store.conn)?;
            records::each_record(&store.conn, &ids, each)
        })
    }
}
