//! The file on the disk: made privately, examined before it is opened, copied whole.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tempfile::NamedTempFile;

use super::connection::{connect, prepare_to_write};
use super::error::is_interrupted;
use super::{Access, Error, ladder};

/// Files up to this size are checked for damage whenever they are opened: it takes a few milliseconds.
const CHECKED_AT_ONCE: u64 = 2 << 20;

/// Makes a new casebook. It appears under its name only when it is complete; the file has mode 0600, missing folders 0700.
pub(super) fn create(path: &Path) -> Result<(), Error> {
    refuse_existing(path)?;
    let folder = folder_of(path);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| io_error(folder, source))?;
    let file = private_file(folder)?;
    let conn = connect(file.path(), Access::Write)?;
    prepare_to_write(&conn)?;
    ladder::climb(&conn, ladder::STEPS)?;
    drop(conn);
    publish(file, path)
}

/// Copies a casebook, as it is at this moment, to a new file of mode 0600, reads it back, and only then gives it its name.
pub(super) fn copy(conn: &Connection, to: &Path) -> Result<(), Error> {
    refuse_existing(to)?;
    let file = private_file(folder_of(to))?;
    let name = ToSqlOutput::Borrowed(ValueRef::Text(file.path().as_os_str().as_bytes()));
    conn.execute("VACUUM INTO ?1", [name])?;
    let copied = connect(file.path(), Access::Read)?;
    check(&copied)?;
    if ladder::version(&copied)? != ladder::version(conn)? {
        return Err(Error::Damaged("the copy is not complete".into()));
    }
    drop(copied);
    publish(file, to)
}

/// Whether a file is a sound casebook of this program, told without changing a byte of it: the number of steps it has taken.
pub(super) fn examine(path: &Path) -> Result<u32, Error> {
    size_of_file(path)?;
    let conn = match identify(path) {
        Err(Error::Sqlite(error)) if is_interrupted(&error) => {
            take_back_interrupted(path)?;
            identify(path)
        }
        other => other,
    }?;
    // At one moment, for others may be writing.
    let _moment = Transaction::new_unchecked(&conn, TransactionBehavior::Deferred)?;
    let found = ladder::version(&conn)?;
    let known = u32::try_from(ladder::STEPS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer { path: path.to_owned(), found, known });
    }
    ladder::check_schema(&conn, path, ladder::STEPS, found)?;
    Ok(found)
}

/// Reads everything: pages, indexes, the rules of every table and the references between tables.
pub(super) fn check(conn: &Connection) -> Result<(), Error> {
    let orphans: i64 = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if orphans > 0 {
        return Err(Error::Damaged(format!("{orphans} rows belong to nothing")));
    }
    healthy(conn, "PRAGMA integrity_check(1)")
}

/// Refuses a file of which something is cut off; a small file is read whole. Only on a connection that can write does
/// SQLite know the rules of the tables.
pub(super) fn check_quickly(conn: &Connection, path: &Path) -> Result<(), Error> {
    let _moment = Transaction::new_unchecked(conn, TransactionBehavior::Deferred)?;
    let pages: u32 = conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let page_size: u32 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let (size, whole) = (size_of_file(path)?, u64::from(pages) * u64::from(page_size));
    if size < whole {
        return Err(Error::Damaged(format!("{} bytes are cut off", whole - size)));
    }
    if size <= CHECKED_AT_ONCE { healthy(conn, "PRAGMA quick_check(1)") } else { Ok(()) }
}

fn healthy(conn: &Connection, question: &str) -> Result<(), Error> {
    let answer: String = conn.query_row(question, [], |row| row.get(0))?;
    match answer.lines().last() {
        None | Some("ok") => Ok(()),
        Some(what) => Err(Error::Damaged(what.to_owned())),
    }
}

/// A connection to a file that says it is a casebook.
fn identify(path: &Path) -> Result<Connection, Error> {
    let conn = connect(path, Access::Read)?;
    let application: Result<u32, _> = conn.pragma_query_value(None, "application_id", |row| row.get(0));
    let application = application.map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => not_a_casebook(path, "not an SQLite file"),
        _ => error.into(),
    })?;
    if application != ladder::APPLICATION || ladder::version(&conn)? == 0 {
        return Err(not_a_casebook(path, "an SQLite file of another program"));
    }
    Ok(conn)
}

/// Brings a casebook back to the last complete change after a crash. That a file is one must be read from its head here,
/// because SQLite reads nothing before it has mended the file, and a file of another program is not ours to mend.
fn take_back_interrupted(path: &Path) -> Result<(), Error> {
    let mut application = [0; 4];
    let head = File::open(path).and_then(|file| file.read_exact_at(&mut application, 68));
    head.map_err(|source| io_error(path, source))?;
    if u32::from_be_bytes(application) != ladder::APPLICATION {
        return Err(not_a_casebook(path, "an SQLite file of another program"));
    }
    let mended = connect(path, Access::Write).and_then(|conn| ladder::version(&conn));
    match mended {
        Err(Error::Busy) => Err(Error::Busy),
        Err(_) => Err(Error::Interrupted(path.to_owned())),
        Ok(_) => Ok(()),
    }
}

fn size_of_file(path: &Path) -> Result<u64, Error> {
    let about = fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::Missing(path.to_owned()),
        _ => io_error(path, source),
    })?;
    if about.is_dir() {
        return Err(not_a_casebook(path, "a folder"));
    }
    if !about.is_file() {
        return Err(not_a_casebook(path, "not an ordinary file"));
    }
    if about.len() == 0 {
        return Err(Error::Empty(path.to_owned()));
    }
    Ok(about.len())
}

fn refuse_existing(path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(Error::Exists(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(io_error(path, source)),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An empty file that only its owner can read, removed again unless it is published.
fn private_file(folder: &Path) -> Result<NamedTempFile, Error> {
    tempfile::Builder::new().prefix(".cases-").tempfile_in(folder).map_err(|source| io_error(folder, source))
}

fn publish(file: NamedTempFile, path: &Path) -> Result<(), Error> {
    file.as_file().sync_all().map_err(|source| io_error(path, source))?;
    file.persist_noclobber(path).map_err(|refused| match refused.error.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
        _ => io_error(path, refused.error),
    })?;
    let folder = folder_of(path);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| io_error(folder, source))
}

fn not_a_casebook(path: &Path, what: &'static str) -> Error {
    Error::NotCasebook { path: path.to_owned(), what }
}

fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
