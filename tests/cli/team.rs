//! A team without a server: two casebooks and one folder of files, with git between them or without.

use std::fs;
use std::path::Path;

use crate::casebook::{everything, small};
use crate::output::Output;
use crate::sandbox::Sandbox;

const ANNA: &str = ".local/share/cases/cases.db";
const BELA: &str = "bela.db";

/// Two casebooks that know the same, through the folder `team`.
fn two() -> Sandbox {
    let sandbox = small();
    sandbox.run(&["export", "--tree", "team"]).ok();
    sandbox.run(&["--db", BELA, "init", "--yes"]).ok();
    bela(&sandbox, &["import", "--tree", "team"]).ok();
    sandbox
}

fn bela(sandbox: &Sandbox, args: &[&str]) -> Output {
    sandbox.run(&[&["--db", BELA], args].concat())
}

/// Everything in a casebook; how often a case was changed is each casebook's own count.
fn facts(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("rev = "))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn of_both(sandbox: &Sandbox) -> (String, String) {
    (
        facts(&everything(sandbox)),
        facts(&bela(sandbox, &["export"]).ok().stdout),
    )
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
    {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push((
                entry.display().to_string(),
                fs::read_to_string(&entry).expect("a text"),
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn the_sample_casebook_comes_back_from_its_files_unchanged() {
    let sandbox = Sandbox::new();
    let whole = sandbox.run(&["--sample", "export"]).ok().stdout;
    sandbox.run(&["--sample", "export", "--tree", "team"]).ok();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.run(&["import", "--tree", "team"]).ok();
    assert_eq!(everything(&sandbox), whole);
    let before = files(&sandbox.home().join("team"));
    assert!(before.len() > 90 && before.iter().all(|(_, text)| text.starts_with("# ")));
    let again = sandbox.run(&["export", "--tree", "team"]).ok();
    assert!(
        again.stderr.contains("0 files new or changed, 0 removed"),
        "{again}"
    );
    assert_eq!(files(&sandbox.home().join("team")), before);
}

#[test]
fn changes_of_different_facts_come_together() {
    let sandbox = two();
    sandbox
        .run(&["update", "aliyeva-leyla", "--place", "Baku"])
        .ok();
    sandbox.run(&["remove", "huseynov-rauf", "--yes"]).ok();
    bela(
        &sandbox,
        &[
            "update",
            "aliyeva-leyla",
            "--status",
            "released",
            "--on",
            "2021-09-10",
        ],
    )
    .ok();
    bela(&sandbox, &["update", "aliyeva-leyla", "--id", "aliyeva"]).ok();
    bela(&sandbox, &["add", "--name", "New One", "--country", "AZ"]).ok();
    bela(&sandbox, &["export", "--tree", "team"])
        .ok()
        .golden("team-export");
    sandbox
        .run(&["export", "--tree", "team"])
        .fails_with(7)
        .golden("team-export-first-import");
    sandbox
        .run(&["import", "--tree", "team", "-n"])
        .ok()
        .golden("team-import-dry-run");
    sandbox.run(&["import", "--tree", "team"]).ok();
    sandbox.run(&["export", "--tree", "team"]).ok();
    bela(&sandbox, &["import", "--tree", "team"])
        .fails_with(2)
        .golden("team-import-removes");
    bela(&sandbox, &["import", "--tree", "team", "--yes"])
        .ok()
        .golden("team-import");
    let (anna, bela) = of_both(&sandbox);
    assert_eq!(anna, bela);
    for fact in [
        "place = \"Baku\"",
        "status = \"released\"",
        "id = \"aliyeva\"",
        "name = \"New One\"",
    ] {
        assert!(anna.contains(fact), "{fact} is missing");
    }
    assert!(!anna.contains("huseynov"));
}

#[test]
fn what_both_changed_is_asked_about_and_then_decided() {
    let sandbox = two();
    sandbox
        .run(&["update", "aliyeva-leyla", "--held-at", "Colony 3"])
        .ok();
    bela(
        &sandbox,
        &["update", "aliyeva-leyla", "--held-at", "Colony 5"],
    )
    .ok();
    bela(&sandbox, &["update", "huseynov-rauf", "--place", "Ganja"]).ok();
    bela(&sandbox, &["export", "--tree", "team"]).ok();
    let before = everything(&sandbox);
    sandbox
        .run(&["import", "--tree", "team"])
        .fails_with(7)
        .golden("team-conflict");
    assert_eq!(everything(&sandbox), before);
    sandbox
        .run(&["import", "--tree", "team", "--partial"])
        .fails_with(7)
        .golden("team-conflict-partial");
    let partly = everything(&sandbox);
    assert!(partly.contains("Colony 3") && partly.contains("Ganja"));
    sandbox
        .run(&["import", "--tree", "team", "--theirs", "aliyeva-leyla"])
        .ok();
    assert!(everything(&sandbox).contains("Colony 5"));
    sandbox.run(&["undo"]).ok();
    sandbox.run(&["import", "--tree", "team", "--mine"]).ok();
    sandbox.run(&["export", "--tree", "team"]).ok();
    bela(&sandbox, &["import", "--tree", "team"]).ok();
    let (anna, bela) = of_both(&sandbox);
    assert!(
        anna == bela && anna.contains("Colony 3") && anna.contains("Ganja"),
        "{anna}"
    );
}

#[test]
fn an_import_is_taken_back_exactly_and_comes_again() {
    let sandbox = two();
    bela(&sandbox, &["update", "aliyeva-leyla", "--place", "Baku"]).ok();
    bela(&sandbox, &["remove", "huseynov-rauf", "--yes"]).ok();
    bela(&sandbox, &["export", "--tree", "team"]).ok();
    let before = everything(&sandbox);
    sandbox.run(&["import", "--tree", "team", "--yes"]).ok();
    let after = everything(&sandbox);
    assert!(
        sandbox
            .run(&["log"])
            .ok()
            .stdout
            .contains("import --tree team")
    );
    sandbox.run(&["undo"]).ok();
    assert_eq!(everything(&sandbox), before);
    sandbox.run(&["export", "--tree", "team"]).fails_with(7);
    sandbox.run(&["import", "--tree", "team", "--yes"]).ok();
    assert_eq!(facts(&everything(&sandbox)), facts(&after));
}

#[test]
fn two_people_under_one_id_are_not_made_one() {
    let sandbox = two();
    for (name, place) in [("A. Same", "Baku"), ("A. Sàme", "Ganja")] {
        let args = [
            "add",
            "--name",
            name,
            "--country",
            "AZ",
            "--place",
            place,
            "--id",
            "same-a",
        ];
        if place == "Baku" {
            sandbox.run(&args).ok()
        } else {
            bela(&sandbox, &args).ok()
        };
    }
    bela(&sandbox, &["export", "--tree", "team"]).ok();
    sandbox
        .run(&["import", "--tree", "team"])
        .fails_with(7)
        .golden("team-two-people");
    let (one, other) = (
        sandbox.home().join("team/cases/same-a.toml"),
        sandbox.home().join("team/cases/same-a-2.toml"),
    );
    let text = fs::read_to_string(&one)
        .unwrap()
        .replace("id = \"same-a\"", "id = \"same-a-2\"");
    fs::write(&other, text).unwrap();
    fs::remove_file(&one).unwrap();
    sandbox.run(&["import", "--tree", "team"]).ok();
    sandbox.run(&["export", "--tree", "team"]).ok();
    bela(&sandbox, &["import", "--tree", "team"]).ok();
    let (anna, bela) = of_both(&sandbox);
    assert!(
        anna == bela
            && anna.contains("\"same-a\"\nname = \"A. Same\"")
            && anna.contains("\"same-a-2\""),
        "{anna}"
    );
}

#[test]
fn foreign_files_stay_and_what_cannot_be_read_stops_everything() {
    let sandbox = two();
    let (foreign, note) = (
        sandbox.file("team/README.md", "ours"),
        sandbox.file("team/cases/notes.txt", "ours"),
    );
    sandbox.run(&["remove", "huseynov-rauf", "--yes"]).ok();
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert!(foreign.exists() && note.exists());
    assert!(
        !sandbox
            .home()
            .join("team/cases/huseynov-rauf.toml")
            .exists()
    );
    let path = sandbox.home().join("team/cases/aliyeva-leyla.toml");
    let text = fs::read_to_string(&path).unwrap();
    sandbox.file("team/cases/aliyeva-leyla (second copy).toml", &text);
    sandbox.file("team/cases/broken.toml", "id = \"broken\"\nnmae = \"x\"\n");
    fs::write(
        &path,
        text.replace(
            "gender =",
            "<<<<<<< HEAD\ngender = \"male\"\n=======\ngender =",
        ),
    )
    .unwrap();
    for command in ["import", "export"] {
        let refused = sandbox.run(&[command, "--tree", "team"]).fails_with(5);
        assert!(
            refused
                .stderr
                .contains("aliyeva-leyla.toml: line 8, column 1: git has left both"),
            "{refused}"
        );
    }
    sandbox
        .run(&["import", "--tree", "team"])
        .fails_with(5)
        .golden("team-problems");
}

#[test]
fn a_public_folder_has_no_private_fact_and_takes_none_away() {
    let sandbox = small();
    sandbox
        .run(&["export", "--tree", "web", "--public"])
        .ok()
        .golden("team-public");
    for (name, text) in files(&sandbox.home().join("web")) {
        for secret in ["ZQ", "huseynov", "consent", "CONFIDENTIAL"] {
            assert!(
                !name.contains(secret) && !text.contains(secret),
                "{name} tells {secret}"
            );
        }
    }
    sandbox.run(&["export", "--tree", "web"]).fails_with(8);
    sandbox.run(&["import", "--tree", "web"]).ok();
    let path = sandbox.home().join("web/cases/aliyeva-leyla.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace(
            "name = \"Leyla Əliyeva\"",
            "name = \"Leyla Aliyeva\"\nnotes = \"x\"",
        ),
    )
    .unwrap();
    sandbox.run(&["import", "--tree", "web"]).ok();
    let after = everything(&sandbox);
    for fact in [
        "Leyla Aliyeva",
        "ZQNOTES",
        "ZQAUNT",
        "ZQTORTURE",
        "ZQPRIVATE",
        "huseynov-rauf",
        "writer",
    ] {
        assert!(after.contains(fact), "{fact} is missing");
    }
    fs::remove_file(&path).unwrap();
    sandbox.run(&["import", "--tree", "web"]).ok();
    let hidden = everything(&sandbox);
    assert!(
        hidden.contains("ZQNOTES") && hidden.matches("publicity = \"private\"").count() == 2,
        "{hidden}"
    );
}

#[test]
fn git_carries_the_exchange() {
    let sandbox = two();
    let shell = |line: &str| sandbox.shell(line).run();
    for (name, value) in [
        ("user.name", "Team"),
        ("user.email", "team@example.org"),
        ("init.defaultBranch", "main"),
    ] {
        shell(&format!("git config --global {name} {value}")).ok();
    }
    shell("git init -q --bare hub.git && cd team && git init -q && git add -A && git commit -qm first").ok();
    shell("cd team && git remote add hub ../hub.git && git push -q hub main && cd .. && git clone -q hub.git bela")
        .ok();
    bela(&sandbox, &["import", "--tree", "bela"]).ok();
    // Both write before they have seen what the other did; git cannot put the lines together.
    sandbox
        .run(&["update", "aliyeva-leyla", "--given-name", "Lejla"])
        .ok();
    bela(
        &sandbox,
        &["update", "aliyeva-leyla", "--family-name", "Aliyeva"],
    )
    .ok();
    shell("cases export --tree team && cd team && git commit -qam anna && git push -q hub main")
        .ok();
    shell("cases --db bela.db export --tree bela && cd bela && git commit -qam bela").ok();
    shell("cd bela && git pull -q --no-rebase origin main").fails_with(1);
    bela(&sandbox, &["import", "--tree", "bela"]).fails_with(5);
    shell("cd bela && git checkout -q --theirs . && git commit -qam both").ok();
    bela(&sandbox, &["import", "--tree", "bela"])
        .fails_with(7)
        .golden("team-git-not-arrived");
    bela(
        &sandbox,
        &["import", "--tree", "bela", "--mine", "aliyeva-leyla"],
    )
    .ok();
    shell("cases --db bela.db export --tree bela && cd bela && git commit -qam bela && git push -q origin main").ok();
    shell("cd team && git pull -q --no-rebase hub main && cd .. && cases import --tree team").ok();
    let (anna, bela) = of_both(&sandbox);
    assert!(
        anna == bela && anna.contains("\"Lejla\"") && anna.contains("family_name = \"Aliyeva\""),
        "{anna}"
    );
}

#[test]
fn a_folder_that_is_no_tree_and_words_that_make_no_sense_are_refused() {
    let sandbox = two();
    sandbox
        .run(&["import", "--tree", "nowhere"])
        .fails_with(3)
        .golden("team-no-tree");
    sandbox
        .run(&["import", "--tree", "team", "--mine", "--theirs"])
        .fails_with(2);
    sandbox
        .run(&["import", "--tree", "team", "two.toml"])
        .fails_with(2);
    sandbox
        .run(&["import", "--mine", "a", "two.toml"])
        .fails_with(2);
    assert!(sandbox.home().join(ANNA).exists());
}
