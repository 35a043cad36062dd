use std::path::Path;

use super::*;
use crate::store::sample::case;
use crate::store::{Access, Entry};

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn run<T>(store: &mut Store, body: impl FnOnce(&mut Operation<'_>) -> Result<T, Error>) -> (Option<OpId>, T) {
    store.operate("test", "2021-09-15T00:00:00Z", body).unwrap()
}

fn touched(entry: &Entry) -> Vec<(String, &'static str)> {
    entry.touched.iter().map(|touched| (touched.id.to_string(), touched.change.slug())).collect()
}

#[test]
fn an_operation_that_fails_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    let failed: Result<(Option<OpId>, ()), Error> = store.operate("test", "now", |operation| {
        operation.put_case(&case("a", "A", &[]))?;
        assert!(operation.case(&id("a"))?.is_some());
        Err(Error::Full)
    });
    assert!(matches!(failed, Err(Error::Full)));
    assert_eq!(store.case(&id("a")).unwrap(), None);
    assert_eq!(store.log(None, None).unwrap(), []);
    assert!(matches!(store.find_case("A").unwrap(), crate::store::Found::None { .. }));
}

#[test]
fn an_operation_that_goes_on_after_a_failed_write_leaves_nothing() {
    let mut store = Store::in_memory().unwrap();
    let torn = store.operate("test", "now", |operation| {
        operation.put_case(&case("a", "A", &[]))?;
        operation.store.conn.execute_batch("PRAGMA query_only = ON")?;
        assert!(operation.put_case(&case("b", "B", &[])).is_err());
        operation.store.conn.execute_batch("PRAGMA query_only = OFF")?;
        Ok::<_, Error>(())
    });
    assert!(matches!(torn, Err(Error::Torn)));
    assert_eq!(store.case(&id("a")).unwrap(), None);
}

#[test]
fn what_is_as_before_is_no_operation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::create(&path).unwrap();
    let (one, other) = (case("a", "A", &[("2018", "released")]), case("a", "B", &[]));
    run(&mut store, |operation| operation.put_case(&one));
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(run(&mut store, |operation| operation.put_case(&one)), (None, None));
    let nothing = run(&mut store, |operation| {
        operation.put_case(&other)?;
        operation.put_case(&case("b", "B", &[]))?;
        operation.remove_case(&id("b"))?;
        operation.remove_case(&id("a"))?;
        operation.put_case(&one)
    });
    assert_eq!(nothing.0, None);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    assert_eq!(store.log(None, None).unwrap().len(), 1);
}

#[test]
fn a_thing_touched_twice_is_noted_once_and_for_what_became_of_it() {
    let mut store = Store::in_memory().unwrap();
    run(&mut store, |operation| {
        operation.put_case(&case("kept", "A", &[]))?;
        operation.put_case(&case("gone", "A", &[]))
    });
    run(&mut store, |operation| {
        operation.remove_case(&id("kept"))?;
        operation.put_case(&case("kept", "B", &[]))?;
        operation.put_case(&case("gone", "B", &[]))?;
        operation.remove_case(&id("gone"))?;
        operation.put_case(&case("new", "A", &[]))?;
        operation.put_case(&case("new", "B", &[]))?;
        operation.put_case(&case("brief", "A", &[]))?;
        operation.remove_case(&id("brief"))
    });
    let log = store.log(None, Some(1)).unwrap();
    let expected = [("gone", "removed"), ("kept", "changed"), ("new", "added")];
    assert_eq!(touched(&log[0]), expected.map(|(id, change)| (id.to_owned(), change)));
}

#[test]
fn the_id_of_a_removed_case_is_given_to_nobody_else() {
    let mut store = Store::in_memory().unwrap();
    let mut first = case("a", "A", &[]);
    first.uid = Some("uid-1".parse().unwrap());
    run(&mut store, |operation| operation.put_case(&first));
    run(&mut store, |operation| operation.remove_case(&id("a")));
    assert_eq!(store.free_id(&id("a")).unwrap(), id("a-2"));
    let mut other = case("a", "Another A", &[]);
    for uid in [None, Some("uid-2")] {
        other.uid = uid.map(|uid| uid.parse().unwrap());
        let refused = store.operate("test", "now", |operation| operation.put_case(&other));
        assert!(matches!(refused, Err(Error::Taken { .. })), "{refused:?}");
    }
    run(&mut store, |operation| operation.put_case(&first));
    assert_eq!(store.free_id(&id("b")).unwrap(), id("b"));
}

#[test]
fn a_case_that_gets_a_new_id_is_found_by_the_old_one() {
    let mut store = Store::in_memory().unwrap();
    run(&mut store, |operation| operation.put_case(&case("old", "A", &[])));
    let mut renamed = case("new", "A", &[]);
    renamed.old_ids = vec![id("old")];
    run(&mut store, |operation| {
        operation.remove_case(&id("old"))?;
        operation.put_case(&renamed)
    });
    assert_eq!(store.case(&id("old")).unwrap(), Some(renamed));
    assert_eq!(store.free_id(&id("old")).unwrap(), id("old-2"));
    let refused = store.operate("test", "now", |operation| operation.put_case(&case("old", "B", &[])));
    assert!(matches!(refused, Err(Error::Taken { .. })));
    let mut thief = case("thief", "B", &[]);
    thief.old_ids = vec![id("new")];
    let refused = store.operate("test", "now", |operation| operation.put_case(&thief));
    assert!(matches!(refused, Err(Error::Taken { .. })));
}

#[test]
fn who_must_wait_too_long_is_told_so_and_nothing_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut one = Store::create(&path).unwrap();
    let mut other = Store::open(&path, Access::Write).unwrap();
    other.conn.busy_timeout(std::time::Duration::from_millis(50)).unwrap();
    run(&mut one, |operation| {
        operation.put_case(&case("a", "A", &[]))?;
        let refused = other.operate("test", "now", |operation| operation.put_case(&case("b", "B", &[])));
        assert!(matches!(refused, Err(Error::Held { waited: 5, by: None })), "{refused:?}");
        Ok(())
    });
    run(&mut other, |operation| operation.put_case(&case("b", "B", &[])));
    assert_eq!(one.log(None, None).unwrap().len(), 2);
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
    let store = Store::open(&path, Access::Read).unwrap();
    store.check().unwrap();
    let log = store.log(None, None).unwrap();
    assert_eq!(log.len(), 40);
    assert!(log.iter().all(|entry| entry.touched.len() == 2));
    assert_eq!(store.recipients().unwrap().len(), 0);
    // Each counted on from what it read.
    let counter = store.case(&id("counter")).unwrap().unwrap();
    assert_eq!(counter.rev, Some(40));
}

fn write_ten(path: &Path, writer: u32) {
    let mut store = Store::open(path, Access::Write).unwrap();
    store.conn.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
    for number in 0..10 {
        run(&mut store, |operation| {
            let mut counter = operation.case(&id("counter"))?.unwrap_or(case("counter", "A", &[]));
            counter.rev = Some(counter.rev.unwrap_or(0) + 1);
            operation.put_case(&counter)?;
            operation.put_case(&case(&format!("w-{writer}-{number}"), "A", &[]))
        });
    }
}

#[test]
fn many_erasures_leave_no_word_in_the_index_and_the_others_findable() {
    let mut store = Store::in_memory().unwrap();
    let ids: Vec<Id> = (0..derived::MANY_ERASURES + 10).map(|number| id(&format!("c-{number}"))).collect();
    run(&mut store, |operation| {
        operation.put_case(&case("stays", "Stayer", &[]))?;
        ids.iter().try_for_each(|id| operation.put_case(&case(id.as_str(), "Zorbatan", &[])).map(drop))
    });
    let count = |store: &Store, sql: &str| store.conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let traces = "SELECT count(*) FROM search_index_data WHERE instr(block, CAST('orbatan' AS BLOB))";
    assert!(count(&store, traces) > 0);
    run(&mut store, |operation| ids.iter().try_for_each(|id| operation.remove_case(id).map(drop)));
    assert_eq!(count(&store, traces), 0);
    assert_eq!(count(&store, "SELECT v FROM search_index_config WHERE k = 'secure-delete'"), 1);
    assert_eq!(count(&store, "SELECT count(*) FROM search_index('sta*')"), 1);
    store.conn.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)", []).unwrap();
}
