//! Whether a casebook is sound: every page, every rule, and every record as this program understands it.

use std::path::Path;

use rusqlite::Connection;

use crate::model::{Case, Id, Recipient, SentLetter, Source, Statement};
use crate::store::operation_id::parse_image;
use crate::store::records;
use crate::store::records::digest;
use crate::store::stored::{RecordKind, StoredRecord};
use crate::store::{Error, file};

/// Reads everything as SQLite understands it: pages, indexes, the index of words, the references between tables; on a
/// connection that can write also the rules of every table.
pub(crate) fn check_sqlite_integrity(conn: &Connection) -> Result<(), Error> {
    let orphans: i64 =
        conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if orphans > 0 {
        return Err(Error::Damaged(format!("{orphans} rows belong to nothing")));
    }
    run_sqlite_check(conn, "PRAGMA integrity_check(1)")
}

/// Asks SQLite one of its questions to which “ok” is the good answer.
pub(crate) fn run_sqlite_check(conn: &Connection, question: &str) -> Result<(), Error> {
    let answer: String = conn.query_row(question, [], |row| row.get(0))?;
    match answer.lines().last() {
        None | Some("ok") => Ok(()),
        Some(what) => Err(Error::Damaged(what.to_owned())),
    }
}

/// Reads every record, and every earlier state of one in the history, as a command would; a record must be as it was saved.
pub(crate) fn check_records(conn: &Connection) -> Result<(), Error> {
    for subject in RecordKind::ALL {
        match subject {
            RecordKind::Case => check_record_kind::<Case>(conn)?,
            RecordKind::Recipient => check_record_kind::<Recipient>(conn)?,
            RecordKind::Source => check_record_kind::<Source>(conn)?,
            RecordKind::Letter => check_record_kind::<SentLetter>(conn)?,
            RecordKind::Statement => check_record_kind::<Statement>(conn)?,
        }
    }
    match digest::count_orphans(conn)? {
        0 => check_history(conn),
        gone => Err(Error::Damaged(format!(
            "{gone} records are not there any more that were saved"
        ))),
    }
}

fn check_record_kind<T: StoredRecord>(conn: &Connection) -> Result<(), Error> {
    records::each_record::<T, Error>(conn, &records::all_ids::<T>(conn)?, |record| {
        match digest::matches_digest(conn, &record)? {
            true => Ok(()),
            false => Err(Error::Damaged(format!(
                "the {} {} is not as it was saved",
                T::SUBJECT,
                record.record_id()
            ))),
        }
    })
}

fn check_history(conn: &Connection) -> Result<(), Error> {
    let mut statement =
        conn.prepare("SELECT subject, id, before FROM history_changes WHERE before IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (subject, id, image): (String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let unreadable =
            || Error::Damaged(format!("the history of the {subject} {id} cannot be read"));
        let id: Id = id.parse().map_err(|_| unreadable())?;
        let subject = RecordKind::ALL
            .into_iter()
            .find(|known| known.slug() == subject);
        match subject.ok_or_else(unreadable)? {
            RecordKind::Case => parse_image::<Case>(&id, &image).map(drop)?,
            RecordKind::Recipient => parse_image::<Recipient>(&id, &image).map(drop)?,
            RecordKind::Source => parse_image::<Source>(&id, &image).map(drop)?,
            RecordKind::Letter => parse_image::<SentLetter>(&id, &image).map(drop)?,
            RecordKind::Statement => parse_image::<Statement>(&id, &image).map(drop)?,
        }
    }
    Ok(())
}

/// Refuses a file that is longer or shorter than its pages.
pub(crate) fn check_file_size(conn: &Connection, path: &Path) -> Result<(), Error> {
    let pages: u32 = conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let page_size: u32 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let (size, whole) = (
        file::size_of_file(path)?,
        u64::from(pages) * u64::from(page_size),
    );
    let what = match size.cmp(&whole) {
        std::cmp::Ordering::Equal => return Ok(()),
        std::cmp::Ordering::Less => format!("{} bytes are cut off", whole - size),
        std::cmp::Ordering::Greater => format!("{} bytes stand behind its end", size - whole),
    };
    Err(Error::Unsound {
        path: path.to_owned(),
        what,
    })
}
