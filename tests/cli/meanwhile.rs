//! What changes while somebody is asked, what is saved and cannot be printed, and a clock that is wrong.

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;
use crate::typist::Typist;

/// At a terminal, a command asks; another changes the casebook; the answer is yes, and nothing is done.
#[track_caller]
fn refused_after(sandbox: &Sandbox, asking: &str, question: &str, meanwhile: &[&str], named: &str) {
    let mut typist = Typist::at(
        sandbox,
        asking,
        &[("CASES_ACCESSIBLE", "1"), ("COLUMNS", "200")],
    );
    typist.see(question);
    sandbox.run(meanwhile).ok();
    let between = everything(sandbox);
    typist.press("yes\r").see(named).see("Try: cases");
    assert_eq!(typist.code(sandbox), "7", "{asking}");
    assert_eq!(everything(sandbox), between, "{asking}");
    sandbox.run(&["undo"]).ok();
}

#[test]
fn what_changes_under_a_question_is_not_done_to() {
    let sandbox = small();
    sandbox
        .run(&["add", "--name", "Third Person", "--country", "AZ"])
        .ok();
    let fact = ["update", "aliyeva-leyla", "--tag", "meanwhile"];
    let named = "The case aliyeva-leyla was changed meanwhile, and nothing was saved.";
    refused_after(
        &sandbox,
        "remove aliyeva-leyla",
        "Remove aliyeva-leyla?",
        &fact,
        named,
    );
    refused_after(
        &sandbox,
        "merge huseynov-rauf aliyeva-leyla",
        "part of huseynov-rauf?",
        &fact,
        named,
    );
    let many = "update aliyeva-leyla huseynov-rauf person-third --tag vigil";
    refused_after(&sandbox, many, "Change 3 cases?", &fact, named);
    let office = [
        "recipients",
        "update",
        "az-prosecutor-general",
        "--close",
        "Yours",
    ];
    let named = "The recipient az-prosecutor-general was changed meanwhile";
    refused_after(
        &sandbox,
        "recipients remove az-prosecutor-general",
        "Remove az-",
        &office,
        named,
    );
    let gone = ["remove", "aliyeva-leyla", "--yes"];
    let named = "The case aliyeva-leyla was changed meanwhile, and nothing was saved.";
    refused_after(
        &sandbox,
        "remove aliyeva-leyla",
        "Remove aliyeva-leyla?",
        &gone,
        named,
    );
}

#[test]
fn a_twin_who_comes_under_the_question_is_seen() {
    let sandbox = small();
    let asking = "add --name 'Leyla Aliyeva' --country AZ";
    let twin = [
        "add",
        "--name",
        "Aliyeva Leyla",
        "--country",
        "AZ",
        "--allow-duplicate",
    ];
    refused_after(
        &sandbox,
        asking,
        "Is this another person?",
        &twin,
        "leyla-aliyeva  Aliyeva Leyla",
    );
}

#[test]
fn what_was_saved_is_said_also_where_it_cannot_be_printed() {
    let sandbox = small();
    for (line, id) in [
        ("cases add --name 'Dana Full' --country BY", "full-dana"),
        (
            "cases -q add --name 'Dana Fuller' --country BY",
            "fuller-dana",
        ),
        (
            "cases -q recipients add by-x --role mep --office Member",
            "by-x",
        ),
        ("cases -q statement add spring --title Spring", "spring"),
        ("cases -q check --fix --yes", "huseynov-rauf"),
    ] {
        if id == "huseynov-rauf" {
            sandbox
                .run(&["update", id, "--place", "B\u{430}ku Road"])
                .ok();
        }
        let said = sandbox
            .shell(&format!("{line} >/dev/full"))
            .run()
            .fails_with(1)
            .stdout;
        let number = sandbox.run(&["log", "--limit", "1"]).ok().stdout;
        let number = number.split('\t').next().unwrap();
        let expected = format!("Saved, but could not print {id}: the output could not be written");
        assert!(said.contains(&expected), "{said}");
        assert!(
            said.contains(&format!("Take it back: cases undo {number}")),
            "{said}"
        );
        sandbox.run(&["undo", number]).ok();
    }
    let gone = sandbox
        .shell("cases add --name 'Dana Pipe' --country BY | true; cases list --ids")
        .run()
        .ok()
        .stdout;
    assert!(
        gone.contains("pipe-dana\n") && gone.contains("Take it back: cases undo"),
        "{gone}"
    );
}

#[test]
fn a_file_that_may_not_grow_is_an_error_and_no_end() {
    let sandbox = small();
    let before = everything(&sandbox);
    let said = sandbox
        .shell("ulimit -f 40; cases add --name 'Big File' --country BY")
        .run()
        .fails_with(1)
        .stdout;
    assert!(
        said.contains("refuses to write the casebook") && said.contains("nothing was saved"),
        "{said}"
    );
    assert_eq!(everything(&sandbox), before);
}

#[test]
fn a_clock_that_is_wrong_is_said_and_hides_nothing() {
    let sandbox = small();
    let add = |day: &str, name: &str| {
        sandbox
            .run(&["add", "--today", day, "--name", name, "--country", "BY"])
            .ok()
    };
    assert!(!add("2021-09-15", "Ann First").stderr.contains("Warning"));
    assert!(!add("2031-01-01", "Bo Future").stderr.contains("Warning"));
    let back = add("2021-09-16", "Cid Second").stderr;
    let expected = "Warning: today is 2021-09-16 here, and change 3 was made on 2031-01-01.";
    assert!(back.contains(expected), "{back}");
    let on = |day: &str| {
        sandbox
            .run(&["list", "--known-on", day, "--ids"])
            .ok()
            .stdout
    };
    assert!(!on("2021-09-15").contains("future-bo"));
    assert!(
        on("2021-09-16").contains("second-cid"),
        "what was done that day is there"
    );
    let first = sandbox
        .cases(&["add", "--name", "Old Clock", "--country", "BY"])
        .with_env("SOURCE_DATE_EPOCH", "-43200");
    let said = first.run().ok();
    assert!(
        said.stderr
            .contains("the clock of this computer says 1969-12-31"),
        "{said}"
    );
}

#[test]
fn a_name_in_look_alike_letters_names_whom_it_looks_like() {
    let sandbox = small();
    sandbox
        .run(&["add", "--name", "Пётр Навальный", "--country", "RU"])
        .ok();
    let mixed = "Пётр Н\u{61}в\u{61}льный";
    for args in [
        &["add", "--name", mixed, "--country", "RU"][..],
        &["update", "huseynov-rauf", "--name", mixed],
    ] {
        let said = sandbox.run(args).ok().stderr;
        let expected = format!(
            "Warning: “{mixed}” has look-alike letters of another script, and looks like “Пётр Навальный”"
        );
        assert!(said.contains(&expected), "{said}");
        sandbox.run(&["undo"]).ok();
    }
    let said = sandbox
        .run(&["update", "huseynov-rauf", "--tag", "x"])
        .ok()
        .stderr;
    assert!(!said.contains("look-alike"), "{said}");
}
