//! Words that must not be said, one in every private place, and everything that goes out searched for them.

#![expect(clippy::print_stdout, reason = "the counts are to be read")]

#[path = "canaries/casebook.rs"]
mod book;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::pdf_file::Pdf;
use crate::sandbox::Sandbox;
use book::casebook;

/// What stands in front of every word that must not be said.
const CANARY: &str = "Zq";

fn sandbox(secret: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "R. Diaz", "--country", "ES", "--yes"])
        .ok();
    sandbox.file("casebook.toml", &casebook(secret));
    sandbox.run(&["import", "casebook.toml"]).ok();
    sandbox
}

const PEOPLE: [&str; 2] = ["sarsenov-askar", "zqfamily-zqgiven"];

const KINDS: [&str; 9] = [
    "appeal",
    "protest",
    "embassy",
    "mep",
    "joint-statement",
    "un-communication",
    "verdict-statement",
    "appeal-ruling-statement",
    "action-sheet",
];

const LANGUAGES: [&str; 5] = ["en", "ru", "fr", "de", "kk"];

/// What a file says, out of its wrapping.
fn words_of(path: &Path) -> String {
    let bytes = fs::read(path).expect("a letter that can be read");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("docx") => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))
                .expect("a letter that can be read");
            let mut all = String::new();
            for at in 0..archive.len() {
                let mut file = archive.by_index(at).expect("a letter that can be read");
                all.push_str(&file.name().unwrap_or_default());
                let mut content = Vec::new();
                file.read_to_end(&mut content)
                    .expect("a letter that can be read");
                all.push_str(&text(&content));
            }
            all
        }
        Some("pdf") => {
            let pdf = Pdf::read(&bytes);
            let info = ["Title", "Author", "Creator", "Subject", "Keywords"]
                .map(|key| pdf.info(key).unwrap_or_default());
            format!("{} {}", pdf.text(), info.join(" "))
        }
        Some("eml") => text(&bytes).replace("=\r\n", "").replace("=\n", ""),
        _ => text(&bytes),
    }
}

/// Fails where a word that must not be said stands, in any case of letters.
fn assert_silent(text: &str, place: &str) {
    let small = text.to_lowercase();
    let book = casebook(CANARY).to_lowercase();
    let canary = CANARY.to_lowercase();
    let words = book
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.starts_with(&canary) && word.len() > canary.len() + 2);
    for word in words {
        assert!(!small.contains(word), "{place} says “{word}”");
    }
}

#[test]
fn no_letter_says_what_must_not_be_said() {
    let sandbox = sandbox(CANARY);
    let mut files = 0;
    for (lang, kind) in LANGUAGES
        .iter()
        .flat_map(|lang| KINDS.map(|kind| (*lang, kind)))
    {
        let formats = if lang == "en" {
            "text,md,html,eml,docx,pdf"
        } else {
            "text,docx"
        };
        let folder = format!("{kind}-{lang}");
        let args = [
            "letter",
            PEOPLE[0],
            PEOPLE[1],
            "--to",
            "kz-pg",
            "--template",
            kind,
            "--lang",
            lang,
            "--each",
        ];
        let more = [
            "--sources=notes",
            "--format",
            formats,
            "-O",
            &folder,
            "--allow-missing",
            "--yes",
            "-q",
        ];
        let call = sandbox.run(&[&args[..], &more[..]].concat());
        if call.code != 0 {
            assert!(call.stderr.contains("has no text in"), "{}", call.stderr);
            continue;
        }
        assert_silent(&call.stdout, &format!("{kind} {lang}, names of files"));
        for entry in fs::read_dir(sandbox.home().join(&folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_manifest = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("manifest"));
            if !is_manifest {
                assert_silent(&words_of(&path), &path.display().to_string());
                files += 1;
            }
        }
    }
    println!("{files} files");
    assert!(files > 150, "{files}");
}

#[test]
fn a_joint_letter_and_a_report_say_nothing_either() {
    let sandbox = sandbox(CANARY);
    for kind in [
        "appeal",
        "joint-statement",
        "status-report",
        "un-communication",
        "action-sheet",
    ] {
        let args = [
            "letter",
            PEOPLE[0],
            PEOPLE[1],
            "--to",
            "kz-pg",
            "--template",
            kind,
            "--sources",
            "--allow-missing",
            "-q",
        ];
        let call = sandbox.run(&args);
        assert_silent(&call.stdout, kind);
    }
    for args in [
        &["report", "cases"][..],
        &["export", "--format", "popolo"],
        &["export", "--format", "huridocs"],
    ] {
        assert_silent(&sandbox.run(args).ok().stdout, &args.join(" "));
    }
}

/// Ways in which a template could reach what it is not given.
const HOSTILE: &[&str] = &[
    "{{lookup this \"notes\"}}",
    "{{lookup case \"notes\"}}",
    "{{case.notes}}",
    "{{case.[notes]}}",
    "{{case.[\"notes\"]}}",
    "{{case.consent_by}}",
    "{{case.uid}}",
    "{{case.told}}",
    "{{case.told_as}}",
    "{{case.pseudonym}}",
    "{{case.case_id}}",
    "{{case.kept_out}}",
    "{{case.private_fields}}",
    "{{case.old_ids}}",
    "{{case.tags}}",
    "{{case.claims}}",
    "{{@root}}",
    "{{@root.store}}",
    "{{../case.notes}}",
    "{{this}}",
    "{{&case}}",
    "{{{case}}}",
    "{{{{raw}}}}{{case.notes}}{{{{/raw}}}}",
    "{{#each case}}{{@key}}={{this}}{{/each}}",
    "{{#each case as |v k|}}{{k}}={{v}}{{/each}}",
    "{{#each this}}{{this}}{{/each}}",
    "{{#with case}}{{notes}}{{/with}}",
    "{{#each cases}}{{notes}}{{/each}}",
    "{{log case}}",
    "{{helperMissing case.notes}}",
    "{{__proto__}}",
    "{{case.__proto__}}",
    "{{> /etc/passwd}}",
    "{{> ../../casebook}}",
    "{{> (lookup case \"notes\")}}",
    "{{#*inline \"x\"}}{{case.notes}}{{/inline}}{{> x}}",
    "{{#> layout}}{{case.notes}}{{/layout}}",
    "{{* decorator}}",
    "\\{{case.notes}}",
    "{{~case.notes~}}",
    "[x](file:///etc/passwd)",
    "{{case.charges.1.title}}",
    "{{case.events.[3].text}}",
];

#[test]
fn no_template_reaches_what_it_is_not_given() {
    let sandbox = sandbox(CANARY);
    let mut tried = 0;
    for (number, text) in HOSTILE.iter().enumerate() {
        let template = sandbox.file(
            &format!("hostile-{number}.md.hbs"),
            &format!("# About {{{{case.name}}}}\n\n{text}\n"),
        );
        let template = template.to_string_lossy().into_owned();
        for person in PEOPLE {
            let call = sandbox.run(&[
                "letter",
                person,
                "--to",
                "kz-pg",
                "--template",
                &template,
                "--allow-missing",
                "-q",
            ]);
            assert_silent(&call.stdout, text);
            assert!(call.code != 101, "{text}: {}", call.stderr);
            tried += 1;
        }
    }
    println!("{tried} hostile letters");
}

/// What is asked of the public view; what each answers must not depend on what is secret.
const PUBLIC: &[&[&str]] = &[
    &["list"],
    &["list", "--json"],
    &["list", "--jsonl"],
    &["list", "--format", "csv"],
    &["list", "--status", "detained"],
    &["list", "--count"],
    &["list", "--search", "poet"],
    &["list", "--concern", "torture"],
    &["list", "--charge", "174"],
    &["show", "sarsenov-askar"],
    &["show", "sarsenov-askar", "--json"],
    &["show", "m-h"],
    &["show", "m-h", "--json"],
    &["timeline", "sarsenov-askar"],
    &["timeline", "m-h", "--json"],
    &["stats"],
    &["stats", "--json"],
    &["report", "cases"],
    &["export"],
    &["export", "--format", "json"],
    &["export", "--format", "jsonl"],
    &["export", "--format", "csv"],
    &["export", "--format", "popolo"],
    &["export", "--format", "huridocs"],
    &["recipients", "list", "--json"],
    &["recipients", "show", "kz-pg"],
    &["check"],
    &["due"],
    &[
        "letter",
        "sarsenov-askar",
        "--to",
        "kz-pg",
        "--sources=notes",
    ],
    &["letter", "m-h", "--to", "kz-pg"],
    &["letter", "--to", "kz-pg"],
    &["letter", "sarsenov-askar", "--to", "kz-pg", "--json"],
];

#[test]
fn what_is_public_does_not_depend_on_what_is_secret() {
    let answers = ["Zq", "Wkx"].map(|secret| {
        let sandbox = sandbox(secret);
        let asked = PUBLIC.iter().map(|args| {
            let call = sandbox.run(&[args, &["--public"][..]].concat());
            (args.join(" "), (call.code, call.stdout))
        });
        asked.collect::<BTreeMap<_, _>>()
    });
    for (asked, answer) in &answers[0] {
        assert_silent(&answer.1, asked);
        assert_eq!(
            answer, &answers[1][asked],
            "{asked} depends on what is secret"
        );
    }
    println!("{} commands, twice", answers[0].len());
}

#[test]
fn facts_stay_under_a_pseudonym() {
    let sandbox = sandbox(CANARY);
    let held = sandbox
        .run(&["list", "--public", "--status", "detained", "--ids"])
        .ok()
        .stdout;
    assert!(held.contains("m-h"), "{held}");
    let letter = sandbox
        .run(&[
            "letter",
            PEOPLE[1],
            "--to",
            "kz-pg",
            "--template",
            "protest",
        ])
        .ok();
    assert!(
        letter.stdout.contains("heard no witness"),
        "{}",
        letter.stdout
    );
    assert!(
        !letter.stdout.contains("M. H..") && !letter.stdout.contains("not known whether"),
        "{}",
        letter.stdout
    );
    assert!(
        letter.stderr.contains("under the pseudonym “M. H.”"),
        "{}",
        letter.stderr
    );
}

#[test]
fn another_persons_text_names_nobody_who_may_not_be_named() {
    let sandbox = sandbox("Xy");
    for (who, names) in [
        ("xyprivate-person", "Person Xyprivate"),
        ("xyfamily-xygiven", "Xyfamily Xygiven"),
    ] {
        let event = format!("2021-02 hearing: Askar Sarsenov sat beside {names}.");
        sandbox.run(&["update", PEOPLE[0], "--event", &event]).ok();
        let letter = sandbox.run(&[
            "letter",
            PEOPLE[0],
            "--to",
            "kz-pg",
            "--template",
            "un-communication",
        ]);
        assert_eq!(letter.code, 8, "{}{}", letter.stdout, letter.stderr);
        assert!(
            letter.stderr.contains(who) && letter.stderr.contains("events."),
            "{}",
            letter.stderr
        );
        let all = sandbox.run(&["export", "--public"]).ok();
        assert!(!all.stdout.contains(names), "{}", all.stdout);
        assert!(
            sandbox
                .run(&["check", "--only", "names"])
                .fails_with(5)
                .stdout
                .contains(who)
        );
        let meant = [
            "letter",
            PEOPLE[0],
            "--to",
            "kz-pg",
            "--template",
            "un-communication",
            "--allow-named",
            who,
        ];
        assert!(sandbox.run(&meant).ok().stdout.contains("sat beside"));
        sandbox.run(&["undo"]).ok();
    }
}

#[test]
fn who_is_chosen_by_private_facts_is_left_out_and_that_is_said() {
    let sandbox = sandbox(CANARY);
    let by = |more: &[&str]| {
        sandbox.run(
            &[
                &["letter", "--to", "kz-pg", "--concern", "medical-neglect"][..],
                more,
            ]
            .concat(),
        )
    };
    let refused = by(&[]);
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert!(
        refused.stderr.contains("1 more fits and is left out")
            && refused.stderr.contains("--by-private")
    );
    by(&["--by-private"]).ok();
    sandbox
        .run(&[
            "update",
            PEOPLE[0],
            "--event",
            "kind=release; date=2021-06; status=released; private=yes",
        ])
        .ok();
    let letter = sandbox.run(&["letter", "--to", "kz-pg"]).ok();
    assert!(!letter.stdout.contains("Sarsenov"), "{}", letter.stdout);
    assert!(
        letter.stderr.contains("sarsenov-askar is left out"),
        "{}",
        letter.stderr
    );
    assert_eq!(sandbox.run(&["letter", PEOPLE[0], "--to", "kz-pg"]).code, 5);
}

#[test]
fn the_sender_is_told_what_is_kept_out_and_lets_it_in() {
    let sandbox = sandbox(CANARY);
    let entered = sandbox
        .run(&[
            "update",
            PEOPLE[0],
            "--concern",
            "torture: He was beaten in April.",
        ])
        .ok();
    let fix = "cases update sarsenov-askar --entry concerns.3 --private=no";
    assert!(entered.stderr.contains(fix), "{}", entered.stderr);
    let shown = sandbox.run(&["show", PEOPLE[0]]).ok().stdout;
    assert!(
        shown.contains("private by its kind: in no letter"),
        "{shown}"
    );
    let letter = sandbox.run(&["letter", PEOPLE[0], "--to", "kz-pg"]).ok();
    assert!(
        letter.stderr.contains("kept out of letters") && letter.stderr.contains("--private=no"),
        "{}",
        letter.stderr
    );
    assert!(!letter.stdout.contains("beaten in April"));
    assert!(
        sandbox
            .run(&["check", "--only", "withheld"])
            .fails_with(5)
            .stdout
            .contains(fix)
    );
    sandbox
        .run(&["update", PEOPLE[0], "--entry", "concerns.3", "--private=no"])
        .ok();
    assert!(
        sandbox
            .run(&["letter", PEOPLE[0], "--to", "kz-pg"])
            .ok()
            .stdout
            .contains("beaten in April")
    );
    assert!(
        !sandbox
            .run(&["check", "--only", "withheld"])
            .stdout
            .contains("concerns.3")
    );
    sandbox
        .run(&["update", PEOPLE[0], "--entry", "concerns.9", "--private=no"])
        .fails_with(2);
    sandbox
        .run(&["update", PEOPLE[0], "--entry", "concerns.3"])
        .fails_with(2);
}
