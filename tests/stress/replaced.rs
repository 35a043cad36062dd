//! Casebooks that are put in each other’s place while others read and write: each is sound, and nobody is told otherwise.

#![allow(clippy::unwrap_used)]

use std::process::Child;

use crate::killed::Room;
use crate::rounds;

/// How many commands of each kind are at work at once.
const AT_ONCE: usize = 4;

#[test]
fn a_sound_casebook_is_not_called_damaged_while_another_comes_into_its_place() {
    let room = Room::new();
    room.ok(&["backup", "small.db"]);
    // Of another length, so that the head of one and the length of the other do not agree.
    let people: String = (0..400)
        .map(|number| format!("Person Number{number},BY,Minsk\n"))
        .collect();
    std::fs::write(
        room.path("work/list.csv"),
        format!("name,country,place\n{people}"),
    )
    .unwrap();
    room.ok(&["import", "list.csv"]);
    room.ok(&["backup", "large.db"]);
    let (mut good, mut meanwhile) = (0, 0);
    let count = rounds(4);
    for round in 0..count {
        let copy = ["small.db", "large.db"][round % 2];
        let start = |args: &[&str]| -> Child { room.command(args).spawn().unwrap() };
        let mut children = Vec::new();
        for number in 0..AT_ONCE {
            children.push(start(&["list", "--ids"]));
            let id = format!("r-{round}-{number}");
            children.push(start(&[
                "add",
                "--id",
                &id,
                "--name",
                &format!("Writer {id}"),
                "--country",
                "BY",
                "--allow-duplicate",
            ]));
            if number % 2 == 0 {
                children.push(start(&["backup", "restore", copy, "--yes"]));
            }
        }
        for child in children {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => good += 1,
                Some(7) => meanwhile += 1,
                other => panic!("round {round}: {other:?}: {said}"),
            }
            assert!(
                !said.contains("damaged") && !said.contains("cut off"),
                "round {round}: {said}"
            );
        }
    }
    room.ok(&["doctor"]);
    println!("{count} rounds: {good} commands did their work, {meanwhile} were told to try again");
}
