//! How SQLite is set for a casebook: durable, private, suspicious of the file.
//!
//! A power cut loses nothing that was acknowledged only with a rollback journal and `synchronous=EXTRA`; names stay in the
//! file after deletion without `secure_delete`; WAL would leave further files with secrets beside it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::{AccessMode, Error};
use crate::files::{self, FileIdentity};

/// How long a read or write waits for another program.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements that are kept; a case needs about forty.
const STATEMENTS: usize = 128;

/// Opens an existing file, whatever is in it; nothing is read yet.
pub(super) fn connect_existing(path: &Path, access: AccessMode) -> Result<Connection, Error> {
    let mode = match access {
        AccessMode::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        AccessMode::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    // A relative path must not be taken for a `file:` address.
    let plain = if path.is_relative() {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    };
    let conn = Connection::open_with_flags(plain, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| explain_open_error(path, error))?;
    harden_connection(&conn)?;
    Ok(conn)
}

/// Which file a casebook was opened from.
#[derive(Debug)]
pub(super) struct CasebookFile {
    path: PathBuf,
    identity: FileIdentity,
}

impl CasebookFile {
    /// The name by which it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the path still leads to the file that was opened.
    pub fn is_in_place(&self) -> bool {
        FileIdentity::from_path(&self.path).is_ok_and(|identity| identity == self.identity)
    }
}

/// Opens an existing casebook, and knows which file it is; from now on nothing of this process replaces it.
pub(super) fn connect_to(
    path: &Path,
    access: AccessMode,
) -> Result<(Connection, CasebookFile), Error> {
    let identity = || {
        FileIdentity::from_path(path).map_err(|source| Error::Io {
            path: path.to_owned(),
            source,
        })
    };
    for _ in 0..3 {
        let place = CasebookFile {
            path: path.to_owned(),
            identity: identity()?,
        };
        let conn = connect_existing(path, access)?;
        if place.is_in_place() {
            files::note_open(place.identity);
            return Ok((conn, place));
        }
    }
    Err(Error::Replaced)
}

/// An empty database in memory.
pub(super) fn in_memory() -> Result<Connection, Error> {
    let conn = Connection::open_in_memory()?;
    harden_connection(&conn)?;
    Ok(conn)
}

/// Makes a connection ready to read much; `PRAGMA cache_size` in KiB. Reads the file.
pub(super) fn prepare_to_read(conn: &Connection) -> Result<(), Error> {
    Ok(conn.pragma_update(None, "cache_size", -16_384)?)
}

/// Makes a connection ready to write. Reads the file.
pub(super) fn prepare_to_write(conn: &Connection) -> Result<(), Error> {
    if conn.is_readonly(MAIN_DB)? {
        return Err(Error::ReadOnly);
    }
    conn.pragma(None, "journal_mode", "DELETE", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "EXTRA")?;
    conn.pragma(None, "secure_delete", true, |_| Ok(()))?;
    conn.pragma_update(None, "cache_size", -65_536)?;
    Ok(())
}

/// SQLite does not say why it cannot open a file; the system does.
fn explain_open_error(path: &Path, error: rusqlite::Error) -> Error {
    match (error.sqlite_error_code(), File::open(path)) {
        (Some(ErrorCode::CannotOpen), Err(source)) => Error::Io {
            path: path.to_owned(),
            source,
        },
        _ => Error::Sqlite(error),
    }
}

fn harden_connection(conn: &Connection) -> Result<(), Error> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    // Otherwise statements are prepared anew for every other value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma(None, "mmap_size", 0, |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_casebook_is_kept_durably_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let conn = crate::store::Store::create(&path).unwrap().conn;
        let set = |name: &str| -> String {
            let value = |row: &rusqlite::Row<'_>| {
                Ok(format!("{:?}", row.get::<_, rusqlite::types::Value>(0)?))
            };
            conn.pragma_query_value(None, name, value).unwrap()
        };
        for (name, value) in [
            ("journal_mode", "Text(\"delete\")"),
            ("synchronous", "Integer(3)"),
            ("secure_delete", "Integer(1)"),
            ("foreign_keys", "Integer(1)"),
            ("temp_store", "Integer(2)"),
            ("trusted_schema", "Integer(0)"),
            ("cell_size_check", "Integer(1)"),
            ("mmap_size", "Integer(0)"),
            ("busy_timeout", "Integer(5000)"),
        ] {
            assert_eq!(set(name), value, "{name}");
        }
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
    }

    #[test]
    fn a_name_that_looks_like_an_address_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file:book.db?mode=memory");
        std::fs::write(&path, "").unwrap();
        connect_existing(&path, AccessMode::Write)
            .unwrap()
            .execute_batch("CREATE TABLE t (x)")
            .unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() > 0);
    }
}
