//! What has another name now is still understood by its former one, and written by its new one.

use crate::sandbox::Sandbox;

const CASE: &str = "id = \"zed-anna\"\nname = \"Anna Zed\"\ncountry = \"KZ\"\n";

fn with_case() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox
        .run(&["add", "--name", "Anna Zed", "--country", "KZ"])
        .ok();
    sandbox
}

fn pseudonym(sandbox: &Sandbox) -> String {
    let listed = sandbox.run(&["list", "--fields", "pseudonym"]).ok();
    listed.stdout.trim().to_owned()
}

#[test]
fn a_pseudonym_is_taken_by_its_former_flag_and_field() {
    for args in [
        &["--pseudonym", "A. Z."][..],
        &["--told-as", "A. Z."],
        &["--set", "pseudonym=A. Z."],
        &["--set", "told_as=A. Z."],
        &["--set", "told-as=A. Z."],
    ] {
        let sandbox = with_case();
        sandbox
            .run(&[&["update", "zed-anna"][..], args].concat())
            .ok();
        assert_eq!(pseudonym(&sandbox), "A. Z.", "{args:?}");
        sandbox
            .run(&["update", "zed-anna", "--clear", "told_as"])
            .ok();
        assert_eq!(pseudonym(&sandbox), "");
    }
}

#[test]
fn files_of_every_form_are_read_with_the_former_key_and_written_with_the_new_one() {
    for (file, text) in [
        (
            "old.toml",
            format!("schema = 1\n\n[[cases]]\n{CASE}told_as = \"A. Z.\"\n"),
        ),
        (
            "old.json",
            "{\"schema\": 1, \"cases\": [{\"id\": \"zed-anna\", \"name\": \"Anna Zed\", \"country\": \"KZ\", \"told_as\": \"A. Z.\"}]}"
                .to_owned(),
        ),
        (
            "old.jsonl",
            "{\"schema\": 1}\n{\"case\": {\"id\": \"zed-anna\", \"name\": \"Anna Zed\", \"country\": \"KZ\", \"told_as\": \"A. Z.\"}}\n"
                .to_owned(),
        ),
        (
            "old.csv",
            "id,name,country,told_as\nzed-anna,Anna Zed,KZ,A. Z.\n".to_owned(),
        ),
    ] {
        let sandbox = Sandbox::new();
        sandbox.run(&["init", "--yes"]).ok();
        sandbox.file(file, &text);
        sandbox.run(&["import", file]).ok();
        assert_eq!(pseudonym(&sandbox), "A. Z.", "{file}");
        for format in ["toml", "json", "jsonl", "csv"] {
            let written = sandbox.run(&["export", "--yes", "--format", format]).ok();
            assert!(
                written.stdout.contains("pseudonym") && !written.stdout.contains("told_as"),
                "{file} as {format}: {written}"
            );
        }
        let whole = sandbox.run(&["doctor"]).ok();
        assert!(!whole.stdout.contains("altered"), "{whole}");
    }
}

#[test]
fn both_names_at_once_are_one_too_many() {
    let sandbox = Sandbox::new();
    sandbox.run(&["init", "--yes"]).ok();
    sandbox.file(
        "both.toml",
        &format!("schema = 1\n\n[[cases]]\n{CASE}told_as = \"A.\"\npseudonym = \"B.\"\n"),
    );
    let refused = sandbox.run(&["import", "both.toml"]).fails_with(5);
    assert!(refused.stderr.contains("stands twice"), "{refused}");
}

#[test]
fn a_column_is_chosen_by_its_former_name() {
    let sandbox = with_case();
    sandbox
        .run(&["update", "zed-anna", "--pseudonym", "A. Z."])
        .ok();
    let listed = sandbox
        .run(&["list", "--format", "csv", "--fields", "id,told_as"])
        .ok();
    assert_eq!(listed.stdout, "id,pseudonym\nzed-anna,A. Z.\n");
    let lines = sandbox
        .run(&["list", "--template", "{{told_as}}/{{pseudonym}}"])
        .ok();
    assert_eq!(lines.stdout, "A. Z./A. Z.\n");
}
