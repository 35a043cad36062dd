//! What changes the casebook: durable, one operation each, taken back to the byte.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

#[test]
fn undo_and_redo_of_every_command_restore_the_export_to_the_byte() {
    let sandbox = small();
    sandbox.file(
        "more.csv",
        "name,country,status,as_of\nA. Third,KZ,imprisoned,2020\n",
    );
    sandbox.file(
        "offices.toml",
        "[[recipients]]\nid = \"x\"\nrole = \"mep\"\noffice = \"Member\"\n",
    );
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
            "--date",
            "2021-09-01",
        ])
        .ok();
    sandbox
        .run(&["statement", "add", "signed", "--title", "Signed"])
        .ok();
    sandbox.file(
        "case.toml",
        "id = \"aliyeva-leyla\"\nname = \"Leyla Aliyeva\"\ncountry = \"AZ\"\n",
    );
    for args in [
        &[
            "add",
            "--name",
            "Aigul Example",
            "--country",
            "KZ",
            "--status",
            "imprisoned",
            "--on",
            "2020-01",
        ][..],
        &[
            "update",
            "aliyeva-leyla",
            "--status",
            "released",
            "--on",
            "2021-08",
        ],
        &[
            "update",
            "aliyeva-leyla",
            "--place",
            "Baku",
            "--tag",
            "b",
            "--charge",
            "CC 1: x",
            "--remove",
            "charges.1",
        ],
        &["update", "aliyeva-leyla", "--id", "aliyeva"],
        &["update", "aliyeva-leyla", "--from", "case.toml"],
        &["update", "aliyeva-leyla", "--clear", "events,tags,notes"],
        &["remove", "aliyeva-leyla", "--yes"],
        &["merge", "aliyeva-leyla", "huseynov-rauf", "--yes"],
        &[
            "recipients",
            "add",
            "kz-ombudsman",
            "--role",
            "ombudsman",
            "--office",
            "Ombudsman",
            "--holder",
            "A. B.",
        ],
        &[
            "recipients",
            "update",
            "az-prosecutor-general",
            "--holder",
            "K. A.",
            "--since",
            "2020",
            "--checked",
            "2021-09-01",
        ],
        &["recipients", "remove", "az-prosecutor-general", "--yes"],
        &["recipients", "import", "offices.toml"],
        &["import", "more.csv"],
        &[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
        ],
        &["reply", "2021-09-01", "--kind", "token"],
        &["statement", "add", "more", "--title", "More"],
        &["statement", "sign", "signed", "A. B."],
        &["statement", "remove", "signed"],
    ] {
        let before = everything(&sandbox);
        sandbox.run(args).ok();
        let after = everything(&sandbox);
        assert_ne!(before, after, "{args:?} changed nothing");
        sandbox.run(&["undo"]).ok();
        assert_eq!(everything(&sandbox), before, "undo of {args:?}");
        sandbox.run(&["redo"]).ok();
        assert_eq!(everything(&sandbox), after, "redo of {args:?}");
        sandbox.run(&["undo"]).ok();
    }
}

#[test]
fn a_dry_run_changes_nothing() {
    let sandbox = small();
    sandbox.file("more.csv", "name,country\nA. Third,KZ\n");
    let before = everything(&sandbox);
    for args in [
        &["add", "-n", "--name", "A B", "--country", "KZ"][..],
        &["update", "-n", "aliyeva-leyla", "--tag", "x"],
        &["remove", "-n", "aliyeva-leyla"],
        &["import", "-n", "more.csv"],
        &["undo", "-n"],
        &["recipients", "remove", "-n", "az-prosecutor-general"],
        &[
            "letter",
            "-n",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "-O",
            "out",
            "--record",
        ],
    ] {
        sandbox.run(args).ok();
        assert_eq!(everything(&sandbox), before, "{args:?}");
    }
    assert!(!sandbox.home().join("out").exists());
}

#[test]
fn add_prints_the_new_id_and_nothing_else() {
    let sandbox = small();
    let added = sandbox
        .run(&[
            "add",
            "--name",
            "Maks Example",
            "--country",
            "Kazakhstan",
            "--status",
            "imprisoned",
        ])
        .ok();
    assert_eq!(added.stdout, "example-maks\n");
    let second = sandbox
        .run(&[
            "add",
            "--name",
            "Maks Example",
            "--country",
            "KZ",
            "--allow-duplicate",
        ])
        .ok();
    assert_eq!(second.stdout, "example-maks-2\n");
    sandbox.run(&["remove", "example-maks", "--yes"]).ok();
    let third = sandbox
        .run(&[
            "add",
            "--name",
            "Maks Example",
            "--country",
            "KZ",
            "--allow-duplicate",
        ])
        .ok();
    assert_eq!(
        third.stdout, "example-maks-3\n",
        "an id is never given to another person"
    );
    let mine = sandbox
        .run(&[
            "add",
            "--name",
            "A B",
            "--country",
            "KZ",
            "--id",
            "my-own",
            "--if-missing",
        ])
        .ok();
    assert_eq!(mine.stdout, "my-own\n");
    assert_eq!(
        sandbox
            .run(&[
                "add",
                "--name",
                "A B",
                "--country",
                "KZ",
                "--id",
                "my-own",
                "--if-missing"
            ])
            .ok()
            .stdout,
        "my-own\n"
    );
    sandbox
        .run(&[
            "add",
            "--name",
            "A B",
            "--country",
            "KZ",
            "--id",
            "my-own",
            "--allow-duplicate",
        ])
        .fails_with(8);
}

#[test]
fn an_old_id_stays_valid() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--id", "aliyeva"])
        .ok();
    assert!(
        sandbox
            .run(&["show", "aliyeva-leyla"])
            .ok()
            .stdout
            .contains("id           aliyeva\n")
    );
    sandbox
        .run(&[
            "add",
            "--name",
            "Other Person",
            "--country",
            "AZ",
            "--id",
            "aliyeva-leyla",
        ])
        .fails_with(8);
}

#[test]
fn a_status_is_an_event_and_the_past_can_be_asked() {
    let sandbox = small();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--status",
            "released",
            "--on",
            "2021-08-10",
            "--source",
            "report-2024",
        ])
        .ok();
    let status = |args: &[&str]| {
        sandbox
            .run(
                &[
                    &["list", "--tag", "writer", "--fields", "status,since"],
                    args,
                ]
                .concat(),
            )
            .ok()
            .stdout
    };
    assert_eq!(status(&[]), "released\t2021-08-10\n");
    assert_eq!(
        status(&["--as-of", "2021-08-09"]),
        "pre-trial-detention\t2021-03\n"
    );
    assert_eq!(status(&["--as-of", "2021-02-28"]), "unknown\t\n");
    assert_eq!(
        sandbox
            .run(&["list", "--status", "detained", "--count"])
            .ok()
            .stdout,
        "1\n"
    );
    assert_eq!(
        sandbox
            .run(&[
                "list",
                "--status",
                "detained",
                "--count",
                "--as-of",
                "2021-06-01"
            ])
            .ok()
            .stdout,
        "2\n"
    );
}

#[test]
fn everything_out_and_in_again_is_the_same_to_the_byte() {
    let sandbox = Sandbox::new();
    for format in ["toml", "json", "jsonl"] {
        let file = format!("all.{format}");
        sandbox.run(&["--sample", "-q", "export", "-o", &file]).ok();
        let first = fs::read_to_string(sandbox.home().join(&file)).unwrap();
        let db = format!("{format}.db");
        sandbox.run(&["--db", &db, "init", "--name", "A"]).ok();
        sandbox.run(&["--db", &db, "import", &file]).ok();
        let again = sandbox
            .run(&["--db", &db, "export", "--format", format])
            .ok()
            .stdout;
        assert!(first == again, "{format} changed on the way");
        assert!(
            sandbox
                .run(&["--db", &db, "import", &file])
                .ok()
                .stderr
                .contains("0 new, 0 changed, 60 the same")
        );
    }
}

#[test]
fn files_are_for_the_user_alone_and_never_overwritten() {
    let sandbox = small();
    let mode = |name: &str| {
        fs::metadata(sandbox.home().join(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    let letter = [
        "letter",
        "aliyeva-leyla",
        "--to",
        "prosecutor-general",
        "-o",
        "l.txt",
    ];
    sandbox.run(&letter).ok();
    assert_eq!(
        (
            mode("l.txt"),
            mode(".local/share/cases/cases.db"),
            mode(".config/cases/config.toml")
        ),
        (0o600, 0o600, 0o600)
    );
    sandbox.run(&letter).ok();
    sandbox.file("l.txt", "mine");
    sandbox.run(&letter).fails_with(8);
    assert_eq!(
        fs::read_to_string(sandbox.home().join("l.txt")).unwrap(),
        "mine"
    );
    sandbox.run(&[&letter[..], &["--force"]].concat()).ok();
    sandbox.run(&["export", "-o", "l.txt"]).fails_with(2);
    sandbox
        .run(&["export", "--format", "toml", "-o", "l.txt"])
        .fails_with(8);
    sandbox.run(&["init", "--name", "Someone Else"]).ok();
    assert!(everything(&sandbox).contains("aliyeva-leyla"));
}

#[test]
fn many_cases_are_changed_only_when_that_is_meant() {
    let sandbox = small();
    sandbox
        .run(&["add", "--name", "Third Person", "--country", "AZ"])
        .ok();
    let ids = sandbox.run(&["list", "--ids"]).ok().stdout;
    let call = |args: &[&str]| sandbox.cases(args).with_stdin(&ids).run();
    call(&["update", "-", "--tag", "vigil"]).fails_with(2);
    call(&["update", "-", "--tag", "vigil", "--yes"]).ok();
    assert_eq!(
        sandbox
            .run(&["list", "--tag", "vigil", "--count"])
            .ok()
            .stdout,
        "3\n"
    );
    sandbox.run(&["undo"]).ok();
    assert_eq!(
        sandbox
            .run(&["list", "--tag", "vigil", "--count"])
            .ok()
            .stdout,
        "0\n"
    );
}

#[test]
fn two_spellings_are_two_signatories() {
    let sandbox = crate::casebook::small();
    sandbox
        .run(&["statement", "add", "spring", "--title", "Spring"])
        .ok();
    sandbox
        .run(&["statement", "sign", "spring", "Ana Kolman", "Мария Иванова"])
        .ok();
    let near = sandbox
        .run(&[
            "statement",
            "sign",
            "spring",
            "Anna Kollmann",
            "Maria Ivanova",
        ])
        .ok();
    assert!(
        near.stderr
            .contains("“Anna Kollmann” reads like “Ana Kolman”"),
        "{near}"
    );
    assert!(
        near.stderr
            .contains("“Maria Ivanova” reads like “Мария Иванова”"),
        "{near}"
    );
    let same = sandbox
        .run(&[
            "statement",
            "sign",
            "spring",
            "ANA  KOLMAN",
            "--country",
            "SI",
        ])
        .ok();
    assert!(
        same.stderr.contains("4 of 4 have signed") && !same.stderr.contains("reads like"),
        "{same}"
    );
    let nobody = sandbox
        .run(&["statement", "withdraw", "spring", "Mariya Ivanova"])
        .fails_with(3);
    assert!(nobody.stderr.contains("Did you mean"), "{nobody}");
}

#[test]
fn of_many_names_few_are_said() {
    let sandbox = crate::casebook::small();
    let ids: Vec<String> = (1..=12).map(|number| format!("p-{number}")).collect();
    for id in &ids {
        sandbox
            .run(&[
                "add",
                "--name",
                &format!("Person {id}"),
                "--country",
                "AZ",
                "--id",
                id,
                "--allow-duplicate",
            ])
            .ok();
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let removed = sandbox.run(&[&["remove", "--yes"], &ids[..]].concat()).ok();
    assert!(
        removed.stderr.contains("p-8 and 4 more.") && !removed.stderr.contains("p-9"),
        "{removed}"
    );
    let back = sandbox.run(&["undo"]).ok();
    assert!(
        back.stderr.contains("p-8 and 4 more") && !back.stderr.contains("p-9"),
        "{back}"
    );
}

#[test]
fn an_unknown_word_leads_to_the_words() {
    let sandbox = crate::casebook::small();
    let refused = sandbox
        .run(&["update", "aliyeva-leyla", "--concern", "health"])
        .fails_with(2);
    assert!(
        refused.stderr.contains("Try: cases help words concern"),
        "{refused}"
    );
    let words = sandbox.run(&["help", "words", "concern"]).ok();
    assert!(words.stdout.contains("unfair-trial"), "{words}");
}
