//! A copy in the place of the casebook.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::{CasebookFile, connect_existing, connect_to, prepare_to_write};
use crate::files::{FileIdentity, Folder};
use crate::store::file::{check, migrations};
use crate::store::records::digest;
use crate::store::{AccessMode, Error, Store, derived, file};

/// What was done to bring a copy back.
#[derive(Debug)]
pub struct RestoreReport {
    /// The casebook; where its name was a link, the file behind it.
    pub place: PathBuf,
    /// The casebook that was there before, with everything that was written until this moment.
    pub kept: Option<PathBuf>,
    /// What a killed process had left beside the place, under its new names.
    pub aside: Vec<PathBuf>,
}

/// A copy that was read whole and found sound.
#[derive(Debug)]
pub struct SoundCopy(PathBuf);

impl Store {
    /// Reads a copy whole, without changing a byte of it.
    ///
    /// # Errors
    /// As [`Store::open`]; [`Error::Unsound`] and [`Error::Damaged`] if it is not whole.
    pub fn check_copy(copy: &Path) -> Result<SoundCopy, Error> {
        file::examine_file(copy)?;
        let conn = connect_existing(copy, AccessMode::Read)?;
        let _moment = Transaction::new_unchecked(&conn, TransactionBehavior::Deferred)?;
        check::check_file_size(&conn, copy)?;
        check::check_sqlite_integrity(&conn).map_err(|error| unsound_error(copy, error))?;
        Ok(SoundCopy(copy.to_owned()))
    }

    /// Puts a copy in the place of the casebook, and gives what was there before the name `kept`, or the next one that is
    /// free. Missing folders are made; links are followed. No change that another process was told is saved gets lost: it
    /// is in the one that is kept, or the process is told that it was not saved. Everything is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// A record of it cannot be read ([`Error::Unsound`]); [`Error::Busy`] if another program keeps the casebook; [`Error::Itself`];
    /// [`Error::Dangling`]; [`Error::Io`]. Then the casebook is as before.
    pub fn restore_copy(
        SoundCopy(copy): &SoundCopy,
        place: &Path,
        kept: &Path,
    ) -> Result<RestoreReport, Error> {
        let place = resolve_link(place)?;
        file::refuse_long_name(&place)?;
        let identity = |path: &Path| FileIdentity::from_path(path).ok();
        if identity(&place).is_some() && identity(&place) == identity(copy) {
            return Err(Error::Itself(copy.to_owned()));
        }
        let folder = file::make_folder(&place)?;
        let incoming = file::create_scratch(&folder)?;
        file::vacuum_into(&connect_existing(copy, AccessMode::Read)?, &incoming)?;
        let conn = connect_existing(&incoming.path(), AccessMode::Write)?;
        prepare_to_write(&conn)?;
        if (migrations::schema_version(&conn)? as usize) < migrations::STEPS.len() {
            migrations::migrate_schema(&conn, migrations::STEPS)?;
            digest::fill_digests(&conn)?;
        }
        derived::update_form(&conn)?;
        check::check_sqlite_integrity(&conn)
            .and_then(|()| check::check_records(&conn))
            .map_err(|error| unsound_error(copy, error))?;
        drop(conn);
        incoming
            .file()
            .sync_all()
            .map_err(|source| file::io_error(&place, source))?;

        let former = ReplacedCasebook::hold_file(&folder, &place)?;
        let kept = file::free_path(&place.with_file_name(kept.file_name().unwrap_or_default()));
        let kept_former = match &former {
            Some(former) => Some(former.keep_as(&kept)?),
            None => None,
        };
        let aside = file::move_leftovers_aside(&folder, &place, &kept)?;
        folder
            .sync_to_disk()
            .map_err(|source| file::io_error(folder.path(), source))?;
        file::publish_scratch(incoming, &place, former.is_some()).map_err(|error| match error {
            Error::Exists(_) => Error::Replaced,
            other => other,
        })?;
        drop(former);
        Ok(RestoreReport {
            place,
            kept: kept_former.map(|_| kept),
            aside,
        })
    }
}

/// The file that a name leads to.
fn resolve_link(place: &Path) -> Result<PathBuf, Error> {
    match fs::symlink_metadata(place) {
        Ok(found) if found.is_symlink() => {
            fs::canonicalize(place).map_err(|_| file::dangling_error(place))
        }
        _ => Ok(place.to_owned()),
    }
}

fn unsound_error(copy: &Path, error: Error) -> Error {
    match error {
        Error::Damaged(what) => Error::Unsound {
            path: copy.to_owned(),
            what,
        },
        error @ Error::Unreadable { .. } => Error::Unsound {
            path: copy.to_owned(),
            what: error.to_string(),
        },
        other => other,
    }
}

/// The file to be replaced, locked: nobody writes into it while this exists.
struct ReplacedCasebook {
    folder: Arc<Folder>,
    path: PathBuf,
    /// The lock; none if it is no casebook that anybody could write.
    _held: Option<Connection>,
}

impl ReplacedCasebook {
    fn hold_file(folder: &Arc<Folder>, path: &Path) -> Result<Option<Self>, Error> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => {}
            Ok(_) => {
                return Err(Error::NotCasebook {
                    path: path.to_owned(),
                    what: "not an ordinary file",
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(file::io_error(path, source)),
        }
        let held = match lock_casebook(path) {
            Ok((conn, place)) if place.is_in_place() => Some(conn),
            Ok(_) => return Err(Error::Replaced),
            Err(error @ (Error::Busy | Error::Replaced)) => return Err(error),
            // Nobody can write what cannot be read.
            Err(_) => None,
        };
        Ok(Some(Self {
            folder: Arc::clone(folder),
            path: path.to_owned(),
            _held: held,
        }))
    }

    /// Gives it a further name. Where the disk knows no further names, a copy gets it; the file that was read for it is
    /// given back and must stay open as long as the lock is held, because to close it would give up the lock.
    fn keep_as(&self, kept: &Path) -> Result<Option<File>, Error> {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_owned();
        let failed = |source| file::io_error(kept, source);
        match self.folder.link_file(&name(&self.path), &name(kept)) {
            Ok(()) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(Error::Exists(kept.to_owned()))
            }
            Err(_) => {
                let mut former = File::open(&self.path).map_err(failed)?;
                let copy = file::create_scratch(&self.folder)?;
                io::copy(&mut former, &mut copy.file()).map_err(failed)?;
                file::publish_scratch(copy, kept, false)?;
                Ok(Some(former))
            }
        }
    }
}

/// Takes the right to write, after a change that a crash interrupted was taken back.
fn lock_casebook(path: &Path) -> Result<(Connection, CasebookFile), Error> {
    drop(file::connect_recovering(path)?);
    let (conn, place) = connect_to(path, AccessMode::Write)?;
    prepare_to_write(&conn)?;
    conn.execute_batch("BEGIN IMMEDIATE")?;
    Ok((conn, place))
}
