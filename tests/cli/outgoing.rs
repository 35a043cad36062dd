//! What goes out: recorded once, whatever happened before; and not after it must not.

use std::fs;
use std::path::Path;

use crate::output::Output;
use crate::sandbox::Sandbox;

const WAVE: [&str; 8] = [
    "letter", "--status", "detained", "--each", "--to", "by-pg", "-O", "wave",
];

/// Without it there is nothing to write about.
const WRONG: [&str; 2] = ["--concern", "unfair-trial: The judge heard no witness."];

/// Three people held in Belarus, and an office.
fn three_held() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "Rosa Diaz", "--country", "ES"])
        .ok();
    for name in ["Nora Beket", "Pavel Orlik", "Zoya Rahula"] {
        add(&sandbox, name, &[]);
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
    let address = [
        "--office",
        "Prosecutor General",
        "--post",
        "1 Street",
        "--checked",
        "2021-09",
    ];
    sandbox.run(&[&office[..], &address].concat()).ok();
    sandbox
}

fn add(sandbox: &Sandbox, name: &str, more: &[&str]) {
    let held = [
        "--country",
        "BY",
        "--status",
        "imprisoned",
        "--on",
        "2021-03",
        "--as-of",
        "2021-09",
    ];
    sandbox
        .run(
            &[
                &["add", "--name", name],
                &held[..],
                &["--consent", "given"],
                &WRONG,
                more,
            ]
            .concat(),
        )
        .ok();
}

fn wave(more: &[&'static str]) -> Vec<&'static str> {
    [&WAVE[..], more].concat()
}

fn recorded(sandbox: &Sandbox) -> usize {
    sandbox.run(&["sent"]).ok().stdout.lines().count()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The files of the folder that have a word in their name or in any byte, in capitals or not.
fn with_word(folder: &Path, word: &str) -> Vec<String> {
    let has = |bytes: &[u8]| {
        bytes
            .to_ascii_lowercase()
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    let is_in =
        |name: &String| has(name.as_bytes()) || has(&fs::read(folder.join(name)).expect("a file"));
    names(folder).into_iter().filter(is_in).collect()
}

/// Runs a line of shell whose output nobody reads, and ends as it does.
fn unread(sandbox: &Sandbox, line: &str) -> Output {
    sandbox
        .shell(&format!(
            "{{ {line}; echo $? > code; }} | true; exit $(cat code)"
        ))
        .run()
}

#[test]
fn a_wave_that_was_made_before_is_recorded_and_once() {
    let sandbox = three_held();
    sandbox.run(&WAVE).ok();
    let first = sandbox.run(&wave(&["--record"])).ok();
    assert!(
        first
            .stderr
            .contains("3 files: 0 new, 0 changed, 3 as before"),
        "{first}"
    );
    assert!(
        first
            .stderr
            .contains("3 letters recorded. Take it back: cases undo "),
        "{first}"
    );
    let again = sandbox.run(&wave(&["--record"])).ok();
    assert!(
        again
            .stderr
            .contains("3 letters, all of them recorded already."),
        "{again}"
    );
    add(&sandbox, "Anna Rybak", &[]);
    let more = sandbox.run(&wave(&["--record"])).ok();
    assert!(
        more.stderr
            .contains("4 letters, 1 recorded now, 3 were recorded already."),
        "{more}"
    );
    sandbox.run(&["undo"]).ok();
    assert_eq!(recorded(&sandbox), 3);
    sandbox.run(&wave(&["--record"])).ok();
    assert_eq!(recorded(&sandbox), 4);
}

#[test]
fn a_letter_in_a_file_is_recorded_once_also_under_a_new_id_of_the_person() {
    let sandbox = three_held();
    let letter = [
        "letter", "rahula", "--to", "by-pg", "--record", "-o", "l.txt",
    ];
    let first = sandbox.run(&letter).ok();
    assert!(
        first.stderr.contains("Recorded. Take it back: cases undo "),
        "{first}"
    );
    let again = sandbox.run(&letter).ok();
    assert!(
        again.stderr.contains("It was recorded already.") && recorded(&sandbox) == 1,
        "{again}"
    );
    sandbox
        .run(&[
            "letter",
            "rahula",
            "--to",
            "by-pg",
            "--record",
            "--date",
            "2021-09-20",
        ])
        .ok();
    sandbox
        .run(&["letter", "orlik", "--to", "by-pg", "--record"])
        .ok();
    assert_eq!(recorded(&sandbox), 3);
}

#[test]
fn a_reader_that_goes_away_ends_no_work() {
    let sandbox = three_held();
    let lines = [
        "cases letter rahula --to by-pg --record",
        "cases letter orlik --to by-pg --record --json",
        "cases letter beket --to by-pg --record --mailto",
    ];
    for (count, line) in (1..).zip(lines) {
        unread(&sandbox, line).ok();
        assert_eq!(recorded(&sandbox), count, "{line}");
    }
    let line = format!("cases {} --date 2021-09-14 --record", WAVE.join(" "));
    unread(&sandbox, &line).ok();
    assert_eq!(
        (
            recorded(&sandbox),
            names(&sandbox.home().join("wave")).len()
        ),
        (6, 5)
    );
    // What failed is told although nobody reads.
    sandbox
        .run(&["update", "rahula", "--consent", "withdrawn"])
        .ok();
    unread(&sandbox, &line).fails_with(8);
}

#[test]
fn nothing_is_called_recorded_that_is_not() {
    let sandbox = three_held();
    let casebook =
        rusqlite::Connection::open(sandbox.home().join(".local/share/cases/cases.db")).unwrap();
    casebook.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = sandbox
        .run(&["letter", "rahula", "--to", "by-pg", "--record", "--json"])
        .fails_with(7);
    assert_eq!(busy.stdout, "", "{busy}");
    let busy = sandbox.run(&wave(&["--record"])).fails_with(7);
    assert!(
        busy.stderr
            .contains("The 3 letters are not recorded; the same command again records"),
        "{busy}"
    );
    casebook.execute_batch("ROLLBACK").unwrap();
    assert_eq!(recorded(&sandbox), 0);
    let done = sandbox.run(&wave(&["--record"])).ok();
    assert!(done.stderr.contains("3 letters recorded."), "{done}");
    let json = sandbox
        .run(&["letter", "rahula", "--to", "by-pg", "--json"])
        .ok()
        .stdout;
    assert!(json.contains("\"recorded\":false"), "{json}");
    let json = sandbox
        .run(&["letter", "rahula", "--to", "by-pg", "--json", "--record"])
        .ok()
        .stdout;
    assert!(
        json.contains("\"recorded\":true") && recorded(&sandbox) == 3,
        "{json}"
    );
}

#[test]
fn who_must_not_be_told_of_any_more_is_named_and_taken_out() {
    for (change, why) in [
        (
            &["update", "rahula-zoya", "--consent", "withdrawn"][..],
            "consent was refused or withdrawn",
        ),
        (
            &["update", "rahula-zoya", "--publicity", "private"],
            "is private",
        ),
        (
            &["update", "rahula-zoya", "--embargo", "2030"],
            "nothing is to be told",
        ),
        (
            &["update", "rahula-zoya", "--told-as", "Z. R."],
            "is told under another name now",
        ),
        (
            &["remove", "rahula-zoya", "--yes"],
            "is nobody in this casebook",
        ),
    ] {
        let sandbox = three_held();
        let folder = sandbox.home().join("wave");
        sandbox.run(&WAVE).ok();
        sandbox.run(change).ok();
        let again = sandbox.run(&WAVE).fails_with(8);
        assert!(
            again.stderr.contains("rahula-zoya") && again.stderr.contains(why),
            "{again}"
        );
        assert!(
            again.stdout.contains("beket-nora") && again.stdout.contains("orlik-pavel"),
            "{again}"
        );
        assert!(!with_word(&folder, "rahula").is_empty());
        sandbox.run(&wave(&["--prune"])).fails_with(2);
        sandbox.run(&wave(&["--prune", "-n"])).fails_with(8);
        assert!(!with_word(&folder, "rahula").is_empty());
        sandbox.run(&wave(&["--prune", "--yes"])).ok();
        assert_eq!(with_word(&folder, "rahula"), [""; 0], "{change:?}");
        assert_eq!(with_word(&folder, "beket").len(), 3);
        sandbox.run(&WAVE).ok();
    }
}

#[test]
fn the_last_one_who_withdraws_is_named_too() {
    let sandbox = three_held();
    sandbox.run(&WAVE).ok();
    for who in ["rahula", "orlik", "beket"] {
        sandbox.run(&["update", who, "--consent", "withdrawn"]).ok();
    }
    let nobody = sandbox.run(&WAVE).fails_with(8);
    assert!(
        nobody
            .stderr
            .contains("3 files in wave must not go out any more"),
        "{nobody}"
    );
    let one = ["letter", "rahula", "--to", "by-pg", "-O", "wave"];
    sandbox.run(&one).fails_with(8);
    sandbox.run(&wave(&["--prune", "--yes"])).fails_with(3);
    assert_eq!(
        names(&sandbox.home().join("wave")),
        ["manifest.csv", "manifest.json"]
    );
}

#[test]
fn what_was_changed_by_hand_or_is_listed_nowhere_is_named_and_left() {
    let sandbox = three_held();
    let folder = sandbox.home().join("wave");
    sandbox.run(&WAVE).ok();
    let file = folder.join("2021-09-15_by-pg_rahula-zoya_en.txt");
    let unlisted = folder.join("2021-09-14_by-pg_rahula-zoya_en.pdf");
    fs::write(&file, "my own words").unwrap();
    fs::write(&unlisted, "of a run that was killed").unwrap();
    sandbox.file("kept.txt", "kept");
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let elsewhere = manifest.replacen("2021-09-15_by-pg_orlik-pavel_en.txt", "../kept.txt", 1);
    fs::write(folder.join("manifest.json"), elsewhere).unwrap();
    sandbox
        .run(&["update", "rahula", "--consent", "withdrawn"])
        .ok();
    sandbox
        .run(&["update", "orlik", "--consent", "withdrawn"])
        .ok();
    let pruned = sandbox.run(&wave(&["--prune", "--yes"])).fails_with(8);
    assert!(
        pruned.stderr.contains("rahula-zoya_en.txt")
            && pruned.stderr.contains("rahula-zoya_en.pdf"),
        "{pruned}"
    );
    assert!(file.exists() && unlisted.exists() && sandbox.home().join("kept.txt").exists());
}

#[test]
fn letters_about_people_who_are_not_chosen_any_more_are_said_and_only_pruned_when_asked() {
    let sandbox = three_held();
    sandbox.run(&WAVE).ok();
    sandbox
        .run(&[
            "update",
            "rahula",
            "--status",
            "released",
            "--on",
            "2021-09-10",
        ])
        .ok();
    let again = sandbox.run(&WAVE).ok();
    assert!(
        again
            .stderr
            .contains("1 file in wave is about people whom this run has not chosen: rahula-zoya"),
        "{again}"
    );
    // A run about one person says nothing of the others; one to another office neither.
    let one = sandbox
        .run(&["letter", "orlik", "--to", "by-pg", "-O", "wave"])
        .ok();
    assert!(!one.stderr.contains("has not chosen"), "{one}");
    sandbox
        .run(&[
            "recipients",
            "add",
            "by-court",
            "--role",
            "court-president",
            "--country",
            "BY",
            "--office",
            "Court",
        ])
        .ok();
    let court = [
        "letter", "--status", "detained", "--each", "--to", "by-court", "-O", "wave", "--prune",
        "--yes",
    ];
    sandbox.run(&court).ok();
    assert_eq!(with_word(&sandbox.home().join("wave"), "rahula").len(), 3);
    sandbox.run(&wave(&["--prune", "--yes"])).ok();
    assert_eq!(with_word(&sandbox.home().join("wave"), "rahula"), [""; 0]);
    let gone = sandbox
        .run(&["recipients", "remove", "by-court", "--yes"])
        .ok();
    let told = sandbox.run(&WAVE).fails_with(8);
    assert!(
        told.stderr
            .contains("the office by-court is not in the casebook any more"),
        "{gone}{told}"
    );
}

#[test]
fn a_folder_of_people_whose_names_are_withheld_has_no_byte_of_them() {
    let sandbox = three_held();
    let secrets = [
        "--tag",
        "zqtag",
        "--notes",
        "zqnotes",
        "--consent-by",
        "zqaunt",
        "--alias",
        "Vadim Zqother",
    ];
    let named = [
        "--told-as",
        "M. H.",
        "--event",
        "2021-04 hearing: A crowd waited outside.",
        "--occupation",
        "nurse",
    ];
    add(&sandbox, "Marta Holub", &[&secrets[..], &named].concat());
    add(&sandbox, "Marek Holub", &["--told-as", "M. H."]);
    for lang in ["en", "ru", "fr", "de", "kk"] {
        let folder = format!("wave-{lang}");
        let args = [
            "--lang",
            lang,
            "--format",
            "text,md,html,eml",
            "--country",
            "BY",
            "--to",
            "by-pg",
        ];
        sandbox
            .run(&[&["letter", "--each", "-O", &folder], &args[..]].concat())
            .ok();
        let folder = sandbox.home().join(folder);
        assert_eq!(names(&folder).len(), 22);
        for word in [
            "holub", "marta", "marek", "zqtag", "zqnotes", "zqaunt", "zqother",
        ] {
            assert_eq!(with_word(&folder, word), [""; 0], "{lang}: {word}");
        }
        assert!(!with_word(&folder, "m-h").is_empty());
    }
}

#[test]
fn one_of_two_with_the_same_other_name_withdraws() {
    let sandbox = three_held();
    add(
        &sandbox,
        "Marta Holub",
        &["--told-as", "M. H.", "--occupation", "nurse"],
    );
    add(
        &sandbox,
        "Marek Holub",
        &["--told-as", "M. H.", "--occupation", "printer"],
    );
    sandbox.run(&WAVE).ok();
    sandbox
        .run(&["update", "holub-marek", "--consent", "withdrawn"])
        .ok();
    let again = sandbox.run(&WAVE).fails_with(8);
    assert!(
        again.stderr.contains("holub-marek") && !again.stdout.contains("holub"),
        "{again}"
    );
    sandbox.run(&wave(&["--prune", "--yes"])).ok();
    assert_eq!(with_word(&sandbox.home().join("wave"), "printer"), [""; 0]);
    assert!(!with_word(&sandbox.home().join("wave"), "m-h").is_empty());
}

#[test]
fn a_later_date_that_lifts_an_embargo_is_said() {
    let sandbox = three_held();
    sandbox
        .run(&["update", "rahula", "--embargo", "2027-01-01"])
        .ok();
    sandbox
        .run(&[
            "update",
            "orlik",
            "--event",
            "kind=hearing; date=2021-05; text=Held.; embargo=2028-02-03",
        ])
        .ok();
    sandbox
        .run(&["letter", "rahula", "--to", "by-pg"])
        .fails_with(8);
    let whole = ["letter", "rahula", "--to", "by-pg", "--date", "2031-01-02"];
    let told = sandbox.run(&whole).ok();
    let said = "tells what is under embargo until 2027-01-01; do not send it before then";
    assert!(
        told.stderr.contains(said)
            && !sandbox
                .run(&[&whole[..], &["-q"]].concat())
                .ok()
                .stderr
                .contains(said)
    );
    sandbox
        .run(&[&whole[..], &["--strict"]].concat())
        .fails_with(5);
    let fact = sandbox
        .run(&["letter", "orlik", "--to", "by-pg", "--date", "2029-01-01"])
        .ok();
    assert!(
        fact.stderr.contains("under embargo until 2028-02-03"),
        "{fact}"
    );
    let early = sandbox
        .run(&["letter", "orlik", "--to", "by-pg", "--date", "2028-02-02"])
        .ok();
    assert!(!early.stderr.contains("embargo"), "{early}");
    let dated = sandbox.run(&wave(&["--date", "2031-01-02"])).ok();
    assert_eq!(dated.stderr.matches("do not send it").count(), 1, "{dated}");
    let table = fs::read_to_string(sandbox.home().join("wave/manifest.csv")).unwrap();
    assert_eq!(
        table.matches("do not send it before then").count(),
        2,
        "{table}"
    );
    for command in [&["list", "--count"][..], &["export"], &["report", "cases"]] {
        let told = sandbox
            .run(&[command, &["--public", "--today", "2031-01-02"]].concat())
            .ok();
        assert!(
            told.stderr.contains("is under embargo until 2028-02-03"),
            "{told}"
        );
        let now = sandbox.run(&[command, &["--public"]].concat()).ok();
        assert!(!now.stderr.contains("embargo"), "{now}");
    }
    let by_variable = sandbox
        .cases(&["list", "--public", "--count"])
        .with_env("SOURCE_DATE_EPOCH", "1930000000");
    assert!(
        by_variable
            .run()
            .ok()
            .stderr
            .contains("is under embargo until 2028-02-03")
    );
}

#[test]
fn people_whom_nobody_asked_are_said_once_and_refused_where_that_is_set() {
    let sandbox = three_held();
    for who in ["rahula", "orlik"] {
        sandbox.run(&["update", who, "--clear", "consent"]).ok();
    }
    let one = sandbox.run(&["letter", "rahula", "--to", "by-pg"]).ok();
    let fix = "cases update rahula-zoya --consent given --consent-by \"WHO\"";
    assert!(
        one.stderr.contains("no consent to write about Zoya Rahula") && one.stderr.contains(fix),
        "{one}"
    );
    let many = sandbox.run(&WAVE).ok();
    assert_eq!(
        many.stderr
            .lines()
            .filter(|line| line.contains("no consent is on record"))
            .count(),
        1,
        "{many}"
    );
    assert_eq!(with_word(&sandbox.home().join("wave"), "consent"), [""; 0]);
    sandbox
        .run(&["config", "set", "letters.consent", "perhaps"])
        .fails_with(5);
    sandbox
        .run(&["config", "set", "letters.consent", "required"])
        .ok();
    let refused = sandbox
        .run(&["letter", "rahula", "--to", "by-pg"])
        .fails_with(8);
    assert!(refused.stderr.contains(fix), "{refused}");
    sandbox.run(&["letter", "beket", "--to", "by-pg"]).ok();
    sandbox.run(&["letter", "--to", "by-pg"]).fails_with(8);
    let some = sandbox
        .run(&[&WAVE[..7], &["asked"]].concat())
        .fails_with(8);
    assert!(
        some.stdout.contains("beket-nora") && !some.stdout.contains("rahula"),
        "{some}"
    );
    assert!(
        some.stderr.contains("2 letters were not written") && some.stderr.contains(fix),
        "{some}"
    );
}

#[test]
fn a_copy_goes_to_the_office_of_the_state_or_is_refused() {
    let sandbox = three_held();
    let letter =
        |more: &[&str]| sandbox.run(&[&["letter", "rahula", "--to", "by-pg"], more].concat());
    let named = letter(&["--cc", "embassy"]).ok();
    assert!(
        named.stdout.contains("Embassy of Belarus in Spain"),
        "{named}"
    );
    assert!(
        named
            .stderr
            .contains("no address is known for Embassy of Belarus in Spain"),
        "{named}"
    );
    assert!(
        named
            .stderr
            .contains("cases recipients add by-embassy --role embassy --country BY"),
        "{named}"
    );
    letter(&["--cc", "un-working-group"]).fails_with(3);
    letter(&["--cc", "nobody"]).fails_with(3);
    for (id, country) in [("by-embassy-es", "BY"), ("kz-embassy-es", "KZ")] {
        let office = format!("Embassy of {country}");
        let add = [
            "recipients",
            "add",
            id,
            "--role",
            "embassy",
            "--country",
            country,
            "--accredited-to",
            "ES",
        ];
        sandbox
            .run(&[&add[..], &["--office", &office, "--email", "e@example.org"]].concat())
            .ok();
    }
    let own = letter(&["--cc", "embassy"]).ok();
    assert!(
        own.stdout.contains("Embassy of BY") && !own.stdout.contains("Embassy of KZ"),
        "{own}"
    );
}

#[test]
fn what_is_for_ourselves_is_in_no_json() {
    let sandbox = three_held();
    sandbox
        .run(&[
            "recipients",
            "update",
            "by-pg",
            "--note",
            "ask for ZQDEPUTY",
        ])
        .ok();
    let json = sandbox
        .run(&["letter", "rahula", "--to", "by-pg", "--json"])
        .ok()
        .stdout;
    assert!(
        json.contains("\"office\":\"Prosecutor General\"") && !json.contains("ZQDEPUTY"),
        "{json}"
    );
}

#[test]
fn a_setting_changes_no_word_of_a_script() {
    let sandbox = three_held();
    let held = [
        "--country",
        "BY",
        "--status",
        "imprisoned",
        "--on",
        "2018-03",
        "--as-of",
        "2019-03",
    ];
    sandbox
        .run(&[&["add", "--name", "Anna Rybak"], &held[..], &WRONG].concat())
        .ok();
    let letter = ["letter", "rybak", "--to", "by-pg"];
    let before = sandbox.run(&letter).ok().stdout;
    sandbox
        .run(&["config", "set", "letters.stale_after_months", "48"])
        .ok();
    let after = sandbox.run(&letter).ok();
    assert_eq!(after.stdout, before);
    assert!(
        after
            .stderr
            .contains("letters.stale_after_months = 48 is not used"),
        "{after}"
    );
    let named = sandbox
        .run(&[&letter[..], &["--config", ".config/cases/config.toml"]].concat())
        .ok();
    assert!(
        named.stdout != before && !named.stderr.contains("is not used"),
        "{named}"
    );
}
