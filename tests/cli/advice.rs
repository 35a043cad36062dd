//! Advice before a letter goes, and letters in the sender’s own words.

use std::fs;

use crate::casebook::small;
use crate::output::Output;
use crate::sandbox::Sandbox;

const LETTER: [&str; 4] = ["letter", "aliyeva-leyla", "--to", "az-prosecutor-general"];

/// The letter, edited by a line of shell in which the draft is `$1`.
fn edited(sandbox: &Sandbox, script: &str, more: &[&str]) -> Output {
    let args = [&LETTER[..], &["--edit"], more].concat();
    sandbox
        .cases(&args)
        .with_env("CASES_EDITOR", format!("sh -c '{script}' sh"))
        .run()
}

/// The folders of drafts that are left.
fn drafts(sandbox: &Sandbox) -> usize {
    fs::read_dir(sandbox.home().with_file_name("tmp"))
        .expect("the folder of drafts")
        .count()
}

#[test]
fn advice_is_told_with_what_mends_it() {
    let sandbox = Sandbox::new();
    let letter = [
        "--sample",
        "letter",
        "epshtein-georgii",
        "--to",
        "prosecutor-general",
        "--date",
        "2011-11-30",
        "--check",
    ];
    sandbox.run(&letter).fails_with(5).golden("letter-check");
    sandbox
        .run(&[&letter[..], &["--json"]].concat())
        .fails_with(5)
        .golden("letter-check-json");
}

#[test]
fn a_letter_to_several_is_read_for_each() {
    let sandbox = Sandbox::new();
    let several = sandbox.run(&[
        "--sample",
        "letter",
        "kaiyrbek-askar",
        "--to",
        "ep-droi-chair,kz-prosecutor-general",
        "--check",
    ]);
    let output = several.fails_with(5);
    for begin in [
        "ep-droi-chair, kaiyrbek-askar: ",
        "kz-prosecutor-general, kaiyrbek-askar: ",
    ] {
        assert!(output.stdout.contains(begin), "{output}");
    }
}

#[test]
fn a_letter_with_nothing_to_mend_is_done_and_writes_nothing() {
    let sandbox = small();
    sandbox
        .run(&[
            "init",
            "--address",
            "Calle Mayor 1",
            "--address",
            "28013 Madrid",
        ])
        .ok();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--set",
            "held_at=Baku",
            "--concern",
            "no-counsel: Əliyeva was questioned in Baku without a lawyer.",
        ])
        .ok();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--remove",
            "events.2",
            "--remove",
            "concerns.1",
        ])
        .ok();
    let check = sandbox
        .run(&[&LETTER[..], &["--demand", "release-immediate", "--check"]].concat())
        .ok();
    assert_eq!(check.stdout, "", "{check}");
    assert!(check.stderr.contains("Nothing to mend."), "{check}");
    for flag in [&["-o", "a.txt"][..], &["--record"], &["--edit"]] {
        sandbox
            .run(&[&LETTER[..], &["--check"], flag].concat())
            .fails_with(2);
    }
}

#[test]
fn an_edited_letter_says_what_was_typed_and_warns_of_what_nobody_knows() {
    let sandbox = small();
    let script = "echo >> \"$1\"; echo \"She was moved to Ganja on 28 March 2017.\" >> \"$1\"";
    let output = edited(&sandbox, script, &[]).ok();
    output.golden("letter-edit");
    assert_eq!(drafts(&sandbox), 0);
}

#[test]
fn a_letter_that_is_read_back_unchanged_is_the_same() {
    let sandbox = Sandbox::new();
    for letter in [
        &[
            "epshtein-georgii",
            "--to",
            "prosecutor-general",
            "--template",
            "protest",
            "--date",
            "2011-11-30",
        ][..],
        &["zhaubatyrov-asylkhan", "--template", "verdict-statement"],
        &["kaiyrbek-askar", "--to", "ep-droi-chair"],
    ] {
        for format in ["text", "html"] {
            let args = [&["--sample", "-q", "letter"], letter, &["--format", format]].concat();
            let plain = sandbox.run(&args).ok();
            let editor = "sh -c 'echo >> \"$1\"' sh";
            let edited = sandbox
                .cases(&[&args[..], &["--edit"]].concat())
                .with_env("CASES_EDITOR", editor)
                .run()
                .ok();
            assert_eq!((edited.stdout, edited.stderr), (plain.stdout, plain.stderr));
        }
    }
}

#[test]
fn a_script_gives_the_text_in_a_file_or_on_standard_input() {
    let sandbox = small();
    let text = "# Free her\n\nFree Leyla Əliyeva, as Article 14 of the Covenant, Rule 43 of the Nelson Mandela Rules and the Supreme Court ask. Article 999 does not.\n";
    sandbox.file("own.md", text);
    for from in ["--edit=own.md", "--edit=-"] {
        let letter = sandbox
            .cases(&[&LETTER[..], &[from]].concat())
            .with_stdin(text)
            .run()
            .ok();
        assert!(letter.stdout.contains("Subject: Free her\n"), "{letter}");
        let unknown: Vec<&str> = letter
            .stderr
            .lines()
            .filter(|line| line.contains("that the casebook knows"))
            .collect();
        assert_eq!(unknown.len(), 1, "{letter}");
        assert!(unknown[0].contains("“999”"), "{letter}");
    }
    sandbox.file("empty.md", "no subject");
    for (from, code) in [("--edit=empty.md", 5), ("--edit=nowhere.md", 3)] {
        sandbox
            .run(&[&LETTER[..], &[from]].concat())
            .fails_with(code);
    }
}

#[test]
fn what_was_typed_is_never_lost() {
    let sandbox = small();
    sandbox.file("letter.txt", "in the way");
    let refused = edited(&sandbox, "echo Typed. >> \"$1\"", &["-o", "letter.txt"]).fails_with(8);
    assert!(
        refused.stderr.contains("what was typed is kept in [TMP]/"),
        "{refused}"
    );
    assert_eq!(drafts(&sandbox), 1);
    let dry = edited(&sandbox, "echo Typed. >> \"$1\"", &["--dry-run"]).ok();
    assert!(
        dry.stderr.contains("what was typed is kept in [TMP]/"),
        "{dry}"
    );
    let strict = edited(&sandbox, "echo In Ganja. >> \"$1\"", &["--strict"]).fails_with(5);
    assert!(strict.stdout.is_empty(), "{strict}");
    let empty = edited(&sandbox, "test -s \"$1\" && : > \"$1\"", &[]).fails_with(5);
    assert!(
        empty.stderr.contains("There is no subject") && empty.stdout.is_empty(),
        "{empty}"
    );
}

#[test]
fn an_editor_left_without_a_change_or_in_anger_writes_nothing() {
    let sandbox = small();
    for script in ["true", "exit 1"] {
        let output = edited(&sandbox, script, &[]).fails_with(6);
        assert!(
            output.stdout.is_empty() && drafts(&sandbox) == 0,
            "{output}"
        );
    }
}

#[test]
fn one_letter_is_edited_and_only_where_somebody_can() {
    let sandbox = small();
    let nobody = sandbox
        .run(&[&LETTER[..], &["--edit"]].concat())
        .fails_with(2);
    assert!(
        nobody.stderr.contains("There is no terminal to edit on"),
        "{nobody}"
    );
    let two = sandbox.run(&[
        "--sample",
        "letter",
        "kaiyrbek-askar",
        "--to",
        "ep-droi-chair,kz-prosecutor-general",
        "--edit",
    ]);
    assert!(
        two.fails_with(2)
            .stderr
            .contains("2 letters cannot be edited at once")
    );
}
