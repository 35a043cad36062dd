//! What can still be read of a casebook that is damaged.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::connection::connect_existing;
use super::stored::StoredRecord;
use crate::model::record_kind::with_record_type;
use crate::model::{AnyRecord, Id, RecordKind};
use crate::store::file::migrations;
use crate::store::records::digest;
use crate::store::{AccessMode, Error, Store, file, records};

impl Store {
    /// Gives every record that can still be read of a casebook, whatever else of it is damaged: sources, recipients, cases,
    /// letters, statements, each kind in order of id. Gives back what could not be read, a line for each; where the ids
    /// themselves are lost, a line says that there may be more. The file is not changed, but that a change that a crash
    /// interrupted is taken back where that is possible.
    ///
    /// # Errors
    /// Nothing at all can be read: it is no casebook, its first pages are lost, or it is of an older form; or `each` fails.
    pub fn salvage_records<E: From<Error>>(
        path: &Path,
        mut each: impl FnMut(AnyRecord) -> Result<(), E>,
    ) -> Result<Vec<String>, E> {
        let conn =
            file::connect_recovering(path).or_else(|_| connect_existing(path, AccessMode::Read))?;
        let found = migrations::schema_version(&conn)?;
        if found as usize != migrations::STEPS.len() {
            let what = format!(
                "it is of form {found}, and only form {} can be salvaged",
                migrations::STEPS.len()
            );
            return Err(Error::Damaged(what).into());
        }
        let mut lost = Vec::new();
        for kind in RecordKind::ALL {
            with_record_type!(kind, T => salvage_kind::<T, E>(&conn, &mut each, &mut lost)?);
        }
        Ok(lost)
    }
}

fn salvage_kind<T: StoredRecord, E: From<Error>>(
    conn: &Connection,
    each: &mut impl FnMut(AnyRecord) -> Result<(), E>,
    lost: &mut Vec<String>,
) -> Result<(), E> {
    let name = T::KIND;
    let (ids, all) = salvage_ids::<T>(conn);
    for id in ids {
        match records::load_record::<T>(conn, &id) {
            Ok(Some(record)) => {
                if !digest::matches_digest(conn, &record).unwrap_or(true) {
                    lost.push(format!("the {name} {id} is there, but not as it was saved"));
                }
                each(record.into_any_record())?;
            }
            // Only the history knows it.
            Ok(None) => {}
            Err(_) => match records::what_is_readable::<T>(conn, &id) {
                Some((record, missing)) if missing.is_empty() => each(record.into_any_record())?,
                Some((record, missing)) => {
                    lost.push(format!(
                        "the {name} {id} lacks what could not be read: {}",
                        missing.join(", ")
                    ));
                    each(record.into_any_record())?;
                }
                None => lost.push(format!("the {name} {id} could not be read")),
            },
        }
    }
    if !all {
        lost.push(format!(
            "there may be more of the kind “{name}”: not every id could be read"
        ));
    }
    Ok(())
}

/// The ids of a kind, from every table that has them, and whether the list is complete.
fn salvage_ids<T: StoredRecord>(conn: &Connection) -> (BTreeSet<Id>, bool) {
    let mut ids = BTreeSet::new();
    let table = T::KIND.list_name();
    if collect_ids(
        conn,
        &format!("SELECT id FROM {table} ORDER BY id"),
        &mut ids,
    ) {
        return (ids, true);
    }
    // From both ends, by the index and by the table itself.
    let mut orders = vec!["ORDER BY id DESC".to_owned()];
    orders.extend(["rowid", "rowid DESC"].map(|order| format!("NOT INDEXED ORDER BY {order}")));
    for order in orders {
        collect_ids(conn, &format!("SELECT id FROM {table} {order}"), &mut ids);
    }
    collect_around_holes(conn, table, "", &mut ids);
    for part in &T::record_sql().parts {
        let owner = format!("{}_id", T::KIND);
        for order in ["", "DESC"] {
            collect_ids(
                conn,
                &format!(
                    "SELECT DISTINCT {owner} FROM \"{}\" ORDER BY {owner} {order}",
                    part.table
                ),
                &mut ids,
            );
        }
    }
    for from in ["digests", "history_changes"] {
        collect_ids(
            conn,
            &format!(
                "SELECT DISTINCT id FROM {from} WHERE subject = '{}'",
                T::KIND
            ),
            &mut ids,
        );
    }
    (ids, false)
}

/// Adds the ids with a beginning by the index, from both ends; where it breaks off between them, beginning by beginning.
fn collect_around_holes(conn: &Connection, table: &str, beginning: &str, ids: &mut BTreeSet<Id>) {
    const DEEPEST: usize = 3;
    let before = ids.len();
    let mut found = BTreeSet::new();
    let sql =
        |order| format!("SELECT id FROM {table} WHERE id GLOB '{beginning}*' ORDER BY id {order}");
    if collect_ids(conn, &sql("ASC"), &mut found) || collect_ids(conn, &sql("DESC"), &mut found) {
        return ids.append(&mut found);
    }
    let nothing_is_readable = found.is_empty();
    ids.append(&mut found);
    // Nothing new on the way to a hole: deeper there is no more.
    if nothing_is_readable
        || beginning.len() == DEEPEST
        || (beginning.len() > 1 && ids.len() == before)
    {
        return;
    }
    for letter in ('a'..='z').chain('0'..='9').chain(['-']) {
        collect_around_holes(conn, table, &format!("{beginning}{letter}"), ids);
    }
}

/// Adds the ids of a query as far as it can be read; false if it breaks off.
fn collect_ids(conn: &Connection, sql: &str, ids: &mut BTreeSet<Id>) -> bool {
    let Ok(mut statement) = conn.prepare(sql) else {
        return false;
    };
    let Ok(mut rows) = statement.query([]) else {
        return false;
    };
    loop {
        match rows.next() {
            Ok(Some(row)) => match row.get::<_, String>(0).map(|id| id.parse()) {
                Ok(Ok(id)) => drop(ids.insert(id)),
                _ => return false,
            },
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::make_case;

    fn salvaged(path: &Path) -> (Vec<String>, Vec<String>) {
        let mut found = Vec::new();
        let lost = Store::salvage_records(path, |thing| {
            if let AnyRecord::Case(case) = thing {
                found.push(case.id.to_string());
            }
            Ok::<_, Error>(())
        });
        (found, lost.unwrap())
    }

    #[test]
    fn what_can_be_read_of_a_damaged_casebook_is_given_and_the_rest_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.db");
        let mut store = Store::create(&path).unwrap();
        let all: Vec<String> = (100..160).map(|number| format!("c-{number}")).collect();
        let put = |operation: &mut super::super::Operation<'_>| {
            all.iter().try_for_each(|id| {
                let mut case = make_case(id, "A B", &[("2018", "imprisoned")]);
                case.summary = Some("word ".repeat(500).parse().unwrap());
                operation.put_case(&case).map(drop)
            })
        };
        store.run_operation("put", "now", put).unwrap();
        drop(store);
        assert_eq!(salvaged(&path), (all.clone(), Vec::new()));
        let whole = std::fs::read(&path).unwrap();
        let pages = whole.len() / 4096;
        let (mut lost_somewhere, mut roots) = (0, 0);
        // The first pages hold the schema.
        for page in 48..pages {
            let mut broken = whole.clone();
            broken[page * 4096..(page + 1) * 4096].fill(0x5a);
            std::fs::write(&path, &broken).unwrap();
            let (found, lost) = salvaged(&path);
            let named = |id: &String| {
                found.contains(id) || lost.iter().any(|line| line.contains(id.as_str()))
            };
            let may_be_more = lost.iter().any(|line| line.contains("may be more"));
            assert!(
                all.iter().all(named) || may_be_more,
                "page {page}: {lost:?}"
            );
            // Under the first page of a table of cases stand all of them.
            roots += usize::from(found.len() + 5 < all.len());
            lost_somewhere += usize::from(!lost.is_empty());
            assert_eq!(std::fs::read(&path).unwrap(), broken);
        }
        assert!(lost_somewhere > 0, "no page held a record");
        assert!(roots <= 2, "{roots} pages take many cases with them");
    }

    #[test]
    fn of_what_is_no_casebook_nothing_is_salvaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k.db");
        std::fs::write(&path, "Dear Sir or Madam, this is a letter and no casebook").unwrap();
        assert!(Store::salvage_records(&path, |_| Ok::<_, Error>(())).is_err());
        assert!(
            Store::salvage_records(&folder.path().join("none"), |_| Ok::<_, Error>(())).is_err()
        );
    }
}
