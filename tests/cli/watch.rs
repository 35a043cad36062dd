//! What is wrong in the casebook is found and mended: `check`, `check --fix`, `merge`.

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

/// The small casebook, with a person who is there twice and was entered carelessly.
fn careless() -> Sandbox {
    let sandbox = small();
    sandbox.file("careless.toml", CARELESS);
    sandbox.run(&["import", "careless.toml"]).ok();
    sandbox
}

const CARELESS: &str = r#"schema = 1

[[cases]]
id = "alieva-leila"
name = "Лейла Алиева"
country = "AZ"
consent = "refused"
place = "Ваku"
occupation = "editor"
summary = "Wrote  books."
notes = "ZQTHEIRS"

[[cases.events]]
kind = "arrest"
date = "2021-03"
status = "pre-trial-detention"
source = "report-2024"

[[cases.events]]
kind = "release"
date = "2021-08"
status = "released"
source = "gone"

[[cases.demands]]
kind = "personal-sanctions"
of = ["the Prosecutor General of the Republic of Azerbaijan"]

[[cases]]
id = "mammadov-ilgar"
name = "Ilgar Mammadov"
country = "AZ"

[[cases.events]]
kind = "release"
date = "2018"
status = "released"

[[cases.events]]
kind = "arrest"
date = "2019-02"
until = "2019-01"
status = "police-custody"
"#;

#[test]
fn every_finding_says_what_and_how_to_mend_it() {
    let sandbox = careless();
    sandbox.run(&["check"]).fails_with(5).golden("check");
    sandbox
        .run(&["check", "mammadov-ilgar", "--json", "--only", "order"])
        .fails_with(5)
        .golden("check-json");
    let reading = sandbox
        .cases(&["check", "--only", "duplicates,demands"])
        .with_env("CASES_FORCE_TTY", "80");
    reading.run().fails_with(5).golden("check-reading");
    let lines = sandbox.run(&["check", "--jsonl"]).fails_with(5).stdout;
    assert_eq!(
        lines.lines().count(),
        sandbox.run(&["check"]).fails_with(5).stdout.lines().count()
    );
    assert!(
        lines
            .lines()
            .all(|line| line.starts_with('{') && line.ends_with('}')),
        "{lines}"
    );
}

#[test]
fn what_is_asked_about_is_chosen() {
    let sandbox = careless();
    for (args, code) in [
        (&["--only", "overlap"][..], 0),
        (&["aliyeva-leyla", "--only", "order"], 0),
        (&["--status", "released", "--only", "duplicates"], 5),
        (
            &["mammadov-ilgar", "--only", "duplicates,address,channel"],
            0,
        ),
        (&["--country", "KZ"], 0),
        (&["--only", "order", "--except", "order"], 0),
        (&["--only", "orders"], 2),
        (&["nobody-here"], 3),
        (&["-"], 3),
    ] {
        let args: Vec<&str> = ["check"].iter().chain(args).copied().collect();
        let output = sandbox.run(&args).fails_with(code);
        assert!(code == 5 || output.stdout.is_empty(), "{output}");
    }
    assert_eq!(
        sandbox
            .run(&["check", "--country", "KZ", "--json"])
            .ok()
            .stdout,
        "[]\n"
    );
}

#[test]
fn harmless_slips_are_put_right_when_somebody_agrees() {
    let sandbox = careless();
    let before = everything(&sandbox);
    sandbox
        .run(&["check", "--fix", "--dry-run"])
        .ok()
        .golden("check-fix");
    sandbox
        .run(&["check", "--fix"])
        .fails_with(2)
        .golden("check-fix-unasked");
    assert_eq!(everything(&sandbox), before);
    sandbox
        .run(&["check", "--fix", "--only", "spaces", "--yes"])
        .ok();
    assert!(everything(&sandbox).contains("Wrote books.") && everything(&sandbox).contains("Ваku"));
    sandbox.run(&["check", "--fix", "--yes"]).ok();
    assert!(everything(&sandbox).contains("place = \"Baku\""));
    sandbox.run(&["check", "--only", "scripts,spaces"]).ok();
    for _ in 0..2 {
        sandbox.run(&["undo"]).ok();
    }
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn a_merge_shows_what_it_does_and_needs_a_word() {
    let sandbox = careless();
    let before = everything(&sandbox);
    sandbox
        .run(&["merge", "aliyeva-leyla", "alieva-leila", "--dry-run"])
        .ok()
        .golden("merge-dry-run");
    sandbox
        .run(&["merge", "aliyeva-leyla", "alieva-leila"])
        .fails_with(2)
        .golden("merge-unasked");
    sandbox
        .run(&["merge", "aliyeva-leyla", "aliyeva-leyla", "--yes"])
        .fails_with(2);
    sandbox
        .run(&["merge", "aliyeva-leyla", "nobody-here", "--yes"])
        .fails_with(3);
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn what_belonged_to_either_belongs_to_the_one_that_stays() {
    let sandbox = careless();
    let ground = "assembly: Leyla was at a rally.";
    sandbox
        .run(&[
            "update",
            "alieva-leila",
            "--consent",
            "given",
            "--concern",
            ground,
        ])
        .ok();
    let letter = [
        "letter",
        "alieva-leila",
        "--to",
        "prosecutor-general",
        "--demand",
        "compensate",
        "--record",
        "-o",
        "l.txt",
    ];
    sandbox.run(&letter).ok();
    sandbox
        .run(&[
            "statement",
            "add",
            "visa",
            "--title",
            "V",
            "--case",
            "alieva-leila",
            "--case",
            "aliyeva-leyla",
        ])
        .ok();
    let before = everything(&sandbox);
    sandbox
        .run(&["merge", "aliyeva-leyla", "alieva-leila", "--yes"])
        .ok();
    for reference in ["alieva-leila", "aliyeva-leyla", "Лейла Алиева"] {
        assert!(
            sandbox
                .run(&["show", reference, "--json"])
                .ok()
                .stdout
                .contains("aliyeva-leyla"),
            "{reference}"
        );
        assert_eq!(
            sandbox
                .run(&["sent", "--case", reference])
                .ok()
                .stdout
                .lines()
                .count(),
            1,
            "{reference}"
        );
    }
    assert_eq!(
        sandbox
            .run(&["list", "--json=id,letters", "--search", "Leyla"])
            .ok()
            .stdout
            .matches("\"letters\":1")
            .count(),
        1
    );
    let statement = sandbox.run(&["statement", "show", "visa"]).ok().stdout;
    assert!(!statement.contains("alieva-leila"), "{statement}");
    assert!(
        sandbox
            .run(&["check", "--only", "duplicates"])
            .ok()
            .stdout
            .is_empty()
    );
    sandbox.run(&["undo"]).ok();
    assert_eq!(everything(&sandbox), before);
}
