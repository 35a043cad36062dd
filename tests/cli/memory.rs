//! What is remembered of letters: what went out, what came back, what is due, who signs.

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

const LETTER: &str = "2021-09-15-az-prosecutor-general";

/// A sandbox in which one letter about Leyla Əliyeva was recorded today.
fn written() -> Sandbox {
    let sandbox = small();
    sandbox
        .run(&[
            "letter",
            "aliyeva-leyla",
            "--to",
            "prosecutor-general",
            "--record",
            "--channel",
            "post",
            "-o",
            "l.txt",
        ])
        .ok();
    sandbox
}

#[test]
fn a_recorded_letter_is_kept_to_the_byte_with_its_facts() {
    let sandbox = written();
    sandbox.run(&["sent"]).ok().golden("sent");
    let text = std::fs::read_to_string(sandbox.home().join("l.txt")).unwrap();
    assert_eq!(sandbox.run(&["sent", "2021-09-15-az"]).ok().stdout, text);
    sandbox.run(&["sent", "--json"]).ok().golden("sent-json");
    for nothing in [
        &["--to", "az-ombudsman"][..],
        &["--until", "2021-08"],
        &["--since", "2022"],
        &["--stale"],
    ] {
        let args: Vec<&str> = ["sent"].iter().chain(nothing).copied().collect();
        assert_eq!(sandbox.run(&args).ok().stdout, "", "{nothing:?}");
    }
    sandbox
        .run(&["sent", "2020"])
        .fails_with(3)
        .golden("sent-unknown");
}

#[test]
fn an_answer_ends_the_waiting_and_a_slip_does_not() {
    let sandbox = written();
    let due = |today: &str| sandbox.run(&["due", "--today", today]).ok();
    due("2021-11-01").golden("due");
    sandbox
        .run(&[
            "reply",
            LETTER,
            "--kind",
            "registered",
            "--registration",
            "Z-1",
        ])
        .ok();
    assert!(due("2021-11-01").stdout.contains("answer"));
    sandbox
        .run(&[
            "reply",
            LETTER,
            "--kind",
            "denial",
            "--date",
            "2021-10-02",
            "--impact",
            "unchanged",
        ])
        .ok();
    assert!(!due("2021-11-01").stdout.contains("answer"));
    assert!(
        sandbox
            .run(&["sent"])
            .ok()
            .stdout
            .contains("2021-10-02 denial, Z-1")
    );
    assert_eq!(sandbox.run(&["sent", "--unanswered"]).ok().stdout, "");
    sandbox
        .run(&["reply", LETTER])
        .fails_with(2)
        .golden("reply-without-kind");
    sandbox
        .run(&["reply", LETTER, "--kind", "deniall"])
        .fails_with(2)
        .golden("reply-unknown-kind");
}

#[test]
fn a_letter_that_said_otherwise_is_found() {
    let sandbox = written();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--status",
            "released",
            "--on",
            "2021-10-02",
        ])
        .ok();
    sandbox
        .run(&["sent", "--stale", "--today", "2021-10-03"])
        .ok()
        .golden("sent-stale");
}

#[test]
fn what_comes_is_a_calendar() {
    let sandbox = written();
    sandbox
        .run(&[
            "update",
            "aliyeva-leyla",
            "--event",
            "2021-10-05 hearing: The court hears her complaint.",
        ])
        .ok();
    sandbox.run(&["due", "--ics"]).ok().golden("due-ics");
}

#[test]
fn a_joint_statement_is_signed_by_those_who_sign() {
    let sandbox = small();
    sandbox
        .run(&[
            "statement",
            "add",
            "visa",
            "--title",
            "For Leyla",
            "--case",
            "aliyeva-leyla",
        ])
        .ok();
    sandbox
        .run(&["letter", "--statement", "visa"])
        .fails_with(3)
        .golden("statement-unsigned");
    sandbox
        .run(&[
            "statement",
            "invite",
            "visa",
            "DE BRÚN Bairbre MEP",
            "MURPHY Paul MEP",
            "SCHOLZ Helmut MEP",
        ])
        .ok();
    sandbox
        .run(&[
            "statement",
            "sign",
            "visa",
            "murphy paul mep",
            "SCHOLZ Helmut MEP",
            "--on",
            "2021-09-14",
        ])
        .ok();
    sandbox
        .run(&[
            "statement",
            "sign",
            "visa",
            "MEYER Willy MEP",
            "--before",
            "MURPHY Paul MEP",
        ])
        .ok();
    sandbox
        .run(&["statement", "withdraw", "visa", "SCHOLZ Helmut MEP"])
        .ok();
    sandbox
        .run(&["statement", "show", "visa"])
        .ok()
        .golden("statement-show");
    sandbox.run(&["statement"]).ok().golden("statement-list");
    let letter = sandbox.run(&["letter", "--statement", "visa"]).ok().stdout;
    assert!(
        letter.ends_with("MEYER Willy MEP\nMURPHY Paul MEP\n"),
        "{letter}"
    );
    sandbox
        .run(&["statement", "withdraw", "visa", "MURRAY Paul MEP"])
        .fails_with(3)
        .golden("statement-nobody");
}

#[test]
fn what_is_remembered_goes_out_and_comes_back_unchanged() {
    let sandbox = written();
    sandbox
        .run(&[
            "reply",
            LETTER,
            "--kind",
            "token",
            "--text",
            "thanks for the letter",
        ])
        .ok();
    sandbox
        .run(&[
            "statement",
            "add",
            "visa",
            "--title",
            "For Leyla",
            "--closes",
            "2021-12",
        ])
        .ok();
    sandbox
        .run(&[
            "statement",
            "sign",
            "visa",
            "A. B.",
            "--country",
            "IE",
            "--group",
            "Left",
        ])
        .ok();
    let all = everything(&sandbox);
    for format in ["toml", "json", "jsonl"] {
        sandbox
            .run(&["export", "--format", format, "-o", "all", "--force"])
            .ok();
        sandbox.run(&["--db", "new.db", "init", "--no-input"]).ok();
        sandbox
            .run(&["--db", "new.db", "import", "all", "--format", format])
            .ok();
        assert_eq!(
            sandbox.run(&["--db", "new.db", "export"]).ok().stdout,
            all,
            "{format}"
        );
        std::fs::remove_file(sandbox.home().join("new.db")).unwrap();
    }
    assert!(
        all.contains("[[letters.told]]")
            && all.contains("[[letters.replies]]")
            && all.contains("signatories")
    );
}
