use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;

use super::*;
use crate::model::{Filter, search_key};
use crate::store::sample::{make_case, parse_day};
use crate::store::{Operation, Store};
use tempfile::TempDir;

fn temp_folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    (folder, path)
}

fn save_case(store: &mut Store, id: &str, notes: &str) {
    let mut case = make_case(id, "A B", &[("2018", "imprisoned")]);
    case.notes = (!notes.is_empty()).then(|| notes.parse().unwrap());
    store
        .run_operation("put", "now", |operation: &mut Operation<'_>| {
            operation.put_case(&case)
        })
        .unwrap();
}

fn file_names(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Both ways of opening fail so, and the folder is as before.
fn is_refused(bytes: &[u8], expected: &str) {
    let (folder, path) = temp_folder();
    fs::write(&path, bytes).unwrap();
    for access in [AccessMode::Read, AccessMode::Write] {
        let error = Store::open(&path, access)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(error.contains(expected), "{error} is not {expected}");
        assert!(
            error.contains("book.db") || error.contains("damaged"),
            "{error}"
        );
    }
    assert!(matches!(Store::create(&path), Err(Error::Exists(_))));
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(file_names(&folder), ["book.db"]);
}

fn foreign_bytes(sql: &str) -> Vec<u8> {
    let (_folder, path) = temp_folder();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(sql).unwrap();
    drop(conn);
    fs::read(path).unwrap()
}

fn casebook_bytes(sql: &str) -> Vec<u8> {
    let (_folder, path) = temp_folder();
    save_case(&mut Store::create(&path).unwrap(), "a", "secret");
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    fs::read(path).unwrap()
}

#[test]
fn a_missing_file_is_not_made() {
    let (folder, path) = temp_folder();
    for access in [AccessMode::Read, AccessMode::Write] {
        for path in [
            path.clone(),
            path.join("deeper"),
            folder.path().join("no/such/folder.db"),
        ] {
            assert!(matches!(Store::open(&path, access), Err(Error::Missing(_))));
        }
    }
    assert!(file_names(&folder).is_empty());
    assert!(matches!(
        Store::open(folder.path(), AccessMode::Read),
        Err(Error::NotCasebook { .. })
    ));
}

#[test]
fn an_empty_file_is_refused_and_stays_empty() {
    is_refused(b"", "is empty");
}

#[test]
fn what_is_not_sqlite_is_refused() {
    is_refused(b"Dear Sir or Madam", "not an SQLite file");
    is_refused(b"SQLite format 3", "not an SQLite file");
    is_refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not an SQLite file");
    is_refused(&[0x5a; 100_000], "not an SQLite file");
}

#[test]
fn the_database_of_another_program_is_refused() {
    is_refused(
        &foreign_bytes("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)"),
        "another program",
    );
    is_refused(
        &foreign_bytes("PRAGMA application_id = 77; PRAGMA user_version = 1"),
        "another program",
    );
    is_refused(
        &foreign_bytes("PRAGMA application_id = 0x4353424b"),
        "another program",
    );
}

#[test]
fn a_newer_casebook_is_refused() {
    let known = crate::store::file::migrations::STEPS.len();
    let said =
        format!("made by a newer version of cases (schema 9999, this version knows {known})");
    is_refused(&casebook_bytes("PRAGMA user_version = 9999"), &said);
}

#[test]
fn an_altered_casebook_is_refused_by_what_differs() {
    is_refused(
        &casebook_bytes("CREATE TRIGGER t AFTER UPDATE ON cases BEGIN DELETE FROM events; END"),
        "trigger t",
    );
    is_refused(
        &casebook_bytes("CREATE VIEW v AS SELECT * FROM cases"),
        "view v",
    );
    is_refused(
        &casebook_bytes("CREATE INDEX i ON cases (place)"),
        "index i",
    );
    is_refused(
        &casebook_bytes("ALTER TABLE cases ADD COLUMN x TEXT"),
        "table cases",
    );
}

#[test]
fn statistics_of_another_tool_are_no_alteration() {
    let (_folder, path) = temp_folder();
    fs::write(&path, casebook_bytes("ANALYZE")).unwrap();
    assert!(Store::open(&path, AccessMode::Read).is_ok());
}

#[test]
fn a_damaged_casebook_is_refused() {
    let whole = casebook_bytes("");
    is_refused(&whole[..whole.len() / 2], "damaged");
    is_refused(&whole[..whole.len() - 1], "damaged");
    let mut flipped = whole.clone();
    flipped[4096..8192].fill(0x5a);
    is_refused(&flipped, "damaged");
}

#[test]
fn a_row_that_breaks_the_rules_is_found_before_writing() {
    let (_folder, path) = temp_folder();
    let broken =
        casebook_bytes("PRAGMA ignore_check_constraints = ON; UPDATE events SET private = 5");
    fs::write(&path, &broken).unwrap();
    let refused = Store::open(&path, AccessMode::Write);
    assert!(
        matches!(&refused, Err(Error::Damaged(what)) if what.contains("events")),
        "{refused:?}"
    );
    assert_eq!(fs::read(&path).unwrap(), broken);
}

#[test]
fn reading_leaves_bytes_and_time_alone() {
    let (folder, path) = temp_folder();
    let mut store = Store::create(&path).unwrap();
    save_case(&mut store, "a", "x");
    drop(store);
    let before = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap());
    let store = Store::open(&path, AccessMode::Read).unwrap();
    store.load_case(&"a".parse().unwrap()).unwrap().unwrap();
    store.find_case("b").unwrap();
    store
        .count_cases(
            &Filter {
                search: vec!["b".into()],
                ..Filter::default()
            },
            parse_day("2020-01-01"),
        )
        .unwrap();
    store.load_history(None, None).unwrap();
    store.check_integrity().unwrap();
    drop(store);
    let after = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap());
    assert_eq!(before.0, after.0);
    assert_eq!(
        (before.1.mtime(), before.1.mtime_nsec()),
        (after.1.mtime(), after.1.mtime_nsec())
    );
    assert_eq!(file_names(&folder), ["book.db"]);
}

#[test]
fn a_store_that_is_open_to_read_cannot_write() {
    let (_folder, path) = temp_folder();
    Store::create(&path).unwrap();
    let mut store = Store::open(&path, AccessMode::Read).unwrap();
    let refused = store.run_operation("put", "now", |operation| {
        operation.put_case(&make_case("a", "A", &[]))
    });
    assert!(matches!(refused, Err(Error::ReadOnly)), "{refused:?}");
}

#[test]
fn a_casebook_is_for_its_owner_alone() {
    let (folder, _) = temp_folder();
    let path = folder.path().join("deep/er/book.db");
    let store = Store::create(&path).unwrap();
    store.copy_to(&folder.path().join("copy.db")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.path().join("copy.db")), 0o600);
    assert_eq!(
        [
            mode(path.parent().unwrap()),
            mode(&folder.path().join("deep"))
        ],
        [0o700; 2]
    );
    assert_eq!(file_names(&folder), ["copy.db", "deep"]);
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let (folder, path) = temp_folder();
    std::os::unix::fs::symlink("nowhere", &path).unwrap();
    assert!(matches!(Store::create(&path), Err(Error::Dangling { .. })));
    let store = Store::in_memory().unwrap();
    assert!(matches!(store.copy_to(&path), Err(Error::Exists(_))));
    assert_eq!(file_names(&folder), ["book.db"]);
}

#[test]
fn a_copy_says_the_same() {
    let (folder, path) = temp_folder();
    let mut store = Store::create(&path).unwrap();
    save_case(&mut store, "a", "x");
    let to = folder.path().join("copy.db");
    store.copy_to(&to).unwrap();
    let copy = Store::open(&to, AccessMode::Write).unwrap();
    let id = "a".parse().unwrap();
    assert_eq!(copy.load_case(&id).unwrap(), store.load_case(&id).unwrap());
    assert_eq!(
        copy.load_history(None, None).unwrap(),
        store.load_history(None, None).unwrap()
    );
}

#[test]
fn what_is_deleted_is_overwritten_and_only_the_history_remembers() {
    let (_folder, path) = temp_folder();
    let mut store = Store::create(&path).unwrap();
    let times = |word: &str| {
        let bytes = fs::read(&path).unwrap();
        bytes
            .windows(word.len())
            .filter(|window| *window == word.as_bytes())
            .count()
    };
    let mut witness = make_case("a", "Zqwitnessname", &[]);
    witness.notes = Some("zqnotes".parse().unwrap());
    witness.summary = Some("zqsummary".parse().unwrap());
    let put = |store: &mut Store, case| {
        store
            .run_operation("put", "now", |operation| operation.put_case(case))
            .unwrap()
    };
    put(&mut store, &witness);
    let keys = ["Zqwitnessname", "zqsummary"].map(search_key::build_search_key);
    let words = [
        "zqnotes",
        "zqsummary",
        "Zqwitnessname",
        "zqwitnessname",
        &keys[0],
        &keys[1],
    ];
    for word in words {
        assert!(times(word) > 0, "{word} is not where it can be looked for");
    }
    put(&mut store, &make_case("a", "B", &[]));
    assert_eq!(times("zqnotes"), 1);
    store
        .conn
        .execute("UPDATE history_changes SET before = NULL", [])
        .unwrap();
    for word in words {
        assert_eq!(times(word), 0, "{word}");
    }
    store.check_integrity().unwrap();
}

#[test]
fn a_change_that_was_interrupted_is_taken_back_also_to_read() {
    let (folder, path) = temp_folder();
    let mut store = Store::create(&path).unwrap();
    (0..50).for_each(|number| save_case(&mut store, &format!("c-{number}"), &"x".repeat(3_000)));
    // A writer dies in the middle: its pages are on the disk, its journal is left.
    let writer = Connection::open(&path).unwrap();
    writer
        .execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE cases SET notes = 'torn'")
        .unwrap();
    let torn = folder.path().join("torn.db");
    fs::copy(&path, &torn).unwrap();
    fs::copy(
        folder.path().join("book.db-journal"),
        folder.path().join("torn.db-journal"),
    )
    .unwrap();
    assert!(
        fs::read(&torn)
            .unwrap()
            .windows(4)
            .any(|bytes| bytes == b"torn")
    );
    let mended = Store::open(&torn, AccessMode::Read).unwrap();
    mended.check_integrity().unwrap();
    assert_eq!(
        mended
            .load_case(&"c-7".parse().unwrap())
            .unwrap()
            .unwrap()
            .notes
            .unwrap()
            .as_str()
            .len(),
        3_000
    );
    assert!(!folder.path().join("torn.db-journal").exists());
}

#[test]
fn an_interrupted_change_of_another_program_is_left_alone() {
    let (folder, path) = temp_folder();
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE t (x); PRAGMA cache_size = 1; BEGIN IMMEDIATE")
        .unwrap();
    conn.execute_batch("INSERT INTO t SELECT zeroblob(100000) FROM (VALUES (1), (2), (3), (4))")
        .unwrap();
    let torn = folder.path().join("torn.db");
    fs::copy(&path, &torn).unwrap();
    fs::copy(
        folder.path().join("book.db-journal"),
        folder.path().join("torn.db-journal"),
    )
    .unwrap();
    let before = fs::read(&torn).unwrap();
    for access in [AccessMode::Read, AccessMode::Write] {
        assert!(matches!(
            Store::open(&torn, access),
            Err(Error::NotCasebook { .. })
        ));
    }
    assert_eq!(fs::read(&torn).unwrap(), before);
    assert!(folder.path().join("torn.db-journal").exists());
}

#[test]
fn what_an_older_process_left_is_put_aside_by_a_new_casebook() {
    let (folder, path) = temp_folder();
    for suffix in ["-journal", "-wal"] {
        fs::write(folder.path().join(format!("book.db{suffix}")), "old pages").unwrap();
    }
    let (mut store, aside) = Store::create_reporting_leftovers(&path).unwrap();
    save_case(&mut store, "a", "x");
    store.check_integrity().unwrap();
    assert_eq!(
        file_names(&folder),
        [
            "book.db",
            "book.set-aside.db-journal",
            "book.set-aside.db-wal"
        ]
    );
    assert_eq!(aside.len(), 2);
    assert_eq!(fs::read(&aside[0]).unwrap(), b"old pages");
}

#[test]
fn a_name_without_room_for_its_journal_is_refused() {
    let (folder, _) = temp_folder();
    for (length, fits) in [(240, true), (249, false), (254, false), (300, false)] {
        let path = folder.path().join("n".repeat(length));
        let made = Store::create(&path);
        assert_eq!(made.is_ok(), fits, "{length}: {:?}", made.err());
        assert!(fits || !path.exists());
    }
}

#[test]
fn a_writer_that_waited_while_another_casebook_came_is_told_and_nothing_of_it_is_lost() {
    let (folder, path) = temp_folder();
    save_case(&mut Store::create(&path).unwrap(), "a", "x");
    let copy = folder.path().join("copy.db");
    Store::open(&path, AccessMode::Read)
        .unwrap()
        .copy_to(&copy)
        .unwrap();
    let mut waiting = Store::open(&path, AccessMode::Write).unwrap();
    save_case(
        &mut Store::open(&path, AccessMode::Write).unwrap(),
        "b",
        "x",
    );
    let restored = Store::restore_copy(
        &Store::check_copy(&copy).unwrap(),
        &path,
        &folder.path().join("kept.db"),
    )
    .unwrap();
    let refused = waiting.run_operation("put", "now", |operation| {
        operation.put_case(&make_case("c", "C", &[]))
    });
    assert!(matches!(refused, Err(Error::Replaced)), "{refused:?}");
    assert!(matches!(
        waiting.update_sync_base("t", &[]),
        Err(Error::Replaced)
    ));
    let ids = |path: &Path| {
        let store = Store::open(path, AccessMode::Write).unwrap();
        store.check_integrity().unwrap();
        ["a", "b", "c"].map(|id| store.load_case(&id.parse().unwrap()).unwrap().is_some())
    };
    assert_eq!(ids(&path), [true, false, false]);
    assert_eq!(ids(&restored.kept.unwrap()), [true, true, false]);
    assert_eq!(file_names(&folder), ["book.db", "copy.db", "kept.db"]);
}

#[test]
fn a_copy_does_not_come_back_while_somebody_writes() {
    let (folder, path) = temp_folder();
    save_case(&mut Store::create(&path).unwrap(), "a", "x");
    let copy = folder.path().join("copy.db");
    Store::open(&path, AccessMode::Read)
        .unwrap()
        .copy_to(&copy)
        .unwrap();
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let before = fs::read(&path).unwrap();
    let sound = Store::check_copy(&copy).unwrap();
    assert!(matches!(
        Store::restore_copy(&sound, &path, &folder.path().join("kept.db")),
        Err(Error::Busy)
    ));
    assert_eq!(
        (fs::read(&path).unwrap(), file_names(&folder)),
        (before, vec!["book.db".into(), "copy.db".into()])
    );
}

#[test]
fn only_a_whole_copy_comes_back() {
    let (folder, path) = temp_folder();
    let mut store = Store::create(&path).unwrap();
    (0..40).for_each(|number| save_case(&mut store, &format!("c-{number}"), &"x".repeat(2_000)));
    let copy = folder.path().join("copy.db");
    store.copy_to(&copy).unwrap();
    drop(store);
    let whole = fs::read(&copy).unwrap();
    let mut longer = whole.clone();
    longer.extend(b"junk");
    let mut flipped = whole.clone();
    // A text of a record becomes another, and no page is broken by it.
    let at = flipped
        .windows(20)
        .rposition(|bytes| bytes.iter().all(|byte| *byte == b'x'))
        .unwrap();
    flipped[at] = b'y';
    for broken in [longer, flipped, whole[..whole.len() - 4096].to_vec()] {
        fs::write(&copy, broken).unwrap();
        let refused = Store::check_copy(&copy)
            .and_then(|copy| Store::restore_copy(&copy, &path, &folder.path().join("kept.db")));
        assert!(refused.is_err());
        assert_eq!(file_names(&folder), ["book.db", "copy.db"]);
    }
    let sound = Store::check_copy(&path).unwrap();
    assert!(matches!(
        Store::restore_copy(&sound, &path, Path::new("kept.db")),
        Err(Error::Itself(_))
    ));
}
