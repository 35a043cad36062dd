//! Waves of letters that are killed at any moment: what is run again to its end has each letter in the folder, listed, and
//! in the casebook once.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::rounds;
use crate::sandbox::Sandbox;

/// How many letters a wave has.
const LETTERS: usize = 40;

const WAVE: [&str; 9] = [
    "letter", "--status", "detained", "--each", "--to", "by-pg", "-O", "wave", "--record",
];

fn casebook() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .run(&["init", "--name", "Rosa Diaz", "--country", "ES"])
        .ok();
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
        .run(
            &[
                &office[..],
                &["--office", "Prosecutor General", "--post", "1 Street"],
            ]
            .concat(),
        )
        .ok();
    let case = |number: usize| {
        format!(
            "[[cases]]\nid = \"p-{number}\"\nname = \"Person Number{number}\"\ncountry = \"BY\"\nas_of = \"2021-09\"\n\
             [[cases.events]]\nkind = \"arrest\"\ndate = \"2021-03\"\nstatus = \"imprisoned\"\n\
             [[cases.concerns]]\nkind = \"unfair-trial\"\ntext = \"The judge heard no witness.\"\n"
        )
    };
    let cases: String = (0..LETTERS).map(case).collect();
    sandbox.file("people.toml", &format!("schema = 1\n{cases}"));
    sandbox.run(&["import", "people.toml"]).ok();
    sandbox
}

/// Starts the wave and kills it after a while; false if it had ended by itself.
fn killed(sandbox: &Sandbox, after: Duration) -> bool {
    let home = sandbox.home();
    let mut wave = Command::new(env!("CARGO_BIN_EXE_cases"))
        .args(WAVE)
        .current_dir(&home)
        .env_clear()
        .env("HOME", &home)
        .env("XDG_DATA_HOME", home.join(".local/share"))
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .env("SOURCE_DATE_EPOCH", "1631664000")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    sleep(after);
    let had_ended = wave.try_wait().unwrap().is_some();
    wave.kill().unwrap();
    wave.wait().unwrap();
    !had_ended
}

/// How often each person is written about in the casebook.
fn recorded(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut recorded = BTreeMap::new();
    for line in sandbox.run(&["sent"]).ok().stdout.lines() {
        *recorded
            .entry(line.split('\t').nth(3).unwrap().to_owned())
            .or_default() += 1;
    }
    recorded
}

#[test]
fn a_wave_that_was_killed_is_completed_and_recorded_once() {
    let begun = Instant::now();
    let whole = casebook();
    whole.run(&WAVE).ok();
    let usual = begun.elapsed() / 2;
    let (mut in_flight, mut partly) = (0, 0);
    let count = rounds(6);
    for round in 0..count {
        let sandbox = casebook();
        // Twice, so that also the second run finds what a killed one left.
        for part in [round * 2, round * 2 + 1] {
            let share = u32::try_from(part % 17 + 1).unwrap();
            in_flight += usize::from(killed(&sandbox, usual * share / 17));
            let now = recorded(&sandbox);
            assert!(
                now.is_empty() || now.len() == LETTERS,
                "a part is recorded: {now:?}"
            );
            let files = fs::read_dir(sandbox.home().join("wave"))
                .into_iter()
                .flatten()
                .count();
            partly += usize::from(files > 0 && now.is_empty());
        }
        sandbox.run(&WAVE).ok();
        let now = recorded(&sandbox);
        assert!(
            now.len() == LETTERS && now.values().all(|times| *times == 1),
            "round {round}: {now:?}"
        );
        let folder = sandbox.home().join("wave");
        let files = fs::read_dir(&folder).unwrap().flatten();
        let letters = files
            .filter(|file| file.file_name().to_string_lossy().ends_with("_en.txt"))
            .count();
        let table = fs::read_to_string(folder.join("manifest.csv")).unwrap();
        assert_eq!(
            (letters, table.lines().count()),
            (LETTERS, LETTERS + 1),
            "round {round}"
        );
    }
    println!(
        "{count} waves, {in_flight} killed in flight, {partly} with files and no record: each recorded once"
    );
}
