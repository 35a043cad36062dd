//! What is said of somebody’s situation is as certain as it is known, and nobody is named by another spelling.

use crate::sandbox::Sandbox;

/// One released in private, one without any date, one acquitted nobody knows when, two convicts, one of them unnamed.
const BOOK: &str = r#"schema = 1

[[recipients]]
id = "by-prosecutor"
role = "prosecutor-general"
office = "Prosecutor General of the Republic of Belarus"
country = "BY"
post = ["22 Internatsionalnaya Street", "220030 Minsk"]
checked = "2021-09"

[[cases]]
id = "litvin-olga"
name = "Olga Litvin"
country = "BY"
consent = "given"
as_of = "2021-08"
events = [
  { kind = "arrest", date = "2021-03-02", status = "imprisoned", text = "Police arrested Olga Litvin at her school." },
  { kind = "release", date = "2021-08-20", status = "released", private = true },
]

[[cases]]
id = "drozd-pavel"
name = "Pavel Drozd"
family_name = "Drozd"
country = "BY"
consent = "given"
events = [{ kind = "status-noted", status = "imprisoned" }]
concerns = [{ kind = "no-counsel", text = "Pavel Drozd was tried without a lawyer." }]

[[cases]]
id = "sokol-marina"
name = "Marina Sokol"
country = "BY"
as_of = "2021-08"
events = [
  { kind = "arrest", date = "2021-05-02", status = "pre-trial-detention", text = "Police arrested Marina Sokol." },
  { kind = "acquittal", text = "The court acquitted Marina Sokol." },
]

[[cases]]
id = "kravets-anna"
name = "Anna Kravets"
family_name = "Kravets"
country = "BY"
as_of = "2021-09"
events = [{ kind = "arrest", date = "2021-06-02", status = "imprisoned", text = "Police arrested Anna Kravets with Taras Szewczuk." }]
concerns = [{ kind = "unfair-trial", text = "The court heard no witness for Anna Kravets." }]
demands = [{ kind = "annul-verdict" }]

[[cases]]
id = "zeman-irina"
name = "Irina Zeman"
family_name = "Zeman"
country = "BY"
as_of = "2021-09"
events = [{ kind = "arrest", date = "2021-06-03", status = "imprisoned", text = "Police arrested Irina Zeman." }]
demands = [{ kind = "annul-verdict" }]

[[cases]]
id = "shevchuk-taras"
name = "Taras Shevchuk"
family_name = "Shevchuk"
given_name = "Taras"
country = "BY"
as_of = "2021-09"
publicity = "private"
events = [{ kind = "arrest", date = "2021-06-02", status = "imprisoned" }]
"#;

fn book() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("book.toml", BOOK);
    sandbox.run(&["init", "--yes", "--no-input"]).ok();
    sandbox.run(&["import", "book.toml"]).ok();
    sandbox
}

#[test]
fn who_is_released_in_private_is_told_in_public_neither_as_held_nor_as_a_secret() {
    let sandbox = book();
    let held = sandbox
        .run(&["--public", "list", "--status", "detained", "--ids"])
        .ok();
    assert!(!held.stdout.contains("litvin"), "{held}");
    let unknown = sandbox
        .run(&["--public", "list", "--status", "unknown", "--ids"])
        .ok();
    assert!(unknown.stdout.contains("litvin"), "{unknown}");
    let shown = sandbox
        .run(&["--public", "show", "litvin-olga"])
        .ok()
        .stdout;
    assert!(
        !shown.contains("in prison") && !shown.contains("release"),
        "{shown}"
    );
    let report = sandbox.run(&["report", "cases", "-o", "-"]).ok().stdout;
    assert!(!report.to_lowercase().contains("secret"), "{report}");
}

#[test]
fn what_no_date_goes_with_is_told_as_far_as_is_known() {
    let sandbox = book();
    for (lang, words) in [
        ("en", "in prison, as far as is known"),
        ("de", "soweit bekannt"),
        ("fr", "à notre connaissance"),
        ("ru", "насколько известно"),
    ] {
        let letter = [
            "letter",
            "drozd-pavel",
            "--to",
            "prosecutor-general",
            "--lang",
            lang,
        ];
        let written = sandbox.run(&letter).ok();
        let text = written
            .stdout
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(text.contains(words), "{written}");
        assert!(written.stderr.contains("no date says when"), "{written}");
    }
}

#[test]
fn an_acquittal_without_a_date_is_a_doubt() {
    let sandbox = book();
    let refused = sandbox
        .run(&["letter", "sokol-marina", "--to", "prosecutor-general"])
        .fails_with(5);
    assert!(refused.stderr.contains("acquittal"), "{refused}");
}

#[test]
fn a_statement_asks_for_the_release_of_everybody_also_where_one_has_demands_of_their_own() {
    let sandbox = book();
    let statement = sandbox
        .run(&[
            "letter",
            "drozd-pavel",
            "zeman-irina",
            "--template",
            "joint-statement",
        ])
        .ok()
        .stdout;
    let asked = statement.split("We call for").nth(1).unwrap();
    assert!(
        asked.contains("release of") && asked.contains("Drozd"),
        "{statement}"
    );
}

#[test]
fn who_may_not_be_named_is_found_in_the_spelling_of_another_language() {
    let sandbox = book();
    let refused = sandbox
        .run(&["letter", "kravets-anna", "--to", "prosecutor-general"])
        .fails_with(8);
    assert!(refused.stderr.contains("Szewczuk"), "{refused}");
    let found = sandbox.run(&["list", "--search", "Ševčuk", "--ids"]).ok();
    assert_eq!(found.stdout, "shevchuk-taras\n");
    let shown = sandbox.run(&["show", "Taras Schewtschuk"]).ok();
    assert!(shown.stdout.contains("shevchuk-taras"), "{shown}");
}

#[test]
fn what_may_be_told_is_written_of_where_consent_is_on_record() {
    let sandbox = book();
    sandbox
        .run(&["config", "set", "letters.consent", "required"])
        .ok();
    let to = ["--to", "prosecutor-general"];
    let public = |id: &'static str| [&["--public", "letter", id][..], &to].concat();
    sandbox.run(&public("drozd-pavel")).ok();
    let refused = sandbox.run(&public("kravets-anna")).fails_with(8);
    assert!(refused.stderr.contains("No consent"), "{refused}");
    sandbox
        .run(&[&public("drozd-pavel")[..], &["--each", "-o", "wave"]].concat())
        .ok();
}

#[test]
fn a_sentence_alone_is_written_of_with_what_is_to_be_added() {
    let sandbox = book();
    sandbox
        .run(&[
            "add",
            "--name",
            "Vera Bel",
            "--country",
            "BY",
            "--sentence",
            "2021-05-02 prison 3y",
            "--status",
            "imprisoned",
            "--on",
            "2021-05-02",
        ])
        .ok();
    for to in [
        &["--to", "prosecutor-general"][..],
        &["--template", "joint-statement"],
    ] {
        let written = sandbox
            .run(&[&["letter", "bel-vera"][..], to].concat())
            .ok();
        assert!(
            written.stderr.contains("says why it is wrong") && written.stderr.contains("--concern"),
            "{written}"
        );
    }
}
