//! How long the program takes, as its users wait for it: each measurement is one run of the real binary on an invented
//! casebook. `benches/README.md` says how to run it and how to read it.

mod invented;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use cases::model::{Case, Casebook, Date, Id};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use tempfile::TempDir;

/// Today, as a day and as the seconds since 1970 that the program is told.
const TODAY: (Date, &str) = (date(2021, 9, 15), "1631664000");

/// How many cases: a large campaign's casebook, and one larger than any that is known.
const SIZES: [usize; 2] = [1_000, 100_000];

criterion_group!(benches, reading, importing);
criterion_main!(benches);

/// What is asked every day: a list, a search, one case, a letter.
fn reading(criterion: &mut Criterion) {
    for size in SIZES {
        let room = Room::new(size);
        room.init("casebook.db");
        room.import("casebook.db");
        let (id, family_name) = room.someone();
        let asked: [(&str, &[&str]); 4] = [
            ("list", &["list", "--status", "detained"]),
            ("search", &["list", "--search", &family_name]),
            ("show", &["show", id.as_str()]),
            (
                "letter",
                &[
                    "letter",
                    id.as_str(),
                    "--to",
                    "prosecutor-general",
                    "--allow-missing",
                ],
            ),
        ];
        for (name, args) in asked {
            let mut group = criterion.benchmark_group(name);
            group
                .sample_size(20)
                .measurement_time(Duration::from_secs(10));
            group.bench_function(size.to_string(), |bencher| {
                bencher.iter(|| room.told("casebook.db", args))
            });
            group.finish();
        }
    }
}

/// A whole casebook from a file into a new one.
fn importing(criterion: &mut Criterion) {
    for size in SIZES {
        let room = Room::new(size);
        let mut group = criterion.benchmark_group("import");
        group.sample_size(10);
        group.bench_function(size.to_string(), |bencher| {
            bencher.iter_batched(
                || room.init("new.db"),
                |()| room.import("new.db"),
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }
}

/// A temporary folder with an invented casebook in a file, in which the program runs with no other environment.
struct Room {
    folder: TempDir,
    casebook: Casebook,
}

impl Room {
    fn new(size: usize) -> Self {
        let room = Self {
            folder: TempDir::new().expect("a temporary folder"),
            casebook: invented::casebook(size, 1),
        };
        let file = File::create(room.path("cases.jsonl")).expect("a temporary file");
        let mut out = BufWriter::new(file);
        invented::write(&room.casebook, &mut out)
            .and_then(|()| out.flush())
            .expect("a temporary file");
        room
    }

    /// The id and the family name of the last person a letter could be about.
    fn someone(&self) -> (Id, String) {
        let (today, _) = TODAY;
        let is_fit = |case: &&Case| {
            case.may_be_spoken_of()
                && case.status_on(today).is_detained()
                && case.doubt_on(today).is_none()
        };
        let case = self
            .casebook
            .cases
            .iter()
            .rfind(is_fit)
            .expect("somebody is held");
        (
            case.id.clone(),
            case.family_name
                .as_ref()
                .expect("a family name")
                .to_string(),
        )
    }

    /// An empty casebook, in place of an earlier one.
    fn init(&self, casebook: &str) {
        if self.path(casebook).exists() {
            fs::remove_file(self.path(casebook)).expect("a temporary file");
        }
        self.run(casebook, &["init", "--no-input"]);
    }

    fn import(&self, casebook: &str) {
        self.run(casebook, &["import", "cases.jsonl", "--no-input"]);
        assert!(
            self.path(casebook).exists(),
            "nothing was imported, so nothing can be measured"
        );
    }

    /// Runs a command that prints data.
    fn told(&self, casebook: &str, args: &[&str]) {
        let output = self.run(casebook, args);
        assert!(
            !output.stdout.is_empty(),
            "cases {} printed nothing, so nothing was measured",
            args.join(" ")
        );
    }

    fn run(&self, casebook: &str, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cases"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .stdin(Stdio::null());
        command
            .env("HOME", self.folder.path())
            .env("CASES_DB", self.path(casebook))
            .env("SOURCE_DATE_EPOCH", TODAY.1);
        let output = command.output().expect("cases can be run");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "cases {}: {}\n{said}",
            args.join(" "),
            output.status
        );
        output
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::new(self.folder.path()).join(name)
    }
}
