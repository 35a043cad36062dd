//! The SQLite file: the only folder with SQL. Knows model.
//!
//! ```text
//! Store      ─┬─ one record, all records       records, stored, value
//!             ├─ finding a person              find, prefix_search, derived
//!             ├─ selecting, listing, counting  select, list, tally, texts
//!             ├─ Operation: a change           operation, operation_id, ids
//!             ├─ mappings of tables            mappings
//!             ├─ log, undo, redo               history, undo
//!             ├─ what a team has in common     sync_base
//!             ├─ erasing a person              erase
//!             └─ what was known on a day       as_of
//! the file    ── file, connection, lock_holder, restore, salvage
//! ```
//!
//! The statements for records are derived from their fields; a new field is a line in the model and a migration here.
//! A casebook never shrinks by itself: the history keeps every record as it was, so what is removed or changed can be
//! brought back, and can still be read from the file by anyone who has it. Everything else that is deleted is overwritten.
//! What is erased is deleted from the history too.

mod any_record;
mod as_of;
mod connection;
mod derived;
mod erase;
mod error;
mod file;
mod find;
mod history;
mod ids;
mod letters;
mod list;
mod lock_holder;
mod mappings;
mod operation;
mod operation_id;
mod prefix_search;
mod protected;
mod records;
mod restore;
mod salvage;
#[cfg(test)]
mod sample;
mod select;
mod source_uses;
mod stored;
mod sync_base;
mod tally;
mod texts;
mod undo;
mod value;
mod word_query;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use crate::model::{AnyRecord, RecordKind};
pub use erase::{
    ErasedLetters, ErasurePerson, ErasureReport, ErasureScope, PersonTraces, TextLocation,
    count_in_file,
};
pub use error::Error;
pub use find::ReferenceMatch;
pub use history::{LogEntry, TouchedRecord};
pub use operation::{Operation, RecordChange};
pub use operation_id::OpId;
pub use prefix_search::PrefixKind;
pub use restore::{RestoreReport, SoundCopy};
pub use source_uses::SourceUse;
pub use sync_base::SyncBaseRow;
pub use undo::UndoReport;

use crate::files::FileIdentity;
use crate::model::{Case, Date, Filter, Id, Recipient, SentLetter, Source, SourceDates, Statement};
use file::{check, migrations};
use records::digest;

/// The most words that can be searched for at once.
pub const MOST_WORDS: usize = 100;

/// How often opening is tried again when another file replaces the casebook meanwhile.
const ATTEMPTS: usize = 3;

/// What a casebook is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessMode {
    /// Only to read: not a byte of the file changes.
    Read,
    /// To read and write.
    Write,
}

/// An open casebook.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    /// Which file it is; none in memory.
    place: Option<connection::CasebookFile>,
}

impl Store {
    /// Makes a new casebook and opens it. The file has mode 0600; folders that are missing are made, with mode 0700.
    ///
    /// # Errors
    /// [`Error::Exists`] whatever is there already, also an empty file; [`Error::Dangling`] where a link leads to nothing;
    /// [`Error::NameTooLong`]; [`Error::Io`].
    pub fn create(path: &Path) -> Result<Self, Error> {
        Self::create_reporting_leftovers(path).map(|(store, _)| store)
    }

    /// As [`Store::create`]; gives also the new names of what a killed process had left beside the place: a journal there
    /// would be played into the new casebook.
    pub fn create_reporting_leftovers(path: &Path) -> Result<(Self, Vec<PathBuf>), Error> {
        let aside = file::create_file(path)?;
        Ok((Self::open(path, AccessMode::Write)?, aside))
    }

    /// Opens a casebook; links are followed. A file of an earlier version is brought up to date, whatever the access, after
    /// a copy of it was made beside it (`NAME.before-vN`). Keys of names and words of
    /// searches that another version wrote by other rules are written anew. A change that a crash interrupted is taken back.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Empty`], [`Error::NotCasebook`], [`Error::Newer`], [`Error::Altered`],
    /// [`Error::Damaged`], [`Error::Interrupted`]: the file is not touched and nothing is created. [`Error::ReadOnly`] if
    /// it is opened for writing and cannot be written; [`Error::Replaced`] if others keep replacing the file;
    /// [`Error::Held`] if another program locks it for longer than five seconds.
    pub fn open(path: &Path, access: AccessMode) -> Result<Self, Error> {
        for _ in 0..ATTEMPTS {
            let before = FileIdentity::from_path(path).ok();
            match Self::open_once(path, access) {
                // What was read of two files, the one before and the one in its place, says nothing of either.
                Err(_) if FileIdentity::from_path(path).ok() != before => {}
                opened => return opened.map_err(|error| lock_holder::name_holder(error, path)),
            }
        }
        Err(Error::Replaced)
    }

    fn open_once(path: &Path, access: AccessMode) -> Result<Self, Error> {
        let taken = file::examine_file(path)?;
        if (taken as usize) < migrations::STEPS.len() {
            migrations::upgrade_file(path, migrations::STEPS)?;
            let conn = connection::connect_existing(path, AccessMode::Write)?;
            connection::prepare_to_write(&conn)?;
            digest::fill_digests(&conn)?;
        }
        let (conn, place) = connection::connect_to(path, access)?;
        file::check_quickly(&conn, path)?;
        if !derived::is_current_form(&conn)? {
            let writing = connection::connect_existing(path, AccessMode::Write)?;
            connection::prepare_to_write(&writing)?;
            derived::update_form(&writing)?;
        }
        connection::prepare_to_read(&conn)?;
        if access == AccessMode::Write {
            connection::prepare_to_write(&conn)?;
        }
        Ok(Self {
            conn,
            place: Some(place),
        })
    }

    /// An empty casebook in memory, deleted when it is dropped.
    pub fn in_memory() -> Result<Self, Error> {
        let conn = connection::in_memory()?;
        connection::prepare_to_write(&conn)?;
        migrations::migrate_schema(&conn, migrations::STEPS)?;
        derived::update_form(&conn)?;
        Ok(Self { conn, place: None })
    }

    /// Reads the whole file and checks that it is sound, that every record is as it was saved, and that every earlier state
    /// of one can be read;
    /// whether every row keeps the rules of its table, only if the casebook is open to write. Changes not a byte. Takes
    /// seconds for a large one.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Unreadable`] or [`Error::Unsound`] with what is wrong; [`Error::Replaced`] if another file
    /// has come into its place meanwhile.
    pub fn check_integrity(&self) -> Result<(), Error> {
        let checked = self.with_snapshot(|store| {
            if let Some(place) = &store.place {
                check::check_file_size(&store.conn, place.path())?;
            }
            check::check_sqlite_integrity(&store.conn)?;
            check::check_records(&store.conn)
        });
        match &self.place {
            Some(place) if checked.is_err() && !place.is_in_place() => Err(Error::Replaced),
            _ => checked,
        }
    }

    /// Begins a write transaction: nobody else writes until its end. It is rolled back unless it is committed.
    ///
    /// # Errors
    /// [`Error::Busy`]; [`Error::Replaced`] if the file is not the casebook any more: what is written into it would be lost.
    fn begin_writing(&self) -> Result<Transaction<'_>, Error> {
        let transaction = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)
            .map_err(|error| self.name_holder(error.into()))?;
        match &self.place {
            Some(place) if !place.is_in_place() => Err(Error::Replaced),
            _ => Ok(transaction),
        }
    }

    /// The form of the file: how many steps it has taken to become what this version writes.
    pub fn schema_version(&self) -> Result<u32, Error> {
        migrations::schema_version(&self.conn)
    }

    /// How many recipients and recorded letters there are.
    pub fn count_recipients_and_letters(&self) -> Result<(u64, u64), Error> {
        let count = |table: &str| -> Result<u64, Error> {
            let count: i64 =
                self.conn
                    .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                        row.get(0)
                    })?;
            Ok(count.unsigned_abs())
        };
        Ok((count("recipients")?, count("letters")?))
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> Result<bool, Error> {
        let sql =
            "SELECT NOT EXISTS (SELECT 1 FROM cases) AND NOT EXISTS (SELECT 1 FROM recipients)";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    /// Copies the casebook, as it is now, to a new file of mode 0600. The copy has been read back when this returns.
    ///
    /// # Errors
    /// [`Error::Exists`] whatever is there already; [`Error::Io`], [`Error::Full`].
    pub fn copy_to(&self, path: &Path) -> Result<(), Error> {
        file::copy_casebook(&self.conn, [path.to_owned()]).map(drop)
    }

    /// As [`Store::copy_to`], to this name or the next one with a number that nothing has; gives the name. Several processes
    /// may do so at once.
    pub fn copy_beside(&self, path: &Path) -> Result<PathBuf, Error> {
        file::copy_casebook(&self.conn, file::numbered_paths(path))
    }

    /// Runs the body on a snapshot: it sees the casebook as it is at one moment; other writers wait until it ends.
    pub fn with_snapshot<T, E: From<Error>>(
        &self,
        body: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.conn.is_autocommit() {
            return body(self);
        }
        // Ends when dropped; there is nothing to commit.
        let _moment = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)
            .map_err(Error::from)?;
        body(self)
    }

    /// A number that is another once another connection has changed the casebook.
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(self
            .conn
            .pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// The case with this id, or with this old id.
    pub fn load_case(&self, id: &Id) -> Result<Option<Case>, Error> {
        self.with_snapshot(|store| match ids::find_case_id(&store.conn, id)? {
            Some(id) => records::load_record(&store.conn, &id),
            None => Ok(None),
        })
    }

    /// The recipient with this id.
    pub fn load_recipient(&self, id: &Id) -> Result<Option<Recipient>, Error> {
        self.with_snapshot(|store| records::load_record(&store.conn, id))
    }

    /// The source with this id.
    pub fn load_source(&self, id: &Id) -> Result<Option<Source>, Error> {
        self.with_snapshot(|store| records::load_record(&store.conn, id))
    }

    /// The letter with this id.
    pub fn load_letter(&self, id: &Id) -> Result<Option<SentLetter>, Error> {
        self.with_snapshot(|store| records::load_record(&store.conn, id))
    }

    /// The joint statement with this id.
    pub fn load_statement(&self, id: &Id) -> Result<Option<Statement>, Error> {
        self.with_snapshot(|store| records::load_record(&store.conn, id))
    }

    /// The dates of the sources that have one.
    pub fn source_dates(&self) -> Result<SourceDates, Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, date FROM sources WHERE date IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut dates = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, date): (String, String) = (row.get(0)?, row.get(1)?);
            let unreadable = || Error::Unreadable {
                subject: RecordKind::Source,
                id: id.clone(),
                field: "date".to_owned(),
            };
            dates.push((
                id.parse().map_err(|_| unreadable())?,
                date.parse().map_err(|_| unreadable())?,
            ));
        }
        Ok(dates.into_iter().collect())
    }

    /// All joint statements, in order of id.
    pub fn load_statements(&self) -> Result<Vec<Statement>, Error> {
        self.with_snapshot(|store| records::load_all(&store.conn))
    }

    /// All recipients, in order of id.
    pub fn load_recipients(&self) -> Result<Vec<Recipient>, Error> {
        self.with_snapshot(|store| records::load_all(&store.conn))
    }

    /// All sources, in order of id.
    pub fn load_sources(&self) -> Result<Vec<Source>, Error> {
        self.with_snapshot(|store| records::load_all(&store.conn))
    }

    /// Passes every selected case to the body, in order of id, a few at a time in memory. Other writers wait.
    pub fn each_case<E: From<Error>>(
        &self,
        filter: &Filter,
        today: Date,
        each: impl FnMut(Case) -> Result<(), E>,
    ) -> Result<(), E> {
        self.with_snapshot(|store| {
            let ids = list::ids_in_order(&store.conn, filter, today)?;
            records::each_record(&store.conn, &ids, each)
        })
    }
}
