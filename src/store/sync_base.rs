//! The sync base: the text of every record when both sides of a team’s folder last had it in common.
//!
//! Each folder has its own rows. The rows that an operation replaced are kept too, so that undoing it restores the sync
//! base.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::operation::Operation;
use super::operation_id::OpId;
use super::records::id_of;
use super::{Error, RecordKind, Store};
use crate::model::Id;

/// A record in the sync base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncBaseRow {
    /// What kind of record.
    pub subject: RecordKind,
    /// Its id.
    pub id: Id,
    /// Its text; none if both sides know that it was removed.
    pub text: Option<String>,
    /// If it was written into the folder and others may not have it yet: the sync base before that.
    pub older: Option<Option<String>>,
}

impl Store {
    /// The sync base of a folder for records of a kind, in order of id.
    pub fn load_sync_base(
        &self,
        tree: &str,
        subject: RecordKind,
    ) -> Result<Vec<SyncBaseRow>, Error> {
        let texts = self.read_texts(subject, &base_kind(tree, subject))?;
        let mut older = self.read_texts(subject, &older_kind(tree, subject))?;
        let ids: BTreeSet<Id> = texts.keys().chain(older.keys()).cloned().collect();
        let one = |id: Id| SyncBaseRow {
            subject,
            text: texts.get(&id).cloned(),
            older: older
                .remove(&id)
                .map(|text| Some(text).filter(|text| text != NOTHING)),
            id,
        };
        Ok(ids.into_iter().map(one).collect())
    }

    fn read_texts(&self, subject: RecordKind, kind: &str) -> Result<BTreeMap<Id, String>, Error> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, text FROM agreed WHERE kind = ?1")?;
        let mut rows = statement.query([kind])?;
        let mut texts = BTreeMap::new();
        while let Some(row) = rows.next()? {
            texts.insert(id_of(subject, row.get(0)?)?, row.get(1)?);
        }
        Ok(texts)
    }

    /// Agrees on records, outside of any operation, and forgets what was only intended. It is on the disk when this returns.
    pub fn update_sync_base(&mut self, tree: &str, agreed: &[SyncBaseRow]) -> Result<(), Error> {
        let transaction = self.begin_writing()?;
        agreed
            .iter()
            .try_for_each(|one| write_base_entry(&self.conn, tree, one, None))?;
        RecordKind::ALL.into_iter().try_for_each(|subject| {
            let sql = "DELETE FROM agreed WHERE kind = ?1";
            self.conn
                .prepare_cached(sql)?
                .execute([intended_kind(tree, subject)])
                .map(drop)
                .map_err(Error::from)
        })?;
        Ok(transaction.commit()?)
    }

    /// Notes what is about to be written into a tree, before it is: texts of records, none for one that goes. It is on the
    /// disk when this returns, and holds until the next [`Store::update_sync_base`], so that whoever is killed in between can tell what
    /// the tree has from them.
    pub fn save_intended_texts(
        &mut self,
        tree: &str,
        texts: &[(RecordKind, Id, Option<String>)],
    ) -> Result<(), Error> {
        let transaction = self.begin_writing()?;
        for (subject, id, text) in texts {
            write_text(
                &self.conn,
                &intended_kind(tree, *subject),
                id.as_str(),
                Some(text.as_deref().unwrap_or(NOTHING)),
            )?;
        }
        Ok(transaction.commit()?)
    }

    /// What was to be written into a tree by a command that did not come to its end: texts of records, none for one that
    /// was to go.
    pub fn load_intended_texts(
        &self,
        tree: &str,
        subject: RecordKind,
    ) -> Result<BTreeMap<Id, Option<String>>, Error> {
        let texts = self.read_texts(subject, &intended_kind(tree, subject))?;
        Ok(texts
            .into_iter()
            .map(|(id, text)| (id, Some(text).filter(|text| text != NOTHING)))
            .collect())
    }
}

impl Operation<'_> {
    /// Updates the sync base at the end of this operation; undoing the operation undoes this too.
    pub fn update_sync_base(&mut self, tree: &str, agreed: &[SyncBaseRow]) -> Result<(), Error> {
        let number = self.operation_id();
        self.run_write(|operation| {
            agreed
                .iter()
                .try_for_each(|one| write_base_entry(&operation.conn, tree, one, number))
        })?;
        self.note_side_write();
        Ok(())
    }
}

/// The stored value for a record that both sides know to be removed.
const NOTHING: &str = "-";

/// The stored value for a record that was not in the sync base before.
const BEFORE_ALL: &str = "--";

fn base_kind(tree: &str, subject: RecordKind) -> String {
    format!("{subject} {tree}")
}

fn older_kind(tree: &str, subject: RecordKind) -> String {
    format!("{subject} {tree} older")
}

fn intended_kind(tree: &str, subject: RecordKind) -> String {
    format!("{subject} {tree} intended")
}

/// Agrees on a record, and keeps beside it what an operation replaced.
fn write_base_entry(
    conn: &Connection,
    tree: &str,
    agreed: &SyncBaseRow,
    operation: Option<OpId>,
) -> Result<(), Error> {
    let SyncBaseRow {
        subject,
        id,
        text,
        older,
    } = agreed;
    let older = older
        .as_ref()
        .map(|older| older.as_deref().unwrap_or(NOTHING));
    replace_text(
        conn,
        &base_kind(tree, *subject),
        id,
        text.as_deref(),
        operation,
    )?;
    replace_text(conn, &older_kind(tree, *subject), id, older, operation)
}

fn replace_text(
    conn: &Connection,
    kind: &str,
    id: &Id,
    now: Option<&str>,
    operation: Option<OpId>,
) -> Result<(), Error> {
    let id = id.as_str();
    let before = read_text(conn, kind, id)?;
    if before.as_deref() == now {
        return Ok(());
    }
    conn.prepare_cached("DELETE FROM agreed WHERE kind GLOB ?1 AND id = ?2")?
        .execute(params![format!("{kind} before *"), id])?;
    write_text(conn, kind, id, now)?;
    match operation {
        Some(operation) => write_text(
            conn,
            &format!("{kind} before {operation}"),
            id,
            Some(before.as_deref().unwrap_or(BEFORE_ALL)),
        ),
        None => Ok(()),
    }
}

/// Swaps the sync base of an operation with the one before it.
pub(super) fn swap_base_entries(conn: &Connection, operation: OpId) -> Result<(), Error> {
    let end = format!(" before {operation}");
    let mut statement =
        conn.prepare_cached("SELECT kind, id, text FROM agreed WHERE kind GLOB ?1")?;
    let rows = statement.query_map([format!("*{end}")], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let rows: Vec<(String, String, String)> = rows.collect::<Result<_, _>>()?;
    for (beside, id, before) in rows {
        let kind = beside.trim_end_matches(&end);
        let now = read_text(conn, kind, &id)?;
        write_text(
            conn,
            kind,
            &id,
            Some(before.as_str()).filter(|text| *text != BEFORE_ALL),
        )?;
        write_text(
            conn,
            &beside,
            &id,
            Some(now.as_deref().unwrap_or(BEFORE_ALL)),
        )?;
    }
    Ok(())
}

fn read_text(conn: &Connection, kind: &str, id: &str) -> Result<Option<String>, Error> {
    let mut statement =
        conn.prepare_cached("SELECT text FROM agreed WHERE kind = ?1 AND id = ?2")?;
    Ok(statement
        .query_row([kind, id], |row| row.get(0))
        .optional()?)
}

fn write_text(conn: &Connection, kind: &str, id: &str, text: Option<&str>) -> Result<(), Error> {
    match text {
        Some(text) => conn
            .prepare_cached("INSERT OR REPLACE INTO agreed (kind, id, text) VALUES (?1, ?2, ?3)")?
            .execute([kind, id, text])?,
        None => conn
            .prepare_cached("DELETE FROM agreed WHERE kind = ?1 AND id = ?2")?
            .execute([kind, id])?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::make_case;

    fn one(id: &str, text: &str) -> SyncBaseRow {
        let text = (!text.is_empty()).then(|| text.to_owned());
        SyncBaseRow {
            subject: RecordKind::Case,
            id: id.parse().unwrap(),
            text,
            older: None,
        }
    }

    fn told(store: &Store) -> Vec<String> {
        let agreed = store.load_sync_base("t", RecordKind::Case).unwrap();
        agreed
            .iter()
            .map(|one| format!("{} {}", one.id, one.text.as_deref().unwrap_or("-")))
            .collect()
    }

    #[test]
    fn each_tree_has_its_own_agreement() {
        let mut store = Store::in_memory().unwrap();
        store
            .update_sync_base("t", &[one("a", "1"), one("b", "1")])
            .unwrap();
        store.update_sync_base("other", &[one("a", "2")]).unwrap();
        store.update_sync_base("t", &[one("b", "")]).unwrap();
        assert_eq!(told(&store), ["a 1"]);
        assert!(
            store
                .load_sync_base("t", RecordKind::Recipient)
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_was_agreed_on_before_is_kept_until_others_have_it() {
        let mut store = Store::in_memory().unwrap();
        for older in [Some(None), Some(Some("1".to_owned())), None] {
            let agreed = SyncBaseRow {
                older,
                ..one("a", "2")
            };
            store
                .update_sync_base("t", std::slice::from_ref(&agreed))
                .unwrap();
            assert_eq!(
                store.load_sync_base("t", RecordKind::Case).unwrap(),
                [agreed]
            );
        }
    }

    #[test]
    fn what_is_intended_holds_until_something_is_agreed_on() {
        let mut store = Store::in_memory().unwrap();
        store.update_sync_base("t", &[one("a", "1")]).unwrap();
        let texts = [("a", Some("2".to_owned())), ("b", None)];
        let intended = texts
            .clone()
            .map(|(id, text)| (RecordKind::Case, id.parse().unwrap(), text));
        store.save_intended_texts("t", &intended).unwrap();
        assert_eq!(
            store.load_intended_texts("t", RecordKind::Case).unwrap(),
            texts.map(|(id, text)| (id.parse().unwrap(), text)).into()
        );
        assert_eq!(told(&store), ["a 1"]);
        assert!(
            store
                .load_intended_texts("other", RecordKind::Case)
                .unwrap()
                .is_empty()
        );
        store.update_sync_base("t", &[one("a", "2")]).unwrap();
        assert!(
            store
                .load_intended_texts("t", RecordKind::Case)
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn undo_takes_back_what_was_agreed_on_and_redo_agrees_again() {
        let mut store = Store::in_memory().unwrap();
        store
            .update_sync_base("t", &[one("a", "1"), one("gone", "1")])
            .unwrap();
        let take_in = |operation: &mut Operation<'_>| {
            operation.put_case(&make_case("a", "A", &[]))?;
            operation.update_sync_base("t", &[one("a", "2"), one("new", "1"), one("gone", "")])
        };
        store.run_operation("import", "now", take_in).unwrap();
        for _ in 0..2 {
            assert_eq!(told(&store), ["a 2", "new 1"]);
            store.undo_operation(None, "now").unwrap();
            assert_eq!(told(&store), ["a 1", "gone 1"]);
            store.redo_operation(None, "now").unwrap();
        }
        store.update_sync_base("t", &[one("a", "3")]).unwrap();
        store.undo_operation(None, "now").unwrap();
        assert_eq!(told(&store), ["a 3", "gone 1"]);
    }

    #[test]
    fn what_is_agreed_on_stays_also_where_nothing_was_to_change() {
        let mut store = Store::in_memory().unwrap();
        let agree =
            |operation: &mut Operation<'_>| operation.update_sync_base("t", &[one("a", "1")]);
        assert_eq!(store.run_operation("import", "now", agree).unwrap().0, None);
        assert_eq!(told(&store), ["a 1"]);
    }
}
