//! Copies of the casebook, and settings.

use crate::casebook::small;

#[test]
fn a_copy_is_made_listed_and_brought_back_and_the_replaced_casebook_is_kept() {
    let sandbox = small();
    let before = sandbox.run(&["export"]).ok().stdout;
    let copy = sandbox.run(&["backup", "copy.db"]).ok().stdout.trim().to_owned();
    sandbox.run(&["backup", "copy.db"]).fails_with(8).golden("backup-in-the-way");
    sandbox.run(&["update", "aliyeva-leyla", "--set", "place=Elsewhere"]).ok();
    sandbox.run(&["backup", "restore", &copy]).fails_with(2).golden("backup-restore-unasked");
    let call = sandbox.run(&["backup", "restore", &copy, "--yes"]).ok();
    let kept = call.stderr.replace("[HOME]", sandbox.home().to_str().unwrap());
    let kept = kept.lines().find_map(|line| line.strip_prefix("The one before is kept: ")).unwrap().to_owned();
    assert_eq!(sandbox.run(&["export"]).ok().stdout, before);
    assert!(sandbox.run(&["--db", &kept, "show", "aliyeva-leyla"]).ok().stdout.contains("Elsewhere"));
    sandbox.run(&["backup"]).ok();
    assert!(sandbox.run(&["backup", "list"]).ok().stdout.contains(".db\t"));
}

#[test]
fn what_is_no_casebook_is_never_brought_back() {
    let sandbox = small();
    let before = sandbox.run(&["export"]).ok().stdout;
    sandbox.file("notes.db", "not a casebook, but long enough to be looked at as one, as far as anybody can tell");
    sandbox.run(&["backup", "restore", "notes.db", "--yes"]).fails_with(9);
    sandbox.run(&["backup", "restore", "nothing.db", "--yes"]).fails_with(9);
    assert_eq!(sandbox.run(&["export"]).ok().stdout, before);
}

#[test]
fn before_an_import_a_copy_is_made_and_ten_of_them_are_kept() {
    let sandbox = small();
    for number in 0..12 {
        sandbox.file("one.csv", &format!("name,country\nNew {number},AZ\n"));
        sandbox.run(&["import", "one.csv"]).ok();
    }
    assert_eq!(sandbox.run(&["backup", "list"]).ok().stdout.lines().count(), 10);
}

#[test]
fn a_settings_file_is_read_and_changed_one_setting_at_a_time() {
    let sandbox = small();
    sandbox.run(&["config", "set", "sender.organisation", "Example House"]).ok();
    assert_eq!(sandbox.run(&["config", "get", "sender.organisation"]).ok().stdout, "Example House\n");
    sandbox.run(&["config"]).ok().golden("config");
    sandbox.run(&["config", "set", "letters.stale_after_months", "soon"]).fails_with(5).golden("config-wrong-value");
    sandbox.run(&["config", "set", "sender.nmae", "X"]).fails_with(2).golden("config-unknown");
    sandbox.run(&["config", "unset", "sender.organisation"]).ok();
    sandbox.run(&["config", "get", "sender.organisation"]).fails_with(3);
}
