//! What commands that change something answer with --json: what was changed, and the number that takes it back.

use serde_json::Value;

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

#[track_caller]
fn answer(sandbox: &Sandbox, args: &[&str]) -> Value {
    let output = sandbox.run(&[args, &["--json"]].concat()).ok();
    serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output}"))
}

/// The kinds of change and the ids of an answer.
fn touched(answer: &Value) -> Vec<(&str, &str, &str)> {
    answer["touched"]
        .as_array()
        .expect("what was touched")
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().expect("a text");
            (text("kind"), text("id"), text("change"))
        })
        .collect()
}

#[test]
fn every_change_answers_what_it_changed_and_its_number_takes_it_back() {
    let sandbox = small();
    for (args, expected) in [
        (
            &["add", "--name", "Ann Cole", "--country", "KZ"][..],
            ("case", "cole-ann", "added"),
        ),
        (
            &["update", "aliyeva-leyla", "--place", "Oral"],
            ("case", "aliyeva-leyla", "changed"),
        ),
        (
            &["remove", "huseynov-rauf", "--yes"],
            ("case", "huseynov-rauf", "removed"),
        ),
        (
            &["statement", "add", "visa", "--title", "For Leyla"],
            ("statement", "visa", "added"),
        ),
        (
            &[
                "recipients",
                "update",
                "az-prosecutor-general",
                "--checked",
                "2021-08",
            ],
            ("recipient", "az-prosecutor-general", "changed"),
        ),
        (
            &["recipients", "remove", "az-prosecutor-general", "--yes"],
            ("recipient", "az-prosecutor-general", "removed"),
        ),
        (
            &[
                "recipients",
                "add",
                "az-ombudsman",
                "--role",
                "ombudsman",
                "--office",
                "Ombudsman",
            ],
            ("recipient", "az-ombudsman", "added"),
        ),
    ] {
        let before = everything(&sandbox);
        let dry = answer(&sandbox, &[args, &["--dry-run"]].concat());
        assert_eq!(everything(&sandbox), before, "{args:?}");
        assert!(dry["op"].is_null() && dry["dry_run"] == true, "{dry}");
        let done = answer(&sandbox, args);
        assert_eq!(touched(&done), [expected], "{args:?}");
        assert_eq!(touched(&dry), [expected], "{args:?}");
        let would = dry["message"].as_str().expect("a message");
        let named = format!(
            "Nothing was changed. Without --dry-run: {} {} {}",
            expected.0, expected.1, expected.2
        );
        assert!(would.starts_with(&named), "{dry}");
        assert!(done["dry_run"] == false && done["message"] != dry["message"]);
        assert_ne!(everything(&sandbox), before, "{args:?}");
        let number = done["op"].as_i64().expect("a number").to_string();
        let undone = answer(&sandbox, &["undo", &number]);
        assert_eq!(touched(&undone)[0].1, expected.1);
        assert_eq!(everything(&sandbox), before, "{args:?}");
        let redone = answer(&sandbox, &["redo"]);
        assert_eq!(redone["touched"], done["touched"], "{args:?}");
        sandbox.run(&["undo", &number]).ok();
    }
}

#[test]
fn an_answer_has_the_fields_before_and_after() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--place", "Oral", "--json"])
        .ok()
        .golden("update-json");
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--place",
            "Atyrau",
            "-n",
            "--json",
        ])
        .ok()
        .golden("update-json-dry-run");
    sandbox
        .run(&["undo", "--json=op,touched"])
        .ok()
        .golden("undo-json");
    sandbox
        .run(&["update", "aliyeva-leyla", "--tag", "writer", "--json"])
        .ok()
        .golden("update-json-unchanged");
}

#[test]
fn a_field_that_no_answer_has_is_refused_before_anything_is_changed() {
    let sandbox = small();
    let before = everything(&sandbox);
    for args in [
        &["update", "aliyeva-leyla", "--place", "Oral"][..],
        &["add", "--name", "Ann Cole", "--country", "KZ"],
        &["remove", "aliyeva-leyla", "--yes"],
        &["undo"],
        &["import", "two.toml", "--on-conflict", "update"],
        &["config", "set", "sender.name", "X"],
        &["backup"],
        &["init", "--name", "X"],
    ] {
        sandbox
            .run(&[args, &["--json=op,nosuch"]].concat())
            .fails_with(2);
    }
    assert_eq!(everything(&sandbox), before);
    assert!(!sandbox.run(&["config"]).ok().stdout.contains("\tX\t"));
}

#[test]
fn imports_files_and_settings_answer_too() {
    let sandbox = small();
    sandbox.file("one.csv", "name,country,place\nAnn Cole,KZ,Oral\n");
    let taken = answer(&sandbox, &["import", "one.csv", "--as-of", "2021-05"]);
    assert_eq!(touched(&taken), [("case", "cole-ann", "added")]);
    assert!(taken["op"].is_i64(), "{taken}");
    let set = answer(&sandbox, &["config", "set", "sender.name", "A. Writer"]);
    let field = &set["touched"][0]["fields"][0];
    assert_eq!(
        (&field["before"], &field["after"]),
        (&Value::from("R. Diaz"), &Value::from("A. Writer"))
    );
    let kept = answer(&sandbox, &["backup", "copy.db"]);
    assert_eq!(touched(&kept), [("copy", "copy.db", "added")]);
    let restored = answer(&sandbox, &["backup", "restore", "copy.db", "--yes"]);
    assert_eq!(touched(&restored)[0].2, "changed");
    let other = Sandbox::new();
    let made = answer(&other, &["init", "--name", "R. Diaz"]);
    assert_eq!(touched(&made)[0].0, "casebook");
    assert_eq!(touched(&answer(&other, &["init", "--name", "R. Diaz"])), []);
}

#[test]
fn redo_heeds_a_dry_run() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--place", "Oral"])
        .ok();
    sandbox.run(&["undo"]).ok();
    let before = everything(&sandbox);
    let said = sandbox.run(&["redo", "--dry-run"]).ok().stderr;
    assert!(said.starts_with("Nothing was changed."), "{said}");
    assert_eq!(everything(&sandbox), before);
    sandbox.run(&["redo"]).ok();
    assert_ne!(everything(&sandbox), before);
}

#[test]
fn every_dry_run_says_first_that_nothing_was_changed() {
    let sandbox = small();
    for args in [
        &["add", "--name", "Ann Cole", "--country", "KZ"][..],
        &["update", "aliyeva-leyla", "--place", "Oral"],
        &["remove", "aliyeva-leyla", "--yes"],
        &[
            "recipients",
            "update",
            "az-prosecutor-general",
            "--checked",
            "2021-08",
        ],
        &["recipients", "remove", "az-prosecutor-general", "--yes"],
        &["statement", "add", "visa", "--title", "For Leyla"],
        &["config", "set", "sender.name", "X"],
        &["backup"],
        &["init", "--name", "X"],
        &["undo"],
    ] {
        let said = sandbox.run(&[args, &["-n"]].concat()).ok().stderr;
        assert!(
            said.lines()
                .any(|line| line.starts_with("Nothing was changed.")),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn json_is_refused_where_nothing_answers_in_json() {
    let sandbox = small();
    for args in [
        &["export"][..],
        &["recipients", "export"],
        &["labels", "--to", "prosecutor-general"],
        &["report", "cases"],
        &["templates", "show", "appeal"],
    ] {
        let output = sandbox.run(&[args, &["--json"]].concat()).fails_with(2);
        assert!(output.stdout.is_empty(), "{output}");
    }
    let shown = sandbox
        .run(&["show", "aliyeva-leyla", "--json=name,id"])
        .ok()
        .stdout;
    assert_eq!(
        shown,
        "{\"name\":\"Leyla Əliyeva\",\"id\":\"aliyeva-leyla\"}\n"
    );
}

#[test]
fn what_is_found_has_one_form_whoever_found_it() {
    let sandbox = small();
    let office = ["--role", "ombudsman", "--office", "Ombudsman"];
    sandbox
        .run(&[&["recipients", "add", "az-ombudsman"][..], &office].concat())
        .ok();
    let mut keys: Vec<Vec<String>> = Vec::new();
    for args in [
        &["check"][..],
        &["recipients", "check"],
        &["doctor"],
        &[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--check",
        ],
    ] {
        let output = sandbox.run(&[args, &["--json"]].concat());
        let rows: Vec<serde_json::Map<String, Value>> =
            serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{output}"));
        let first = rows.first().unwrap_or_else(|| panic!("{output}"));
        keys.push(first.keys().cloned().collect());
    }
    for key in [
        "level",
        "kind",
        "about",
        "case",
        "recipient",
        "template",
        "place",
        "message",
        "why",
        "fix",
    ] {
        for of in &keys {
            assert!(of.iter().any(|known| known == key), "{key}: {of:?}");
        }
    }
    sandbox.file("mine.md.hbs", "Dear\n  {{case.nmae}}\n");
    sandbox
        .run(&["templates", "check", "./mine.md.hbs", "--json"])
        .fails_with(5)
        .golden("templates-check-json");
    sandbox
        .run(&["templates", "check", "./mine.md.hbs"])
        .fails_with(5)
        .golden("templates-check");
}
