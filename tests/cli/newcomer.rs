//! The first minutes: `cases` alone, help, manual pages, and what is wrong with the installation.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::casebook::small;
use crate::sandbox::Sandbox;

#[test]
fn cases_alone_says_what_comes_next() {
    let sandbox = Sandbox::new();
    sandbox.run(&[]).ok().golden("start-nothing");
    sandbox
        .run(&["init", "--name", "R. Diaz", "--country", "ES"])
        .ok();
    sandbox.run(&[]).ok().golden("start-empty");
    let sandbox = small();
    sandbox.run(&[]).ok().golden("start");
    sandbox.run(&["--sample"]).ok().golden("start-sample");
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.run(&["--json"]).ok().stdout).unwrap();
    assert_eq!(
        (json["cases"].as_u64(), json["exists"].as_bool()),
        (Some(2), Some(true))
    );
    fs::write(sandbox.home().join(".local/share/cases/cases.db"), "broken").unwrap();
    let _ = sandbox.run(&[]).fails_with(9);
}

#[test]
fn the_topics_are_found_and_the_nearest_is_named() {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["help", "formats"])
        .ok()
        .golden("help-formats");
    sandbox.run(&["help", "lists"]).ok().golden("help-lists");
    let first = sandbox.run(&["help"]).ok().stdout;
    for topic in [
        "lists",
        "filters",
        "formats",
        "json",
        "templates",
        "dates",
        "scripting",
        "exit-codes",
        "environment",
        "privacy",
    ] {
        assert!(first.contains(topic), "{topic}");
        let _ = sandbox.run(&["help", topic]).ok();
    }
    let output = sandbox.run(&["help", "filtres"]).fails_with(3);
    assert!(output.stderr.contains("“filters”"), "{output}");
}

#[test]
fn manual_pages_are_written_once_and_never_over_something_else() {
    let sandbox = Sandbox::new();
    let paths = sandbox.run(&["man", "-O", "man1"]).ok().stdout;
    assert!(
        paths.contains("man1/cases.1\n") && paths.contains("man1/cases-recipients-add.1\n"),
        "{paths}"
    );
    assert_eq!(sandbox.run(&["man", "-O", "man1"]).ok().stdout, paths);
    sandbox.file("man1/cases.1", "mine");
    let _ = sandbox.run(&["man", "-O", "man1"]).fails_with(8);
    let _ = sandbox.run(&["man", "-O", "man1", "--force"]).ok();
    let page = sandbox.run(&["man", "recipients", "add"]).ok().stdout;
    assert_eq!(
        page.trim_end(),
        fs::read_to_string(sandbox.home().join("man1/cases-recipients-add.1"))
            .unwrap()
            .trim_end()
    );
}

#[test]
fn the_doctor_finds_what_is_wrong_and_names_nobody() {
    let sandbox = small();
    let well = sandbox.run(&["doctor"]).ok();
    assert!(
        !well.stdout.contains("aliyeva") && !well.stdout.contains("Diaz"),
        "{well}"
    );
    assert!(
        well.stdout.contains("~/.local/share/cases/cases.db"),
        "{well}"
    );
    let path = sandbox.home().join(".local/share/cases/cases.db");
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let open = sandbox.run(&["doctor"]).fails_with(1);
    assert!(open.stderr.contains("chmod 600 "), "{open}");
    fs::write(&path, "broken").unwrap();
    let broken = sandbox.run(&["doctor", "--json"]).fails_with(9);
    let found: serde_json::Value = serde_json::from_str(&broken.stdout).unwrap();
    assert_eq!(found[1]["state"], "bad");
    let _ = Sandbox::new().run(&["doctor"]).fails_with(9);
}
