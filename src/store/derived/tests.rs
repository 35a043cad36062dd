use crate::model::{Case, Id};
use crate::store::sample::make_case;
use crate::store::{Error, Operation, Store};

/// A word of so many syllables, another for each number.
fn make_word(mut number: usize, syllables: usize) -> String {
    const SYLLABLES: [&str; 9] = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "do"];
    (0..syllables)
        .map(|_| {
            let syllable = SYLLABLES[number % 9];
            number = number * 7919 / 9 + number / 9 + 13;
            syllable
        })
        .collect()
}

/// The places of a list of people: few that many share, many that nobody shares, or both.
#[derive(Debug, Clone, Copy)]
enum Places {
    Shared,
    Own,
    Mixed,
}

impl Places {
    fn place_at(self, number: usize, time: usize) -> String {
        match (self, time) {
            (Self::Shared, 0) => ["Leon", "Granada"][number % 2].to_owned(),
            (Self::Shared, _) => format!("Old Town {}", number % 7),
            (Self::Own, 0) => make_word(number * 17, 3),
            (Self::Own, _) => make_word(number * 31 + 5, 4),
            (Self::Mixed, 0) => format!("Old Town Number{number}"),
            (Self::Mixed, _) => ["New Settlement", "Granada"][number % 2].to_owned(),
        }
    }
}

fn put_all(store: &mut Store, count: usize, places: Places, time: usize) {
    let put = |operation: &mut Operation<'_>| {
        for number in 0..count {
            let name = format!("{} {}", make_word(number, 3), make_word(number * 31 + 7, 4));
            let mut person: Case = make_case(&format!("p-{number}"), &name, &[]);
            person.place = Some(places.place_at(number, time).parse().unwrap());
            operation.put_case(&person)?;
        }
        Ok::<_, Error>(())
    };
    store.run_operation("import", "now", put).unwrap();
}

/// Everything is sound: the file, the index in itself, and the index against the words of the people.
#[track_caller]
fn is_sound(store: &Store) {
    store.check_integrity().unwrap();
    let index = store.conn.execute(
        "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)",
        [],
    );
    index.unwrap();
    let secure = "SELECT v FROM search_index_config WHERE k = 'secure-delete'";
    assert_eq!(
        store
            .conn
            .query_row(secure, [], |row| row.get::<_, i64>(0))
            .unwrap(),
        1
    );
}

fn count_found(store: &Store, word: &str) -> usize {
    let mut statement = store
        .conn
        .prepare("SELECT rowid FROM search_index(?1)")
        .unwrap();
    statement
        .query_map([word], |row| row.get::<_, i64>(0))
        .unwrap()
        .count()
}

#[test]
fn a_change_of_any_size_is_taken_back_and_put_back() {
    for count in [20, 255, 256, 300, 700] {
        for (places, before, after) in [
            (Places::Shared, "granada", "old"),
            (Places::Own, "ba*", "ke*"),
            (Places::Mixed, "number7", "settlement"),
        ] {
            let mut store = Store::in_memory().unwrap();
            put_all(&mut store, count, places, 0);
            let (first, later) = (count_found(&store, before), count_found(&store, after));
            put_all(&mut store, count, places, 1);
            is_sound(&store);
            let changed = (count_found(&store, before), count_found(&store, after));
            store.undo_operation(None, "now").unwrap();
            is_sound(&store);
            assert_eq!(
                (count_found(&store, before), count_found(&store, after)),
                (first, later),
                "{count} {places:?}"
            );
            store.redo_operation(None, "now").unwrap();
            is_sound(&store);
            assert_eq!(
                (count_found(&store, before), count_found(&store, after)),
                changed,
                "{count} {places:?}"
            );
            for _ in 0..2 {
                store.undo_operation(None, "now").unwrap();
                is_sound(&store);
            }
        }
    }
}

#[test]
fn small_changes_keep_a_large_index_sound() {
    let mut store = Store::in_memory().unwrap();
    put_all(&mut store, 600, Places::Mixed, 0);
    put_all(&mut store, 600, Places::Mixed, 1);
    for round in 0..200_usize {
        let id: Id = format!("p-{}", round * 37 % 600).parse().unwrap();
        let change = |operation: &mut Operation<'_>| {
            if let Some(mut person) = operation.load_case(&id)? {
                person.place = Some(Places::Own.place_at(round, round % 2).parse().unwrap());
                operation.put_case(&person)?;
            }
            Ok::<_, Error>(())
        };
        store.run_operation("update", "now", change).unwrap();
        if round % 3 == 0 {
            store.undo_operation(None, "now").unwrap();
        }
        is_sound(&store);
    }
}
