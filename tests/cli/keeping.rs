//! Copies of the casebook, and settings.

use crate::casebook::small;

#[test]
fn a_copy_is_made_listed_and_brought_back_and_the_replaced_casebook_is_kept() {
    let sandbox = small();
    let before = sandbox.run(&["export"]).ok().stdout;
    let copy = sandbox
        .run(&["backup", "copy.db"])
        .ok()
        .stdout
        .trim()
        .to_owned();
    sandbox
        .run(&["backup", "copy.db"])
        .fails_with(8)
        .golden("backup-in-the-way");
    sandbox
        .run(&["update", "aliyeva-leyla", "--set", "place=Elsewhere"])
        .ok();
    sandbox
        .run(&["backup", "restore", &copy])
        .fails_with(2)
        .golden("backup-restore-unasked");
    let call = sandbox.run(&["backup", "restore", &copy, "--yes"]).ok();
    let kept = call
        .stderr
        .replace("[HOME]", sandbox.home().to_str().unwrap());
    let kept = kept
        .lines()
        .find_map(|line| line.strip_prefix("The one before is kept: "))
        .unwrap()
        .to_owned();
    assert_eq!(sandbox.run(&["export"]).ok().stdout, before);
    assert!(
        sandbox
            .run(&["--db", &kept, "show", "aliyeva-leyla"])
            .ok()
            .stdout
            .contains("Elsewhere")
    );
    sandbox.run(&["backup"]).ok();
    assert!(
        sandbox
            .run(&["backup", "list"])
            .ok()
            .stdout
            .contains(".db\t")
    );
}

#[test]
fn what_is_no_casebook_is_never_brought_back() {
    let sandbox = small();
    let before = sandbox.run(&["export"]).ok().stdout;
    sandbox.file(
        "notes.db",
        "not a casebook, but long enough to be looked at as one, as far as anybody can tell",
    );
    sandbox
        .run(&["backup", "restore", "notes.db", "--yes"])
        .fails_with(9);
    sandbox
        .run(&["backup", "restore", "nothing.db", "--yes"])
        .fails_with(9);
    assert_eq!(sandbox.run(&["export"]).ok().stdout, before);
}

#[test]
fn before_an_import_a_copy_is_made_and_ten_of_them_are_kept() {
    let sandbox = small();
    for number in 0..12 {
        sandbox.file("one.csv", &format!("name,country\nNew {number},AZ\n"));
        sandbox.run(&["import", "one.csv"]).ok();
    }
    assert_eq!(
        sandbox.run(&["backup", "list"]).ok().stdout.lines().count(),
        10
    );
}

#[test]
fn copies_before_imports_are_told_apart_by_the_real_time_and_those_of_the_user_stay() {
    let sandbox = small();
    sandbox.file(
        ".local/share/cases/backups/2020-01-01_before-travel.db",
        "mine",
    );
    for number in 0..12 {
        sandbox.file("one.csv", &format!("name,country\nNew {number},AZ\n"));
        let said = sandbox
            .run(&["import", "one.csv", "--today", "2021-09-15", "-v"])
            .ok()
            .stderr;
        let copy = said
            .lines()
            .find_map(|line| line.strip_prefix("Copied the casebook to "))
            .unwrap();
        let copy = copy
            .strip_suffix(" first")
            .unwrap()
            .replace("[HOME]", sandbox.home().to_str().unwrap());
        assert!(!copy.contains("2021-09-15"), "{copy}");
        assert!(
            std::path::Path::new(&copy).exists(),
            "{copy} went in the run that made it"
        );
    }
    assert!(
        sandbox
            .home()
            .join(".local/share/cases/backups/2020-01-01_before-travel.db")
            .exists()
    );
    let before = sandbox.run(&["backup", "list"]).ok().stdout;
    assert_eq!(before.lines().count(), 11);
    sandbox
        .run(&["import", "one.csv", "--on-conflict", "skip"])
        .ok();
    assert_eq!(
        sandbox.run(&["backup", "list"]).ok().stdout,
        before,
        "nothing was taken in, and no copy is left"
    );
}

#[test]
fn nothing_is_written_over_a_casebook_whatever_is_forced() {
    let sandbox = small();
    let casebook = sandbox.home().join(".local/share/cases/cases.db");
    let name = casebook.to_str().unwrap().to_owned();
    std::fs::copy(&casebook, sandbox.home().join("other.db")).unwrap();
    let before = std::fs::read(&casebook).unwrap();
    for target in [name.as_str(), "other.db", &format!("{name}-journal")] {
        for args in [
            &["export", "--format", "toml", "-o", target, "--force"][..],
            &["report", "cases", "-o", target, "--force"],
            &[
                "letter",
                "aliyeva-leyla",
                "--to",
                "az-prosecutor-general",
                "--format",
                "text",
                "-o",
                target,
                "--force",
            ],
        ] {
            let said = sandbox.run(args).stderr;
            assert!(
                said.contains("is a casebook") || said.contains("not found") || !said.is_empty(),
                "{said}"
            );
        }
        sandbox
            .run(&["export", "--format", "toml", "-o", target, "--force"])
            .fails_with(8);
    }
    assert!(
        std::fs::read(&casebook).unwrap() == before
            && std::fs::read(sandbox.home().join("other.db")).unwrap() == before
    );
    assert!(!std::path::Path::new(&format!("{name}-journal")).exists());
    sandbox
        .run(&["export", "-o", &name, "--format", "toml", "--force"])
        .fails_with(8)
        .golden("export-over-the-casebook");
}

#[test]
fn a_link_that_leads_to_nothing_and_a_name_that_is_too_long_are_told_by_init() {
    let sandbox = small();
    std::os::unix::fs::symlink("/nowhere/k.db", sandbox.home().join("link.db")).unwrap();
    sandbox
        .run(&["--db", "link.db", "init", "--yes"])
        .fails_with(9)
        .golden("init-dangling-link");
    sandbox
        .run(&["--db", &"n".repeat(249), "init", "--yes"])
        .fails_with(8);
    assert!(!sandbox.home().join("n".repeat(249)).exists());
}

#[test]
fn a_settings_file_that_was_named_is_made_by_init() {
    let sandbox = small();
    let call = |args: &[&str]| {
        sandbox
            .cases(args)
            .with_env("CASES_CONFIG", "new.toml")
            .run()
    };
    call(&["list"]).fails_with(3);
    call(&["init", "--yes"]).ok();
    call(&["list"]).ok();
}

#[test]
fn of_a_damaged_casebook_what_can_be_read_is_written_and_the_way_out_is_told() {
    let sandbox = small();
    sandbox
        .run(&["export", "--salvage", "-o", "whole.toml"])
        .ok();
    let casebook = sandbox.home().join(".local/share/cases/cases.db");
    let mut bytes = std::fs::read(&casebook).unwrap();
    // All but the pages of the schema.
    let first = bytes.len() / 4096 / 2 * 4096;
    bytes[first..].fill(0x5a);
    std::fs::write(&casebook, &bytes).unwrap();
    let said = sandbox.run(&["list"]).fails_with(9).stderr;
    assert!(said.contains("cases export --salvage"), "{said}");
    sandbox
        .run(&["export", "--salvage", "-o", "rest.toml"])
        .fails_with(9);
    assert!(
        std::fs::read_to_string(sandbox.home().join("rest.toml"))
            .unwrap()
            .contains("schema = ")
    );
    assert_eq!(std::fs::read(&casebook).unwrap(), bytes);
    sandbox
        .run(&["export", "--salvage", "--format", "csv"])
        .fails_with(2);
}

#[test]
fn a_second_casebook_of_a_service_that_shares_folders_is_named_by_doctor() {
    let sandbox = small();
    let folder = sandbox.home().join(".local/share/cases");
    std::fs::copy(
        folder.join("cases.db"),
        folder.join("cases (conflicted copy 2026-11-28).db"),
    )
    .unwrap();
    let told = sandbox.run(&["doctor"]).fails_with(1);
    assert!(told.stdout.contains("second casebook\tbad\t"), "{told}");
}

#[test]
fn a_settings_file_is_read_and_changed_one_setting_at_a_time() {
    let sandbox = small();
    sandbox
        .run(&["config", "set", "sender.organisation", "Example House"])
        .ok();
    assert_eq!(
        sandbox
            .run(&["config", "get", "sender.organisation"])
            .ok()
            .stdout,
        "Example House\n"
    );
    sandbox.run(&["config"]).ok().golden("config");
    sandbox
        .run(&["config", "set", "letters.stale_after_months", "soon"])
        .fails_with(5)
        .golden("config-wrong-value");
    sandbox
        .run(&["config", "set", "sender.nmae", "X"])
        .fails_with(2)
        .golden("config-unknown");
    sandbox
        .run(&["config", "unset", "sender.organisation"])
        .ok();
    sandbox
        .run(&["config", "get", "sender.organisation"])
        .fails_with(3);
}

#[test]
fn doctor_names_what_is_kept_beside_the_casebook_with_its_size_and_what_may_go() {
    let sandbox = small();
    let folder = sandbox.home().join(".local/share/cases");
    sandbox.run(&["backup", "copy.db"]).ok();
    sandbox.run(&["backup", "restore", "copy.db", "--yes"]).ok();
    let path = |name: &str| folder.join(name);
    for name in ["cases.db.before-v9", "own.db"] {
        std::fs::copy(path("cases.db"), path(name)).unwrap();
    }
    std::fs::write(path("cases.set-aside.db-journal"), "left").unwrap();
    let told = sandbox.run(&["doctor"]).ok().stdout;
    let size = std::fs::metadata(path("cases.db")).unwrap().len();
    let line = |start: &str| {
        told.lines()
            .find(|line| line.starts_with(start))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(
        line("replaced casebooks\tnote\t1 file, ")
            .contains("delete them once nothing in them is missed"),
        "{told}"
    );
    assert!(
        line(&format!(
            "earlier forms\tnote\t1 file, {size} bytes: cases.db.before-v9"
        ))
        .contains("delete"),
        "{told}"
    );
    assert!(
        line("journals aside\tnote\t1 file, 4 bytes: cases.set-aside.db-journal")
            .contains("delete"),
        "{told}"
    );
    assert!(
        line(&format!(
            "other casebooks\tnote\t1 file, {size} bytes: own.db"
        ))
        .contains("copies of yours"),
        "{told}"
    );
    assert!(
        line("backups\t").contains("no copy in the folder backups"),
        "{told}"
    );
}
