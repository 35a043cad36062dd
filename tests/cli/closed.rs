//! Closed by default: two casebooks that differ only in what is private look the same to everybody outside.

#![allow(clippy::unwrap_used)]

#[path = "closed/secrets.rs"]
mod secrets;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use cases::model::Casebook;

use crate::sandbox::Sandbox;
use secrets::{SECRET, casebook, denying, hidden, silent};

/// What may leave the house, in every form.
const PUBLIC: &[&[&str]] = &[
    &["list"],
    &["list", "--count"],
    &["list", "--json"],
    &["list", "--format", "csv"],
    &["list", "--sort", "arrested", "--ids"],
    &["list", "--tag", SECRET, "--count"],
    &["list", "--search", SECRET],
    &["list", "--charge", "999"],
    &["list", "--source", SECRET],
    &[
        "list",
        "--not-tag",
        SECRET,
        "--status",
        "detained",
        "--count",
    ],
    &[
        "list",
        "--template",
        "{{id}} {{name}} {{notes}} {{tags}} {{consent_by}} {{letters}}",
    ],
    &["export"],
    &["export", "--format", "json"],
    &["export", "--format", "jsonl"],
    &["export", "--format", "csv", "--excel"],
    &["export", "--format", "tsv"],
    &[
        "export",
        "--redacted",
        "--key",
        "mauve lantern ostrich pickle dune",
    ],
    &["export", "bokayev-maks"],
    &["show", "bokayev-maks"],
    &["show", "bokayev-maks", "--json"],
    &["show", "a-t"],
    &["show", "zqsecre"],
    &["letter", "zqsecre", "--to", "prosecutor-general"],
    &["letter", "--to", "zqsecre"],
    &[
        "letter",
        "--to",
        "prosecutor-general",
        "--date",
        "2018-05-01",
        "--json",
    ],
    &[
        "letter",
        "--to",
        "prosecutor-general",
        "--date",
        "2018-05-01",
        "--evidence",
        "evidence.md",
    ],
    &[
        "letter",
        "--to",
        "prosecutor-general",
        "--date",
        "2018-05-01",
        "--check",
    ],
    &[
        "letter",
        "--to",
        "prosecutor-general",
        "--date",
        "2018-05-01",
        "--sources",
        "--lang",
        "ru",
    ],
    &["letter", "--to", "prosecutor-general", "--strict"],
    &["templates", "preview", "appeal", "--case", "bokayev-maks"],
    &["templates", "vars", "--case", "bokayev-maks"],
    &["recipients", "show", "kz-prosecutor-general"],
    &["recipients", "export"],
    &["sources"],
    &["sources", "export"],
    &["sources", "show", "odf-2018-04"],
    &["check"],
    &["log"],
    &["sent"],
    &["due"],
    &["statement"],
    &["completions", "bash"],
    &["update", "bokayev-maks", "--tag", "x"],
    &[
        "letter",
        "bokayev-maks",
        "--to",
        "prosecutor-general",
        "--record",
    ],
];

/// Every kind of letter, and to whom.
const KINDS: [(&str, Option<&str>); 10] = [
    ("appeal", Some("kz-prosecutor-general")),
    ("protest", Some("kz-prosecutor-general")),
    ("embassy", Some("kz-ministry-foreign-affairs")),
    ("mep", Some("ep-droi-chair")),
    ("un-communication", Some("un-wgad")),
    ("joint-statement", None),
    ("verdict-statement", None),
    ("appeal-ruling-statement", None),
    ("status-report", None),
    ("action-sheet", None),
];

const FORMATS: &str = "text,md,html,eml,docx,pdf";

/// A sandbox with the casebook in it, with secrets or without any.
fn sandbox(secret: bool) -> Sandbox {
    sandbox_of(&casebook(secret))
}

fn sandbox_of(book: &Casebook) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "R. Diaz", "--country", "ES"])
        .ok();
    sandbox.file("all.json", &serde_json::to_string(book).unwrap());
    sandbox.run(&["import", "all.json"]).ok();
    sandbox
}

fn with_and_without() -> [Sandbox; 2] {
    [sandbox(true), sandbox(false)]
}

/// All files of a folder but the lists of what was written, which are for the sender.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = entries.map(|entry| {
        (
            entry.file_name().to_string_lossy().into_owned(),
            fs::read(entry.path()).unwrap(),
        )
    });
    named
        .filter(|(name, _)| !name.starts_with("manifest"))
        .collect()
}

#[test]
fn what_may_leave_the_house_is_the_same_with_secrets_and_without() {
    let [with, without] = with_and_without();
    for args in PUBLIC {
        let args: Vec<&str> = args.iter().chain(&["--public"]).copied().collect();
        let (one, other) = (with.run(&args), without.run(&args));
        // Only the sender is told, on standard error, that what is secret says otherwise.
        let denied = |line: &&str| !line.contains("what may not be told says of");
        let outside = |text: &str| {
            text.lines()
                .filter(denied)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (one.code, &one.stdout),
            (other.code, &other.stdout),
            "{args:?}"
        );
        assert_eq!(outside(&one.stderr), outside(&other.stderr), "{args:?}");
        let said = format!("{}{}", one.stdout, one.stderr).to_lowercase();
        assert!(!said.contains(SECRET), "{one}");
        assert!(one.code < 100, "{one}");
    }
    assert_eq!(
        with.run(&["list", "--public", "--count"]).ok().stdout,
        "4\n"
    );
    assert_eq!(with.run(&["list", "--count"]).ok().stdout, "7\n");
}

#[test]
fn of_whom_a_secret_denies_what_is_told_as_much_leaves_the_house_as_where_nothing_is_known() {
    let (denied, unknown) = (sandbox_of(&denying()), sandbox_of(&silent()));
    for args in PUBLIC {
        let args: Vec<&str> = args.iter().chain(&["--public"]).copied().collect();
        let (one, other) = (denied.run(&args), unknown.run(&args));
        assert_eq!(
            (one.code, &one.stdout),
            (other.code, &other.stdout),
            "{args:?}"
        );
        let said = format!("{}{}", one.stdout, one.stderr).to_lowercase();
        assert!(!said.contains(SECRET), "{one}");
    }
}

#[test]
fn no_letter_tells_a_situation_that_a_secret_denies() {
    let sandbox = sandbox_of(&denying());
    let letter = [
        "letter",
        "bokayev-maks",
        "--to",
        "kz-prosecutor-general",
        "--date",
        "2018-05-01",
    ];
    let refused = sandbox.run(&letter).fails_with(5);
    assert!(
        refused.stderr.contains("a fact that may not be told"),
        "{refused}"
    );
    let allowed = sandbox
        .run(&[&letter[..], &["--allow-doubtful"]].concat())
        .ok();
    for told in [
        "in prison.",
        "is held",
        "was in prison",
        "was released",
        "is free",
        SECRET,
    ] {
        assert!(
            !allowed.stdout.to_lowercase().contains(told),
            "{told}: {allowed}"
        );
    }
}

/// The letters of a kind in all formats about three people, of whom one is told under another name.
fn letters(
    sandbox: &Sandbox,
    secret: bool,
    (kind, to): (&str, Option<&str>),
    more: &[&str],
) -> BTreeMap<String, Vec<u8>> {
    let last = if more.contains(&"--public") {
        "a-t"
    } else {
        hidden(secret)
    };
    let folder = format!("{kind}{}", more.concat());
    let mut args = vec![
        "letter",
        "bokayev-maks",
        last,
        "dzhakishev-mukhtar",
        "--template",
        kind,
        "-O",
        &folder,
    ];
    args.extend([
        "--allow-doubtful",
        "--allow-missing",
        "--sources",
        "--date",
        "2018-05-01",
        "--format",
        FORMATS,
    ]);
    args.extend(to.iter().flat_map(|to| ["--to", to]));
    args.extend(more);
    let output = sandbox.run(&args);
    let files = files(&sandbox.home().join(folder));
    assert!(!files.is_empty(), "{output}");
    files
}

#[test]
fn every_kind_and_format_of_a_letter_is_the_same_with_secrets_and_without() {
    let [with, without] = with_and_without();
    let is_for_one = |kind: &str| ["verdict-statement", "appeal-ruling-statement"].contains(&kind);
    let more = |kind: &str| {
        if is_for_one(kind) {
            &["--each"][..]
        } else {
            &[][..]
        }
    };
    let each = KINDS
        .iter()
        .map(|kind| (*kind, more(kind.0)))
        .chain([(KINDS[0], &["--each"][..])]);
    for (kind, more) in each {
        let (one, other) = (
            letters(&with, true, kind, more),
            letters(&without, false, kind, more),
        );
        let names: Vec<&String> = one.keys().collect();
        assert!(one == other, "{kind:?}: {names:?}");
        assert!(
            one == letters(&with, true, kind, &[more, &["--public"]].concat()),
            "{kind:?} --public: {names:?}"
        );
        for (name, bytes) in &one {
            assert!(
                !String::from_utf8_lossy(bytes)
                    .to_lowercase()
                    .contains(SECRET),
                "{name}"
            );
        }
    }
    assert_eq!(
        fs::read_dir(with.home().join("../tmp")).unwrap().count(),
        0,
        "a temporary file is left"
    );
}

#[test]
fn no_template_of_ones_own_gets_round_it() {
    let sandbox = sandbox(true);
    for (number, text) in [
        "{{#each @root}}{{@key}} {{this}} {{#each this}}{{@key}} {{this}}{{#each this}}{{this}}{{/each}}{{/each}}{{/each}}",
        "{{lookup @root \"notes\"}}{{lookup case \"notes\"}}{{lookup (lookup cases 0) \"consent_by\"}}",
        "{{case.notes}}{{case.told.notes}}{{case.claims}}{{case.[notes]}}{{case.old_ids}}",
        "{{#with case}}{{#each this}}{{@key}}={{this}} {{/each}}{{/with}}",
        "{{#each cases}}{{#each this}}{{@key}}={{this}} {{/each}}{{#each ../cases}}{{#each this}}{{this}}{{/each}}{{/each}}{{/each}}",
        "{{@root.case.notes}}{{../case.tags}}{{this.store}}{{capital case}}{{plural @root case cases}}",
    ]
    .iter()
    .enumerate()
    {
        let settings = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/letter-templates/appeal/letter.toml"));
        let settings = settings.unwrap();
        let english = settings.split("[languages.ru]").next().unwrap();
        sandbox.file(&format!(".config/cases/templates/nosy{number}/letter.toml"), english);
        sandbox.file(&format!(".config/cases/templates/nosy{number}/en.md.hbs"), &format!("# Nosy\n\n{text}\n"));
        for extra in [&[][..], &["--allow-missing"], &["--json"]] {
            let kind = format!("nosy{number}");
            let mut args = vec!["letter", "bokayev-maks", "--to", "kz-prosecutor-general", "--date", "2018-05-01"];
            args.extend(["--template", &kind]);
            args.extend(extra);
            let output = sandbox.run(&args);
            assert!(!output.stderr.contains("There is no template"), "{output}");
            let warned = |line: &&str| !line.contains("a source says otherwise") && !line.contains("are kept out of letters");
            let said: String = output.stdout.lines().chain(output.stderr.lines().filter(warned)).collect();
            assert!(!said.to_lowercase().contains(SECRET), "{output}");
        }
    }
}

#[test]
fn an_export_with_secrets_is_not_printed_on_a_terminal() {
    let sandbox = sandbox(true);
    let terminal = |args: &[&str]| sandbox.cases(args).with_env("CASES_FORCE_TTY", "80").run();
    terminal(&["export"])
        .fails_with(8)
        .golden("export-terminal");
    terminal(&["export", "--status", "detained", "--format", "csv"])
        .fails_with(8)
        .golden("export-terminal-csv");
    for said in [&["--yes"][..], &["-o", "-"], &["bokayev-maks"]] {
        let output = terminal(&[&["export"], said].concat()).ok();
        assert!(
            output.stdout.starts_with("# CONFIDENTIAL: ") && output.stdout.contains(SECRET),
            "{output}"
        );
    }
    for closed in ["--public", "--redacted"] {
        let output = terminal(&["export", closed]).ok();
        assert!(
            output.stdout.starts_with("schema = 1\n") && !output.stdout.contains(SECRET),
            "{output}"
        );
    }
}

#[test]
fn a_confidential_export_says_so_and_comes_back_unchanged() {
    let sandbox = sandbox(true);
    sandbox
        .run(&["export", "-o", "all.toml"])
        .ok()
        .golden("export-file");
    sandbox
        .run(&["export", "-o", "CONFIDENTIAL-all.jsonl"])
        .ok()
        .golden("export-file-named");
    for file in ["all.toml", "CONFIDENTIAL-all.jsonl"] {
        let same = sandbox.run(&["import", file, "--dry-run"]).ok();
        assert!(
            same.to_string().contains("0 new, 0 changed, 7 the same"),
            "{same}"
        );
    }
}

#[test]
fn a_redacted_export_names_nobody_and_the_key_decides_the_names() {
    let sandbox = sandbox(true);
    let redacted = |key: &str| {
        sandbox
            .run(&["export", "--redacted", "--key", key])
            .ok()
            .stdout
    };
    let (key, other) = (
        "mauve lantern ostrich pickle dune",
        "mauve lantern ostrich pickle dunes",
    );
    let once = redacted(key);
    assert!(once == redacted(key) && once != redacted(other));
    sandbox.file("key.txt", &format!("{key}\n"));
    assert_eq!(
        sandbox
            .run(&["export", "--redacted", "--key-file", "key.txt"])
            .ok()
            .stdout,
        once
    );
    for weak in ["a", "1234", "password", "four quiet words"] {
        let told = sandbox
            .run(&["export", "--redacted", "--key", weak])
            .fails_with(2)
            .stderr;
        assert!(
            told.contains("5 different words") && told.contains("--key-file key.txt"),
            "{told}"
        );
    }
    let unasked = sandbox
        .run(&["export", "--redacted", "--key"])
        .fails_with(2)
        .stderr;
    assert!(unasked.contains("no terminal to ask on"), "{unasked}");
    let low = once.to_lowercase();
    for name in [
        SECRET,
        "bokayev",
        "maks",
        "dzhakishev",
        "mukhtar",
        "бокаев",
        "a-t",
        "a. t.",
        "2018-0",
        "notes",
        "text =",
    ] {
        assert!(!low.contains(name), "{name}");
    }
    assert_eq!(once.matches("[[cases]]").count(), 4);
    assert!(once.contains("kz-prosecutor-general") && once.contains("article = \"174\""));
}
