//! The program at a terminal: what somebody types there, and how it leaves the terminal.

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;
use crate::typist::Typist;

const ENTER: &str = "\r";

/// Answers the questions after name and country until the summary.
fn answer_the_rest(typist: &mut Typist) {
    typist
        .on("own script", "Айша О'Коннор\r")
        .on("state that persecutes", "kazakhst\t\u{15}KZ\r");
    typist
        .on("absent: not known", "fem\r")
        .on("situation", "pre-trial\r")
        .on("Since when", "2021-03\r");
    typist
        .on("is active", ENTER)
        .on("follows a name", ENTER)
        .on("leading category", ENTER)
        .on("detention", ENTER);
    typist
        .on("A charge", "CC 174\r")
        .on("The offence of CC 174", "inciting “discord”\r")
        .on("A further", ENTER);
    typist
        .on("The sentence", ENTER)
        .on("What is wrong", "no-counsel\r")
        .on("Why it is wrong", "No lawyer was present.\r")
        .on("source", "https://example.org/report\r")
        .on("to which day you know this", ENTER)
        .on("agreed that you write", ENTER)
        .on("a private case", ENTER);
}

#[test]
fn a_case_is_added_in_a_conversation_and_again_by_the_command_it_tells() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist.on("full name", "Aisha O'Connor\r");
    answer_the_rest(&mut typist);
    typist
        .see("This would be added")
        .see("CC 174: inciting “discord”")
        .on("Is this right?", ENTER);
    typist.see("The same as a command");
    let left = typist.left(&sandbox, "");
    assert_eq!(left.code, "0");
    let command = left
        .screen
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("cases add "))
        .unwrap()
        .to_owned();
    let added = everything(&sandbox);
    assert!(
        added.contains("name_native = \"Айша О'Коннор\"")
            && added.contains("article = \"174\"")
            && added.contains("url = \"https://example.org/report\"")
            && added.contains("kind = \"no-counsel\"\ntext = \"No lawyer was present.\""),
        "{added}"
    );
    sandbox.run(&["undo"]).ok();
    assert!(!everything(&sandbox).contains("Connor"));
    let _ = sandbox.shell(&command).run().ok();
    let without_uid = |text: String| {
        text.lines()
            .filter(|line| !line.starts_with("uid"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(without_uid(everything(&sandbox)), without_uid(added));
}

#[test]
fn a_screen_reader_gets_numbered_lines_and_nothing_drawn() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "add", &[("CASES_ACCESSIBLE", "1")]);
    typist
        .on("full name", "Aisha Example\r")
        .on("own script", "<\r")
        .on("full name", "\r")
        .on("own script", ENTER);
    typist
        .on("state that persecutes", "KZ\r")
        .on("absent: not known", "1\r")
        .on("situation", ENTER);
    typist
        .on("is active", ENTER)
        .on("follows a name", ENTER)
        .on("leading category", ENTER)
        .on("detention", ENTER);
    typist
        .on("A charge", ENTER)
        .on("The sentence", ENTER)
        .on("What is wrong", ENTER)
        .on("source", ENTER)
        .on("to which day you know this", ENTER)
        .on("agreed that you write", ENTER);
    typist
        .on("a private case", ENTER)
        .on("Is this right?", ENTER);
    let left = typist.left(&sandbox, "");
    assert_eq!(left.code, "0");
    assert!(!left.screen.contains('\u{1b}'), "{}", left.screen);
    assert!(everything(&sandbox).contains("name = \"Aisha Example\"\ncountry = \"KZ\""));
}

#[test]
fn ctrl_c_adds_nothing_leaves_the_terminal_as_it_was_and_tells_how_to_go_on() {
    let sandbox = small();
    let before = everything(&sandbox);
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist
        .on("full name", "Aisha Example\r")
        .on("own script", "\u{3}");
    typist
        .see("cases add --name 'Aisha Example' --ask")
        .see("Interrupted");
    assert_eq!(typist.code(&sandbox), "130");
    assert_eq!(everything(&sandbox), before);
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist.on("full name", "\u{1b}").see("Cancelled");
    assert_eq!(typist.code(&sandbox), "6");
}

#[test]
fn who_was_not_named_is_found_by_a_part_of_the_name_in_any_script() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "show", &[]);
    typist
        .on("Which case?", "алиев")
        .on("aliyeva-leyla", ENTER)
        .see("illegal entrepreneurship");
    assert_eq!(typist.code(&sandbox), "0");
    let mut typist = Typist::at(&sandbox, "recipients show", &[("CASES_ACCESSIBLE", "1")]);
    typist
        .on("Which recipient?", "prosecutor\r")
        .see("1 Street");
    assert_eq!(typist.code(&sandbox), "0");
    let mut typist = Typist::at(&sandbox, "timeline", &[]);
    typist
        .on("Which case?", "leyla")
        .on("aliyeva-leyla", ENTER)
        .see("2021-03")
        .see("arrest");
    assert_eq!(typist.code(&sandbox), "0");
    for command in [
        &["show"][..],
        &["timeline"],
        &["update", "--tag", "x"],
        &["recipients", "show"],
        &["recipients", "update"],
    ] {
        let output = sandbox.run(command).fails_with(2);
        assert!(
            output.stderr.contains("There is no terminal to ask on"),
            "{output}"
        );
    }
}

#[test]
fn a_letter_is_looked_at_before_it_is_written() {
    let sandbox = small();
    let write = |last: &str| {
        let mut typist = Typist::at(&sandbox, "letter -o letter.txt", &[]);
        typist
            .on("About whom?", "leyla\r")
            .on("To whom?", "prosecutor\r")
            .on("Which kind of letter?", ENTER);
        typist
            .see("cases letter -o letter.txt --to az-prosecutor-general aliyeva-leyla")
            .see("more lines");
        typist.on("Is this the letter?", last);
        typist.code(&sandbox)
    };
    assert_eq!(write("cancel\r"), "6");
    assert!(!sandbox.home().join("letter.txt").exists());
    assert_eq!(write(ENTER), "0");
    let text = std::fs::read_to_string(sandbox.home().join("letter.txt")).unwrap();
    assert!(text.contains("Əliyeva"), "{text}");
}

#[test]
fn a_guided_letter_goes_to_an_office_of_the_state_by_its_role_and_into_a_file() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "letter", &[]);
    typist
        .on("About whom?", "leyla\r")
        .on("To whom?", "embassy\r")
        .on("Which kind of letter?", ENTER)
        .on("Where is the letter to be written?", "Word\r")
        .see("--to embassy -o aliyeva-leyla-embassy.docx aliyeva-leyla")
        .on("Is this the letter?", ENTER);
    assert_eq!(typist.code(&sandbox), "0");
    assert!(sandbox.home().join("aliyeva-leyla-embassy.docx").exists());
}

#[test]
fn a_terminal_of_two_lines_is_enough() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "show", &[]);
    // The terminal shrinks while the list stands.
    typist.see("Esc cancels").shrink(&sandbox);
    typist
        .press("leyla")
        .on("leyla", ENTER)
        .see("illegal entrepreneurship");
    typist.end("");
    let smaller = format!(
        "--version; stty rows 2; {} show",
        env!("CARGO_BIN_EXE_cases")
    );
    let mut typist = Typist::at(&sandbox, &smaller, &[]);
    typist
        .on("Which case?", "leyla\r")
        .see("illegal entrepreneurship");
    typist.end("");
}

/// An editor that is a script; the file is its last argument.
fn edits(sandbox: &Sandbox, script: &str) -> crate::output::Output {
    let editor = sandbox.file("my editor.sh", script);
    let command = format!("sh '{}' --wait", editor.display());
    let args = ["recipients", "update", "az-prosecutor-general", "--edit"];
    sandbox.cases(&args).with_env("CASES_EDITOR", command).run()
}

#[test]
fn a_recipient_is_edited_in_a_form_and_nothing_typed_is_lost() {
    let sandbox = small();
    let _ = edits(&sandbox, "sed -i 's/1 Street/2 Street/' \"$2\"").ok();
    assert!(everything(&sandbox).contains("2 Street"));
    let before = everything(&sandbox);
    let unchanged = edits(&sandbox, "true").fails_with(6);
    assert!(
        unchanged.stderr.contains("othing was changed"),
        "{unchanged}"
    );
    let failed = edits(&sandbox, "echo typed >\"$2\"; exit 3").fails_with(6);
    assert!(
        failed.stderr.contains("what was typed is kept in"),
        "{failed}"
    );
    let empty = edits(&sandbox, "grep -q '^#:' \"$2\" || : >\"$2\"").fails_with(5);
    assert!(
        empty.stderr.contains("what was typed is kept in"),
        "{empty}"
    );
    let other = edits(
        &sandbox,
        "grep -q '^#:' \"$2\" || sed -i 's/^id = .*/id = \"another\"/' \"$2\"",
    )
    .fails_with(5);
    assert!(
        other
            .stderr
            .contains("the id az-prosecutor-general cannot be changed"),
        "{other}"
    );
    assert_eq!(everything(&sandbox), before);
    let mended = "grep -q '^#: .*zz' \"$2\" && sed -i s/zz/AZ/ \"$2\" || sed -i 's/^country = .*/country = \"zz\"/' \"$2\"";
    let _ = edits(&sandbox, mended).fails_with(0);
}
