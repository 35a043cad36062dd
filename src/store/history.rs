//! What happened to the casebook.

use rusqlite::{OptionalExtension, Row, params};

use super::operation::RecordChange;
use super::operation_id::{OpId, parse_image};
use super::stored::StoredRecord;
use super::{Error, Store, records};
use crate::model::Id;
use crate::model::record_kind::with_record_type;
use crate::model::{AnyRecord, RecordKind};

/// An operation of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number.
    pub operation: OpId,
    /// When it was done, as the caller gave it.
    pub at: String,
    /// The command, as it was given; of an undo or redo `undo 5`, `redo 6`.
    pub command: String,
    /// The operation that it takes back: of an undo a command, of a redo an undo.
    pub undoes: Option<OpId>,
    /// The operation that has taken it back; none if it holds.
    pub undone_by: Option<OpId>,
    /// The day on which something that it changed was erased, or, of an erasure, its own.
    pub erased: Option<String>,
    /// What it touched, in order of kind and id; not what was erased since.
    pub touched: Vec<TouchedRecord>,
}

/// A record that an operation touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedRecord {
    /// What kind of record.
    pub subject: RecordKind,
    /// Its id.
    pub id: Id,
    /// What was done to it.
    pub change: RecordChange,
}

impl TouchedRecord {
    /// Whether this was done to such a record.
    pub(super) fn matches_change(&self, subject: RecordKind, change: RecordChange) -> bool {
        self.subject == subject && self.change == change
    }
}

impl Store {
    /// The history, latest first. Of a case: what touched it, also under its old ids, and of each operation only that.
    pub fn load_history(
        &self,
        case: Option<&Id>,
        limit: Option<u64>,
    ) -> Result<Vec<LogEntry>, Error> {
        self.with_snapshot(|store| {
            let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
            let mut entries = match case {
                None => store.query_entries(&format!("{ENTRY} ORDER BY h.id DESC LIMIT ?1"), params![limit])?,
                Some(id) => store.query_entries(
                    &format!(
                        "{ENTRY} WHERE h.id IN (SELECT operation FROM history_changes WHERE subject = 'case' AND id {OF_CASE})
                         ORDER BY h.id DESC LIMIT ?2"
                    ),
                    params![id.as_str(), limit],
                )?,
            };
            for entry in &mut entries {
                entry.touched = store.touched_records(entry.operation, case)?;
            }
            Ok(entries)
        })
    }

    /// The operation with the latest day, whatever its number; what it touched is left out.
    pub fn newest_entry(&self) -> Result<Option<LogEntry>, Error> {
        Ok(self
            .query_entries(
                &format!("{ENTRY} ORDER BY h.at DESC, h.id DESC LIMIT 1"),
                [],
            )?
            .pop())
    }

    /// The operations whose moment a reader does not understand, oldest first.
    pub fn find_unreadable_moments(
        &self,
        is_moment: impl Fn(&str) -> bool,
    ) -> Result<Vec<OpId>, Error> {
        let mut statement = self
            .conn
            .prepare("SELECT id, at FROM history ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let at: String = row.get(1)?;
            if !is_moment(&at) {
                found.push(OpId(row.get(0)?));
            }
        }
        Ok(found)
    }

    /// An operation with what it touched.
    pub fn operation_entry(&self, operation: OpId) -> Result<Option<LogEntry>, Error> {
        self.with_snapshot(|store| {
            let mut entry = store.load_entry(operation)?;
            if let Some(entry) = &mut entry {
                entry.touched = store.touched_records(operation, None)?;
            }
            Ok(entry)
        })
    }

    /// A record before and after an operation; none where it did not exist, or where the operation did not touch it.
    pub fn load_change(
        &self,
        operation: OpId,
        subject: RecordKind,
        id: &Id,
    ) -> Result<(Option<AnyRecord>, Option<AnyRecord>), Error> {
        self.with_snapshot(
            |store| with_record_type!(subject, T => store.load_change_of::<T>(operation, id)),
        )
    }

    fn load_change_of<T: StoredRecord>(
        &self,
        operation: OpId,
        id: &Id,
    ) -> Result<(Option<AnyRecord>, Option<AnyRecord>), Error> {
        let Some(before) = self.load_image::<T>(operation, id, "=")? else {
            return Ok((None, None));
        };
        let after = match self.load_image::<T>(operation, id, ">")? {
            Some(left) => left,
            None => records::load_record::<T>(&self.conn, id)?,
        };
        Ok((
            before.map(T::into_any_record),
            after.map(T::into_any_record),
        ))
    }

    /// What a record was before the first operation at (`=`) or after (`>`) this one that touched it: the outer option
    /// is none if there is no such operation, the inner one if the record did not exist.
    pub(super) fn load_image<T: StoredRecord>(
        &self,
        operation: OpId,
        id: &Id,
        when: &str,
    ) -> Result<Option<Option<T>>, Error> {
        let image: Option<Option<String>> = self
            .conn
            .prepare_cached(&format!(
                "SELECT before FROM history_changes WHERE subject = ?1 AND id = ?2 AND operation {when} ?3
                 ORDER BY operation LIMIT 1"
            ))?
            .query_row(params![T::KIND.slug(), id.as_str(), operation.0], |row| row.get(0))
            .optional()?;
        image
            .map(|image| image.map(|image| parse_image(id, &image)).transpose())
            .transpose()
    }

    pub(super) fn load_entry(&self, operation: OpId) -> Result<Option<LogEntry>, Error> {
        Ok(self
            .query_entries(&format!("{ENTRY} WHERE h.id = ?1"), params![operation.0])?
            .pop())
    }

    pub(super) fn query_entries(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<LogEntry>, Error> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| {
            Ok(LogEntry {
                operation: OpId(row.get(0)?),
                at: row.get(1)?,
                command: row.get(2)?,
                undoes: row.get::<_, Option<i64>>(3)?.map(OpId),
                undone_by: row.get::<_, Option<i64>>(4)?.map(OpId),
                erased: row.get(5)?,
                touched: Vec::new(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn touched_records(
        &self,
        operation: OpId,
        case: Option<&Id>,
    ) -> Result<Vec<TouchedRecord>, Error> {
        let only = case.map(|_| {
            format!(
                "AND subject = 'case' AND id {}",
                OF_CASE.replace("?1", "?2")
            )
        });
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT subject, id, change FROM history_changes WHERE operation = ?1 {} ORDER BY subject, id",
            only.unwrap_or_default()
        ))?;
        let mut rows = match case {
            Some(case) => statement.query(params![operation.0, case.as_str()])?,
            None => statement.query(params![operation.0])?,
        };
        let mut touched = Vec::new();
        while let Some(row) = rows.next()? {
            touched.push(read_touched(row)?);
        }
        Ok(touched)
    }
}

/// Selects operations, each with the one that has taken it back and holds itself.
pub(super) const ENTRY: &str = "SELECT h.id, h.at, h.command, h.undoes,
    (SELECT max(u.id) FROM history u
     WHERE u.undoes = h.id AND NOT EXISTS (SELECT 1 FROM history r WHERE r.undoes = u.id)) AS undone_by,
    h.erased
    FROM history h";

/// The ids a case (`?1`) has or had.
const OF_CASE: &str = "IN (SELECT ?1 UNION SELECT value FROM old_ids WHERE case_id = ?1)";

fn read_touched(row: &Row<'_>) -> Result<TouchedRecord, Error> {
    let (subject, id, change): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let subject = RecordKind::from_slug(&subject).unwrap_or(RecordKind::Case);
    let change = RecordChange::ALL
        .into_iter()
        .find(|known| known.slug() == change)
        .unwrap_or(RecordChange::Changed);
    Ok(TouchedRecord {
        subject,
        id: records::id_of(subject, id)?,
        change,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KeptRecord, Record};
    use crate::store::Operation;
    use crate::store::sample::make_case;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn run(store: &mut Store, body: impl FnOnce(&mut Operation<'_>) -> Result<(), Error>) -> OpId {
        store.run_operation("test", "now", body).unwrap().0.unwrap()
    }

    fn put(store: &mut Store, name: &str, to: &str) -> OpId {
        run(store, |operation| {
            operation.put_case(&make_case(to, name, &[])).map(drop)
        })
    }

    #[test]
    fn the_log_tells_what_was_done_and_what_was_taken_back() {
        let mut store = Store::in_memory().unwrap();
        let first = put(&mut store, "One", "a");
        let second = run(&mut store, |operation| {
            operation.put_source(
                &crate::model::Source::from_typed([("id", "s"), ("title", "T")]).unwrap(),
            )?;
            operation.remove_case(&id("a")).map(drop)
        });
        let third = store.undo_operation(None, "then").unwrap().operation;
        let log = store.load_history(None, None).unwrap();
        let told: Vec<_> = log
            .iter()
            .map(|one| {
                (
                    one.operation,
                    one.command.as_str(),
                    one.undoes,
                    one.undone_by,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (third, "undo 2", Some(second), None),
                (second, "test", None, Some(third)),
                (first, "test", None, None)
            ]
        );
        assert_eq!(log[0].at, "then");
        let touched: Vec<_> = log[1]
            .touched
            .iter()
            .map(|one| (one.subject, one.id.as_str(), one.change))
            .collect();
        assert_eq!(
            touched,
            [
                (RecordKind::Case, "a", RecordChange::Removed),
                (RecordKind::Source, "s", RecordChange::Added)
            ]
        );
        let of_case = store.load_history(Some(&id("a")), Some(2)).unwrap();
        assert!(of_case.len() == 2 && of_case.iter().all(|entry| entry.touched.len() == 1));
        let (before, after) = store
            .load_change(second, RecordKind::Case, &id("a"))
            .unwrap();
        assert_eq!(
            (before, after),
            (Some(make_case("a", "One", &[]).into_any_record()), None)
        );
        let (before, after) = store
            .load_change(third, RecordKind::Case, &id("a"))
            .unwrap();
        assert_eq!(
            (before, after),
            (None, Some(make_case("a", "One", &[]).into_any_record()))
        );
        assert_eq!(
            store
                .load_change(first, RecordKind::Source, &id("s"))
                .unwrap(),
            (None, None)
        );
    }

    #[test]
    fn the_log_of_a_case_goes_back_before_its_id_changed() {
        let mut store = Store::in_memory().unwrap();
        put(&mut store, "One", "old");
        put(&mut store, "One", "other");
        let mut renamed = make_case("new", "One", &[]);
        renamed.old_ids = vec![id("old")];
        run(&mut store, |operation| {
            operation.remove_case(&id("old"))?;
            operation.put_case(&renamed).map(drop)
        });
        assert_eq!(store.load_history(Some(&id("new")), None).unwrap().len(), 2);
    }
}
