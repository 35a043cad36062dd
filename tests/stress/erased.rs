//! An erasure that is killed at any moment: the person is there, or is nowhere in the bytes of the file.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::rounds;

#[test]
fn an_erasure_that_is_killed_has_happened_or_has_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let cases = |db: &str, args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cases"));
        command
            .env_clear()
            .env("HOME", folder.path())
            .env("LANG", "C.UTF-8");
        command
            .args(["--db", &path(db).to_string_lossy(), "--no-config"])
            .args(args);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    };
    let good = |db: &str, args: &[&str]| {
        let output = cases(db, args).output().unwrap();
        assert!(
            output.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };
    let people: String = (0..300)
        .map(|number| format!("Person Number{number},BY,Minsk\n"))
        .collect();
    fs::write(path("list.csv"), format!("name,country,place\n{people}")).unwrap();
    good("first.db", &["init", "--yes"]);
    good("first.db", &["import", &path("list.csv").to_string_lossy()]);
    good(
        "first.db",
        &[
            "add",
            "--name",
            "Marta Holub",
            "--country",
            "BY",
            "--summary",
            "Marta Holub is a zanzibarword.",
        ],
    );
    good("first.db", &["update", "holub-marta", "--place", "Brest"]);
    let (mut before, mut after) = (0, 0);
    for round in 0..rounds(12) {
        fs::copy(path("first.db"), path("book.db")).unwrap();
        let mut child = cases("book.db", &["remove", "holub-marta", "--erase", "--yes"])
            .spawn()
            .unwrap();
        sleep(Duration::from_micros(2_000 + 40_000 * (round as u64 % 24)));
        let _ = child.kill();
        child.wait().unwrap();
        if good("book.db", &["list", "--ids"])
            .lines()
            .any(|id| id == "holub-marta")
        {
            before += 1;
            assert!(good("book.db", &["log", "holub-marta"]).contains("update holub-marta"));
            good("book.db", &["remove", "holub-marta", "--erase", "--yes"]);
        } else {
            after += 1;
        }
        let bytes = fs::read(path("book.db")).unwrap().to_ascii_lowercase();
        for word in ["holub", "zanzibarword"] {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|there| there == word.as_bytes()),
                "{word} in round {round}"
            );
        }
        assert_eq!(good("book.db", &["list", "--ids"]).lines().count(), 300);
        good("book.db", &["doctor"]);
    }
    println!("killed erasures: {before} had not happened, {after} had");
}
