//! Letters that go by e-mail: as a draft, as a link.

use crate::casebook::small;
use crate::sandbox::Sandbox;

const LETTER: [&str; 4] = ["letter", "aliyeva-leyla", "--to", "az-prosecutor-general"];

/// A casebook whose sender and whose office have a mailbox.
fn with_mailboxes() -> Sandbox {
    let sandbox = small();
    sandbox.run(&["init", "--email", "diaz@example.org"]).ok();
    sandbox.run(&["recipients", "update", "az-prosecutor-general", "--email", "office@example.org"]).ok();
    sandbox
}

#[test]
fn a_draft_is_addressed_as_the_letter_is() {
    let sandbox = with_mailboxes();
    let draft = sandbox.run(&[&LETTER[..], &["--cc", "az-prosecutor-general", "--format", "eml"]].concat()).ok();
    let office = "\"Prosecutor General of the Republic of Azerbaijan\" <office@example.org>\r\n";
    for line in [
        "X-Unsent: 1\r\n",
        "From: \"R. Diaz\" <diaz@example.org>\r\n",
        "Subject: ",
        &format!("To: {office}"),
        &format!("Cc: {office}"),
    ] {
        assert!(draft.stdout.contains(line), "{line}\n{draft}");
    }
}

#[test]
fn a_draft_to_nobody_with_a_mailbox_is_still_a_draft() {
    let draft = small().run(&[&LETTER[..], &["--format", "eml"]].concat()).ok();
    assert!(draft.stdout.contains("X-Unsent: 1\r\n") && !draft.stdout.contains("To: "), "{draft}");
}

#[test]
fn what_is_not_one_address_gets_no_mail() {
    let sandbox = small();
    sandbox.run(&["recipients", "update", "az-prosecutor-general", "--email", "a b@c.org, d@e.org"]).ok();
    let draft = sandbox.run(&[&LETTER[..], &["--format", "eml"]].concat()).ok();
    assert!(!draft.stdout.contains("d@e.org"), "{draft}");
    let check = sandbox.run(&["recipients", "check"]).fails_with(5);
    assert!(check.to_string().contains("“a b@c.org, d@e.org” is not an e-mail address"), "{check}");
}

#[test]
fn a_link_is_one_line_and_says_when_it_is_long() {
    let sandbox = with_mailboxes();
    let link = sandbox.run(&[&LETTER[..], &["--mailto"]].concat()).ok();
    assert!(link.stdout.starts_with("mailto:office@example.org?subject="), "{link}");
    assert!(
        link.stdout.contains("%0D%0A%0D%0ADear%20Prosecutor%20General%2C%0D%0A") && link.stdout.lines().count() == 1
    );
    let length = link.stdout.trim_end().len();
    assert_eq!(link.stderr.contains(&format!("{length} characters")), length > 2000, "{link}");
    let long = sandbox.run(&["--sample", "letter", "kaiyrbek-askar", "--to", "prosecutor-general", "--mailto"]).ok();
    assert!(long.stderr.contains("characters; some mail programs cut it after 2000"), "{long}");
    let json = sandbox.run(&[&LETTER[..], &["--mailto", "--json"]].concat()).ok();
    assert_eq!(json.stdout.trim_end(), format!("[\"{}\"]", link.stdout.trim_end()));
    sandbox.run(&[&LETTER[..], &["--mailto", "--format", "md"]].concat()).fails_with(2);
}
