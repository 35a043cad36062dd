//! The schema: numbered steps that are never edited, and the check that a file has exactly what they make.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::store::connection::{connect_existing, in_memory, prepare_to_write};
use crate::store::{AccessMode, Error, file};

/// The steps, oldest first. A file's `user_version` is the number of steps it has taken.
pub(crate) const STEPS: &[&str] = &[
    include_str!("migrations/0001_casebook.sql"),
    include_str!("migrations/0002_memory.sql"),
    include_str!("migrations/0003_claims.sql"),
    include_str!("migrations/0004_list.sql"),
    include_str!("migrations/0005_index.sql"),
    include_str!("migrations/0006_erasures.sql"),
    include_str!("migrations/0007_held_elsewhere.sql"),
    include_str!("migrations/0008_digests.sql"),
    include_str!("migrations/0009_dates.sql"),
    include_str!("migrations/0010_privacy.sql"),
    include_str!("migrations/0011_articles.sql"),
    include_str!("migrations/0012_date_basis.sql"),
    include_str!("migrations/0013_derived_form.sql"),
];

/// `application_id` of a casebook.
pub(crate) const APPLICATION: u32 = crate::files::APPLICATION_ID;

/// The number of steps a casebook has taken.
pub(crate) fn schema_version(conn: &Connection) -> Result<u32, Error> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that are missing, each in a transaction of its own.
pub(crate) fn migrate_schema(conn: &Connection, steps: &[&str]) -> Result<(), Error> {
    for (number, step) in (1u32..).zip(steps) {
        let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
        if schema_version(conn)? < number {
            conn.execute_batch(step)?;
            conn.pragma_update(None, "user_version", number)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// Brings an older file up to the newest step. A verified copy of it as it was, `NAME.before-vN`, is made first; only a
/// damaged index of words, which says nothing that the casebook does not say, is written anew before it.
pub(crate) fn upgrade_file(path: &Path, steps: &[&str]) -> Result<(), Error> {
    let conn = connect_existing(path, AccessMode::Write)?;
    prepare_to_write(&conn)?;
    repair_index(&conn);
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-v{}", steps.len()));
    match file::copy_casebook(&conn, [PathBuf::from(name)]) {
        // The copy of an earlier attempt, made before the same step.
        Ok(_) | Err(Error::Exists(_)) => migrate_schema(&conn, steps),
        Err(error) => Err(error),
    }
}

/// Rebuilds the index of words where it is damaged. If that fails, the check of the copy reports what is wrong.
fn repair_index(conn: &Connection) {
    let is_sound = conn.execute(
        "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
        [],
    );
    if is_sound.is_err() {
        let _ = conn.execute(
            "INSERT INTO search_index (search_index) VALUES ('rebuild')",
            [],
        );
    }
}

/// Refuses a file in which any table, index, view or trigger is not as the first `version` steps make it.
pub(crate) fn check_schema(
    conn: &Connection,
    path: &Path,
    steps: &[&str],
    version: u32,
) -> Result<(), Error> {
    let found = schema_objects(conn)?;
    let newest = version as usize == STEPS.len() && steps.len() == STEPS.len();
    if newest && format_objects(&found) == GOLDEN {
        return Ok(());
    }
    let expected = schema_after(&steps[..version as usize])?;
    let differs = |one: &[SchemaObject], other: &[SchemaObject]| {
        one.iter().find(|object| !other.contains(object)).cloned()
    };
    match differs(&found, &expected).or_else(|| differs(&expected, &found)) {
        Some(object) => Err(Error::Altered {
            path: path.to_owned(),
            what: format!("{} {}", object.kind, object.name),
        }),
        None => Ok(()),
    }
}

/// The schema after all steps, one statement after another; a test keeps it equal to what the steps make.
const GOLDEN: &str = include_str!("schema.sql");

/// A table, index, view or trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SchemaObject {
    kind: String,
    name: String,
    sql: String,
}

fn schema_after(steps: &[&str]) -> Result<Vec<SchemaObject>, Error> {
    let conn = in_memory()?;
    migrate_schema(&conn, steps)?;
    schema_objects(&conn)
}

/// All objects in order. The statistics that ANALYZE keeps are left out, and so is the wording of tables that SQLite itself
/// makes for its index, because it is SQLite's to change.
fn schema_objects(conn: &Connection) -> Result<Vec<SchemaObject>, Error> {
    let mut statement = conn.prepare(
        "SELECT type, name, CASE WHEN name GLOB 'search_index_*' THEN '' ELSE coalesce(sql, '') END
         FROM sqlite_schema
         WHERE NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))
         ORDER BY type, name",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(SchemaObject {
            kind: row.get(0)?,
            name: row.get(1)?,
            sql: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn format_objects(objects: &[SchemaObject]) -> String {
    objects
        .iter()
        .map(|object| format!("-- {} {}\n{}\n\n", object.kind, object.name, object.sql))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLDER: &[&str] = &[concat!(
        "PRAGMA application_id = 0x4353424b;",
        "CREATE TABLE a (x TEXT) STRICT;"
    )];
    const NEWER: &[&str] = &[OLDER[0], "ALTER TABLE a ADD COLUMN y TEXT;"];

    #[test]
    fn the_schema_after_all_steps_is_the_golden_file() {
        let made = format_objects(&schema_after(STEPS).unwrap());
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/file/schema.sql");
        if std::env::var_os("GOLDEN").is_some_and(|value| value == "overwrite") {
            std::fs::write(golden, &made).unwrap();
        } else {
            assert_eq!(
                made, GOLDEN,
                "run again with GOLDEN=overwrite and read the difference"
            );
        }
    }

    #[test]
    fn an_older_file_is_copied_and_brought_up_and_a_second_time_nothing_happens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        std::fs::write(&path, "").unwrap();
        let old = connect_existing(&path, AccessMode::Write).unwrap();
        migrate_schema(&old, OLDER).unwrap();
        old.execute("INSERT INTO a VALUES ('kept')", []).unwrap();
        drop(old);
        for _ in 0..2 {
            upgrade_file(&path, NEWER).unwrap();
        }
        let new = connect_existing(&path, AccessMode::Read).unwrap();
        assert_eq!(schema_version(&new).unwrap(), 2);
        check_schema(&new, &path, NEWER, 2).unwrap();
        let kept: (String, Option<String>) = new
            .query_row("SELECT x, y FROM a", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(kept, ("kept".to_owned(), None));
        let copy =
            connect_existing(&folder.path().join("book.db.before-v2"), AccessMode::Read).unwrap();
        assert_eq!(schema_version(&copy).unwrap(), 1);
        assert_eq!(
            copy.query_row("SELECT x FROM a", [], |row| row.get::<_, String>(0))
                .unwrap(),
            "kept"
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_narrative_of_an_older_file_tells_up_to_the_day_of_the_record_it_was_written_into() {
        let dates = STEPS
            .iter()
            .position(|step| step.contains("summary_until"))
            .unwrap();
        let conn = in_memory().unwrap();
        migrate_schema(&conn, &STEPS[..dates]).unwrap();
        conn.execute(
            "INSERT INTO history (id, at, command) VALUES (1, '', ''), (2, '', '')",
            [],
        )
        .unwrap();
        for (id, as_of, summary, earlier) in [
            (
                "went-on",
                Some("2026-02-01"),
                Some("Held."),
                r#"{"as_of":"2024-11","summary":"Held."}"#,
            ),
            (
                "written-anew",
                Some("2026-02-01"),
                Some("Free."),
                r#"{"as_of":"2024-11","summary":"Held."}"#,
            ),
            (
                "stayed",
                Some("2024-11"),
                Some("Held."),
                r#"{"as_of":"2024-11","summary":"Held."}"#,
            ),
            ("untold", Some("2024-11"), None, r#"{"as_of":"2020"}"#),
            ("undated", None, Some("Held."), r#"{"summary":"Held."}"#),
        ] {
            let case = "INSERT INTO cases (id, name, country, status, name_order, as_of, summary)
                VALUES (?1, 'A', 'BY', 'imprisoned', 'a', ?2, ?3)";
            conn.execute(case, (id, as_of, summary)).unwrap();
            let change = "INSERT INTO history_changes (operation, subject, id, change, before)
                VALUES (1, 'case', ?1, 'added', NULL), (2, 'case', ?1, 'changed', ?2)";
            conn.execute(change, (id, earlier)).unwrap();
        }
        migrate_schema(&conn, STEPS).unwrap();
        let mut known = conn
            .prepare("SELECT id, summary_until FROM cases WHERE summary_until IS NOT NULL")
            .unwrap();
        let known: Vec<(String, String)> = known
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(known, [("went-on".to_owned(), "2024-11".to_owned())]);
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_at_the_step_before() {
        let conn = in_memory().unwrap();
        let broken = [
            OLDER[0],
            "CREATE TABLE b (x TEXT) STRICT; CREATE TABLE a (x TEXT) STRICT;",
        ];
        assert!(migrate_schema(&conn, &broken).is_err());
        assert_eq!(schema_version(&conn).unwrap(), 1);
        assert_eq!(schema_objects(&conn).unwrap().len(), 1);
    }

    #[test]
    fn what_does_not_belong_is_named() {
        for (sql, what) in [
            (
                "CREATE TRIGGER x AFTER UPDATE ON a BEGIN DELETE FROM a; END",
                "trigger x",
            ),
            ("CREATE VIEW v AS SELECT 1", "view v"),
            (
                "DROP TABLE a; CREATE TABLE a (x TEXT CHECK (x <> ''))",
                "table a",
            ),
            ("DROP TABLE a", "table a"),
        ] {
            let conn = in_memory().unwrap();
            migrate_schema(&conn, OLDER).unwrap();
            conn.execute_batch(sql).unwrap();
            let error = check_schema(&conn, Path::new("x.db"), OLDER, 1).unwrap_err();
            assert!(
                matches!(&error, Error::Altered { what: found, .. } if found == what),
                "{error}"
            );
        }
    }
}
