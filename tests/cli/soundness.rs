//! What another program did to the casebook is seen, and broken settings keep nobody from the way out.

use std::fs;

use crate::casebook::small;
use crate::sandbox::Sandbox;

fn tamper(sandbox: &Sandbox, sql: &str) {
    let path = sandbox.home().join(".local/share/cases/cases.db");
    let conn = rusqlite::Connection::open(path).expect("a casebook");
    assert!(conn.execute(sql, []).expect("a statement") > 0, "{sql}");
}

#[test]
fn a_status_that_another_program_changed_is_seen_and_put_right() {
    let sandbox = small();
    let held = |sandbox: &Sandbox| {
        let listed = sandbox.run(&["list", "--status", "detained", "--ids"]);
        listed.ok().stdout
    };
    let before = held(&sandbox);
    assert!(before.contains("aliyeva-leyla"), "{before}");
    tamper(
        &sandbox,
        "UPDATE cases SET status = 'released' WHERE id = 'aliyeva-leyla'",
    );
    assert!(!held(&sandbox).contains("aliyeva-leyla"));
    let found = sandbox.run(&["doctor"]).fails_with(1);
    assert!(
        found.stdout.contains("of 1 person the status") && found.stderr.contains("doctor --fix"),
        "{found}"
    );
    let dry = sandbox.run(&["doctor", "--fix", "--dry-run"]).fails_with(1);
    assert!(
        dry.stderr.contains("Would be written anew: aliyeva-leyla"),
        "{dry}"
    );
    let fixed = sandbox.run(&["doctor", "--fix"]).ok();
    assert!(fixed.stderr.contains("aliyeva-leyla"), "{fixed}");
    assert_eq!(held(&sandbox), before);
    let again = sandbox.run(&["doctor", "--fix"]).ok();
    assert!(again.stderr.contains("nothing to put right"), "{again}");
}

#[test]
fn changes_whose_day_cannot_be_read_are_named() {
    let sandbox = small();
    tamper(&sandbox, "UPDATE history SET at = '2021-99-' WHERE id = 1");
    let found = sandbox.run(&["doctor"]).fails_with(1);
    assert!(
        found.stdout.contains("when these changes were made: 1"),
        "{found}"
    );
}

#[test]
fn broken_settings_keep_nobody_from_what_helps() {
    let sandbox = small();
    let path = sandbox.file(".config/cases/config.toml", "[sender\nname=");
    let said = sandbox.run(&["config", "path"]).ok();
    assert_eq!(said.stdout.trim(), "[HOME]/.config/cases/config.toml");
    sandbox.run(&[]).ok();
    sandbox.run(&["list"]).fails_with(5);
    sandbox.run(&["config", "list"]).fails_with(5);
    fs::write(&path, "").unwrap();
    sandbox.run(&["list"]).ok();
}

#[test]
fn a_limit_is_named_after_what_it_limits() {
    let sandbox = small();
    fs::create_dir_all(sandbox.home().join("tree")).unwrap();
    sandbox.file("tree/casebook.toml", &"#".repeat((1 << 20) + 1));
    let refused = sandbox.run(&["import", "--tree", "tree"]).fails_with(5);
    assert!(
        refused.stderr.contains("casebook.toml of a folder")
            && !refused.stderr.contains("settings"),
        "{refused}"
    );
    let line = format!("{{\"a\": \"{}\"}}\n", "x".repeat(17 << 20));
    sandbox.file("a.jsonl", &line);
    let refused = sandbox.run(&["import", "a.jsonl"]).fails_with(5);
    assert!(
        refused.stderr.contains("one line of JSON Lines"),
        "{refused}"
    );
}

#[test]
fn what_is_wrong_with_json_lines_is_said_while_others_write() {
    let sandbox = small();
    sandbox.file("bad.jsonl", "{\"schema\": 1}\n{\"nonsense\": 1}\n");
    let path = sandbox.home().join(".local/share/cases/cases.db");
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = sandbox.run(&["import", "bad.jsonl"]).fails_with(5);
    assert!(refused.stderr.contains("line 2"), "{refused}");
}

#[test]
fn a_word_that_is_like_none_is_answered_with_the_command_that_lists_them() {
    let sandbox = small();
    for (args, list) in [
        (&["list", "--status", "zzzz"][..], "cases help words status"),
        (&["list", "--category", "zzzz"], "cases help words category"),
        (
            &[
                "add",
                "--name",
                "A B",
                "--country",
                "KZ",
                "--concern",
                "zzzz",
            ],
            "cases help words concern",
        ),
    ] {
        let refused = sandbox.run(args).fails_with(2);
        assert!(refused.stderr.contains(list), "{refused}");
    }
}
