//! Writing: one operation is one transaction and one row of the history.

use std::collections::BTreeSet;
use std::ops::Deref;

use rusqlite::{ErrorCode, OptionalExtension, params};

use super::derived::{self, IndexFollower};
use super::operation_id::{OpId, parse_image, unreadable_error};
use super::stored::StoredRecord;
use super::{Error, Store, ids, records};
use crate::model::RecordKind;
use crate::model::record_kind::with_record_type;
use crate::model::{Case, Id, Recipient, SentLetter, Source, Statement};

/// What an operation did to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordChange {
    /// It did not exist before.
    Added,
    /// It was another before.
    Changed,
    /// It was removed.
    Removed,
}

impl RecordChange {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    /// The word: `added`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }

    /// From whether something was there before and is there now.
    fn from_presence(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, _) => Self::Added,
            (true, true) => Self::Changed,
            (true, false) => Self::Removed,
        }
    }
}

/// A change of the casebook on its way. It reads what it has written so far, as every [`Store`] function does.
///
/// Others see its changes only after it has succeeded; if its body fails, nothing is changed.
pub struct Operation<'a> {
    store: &'a Store,
    command: String,
    at: String,
    undoes: Option<OpId>,
    id: Option<OpId>,
    /// Records that were touched more than once and may be unchanged in the end.
    again: BTreeSet<(RecordKind, Id)>,
    /// Whether a write has failed.
    torn: bool,
    /// How many records were replaced or removed so far.
    erased: usize,
    /// Set from [`derived::MANY_ERASURES`] on: how the index follows again.
    following: Option<IndexFollower>,
    /// Whether something is to be kept that is not in the history.
    keeps_more: bool,
}

impl Deref for Operation<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Store {
    /// Runs a change as one transaction and one row of the history, called by `command` and dated `at`.
    ///
    /// Returns the number of the operation, or none if nothing changed: then the file is untouched.
    /// It is on the disk when this returns.
    ///
    /// # Errors
    /// As the body; [`Error::Torn`] if the body went on after a write had failed; [`Error::Held`] if another program keeps
    /// the casebook for longer than five seconds; [`Error::Uncertain`] if the disk fails at the last moment. In all other
    /// cases nothing has changed.
    pub fn run_operation<T, E: From<Error>>(
        &mut self,
        command: &str,
        at: &str,
        body: impl FnOnce(&mut Operation<'_>) -> Result<T, E>,
    ) -> Result<(Option<OpId>, T), E> {
        let transaction = self.begin_writing()?;
        let mut operation = Operation {
            store: self,
            command: command.to_owned(),
            at: at.to_owned(),
            undoes: None,
            id: None,
            again: BTreeSet::new(),
            torn: false,
            erased: 0,
            following: None,
            keeps_more: false,
        };
        let result = body(&mut operation)?;
        let keeps_more = operation.keeps_more && operation.id.is_none();
        let id = operation.finish_operation()?;
        if id.is_some() || keeps_more {
            transaction
                .commit()
                .map_err(|error| self.name_holder(commit_error(error)))?;
        } else {
            transaction.rollback().map_err(Error::from)?;
        }
        Ok((id, result))
    }
}

fn commit_error(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::SystemIoFailure) => Error::Uncertain,
        _ => error.into(),
    }
}

impl Operation<'_> {
    /// Adds a case, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    ///
    /// # Errors
    /// [`Error::Taken`]: its id, or one of its old ids, belongs to another case or belonged to one that was removed.
    /// The same person may come back: a case with the `uid` of the removed one, or in the same operation, as a case whose
    /// id changes does (remove it, then put it with the old id among its `old_ids`).
    pub fn put_case(&mut self, case: &Case) -> Result<Option<RecordChange>, Error> {
        let before = records::load_record::<Case>(&self.store.conn, &case.id)?;
        ids::check_ids(&self.store.conn, case, before.as_ref(), self.id)?;
        let is_new = before.is_none();
        self.run_write(|operation| {
            let change = operation.put_replacing(case, before)?;
            if let Some(number) = operation.id.filter(|_| is_new) {
                ids::release_one(&operation.store.conn, &case.id, number)?;
            }
            Ok(change)
        })
    }

    /// Adds a recipient, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    pub fn put_recipient(&mut self, recipient: &Recipient) -> Result<Option<RecordChange>, Error> {
        self.put_record(recipient)
    }

    /// Adds a source, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    pub fn put_source(&mut self, source: &Source) -> Result<Option<RecordChange>, Error> {
        self.put_record(source)
    }

    /// Adds a letter, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    pub fn put_letter(&mut self, letter: &SentLetter) -> Result<Option<RecordChange>, Error> {
        self.put_record(letter)
    }

    /// Adds a joint statement, or puts it in the place of the one with the same id. None if it is there already, exactly so.
    pub fn put_statement(&mut self, statement: &Statement) -> Result<Option<RecordChange>, Error> {
        self.put_record(statement)
    }

    /// Removes a case. Its id stays reserved. Letters about it and the history remain. False if there is no such case.
    pub fn remove_case(&mut self, id: &Id) -> Result<bool, Error> {
        self.run_write(|operation| {
            let Some(case) = operation.remove_record::<Case>(id)? else {
                return Ok(false);
            };
            if let Some(number) = operation.id {
                ids::reserve_id(&operation.store.conn, &case, number)?;
            }
            Ok(true)
        })
    }

    /// Removes a recipient; false if there is none.
    pub fn remove_recipient(&mut self, id: &Id) -> Result<bool, Error> {
        self.run_write(|operation| Ok(operation.remove_record::<Recipient>(id)?.is_some()))
    }

    /// Removes a source; facts that name it go on naming it. False if there is none.
    pub fn remove_source(&mut self, id: &Id) -> Result<bool, Error> {
        self.run_write(|operation| Ok(operation.remove_record::<Source>(id)?.is_some()))
    }

    /// Removes a recorded letter; false if there is none.
    pub fn remove_letter(&mut self, id: &Id) -> Result<bool, Error> {
        self.run_write(|operation| Ok(operation.remove_record::<SentLetter>(id)?.is_some()))
    }

    /// Removes a joint statement; false if there is none.
    pub fn remove_statement(&mut self, id: &Id) -> Result<bool, Error> {
        self.run_write(|operation| Ok(operation.remove_record::<Statement>(id)?.is_some()))
    }

    /// Its number, if anything has changed.
    pub(super) fn operation_id(&self) -> Option<OpId> {
        self.id
    }

    /// Replaces the name under which the history lists this operation. Must be called before the first write.
    pub fn set_command(&mut self, command: String) {
        self.command = command;
    }

    /// Marks that something outside the history was written, which is kept even if no record changed.
    pub(super) fn note_side_write(&mut self) {
        self.keeps_more = true;
    }

    /// Runs one write. If it fails, the operation refuses further writes and ends without effect.
    pub(super) fn run_write<T>(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if std::mem::replace(&mut self.torn, true) {
            return Err(Error::Torn);
        }
        let written = write(self)?;
        self.torn = false;
        Ok(written)
    }

    /// Makes this operation one that takes back another.
    pub(super) fn mark_as_undo(&mut self, operation: OpId, command: String) {
        self.undoes = Some(operation);
        self.command = command;
    }

    pub(super) fn put_record<T: StoredRecord>(
        &mut self,
        record: &T,
    ) -> Result<Option<RecordChange>, Error> {
        let before = records::load_record::<T>(&self.store.conn, record.record_id())?;
        self.run_write(|operation| operation.put_replacing(record, before))
    }

    pub(super) fn remove_record<T: StoredRecord>(&mut self, id: &Id) -> Result<Option<T>, Error> {
        let before = records::load_record::<T>(&self.store.conn, id)?;
        if before.is_some() {
            self.note_former_state(id, before.as_ref(), RecordChange::Removed)?;
            records::delete_record::<T>(&self.store.conn, id)?;
        }
        Ok(before)
    }

    fn put_replacing<T: StoredRecord>(
        &mut self,
        record: &T,
        before: Option<T>,
    ) -> Result<Option<RecordChange>, Error> {
        if before.as_ref() == Some(record) {
            return Ok(None);
        }
        let change = RecordChange::from_presence(before.is_some(), true);
        self.note_former_state(record.record_id(), before.as_ref(), change)?;
        records::write_record(&self.store.conn, record, before.as_ref())?;
        Ok(Some(change))
    }

    /// Notes what a thing was before this operation; of a thing that is touched again, the first state is kept.
    fn note_former_state<T: StoredRecord>(
        &mut self,
        id: &Id,
        before: Option<&T>,
        change: RecordChange,
    ) -> Result<(), Error> {
        let operation = self.ensure_started()?;
        if before.is_some() {
            self.erased += 1;
            if self.erased == derived::MANY_ERASURES {
                self.following = Some(derived::pause_index(&self.store.conn)?);
            }
        }
        let image = before
            .map(serde_json::to_string)
            .transpose()
            .map_err(|_| unreadable_error::<T>(id))?;
        let first = self
            .store
            .conn
            .prepare_cached(
                "INSERT INTO history_changes (operation, subject, id, change, before) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![operation.0, T::KIND.slug(), id.as_str(), change.slug(), image])?;
        if first == 0 {
            self.again.insert((T::KIND, id.clone()));
        }
        Ok(())
    }

    /// The number of this operation; it gets one with the first change.
    fn ensure_started(&mut self) -> Result<OpId, Error> {
        if let Some(id) = self.id {
            return Ok(id);
        }
        let conn = &self.store.conn;
        conn.prepare_cached("INSERT INTO history (at, command, undoes) VALUES (?1, ?2, ?3)")?
            .execute(params![
                self.at,
                self.command,
                self.undoes.map(|undone| undone.0)
            ])?;
        Ok(*self.id.insert(OpId(conn.last_insert_rowid())))
    }

    /// Corrects the notes on things that were touched again; none is left if all is as before.
    fn finish_operation(self) -> Result<Option<OpId>, Error> {
        if self.torn {
            return Err(Error::Torn);
        }
        let Some(operation) = self.id else {
            return Ok(None);
        };
        if let Some(following) = &self.following {
            derived::rebuild_index(&self.store.conn, following)?;
        }
        for (subject, id) in &self.again {
            with_record_type!(subject, T => self.correct_change::<T>(operation, id)?)
        }
        let mut any = self
            .store
            .conn
            .prepare_cached("SELECT 1 FROM history_changes WHERE operation = ?1")?;
        Ok(any.exists([operation.0])?.then_some(operation))
    }

    fn correct_change<T: StoredRecord>(&self, operation: OpId, id: &Id) -> Result<(), Error> {
        let conn = &self.store.conn;
        let key = params![operation.0, T::KIND.slug(), id.as_str()];
        let image: Option<Option<String>> = conn
            .prepare_cached("SELECT before FROM history_changes WHERE operation = ?1 AND subject = ?2 AND id = ?3")?
            .query_row(key, |row| row.get(0))
            .optional()?;
        let before = image
            .flatten()
            .map(|image| parse_image::<T>(id, &image))
            .transpose()?;
        let after = records::load_record::<T>(conn, id)?;
        if before == after {
            conn.prepare_cached(
                "DELETE FROM history_changes WHERE operation = ?1 AND subject = ?2 AND id = ?3",
            )?
            .execute(key)?;
            return Ok(());
        }
        let change = RecordChange::from_presence(before.is_some(), after.is_some()).slug();
        conn.prepare_cached(
            "UPDATE history_changes SET change = ?4 WHERE operation = ?1 AND subject = ?2 AND id = ?3",
        )?
        .execute(params![operation.0, T::KIND.slug(), id.as_str(), change])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
