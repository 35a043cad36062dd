use std::collections::BTreeSet;

use super::*;
use crate::model::{Record, Source};
use crate::store::sample::{make_case, parse_day};
use crate::store::{Operation, SyncBaseRow};

fn parse_id(text: &str) -> Id {
    text.parse().unwrap()
}

fn run(
    store: &mut Store,
    command: &str,
    body: impl FnOnce(&mut Operation<'_>) -> Result<(), Error>,
) -> OpId {
    store
        .run_operation(command, "2026-01-02T00:00:00Z", body)
        .unwrap()
        .0
        .unwrap()
}

fn make_letter(of: &str, about: &[&str], text: &str) -> SentLetter {
    let typed = [
        ("id", of),
        ("date", "2026-01-02"),
        ("kind", "appeal"),
        ("lang", "en"),
        ("text", text),
        ("sha256", "0a"),
    ];
    let mut letter = SentLetter::from_typed(typed).unwrap();
    letter.cases = about.iter().map(|one| parse_id(one)).collect();
    letter
}

/// Marta Holub, who had another id, was merged with a twin, and stands in letters, a statement, a tree and others’ texts.
fn fill_store(store: &mut Store) {
    let mut marta = make_case("holub-marta", "Marta Holub", &[("2025-03", "imprisoned")]);
    marta.uid = Some("u-1".parse().unwrap());
    marta.family_name = Some("Holub".parse().unwrap());
    marta.summary = Some("Marta Holub wrote a zanzibarword.".parse().unwrap());
    marta.events[0].source = Some(parse_id("interview"));
    let twin = make_case("golub-marta", "Марта Голуб", &[]);
    run(store, "add holub-marta", |operation| {
        operation.put_case(&marta).map(drop)
    });
    run(store, "add golub-marta", |operation| {
        operation.put_case(&twin).map(drop)
    });
    run(store, "merge holub-marta golub-marta", |operation| {
        operation.remove_case(&parse_id("golub-marta"))?;
        marta.old_ids = vec![parse_id("golub-marta")];
        marta.aliases = vec!["Марта Голуб".parse().unwrap()];
        operation.put_case(&marta).map(drop)
    });
    let mut pavel = make_case("orlik-pavel", "Pavel Orlik", &[("2025-03", "imprisoned")]);
    pavel.events[0].text = Some(
        "Pavel Orlik was arrested with Marta Holub."
            .parse()
            .unwrap(),
    );
    run(store, "import people.toml", |operation| {
        operation.put_case(&pavel)?;
        operation
            .put_source(
                &Source::from_typed([("id", "interview"), ("title", "Holub speaks")]).unwrap(),
            )
            .map(drop)
    });
    pavel.place = Some("Brest".parse().unwrap());
    run(store, "update orlik-pavel", |operation| {
        operation.put_case(&pavel).map(drop)
    });
    run(store, "letter --record", |operation| {
        operation.put_letter(&make_letter("one", &["golub-marta"], "Free Marta Holub."))?;
        operation.put_letter(&make_letter(
            "two",
            &["holub-marta", "orlik-pavel"],
            "Free Holub and Orlik.",
        ))?;
        let statement = [
            ("id", "joint"),
            ("title", "A statement"),
            ("cases", "holub-marta; orlik-pavel"),
        ];
        operation
            .put_statement(&Statement::from_typed(statement).unwrap())
            .map(drop)
    });
    let agreed = SyncBaseRow {
        subject: RecordKind::Case,
        id: parse_id("holub-marta"),
        text: Some("name = \"Marta Holub\"".to_owned()),
        older: None,
    };
    store.update_sync_base("tree", &[agreed]).unwrap();
    let mapping = "{\"values\":[[\"Holub\",\"-\"]]}";
    store
        .run_operation("import", "now", |operation| {
            operation.keep_mapping(&parse_id("ours"), mapping)
        })
        .unwrap();
}

fn create_filled_store(path: &std::path::Path) -> Store {
    let mut store = Store::create(path).unwrap();
    fill_store(&mut store);
    store
}

const ALL: ErasureScope = ErasureScope {
    letters: ErasedLetters::DigestJoint,
    sources: true,
    mappings: true,
    history: true,
};

/// Words of the person, as they stand in texts, in the index and in keys.
fn person_words() -> BTreeSet<String> {
    [
        "holub",
        "голуб",
        "golub",
        "zanzibarword",
        "zanzibarvord",
        "u-1",
    ]
    .map(str::to_owned)
    .into()
}

#[test]
fn nothing_of_an_erased_person_is_left_in_the_bytes_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = create_filled_store(&path);
    let mut pavel = store.load_case(&parse_id("orlik-pavel")).unwrap().unwrap();
    pavel.events[0].text = Some(
        "Pavel Orlik was arrested with another poet."
            .parse()
            .unwrap(),
    );
    run(&mut store, "update orlik-pavel", |operation| {
        operation.put_case(&pavel).map(drop)
    });
    // A command that was killed while it wrote the tree left what it intended.
    store
        .save_intended_texts(
            "tree",
            &[(
                RecordKind::Case,
                parse_id("holub-marta"),
                Some("name = \"Holub\"".to_owned()),
            )],
        )
        .unwrap();
    let digests = |store: &Store| {
        let sql = "SELECT count(*) FROM digests WHERE id GLOB '*marta*'";
        store
            .conn
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    assert_eq!(digests(&store), 1);
    let person = store
        .find_person(&parse_id("golub-marta"))
        .unwrap()
        .unwrap();
    assert!(
        count_in_file(&path, &person_words()).unwrap() > 10,
        "the search finds what is there"
    );
    let erased = store
        .erase_person(&person, ALL, "2026-02-03T00:00:00Z")
        .unwrap()
        .unwrap();
    assert!(erased.is_compact);
    assert_eq!(
        (
            digests(&store),
            store
                .load_intended_texts("tree", RecordKind::Case)
                .unwrap()
                .len()
        ),
        (0, 0)
    );
    drop(store);
    let left: Vec<String> = person_words()
        .into_iter()
        .filter(|word| count_in_file(&path, &[word.clone()].into()).unwrap() > 0)
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let store = Store::open(&path, crate::store::AccessMode::Write).unwrap();
    store.check_integrity().unwrap();
    assert_eq!(
        store.load_case(&parse_id("orlik-pavel")).unwrap().unwrap(),
        pavel,
        "others stay as they are"
    );
    assert_eq!(
        store.load_letter(&parse_id("one")).unwrap().unwrap().cases,
        []
    );
    assert_eq!(
        store.load_letter(&parse_id("two")).unwrap().unwrap().cases,
        [parse_id("orlik-pavel")]
    );
    assert_eq!(
        store
            .load_statement(&parse_id("joint"))
            .unwrap()
            .unwrap()
            .cases,
        [parse_id("orlik-pavel")]
    );
}

#[test]
fn every_trace_is_named_before() {
    let mut store = Store::in_memory().unwrap();
    fill_store(&mut store);
    let person = store
        .find_person(&parse_id("holub-marta"))
        .unwrap()
        .unwrap();
    assert_eq!(
        person.ids,
        [parse_id("golub-marta"), parse_id("holub-marta")].into()
    );
    let traces = store.find_traces(&person).unwrap();
    assert_eq!((traces.operations, traces.shared), (3, 1));
    assert_eq!(
        traces.letters,
        [(parse_id("one"), false), (parse_id("two"), true)]
    );
    assert_eq!(
        traces.sources,
        [(parse_id("interview"), "Holub speaks".to_owned())]
    );
    assert_eq!(
        (traces.statements, traces.mappings),
        (vec![parse_id("joint")], vec!["ours".to_owned()])
    );
    let places: Vec<String> = traces
        .texts
        .iter()
        .map(|one| format!("{} {} {}", one.subject, one.id, one.place))
        .collect();
    assert_eq!(
        places,
        ["case orlik-pavel events.1", "source interview title"]
    );
    assert_eq!(
        traces.former_texts,
        [(RecordKind::Case, parse_id("orlik-pavel"), 1)]
    );
    assert!(traces.namesakes.is_empty());
}

#[test]
fn letters_stay_unless_their_digests_are_enough() {
    for (letters, one, two) in [
        (ErasedLetters::Keep, true, true),
        (ErasedLetters::Digest, false, true),
        (ErasedLetters::DigestJoint, false, false),
    ] {
        let mut store = Store::in_memory().unwrap();
        fill_store(&mut store);
        let person = store
            .find_person(&parse_id("holub-marta"))
            .unwrap()
            .unwrap();
        store
            .erase_person(
                &person,
                ErasureScope {
                    letters,
                    ..ErasureScope::default()
                },
                "2026-02-03T00:00:00Z",
            )
            .unwrap()
            .unwrap();
        let says = |of: &str| {
            store
                .load_letter(&parse_id(of))
                .unwrap()
                .unwrap()
                .text
                .as_str()
                .contains("Holub")
        };
        assert_eq!((says("one"), says("two")), (one, two), "{letters:?}");
        assert_eq!(
            store
                .load_letter(&parse_id("one"))
                .unwrap()
                .unwrap()
                .sha256
                .as_str(),
            "0a"
        );
    }
}

#[test]
fn the_history_says_that_something_was_erased_and_cannot_bring_it_back() {
    let mut store = Store::in_memory().unwrap();
    fill_store(&mut store);
    let person = store
        .find_person(&parse_id("holub-marta"))
        .unwrap()
        .unwrap();
    let before = store.load_history(None, None).unwrap();
    store
        .erase_person(&person, ErasureScope::default(), "2026-02-03T00:00:00Z")
        .unwrap()
        .unwrap();
    let log = store.load_history(None, None).unwrap();
    assert_eq!(log.len(), before.len() + 1);
    let told: Vec<(&str, Option<&str>, usize)> = log
        .iter()
        .map(|one| {
            (
                one.command.as_str(),
                one.erased.as_deref(),
                one.touched.len(),
            )
        })
        .collect();
    let on = Some("2026-02-03");
    assert_eq!(
        told,
        [
            ("remove --erase", on, 0),
            ("letter --record", None, 3),
            ("update orlik-pavel", None, 1),
            ("import people.toml", None, 2),
            ("merge (erased) (erased)", on, 0),
            ("add (erased)", on, 0),
            ("add (erased)", on, 0),
        ]
    );
    for operation in [log[0].operation, log[4].operation] {
        let refused = store.undo_operation(Some(operation), "now");
        assert!(
            matches!(&refused, Err(Error::NotPossible { reason, .. }) if reason.contains("erased on 2026-02-03"))
        );
    }
    let then = store.copy_as_of(parse_day("2026-01-02")).unwrap();
    assert!(
        then.load_case(&parse_id("holub-marta")).unwrap().is_none()
            && then.load_case(&parse_id("orlik-pavel")).unwrap().is_some()
    );
    assert_eq!(store.erasures_since("2026-01-03").unwrap(), ["2026-02-03"]);
    assert!(
        store
            .find_person(&parse_id("holub-marta"))
            .unwrap()
            .is_none()
    );
    assert!(
        store
            .erase_person(&person, ErasureScope::default(), "2026-02-04")
            .unwrap()
            .is_some(),
        "what letters say is still there"
    );
}

#[test]
fn an_erased_person_is_known_again_and_the_ids_are_not_given_again() {
    let mut store = Store::in_memory().unwrap();
    fill_store(&mut store);
    let person = store
        .find_person(&parse_id("holub-marta"))
        .unwrap()
        .unwrap();
    store
        .erase_person(&person, ErasureScope::default(), "2026-02-03T00:00:00Z")
        .unwrap()
        .unwrap();
    assert_eq!(
        store.free_id(&parse_id("golub-marta")).unwrap(),
        parse_id("golub-marta-2")
    );
    let back = make_case("holub-marta", "Marta Holub", &[]);
    let put = store.run_operation("add", "now", |operation| {
        operation.put_case(&back).map(drop)
    });
    assert!(matches!(put, Err(Error::Taken { .. })));
    let mut by_uid = make_case("x", "Somebody Else", &[]);
    by_uid.uid = Some("u-1".parse().unwrap());
    let others = [
        make_case("x", "Holub Marta", &[]),
        make_case("x", "МАРТА ГОЛУБ", &[]),
        by_uid,
    ];
    assert!(
        others
            .iter()
            .all(|case| store.erasure_day(case).unwrap().as_deref() == Some("2026-02-03"))
    );
    for (name, country) in [
        ("Marta Holub", "BY"),
        ("Pavel Holub", "KZ"),
        ("Holub", "KZ"),
    ] {
        let mut other = make_case("x", name, &[]);
        other.country = country.parse().unwrap();
        assert_eq!(store.erasure_day(&other).unwrap(), None, "{name} {country}");
    }
    run(&mut store, "import", |operation| {
        operation.take_back_erased(&back)?;
        operation.put_case(&back).map(drop)
    });
    assert_eq!(store.erasure_day(&back).unwrap(), None);
    assert_eq!(
        store.free_id(&parse_id("golub-marta")).unwrap(),
        parse_id("golub-marta"),
        "the whole erasure is taken back"
    );
}

#[test]
fn a_person_who_was_removed_before_can_be_erased() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.db");
    let mut store = Store::create(&path).unwrap();
    run(&mut store, "add holub-marta", |operation| {
        operation
            .put_case(&make_case("holub-marta", "Marta Holub", &[]))
            .map(drop)
    });
    run(&mut store, "remove holub-marta", |operation| {
        operation.remove_case(&parse_id("holub-marta")).map(drop)
    });
    let person = store
        .find_person(&parse_id("holub-marta"))
        .unwrap()
        .unwrap();
    assert!(!person.is_here);
    store
        .erase_person(&person, ErasureScope::default(), "2026-02-03T00:00:00Z")
        .unwrap()
        .unwrap();
    assert_eq!(
        count_in_file(&path, &["holub".to_owned()].into()).unwrap(),
        0
    );
    assert!(store.find_person(&parse_id("nobody")).unwrap().is_none());
}

#[test]
fn an_id_that_was_given_back_to_another_is_not_erased_with_them() {
    let mut store = Store::in_memory().unwrap();
    run(&mut store, "add a", |operation| {
        operation
            .put_case(&make_case("a", "Anna Rybak", &[]))
            .map(drop)
    });
    run(&mut store, "add b", |operation| {
        operation
            .put_case(&make_case("b", "Berta Novak", &[]))
            .map(drop)
    });
    run(&mut store, "merge a b", |operation| {
        operation.remove_case(&parse_id("b"))?;
        let mut merged = make_case("a", "Anna Rybak", &[]);
        merged.old_ids = vec![parse_id("b")];
        operation.put_case(&merged).map(drop)
    });
    store.undo_operation(None, "now").unwrap();
    let person = store.find_person(&parse_id("a")).unwrap().unwrap();
    assert_eq!(person.ids, [parse_id("a")].into());
    store
        .erase_person(&person, ErasureScope::default(), "2026-02-03T00:00:00Z")
        .unwrap()
        .unwrap();
    assert!(store.load_case(&parse_id("b")).unwrap().is_some());
}

#[test]
fn text_over_two_pieces_of_a_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long");
    let mut bytes = vec![b'x'; (1 << 20) - 3];
    bytes.extend("MARTA holub, Марта ГОЛУБ".as_bytes());
    std::fs::write(&path, bytes).unwrap();
    let count = |text: &str| count_in_file(&path, &[text.to_owned()].into()).unwrap();
    assert_eq!(
        (
            count("Marta Holub"),
            count("марта голуб"),
            count("марта"),
            count("nobody")
        ),
        (1, 0, 0, 0)
    );
    assert_eq!((count("Marta"), count("ГОЛУБ")), (1, 1));
}
