//! A person who asks to be forgotten: what is shown before, what goes, what is named as left, and that nobody brings them back.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// Marta Holub, in a recorded letter, a copy, the history, and in what is told of Pavel Orlik.
fn campaign() -> Sandbox {
    let sandbox = Sandbox::new();
    for args in [
        &["init", "--yes", "--name", "Rosa Diaz", "--country", "ES"][..],
        &[
            "recipients",
            "add",
            "by-pg",
            "--role",
            "prosecutor-general",
            "--country",
            "BY",
            "--office",
            "Prosecutor General",
        ],
        &[
            "add",
            "--name",
            "Marta Holub",
            "--country",
            "BY",
            "--status",
            "imprisoned",
            "--on",
            "2021-03",
            "--event",
            "2021-02-03 expression: Marta Holub read a poem.",
            "--concern",
            "unfair-trial: The judge refused to hear a witness for Marta Holub.",
        ],
        &[
            "add",
            "--name",
            "Pavel Orlik",
            "--country",
            "BY",
            "--status",
            "imprisoned",
            "--on",
            "2021-03",
            "--event",
            "2021-03-04 arrest: Pavel Orlik was arrested with Marta Holub.",
        ],
        &[
            "letter",
            "holub-marta",
            "--to",
            "by-pg",
            "--record",
            "-o",
            "letter.txt",
        ],
        &["update", "holub-marta", "--place", "Brest"],
        &["backup"],
    ] {
        sandbox.run(args).ok();
    }
    // Copies are named by the real moment.
    let copies = sandbox.home().join(".local/share/cases/backups");
    let made = files(&copies).pop().expect("a copy");
    fs::rename(made, copies.join("2021-09-15T000000Z.db")).expect("a copy of another name");
    sandbox
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The files below the home in which a word stands, in any case of its letters.
fn holding(sandbox: &Sandbox, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(&sandbox.home()) {
        let text = fs::read(&path).expect("a file").to_ascii_lowercase();
        if text
            .windows(word.len())
            .any(|bytes| bytes == word.as_bytes())
        {
            found.push(
                path.strip_prefix(sandbox.home())
                    .expect("a file of the home")
                    .display()
                    .to_string(),
            );
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_erased_is_shown_before_and_what_is_left_is_named() {
    let sandbox = campaign();
    let asked = sandbox
        .run(&["remove", "holub-marta", "--erase"])
        .fails_with(2);
    assert!(asked.stderr.contains("Erasing needs your word"), "{asked}");
    sandbox
        .run(&["remove", "holub-marta", "--erase", "-n"])
        .ok()
        .golden("erase-dry-run");
    assert_eq!(
        sandbox.run(&["list", "--ids"]).ok().stdout,
        "holub-marta\norlik-pavel\n"
    );
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--yes"])
        .ok()
        .golden("erase");
    sandbox.run(&["log"]).ok().golden("erase-log");
    let undo = sandbox.run(&["undo", "2"]).fails_with(7);
    assert!(
        undo.stderr
            .contains("what it changed was erased on 2021-09-15"),
        "{undo}"
    );
    let json = sandbox
        .run(&["remove", "orlik-pavel", "--erase", "-n", "--json"])
        .ok();
    assert!(
        json.stdout
            .starts_with("{\"case\":\"orlik-pavel\",\"elsewhere\":["),
        "{json}"
    );
}

#[test]
fn nothing_is_left_where_everything_is_to_go() {
    let sandbox = campaign();
    fs::remove_file(sandbox.home().join("letter.txt")).unwrap();
    sandbox
        .run(&["update", "orlik-pavel", "--remove", "events.2"])
        .ok();
    assert_eq!(
        holding(&sandbox, "holub").len(),
        2,
        "the casebook and its copy"
    );
    let everything = [
        "--erase",
        "--backups",
        "--letters",
        "digest",
        "--also",
        "history,sources,mappings",
        "--yes",
    ];
    let erased = sandbox
        .run(&[&["remove", "holub-marta"], &everything[..]].concat())
        .ok();
    assert!(
        erased
            .stderr
            .contains("No name, id or uid of the person is in the bytes"),
        "{erased}"
    );
    let left: Vec<String> = holding(&sandbox, "holub")
        .into_iter()
        .filter(|name| !name.contains("backups"))
        .collect();
    assert_eq!(left, [""; 0]);
    // In the copy Pavel Orlik’s event still stands as it was: that is said.
    assert!(
        erased
            .stderr
            .contains("erased there; the name still stands"),
        "{erased}"
    );
    sandbox.run(&["doctor"]).ok();
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "orlik-pavel\n");
    let sent = sandbox.run(&["sent", "--json"]).ok().stdout;
    assert!(
        sent.contains("by-pg") && !sent.to_lowercase().contains("holub"),
        "{sent}"
    );
}

#[test]
fn a_copy_that_cannot_be_rewritten_is_deleted_and_that_is_said() {
    let sandbox = campaign();
    let copy = sandbox.home().join(".local/share/cases/backups/broken.db");
    let mut bytes = fs::read(sandbox.home().join(".local/share/cases/cases.db")).unwrap();
    bytes.truncate(bytes.len() - 4096);
    fs::write(&copy, bytes).unwrap();
    let erased = sandbox
        .run(&["remove", "holub-marta", "--erase", "--backups", "--yes"])
        .ok();
    assert!(
        erased
            .stderr
            .contains("broken.db cannot be rewritten and is deleted: "),
        "{erased}"
    );
    assert!(!copy.exists());
}

#[test]
fn a_copy_from_before_an_erasure_says_who_comes_back_with_it() {
    let sandbox = campaign();
    let copy = sandbox
        .home()
        .join(".local/share/cases/backups/2021-09-15T000000Z.db");
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--yes"])
        .ok();
    let restored = sandbox
        .run(&["backup", "restore", &copy.to_string_lossy(), "--yes"])
        .ok();
    let said = "holub-marta was erased on 2021-09-15 and is back with this copy: cases remove holub-marta --erase";
    assert!(restored.stderr.contains(said), "{restored}");
}

#[test]
fn nobody_brings_an_erased_person_back_unasked() {
    let sandbox = campaign();
    sandbox
        .run(&["export", "--format", "toml", "-o", "all.toml"])
        .ok();
    sandbox.file("list.csv", "name,country\nHOLUB Marta,BY\nNora Beket,BY\n");
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--yes"])
        .ok();
    for args in [
        &["import", "list.csv", "--map", "name=name"][..],
        &["import", "all.toml", "--on-conflict", "skip"],
        &[
            "import",
            "list.csv",
            "--map",
            "name=name",
            "--on-conflict",
            "update",
            "--dry-run",
        ],
    ] {
        let import = sandbox.run(args).ok();
        assert!(
            import
                .to_string()
                .contains("left out, erased on 2021-09-15"),
            "{import}"
        );
    }
    assert_eq!(
        sandbox.run(&["list", "--ids"]).ok().stdout,
        "beket-nora\norlik-pavel\n"
    );
    let add = sandbox
        .run(&["add", "--name", "Marta Holub", "--country", "BY"])
        .fails_with(8);
    assert!(
        add.stderr
            .contains("Somebody of this name was erased on 2021-09-15"),
        "{add}"
    );
    let other = sandbox
        .run(&[
            "add",
            "--name",
            "Marta Holub",
            "--country",
            "BY",
            "--allow-duplicate",
        ])
        .ok();
    assert_eq!(other.stdout, "holub-marta-2\n");
    sandbox.run(&["remove", "holub-marta-2", "--yes"]).ok();
    let back = [
        "import",
        "all.toml",
        "--on-conflict",
        "skip",
        "--take-back-erased",
        "holub-marta",
    ];
    sandbox.run(&back).ok();
    assert!(
        sandbox
            .run(&["list", "--ids"])
            .ok()
            .stdout
            .contains("holub-marta\n")
    );
    sandbox.run(&["show", "holub-marta"]).ok();
}

#[test]
fn an_erasure_holds_in_the_team_and_on_earlier_days() {
    let sandbox = campaign();
    sandbox.run(&["export", "--tree", "team"]).ok();
    let shown = sandbox
        .run(&["remove", "holub-marta", "--erase", "-n"])
        .ok();
    assert!(
        shown
            .stderr
            .contains("git filter-repo --path cases/holub-marta.toml --invert-paths"),
        "{shown}"
    );
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--yes"])
        .ok();
    let import = sandbox.run(&["import", "--tree", "team"]).ok();
    assert!(
        import
            .stderr
            .contains("cases/holub-marta.toml: left out, erased on 2021-09-15"),
        "{import}"
    );
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "orlik-pavel\n");
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert!(!sandbox.home().join("team/cases/holub-marta.toml").exists());
    let then = sandbox
        .run(&["list", "--ids", "--known-on", "2021-09-14"])
        .ok();
    assert!(
        then.stderr
            .contains("Without what was erased since: 2021-09-15."),
        "{then}"
    );
    assert_eq!(then.stdout, "");
}

/// The files of a folder of the team in which a word stands, below it.
fn in_team(sandbox: &Sandbox, word: &str) -> Vec<String> {
    let of_team = |name: String| name.strip_prefix("team/").map(str::to_owned);
    holding(sandbox, word)
        .into_iter()
        .filter_map(of_team)
        .collect()
}

/// Marta Holub alone in a letter and with a source of her own, and with Pavel Orlik in a statement, all in the folder `team`.
fn campaign_of_team() -> Sandbox {
    let sandbox = campaign();
    sandbox.file(
        "own.toml",
        "schema = 1\n[[sources]]\nid = \"court\"\ntitle = \"Verdict against Marta Holub\"\n",
    );
    sandbox.run(&["import", "own.toml"]).ok();
    sandbox
        .run(&[
            "update",
            "holub-marta",
            "--event",
            "2021-05 verdict: The court sat.",
            "--source",
            "court",
        ])
        .ok();
    sandbox
        .run(&[
            "statement",
            "add",
            "s1",
            "--title",
            "Free them",
            "--case",
            "holub-marta",
            "--case",
            "orlik-pavel",
        ])
        .ok();
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert_eq!(
        in_team(&sandbox, "holub").len(),
        5,
        "{:?}",
        in_team(&sandbox, "holub")
    );
    sandbox
}

const WHOLE_ERASURE: [&str; 7] = [
    "remove",
    "holub-marta",
    "--erase",
    "--letters",
    "digest",
    "--also",
    "sources",
];

#[test]
fn an_erasure_names_every_file_of_the_team_and_the_next_export_writes_them_without_the_person() {
    let sandbox = campaign_of_team();
    let shown = sandbox.run(&[&WHOLE_ERASURE[..], &["-n"]].concat()).ok();
    let said = "the next cases sync removes cases/holub-marta.toml, sources/court.toml and writes anew \
                letters/2021-09-15-by-pg.toml, statements/s1.toml; git keeps what they were until, before that export: git \
                filter-repo --path cases/holub-marta.toml --path sources/court.toml --path \
                letters/2021-09-15-by-pg.toml --path statements/s1.toml --invert-paths";
    assert!(shown.stderr.contains(said), "{shown}");
    sandbox.run(&[&WHOLE_ERASURE[..], &["--yes"]].concat()).ok();
    assert_eq!(in_team(&sandbox, "holub").len(), 5);
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert_eq!(
        in_team(&sandbox, "holub"),
        ["cases/orlik-pavel.toml"],
        "what is told of another is left to the user"
    );
    assert!(!sandbox.home().join("team/sources/court.toml").exists());
    let again = sandbox.run(&["export", "--tree", "team"]).ok();
    assert!(
        again.stderr.contains("0 files new or changed, 0 removed"),
        "{again}"
    );
}

#[test]
fn an_import_of_the_team_brings_nothing_back_that_was_erased() {
    let sandbox = campaign_of_team();
    sandbox.run(&[&WHOLE_ERASURE[..], &["--yes"]].concat()).ok();
    let without = sandbox.run(&["export", "--format", "toml"]).ok().stdout;
    // Others changed two of the files before they heard of it.
    for (file, from, to) in [
        ("statements/s1.toml", "Free them", "Free them now"),
        ("sources/court.toml", "Verdict", "The verdict"),
    ] {
        let path = sandbox.home().join("team").join(file);
        fs::write(&path, fs::read_to_string(&path).unwrap().replace(from, to)).unwrap();
    }
    sandbox.run(&["export", "--tree", "team"]).fails_with(7);
    let import = sandbox
        .run(&["import", "--tree", "team", "--theirs", "s1"])
        .ok();
    for said in [
        "cases/holub-marta.toml: left out, erased on 2021-09-15",
        "sources/court.toml: left out, erased on 2021-09-15",
        "statements/s1.toml: taken in without what was erased on 2021-09-15",
        "letters/2021-09-15-by-pg.toml: left as it is here, because what the folder says was erased",
    ] {
        assert!(import.stderr.contains(said), "{said}: {import}");
    }
    let with_title = sandbox.run(&["export", "--format", "toml"]).ok().stdout;
    assert_eq!(with_title, without.replace("Free them", "Free them now"));
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert_eq!(in_team(&sandbox, "holub"), ["cases/orlik-pavel.toml"]);
    assert!(!sandbox.home().join("team/sources/court.toml").exists());
}

#[test]
fn files_of_the_erased_that_git_has_forgotten_are_written_anew_without_them() {
    let sandbox = campaign_of_team();
    sandbox.run(&[&WHOLE_ERASURE[..], &["--yes"]].concat()).ok();
    for file in [
        "cases/holub-marta",
        "sources/court",
        "letters/2021-09-15-by-pg",
        "statements/s1",
    ] {
        fs::remove_file(
            sandbox
                .home()
                .join("team")
                .join(file)
                .with_extension("toml"),
        )
        .unwrap();
    }
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert_eq!(in_team(&sandbox, "holub"), ["cases/orlik-pavel.toml"]);
    assert!(sandbox.home().join("team/statements/s1.toml").exists());
}

#[test]
fn a_statement_in_a_file_comes_back_without_the_erased() {
    let sandbox = campaign_of_team();
    sandbox
        .run(&["export", "--format", "toml", "-o", "all.toml"])
        .ok();
    sandbox.run(&[&WHOLE_ERASURE[..], &["--yes"]].concat()).ok();
    let import = sandbox
        .run(&["import", "all.toml", "--on-conflict", "update"])
        .ok();
    let said = "statement s1: taken in without somebody who was erased on 2021-09-15";
    assert!(import.stderr.contains(said), "{import}");
    let there = sandbox.run(&["statement", "show", "s1"]).ok();
    assert!(!there.stdout.contains("holub"), "{there}");
}

#[test]
fn after_an_erasure_undo_takes_back_what_was_done_before() {
    let sandbox = campaign();
    sandbox
        .run(&["update", "orlik-pavel", "--place", "Brest"])
        .ok();
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--yes"])
        .ok();
    let undone = sandbox.run(&["undo"]).ok();
    assert!(undone.stderr.contains("update orlik-pavel"), "{undone}");
    sandbox.run(&["redo"]).ok();
    assert!(
        sandbox
            .run(&["show", "orlik-pavel"])
            .ok()
            .stdout
            .contains("Brest")
    );
}

#[test]
fn copies_beside_the_casebook_are_found_whatever_their_names_and_those_of_others_are_left() {
    let sandbox = campaign();
    let folder = sandbox.home().join(".local/share/cases");
    let beside = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (own, other) = (beside("own.db"), beside("friends.db"));
    sandbox.run(&["backup", &own]).ok();
    sandbox.run(&["--db", &other, "init", "--yes"]).ok();
    sandbox
        .run(&[
            "--db",
            &other,
            "add",
            "--name",
            "Marta Holub",
            "--country",
            "BY",
        ])
        .ok();
    let shown = sandbox
        .run(&["remove", "holub-marta", "--erase", "-n"])
        .ok();
    let line = |start: &str| {
        shown
            .stderr
            .lines()
            .find(|line| line.trim_start().starts_with(start))
            .unwrap_or_default()
    };
    assert!(
        line("copies:").contains("own.db") && line("copies:").contains("backups/2021"),
        "{shown}"
    );
    assert!(
        line("other casebooks:").contains("friends.db") && !line("copies:").contains("friends"),
        "{shown}"
    );
    sandbox
        .run(&["remove", "holub-marta", "--erase", "--backups", "--yes"])
        .ok();
    assert_eq!(
        sandbox.run(&["--db", &own, "list", "--ids"]).ok().stdout,
        "orlik-pavel\n"
    );
    assert_eq!(
        sandbox.run(&["--db", &other, "list", "--ids"]).ok().stdout,
        "holub-marta\n"
    );
}
