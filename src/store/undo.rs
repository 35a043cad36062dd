//! Taking back what was done, and putting it back.

use super::operation::{Operation, RecordChange};
use super::operation_id::OpId;
use super::stored::StoredRecord;
use crate::model::RecordKind;
use crate::model::record_kind::with_record_type;
use crate::model::{Case, Id, SentLetter};
use crate::store::history::{ENTRY, LogEntry, TouchedRecord};
use crate::store::{Error, Store, ids, list, records, sync_base};

/// Something that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoReport {
    /// The operation that took it back.
    pub operation: OpId,
    /// What it took back.
    pub entry: LogEntry,
}

/// The condition that something of an operation is left after erasures, so that there is something to take back.
const NOT_ERASED: &str =
    "(h.erased IS NULL OR EXISTS (SELECT 1 FROM history_changes kept WHERE kept.operation = h.id))";

impl Store {
    /// The operation that [`Store::undo_operation`] would take back: the given one, or the latest that holds, is neither an undo nor a
    /// redo, and was not erased.
    pub fn find_undoable(&self, operation: Option<OpId>) -> Result<LogEntry, Error> {
        self.with_snapshot(|store| {
            let entry = store.choose_entry(
                operation,
                "undo",
                &format!("h.undoes IS NULL AND {NOT_ERASED}"),
            )?;
            if let Some(undone) = entry.undoes {
                return Err(not_possible(
                    &entry,
                    "undone",
                    format!("it took back operation {undone}"),
                ));
            }
            store.check_letters_keep_case(&entry)?;
            store.check_can_undo(entry, "undone")
        })
    }

    /// The undo that [`Store::redo_operation`] would take back: the given one, or the latest that holds.
    pub fn find_redoable(&self, operation: Option<OpId>) -> Result<LogEntry, Error> {
        self.with_snapshot(|store| {
            let is_undo = "h.undoes IN (SELECT id FROM history WHERE undoes IS NULL)";
            let entry =
                store.choose_entry(operation, "redo", &format!("{is_undo} AND {NOT_ERASED}"))?;
            let base = entry
                .undoes
                .map(|undone| store.load_entry(undone))
                .transpose()?
                .flatten();
            if base.is_none_or(|base| base.undoes.is_some()) {
                return Err(not_possible(
                    &entry,
                    "redone",
                    "it is not an undo".to_owned(),
                ));
            }
            store.check_can_undo(entry, "redone")
        })
    }

    /// Undoes an operation: everything it touched is exactly as before. The undo is an operation itself.
    ///
    /// # Errors
    /// [`Error::Nothing`], [`Error::NoOperation`]; [`Error::NotPossible`] if it was taken back already or is an undo or
    /// redo; [`Error::Overlap`] if what it left has been changed since; otherwise as [`Store::run_operation`].
    pub fn undo_operation(
        &mut self,
        operation: Option<OpId>,
        at: &str,
    ) -> Result<UndoReport, Error> {
        self.take_back(at, |taking| {
            let entry = taking.find_undoable(operation)?;
            taking.mark_as_undo(entry.operation, format!("undo {}", entry.operation));
            taking.restore_touched(&entry)?;
            ids::release_ids(&taking.conn, entry.operation)?;
            sync_base::swap_base_entries(&taking.conn, entry.operation)?;
            Ok(entry)
        })
    }

    /// Takes back an undo: everything is as the operation had left it. This is an operation itself.
    ///
    /// # Errors
    /// As [`Store::undo_operation`]; [`Error::NotPossible`] if it is not an undo.
    pub fn redo_operation(
        &mut self,
        operation: Option<OpId>,
        at: &str,
    ) -> Result<UndoReport, Error> {
        self.take_back(at, |taking| {
            let entry = taking.find_redoable(operation)?;
            taking.mark_as_undo(entry.operation, format!("redo {}", entry.operation));
            taking.reserve_again(&entry)?;
            taking.restore_touched(&entry)?;
            if let Some(operation) = entry.undoes {
                sync_base::swap_base_entries(&taking.conn, operation)?;
            }
            Ok(entry)
        })
    }

    fn take_back(
        &mut self,
        at: &str,
        body: impl FnOnce(&mut Operation<'_>) -> Result<LogEntry, Error>,
    ) -> Result<UndoReport, Error> {
        let (operation, entry) = self.run_operation("", at, body)?;
        let operation = operation.ok_or(Error::NoOperation(entry.operation))?;
        Ok(UndoReport { operation, entry })
    }

    /// The given operation, or the latest that holds and meets the condition.
    fn choose_entry(
        &self,
        operation: Option<OpId>,
        verb: &'static str,
        condition: &str,
    ) -> Result<LogEntry, Error> {
        let mut entry = match operation {
            Some(operation) => self
                .load_entry(operation)?
                .ok_or(Error::NoOperation(operation))?,
            None => {
                let sql = format!(
                    "{ENTRY} WHERE {condition} AND undone_by IS NULL ORDER BY h.id DESC LIMIT 1"
                );
                self.query_entries(&sql, [])?
                    .pop()
                    .ok_or(Error::Nothing(verb))?
            }
        };
        entry.touched = self.touched_records(entry.operation, None)?;
        Ok(entry)
    }

    /// Refuses an operation that was taken back, or that left something which has been changed since.
    fn check_can_undo(&self, entry: LogEntry, verb: &'static str) -> Result<LogEntry, Error> {
        if let Some(by) = entry.undone_by {
            return Err(not_possible(
                &entry,
                verb,
                format!("operation {by} has done so"),
            ));
        }
        if let Some(day) = entry.erased.as_ref().filter(|_| entry.touched.is_empty()) {
            return Err(not_possible(
                &entry,
                verb,
                format!("what it changed was erased on {day}"),
            ));
        }
        for TouchedRecord { subject, id, .. } in &entry.touched {
            let as_left =
                with_record_type!(subject, T => self.is_unchanged_since::<T>(entry.operation, id))?;
            if !as_left {
                return Err(Error::Overlap {
                    operation: entry.operation,
                    subject: *subject,
                    id: id.clone(),
                });
            }
        }
        Ok(entry)
    }

    /// Refuses to take back that a case was added when a letter has been written about it since: the id would be free, and
    /// the letter would be about the next person who gets it. A letter about an id that comes back loses nothing.
    fn check_letters_keep_case(&self, entry: &LogEntry) -> Result<(), Error> {
        let comes_back = |id: &Id| {
            entry.touched.iter().any(|one| {
                one.matches_change(RecordKind::Case, RecordChange::Removed) && one.id == *id
            })
        };
        for case in entry
            .touched
            .iter()
            .filter(|one| one.matches_change(RecordKind::Case, RecordChange::Added))
        {
            for id in list::letters_of(&self.conn, &case.id)? {
                let about = records::load_record::<SentLetter>(&self.conn, &id)?
                    .map(|letter| letter.cases)
                    .unwrap_or_default();
                let loses = about.contains(&case.id) || !about.iter().any(comes_back);
                let letter = TouchedRecord {
                    subject: RecordKind::Letter,
                    id,
                    change: RecordChange::Added,
                };
                if loses && !entry.touched.contains(&letter) {
                    return Err(Error::Overlap {
                        operation: entry.operation,
                        subject: letter.subject,
                        id: letter.id,
                    });
                }
            }
        }
        Ok(())
    }

    fn is_unchanged_since<T: StoredRecord>(&self, operation: OpId, id: &Id) -> Result<bool, Error> {
        Ok(match self.load_image::<T>(operation, id, ">")? {
            Some(left) => left == records::load_record::<T>(&self.conn, id)?,
            None => true,
        })
    }
}

fn not_possible(entry: &LogEntry, verb: &'static str, reason: String) -> Error {
    Error::NotPossible {
        operation: entry.operation,
        verb,
        reason,
    }
}

impl Operation<'_> {
    /// Puts everything that an operation touched back to what it was before.
    pub(super) fn restore_touched(&mut self, entry: &LogEntry) -> Result<(), Error> {
        for TouchedRecord { subject, id, .. } in &entry.touched {
            with_record_type!(subject, T => self.restore_one::<T>(entry.operation, id)?)
        }
        Ok(())
    }

    /// Reserves the ids of the cases that are about to be removed again.
    fn reserve_again(&self, undo: &LogEntry) -> Result<(), Error> {
        let Some(removal) = undo.undoes else {
            return Ok(());
        };
        for TouchedRecord { id, .. } in self
            .touched_records(removal, None)?
            .into_iter()
            .filter(|one| one.matches_change(RecordKind::Case, RecordChange::Removed))
        {
            if let Some(case) = records::load_record::<Case>(&self.conn, &id)? {
                ids::reserve_id(&self.conn, &case, removal)?;
            }
        }
        Ok(())
    }

    fn restore_one<T: StoredRecord>(&mut self, operation: OpId, id: &Id) -> Result<(), Error> {
        match self.load_image::<T>(operation, id, "=")?.flatten() {
            Some(before) => self.put_record(&before).map(drop),
            None => self.remove_record::<T>(id).map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Casebook;
    use crate::store::sample::{self, SampleChoices, make_case};

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

    fn name(store: &Store, of: &str) -> Option<String> {
        store
            .load_case(&id(of))
            .unwrap()
            .map(|case| case.name.to_string())
    }

    /// Everything that the casebook says, and every row beside it that must follow.
    fn everything(store: &Store) -> (Casebook, Vec<String>) {
        let book = Casebook {
            cases: records::load_all(&store.conn).unwrap(),
            recipients: records::load_all(&store.conn).unwrap(),
            sources: records::load_all(&store.conn).unwrap(),
            letters: records::load_all(&store.conn).unwrap(),
            statements: records::load_all(&store.conn).unwrap(),
            ..Casebook::default()
        };
        let beside = "SELECT 'name ' || case_id || position || key FROM name_keys
            UNION ALL SELECT 'search ' || id || words FROM search JOIN cases USING (n)
            UNION ALL SELECT 'case ' || id || status || coalesce(status_since, '') || name_order FROM cases
            UNION ALL SELECT 'removed ' || id FROM removed_cases ORDER BY 1";
        let mut statement = store.conn.prepare(beside).unwrap();
        let beside = statement
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        (book, beside)
    }

    #[test]
    fn undo_and_redo_walk_back_and_forth() {
        let mut store = Store::in_memory().unwrap();
        for name in ["One", "Two", "Three"] {
            put(&mut store, name, "a");
        }
        let mut seen = Vec::new();
        for _ in 0..3 {
            store.undo_operation(None, "now").unwrap();
            seen.push(name(&store, "a"));
        }
        assert!(matches!(
            store.undo_operation(None, "now"),
            Err(Error::Nothing("undo"))
        ));
        for _ in 0..3 {
            store.redo_operation(None, "now").unwrap();
            seen.push(name(&store, "a"));
        }
        assert!(matches!(
            store.redo_operation(None, "now"),
            Err(Error::Nothing("redo"))
        ));
        let seen: Vec<_> = seen
            .iter()
            .map(|name| name.as_deref().unwrap_or("-"))
            .collect();
        assert_eq!(seen, ["Two", "One", "-", "One", "Two", "Three"]);
        store.undo_operation(None, "now").unwrap();
        assert_eq!(name(&store, "a").unwrap(), "Two");
    }

    #[test]
    fn an_operation_whose_work_was_changed_since_is_not_undone() {
        let mut store = Store::in_memory().unwrap();
        let first = put(&mut store, "One", "a");
        put(&mut store, "One", "b");
        let second = put(&mut store, "Two", "a");
        assert!(matches!(
            store.undo_operation(Some(first), "now"),
            Err(Error::Overlap { .. })
        ));
        store.undo_operation(Some(second), "now").unwrap();
        let undone = store.undo_operation(Some(first), "later").unwrap();
        assert_eq!(undone.entry.operation, first);
        assert_eq!(
            (name(&store, "a"), name(&store, "b")),
            (None, Some("One".to_owned()))
        );
    }

    #[test]
    fn nothing_is_redone_over_a_new_change() {
        let mut store = Store::in_memory().unwrap();
        put(&mut store, "One", "a");
        put(&mut store, "Two", "a");
        store.undo_operation(None, "now").unwrap();
        put(&mut store, "Three", "a");
        assert!(matches!(
            store.redo_operation(None, "now"),
            Err(Error::Overlap { .. })
        ));
        assert_eq!(name(&store, "a").unwrap(), "Three");
    }

    #[test]
    fn a_case_with_letters_is_not_taken_back() {
        let mut store = Store::in_memory().unwrap();
        let mut letter = sample::full_record::<SentLetter>("letter");
        letter.cases = vec![id("a")];
        let both = run(&mut store, |operation| {
            operation.put_case(&make_case("a", "One", &[]))?;
            operation.put_letter(&letter).map(drop)
        });
        store.undo_operation(Some(both), "now").unwrap();
        let add = put(&mut store, "One", "a");
        run(&mut store, |operation| {
            operation.put_letter(&letter).map(drop)
        });
        let refused = store.undo_operation(Some(add), "now");
        assert!(
            matches!(
                &refused,
                Err(Error::Overlap {
                    subject: RecordKind::Letter,
                    ..
                })
            ),
            "{refused:?}"
        );
        run(&mut store, |operation| {
            operation.remove_case(&id("a")).map(drop)
        });
        store.undo_operation(None, "now").unwrap();
        store.redo_operation(None, "now").unwrap();
        assert_eq!(name(&store, "a"), None);
    }

    #[test]
    fn what_cannot_be_taken_back_is_refused_by_name() {
        let mut store = Store::in_memory().unwrap();
        assert!(matches!(
            store.undo_operation(None, "now"),
            Err(Error::Nothing("undo"))
        ));
        assert!(matches!(
            store.undo_operation(Some(OpId(9)), "now"),
            Err(Error::NoOperation(OpId(9)))
        ));
        let first = put(&mut store, "One", "a");
        assert!(matches!(
            store.redo_operation(Some(first), "now"),
            Err(Error::NotPossible { .. })
        ));
        let undo = store.undo_operation(None, "now").unwrap().operation;
        assert!(matches!(
            store.undo_operation(Some(first), "now"),
            Err(Error::NotPossible { .. })
        ));
        assert!(matches!(
            store.undo_operation(Some(undo), "now"),
            Err(Error::NotPossible { .. })
        ));
        let redo = store.redo_operation(Some(undo), "now").unwrap().operation;
        assert!(matches!(
            store.redo_operation(Some(undo), "now"),
            Err(Error::NotPossible { .. })
        ));
        assert!(matches!(
            store.redo_operation(Some(redo), "now"),
            Err(Error::NotPossible { .. })
        ));
    }

    #[test]
    fn an_undone_removal_frees_the_id_and_a_redone_one_reserves_it() {
        let mut store = Store::in_memory().unwrap();
        put(&mut store, "One", "a");
        run(&mut store, |operation| {
            operation.remove_case(&id("a")).map(drop)
        });
        store.undo_operation(None, "now").unwrap();
        store.undo_operation(None, "now").unwrap();
        assert_eq!(store.free_id(&id("a")).unwrap(), id("a"));
        store.redo_operation(None, "now").unwrap();
        store.redo_operation(None, "now").unwrap();
        assert_eq!(
            (name(&store, "a"), store.free_id(&id("a")).unwrap()),
            (None, id("a-2"))
        );
    }

    fn change_something(
        operation: &mut Operation<'_>,
        choices: &mut SampleChoices<'_>,
    ) -> Result<(), Error> {
        for _ in 0..=choices.next() % 3 {
            let (what, which) = (choices.next() % 8, ["a", "b"][choices.next() % 2]);
            match what {
                0..3 => {
                    let mut case = sample::partial_record::<Case>(which, choices);
                    (case.uid, case.old_ids) = (Some(which.parse().unwrap()), Vec::new());
                    operation.put_case(&case).map(drop)
                }
                3 => operation.remove_case(&id(which)).map(drop),
                4 => operation
                    .put_recipient(&sample::partial_record(which, choices))
                    .map(drop),
                5 => operation
                    .put_letter(&sample::partial_record(which, choices))
                    .map(drop),
                6 => operation
                    .put_source(&sample::partial_record(which, choices))
                    .map(drop),
                _ => {
                    operation.remove_recipient(&id(which))?;
                    operation.remove_letter(&id(which))?;
                    operation.remove_source(&id(which)).map(drop)
                }
            }?;
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
        #[test]
        fn undo_and_redo_restore_everything_exactly(steps in prop::collection::vec(any::<[u8; 32]>(), 1..8)) {
            let mut store = Store::in_memory().unwrap();
            let mut states = vec![everything(&store)];
            for bytes in &steps {
                let change = |operation: &mut Operation<'_>| {
                    change_something(operation, &mut SampleChoices::new(bytes))
                };
                if store.run_operation("test", "now", change).unwrap().0.is_some() {
                    states.push(everything(&store));
                }
            }
            for state in states.iter().rev().skip(1) {
                store.undo_operation(None, "now").unwrap();
                prop_assert_eq!(&everything(&store), state);
            }
            for state in states.iter().skip(1) {
                store.redo_operation(None, "now").unwrap();
                prop_assert_eq!(&everything(&store), state);
            }
            store.check_integrity().unwrap();
        }
    }
}
