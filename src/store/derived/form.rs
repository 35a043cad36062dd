//! The form of the derived columns: a casebook written with other rules for names and searches is written anew when it is opened.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::compare::{is_in_step, rewrite_derived};
use super::{pause_index, rebuild_index};
use crate::model::{Case, Id};
use crate::store::{Error, records};

/// The form that this version writes. Whatever changes [`super::column_values`], [`super::search_words`] or the keys of a
/// name for a record that stays the same counts it up: a test below knows what they give.
const FORM: i64 = 1;

/// Whether the derived columns were written in the form of this version.
pub(in crate::store) fn is_current_form(conn: &Connection) -> Result<bool, Error> {
    let form: Option<i64> = conn
        .query_row("SELECT form FROM derived_form", [], |row| row.get(0))
        .optional()?;
    Ok(form == Some(FORM))
}

/// Writes the derived columns in the form of this version, and says so in the file, in one transaction. A person whose record
/// cannot be read keeps the keys that are there.
pub(in crate::store) fn update_form(conn: &Connection) -> Result<(), Error> {
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    if is_current_form(&transaction)? {
        return Ok(());
    }
    let follower = pause_index(&transaction)?;
    for batch in records::all_ids::<Case>(&transaction)?.chunks(records::BATCH) {
        match rewrite_older(&transaction, batch) {
            Err(Error::Unreadable { .. }) => {
                batch.iter().try_for_each(|id| {
                    match rewrite_older(&transaction, std::slice::from_ref(id)) {
                        Err(Error::Unreadable { .. }) => Ok(()),
                        other => other,
                    }
                })?
            }
            other => other?,
        }
    }
    rebuild_index(&transaction, &follower)?;
    transaction.execute(
        "INSERT INTO derived_form (id, form) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET form = excluded.form",
        [FORM],
    )?;
    Ok(transaction.commit()?)
}

fn rewrite_older(conn: &Connection, ids: &[Id]) -> Result<(), Error> {
    records::each_record::<Case, Error>(conn, ids, |case| {
        if is_in_step(conn, &case)? {
            Ok(())
        } else {
            rewrite_derived(conn, &case)
        }
    })
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::store::derived::{column_values, search_words};
    use crate::store::sample::make_case;
    use crate::store::{AccessMode, ReferenceMatch, Store};

    fn make_prisoner(id: &str, name: &str) -> Case {
        let mut case = make_case(id, name, &[]);
        case.place = "Prison 11".parse().ok();
        case
    }

    /// A casebook on the disk with two people, whose derived columns an older version wrote.
    fn write_older_casebook(path: &std::path::Path) {
        let mut store = Store::create(path).unwrap();
        store
            .run_operation("put", "now", |operation| {
                operation.put_case(&make_prisoner("p-11", "Prisoner 11"))?;
                operation.put_case(&make_case("anna", "Anna Sokol", &[]))
            })
            .unwrap();
        store
            .conn
            .execute_batch(
                "UPDATE name_keys SET key = 'prisoner 1' WHERE case_id = 'p-11';
                 UPDATE search SET words = '1 prisoner prison' WHERE n = (SELECT n FROM cases WHERE id = 'p-11');
                 UPDATE cases SET place_key = 'prison 1' WHERE id = 'p-11';
                 DELETE FROM derived_form;",
            )
            .unwrap();
    }

    #[test]
    fn a_casebook_written_with_older_keys_is_written_anew_whatever_it_is_opened_for() {
        for access in [AccessMode::Read, AccessMode::Write] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("book.db");
            write_older_casebook(&path);
            let store = Store::open(&path, access).unwrap();
            assert!(is_current_form(&store.conn).unwrap());
            assert_eq!(store.find_stale_derived().unwrap(), []);
            assert_eq!(
                store.find_case("PRISONER 11").unwrap(),
                ReferenceMatch::One("p-11".parse().unwrap())
            );
            let found: i64 = store
                .conn
                .query_row("SELECT count(*) FROM search_index('11')", [], |row| {
                    row.get(0)
                })
                .unwrap();
            assert_eq!(found, 1);
            store.check_integrity().unwrap();
            drop(store);
            let before = std::fs::read(&path).unwrap();
            Store::open(&path, access).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), before, "only once");
        }
    }

    #[test]
    fn a_person_who_cannot_be_read_keeps_the_others_from_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        write_older_casebook(&path);
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch(
            "PRAGMA ignore_check_constraints = 1; UPDATE cases SET born = '1999-13' WHERE id = 'anna'",
        )
        .unwrap();
        drop(conn);
        let store = Store::open(&path, AccessMode::Write).unwrap();
        assert!(is_current_form(&store.conn).unwrap());
        let key: String = store
            .conn
            .query_row(
                "SELECT key FROM name_keys WHERE case_id = 'p-11'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(key, "11 prisoner");
    }

    /// What is derived changes for nobody without a new [`FORM`].
    #[test]
    fn the_form_has_the_number_of_what_it_gives() {
        let with_aliases = |id: &str, name: &str, aliases: &[&str]| {
            let mut case = make_case(id, name, &[]);
            case.aliases = aliases.iter().map(|alias| alias.parse().unwrap()).collect();
            case
        };
        let people = [
            make_prisoner("a", "Prisoner 11"),
            with_aliases(
                "b",
                "Əliyeva Leyla Məmməd qızı",
                &["Лейла Алиева", "Victor O'Brien"],
            ),
            with_aliases("c", "周军", &["Zhou Jun"]),
            with_aliases("d", "محمد الأحمد", &["Mohammed al-Ahmad"]),
            with_aliases("e", "Jardemalie Ботагоз", &["Dzhakishev Jean-Marie"]),
        ];
        let derived: Vec<_> = people
            .iter()
            .map(|case| (column_values(case), case.name_keys(), search_words(case)))
            .collect();
        let written = serde_json::to_string(&derived).unwrap();
        assert_eq!(
            (FORM, hex(&Sha256::digest(written.as_bytes()))),
            (
                1,
                "b5eca14ab22339668fa2395804dea58b09057b066e71e932c0aabe85e7e58ce1".to_owned()
            ),
            "the rules of keys have changed: count FORM up, and note the new digest here"
        );
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
