//! `cases sync`: both ways through a team's folder with one command.

use crate::casebook::{everything, small};
use crate::output::Output;
use crate::sandbox::Sandbox;

const BELA: &str = "bela.db";

fn bela(sandbox: &Sandbox, args: &[&str]) -> Output {
    sandbox.run(&[&["--db", BELA], args].concat())
}

/// Two casebooks that know the same, through the folder `team`.
fn two() -> Sandbox {
    let sandbox = small();
    sandbox.run(&["sync", "team"]).ok().golden("sync-first");
    bela(&sandbox, &["init", "--yes"]).ok();
    bela(&sandbox, &["sync", "team"]).ok().golden("sync-second");
    sandbox
}

fn field(output: &Output, line: &str) -> bool {
    output.stdout.lines().any(|known| known.trim() == line)
}

#[test]
fn what_a_killed_command_left_is_swept_also_where_nothing_is_to_be_written() {
    let sandbox = two();
    let left = sandbox.file("team/cases/.cases-Ab12Cd", "half a record");
    let days = std::time::Duration::from_secs(3 * 24 * 60 * 60);
    std::fs::File::options()
        .write(true)
        .open(&left)
        .unwrap()
        .set_modified(std::time::SystemTime::now() - days)
        .unwrap();
    sandbox.run(&["sync", "team"]).ok();
    assert!(!left.exists());
}

#[test]
fn each_gets_what_the_other_did() {
    let sandbox = two();
    sandbox
        .run(&["update", "aliyeva-leyla", "--place", "Baku"])
        .ok();
    bela(
        &sandbox,
        &["update", "aliyeva-leyla", "--held-at", "Colony 5"],
    )
    .ok();
    bela(&sandbox, &["sync", "team"]).ok();
    let before = everything(&sandbox);
    sandbox
        .run(&["sync", "team", "--dry-run"])
        .ok()
        .golden("sync-dry-run");
    assert_eq!(everything(&sandbox), before);
    sandbox.run(&["sync", "team"]).ok().golden("sync-both-ways");
    bela(&sandbox, &["sync", "team"]).ok();
    for output in [
        sandbox.run(&["export", "aliyeva-leyla"]).ok(),
        bela(&sandbox, &["export", "aliyeva-leyla"]).ok(),
    ] {
        assert!(
            field(&output, "place = \"Baku\"") && field(&output, "held_at = \"Colony 5\""),
            "{output}"
        );
    }
    let again = sandbox.run(&["sync", "team"]).ok();
    assert!(
        again
            .stderr
            .contains("Took in: 0 new, 0 changed, 0 removed")
            && again.stderr.contains("0 files new or changed, 0 removed"),
        "{again}"
    );
}

#[test]
fn a_fact_that_both_changed_is_decided_by_somebody_and_nothing_is_written_before() {
    let sandbox = two();
    bela(
        &sandbox,
        &["update", "aliyeva-leyla", "--held-at", "Colony 5"],
    )
    .ok();
    bela(&sandbox, &["sync", "team"]).ok();
    sandbox
        .run(&["update", "aliyeva-leyla", "--held-at", "Colony 3"])
        .ok();
    let file = sandbox.home().join("team/cases/aliyeva-leyla.toml");
    let text = || std::fs::read_to_string(&file).expect("a file of the team");
    let before = text();
    sandbox
        .run(&["sync", "team"])
        .fails_with(7)
        .golden("sync-conflict");
    sandbox.run(&["sync", "team", "--partial"]).fails_with(7);
    assert_eq!(text(), before);
    sandbox
        .run(&["sync", "team", "--mine", "--theirs"])
        .fails_with(2);
    sandbox.run(&["sync", "team", "--mine"]).ok();
    assert!(text().contains("Colony 3"));
    bela(&sandbox, &["sync", "team"]).ok();
    assert!(bela(&sandbox, &["export"]).ok().stdout.contains("Colony 3"));
}

#[test]
fn a_public_folder_holds_nothing_private_and_takes_in_what_comes() {
    let sandbox = small();
    sandbox
        .run(&["sync", "website", "--public"])
        .ok()
        .golden("sync-public");
    let file = sandbox.home().join("website/cases/aliyeva-leyla.toml");
    let text = std::fs::read_to_string(&file).expect("a file of the website");
    assert!(!text.contains("ZQNOTES"));
    let changed = text.replacen("country = ", "occupation = \"dentist\"\ncountry = ", 1);
    std::fs::write(&file, changed).expect("a file of the website");
    sandbox
        .run(&["sync", "website"])
        .fails_with(8)
        .golden("sync-public-unsaid");
    sandbox.run(&["sync", "team"]).ok();
    sandbox.run(&["sync", "team", "--public"]).fails_with(8);
    sandbox.run(&["sync", "website", "--public"]).ok();
    let all = everything(&sandbox);
    assert!(all.contains("ZQNOTES") && all.contains("dentist"), "{all}");
}

#[test]
fn the_old_ways_say_the_same_and_are_not_in_the_help() {
    let sandbox = two();
    bela(&sandbox, &["update", "aliyeva-leyla", "--place", "Baku"]).ok();
    bela(&sandbox, &["export", "--tree", "team"]).ok();
    sandbox.run(&["import", "--tree", "team"]).ok();
    assert!(everything(&sandbox).contains("Baku"));
    for command in ["import", "export"] {
        let help = sandbox.run(&[command, "--help"]).ok().stdout;
        assert!(
            !help.contains("--tree") && !help.contains("--theirs"),
            "{help}"
        );
    }
    let help = sandbox.run(&["sync", "--help"]).ok().stdout;
    assert!(
        help.contains("--mine") && help.contains("--partial"),
        "{help}"
    );
}
