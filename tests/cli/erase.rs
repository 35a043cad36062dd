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
        &["letter", "holub-marta", "--to", "by-pg", "--record", "-o", "letter.txt"],
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
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The files below the home in which a word stands, in any case of its letters.
fn holding(sandbox: &Sandbox, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(&sandbox.home()) {
        let text = fs::read(&path).expect("a file").to_ascii_lowercase();
        if text.windows(word.len()).any(|bytes| bytes == word.as_bytes()) {
            found.push(path.strip_prefix(sandbox.home()).expect("a file of the home").display().to_string());
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_erased_is_shown_before_and_what_is_left_is_named() {
    let sandbox = campaign();
    let asked = sandbox.run(&["remove", "holub-marta", "--erase"]).fails_with(2);
    assert!(asked.stderr.contains("Erasing needs your word"), "{asked}");
    sandbox.run(&["remove", "holub-marta", "--erase", "-n"]).ok().golden("erase-dry-run");
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "holub-marta\norlik-pavel\n");
    sandbox.run(&["remove", "holub-marta", "--erase", "--yes"]).ok().golden("erase");
    sandbox.run(&["log"]).ok().golden("erase-log");
    let undo = sandbox.run(&["undo"]).fails_with(7);
    assert!(undo.stderr.contains("what it changed was erased on 2021-09-15"), "{undo}");
    let json = sandbox.run(&["remove", "orlik-pavel", "--erase", "-n", "--json"]).ok();
    assert!(json.stdout.starts_with("{\"case\":\"orlik-pavel\",\"elsewhere\":["), "{json}");
}

#[test]
fn nothing_is_left_where_everything_is_to_go() {
    let sandbox = campaign();
    fs::remove_file(sandbox.home().join("letter.txt")).unwrap();
    sandbox.run(&["update", "orlik-pavel", "--remove", "events.2"]).ok();
    assert_eq!(holding(&sandbox, "holub").len(), 2, "the casebook and its copy");
    let everything = ["--erase", "--backups", "--letters", "digest", "--also", "history,sources,mappings", "--yes"];
    let erased = sandbox.run(&[&["remove", "holub-marta"], &everything[..]].concat()).ok();
    assert!(erased.stderr.contains("No name, id or uid of the person is in the bytes"), "{erased}");
    let left: Vec<String> = holding(&sandbox, "holub").into_iter().filter(|name| !name.contains("backups")).collect();
    assert_eq!(left, [""; 0]);
    // In the copy Pavel Orlik’s event still stands as it was: that is said.
    assert!(erased.stderr.contains("erased there; the name still stands"), "{erased}");
    sandbox.run(&["doctor"]).ok();
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "orlik-pavel\n");
    let sent = sandbox.run(&["sent", "--json"]).ok().stdout;
    assert!(sent.contains("by-pg") && !sent.to_lowercase().contains("holub"), "{sent}");
}

#[test]
fn a_copy_that_cannot_be_rewritten_is_deleted_and_that_is_said() {
    let sandbox = campaign();
    let copy = sandbox.home().join(".local/share/cases/backups/broken.db");
    let mut bytes = fs::read(sandbox.home().join(".local/share/cases/cases.db")).unwrap();
    bytes.truncate(bytes.len() - 4096);
    fs::write(&copy, bytes).unwrap();
    let erased = sandbox.run(&["remove", "holub-marta", "--erase", "--backups", "--yes"]).ok();
    assert!(erased.stderr.contains("broken.db cannot be rewritten and is deleted: "), "{erased}");
    assert!(!copy.exists());
}

#[test]
fn a_copy_from_before_an_erasure_says_who_comes_back_with_it() {
    let sandbox = campaign();
    let copy = sandbox.home().join(".local/share/cases/backups/2021-09-15T000000Z.db");
    sandbox.run(&["remove", "holub-marta", "--erase", "--yes"]).ok();
    let restored = sandbox.run(&["backup", "restore", &copy.to_string_lossy(), "--yes"]).ok();
    let said = "holub-marta was erased on 2021-09-15 and is back with this copy: cases remove holub-marta --erase";
    assert!(restored.stderr.contains(said), "{restored}");
}

#[test]
fn nobody_brings_an_erased_person_back_unasked() {
    let sandbox = campaign();
    sandbox.run(&["export", "--format", "toml", "-o", "all.toml"]).ok();
    sandbox.file("list.csv", "name,country\nHOLUB Marta,BY\nNora Beket,BY\n");
    sandbox.run(&["remove", "holub-marta", "--erase", "--yes"]).ok();
    for args in [
        &["import", "list.csv", "--map", "name=name"][..],
        &["import", "all.toml", "--on-conflict", "skip"],
        &["import", "list.csv", "--map", "name=name", "--on-conflict", "update", "--dry-run"],
    ] {
        let import = sandbox.run(args).ok();
        assert!(import.to_string().contains("left out, erased on 2021-09-15"), "{import}");
    }
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "nora-beket\norlik-pavel\n");
    let add = sandbox.run(&["add", "--name", "Marta Holub", "--country", "BY"]).fails_with(8);
    assert!(add.stderr.contains("Somebody of this name was erased on 2021-09-15"), "{add}");
    let other = sandbox.run(&["add", "--name", "Marta Holub", "--country", "BY", "--allow-duplicate"]).ok();
    assert_eq!(other.stdout, "holub-marta-2\n");
    sandbox.run(&["remove", "holub-marta-2", "--yes"]).ok();
    let back = ["import", "all.toml", "--on-conflict", "skip", "--take-back-erased", "holub-marta"];
    sandbox.run(&back).ok();
    assert!(sandbox.run(&["list", "--ids"]).ok().stdout.contains("holub-marta\n"));
    sandbox.run(&["show", "holub-marta"]).ok();
}

#[test]
fn an_erasure_holds_in_the_team_and_on_earlier_days() {
    let sandbox = campaign();
    sandbox.run(&["export", "--tree", "team"]).ok();
    let shown = sandbox.run(&["remove", "holub-marta", "--erase", "-n"]).ok();
    assert!(shown.stderr.contains("git filter-repo --path cases/holub-marta.toml --invert-paths"), "{shown}");
    sandbox.run(&["remove", "holub-marta", "--erase", "--yes"]).ok();
    let import = sandbox.run(&["import", "--tree", "team"]).ok();
    assert!(import.stderr.contains("cases/holub-marta.toml: left out, erased on 2021-09-15"), "{import}");
    assert_eq!(sandbox.run(&["list", "--ids"]).ok().stdout, "orlik-pavel\n");
    sandbox.run(&["export", "--tree", "team"]).ok();
    assert!(!sandbox.home().join("team/cases/holub-marta.toml").exists());
    let then = sandbox.run(&["list", "--ids", "--known-on", "2021-09-14"]).ok();
    assert!(then.stderr.contains("Without what was erased since: 2021-09-15."), "{then}");
    assert_eq!(then.stdout, "");
}
