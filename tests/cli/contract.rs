//! What scripts rely on, for every command: it ends without a terminal, reads without a trace, says the same twice, and
//! tells by its exit code what happened.

use std::fs;

use crate::casebook::{everything, small};

/// A call of every command that reads.
const READING: &[&[&str]] = &[
    &["list"],
    &["list", "--json"],
    &["list", "--format", "csv"],
    &["list", "--count"],
    &["list", "--ids"],
    &["check", "--only", "overlap"],
    &["show", "aliyeva-leyla"],
    &["show", "aliyeva-leyla", "--json"],
    &["stats"],
    &["stats", "--json"],
    &["timeline", "aliyeva-leyla"],
    &["report", "cases"],
    &["report", "cases", "--format", "pdf"],
    &["letter", "--to", "prosecutor-general"],
    &[
        "letter",
        "aliyeva-leyla",
        "--to",
        "az-prosecutor-general",
        "--json",
    ],
    &["labels", "--to", "prosecutor-general"],
    &["log"],
    &["recipients"],
    &["recipients", "show", "az-prosecutor-general"],
    &["recipients", "export"],
    &["sources"],
    &["sources", "show", "report-2024"],
    &["sources", "export"],
    &["templates"],
    &["templates", "vars", "--case", "aliyeva-leyla"],
    &["templates", "preview", "appeal", "--case", "aliyeva-leyla"],
    &["templates", "show", "appeal"],
    &["templates", "check"],
    &["export"],
    &["export", "--format", "csv"],
    &["completions", "bash"],
    &["help", "filters"],
    &["help", "formats"],
    &["man", "letter"],
    &["doctor"],
    &[],
];

#[test]
fn reading_leaves_the_file_alone_and_says_the_same_twice() {
    let sandbox = small();
    let path = sandbox.home().join(".local/share/cases/cases.db");
    let before = (
        fs::read(&path).unwrap(),
        fs::metadata(&path).unwrap().modified().unwrap(),
    );
    for args in READING {
        let once = sandbox.run(args).ok();
        let twice = sandbox.run(args).ok();
        assert_eq!(once.to_string(), twice.to_string());
    }
    let after = (
        fs::read(&path).unwrap(),
        fs::metadata(&path).unwrap().modified().unwrap(),
    );
    assert!(before == after, "the casebook was touched");
    assert_eq!(
        fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1,
        "something was left beside it"
    );
}

#[test]
fn nothing_is_asked_where_nobody_can_answer() {
    let sandbox = small();
    for (args, code, flag) in [
        (&["add"][..], 2, "--name and --country"),
        (&["add", "--name", "A B"], 2, "--country"),
        (&["letter"], 2, "--to"),
        (&["remove", "aliyeva-leyla"], 2, "--yes"),
        (
            &["recipients", "remove", "az-prosecutor-general"],
            2,
            "--yes",
        ),
        (&["recipients", "add", "x"], 2, "--role and --office"),
        (
            &["add", "--name", "A B", "--country", "KZ", "--edit"],
            2,
            "",
        ),
        (&["update", "aliyeva-leyla", "--edit"], 2, ""),
        (
            &["add", "--name", "Leyla Aliyeva", "--country", "AZ"],
            4,
            "aliyeva-leyla",
        ),
    ] {
        let output = sandbox.run(args).fails_with(code);
        assert!(
            output.stderr.contains(flag) && output.stdout.is_empty(),
            "{output}"
        );
    }
    sandbox.run(&["init"]).ok();
}

#[test]
fn the_exit_code_tells_what_happened() {
    let sandbox = small();
    for (args, code) in [
        (&["list", "--status", "released"][..], 0),
        (&["list", "--statsu", "released"], 2),
        (&["list", "--status", "relaesed"], 2),
        (&["list", "--country", "Kazakstan"], 2),
        (&["list", "--fields", "nmae"], 2),
        (&["list", "--sort", "nmae"], 2),
        (&["list", "--as-of", "2018-04"], 2),
        (&["list", "--sentenced-after", "2018-02-30"], 2),
        (&["show", "nobody"], 3),
        (&["letter", "nobody", "--to", "az-prosecutor-general"], 3),
        (&["letter", "--to", "nobody"], 3),
        (
            &[
                "letter",
                "--to",
                "prosecutor-general",
                "--status",
                "released",
            ],
            3,
        ),
        (
            &[
                "letter",
                "--to",
                "prosecutor-general",
                "--template",
                "apeal",
            ],
            3,
        ),
        (&["undo", "99"], 3),
        (&["redo"], 3),
        (&["import", "nothing.csv"], 3),
        (
            &["update", "aliyeva-leyla", "--if-rev", "9", "--tag", "x"],
            7,
        ),
        (
            &["letter", "huseynov-rauf", "--to", "prosecutor-general"],
            8,
        ),
        (
            &[
                "letter",
                "aliyeva-leyla",
                "--to",
                "prosecutor-general",
                "--strict",
                "--date",
                "2026-01-01",
            ],
            5,
        ),
        (&["help", "lettr"], 3),
        (&[], 0),
        (&["help", "filtres"], 3),
        (&["man", "lettr"], 3),
        (&["doctor"], 0),
    ] {
        let output = sandbox.run(args).fails_with(code);
        assert!(code == 0 || output.stdout.is_empty(), "{output}");
        assert!(
            code == 0 || output.stderr.contains("cases ") || output.stderr.lines().count() <= 2,
            "{output}"
        );
    }
}

#[test]
fn an_empty_argument_never_widens_a_selection() {
    let sandbox = small();
    for args in [
        &["letter", "", "--to", "prosecutor-general"][..],
        &["list", "--tag="],
        &["remove", "", "--yes"],
        &["show", ""],
    ] {
        sandbox.run(args).fails_with(2);
    }
    assert!(everything(&sandbox).contains("aliyeva-leyla"));
}

#[test]
fn errors_are_json_where_json_is_asked_for() {
    let sandbox = small();
    for (args, code) in [
        (&["show", "nobody", "--json"][..], "not-found"),
        (&["list", "--json", "--nothing"], "usage"),
    ] {
        let output = sandbox.run(args);
        let error: serde_json::Value =
            serde_json::from_str(output.stderr.trim()).unwrap_or_else(|_| panic!("{output}"));
        assert_eq!(error["error"]["code"], code);
        assert_eq!(error["error"]["exit"], output.code);
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_pipe_that_closes_ends_quietly_and_a_full_disk_does_not() {
    let sandbox = small();
    let output = sandbox
        .shell(
            "cases --sample -q list --json | head -c 10; cases --sample -q letter --to prosecutor-general 2>&1 | true",
        )
        .run();
    assert!(
        output.code == 0 && !output.stdout.contains("panicked"),
        "{output}"
    );
    let full = sandbox.shell("cases --sample -q list > /dev/full").run();
    assert!(
        full.code == 1 && !full.stdout.contains("panicked"),
        "{full}"
    );
    for closed in [
        "cases --sample list >&-",
        "cases --sample list 2>&-",
        "cases --sample list <&-",
    ] {
        let output = sandbox.shell(closed).run();
        assert!(
            output.code < 100 && !output.stdout.contains("panicked"),
            "{closed}: {output}"
        );
    }
}

#[test]
fn a_pipe_gets_tabs_and_no_header_json_keeps_every_key() {
    let sandbox = small();
    assert_eq!(
        sandbox
            .run(&["list", "--fields", "id,status,country"])
            .ok()
            .stdout,
        "aliyeva-leyla\tpre-trial-detention\tAZ\nhuseynov-rauf\tpre-trial-detention\tAZ\n"
    );
    assert_eq!(
        sandbox
            .run(&["list", "--json", "--status", "released"])
            .ok()
            .stdout,
        "[]\n"
    );
    let json = sandbox.run(&["list", "--json"]).ok().stdout;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    assert!(
        rows.iter()
            .all(|row| row.as_object().unwrap().keys().collect::<Vec<_>>() == keys)
    );
    assert!(
        !json.contains("ZQ"),
        "notes and consent are not in a list unless asked for"
    );
    assert_eq!(
        sandbox.run(&["list", "-0", "--tag", "writer"]).ok().stdout,
        "aliyeva-leyla\0"
    );
    assert_eq!(
        sandbox
            .run(&[
                "list",
                "--template",
                r"{{id}}\t{{upper place}}{{name}}",
                "--tag",
                "writer"
            ])
            .ok()
            .stdout,
        "aliyeva-leyla\tLeyla Əliyeva\n"
    );
    sandbox
        .run(&["list", "--template", "{{nmae}}"])
        .fails_with(5);
}

#[test]
fn what_looks_like_an_escape_sequence_never_reaches_the_terminal() {
    let sandbox = small();
    let hostile = "a\u{1b}[2Jb\u{9b}31m\u{202e}c";
    for args in [
        &["show", hostile][..],
        &["list", "--search", hostile],
        &["list", "--status", hostile],
        &["--db", hostile, "list"],
        &[hostile],
        &["letter", "--to", hostile],
    ] {
        let output = sandbox.run(args);
        let text = format!("{}{}", output.stdout, output.stderr);
        assert!(
            !text
                .chars()
                .any(|c| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}'),
            "{output}"
        );
    }
    for field in [
        "name",
        "place",
        "occupation",
        "held_at",
        "consent_by",
        "tags",
        "summary",
        "notes",
    ] {
        for bad in ["a\u{1b}[2Jb", "a\u{7}b", "a\u{202e}b", "a\u{0085}b"] {
            sandbox
                .run(&[
                    "update",
                    "aliyeva-leyla",
                    "--set",
                    &format!("{field}={bad}"),
                ])
                .fails_with(2);
        }
    }
    for field in ["name", "place", "occupation"] {
        sandbox
            .run(&["update", "aliyeva-leyla", "--set", &format!("{field}=a\nb")])
            .fails_with(2);
    }
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "name= "])
        .fails_with(2);
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "name=\u{200b}"])
        .fails_with(2);
}
