//! The power goes at any moment: replayed from the system calls of a command, with writes that were not synced lost, torn or reordered.
//!
//! A command runs once under `strace`, which is optional. From what it told the disk, states are made as a power cut may
//! leave them: what was synced is there; of what was not, any part may be, of data and of names. Each is opened by the
//! program itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::killed::{Dice, Room};
use crate::rounds;

type File = usize;

/// What a command tells the disk.
#[derive(Debug, Clone)]
enum Call {
    Write(File, usize, Vec<u8>),
    Cut(File, usize),
    Name(PathBuf, File),
    Unname(PathBuf),
    SyncFile(File),
    SyncFolder(PathBuf),
}

/// Files and their names.
#[derive(Debug, Clone, Default)]
struct Disk {
    names: BTreeMap<PathBuf, File>,
    contents: BTreeMap<File, Vec<u8>>,
}

impl Disk {
    /// The files below a folder.
    fn read(root: &Path) -> Self {
        let mut disk = Self::default();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let file = disk.contents.len();
                    disk.contents.insert(file, fs::read(entry.path()).unwrap());
                    disk.names.insert(entry.path(), file);
                }
            }
        }
        disk
    }

    fn carry_out(&mut self, call: &Call) {
        match call {
            Call::Write(file, offset, bytes) => {
                let content = self.contents.entry(*file).or_default();
                content.resize(content.len().max(offset + bytes.len()), 0);
                content[*offset..offset + bytes.len()].copy_from_slice(bytes);
            }
            Call::Cut(file, length) => self.contents.entry(*file).or_default().resize(*length, 0),
            Call::Name(path, file) => drop(self.names.insert(path.clone(), *file)),
            Call::Unname(path) => drop(self.names.remove(path)),
            Call::SyncFile(_) | Call::SyncFolder(_) => {}
        }
    }

    /// Writes the files below `root` into another folder.
    fn write(&self, root: &Path, to: &Path) {
        for (path, file) in &self.names {
            let Ok(path) = path.strip_prefix(root) else {
                continue;
            };
            let path = to.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, self.contents.get(file).map_or(&[][..], Vec::as_slice)).unwrap();
        }
    }
}

/// How much of what was not synced the disk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Nothing,
    OnlyData,
    OnlyNames,
    Any,
}

/// The disk if the power goes after the first calls, and nothing but what was synced is certain.
fn after_power_cut(before: &Disk, calls: &[Call], fate: Fate, dice: &mut Dice) -> Disk {
    let is_synced = |position: usize| {
        let later = &calls[position..];
        match &calls[position] {
            Call::Write(file, ..) | Call::Cut(file, _) => {
                later.iter().any(|call| matches!(call, Call::SyncFile(synced) if synced == file))
            }
            Call::Name(path, _) | Call::Unname(path) => later
                .iter()
                .any(|call| matches!(call, Call::SyncFolder(folder) if Some(folder.as_path()) == path.parent())),
            Call::SyncFile(_) | Call::SyncFolder(_) => true,
        }
    };
    let mut disk = before.clone();
    for (position, call) in calls.iter().enumerate() {
        let is_name = matches!(call, Call::Name(..) | Call::Unname(_));
        let is_kept = is_synced(position)
            || match fate {
                Fate::Nothing => false,
                Fate::OnlyData => !is_name,
                Fate::OnlyNames => is_name,
                Fate::Any => dice.below(2) == 0,
            };
        match call {
            Call::Write(file, offset, bytes)
                if is_kept && !is_synced(position) && dice.below(4) == 0 =>
            {
                // Torn at a sector.
                let sectors = (bytes.len() / 512) as u64;
                let kept = (dice.below(sectors + 1) as usize * 512).min(bytes.len());
                disk.carry_out(&Call::Write(*file, *offset, bytes[..kept].to_vec()));
            }
            call if is_kept => disk.carry_out(call),
            _ => {}
        }
    }
    disk
}

/// Runs a command under `strace`; what it told the disk about files below the room. None without `strace`.
fn recorded(room: &Room, disk: &Disk, args: &[&str]) -> Option<Vec<Call>> {
    let log = room.path("strace.log");
    let plain = room.command(args);
    let calls = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat";
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-y", "-xx", "-s", "10000000", "-e"])
        .arg(format!("trace={calls}"))
        .arg("-o")
        .arg(&log);
    strace
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(room.path("work"))
        .env_clear();
    strace.envs(
        plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let output = match strace.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("{error}"),
    };
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(&log).unwrap();
    fs::remove_file(log).unwrap();
    let mut reader = Reader {
        names: disk.names.clone(),
        ends: BTreeMap::new(),
        next: disk.contents.len(),
        calls: Vec::new(),
    };
    reader.ends.extend(
        disk.contents
            .iter()
            .map(|(file, content)| (*file, content.len())),
    );
    let mut begun: BTreeMap<String, String> = BTreeMap::new();
    for line in text.lines() {
        let (process, line) = line.split_once(' ').unwrap();
        let line = line.trim_start();
        if let Some(head) = line.strip_suffix(" <unfinished ...>") {
            begun.insert(process.to_owned(), head.to_owned());
        } else if let Some((_, rest)) = line
            .split_once(" resumed>")
            .filter(|_| line.starts_with("<... "))
        {
            reader.read(&(begun.remove(process).unwrap_or_default() + rest));
        } else {
            reader.read(line);
        }
    }
    Some(reader.calls)
}

/// Lines of `strace`, understood.
struct Reader {
    names: BTreeMap<PathBuf, File>,
    /// How long each file is, for writes that do not say where.
    ends: BTreeMap<File, usize>,
    next: File,
    calls: Vec<Call>,
}

impl Reader {
    fn read(&mut self, line: &str) {
        let Some((call, rest)) = line.split_once('(') else {
            return;
        };
        let Some((arguments, result)) = rest.rsplit_once(") = ") else {
            return;
        };
        if result.starts_with('-') {
            return;
        }
        let texts = quoted(arguments);
        let path = |position: usize| -> PathBuf {
            let text = texts
                .get(position)
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
                .unwrap_or_default();
            let folder = described(arguments, position).unwrap_or_default();
            folder.join(text)
        };
        let first = described(arguments, 0);
        let file = first
            .as_ref()
            .and_then(|path| self.names.get(path))
            .copied();
        let last = arguments
            .rsplit(", ")
            .next()
            .and_then(|number| number.parse::<usize>().ok());
        match (call, file) {
            ("openat", _) => {
                let Some(path) = described(result, 0) else {
                    return;
                };
                if arguments.contains("O_CREAT") && !self.names.contains_key(&path) {
                    let file = self.next;
                    self.next += 1;
                    self.ends.insert(file, 0);
                    self.name(path, file);
                } else if let (true, Some(file)) = (
                    arguments.contains("O_TRUNC"),
                    self.names.get(&path).copied(),
                ) {
                    self.cut(file, 0);
                }
            }
            ("write", Some(file)) => {
                let end = self.ends[&file];
                self.write(file, end, texts[0].clone());
            }
            ("pwrite64", Some(file)) => self.write(file, last.unwrap(), texts[0].clone()),
            ("ftruncate", Some(file)) => self.cut(file, last.unwrap()),
            ("fsync" | "fdatasync", Some(file)) => self.calls.push(Call::SyncFile(file)),
            ("fsync" | "fdatasync", None) => self.calls.extend(first.map(Call::SyncFolder)),
            ("rename" | "renameat" | "renameat2", _) => {
                if let Some(file) = self.names.remove(&path(0)) {
                    self.calls.push(Call::Unname(path(0)));
                    self.name(path(1), file);
                }
            }
            ("link" | "linkat", _) => {
                if let Some(file) = self.names.get(&path(0)).copied() {
                    self.name(path(1), file);
                }
            }
            ("unlink" | "unlinkat", _) if self.names.remove(&path(0)).is_some() => {
                self.calls.push(Call::Unname(path(0)));
            }
            _ => {}
        }
    }

    fn name(&mut self, path: PathBuf, file: File) {
        self.names.insert(path.clone(), file);
        self.calls.push(Call::Name(path, file));
    }

    fn write(&mut self, file: File, offset: usize, bytes: Vec<u8>) {
        let end = self.ends.entry(file).or_default();
        *end = (*end).max(offset + bytes.len());
        self.calls.push(Call::Write(file, offset, bytes));
    }

    fn cut(&mut self, file: File, length: usize) {
        self.ends.insert(file, length);
        self.calls.push(Call::Cut(file, length));
    }
}

/// The texts in quotes.
fn quoted(arguments: &str) -> Vec<Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(bytes).collect()
}

/// What `strace` says the file of a descriptor is: the descriptor in this place among those of the line.
fn described(text: &str, position: usize) -> Option<PathBuf> {
    let outside: String = text.split('"').step_by(2).collect::<Vec<_>>().join("\u{1}");
    let path = outside
        .split('<')
        .skip(1)
        .filter_map(|part| part.split_once('>'))
        .nth(position)?
        .0
        .to_owned();
    Some(PathBuf::from(
        String::from_utf8_lossy(&bytes(&path)).into_owned(),
    ))
}

/// `\x2f\x61` as bytes; anything else stands for itself.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match rest
            .strip_prefix("\\x")
            .and_then(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok())
        {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[4..];
            }
            None => {
                bytes.extend(first.to_string().bytes());
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    bytes
}

/// Cuts the power while a command runs, at every call or at some of them; after each, the casebook is as before or as after,
/// and as after once the command has ended. How many states were looked at; none without `strace`.
fn cut_power(room: &Room, args: &[&str], states: usize, dice: &mut Dice) -> Option<usize> {
    let root = fs::canonicalize(room.path("")).unwrap();
    let before = Disk::read(&root);
    let people_before = room.ids(&room.path("book/k.db"));
    let calls = recorded(room, &before, args)?;
    let people_after = room.ids(&room.path("book/k.db"));
    let mut whole = before.clone();
    calls.iter().for_each(|call| whole.carry_out(call));
    let read = |disk: &Disk| {
        disk.names
            .iter()
            .map(|(path, file)| {
                (
                    path.clone(),
                    disk.contents.get(file).cloned().unwrap_or_default(),
                )
            })
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        read(&whole),
        read(&Disk::read(&root)),
        "{args:?}: what was recorded is not what was done"
    );
    let mut seen = BTreeSet::new();
    for state in 0..states {
        let fates = [Fate::Nothing, Fate::OnlyData, Fate::OnlyNames, Fate::Any];
        let fate = fates[state % fates.len()];
        let cut = if state < 4 {
            calls.len()
        } else {
            dice.below(calls.len() as u64 + 1) as usize
        };
        let disk = after_power_cut(&before, &calls[..cut], fate, dice);
        if !seen.insert(read(&disk)) {
            continue;
        }
        let place = room.path("tmp").join(format!("state-{state}"));
        disk.write(&root, &place);
        let casebook = place.join("book/k.db");
        let told = format!(
            "{args:?}: power cut after {cut} of {} calls, {fate:?}",
            calls.len()
        );
        let listed = room.run(&["--db", casebook.to_str().unwrap(), "list", "--ids"]);
        assert_eq!(listed.code, Some(0), "{told}: {}", listed.err);
        let people: BTreeSet<String> = listed.out.split_whitespace().map(str::to_owned).collect();
        let is_right = people == people_after || cut < calls.len() && people == people_before;
        assert!(is_right, "{told}: {people:?}, and not {people_after:?}");
        if state % 8 == 0 {
            let doctor = room.run(&["--db", casebook.to_str().unwrap(), "doctor"]);
            assert!(
                doctor.out.contains("integrity\tgood"),
                "{told}: {}{}",
                doctor.out,
                doctor.err
            );
        }
        fs::remove_dir_all(place).unwrap();
    }
    Some(seen.len())
}

#[test]
fn after_a_power_cut_the_casebook_is_as_before_or_as_after_and_what_was_acknowledged_is_there() {
    let room = Room::new();
    let mut dice = Dice::new();
    let states = rounds(8);
    fs::write(
        room.path("work/p.csv"),
        "id,name,country\nrow-1,Row One,BY\nrow-2,Row Two,BY\n",
    )
    .unwrap();
    room.ok(&["backup", "copy.db"]);
    let commands: [&[&str]; 7] = [
        &[
            "add",
            "--id",
            "new",
            "--name",
            "New Person",
            "--country",
            "BY",
        ],
        &["import", "p.csv"],
        &["undo"],
        &[
            "letter",
            "base",
            "--to",
            "by-pg",
            "--format",
            "text",
            "-o",
            "letter.txt",
            "--record",
        ],
        &["backup", "other.db"],
        &["export", "--tree", "team"],
        &["backup", "restore", "copy.db", "--yes"],
    ];
    let mut count = 0;
    for args in commands {
        match cut_power(&room, args, states, &mut dice) {
            Some(seen) => count += seen,
            None => {
                return println!(
                    "SKIPPED: power cuts are replayed from system calls, and strace is not installed"
                );
            }
        }
    }
    println!("{count} states of the disk");
}

#[test]
fn the_replay_finds_a_program_that_does_not_sync() {
    let mut disk = Disk::default();
    disk.names.insert("/r/a".into(), 0);
    disk.contents.insert(0, b"old".to_vec());
    let mut calls = vec![
        Call::Name("/r/b".into(), 1),
        Call::Write(1, 0, b"new".to_vec()),
        Call::Unname("/r/b".into()),
        Call::Name("/r/a".into(), 1),
    ];
    let at = |calls: &[Call], fate| {
        let disk = after_power_cut(&disk, calls, fate, &mut Dice::new());
        disk.names
            .get(Path::new("/r/a"))
            .and_then(|file| disk.contents.get(file))
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(at(&calls, Fate::Nothing), b"old");
    assert_eq!(
        at(&calls, Fate::OnlyNames),
        b"",
        "the name came before the data"
    );
    calls.insert(2, Call::SyncFile(1));
    assert_eq!(at(&calls, Fate::OnlyNames), b"new");
    assert_eq!(
        at(&calls, Fate::Nothing),
        b"old",
        "the folder was not synced"
    );
    calls.push(Call::SyncFolder("/r".into()));
    assert_eq!(at(&calls, Fate::Nothing), b"new");
}
