//! What cannot be is refused by name, and nothing is half written.

use std::fs;

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

#[test]
fn a_file_that_is_not_a_casebook_is_left_as_it_is() {
    let sandbox = Sandbox::new();
    sandbox.file("empty.db", "");
    sandbox.file("text.db", "not a database\n");
    sandbox.file("head.db", "SQLite format 3");
    sandbox
        .run(&["--db", "newer.db", "init", "--name", "A"])
        .ok();
    let newer = rusqlite::Connection::open(sandbox.home().join("newer.db")).unwrap();
    newer.execute_batch("PRAGMA user_version = 9999").unwrap();
    drop(newer);
    let foreign = rusqlite::Connection::open(sandbox.home().join("foreign.db")).unwrap();
    foreign
        .execute_batch("CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)")
        .unwrap();
    drop(foreign);
    let names = ["empty.db", "text.db", "head.db", "newer.db", "foreign.db"];
    let before: Vec<Vec<u8>> = names
        .iter()
        .map(|name| fs::read(sandbox.home().join(name)).unwrap())
        .collect();
    for name in names {
        for args in [
            &["list"][..],
            &["add", "--name", "A B", "--country", "KZ"],
            &["letter", "--to", "prosecutor-general"],
            &["init"],
            &["undo"],
        ] {
            let output = sandbox.run(&[&["--db", name], args].concat()).fails_with(9);
            assert!(output.stderr.contains(name), "{output}");
        }
    }
    let after: Vec<Vec<u8>> = names
        .iter()
        .map(|name| fs::read(sandbox.home().join(name)).unwrap())
        .collect();
    assert!(before == after, "a file was touched");
}

#[test]
fn a_missing_casebook_is_not_made_by_the_way() {
    let sandbox = Sandbox::new();
    for args in [
        &["list"][..],
        &["add", "--name", "A B", "--country", "KZ"],
        &["letter", "--to", "x"],
        &["import", "-"],
        &["undo"],
    ] {
        let output = sandbox
            .run(&[&["--db", "typo.db"], args].concat())
            .fails_with(9);
        assert!(
            output.stderr.contains("typo.db") && output.stderr.contains("cases init"),
            "{output}"
        );
    }
    assert_eq!(fs::read_dir(sandbox.home()).unwrap().count(), 0);
}

#[test]
fn impossible_and_ambiguous_dates_are_refused() {
    let sandbox = small();
    let before = everything(&sandbox);
    for date in [
        "2024-02-30",
        "2024-13",
        "01/02/2024",
        "yesterday",
        "9999-12-31",
        "1445/09/01",
    ] {
        sandbox
            .run(&["update", "aliyeva-leyla", "--born", date])
            .fails_with(2);
        sandbox
            .run(&[
                "update",
                "aliyeva-leyla",
                "--status",
                "released",
                "--on",
                date,
            ])
            .fails_with(2);
        sandbox
            .run(&[
                "update",
                "aliyeva-leyla",
                "--event",
                &format!("kind=release; date={date}"),
            ])
            .fails_with(2);
    }
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn the_nearest_right_word_is_named() {
    let sandbox = small();
    for (args, word) in [
        (&["list", "--status", "detaind"][..], "detained"),
        (&["list", "--country", "Azerbaijn"], "AZ (Azerbaijan)"),
        (
            &["update", "aliyeva-leyla", "--set", "ocupation=x"],
            "occupation",
        ),
        (
            &["update", "aliyeva-leyla", "--concern", "unfair-tral"],
            "unfair-trial",
        ),
        (
            &["letter", "--to", "prosecutor-genral"],
            "prosecutor-general",
        ),
        (
            &[
                "letter",
                "--to",
                "prosecutor-general",
                "--template",
                "apeal",
            ],
            "appeal",
        ),
        (&["list", "--fields", "sttus"], "status"),
    ] {
        let output = sandbox.run(args);
        assert!(output.code != 0 && output.stderr.contains(word), "{output}");
    }
}

#[test]
fn a_table_that_breaks_in_row_seven_takes_in_nothing() {
    let sandbox = small();
    let before = everything(&sandbox);
    let mut csv = String::from("Name;Country;Born\n");
    for row in 2..=6 {
        csv.push_str(&format!("Person {row};KZ;19{row}0\n"));
    }
    csv.push_str("Person 7;KZ;1970-02-30\n;KZ;1980\nPerson 9;Kazakstan;\n");
    sandbox.file("seven.csv", &csv);
    let output = sandbox.run(&["import", "seven.csv"]).fails_with(5);
    for part in ["row 7, column Born", "row 8", "row 9, column Country"] {
        assert!(output.stderr.contains(part), "{part}: {output}");
    }
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn tables_as_campaigns_have_them() {
    let sandbox = small();
    sandbox.file(
        "a.csv",
        "\u{feff}Nom;Pays;Naissance;Rien\r\nMaks Example;KZ;08/11/1974;x\r\n",
    );
    sandbox.run(&["import", "a.csv"]).fails_with(5);
    let map = [
        "--map",
        "Nom=name",
        "--map",
        "Pays=country",
        "--map",
        "Naissance=born",
        "--map",
        "Rien=-",
    ];
    let ambiguous = sandbox
        .run(&[&["import", "a.csv"], &map[..]].concat())
        .fails_with(5);
    assert!(ambiguous.stderr.contains("--dates"), "{ambiguous}");
    sandbox
        .run(&[&["import", "a.csv", "--dates", "dmy"], &map[..]].concat())
        .ok();
    assert!(
        sandbox
            .run(&["show", "example-maks"])
            .ok()
            .stdout
            .contains("1974-11-08")
    );
    let conflict = sandbox.file("b.csv", "name\tcountry\tplace\nMaks Example\tKZ\tAtyrau\n");
    assert!(conflict.exists());
    sandbox
        .run(&["import", "b.csv", "--delimiter", "tab"])
        .fails_with(8);
    sandbox
        .run(&[
            "import",
            "b.csv",
            "--delimiter",
            "tab",
            "--on-conflict",
            "skip",
        ])
        .ok();
    sandbox
        .run(&[
            "import",
            "b.csv",
            "--delimiter",
            "tab",
            "--on-conflict",
            "update",
        ])
        .ok();
    let shown = sandbox.run(&["show", "example-maks"]).ok().stdout;
    assert!(
        shown.contains("Atyrau") && shown.contains("1974-11-08"),
        "{shown}"
    );
}

#[test]
fn a_settings_file_that_is_wrong_is_told_by_line_and_key() {
    let sandbox = small();
    sandbox.file(
        ".config/cases/config.toml",
        "[sender]\nnmae = \"hunter2\"\n",
    );
    let output = sandbox.run(&["list"]).fails_with(5);
    assert!(
        output.stderr.contains(":2:")
            && output.stderr.contains("name")
            && !output.stderr.contains("hunter2"),
        "{output}"
    );
    sandbox.run(&["--no-config", "list"]).ok();
    sandbox.run(&["--help"]).ok();
}

#[test]
fn a_charge_that_names_nothing_is_refused_with_its_place() {
    let sandbox = crate::sandbox::Sandbox::new();
    sandbox.run(&["init", "--name", "R. Diaz", "--yes"]).ok();
    sandbox.file(
        "list.toml",
        "schema = 1\n\n[[cases]]\nid = \"a\"\nname = \"A B\"\ncountry = \"BY\"\n\n[[cases.charges]]\nstanding = \"accused\"\n",
    );
    let refused = sandbox.run(&["import", "list.toml"]).fails_with(5);
    assert!(
        refused.stderr.contains("line 8")
            && refused
                .stderr
                .contains("cases[1].charges[1].title (a): a charge names an offence or an article"),
        "{refused}"
    );
    sandbox.file(
        "list.json",
        r#"{"schema": 1, "cases": [{"id": "a", "name": "A B", "country": "BY", "charges": [{"article": "342"}, {"date": "2020"}]}]}"#,
    );
    let refused = sandbox.run(&["import", "list.json"]).fails_with(5);
    assert!(
        refused.stderr.contains("cases[1].charges[2].title (a)"),
        "{refused}"
    );
    sandbox
        .run(&[
            "add",
            "--name",
            "A B",
            "--country",
            "BY",
            "--charge",
            "standing=accused",
        ])
        .fails_with(2);
}
