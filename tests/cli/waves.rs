//! Many letters into a folder: each for itself, all of them listed, and again only what is new.

use std::fs;
use std::path::PathBuf;

use crate::casebook::small;
use crate::sandbox::Sandbox;

const WAVE: [&str; 8] = [
    "letter",
    "--to",
    "az-prosecutor-general",
    "--each",
    "-O",
    "out",
    "--format",
    "html,pdf",
];

/// Two people held in Azerbaijan, and an office.
fn two_held() -> Sandbox {
    let sandbox = small();
    sandbox
        .run(&[
            "add",
            "--name",
            "Rauf Example",
            "--country",
            "AZ",
            "--status",
            "imprisoned",
            "--on",
            "2021-05",
            "--charge",
            "CC 234: drugs",
        ])
        .ok();
    sandbox
}

fn files(sandbox: &Sandbox) -> Vec<String> {
    let entries = fs::read_dir(sandbox.home().join("out"))
        .into_iter()
        .flatten()
        .flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn path(sandbox: &Sandbox, name: &str) -> PathBuf {
    sandbox.home().join("out").join(name)
}

#[test]
fn a_wave_writes_every_letter_in_every_format_and_lists_them() {
    let sandbox = two_held();
    sandbox.run(&WAVE).ok().golden("wave");
    let list = "2021-09-15_az-prosecutor-general_";
    assert_eq!(
        files(&sandbox),
        [
            format!("{list}aliyeva-leyla_en.html"),
            format!("{list}aliyeva-leyla_en.pdf"),
            format!("{list}example-rauf_en.html"),
            format!("{list}example-rauf_en.pdf"),
            "manifest.csv".to_owned(),
            "manifest.json".to_owned(),
        ]
    );
    let table = fs::read_to_string(path(&sandbox, "manifest.csv")).unwrap();
    assert_eq!(table.lines().count(), 5);
    assert!(!table.contains("ZQ"), "a secret stands in the manifest");
}

#[test]
fn a_second_wave_makes_only_what_is_missing_or_changed() {
    let sandbox = two_held();
    sandbox.run(&WAVE).ok();
    let again = sandbox.run(&WAVE).ok();
    assert!(
        again
            .stderr
            .contains("4 files: 0 new, 0 changed, 4 as before"),
        "{again}"
    );
    fs::remove_file(path(
        &sandbox,
        "2021-09-15_az-prosecutor-general_example-rauf_en.pdf",
    ))
    .unwrap();
    sandbox
        .run(&["update", "aliyeva-leyla", "--charge", "CC 213: tax evasion"])
        .ok();
    let third = sandbox.run(&WAVE).ok();
    assert!(
        third
            .stderr
            .contains("4 files: 1 new, 2 changed, 1 as before"),
        "{third}"
    );
}

#[test]
fn a_letter_edited_by_hand_is_not_overwritten_and_the_others_are_written() {
    let sandbox = two_held();
    sandbox.run(&WAVE).ok();
    let edited = path(
        &sandbox,
        "2021-09-15_az-prosecutor-general_aliyeva-leyla_en.html",
    );
    fs::write(&edited, "my own words").unwrap();
    fs::remove_file(path(
        &sandbox,
        "2021-09-15_az-prosecutor-general_example-rauf_en.html",
    ))
    .unwrap();
    sandbox.run(&WAVE).fails_with(8).golden("wave-edited");
    assert_eq!(fs::read_to_string(&edited).unwrap(), "my own words");
    assert!(
        path(
            &sandbox,
            "2021-09-15_az-prosecutor-general_example-rauf_en.html"
        )
        .exists()
    );
    sandbox.run(&[&WAVE[..], &["--force"]].concat()).ok();
    assert_ne!(fs::read_to_string(&edited).unwrap(), "my own words");
}

#[test]
fn an_office_that_no_kind_of_letter_serves_does_not_stop_the_others() {
    let sandbox = two_held();
    sandbox
        .run(&[
            "recipients",
            "add",
            "az-other",
            "--role",
            "media",
            "--office",
            "Other",
            "--country",
            "AZ",
        ])
        .ok();
    let args = [
        "letter",
        "--to",
        "az-other,az-prosecutor-general",
        "--each",
        "-O",
        "out",
    ];
    sandbox.run(&args).fails_with(3).golden("wave-unserved");
    assert_eq!(files(&sandbox).len(), 4);
}

#[test]
fn a_dry_run_lists_and_writes_nothing() {
    let sandbox = two_held();
    sandbox
        .run(&[&WAVE[..], &["-n"]].concat())
        .ok()
        .golden("wave-dry-run");
    assert!(!sandbox.home().join("out").exists());
}

#[test]
fn a_recorded_wave_is_recorded_once() {
    let sandbox = two_held();
    let args = [&WAVE[..], &["--record"]].concat();
    sandbox.run(&args).ok();
    sandbox.run(&args).ok();
    assert_eq!(sandbox.run(&["sent"]).ok().stdout.lines().count(), 2);
}

#[test]
fn several_formats_need_a_folder() {
    let sandbox = two_held();
    sandbox
        .run(&[
            "letter",
            "aliyeva",
            "--to",
            "prosecutor-general",
            "--format",
            "pdf,eml",
        ])
        .fails_with(2)
        .golden("wave-without-folder");
}

#[test]
fn wordings_differ_by_person_and_can_be_chosen() {
    let sandbox = two_held();
    let text = |variant: &str| {
        sandbox
            .run(&[
                "letter",
                "aliyeva",
                "--to",
                "prosecutor-general",
                "--variant",
                variant,
            ])
            .ok()
            .stdout
    };
    assert_eq!(text("1"), text("7"));
    let different: std::collections::BTreeSet<String> =
        ["1", "2", "3", "4", "5", "6"].map(text).into();
    assert_eq!(different.len(), 2);
}

#[test]
fn a_follow_up_cites_the_earlier_letter_and_its_number() {
    let sandbox = two_held();
    let first = [
        "letter",
        "aliyeva",
        "--to",
        "prosecutor-general",
        "--date",
        "2021-09-01",
        "--record",
        "-o",
        "l.txt",
    ];
    sandbox.run(&first).ok();
    sandbox
        .run(&[
            "reply",
            "2021-09-01",
            "--kind",
            "registered",
            "--registration",
            "Z-417",
        ])
        .ok();
    sandbox
        .run(&["letter", "--follow-up", "2021-09-01", "--record"])
        .ok()
        .golden("follow-up");
    assert!(
        sandbox
            .run(&["sent", "2021-09-15", "--json"])
            .ok()
            .stdout
            .contains("\"follows\":\"2021-09-01-az-prosecutor-general\"")
    );
    // The same once more within a week.
    let again = sandbox
        .run(&[
            "letter",
            "aliyeva",
            "--to",
            "prosecutor-general",
            "--date",
            "2021-09-20",
        ])
        .ok();
    assert!(
        again
            .stderr
            .contains("written to about the same less than a week before, on 2021-09-15"),
        "{again}"
    );
    let later = sandbox
        .run(&[
            "letter",
            "aliyeva",
            "--to",
            "prosecutor-general",
            "--date",
            "2021-09-22",
        ])
        .ok();
    assert!(!later.stderr.contains("less than a week"), "{later}");
}

#[test]
fn waves_side_by_side_lose_no_letter_from_the_list() {
    let sandbox = two_held();
    let langs = ["en", "ru", "de", "fr"];
    std::thread::scope(|scope| {
        let wave = |lang: &'static str| {
            let sandbox = &sandbox;
            let args = [
                "letter",
                "--to",
                "az-prosecutor-general",
                "--each",
                "-O",
                "out",
                "--record",
                "--lang",
                lang,
            ];
            scope.spawn(move || sandbox.run(&args).ok())
        };
        let running: Vec<_> = langs.into_iter().map(wave).collect();
        running
            .into_iter()
            .for_each(|wave| drop(wave.join().unwrap()));
    });
    let table = fs::read_to_string(path(&sandbox, "manifest.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + 2 * langs.len(), "{table}");
    assert_eq!(
        files(&sandbox).len(),
        2 + 2 * langs.len(),
        "nothing of a lock stays"
    );
    assert_eq!(
        sandbox.run(&["sent"]).ok().stdout.lines().count(),
        2 * langs.len()
    );
}

#[test]
fn a_busy_folder_says_which_letters_are_not_recorded() {
    let sandbox = two_held();
    fs::create_dir(sandbox.home().join("out")).unwrap();
    let line = "flock out sleep 7 & sleep 0.3; cases letter --to az-prosecutor-general --each -O out --record";
    let busy = sandbox.shell(line).run().fails_with(7);
    for said in [
        "Another run is writing letters into out.",
        "not written and not recorded:",
        "example-rauf_en",
    ] {
        assert!(busy.stdout.contains(said), "{said}: {busy}");
    }
}

#[test]
fn a_letter_recorded_again_gets_its_channel_and_does_not_repeat_itself() {
    let sandbox = two_held();
    let letter = [
        "letter",
        "example-rauf",
        "--to",
        "az-prosecutor-general",
        "--record",
    ];
    let first = sandbox.run(&letter).ok();
    assert!(first.stderr.contains("Recorded."), "{first}");
    let again = sandbox
        .run(&[&letter[..], &["--channel", "email"]].concat())
        .ok();
    assert!(!again.stderr.contains("less than a week"), "{again}");
    assert!(
        again
            .stderr
            .contains("Its channel was missing and is recorded now. Take it back"),
        "{again}"
    );
    let other = sandbox
        .run(&[&letter[..], &["--channel", "post"]].concat())
        .ok();
    assert!(
        other
            .stderr
            .contains("recorded with another channel, which stays"),
        "{other}"
    );
    let second = sandbox
        .run(&[&letter[..], &["--demand", "medical-care"]].concat())
        .ok();
    assert!(
        second.stderr.contains("less than a week before"),
        "another letter: {second}"
    );
}

#[test]
fn a_file_that_prune_leaves_says_why() {
    let sandbox = two_held();
    sandbox.run(&WAVE).ok();
    let edited = path(
        &sandbox,
        "2021-09-15_az-prosecutor-general_example-rauf_en.html",
    );
    fs::write(&edited, "mine").unwrap();
    sandbox.run(&["remove", "example-rauf", "--yes"]).ok();
    let left = sandbox
        .run(&[&WAVE[..], &["--prune", "--yes"]].concat())
        .fails_with(8);
    assert!(
        left.stderr
            .contains("--prune leaves it: it is not as this program wrote it"),
        "{left}"
    );
    assert!(
        left.stderr
            .contains("Try: rm out/2021-09-15_az-prosecutor-general_example-rauf_en.html"),
        "{left}"
    );
    assert!(edited.exists() && !edited.with_extension("pdf").exists());
}
