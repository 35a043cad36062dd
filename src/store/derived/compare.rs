//! Checks that the derived columns agree with the records, and rebuilds them.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::{COLUMNS, column_values, search_words};
use crate::model::{Case, Id};
use crate::store::{Error, Store, records};

impl Store {
    /// The people whose derived columns, name keys or search words are not what their records say, in order of id: another
    /// program has changed one of the two. Lists, searches and `--status` would go by the wrong one.
    pub fn find_stale_derived(&self) -> Result<Vec<Id>, Error> {
        self.with_snapshot(|store| find_stale(&store.conn))
    }

    /// Rebuilds the derived columns of these people and the index of words. The records are not changed.
    pub fn rebuild_derived(&mut self, ids: &[Id]) -> Result<(), Error> {
        let transaction = self.begin_writing()?;
        records::each_record::<Case, Error>(&transaction, ids, |case| {
            rewrite_derived(&transaction, &case)
        })?;
        transaction.execute(
            "INSERT INTO search_index (search_index) VALUES ('rebuild')",
            [],
        )?;
        Ok(transaction.commit()?)
    }
}

fn find_stale(conn: &Connection) -> Result<Vec<Id>, Error> {
    let mut stale = Vec::new();
    records::each_record::<Case, Error>(conn, &records::all_ids::<Case>(conn)?, |case| {
        if !is_in_step(conn, &case)? {
            stale.push(case.id);
        }
        Ok(())
    })?;
    Ok(stale)
}

pub(super) fn is_in_step(conn: &Connection, case: &Case) -> Result<bool, Error> {
    let sql = format!("SELECT {} FROM cases WHERE id = ?1", COLUMNS.join(", "));
    let columns: Vec<Option<String>> = conn
        .prepare_cached(&sql)?
        .query_row([case.id.as_str()], |row| {
            (0..COLUMNS.len()).map(|column| row.get(column)).collect()
        })?;
    if columns != column_values(case) {
        return Ok(false);
    }
    let mut statement =
        conn.prepare_cached("SELECT key FROM name_keys WHERE case_id = ?1 ORDER BY position")?;
    let keys: Vec<String> = statement
        .query_map([case.id.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if keys != case.name_keys() {
        return Ok(false);
    }
    let words: Option<String> = conn
        .prepare_cached("SELECT words FROM search WHERE n = (SELECT n FROM cases WHERE id = ?1)")?
        .query_row([case.id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(words == Some(search_words(case)))
}

pub(super) fn rewrite_derived(conn: &Connection, case: &Case) -> Result<(), Error> {
    let set: Vec<String> = (2..)
        .zip(COLUMNS)
        .map(|(position, column)| format!("{column} = ?{position}"))
        .collect();
    let values = std::iter::once(Some(case.id.to_string())).chain(column_values(case));
    conn.prepare_cached(&format!(
        "UPDATE cases SET {} WHERE id = ?1",
        set.join(", ")
    ))?
    .execute(params_from_iter(values))?;
    conn.prepare_cached("DELETE FROM name_keys WHERE case_id = ?1")?
        .execute([case.id.as_str()])?;
    let mut insert =
        conn.prepare_cached("INSERT INTO name_keys (case_id, position, key) VALUES (?1, ?2, ?3)")?;
    for (position, key) in (1..).zip(case.name_keys()) {
        insert.execute(params![case.id.as_str(), position, key])?;
    }
    conn.prepare_cached(
        "INSERT INTO search (n, words) SELECT n, ?2 FROM cases WHERE id = ?1
         ON CONFLICT (n) DO UPDATE SET words = excluded.words",
    )?
    .execute(params![case.id.as_str(), search_words(case)])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample::{full_record, make_case};

    #[test]
    fn what_another_program_changed_in_a_derived_column_is_found_and_put_right() {
        for sql in [
            "UPDATE cases SET status = 'released' WHERE id = 'a'",
            "UPDATE cases SET status_since = '1999' WHERE id = 'a'",
            "UPDATE cases SET name_order = 'x' WHERE id = 'a'",
            "UPDATE cases SET place_key = 'x' WHERE id = 'a'",
            "UPDATE name_keys SET key = 'x' WHERE case_id = 'a' AND position = 1",
            "DELETE FROM name_keys WHERE case_id = 'a'",
            "UPDATE search SET words = 'x' WHERE n = (SELECT n FROM cases WHERE id = 'a')",
            "DELETE FROM search WHERE n = (SELECT n FROM cases WHERE id = 'a')",
        ] {
            let mut store = Store::in_memory().unwrap();
            store
                .run_operation("put", "now", |operation| {
                    operation.put_case(&full_record::<Case>("a"))?;
                    operation.put_case(&make_case("b", "B", &[]))
                })
                .unwrap();
            assert_eq!(store.find_stale_derived().unwrap(), []);
            assert!(store.conn.execute(sql, []).unwrap() > 0, "{sql}");
            let stale = store.find_stale_derived().unwrap();
            assert_eq!(stale, ["a".parse().unwrap()], "{sql}");
            store.rebuild_derived(&stale).unwrap();
            assert_eq!(store.find_stale_derived().unwrap(), [], "{sql}");
            store.check_integrity().unwrap();
        }
    }
}
