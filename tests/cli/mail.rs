//! Letters that go by e-mail: as a draft, as a link.

use crate::casebook::small;
use crate::sandbox::Sandbox;

const LETTER: [&str; 4] = ["letter", "aliyeva-leyla", "--to", "az-prosecutor-general"];

/// A casebook whose sender and whose office have a mailbox.
fn with_mailboxes() -> Sandbox {
    let sandbox = small();
    sandbox.run(&["init", "--email", "diaz@example.org"]).ok();
    sandbox
        .run(&[
            "recipients",
            "update",
            "az-prosecutor-general",
            "--email",
            "office@example.org",
        ])
        .ok();
    sandbox
}

#[test]
fn a_draft_is_addressed_as_the_letter_is() {
    let sandbox = with_mailboxes();
    let other = [
        "recipients",
        "add",
        "az-ombudsman",
        "--role",
        "ombudsman",
        "--country",
        "AZ",
        "--office",
        "Ombudsman",
    ];
    sandbox
        .run(&[&other[..], &["--email", "ombudsman@example.org"]].concat())
        .ok();
    let draft = sandbox
        .run(&[&LETTER[..], &["--cc", "az-ombudsman", "--format", "eml"]].concat())
        .ok();
    let office = "\"Prosecutor General of the Republic of Azerbaijan\" <office@example.org>\r\n";
    for line in [
        "X-Unsent: 1\r\n",
        "From: \"R. Diaz\" <diaz@example.org>\r\n",
        "Subject: ",
        &format!("To: {office}"),
        "Cc: \"Ombudsman\" <ombudsman@example.org>\r\n",
    ] {
        assert!(draft.stdout.contains(line), "{line}\n{draft}");
    }
}

#[test]
fn a_draft_to_nobody_with_a_mailbox_is_still_a_draft() {
    let draft = small()
        .run(&[&LETTER[..], &["--format", "eml"]].concat())
        .ok();
    assert!(
        draft.stdout.contains("X-Unsent: 1\r\n") && !draft.stdout.contains("To: "),
        "{draft}"
    );
}

#[test]
fn what_is_not_one_address_is_refused_where_it_is_entered() {
    let sandbox = small();
    let update = ["recipients", "update", "az-prosecutor-general"];
    for (flag, wrong) in [
        ("--email", "nonsense"),
        ("--email", "a@b@c"),
        ("--email", "\"a b\"@x, c@y"),
        ("--phone", "none"),
        ("--fax", "a@b.org"),
        ("--web-form", "example.org/form"),
    ] {
        let refused = sandbox
            .run(&[&update[..], &[flag, wrong]].concat())
            .fails_with(2);
        assert!(
            refused.stderr.contains(wrong) && refused.stderr.contains("write "),
            "{refused}"
        );
    }
    let add = [
        "recipients",
        "add",
        "x",
        "--role",
        "ombudsman",
        "--office",
        "O",
        "--email",
        "nonsense",
    ];
    sandbox.run(&add).fails_with(2);
    sandbox
        .run(&["config", "set", "sender.email", "nonsense"])
        .fails_with(5);
    let office = "schema = 1\n[[recipients]]\nid = \"y\"\nrole = \"ombudsman\"\noffice = \"O\"\n";
    for (key, wrong) in [
        ("email", "[\"a@b@c\"]"),
        ("phone", "[\"x\"]"),
        ("web_form", "\"x\""),
    ] {
        sandbox.file("office.toml", &format!("{office}{key} = {wrong}\n"));
        let refused = sandbox
            .run(&["recipients", "import", "office.toml"])
            .fails_with(5);
        assert!(
            refused.stderr.contains(&format!("recipients[1].{key}")),
            "{refused}"
        );
    }
    assert_eq!(
        sandbox.run(&["recipients", "list", "--ids"]).ok().stdout,
        "az-prosecutor-general\n"
    );
}

/// A casebook from the time when anything was taken for an address.
fn with_an_old_address(address: &str) -> Sandbox {
    let sandbox = small();
    let casebook = rusqlite::Connection::open(sandbox.home().join(".local/share/cases/cases.db"));
    let casebook = casebook.expect("a casebook");
    let columns = "UPDATE recipients SET email = json_array(?1) WHERE id = 'az-prosecutor-general'";
    casebook
        .execute(columns, [address])
        .expect("an old address");
    sandbox
}

#[test]
fn a_wrong_address_of_an_older_casebook_gets_no_mail_and_is_mended_as_the_check_says() {
    for old in ["a b@c.org, d@e.org", "\"a b\"@x, c@y", "it's$HOME"] {
        let sandbox = with_an_old_address(old);
        let draft = sandbox
            .run(&[&LETTER[..], &["--format", "eml"]].concat())
            .ok();
        assert!(!draft.stdout.contains("To: "), "{draft}");
        assert!(
            draft
                .stderr
                .contains("the draft has no addressee: no e-mail address is known"),
            "{draft}"
        );
        sandbox
            .run(&["update", "aliyeva-leyla", "--place", "Baku"])
            .ok();
        let check = sandbox.run(&["recipients", "check"]).fails_with(5);
        assert!(
            check
                .to_string()
                .contains(&format!("“{old}” is not an e-mail address")),
            "{check}"
        );
        let command = check.to_string();
        let command = command
            .lines()
            .find(|line| line.contains("--remove"))
            .expect("a command that mends it")
            .trim();
        sandbox
            .shell(&command.replace('…', "office@example.org"))
            .run()
            .ok();
        let mended = sandbox
            .run(&[&LETTER[..], &["--format", "eml"]].concat())
            .ok();
        assert!(mended.stdout.contains("<office@example.org>"), "{mended}");
    }
}

#[test]
fn a_draft_to_nobody_is_said_and_stops_where_every_warning_does() {
    let sandbox = small();
    for form in [&["--format", "eml"][..], &["--mailto"]] {
        let draft = sandbox.run(&[&LETTER[..], form].concat()).ok();
        assert!(draft.stderr.contains("--email ADDRESS"), "{draft}");
        sandbox
            .run(&[&LETTER[..], form, &["--strict"]].concat())
            .fails_with(5);
        assert_eq!(
            sandbox
                .run(&[&LETTER[..], form, &["-q"]].concat())
                .ok()
                .stderr,
            ""
        );
    }
    let wave = sandbox
        .run(&[&LETTER[..], &["--format", "eml,text", "-O", "out"]].concat())
        .ok();
    assert_eq!(
        wave.stderr.matches("the draft has no addressee").count(),
        1,
        "{wave}"
    );
}

#[test]
fn a_link_is_one_line_and_says_when_it_is_long() {
    let sandbox = with_mailboxes();
    let link = sandbox.run(&[&LETTER[..], &["--mailto"]].concat()).ok();
    assert!(
        link.stdout
            .starts_with("mailto:office@example.org?subject="),
        "{link}"
    );
    assert!(
        link.stdout
            .contains("%0D%0A%0D%0ADear%20Prosecutor%20General%2C%0D%0A")
            && link.stdout.lines().count() == 1
    );
    let length = link.stdout.trim_end().len();
    assert_eq!(
        link.stderr.contains(&format!("{length} characters")),
        length > 2000,
        "{link}"
    );
    let long = sandbox
        .run(&[
            "--sample",
            "letter",
            "kaiyrbek-askar",
            "--to",
            "prosecutor-general",
            "--mailto",
        ])
        .ok();
    assert!(
        long.stderr
            .contains("characters; some mail programs cut it after 2000"),
        "{long}"
    );
    let json = sandbox
        .run(&[&LETTER[..], &["--mailto", "--json"]].concat())
        .ok();
    assert_eq!(
        json.stdout.trim_end(),
        format!("[\"{}\"]", link.stdout.trim_end())
    );
    sandbox
        .run(&[&LETTER[..], &["--mailto", "--format", "md"]].concat())
        .fails_with(2);
}

#[test]
fn a_draft_bears_the_letter_as_a_file_where_that_is_asked_for() {
    let sandbox = with_mailboxes();
    let attached = ["--format", "eml", "--attach", "pdf"];
    let draft = sandbox.run(&[&LETTER[..], &attached].concat()).ok();
    for part in [
        "Content-Type: multipart/mixed;",
        "multipart/alternative;",
        "Content-Type: application/pdf",
        ".pdf\"",
    ] {
        assert!(draft.stdout.contains(part), "{part}\n{draft}");
    }
    let again = sandbox.run(&[&LETTER[..], &attached].concat()).ok();
    assert_eq!(draft.stdout, again.stdout);
    for refused in [
        &["--attach", "pdf"][..],
        &["--format", "eml", "--attach", "html"],
    ] {
        sandbox.run(&[&LETTER[..], refused].concat()).fails_with(2);
    }
}

#[test]
fn a_copy_is_named_with_title_and_address() {
    let sandbox = with_mailboxes();
    let mut office = vec!["recipients", "add", "az-ombudsman", "--role", "ombudsman"];
    office.extend(["--country", "AZ", "--office", "Ombudsman"]);
    office.extend([
        "--holder",
        "Sabina Example",
        "--post",
        "1 Street",
        "--post",
        "Baku",
    ]);
    office.extend(["--post-country", "AZ"]);
    sandbox.run(&office).ok();
    let told = sandbox
        .run(&[&LETTER[..], &["--cc", "az-ombudsman"]].concat())
        .ok();
    let (_, copies) = told.stdout.split_once("Copies to:").unwrap();
    let line = copies.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        line.contains("Ombudsman, 1 Street, Baku, Azerbaijan"),
        "{line}"
    );
}
