//! Why the store could not do what was asked.

use std::io;
use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

use super::{OpId, RecordKind};
use crate::files;
use crate::model::Id;

/// A refusal or failure of the store. What a script would treat differently is a variant of its own.
///
/// No message holds a stored value, except ids.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no casebook at {}", .0.display())]
    Missing(PathBuf),
    /// Something is already there, where a new file was to be made.
    #[error("{} exists already and is left as it is", .0.display())]
    Exists(PathBuf),
    /// The file has no bytes at all.
    #[error("{} is empty, probably cut off by a full disk; restore a copy of it", .0.display())]
    Empty(PathBuf),
    /// It is not an SQLite file, or the SQLite file of another program.
    #[error("{} is not a casebook: it is {what}", .path.display())]
    NotCasebook {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// The file was made by a newer version of this program.
    #[error("{} was made by a newer version of cases (schema {found}, this version knows {known})", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its schema.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Tables, indexes or triggers are not those that this program makes.
    #[error("{} has been altered: {what} is not as cases makes it", .path.display())]
    Altered {
        /// The file.
        path: PathBuf,
        /// The first object that differs: `trigger x`.
        what: String,
    },
    /// The file is damaged.
    #[error("the casebook is damaged ({0}); restore a copy of it")]
    Damaged(String),
    /// A change was interrupted and must be taken back before reading, but the file cannot be written.
    #[error(
        "a change to {} was interrupted; to take it back, cases must be able to write the file and its folder",
        .0.display()
    )]
    Interrupted(PathBuf),
    /// Another program has the file locked for longer than a write may wait.
    #[error("another program is using the casebook, and nothing was saved; try again")]
    Busy,
    /// Another program has kept the file locked for as long as a write may wait.
    #[error(
        "{} has kept the casebook to itself for {waited} seconds, and nothing was saved",
        .by.as_deref().unwrap_or("another program")
    )]
    Held {
        /// How long was waited for it, in seconds.
        waited: u64,
        /// Which program it is, if the system says: `sqlite3 (process 4711)`.
        by: Option<String>,
    },
    /// Another file has taken its place since it was opened.
    #[error("another casebook was put in the place of this one meanwhile, and nothing was saved")]
    Replaced,
    /// A file is not whole, or of several states.
    #[error("{} is not a sound copy: {what}", .path.display())]
    Unsound {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// The copy that is to be brought back is the casebook itself.
    #[error("{} is the casebook itself", .0.display())]
    Itself(PathBuf),
    /// The name is a link to a file that is not there.
    #[error("{} is a link to {}, which is not there", .link.display(), .target.display())]
    Dangling {
        /// The link.
        link: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// The files that SQLite makes beside a casebook could not have their names.
    #[error("the name {} is too long for a casebook: there must be room for “-journal” behind it", .0.display())]
    NameTooLong(PathBuf),
    /// The file or its folder cannot be written.
    #[error("the casebook cannot be written; nothing was saved")]
    ReadOnly,
    /// The system does not let the file be written: it may not grow any further, or the disk fails.
    #[error(
        "the system refuses to write the casebook (is the disk full or failing?); nothing was saved"
    )]
    Unwritten,
    /// No room is left on the disk.
    #[error("the disk is full; nothing was saved")]
    Full,
    /// A write failed, and the operation went on as if it had not.
    #[error("a change could not be completed; nothing was saved")]
    Torn,
    /// Writing failed in the very last step.
    #[error(
        "the disk reported an error at the last moment; it is not certain that the change was saved"
    )]
    Uncertain,
    /// A file or folder could not be read or made.
    #[error("{} cannot be used: {}", .path.display(), files::describe_io_error(.source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The id belongs to another case, now or in former times, or belonged to a case that was removed.
    #[error("the id {id} is taken: {owner}")]
    Taken {
        /// The id.
        id: Id,
        /// The owner.
        owner: String,
    },
    /// There is no such operation.
    #[error("there is no operation {0}")]
    NoOperation(OpId),
    /// There is nothing to take back, or nothing that was taken back.
    #[error("there is nothing to {0}")]
    Nothing(&'static str),
    /// The operation cannot be taken back: it has been already, or is of the other kind.
    #[error("operation {operation} cannot be {verb}: {reason}")]
    NotPossible {
        /// The operation.
        operation: OpId,
        /// `undone` or `redone`.
        verb: &'static str,
        /// Why not.
        reason: String,
    },
    /// Later operations have touched the same things.
    #[error(
        "operation {operation} cannot be taken back: later changes have touched the {subject} {id}"
    )]
    Overlap {
        /// The operation.
        operation: OpId,
        /// What kind of thing it is.
        subject: RecordKind,
        /// The first such thing.
        id: Id,
    },
    /// A stored record holds a value that cannot be; another program must have written it.
    #[error("the {subject} {id} cannot be read: there is no sense in {field}")]
    Unreadable {
        /// What kind of thing it is.
        subject: RecordKind,
        /// Its id.
        id: String,
        /// The field.
        field: String,
    },
    /// More words are searched for than can be at once.
    #[error("{0} words are searched for, and {most} are the most", most = crate::store::MOST_WORDS)]
    TooManyWords(usize),
    /// SQLite failed in a way that nobody foresaw.
    #[error("SQLite failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if is_interrupted(&error) {
            return Self::Sqlite(error);
        }
        if is_no_value(&error) {
            return Self::Damaged("it holds a value that cannot be".into());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) if is_of_writing(&error) => Self::Unwritten,
            // No journal can be made in the folder.
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged("SQLite cannot read it".into())
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// Whether SQLite found that a change was interrupted and must be taken back before reading.
pub(super) fn is_interrupted(error: &rusqlite::Error) -> bool {
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == ffi::SQLITE_READONLY_ROLLBACK)
}

/// Whether a write failed, and no read.
fn is_of_writing(error: &rusqlite::Error) -> bool {
    let of_writing = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_FSYNC,
    ];
    error
        .sqlite_error()
        .is_some_and(|error| of_writing.contains(&error.extended_code))
}

/// Whether a stored value is of another kind than its column, or no text.
fn is_no_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        error,
        E::Utf8Error(..)
            | E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
    )
}
