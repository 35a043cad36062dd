//! What the casebook said on an earlier day.

use rusqlite::backup::Backup;
use rusqlite::params;

use super::{Error, OpId, Store, connection};
use crate::model::Date;
use crate::store::history::ENTRY;

/// Pages of the file that are copied at once.
const PAGES: i32 = 10_000;

impl Store {
    /// What the casebook said at the end of a day (of Coordinated Universal Time): a copy in memory from which everything
    /// that was done after the last operation of that day, or of an earlier one, is taken back. The file is not touched.
    ///
    /// What was done later is told by the numbers of the history, not by its days: a clock that was wrong for a while hides
    /// nothing that was done before the last operation of the day.
    pub fn copy_as_of(&self, day: Date) -> Result<Self, Error> {
        let mut conn = connection::in_memory()?;
        Backup::new(&self.conn, &mut conn)?.run_to_completion(PAGES, connection::PATIENCE, None)?;
        connection::prepare_to_write(&conn)?;
        let mut then = Self { conn, place: None };
        let next_day = day
            .tomorrow()
            .map_err(|_| Error::NoOperation(OpId(0)))?
            .to_string();
        let Some(first) = then.first_since(&next_day)? else {
            return Ok(then);
        };
        then.run_operation("", "", |operation| {
            let later = operation.query_entries(
                &format!("{ENTRY} WHERE h.id >= ?1 ORDER BY h.id DESC"),
                [first],
            )?;
            for mut entry in later {
                entry.touched = operation.touched_records(entry.operation, None)?;
                operation.restore_touched(&entry)?;
            }
            Ok::<_, Error>(())
        })?;
        then.forget_operations(first)?;
        Ok(then)
    }

    /// The first operation after the last one that is dated before a moment.
    fn first_since(&self, moment: &str) -> Result<Option<i64>, Error> {
        let sql = "SELECT min(id) FROM history
                   WHERE id > (SELECT coalesce(max(id), 0) FROM history WHERE at < ?1)";
        Ok(self.conn.query_row(sql, [moment], |row| row.get(0))?)
    }

    /// Takes operations out of the history of a copy.
    fn forget_operations(&self, first: i64) -> Result<(), Error> {
        let tables = [
            ("removed_cases", "operation"),
            ("history_changes", "operation"),
            ("erased", "operation"),
            ("history", "id"),
        ];
        for (table, column) in tables {
            self.conn.execute(
                &format!("DELETE FROM {table} WHERE {column} >= ?1"),
                params![first],
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Case, Id};
    use crate::store::Store;
    use crate::store::sample::{make_case, parse_day};

    fn store() -> Store {
        let mut store = Store::in_memory().unwrap();
        let mut on = |at: &str,
                      body: &dyn Fn(
            &mut super::super::Operation<'_>,
        ) -> Result<(), super::Error>| {
            store
                .run_operation("test", at, |operation| body(operation))
                .unwrap();
        };
        on("2020-01-01T23:59:59Z", &|operation| {
            operation.put_case(&make_case("a", "Ann", &[])).map(drop)
        });
        on("2020-02-01T00:00:00Z", &|operation| {
            operation.put_case(&make_case("a", "Anne", &[])).map(drop)
        });
        on("2020-02-01T12:00:00Z", &|operation| {
            operation.put_case(&make_case("b", "Bo", &[])).map(drop)
        });
        on("2020-03-01T00:00:00Z", &|operation| {
            operation.remove_case(&"a".parse::<Id>().unwrap()).map(drop)
        });
        store
    }

    fn names(store: &Store) -> Vec<String> {
        let mut names = Vec::new();
        let mut add = |case: Case| {
            names.push(case.name.to_string());
            Ok::<_, super::Error>(())
        };
        store
            .each_case(
                &crate::model::Filter::default(),
                parse_day("2020-06-01"),
                &mut add,
            )
            .unwrap();
        names
    }

    #[test]
    fn a_day_knows_what_was_done_by_its_end() {
        let store = store();
        let then = |text: &str| store.copy_as_of(parse_day(text)).unwrap();
        assert_eq!(names(&then("2019-12-31")), Vec::<String>::new());
        assert_eq!(names(&then("2020-01-01")), ["Ann"]);
        assert_eq!(names(&then("2020-02-01")), ["Anne", "Bo"]);
        assert_eq!(names(&then("2020-02-29")), ["Anne", "Bo"]);
        assert_eq!(names(&then("2020-03-01")), ["Bo"]);
        assert_eq!(
            then("2020-02-29").load_history(None, None).unwrap().len(),
            3
        );
        assert_eq!(names(&store), ["Bo"]);
    }

    #[test]
    fn a_clock_that_was_wrong_for_a_while_hides_nothing() {
        let mut store = Store::in_memory().unwrap();
        for (at, id, name) in [
            ("2020-01-01T12:00:00Z", "a", "Ann"),
            ("2031-01-01T12:00:00Z", "b", "Bo"),
            ("2020-01-03T12:00:00Z", "c", "Cid"),
            ("2020-01-05T12:00:00Z", "d", "Dee"),
        ] {
            store
                .run_operation("test", at, |operation| {
                    operation.put_case(&make_case(id, name, &[]))
                })
                .unwrap();
        }
        let then = |text: &str| names(&store.copy_as_of(parse_day(text)).unwrap());
        assert_eq!(then("2020-01-01"), ["Ann"]);
        assert_eq!(then("2020-01-04"), ["Ann", "Bo", "Cid"]);
        assert_eq!(then("2020-01-05"), ["Ann", "Bo", "Cid", "Dee"]);
    }
}
