//! The file on the disk: made privately, examined before it is opened, copied whole.

pub(crate) mod check;
pub(crate) mod migrations;

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::{connect_existing, prepare_to_write};
use super::error::is_interrupted;
use crate::files::{self, Folder, ScratchFile};
use crate::store::{AccessMode, Error, derived};

/// Files up to this size are checked for damage whenever they are opened: it takes a few milliseconds.
const CHECKED_AT_ONCE: u64 = 2 << 20;

/// Makes a new casebook. It appears under its name only when it is complete; the file has mode 0600, missing folders 0700.
/// What a killed process left beside its place is put aside; gives the new names.
pub(super) fn create_file(path: &Path) -> Result<Vec<PathBuf>, Error> {
    refuse_existing(path)?;
    refuse_long_name(path)?;
    let folder = make_folder(path)?;
    let file = create_scratch(&folder)?;
    let conn = connect_existing(&file.path(), AccessMode::Write)?;
    prepare_to_write(&conn)?;
    migrations::migrate_schema(&conn, migrations::STEPS)?;
    derived::update_form(&conn)?;
    drop(conn);
    let aside = move_leftovers_aside(
        &folder,
        path,
        &free_path(&path.with_extension("set-aside.db")),
    )?;
    publish_scratch(file, path, false)?;
    Ok(aside)
}

/// Copies a casebook, as it is at this moment, to a new file of mode 0600, reads it back, and only then gives it the first
/// of the names that nothing has. [`Error::Exists`] if all are taken.
pub(super) fn copy_casebook(
    conn: &Connection,
    names: impl IntoIterator<Item = PathBuf>,
) -> Result<PathBuf, Error> {
    let mut names = names.into_iter().peekable();
    let first = names.peek().cloned().unwrap_or_default();
    let folder = open_folder(folder_of(&first))?;
    let is_there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    let mut taken = first.clone();
    while let Some(name) = names.next_if(is_there) {
        taken = name;
    }
    if names.peek().is_none() {
        return Err(Error::Exists(taken));
    }
    let file = create_scratch(&folder)?;
    vacuum_into(conn, &file)?;
    let copied = connect_existing(&file.path(), AccessMode::Read)?;
    check::check_sqlite_integrity(&copied)?;
    if migrations::schema_version(&copied)? != migrations::schema_version(conn)? {
        return Err(Error::Damaged("the copy is not complete".into()));
    }
    drop(copied);
    let published =
        file.publish_as(names.map(|name| name.file_name().unwrap_or_default().to_owned()));
    let name = published.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(taken),
        _ => io_error(&first, source),
    })?;
    Ok(first.with_file_name(name))
}

/// Writes a casebook, as it is at this moment, into an empty file.
pub(super) fn vacuum_into(conn: &Connection, file: &ScratchFile) -> Result<(), Error> {
    let path = file.path();
    // A relative path must not be taken for a `file:` address.
    let path = if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path
    };
    let name = ToSqlOutput::Borrowed(ValueRef::Text(path.as_os_str().as_bytes()));
    conn.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

/// Puts aside what a killed process left beside a place: its journal and the like, under the names that belong to another
/// file. Gives the new names, which are on the disk.
pub(super) fn move_leftovers_aside(
    folder: &Folder,
    place: &Path,
    other: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let mut aside = Vec::new();
    for (from, to) in files::companion_paths(place)
        .into_iter()
        .zip(files::companion_paths(other))
    {
        if fs::symlink_metadata(&from).is_err() {
            continue;
        }
        let name = |path: &Path| path.file_name().unwrap_or_default().to_owned();
        folder
            .rename_to_free(&name(&from), &name(&to))
            .map_err(|source| io_error(&from, source))?;
        aside.push(to);
    }
    if !aside.is_empty() {
        folder
            .sync_to_disk()
            .map_err(|source| io_error(folder.path(), source))?;
    }
    Ok(aside)
}

/// The path, or the first with a number in it, of which neither it nor what SQLite keeps beside it is there.
pub(super) fn free_path(path: &Path) -> PathBuf {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    let is_free = |path: &PathBuf| {
        !is_there(path)
            && !files::companion_paths(path)
                .iter()
                .any(|path| is_there(path))
    };
    numbered_paths(path)
        .find(is_free)
        .unwrap_or_else(|| path.to_owned())
}

/// The path, then the same with 2, 3, 4 and so on before its ending.
pub(super) fn numbered_paths(path: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = path
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()))
        .unwrap_or_default();
    let path = path.to_owned();
    let first = path.clone();
    std::iter::once(first).chain(
        (2..10_000).map(move |number| path.with_file_name(format!("{stem}-{number}{ending}"))),
    )
}

/// Whether a file is a sound casebook of this program, told without changing a byte of it: the number of steps it has taken.
pub(super) fn examine_file(path: &Path) -> Result<u32, Error> {
    let conn = connect_recovering(path)?;
    // At one moment, for others may be writing.
    let _moment = Transaction::new_unchecked(&conn, TransactionBehavior::Deferred)?;
    let found = migrations::schema_version(&conn)?;
    let known = u32::try_from(migrations::STEPS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    migrations::check_schema(&conn, path, migrations::STEPS, found)?;
    Ok(found)
}

/// Refuses a file of which something is cut off; a small file is read whole. Only on a connection that can write does
/// SQLite know the rules of the tables.
pub(super) fn check_quickly(conn: &Connection, path: &Path) -> Result<(), Error> {
    let _moment = Transaction::new_unchecked(conn, TransactionBehavior::Deferred)?;
    let pages: u32 = conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let page_size: u32 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let (size, whole) = (size_of_file(path)?, u64::from(pages) * u64::from(page_size));
    if size < whole {
        return Err(Error::Damaged(format!(
            "{} bytes are cut off",
            whole - size
        )));
    }
    if size <= CHECKED_AT_ONCE {
        check::run_sqlite_check(conn, "PRAGMA quick_check(1)")
    } else {
        Ok(())
    }
}

/// A connection to a file that says it is a casebook, in which nothing is half done.
pub(super) fn connect_recovering(path: &Path) -> Result<Connection, Error> {
    size_of_file(path)?;
    match connect_casebook(path) {
        Err(Error::Sqlite(error)) if is_interrupted(&error) => {
            take_back_interrupted(path)?;
            connect_casebook(path)
        }
        other => other,
    }
}

/// A connection to a file that says it is a casebook.
fn connect_casebook(path: &Path) -> Result<Connection, Error> {
    let conn = connect_existing(path, AccessMode::Read)?;
    let application: Result<u32, _> =
        conn.pragma_query_value(None, "application_id", |row| row.get(0));
    let application = application.map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => not_a_casebook(path, "not an SQLite file"),
        _ => error.into(),
    })?;
    if application != migrations::APPLICATION || migrations::schema_version(&conn)? == 0 {
        return Err(not_a_casebook(path, "an SQLite file of another program"));
    }
    Ok(conn)
}

/// Brings a casebook back to the last complete change after a crash. That a file is one must be read from its head here,
/// because SQLite recovers a file before it reads it, and a file of another program is not ours to change.
fn take_back_interrupted(path: &Path) -> Result<(), Error> {
    let mut application = [0; 4];
    let head = File::open(path).and_then(|file| file.read_exact_at(&mut application, 68));
    head.map_err(|source| io_error(path, source))?;
    if u32::from_be_bytes(application) != migrations::APPLICATION {
        return Err(not_a_casebook(path, "an SQLite file of another program"));
    }
    let mended = connect_existing(path, AccessMode::Write)
        .and_then(|conn| migrations::schema_version(&conn));
    match mended {
        Err(Error::Busy) => Err(Error::Busy),
        Err(_) => Err(Error::Interrupted(path.to_owned())),
        Ok(_) => Ok(()),
    }
}

pub(super) fn size_of_file(path: &Path) -> Result<u64, Error> {
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
        Ok(found) if found.is_symlink() && !path.exists() => Err(dangling_error(path)),
        Ok(_) => Err(Error::Exists(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {
            Err(Error::NameTooLong(path.to_owned()))
        }
        Err(source) => Err(io_error(path, source)),
    }
}

/// The error about a link that leads to nothing.
pub(super) fn dangling_error(link: &Path) -> Error {
    let target = fs::read_link(link).unwrap_or_default();
    Error::Dangling {
        target: folder_of(link).join(target),
        link: link.to_owned(),
    }
}

/// Refuses a name that leaves no room for that of its journal: nothing could ever be written.
pub(super) fn refuse_long_name(path: &Path) -> Result<(), Error> {
    let too_long = |path: &PathBuf| {
        fs::symlink_metadata(path)
            .is_err_and(|error| error.kind() == io::ErrorKind::InvalidFilename)
    };
    if files::companion_paths(path).iter().any(too_long) {
        return Err(Error::NameTooLong(path.to_owned()));
    }
    Ok(())
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Makes the folder of a file, with mode 0700, and those above it that are missing.
pub(super) fn make_folder(path: &Path) -> Result<Arc<Folder>, Error> {
    let folder = folder_of(path);
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| io_error(folder, source))?;
    open_folder(folder)
}

pub(super) fn open_folder(folder: &Path) -> Result<Arc<Folder>, Error> {
    Folder::open(folder).map_err(|source| io_error(folder, source))
}

/// An empty file that only its owner can read, removed again unless it is published.
pub(super) fn create_scratch(folder: &Arc<Folder>) -> Result<ScratchFile, Error> {
    ScratchFile::new(folder).map_err(|source| io_error(folder.path(), source))
}

pub(super) fn publish_scratch(file: ScratchFile, path: &Path, replace: bool) -> Result<(), Error> {
    let name: &OsStr = path.file_name().unwrap_or_default();
    file.publish(name, replace)
        .map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(path.to_owned()),
            _ => io_error(path, source),
        })
}

fn not_a_casebook(path: &Path, what: &'static str) -> Error {
    Error::NotCasebook {
        path: path.to_owned(),
        what,
    }
}

pub(super) fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests;
