//! The SHA-256 of each record as it was last saved, so that a change made by another program is found.
//!
//! It is of the record's JSON form, in which a renamed field has its former name. A version that writes that form otherwise
//! must fill the digests anew in the same step.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use crate::model::record_kind::with_record_type;
use crate::model::{Id, RecordKind};
use crate::store::Error;
use crate::store::records;
use crate::store::stored::StoredRecord;

/// Notes the digest of a record that was just saved.
pub(crate) fn save_digest<T: StoredRecord>(conn: &Connection, record: &T) -> Result<(), Error> {
    let sql = "INSERT INTO digests (subject, id, sha256) VALUES (?1, ?2, ?3)
               ON CONFLICT (subject, id) DO UPDATE SET sha256 = excluded.sha256";
    conn.prepare_cached(sql)?.execute(params![
        T::KIND.slug(),
        record.record_id().as_str(),
        compute_digest(record)?
    ])?;
    Ok(())
}

/// Deletes the digest of a removed record.
pub(crate) fn delete_digest(conn: &Connection, subject: RecordKind, id: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM digests WHERE subject = ?1 AND id = ?2";
    conn.prepare_cached(sql)?
        .execute([subject.slug(), id.as_str()])?;
    Ok(())
}

/// Whether a record is as it was saved; one without a digest was not saved by this program.
pub(crate) fn matches_digest<T: StoredRecord>(
    conn: &Connection,
    record: &T,
) -> Result<bool, Error> {
    let sql = "SELECT sha256 FROM digests WHERE subject = ?1 AND id = ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let saved: Option<[u8; 32]> = statement
        .query_row([T::KIND.slug(), record.record_id().as_str()], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(match saved {
        Some(saved) => saved == compute_digest(record)?,
        None => false,
    })
}

/// How many records have a digest of which there is no record any more.
pub(crate) fn count_orphans(conn: &Connection) -> Result<i64, Error> {
    let of = |subject: RecordKind, table: &str| {
        let sql = format!(
            "SELECT count(*) FROM digests WHERE subject = ?1 AND id NOT IN (SELECT id FROM {table})"
        );
        conn.query_row(&sql, [subject.slug()], |row| row.get::<_, i64>(0))
    };
    let counts = RecordKind::ALL
        .into_iter()
        .map(|kind| of(kind, kind.list_name()));
    Ok(counts.collect::<Result<Vec<i64>, _>>()?.into_iter().sum())
}

/// Notes the digests of all records, as they are.
pub(crate) fn fill_digests(conn: &Connection) -> Result<(), Error> {
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    for kind in RecordKind::ALL {
        with_record_type!(kind, T => fill_kind::<T>(conn)?);
    }
    Ok(transaction.commit()?)
}

fn fill_kind<T: StoredRecord>(conn: &Connection) -> Result<(), Error> {
    let ids = records::all_ids::<T>(conn)?;
    records::each_record::<T, Error>(conn, &ids, |record| save_digest(conn, &record))
}

fn compute_digest<T: StoredRecord>(record: &T) -> Result<[u8; 32], Error> {
    let unreadable = |_| Error::Unreadable {
        subject: T::KIND,
        id: record.record_id().to_string(),
        field: "its text".to_owned(),
    };
    let mut form = serde_json::to_string(record).map_err(unreadable)?;
    // A field keeps the name under which it was digested first. Inside a text the quotation marks would be escaped.
    for field in T::FIELDS {
        if let Some(former) = field.former_name {
            form = form.replacen(
                &format!(",\"{}\":", field.name),
                &format!(",\"{former}\":"),
                1,
            );
        }
    }
    Ok(Sha256::digest(form).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Case;
    use crate::store::sample::{full_record, make_case};
    use crate::store::{Operation, Store};

    #[test]
    fn a_renamed_field_alters_no_digest() {
        let mut case = make_case("a", "A", &[]);
        case.pseudonym = "A. Z.".parse().ok();
        case.notes = r#","pseudonym":"#.parse().ok();
        let form = serde_json::to_string(&case).unwrap();
        let former = form.replacen(r#","pseudonym":"#, r#","told_as":"#, 1);
        assert_ne!(former, form);
        assert!(former.contains(r#",\"pseudonym\":"#));
        let digest: [u8; 32] = Sha256::digest(former).into();
        assert_eq!(compute_digest(&case).unwrap(), digest);
    }

    #[test]
    fn what_was_altered_without_a_trace_is_found() {
        for sql in [
            "UPDATE cases SET place = 'Elsewhere'",
            "UPDATE events SET date = '1999' WHERE position = 1",
            "DELETE FROM events WHERE position = 2",
            "UPDATE letters SET date = '1999-01-01'",
            "UPDATE recipients SET email = '[\"x@example.org\"]'",
            "DELETE FROM sources",
        ] {
            let mut store = Store::in_memory().unwrap();
            let all = |operation: &mut Operation<'_>| {
                operation.put_case(&full_record::<Case>("a"))?;
                operation.put_recipient(&full_record("b"))?;
                operation.put_source(&full_record("c"))?;
                operation.put_letter(&full_record("d"))?;
                operation.put_statement(&full_record("e"))
            };
            store.run_operation("put", "now", all).unwrap();
            store.check_integrity().unwrap();
            assert!(store.conn.execute(sql, []).unwrap() > 0, "{sql}");
            assert!(
                matches!(store.check_integrity(), Err(Error::Damaged(_))),
                "{sql}"
            );
        }
    }

    #[test]
    fn digests_follow_every_change_and_its_undoing() {
        let mut store = Store::in_memory().unwrap();
        let count = |store: &Store| {
            store
                .conn
                .query_row("SELECT count(*) FROM digests", [], |row| {
                    row.get::<_, i64>(0)
                })
                .unwrap()
        };
        store
            .run_operation("put", "now", |operation| {
                operation.put_case(&make_case("a", "A", &[]))
            })
            .unwrap();
        store
            .run_operation("put", "now", |operation| {
                operation.put_case(&full_record("a"))
            })
            .unwrap();
        store.undo_operation(None, "now").unwrap();
        store.check_integrity().unwrap();
        store
            .run_operation("remove", "now", |operation| {
                operation.remove_case(&"a".parse().unwrap())
            })
            .unwrap();
        assert_eq!(count(&store), 0);
        store.undo_operation(None, "now").unwrap();
        assert_eq!(count(&store), 1);
        store.conn.execute("DELETE FROM digests", []).unwrap();
        assert!(
            matches!(store.check_integrity(), Err(Error::Damaged(_))),
            "nobody but another program saves without a digest"
        );
        fill_digests(&store.conn).unwrap();
        assert_eq!(count(&store), 1);
        store.check_integrity().unwrap();
    }
}
