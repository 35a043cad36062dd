use std::path::Path;

use super::*;
use crate::store::sample::make_case;
use crate::store::{AccessMode, LogEntry};

fn parse_id(text: &str) -> Id {
    text.parse().unwrap()
}

fn run<T>(
    store: &mut Store,
    body: impl FnOnce(&mut Operation<'_>) -> Result<T, Error>,
) -> (Option<OpId>, T) {
    store
        .run_operation("test", "2021-09-15T00:00:00Z", body)
        .unwrap()
}

fn touched_pairs(entry: &LogEntry) -> Vec<(String, &'static str)> {
    entry
        .touched
        .iter()
        .map(|touched| (touched.id.to_string(), touched.change.slug()))
        .collect()
}

#[test]
fn an_operation_that_fails_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    let failed: Result<(Option<OpId>, ()), Error> =
        store.run_operation("test", "now", |operation| {
            operation.put_case(&make_case("a", "A", &[]))?;
            assert!(operation.load_case(&parse_id("a"))?.is_some());
            Err(Error::Full)
        });
    assert!(matches!(failed, Err(Error::Full)));
    assert_eq!(store.load_case(&parse_id("a")).unwrap(), None);
    assert_eq!(store.load_history(None, None).unwrap(), []);
    assert!(matches!(
        store.find_case("A").unwrap(),
        crate::store::ReferenceMatch::None { .. }
    ));
}

#[test]
fn an_operation_that_goes_on_after_a_failed_write_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    let torn = store.run_operation("test", "now", |operation| {
        operation.put_case(&make_case("a", "A", &[]))?;
        operation
            .store
            .conn
            .execute_batch("PRAGMA query_only = ON")?;
        assert!(operation.put_case(&make_case("b", "B", &[])).is_err());
        operation
            .store
            .conn
            .execute_batch("PRAGMA query_only = OFF")?;
        Ok::<_, Error>(())
    });
    assert!(matches!(torn, Err(Error::Torn)));
    assert_eq!(store.load_case(&parse_id("a")).unwrap(), None);
}

#[test]
fn what_is_as_before_is_no_operation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::create(&path).unwrap();
    let (one, other) = (
        make_case("a", "A", &[("2018", "released")]),
        make_case("a", "B", &[]),
    );
    run(&mut store, |operation| operation.put_case(&one));
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(
        run(&mut store, |operation| operation.put_case(&one)),
        (None, None)
    );
    let nothing = run(&mut store, |operation| {
        operation.put_case(&other)?;
        operation.put_case(&make_case("b", "B", &[]))?;
        operation.remove_case(&parse_id("b"))?;
        operation.remove_case(&parse_id("a"))?;
        operation.put_case(&one)
    });
    assert_eq!(nothing.0, None);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert_eq!(store.load_history(None, None).unwrap().len(), 1);
}

#[test]
fn a_thing_touched_twice_is_noted_once_and_for_what_became_of_it() {
    let mut store = Store::in_memory().unwrap();
    run(&mut store, |operation| {
        operation.put_case(&make_case("kept", "A", &[]))?;
        operation.put_case(&make_case("gone", "A", &[]))
    });
    run(&mut store, |operation| {
        operation.remove_case(&parse_id("kept"))?;
        operation.put_case(&make_case("kept", "B", &[]))?;
        operation.put_case(&make_case("gone", "B", &[]))?;
        operation.remove_case(&parse_id("gone"))?;
        operation.put_case(&make_case("new", "A", &[]))?;
        operation.put_case(&make_case("new", "B", &[]))?;
        operation.put_case(&make_case("brief", "A", &[]))?;
        operation.remove_case(&parse_id("brief"))
    });
    let log = store.load_history(None, Some(1)).unwrap();
    let expected = [("gone", "removed"), ("kept", "changed"), ("new", "added")];
    assert_eq!(
        touched_pairs(&log[0]),
        expected.map(|(id, change)| (id.to_owned(), change))
    );
}

#[test]
fn the_id_of_a_removed_case_is_given_to_nobody_else() {
    let mut store = Store::in_memory().unwrap();
    let mut first = make_case("a", "A", &[]);
    first.uid = Some("uid-1".parse().unwrap());
    run(&mut store, |operation| operation.put_case(&first));
    run(&mut store, |operation| {
        operation.remove_case(&parse_id("a"))
    });
    assert_eq!(store.free_id(&parse_id("a")).unwrap(), parse_id("a-2"));
    let mut other = make_case("a", "Another A", &[]);
    for uid in [None, Some("uid-2")] {
        other.uid = uid.map(|uid| uid.parse().unwrap());
        let refused = store.run_operation("test", "now", |operation| operation.put_case(&other));
        assert!(matches!(refused, Err(Error::Taken { .. })), "{refused:?}");
    }
    run(&mut store, |operation| operation.put_case(&first));
    assert_eq!(store.free_id(&parse_id("b")).unwrap(), parse_id("b"));
}

#[test]
fn a_case_that_gets_a_new_id_is_found_by_the_old_one() {
    let mut store = Store::in_memory().unwrap();
    run(&mut store, |operation| {
        operation.put_case(&make_case("old", "A", &[]))
    });
    let mut renamed = make_case("new", "A", &[]);
    renamed.old_ids = vec![parse_id("old")];
    run(&mut store, |operation| {
        operation.remove_case(&parse_id("old"))?;
        operation.put_case(&renamed)
    });
    assert_eq!(store.load_case(&parse_id("old")).unwrap(), Some(renamed));
    assert_eq!(store.free_id(&parse_id("old")).unwrap(), parse_id("old-2"));
    let refused = store.run_operation("test", "now", |operation| {
        operation.put_case(&make_case("old", "B", &[]))
    });
    assert!(matches!(refused, Err(Error::Taken { .. })));
    let mut thief = make_case("thief", "B", &[]);
    thief.old_ids = vec![parse_id("new")];
    let refused = store.run_operation("test", "now", |operation| operation.put_case(&thief));
    assert!(matches!(refused, Err(Error::Taken { .. })));
}

#[test]
fn who_must_wait_too_long_is_told_so_and_nothing_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut one = Store::create(&path).unwrap();
    let mut other = Store::open(&path, AccessMode::Write).unwrap();
    other
        .conn
        .busy_timeout(std::time::Duration::from_millis(50))
        .unwrap();
    run(&mut one, |operation| {
        operation.put_case(&make_case("a", "A", &[]))?;
        let refused = other.run_operation("test", "now", |operation| {
            operation.put_case(&make_case("b", "B", &[]))
        });
        assert!(
            matches!(
                refused,
                Err(Error::Held {
                    waited: 5,
                    by: None
                })
            ),
            "{refused:?}"
        );
        Ok(())
    });
    run(&mut other, |operation| {
        operation.put_case(&make_case("b", "B", &[]))
    });
    assert_eq!(one.load_history(None, None).unwrap().len(), 2);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    Store::create(&path).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || write_ten(path, writer));
        }
    });
    let store = Store::open(&path, AccessMode::Read).unwrap();
    store.check_integrity().unwrap();
    let log = store.load_history(None, None).unwrap();
    assert_eq!(log.len(), 40);
    assert!(log.iter().all(|entry| entry.touched.len() == 2));
    assert_eq!(store.load_recipients().unwrap().len(), 0);
    // Each counted on from what it read.
    let counter = store.load_case(&parse_id("counter")).unwrap().unwrap();
    assert_eq!(counter.rev, Some(40));
}

fn write_ten(path: &Path, writer: u32) {
    let mut store = Store::open(path, AccessMode::Write).unwrap();
    store
        .conn
        .busy_timeout(std::time::Duration::from_secs(60))
        .unwrap();
    for number in 0..10 {
        run(&mut store, |operation| {
            let mut counter = operation
                .load_case(&parse_id("counter"))?
                .unwrap_or(make_case("counter", "A", &[]));
            counter.rev = Some(counter.rev.unwrap_or(0) + 1);
            operation.put_case(&counter)?;
            operation.put_case(&make_case(&format!("w-{writer}-{number}"), "A", &[]))
        });
    }
}

#[test]
fn many_erasures_leave_no_word_in_the_index_and_the_others_findable() {
    let mut store = Store::in_memory().unwrap();
    let ids: Vec<Id> = (0..derived::MANY_ERASURES + 10)
        .map(|number| parse_id(&format!("c-{number}")))
        .collect();
    run(&mut store, |operation| {
        operation.put_case(&make_case("stays", "Stayer", &[]))?;
        ids.iter().try_for_each(|id| {
            operation
                .put_case(&make_case(id.as_str(), "Zorbatan", &[]))
                .map(drop)
        })
    });
    let count = |store: &Store, sql: &str| {
        store
            .conn
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let traces =
        "SELECT count(*) FROM search_index_data WHERE instr(block, CAST('orbatan' AS BLOB))";
    assert!(count(&store, traces) > 0);
    run(&mut store, |operation| {
        ids.iter()
            .try_for_each(|id| operation.remove_case(id).map(drop))
    });
    assert_eq!(count(&store, traces), 0);
    assert_eq!(
        count(
            &store,
            "SELECT v FROM search_index_config WHERE k = 'secure-delete'"
        ),
        1
    );
    assert_eq!(
        count(&store, "SELECT count(*) FROM search_index('sta*')"),
        1
    );
    store
        .conn
        .execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
            [],
        )
        .unwrap();
}
