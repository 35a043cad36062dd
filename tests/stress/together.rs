//! Several commands at once: every change that was acknowledged is there, every id is one person’s, the history is complete.

use std::collections::BTreeSet;
use std::thread;

use crate::output::Output;
use crate::rounds;
use crate::sandbox::Sandbox;

/// So many commands run side by side.
const WRITERS: usize = 8;

const ONE: &str = "barysik-halina";

const LANGUAGES: [&str; 8] = ["en", "ru", "de", "fr", "es", "it", "pl", "be"];

/// A casebook with people, an office, a letter and a statement.
fn book() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--yes", "--name", "R. Diaz", "--country", "ES"])
        .ok();
    for number in 0..=WRITERS {
        let name = if number == 0 {
            "Halina Barysik".to_owned()
        } else {
            format!("Person{number} Yanchuk")
        };
        let act = format!("2020-02-03 expression: {name} read a poem at a vigil.");
        let args = [
            "add",
            "--name",
            &name,
            "--country",
            "BY",
            "--status",
            "imprisoned",
            "--on",
            "2020-03",
        ];
        sandbox
            .run(&[&args[..], &["--event", &act, "--place", "Brest"]].concat())
            .ok();
    }
    let office = [
        "recipients",
        "add",
        "by-pg",
        "--role",
        "prosecutor-general",
        "--country",
        "BY",
    ];
    sandbox
        .run(&[&office[..], &["--office", "Prosecutor General of Belarus"]].concat())
        .ok();
    sandbox
        .run(&[
            "statement",
            "add",
            "spring",
            "--title",
            "For Halina",
            "--case",
            ONE,
        ])
        .ok();
    sandbox
}

/// Runs the commands side by side, `width` at a time. Each is acknowledged or says that it is in the way of another; those
/// that were acknowledged.
fn together(
    sandbox: &Sandbox,
    commands: Vec<Vec<String>>,
    width: usize,
) -> Vec<(Vec<String>, Output)> {
    let mut acknowledged = Vec::new();
    for batch in commands.chunks(width) {
        let outputs: Vec<(Vec<String>, Output)> = thread::scope(|scope| {
            let run = |args: &Vec<String>| {
                let args = args.clone();
                scope.spawn(move || {
                    let output = sandbox.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
                    (args, output)
                })
            };
            let running: Vec<_> = batch.iter().map(run).collect();
            running
                .into_iter()
                .map(|thread| thread.join().expect("a command that ends"))
                .collect()
        });
        for (args, output) in outputs {
            assert!(matches!(output.code, 0 | 7), "{output}");
            if output.code == 0 {
                acknowledged.push((args, output));
            }
        }
    }
    assert!(
        !acknowledged.is_empty(),
        "no command of them all came through"
    );
    acknowledged
}

fn words(args: &[&str]) -> Vec<String> {
    args.iter().map(ToString::to_string).collect()
}

fn everything(sandbox: &Sandbox) -> String {
    sandbox.run(&["export", "--format", "jsonl"]).ok().stdout
}

/// The commands of the history that hold, latest first.
fn commands(sandbox: &Sandbox) -> Vec<String> {
    let log = sandbox.run(&["log", "--json"]).ok().stdout;
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let entries = log.as_array().cloned().unwrap_or_default();
    let holds =
        |entry: &&serde_json::Value| entry["undone_by"].is_null() && entry["undoes"].is_null();
    entries
        .iter()
        .filter(holds)
        .map(|entry| entry["command"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The casebook is sound, its history holds so many more commands than before, and undone one by one it is as before.
#[track_caller]
fn is_whole(sandbox: &Sandbox, before: &(String, usize), more: usize) {
    let doctor = sandbox.run(&["doctor"]).ok();
    assert!(
        doctor
            .stdout
            .lines()
            .any(|line| line.starts_with("integrity") && line.contains("good")),
        "{doctor}"
    );
    assert_eq!(
        commands(sandbox).len(),
        before.1 + more,
        "the history knows of each"
    );
    for _ in 0..more {
        sandbox.run(&["undo"]).ok();
    }
    assert_eq!(everything(sandbox), before.0, "undone all the way");
}

fn now(sandbox: &Sandbox) -> (String, usize) {
    (everything(sandbox), commands(sandbox).len())
}

#[test]
fn changes_of_one_person_all_hold() {
    let sandbox = book();
    let before = now(&sandbox);
    let change = |number: usize| match number % 2 {
        0 => words(&["update", ONE, "--tag", &format!("t{number}")]),
        _ => words(&[
            "update",
            ONE,
            "--event",
            &format!("2025-0{} hearing: Hearing t{number}.", 1 + number % 9),
        ]),
    };
    let count = rounds(2) * WRITERS;
    let acknowledged = together(&sandbox, (0..count).map(change).collect(), WRITERS);
    let text = everything(&sandbox);
    for (args, _) in &acknowledged {
        let word = args[3]
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .trim_end_matches('.');
        assert!(
            text.contains(&format!("\"{word}\"")) || text.contains(&format!(" {word}.")),
            "{args:?} is lost"
        );
    }
    println!(
        "{} of {count} changes of one person acknowledged",
        acknowledged.len()
    );
    is_whole(&sandbox, &before, acknowledged.len());
}

#[test]
fn of_several_with_one_revision_exactly_one_wins() {
    let sandbox = book();
    for turn in 0..rounds(2) {
        let shown = sandbox.run(&["show", ONE, "--json=rev"]).ok().stdout;
        let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        let rev = shown["rev"].to_string();
        let change = |writer: usize| {
            words(&[
                "update",
                ONE,
                "--if-rev",
                &rev,
                "--place",
                &format!("Town {turn} {writer}"),
            ])
        };
        let acknowledged = together(
            &sandbox,
            (0..2 * WRITERS).map(change).collect(),
            2 * WRITERS,
        );
        assert_eq!(acknowledged.len(), 1, "revision {rev}");
        assert!(everything(&sandbox).contains(&acknowledged[0].0[5]));
    }
}

#[test]
fn new_people_of_one_name_are_each_somebody() {
    let sandbox = book();
    let before = now(&sandbox);
    let add = [
        "add",
        "--name",
        "Maryna Zelenko",
        "--country",
        "BY",
        "--allow-duplicate",
        "--tag",
    ];
    let count = rounds(2) * WRITERS;
    let commands = (0..count)
        .map(|number| words(&[&add[..], &[&format!("t{number}")]].concat()))
        .collect();
    let acknowledged = together(&sandbox, commands, WRITERS);
    let ids: BTreeSet<&str> = acknowledged
        .iter()
        .map(|(_, output)| output.stdout.trim())
        .collect();
    assert_eq!(ids.len(), acknowledged.len(), "an id was given twice");
    for (args, output) in &acknowledged {
        let shown = sandbox
            .run(&["show", output.stdout.trim(), "--json=tags"])
            .ok()
            .stdout;
        assert!(
            shown.contains(&format!("\"{}\"", args[7])),
            "{args:?}: {shown}"
        );
    }
    is_whole(&sandbox, &before, acknowledged.len());
}

#[test]
fn letters_replies_signatures_and_addresses_all_hold() {
    let sandbox = book();
    let before = now(&sandbox);
    let letters: Vec<_> = (1..=WRITERS)
        .map(|number| {
            words(&[
                "letter",
                &format!("yanchuk-person{number}"),
                "--to",
                "by-pg",
                "--record",
            ])
        })
        .collect();
    let recorded = together(&sandbox, letters, WRITERS);
    let sent = sandbox.run(&["sent", "--json"]).ok().stdout;
    let sent: serde_json::Value = serde_json::from_str(&sent).expect("JSON");
    let ids: BTreeSet<String> = sent
        .as_array()
        .expect("a list")
        .iter()
        .map(|letter| letter["id"].to_string())
        .collect();
    assert_eq!(ids.len(), recorded.len(), "{sent:#}");
    let letter = ids.first().expect("a letter").trim_matches('"').to_owned();
    // Each language of the office is changed by one command only, so that none may take the place of another.
    let change = |number: usize| {
        let word = format!("word{number}x");
        match number % 3 {
            0 => words(&["reply", &letter, "--kind", "token", "--text", &word]),
            1 => words(&["statement", "sign", "spring", &word]),
            _ => words(&[
                "recipients",
                "update",
                "by-pg",
                "--form-lang",
                LANGUAGES[number / 3 % 8],
                "--close",
                &word,
            ]),
        }
    };
    let acknowledged = together(&sandbox, (0..3 * WRITERS).map(change).collect(), WRITERS);
    let text = everything(&sandbox);
    for (args, _) in &acknowledged {
        let word = args.last().expect("a word");
        assert!(text.contains(&format!("\"{word}\"")), "{args:?} is lost");
    }
    is_whole(&sandbox, &before, recorded.len() + acknowledged.len());
}

#[test]
fn settings_written_at_once_all_hold() {
    let sandbox = book();
    let settings = [
        ("sender.name", "A. B."),
        ("sender.organisation", "Aid"),
        ("sender.email", "a@b.org"),
        ("sender.phone", "112"),
    ];
    for turn in 0..rounds(3) {
        let text = |value: &str| {
            if value.contains('@') {
                format!("{turn}{value}")
            } else {
                format!("{value} {turn}")
            }
        };
        let change = |(name, value): &(&str, &str)| words(&["config", "set", name, &text(value)]);
        for (args, _) in together(
            &sandbox,
            settings.iter().map(change).collect(),
            settings.len(),
        ) {
            assert_eq!(
                sandbox.run(&["config", "get", &args[2]]).ok().stdout.trim(),
                args[3],
                "turn {turn}"
            );
        }
    }
}

#[test]
fn an_import_beside_other_changes_takes_nothing_from_them() {
    let sandbox = book();
    let before = now(&sandbox);
    let mut count = 0;
    for turn in 0..rounds(1) {
        let rows: String = (0..40)
            .map(|row| format!("List{turn}x{row} Person,BY,Town {turn}\n"))
            .collect();
        sandbox.file("list.csv", &format!("name,country,place\n{rows}"));
        let change = |number: usize| match number {
            0 => words(&["import", "list.csv"]),
            _ => words(&["update", ONE, "--tag", &format!("t{turn}-{number}")]),
        };
        let acknowledged = together(&sandbox, (0..WRITERS).map(change).collect(), WRITERS);
        let text = everything(&sandbox);
        for (args, _) in &acknowledged {
            let is_there = match args[0].as_str() {
                "import" => text.matches(&format!("\"List{turn}x")).count() == 40,
                _ => text.contains(&format!("\"{}\"", args[3])),
            };
            assert!(is_there, "{args:?} is lost");
        }
        count += acknowledged.len();
    }
    is_whole(&sandbox, &before, count);
}

#[test]
fn undo_beside_other_changes_takes_back_one_each() {
    let sandbox = book();
    let before = now(&sandbox);
    let count = rounds(2) * WRITERS;
    let change = |number: usize| match number % 4 {
        3 => words(&["undo"]),
        _ => words(&["update", "yanchuk-person1", "--tag", &format!("t{number}")]),
    };
    // Something that may be undone by whoever comes first.
    for number in 0..count / 4 {
        sandbox
            .run(&["update", "yanchuk-person2", "--tag", &format!("u{number}")])
            .ok();
    }
    let acknowledged = together(&sandbox, (0..count).map(change).collect(), WRITERS);
    let undone = acknowledged
        .iter()
        .filter(|(args, _)| args[0] == "undo")
        .count();
    let holding = count / 4 + acknowledged.len() - 2 * undone;
    let tags = sandbox
        .run(&["list", "--json=tags"])
        .ok()
        .stdout
        .matches("\"t")
        .count()
        + sandbox
            .run(&["list", "--json=tags"])
            .ok()
            .stdout
            .matches("\"u")
            .count();
    // "tags" itself stands with each of the people.
    assert_eq!(tags - (WRITERS + 1), holding);
    is_whole(&sandbox, &before, holding);
}

#[test]
fn large_changes_are_taken_back_and_put_back() {
    let sizes: &[usize] = if rounds(1) == 1 {
        &[700]
    } else {
        &[3_000, 30_000]
    };
    for size in sizes {
        let sandbox = Sandbox::new();
        sandbox
            .run(&["init", "--yes", "--name", "R. Diaz", "--country", "ES"])
            .ok();
        let list = |place: &str| {
            let rows: String = (0..*size)
                .map(|row| format!("p-{row},Vasil Person{row:05} Harbuz,BY,{place} Number{row}\n"))
                .collect();
            format!("id,name,country,place\n{rows}")
        };
        sandbox.file("a.csv", &list("Old Town"));
        sandbox.file("b.csv", &list("New Settlement"));
        let patient = |args: &[&str]| sandbox.cases(args).patiently().run().ok();
        patient(&["import", "a.csv"]);
        let before = patient(&["export", "--format", "jsonl"]).stdout;
        patient(&["import", "b.csv", "--on-conflict", "update"]);
        let after = patient(&["export", "--format", "jsonl"]).stdout;
        let count = |words: &str| {
            sandbox
                .run(&["list", "--search", words, "--count"])
                .ok()
                .stdout
                .trim()
                .to_owned()
        };
        let found = || (count("Old Town Number17"), count("New Settlement Number17"));
        let later = found();
        for _ in 0..2 {
            patient(&["undo"]);
            assert!(
                patient(&["export", "--format", "jsonl"]).stdout == before,
                "undo of {size}"
            );
            assert_eq!(found(), (later.1.clone(), later.0.clone()));
            patient(&["redo"]);
            assert!(
                patient(&["export", "--format", "jsonl"]).stdout == after,
                "redo of {size}"
            );
            assert_eq!(found(), later);
        }
        assert!(later.0 == "0" && later.1 != "0", "{later:?}");
        let doctor = patient(&["doctor"]);
        assert!(
            doctor
                .stdout
                .lines()
                .any(|line| line.starts_with("integrity") && line.contains("good")),
            "{doctor}"
        );
        println!("{size} people changed, taken back and put back");
    }
}

#[test]
fn what_is_in_an_editor_is_not_written_over_a_newer_change() {
    let sandbox = book();
    let binary = env!("CARGO_BIN_EXE_cases");
    for (kind, id, meanwhile) in [
        ("update", ONE, "update"),
        ("recipients update", "by-pg", "recipients update"),
    ] {
        let field = if kind == "update" {
            "--place"
        } else {
            "--close"
        };
        let editor = sandbox.file(
            "editor.sh",
            &format!("{binary} -q {meanwhile} {id} {field} Meanwhile\nsed -i 's/BY/RU/' \"$1\"\n"),
        );
        let args: Vec<&str> = kind.split(' ').chain([id, "--edit"]).collect();
        let refused = sandbox
            .cases(&args)
            .with_env("CASES_EDITOR", format!("sh '{}'", editor.display()))
            .run();
        let refused = refused.fails_with(7);
        assert!(
            refused.stderr.contains(id) && refused.stderr.contains("Try: cases"),
            "{refused}"
        );
        let draft = refused
            .stderr
            .lines()
            .find_map(|line| line.split_once("kept in "))
            .expect("the draft is named")
            .1;
        let draft = draft.replace(
            "[TMP]",
            &sandbox.home().with_file_name("tmp").to_string_lossy(),
        );
        assert!(
            std::fs::read_to_string(&draft)
                .expect("the draft is kept")
                .contains("\"RU\"")
        );
        let text = everything(&sandbox);
        assert!(
            text.contains("Meanwhile") && !text.contains("\"RU\""),
            "{text}"
        );
    }
}
