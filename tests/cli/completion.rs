//! What a shell is offered: the real binary, asked as bash asks it.

use std::fs;

use crate::casebook::small;
use crate::sandbox::Sandbox;

/// What is offered for the last word of the line.
fn offered(sandbox: &Sandbox, line: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["--", "cases"].iter().chain(line).copied().collect();
    let call = sandbox
        .cases(&args)
        .with_env("CASES_COMPLETE", "bash")
        .with_env("_CLAP_IFS", "\n");
    let output = call
        .with_env("_CLAP_COMPLETE_INDEX", line.len().to_string())
        .run()
        .ok();
    assert!(output.stderr.is_empty(), "{output}");
    output.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn ids_names_and_words_are_offered() {
    let sandbox = small();
    for (line, expected) in [
        (&["lis"][..], &["list"][..]),
        (&["show", "ali"], &["aliyeva-leyla"]),
        (&["show", "Leyla"], &["aliyeva-leyla"]),
        (&["update", "aliyeva-leyla", "huse"], &["huseynov-rauf"]),
        (&["letter", "--to", "az-p"], &["az-prosecutor-general"]),
        (
            &["letter", "--to", "az-prosecutor-general,parl"],
            &["az-prosecutor-general,parliament-third-state"],
        ),
        (&["list", "--status", "pre"], &["pre-trial-detention"]),
        (
            &["list", "--fields", "id,nam"],
            &["id,name", "id,name_native"],
        ),
        (&["list", "--tag", "wri"], &["writer"]),
        (&["list", "--source", "rep"], &["report-2024"]),
        (&["list", "--country", "AZ"], &["AZ"]),
        (
            &["letter", "--template", "app"],
            &["appeal", "appeal-ruling-statement"],
        ),
        (&["letter", "--lang", "f"], &["fr"]),
        (&["config", "get", "sender.n"], &["sender.name"]),
        (&["help", "filt"], &["filters"]),
        (&["--sample", "show", "dzhaki"], &["dzhakishev-mukhtar"]),
        (&["show", "nobody-like-this"], &[]),
    ] {
        assert_eq!(offered(&sandbox, line), expected, "{line:?}");
    }
}

#[test]
fn what_is_public_is_completed_from_what_is_public() {
    let sandbox = small();
    sandbox
        .run(&["update", "aliyeva-leyla", "--told-as", "Student leader"])
        .ok();
    for (line, expected) in [
        (&["show", "ali"][..], &["aliyeva-leyla"][..]),
        (&["--public", "show", "ali"], &[]),
        (&["--public", "show", "Leyla"], &[]),
        (&["--public", "show", "stu"], &["student-leader"]),
        (&["--public", "show", "huse"], &[]),
        (&["--public", "list", "--tag", "wri"], &[]),
        (
            &["--public", "letter", "--to", "az-p"],
            &["az-prosecutor-general"],
        ),
    ] {
        assert_eq!(offered(&sandbox, line), expected, "{line:?}");
    }
}

#[test]
fn completion_makes_nothing_changes_nothing_and_says_nothing() {
    let sandbox = Sandbox::new();
    assert!(offered(&sandbox, &["show", "a"]).is_empty());
    assert_eq!(
        fs::read_dir(sandbox.home()).unwrap().count(),
        0,
        "something was made"
    );
    sandbox.file("broken.db", "not a casebook");
    assert!(offered(&sandbox, &["--db", "broken.db", "show", "a"]).is_empty());
    sandbox.file(".config/cases/config.toml", "nonsense");
    assert_eq!(
        offered(&sandbox, &["list", "--status", "pre"]),
        ["pre-trial-detention"]
    );
    let call = sandbox
        .cases(&["--", "cases", "li"])
        .with_env("CASES_COMPLETE", "nonsense")
        .run()
        .fails_with(1);
    assert!(call.stdout.is_empty() && call.stderr.is_empty(), "{call}");
}

#[test]
fn every_shell_is_told_how_to_ask() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = sandbox.run(&["completions", shell]).ok().stdout;
        assert!(
            script.contains("CASES_COMPLETE") && script.contains("cases"),
            "{shell}: {script}"
        );
    }
    let asked = "source <(cases completions bash); COMP_WORDS=(cases help filt); COMP_CWORD=2; COMP_TYPE=9; \
                 _clap_complete_cases cases filt help; echo \"$COMPREPLY\"";
    let line = format!("exec bash -c '{asked}'");
    assert_eq!(sandbox.shell(&line).run().ok().stdout, "filters\n");
}
