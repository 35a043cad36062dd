//! Commands that are killed or interrupted at any moment: what was acknowledged is there, nothing half done is, nothing is left behind.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::rounds;

/// A home with a casebook, in which commands run whose process is at hand.
pub struct Room {
    root: TempDir,
}

/// How a command ended.
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Room {
    /// A casebook with one person and one office.
    pub fn new() -> Self {
        let room = Self {
            root: tempfile::Builder::new()
                .prefix("stress-")
                .tempdir()
                .unwrap(),
        };
        for folder in ["home", "run", "tmp", "book", "work"] {
            fs::create_dir(room.path(folder)).unwrap();
        }
        room.ok(&["init", "--yes", "--name", "Rosa Diaz", "--country", "ES"]);
        room.ok(&[
            "recipients",
            "add",
            "by-pg",
            "--role",
            "prosecutor-general",
            "--country",
            "BY",
            "--office",
            "Prosecutor",
            "--post",
            "1 Court Street",
            "--checked",
            "2026-06-15",
        ]);
        let person = [
            "--status",
            "imprisoned",
            "--on",
            "2025-03-04",
            "--gender",
            "female",
            "--as-of",
            "2026-06-15",
        ];
        let concern = [
            "--concern",
            "unfair-trial: The judge refused to hear a witness.",
        ];
        room.ok(&[
            &[
                "add",
                "--id",
                "base",
                "--name",
                "Halina Barysik",
                "--country",
                "BY",
            ][..],
            &person,
            &concern,
        ]
        .concat());
        room
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cases"));
        command
            .args(["--today", "2026-06-15"])
            .args(args)
            .current_dir(self.path("work"))
            .env_clear();
        command
            .env("HOME", self.path("home"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("TMPDIR", self.path("tmp"));
        command
            .env("CASES_DB", self.path("book/k.db"))
            .env("PATH", "/usr/bin:/bin")
            .env("LANG", "C.UTF-8");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ended {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ended = self.run(args);
        assert_eq!(ended.code, Some(0), "{args:?}: {}", ended.err);
        ended.out
    }

    /// The ids of all people in a casebook.
    #[track_caller]
    pub fn ids(&self, casebook: &Path) -> BTreeSet<String> {
        let out = self.ok(&["--db", casebook.to_str().unwrap(), "list", "--ids"]);
        out.split_whitespace().map(str::to_owned).collect()
    }

    /// Temporary files, anywhere.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.root.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let (path, name) = (
                    entry.path(),
                    entry.file_name().to_string_lossy().into_owned(),
                );
                let is_temporary = name.starts_with(".cases-") || folder_of_draft(&path);
                if is_temporary {
                    found.push(path);
                } else if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        found
    }
}

fn folder_of_draft(path: &Path) -> bool {
    path.is_dir()
        && path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with("cases-"))
}

/// Numbers that look random; a failed run is told with its seed.
pub struct Dice(u64);

impl Dice {
    pub fn new() -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(1, |age| age.as_nanos() as u64);
        println!("seed {now}");
        Self(now | 1)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

/// Ends a command after a while with a signal, unless it has ended; whether it had succeeded.
fn cut(mut child: Child, after: Duration, signal: Signal) -> bool {
    let end = Instant::now() + after;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        sleep(Duration::from_micros(300));
    }
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    let _ = kill_process(pid, signal);
    child.wait().unwrap().success()
}

/// How long the command takes when nobody disturbs it.
fn usual_time(room: &Room) -> Duration {
    let started = Instant::now();
    room.ok(&[
        "add",
        "--id",
        "first",
        "--name",
        "First Person",
        "--country",
        "BY",
    ]);
    started.elapsed()
}

#[test]
fn what_was_acknowledged_survives_a_kill_and_nothing_half_done_is_there() {
    let room = Room::new();
    let book = room.path("book/k.db");
    let usual = usual_time(&room);
    let mut dice = Dice::new();
    let mut expected: BTreeSet<String> = room.ids(&book);
    let (mut killed, mut acknowledged) = (0, 0);
    for round in 0..rounds(21) {
        let id = format!("n-{round}");
        let (file, work) = (format!("f-{round}"), room.path("work"));
        let signal = if round % 7 == 6 {
            Signal::TERM
        } else {
            Signal::KILL
        };
        let after = usual.mul_f64(dice.below(140) as f64 / 100.0);
        let cut = |args: &[&str]| cut(room.command(args).spawn().unwrap(), after, signal);
        let mut may_be_there: BTreeSet<String> = BTreeSet::new();
        let done = match round % 7 {
            0 => {
                let done = cut(&[
                    "add",
                    "--id",
                    &id,
                    "--name",
                    &format!("New {round}"),
                    "--country",
                    "BY",
                ]);
                if done {
                    &mut expected
                } else {
                    &mut may_be_there
                }
                .insert(id);
                done
            }
            1 => {
                let tag = format!("t-{round}");
                let done = cut(&["update", "base", "--tag", &tag]);
                assert!(
                    !done || room.ok(&["show", "base", "--json"]).contains(&tag),
                    "{tag} was acknowledged"
                );
                done
            }
            2 => {
                let rows: String = (0..20)
                    .map(|row| format!("{id}-{row},Row {round} {row},BY\n"))
                    .collect();
                fs::write(work.join(&file), format!("id,name,country\n{rows}")).unwrap();
                let all: BTreeSet<String> = (0..20).map(|row| format!("{id}-{row}")).collect();
                let done = cut(&["import", &file, "--format", "csv"]);
                let there = room.ids(&book);
                let arrived = all.iter().filter(|id| there.contains(*id)).count();
                assert!(
                    arrived == 0 && !done || arrived == 20,
                    "half an import: {arrived} of 20, acknowledged: {done}"
                );
                expected.extend(all.into_iter().filter(|_| arrived == 20));
                done
            }
            3 => {
                room.ok(&[
                    "add",
                    "--id",
                    &id,
                    "--name",
                    &format!("Undone {round}"),
                    "--country",
                    "BY",
                ]);
                let done = cut(&["undo"]);
                assert!(
                    !(done && room.ids(&book).contains(&id)),
                    "{id} was acknowledged to be undone"
                );
                may_be_there.insert(id);
                done
            }
            4 => {
                let done = cut(&["backup", &file]);
                assert!(work.join(&file).exists() || !done);
                if work.join(&file).exists() {
                    assert_eq!(room.ids(&work.join(&file)), expected);
                }
                done
            }
            5 => {
                room.ok(&["backup", &file]);
                room.ok(&[
                    "add",
                    "--id",
                    &id,
                    "--name",
                    &format!("Later {round}"),
                    "--country",
                    "BY",
                ]);
                let done = cut(&["backup", "restore", &file, "--yes"]);
                let is_restored = !room.ids(&book).contains(&id);
                assert!(is_restored || !done, "the restore was acknowledged");
                let mut kept = fs::read_dir(room.path("book"))
                    .unwrap()
                    .map(|entry| entry.unwrap().path());
                let is_kept = |path: &PathBuf| {
                    path.to_string_lossy().contains(".replaced-")
                        && path.extension().is_some_and(|end| end == "db")
                };
                assert!(
                    !is_restored
                        || kept.any(|path| is_kept(&path) && room.ids(&path).contains(&id)),
                    "{id} is lost"
                );
                may_be_there.insert(id);
                done
            }
            _ => {
                let done = cut(&[
                    "letter", "base", "--to", "by-pg", "--format", "text", "-o", &file, "--record",
                ]);
                let text = fs::read_to_string(work.join(&file)).unwrap_or_default();
                assert!(
                    text.is_empty() || text.contains("Rosa Diaz") && text.ends_with('\n'),
                    "half a letter: {text}"
                );
                done
            }
        };
        (killed, acknowledged) = (
            killed + usize::from(!done),
            acknowledged + usize::from(done),
        );
        let there = room.ids(&book);
        let missing: Vec<_> = expected.difference(&there).collect();
        let strange: Vec<_> = there
            .iter()
            .filter(|id| !expected.contains(*id) && !may_be_there.contains(*id))
            .collect();
        assert!(
            missing.is_empty() && strange.is_empty(),
            "round {round}: missing {missing:?}, strange {strange:?}"
        );
        expected = there;
    }
    let doctor = room.run(&["doctor"]);
    assert!(
        doctor.out.contains("integrity\tgood"),
        "{}{}",
        doctor.out,
        doctor.err
    );
    room.ok(&["update", "base", "--tag", "last"]);
    room.ok(&["backup", "last.db"]);
    assert_eq!(room.leftovers(), Vec::<PathBuf>::new());
    println!("{killed} killed, {acknowledged} acknowledged");
}

#[test]
fn a_casebook_that_is_being_made_is_whole_or_not_there() {
    let room = Room::new();
    let usual = usual_time(&room);
    let mut dice = Dice::new();
    for round in 0..rounds(6) {
        let path = room.path(&format!("work/new-{round}.db"));
        let args = ["--db", path.to_str().unwrap(), "init", "--yes"];
        let done = cut(
            room.command(&args).spawn().unwrap(),
            usual.mul_f64(dice.below(120) as f64 / 100.0),
            Signal::KILL,
        );
        assert!(path.exists() || !done);
        if path.exists() {
            assert!(room.ids(&path).is_empty());
        }
        room.ok(&args);
        room.ok(&[
            "--db",
            path.to_str().unwrap(),
            "add",
            "--name",
            "Ann Lee",
            "--country",
            "BY",
        ]);
    }
    assert_eq!(room.leftovers(), Vec::<PathBuf>::new());
}

#[test]
fn what_was_undone_here_does_not_come_back_from_a_tree_whose_export_was_killed() {
    let room = Room::new();
    for number in 0..8 {
        room.ok(&[
            "add",
            "--id",
            &format!("p-{number}"),
            "--name",
            &format!("Person {number}"),
            "--country",
            "BY",
        ]);
    }
    let started = Instant::now();
    room.ok(&["export", "--tree", "team"]);
    let usual = started.elapsed();
    let mut dice = Dice::new();
    for round in 0..rounds(6) {
        let tag = format!("only-here-{round}");
        let ids: Vec<String> = (0..8).map(|number| format!("p-{number}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let which = ids[dice.below(8) as usize];
        room.ok(&["update", which, "--tag", &tag]);
        let export = room.command(&["export", "--tree", "team"]).spawn().unwrap();
        cut(
            export,
            usual.mul_f64(0.3 + dice.below(90) as f64 / 100.0),
            Signal::KILL,
        );
        room.ok(&["undo"]);
        let import = room.run(&["import", "--tree", "team"]);
        assert_eq!(import.code, Some(0), "round {round}: {}", import.err);
        assert!(
            !room.ok(&["export"]).contains(&tag),
            "round {round}: {tag} was undone here and came back"
        );
        room.ok(&["export", "--tree", "team"]);
        let text = fs::read_to_string(room.path(&format!("work/team/cases/{which}.toml"))).unwrap();
        assert!(
            !text.contains(&tag),
            "round {round}: {tag} stays in the folder"
        );
    }
    assert_eq!(room.leftovers(), Vec::<PathBuf>::new());
}

#[test]
fn a_signal_that_can_be_caught_leaves_nothing_behind_and_tells_the_shell() {
    let room = Room::new();
    let rows: String = (0..300)
        .map(|row| format!("Person Number{row},BY,{}\n", "word ".repeat(60)))
        .collect();
    fs::write(
        room.path("work/p.csv"),
        format!("name,country,summary\n{rows}"),
    )
    .unwrap();
    room.ok(&["import", "p.csv"]);
    let started = Instant::now();
    room.ok(&["backup", "first.db"]);
    let usual = started.elapsed();
    let mut dice = Dice::new();
    let mut seen = BTreeSet::new();
    for round in 0..rounds(9) {
        let signal = [Signal::INT, Signal::TERM, Signal::HUP][round % 3];
        let file = format!("b-{round}");
        let args: &[&str] = match round / 3 % 3 {
            0 => &["backup", &file],
            1 => &["export", "--format", "toml", "-o", &file],
            _ => &["export", "--tree", "team"],
        };
        let mut child = room.command(args).spawn().unwrap();
        sleep(usual.mul_f64(dice.below(110) as f64 / 100.0));
        let _ = kill_process(
            Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap(),
            signal,
        );
        let status = child.wait().unwrap();
        assert_eq!(
            room.leftovers(),
            Vec::<PathBuf>::new(),
            "{args:?} and {signal:?}"
        );
        use std::os::unix::process::ExitStatusExt;
        assert!(
            status.success() || status.signal() == Some(signal.as_raw()),
            "{args:?}: {status}"
        );
        seen.insert(status.signal());
    }
    println!("ended by {seen:?}");
}

#[test]
fn a_draft_goes_when_the_command_is_killed_or_ended() {
    let room = Room::new();
    for signal in [Signal::KILL, Signal::TERM, Signal::HUP] {
        let mut command = room.command(&["update", "base", "--edit"]);
        command.env("CASES_EDITOR", "sh -c 'echo >> \"$0\"; exec sleep 0.6'");
        let child = command.spawn().unwrap();
        let end = Instant::now() + Duration::from_secs(10);
        while fs::read_dir(room.path("run")).unwrap().next().is_none() {
            assert!(Instant::now() < end, "the editor was not started");
            sleep(Duration::from_millis(5));
        }
        assert!(!cut(child, Duration::from_millis(50), signal));
        assert_eq!(
            room.leftovers().len(),
            usize::from(signal == Signal::KILL),
            "{signal:?}"
        );
        let doctor = room.run(&["doctor"]).out;
        assert_eq!(
            doctor.contains("temporary file"),
            signal == Signal::KILL,
            "{doctor}"
        );
        room.ok(&[
            "update",
            "base",
            "--tag",
            &format!("after-{}", signal.as_raw()),
        ]);
        assert_eq!(room.leftovers(), Vec::<PathBuf>::new());
    }
}

#[test]
fn writers_beside_a_restore_lose_nothing_that_was_acknowledged() {
    let room = Room::new();
    for round in 0..rounds(2) {
        let copy = format!("copy-{round}.db");
        room.ok(&["backup", &copy]);
        let ids: Vec<String> = (0..6).map(|writer| format!("w-{round}-{writer}")).collect();
        let start = |id: &String| {
            room.command(&[
                "add",
                "--id",
                id,
                "--name",
                &format!("Writer {id}"),
                "--country",
                "BY",
            ])
            .spawn()
            .unwrap()
        };
        let writers: Vec<(&String, Child)> = ids.iter().map(|id| (id, start(id))).collect();
        let mut restore = room
            .command(&["backup", "restore", &copy, "--yes"])
            .spawn()
            .unwrap();
        let done: Vec<&String> = writers
            .into_iter()
            .filter_map(|(id, mut child)| child.wait().unwrap().success().then_some(id))
            .collect();
        assert!(matches!(restore.wait().unwrap().code(), Some(0 | 7)));
        room.ok(&["doctor"]);
        let books = fs::read_dir(room.path("book"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let books: Vec<PathBuf> = books
            .filter(|path| path.extension().is_some_and(|end| end == "db"))
            .collect();
        let there: BTreeSet<String> = books.iter().flat_map(|book| room.ids(book)).collect();
        let lost: Vec<_> = done.iter().filter(|id| !there.contains(**id)).collect();
        assert!(
            lost.is_empty(),
            "acknowledged, and neither in the casebook nor in one that was kept: {lost:?}"
        );
    }
}
