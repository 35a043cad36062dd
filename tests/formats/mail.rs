//! Drafts, read as a mail program reads them.

use cases::letters::Letter;
use cases::letters::letter::{Mail, Mailbox};
use cases::render::{Format, render, render_mailto};
use mail_parser::{Address, HeaderName, Message, MessageParser, MimeHeaders};

use super::{samples, words as read};

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// The words of a draft; panics where its text and its page differ.
pub fn words(bytes: &[u8]) -> Vec<String> {
    let draft = parsed(bytes);
    assert_eq!(
        (
            draft.text_body.len(),
            draft.html_body.len(),
            draft.attachments.len()
        ),
        (1, 1, 0)
    );
    let text = read::of_text(&draft.body_text(0).unwrap());
    assert_eq!(read::of_html(&draft.body_html(0).unwrap()), text);
    text
}

fn people(address: Option<&Address<'_>>) -> Vec<(String, String)> {
    let own = |text: Option<&str>| text.unwrap_or_default().to_owned();
    address
        .into_iter()
        .flat_map(Address::iter)
        .map(|one| (own(one.name()), own(one.address())))
        .collect()
}

fn as_pairs(mailboxes: &[Mailbox]) -> Vec<(String, String)> {
    mailboxes
        .iter()
        .map(|mailbox| {
            (
                mailbox.display_name().unwrap_or_default().to_owned(),
                mailbox.email_address().to_owned(),
            )
        })
        .collect()
}

fn names_of_headers(draft: &Message<'_>) -> Vec<String> {
    draft
        .headers()
        .iter()
        .map(|header| header.name().to_owned())
        .collect()
}

#[test]
fn a_draft_goes_to_those_the_letter_names_and_bears_its_day() {
    let letter = samples::appeal();
    let bytes = render(&letter, Format::Eml);
    let draft = parsed(&bytes);
    assert_eq!(people(draft.from()), as_pairs(letter.mail.from.as_slice()));
    assert_eq!(people(draft.to()), as_pairs(&letter.mail.to));
    assert_eq!(people(draft.cc()), as_pairs(&letter.mail.copies));
    assert_eq!(draft.subject(), Some(letter.subject.as_str()));
    assert_eq!(draft.date().unwrap().to_rfc3339(), "2021-09-15T12:00:00Z");
    assert_eq!(
        draft
            .header_raw(HeaderName::Other("X-Unsent".into()))
            .unwrap()
            .trim(),
        "1"
    );
    assert_eq!(
        draft.part(1).unwrap().content_language().as_text(),
        Some("en")
    );
}

#[test]
fn a_draft_names_nothing_that_the_letter_does_not() {
    let known = [
        "X-Unsent",
        "Date",
        "From",
        "To",
        "Cc",
        "Subject",
        "MIME-Version",
        "Content-Type",
    ];
    let letter = samples::appeal();
    let bytes = render(&letter, Format::Eml);
    assert_eq!(names_of_headers(&parsed(&bytes)), known);
    let nobody = Letter {
        mail: Mail::default(),
        ..letter
    };
    let bytes = render(&nobody, Format::Eml);
    let names = names_of_headers(&parsed(&bytes));
    assert_eq!(
        names,
        [
            "X-Unsent",
            "Date",
            "Subject",
            "MIME-Version",
            "Content-Type"
        ]
    );
}

#[test]
fn no_value_becomes_a_header() {
    let evil = "Evil\r\nBcc: victim@example.org\r\n\r\nbody";
    for subject in [
        evil.to_owned(),
        format!("Іс {evil}"),
        samples::hostile().subject.to_string(),
    ] {
        let mut letter = Letter {
            subject: subject.clone().into(),
            lang: evil.to_owned(),
            ..samples::appeal()
        };
        letter.mail.to = [
            Some(evil),
            Some("Жалған\nBcc: v@example.org"),
            Some("a\" <b@c.org>, \"d"),
        ]
        .iter()
        .map(|name| Mailbox::new(*name, "office@example.org").unwrap())
        .collect();
        let bytes = render(&letter, Format::Eml);
        let draft = parsed(&bytes);
        assert_eq!(draft.bcc(), None);
        assert_eq!(people(draft.to()), as_pairs(&letter.mail.to));
        let told: Vec<String> = read::split(&subject.replace(char::is_control, " ")).collect();
        assert_eq!(
            read::split(draft.subject().unwrap()).collect::<Vec<_>>(),
            told
        );
        words(&bytes);
    }
}

#[test]
fn every_line_is_a_line_of_mail() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let bytes = render(&letter, Format::Eml);
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.is_ascii());
        for line in text.split("\r\n") {
            assert!(line.len() <= 78 && !line.contains(['\r', '\n']), "{line:?}");
        }
        let draft = parsed(&bytes);
        for part in [draft.body_text(0).unwrap(), draft.body_html(0).unwrap()] {
            assert!(!part.replace("\r\n", "").contains(['\r', '\n']));
        }
    }
}

/// The parts of a link, decoded.
fn opened(link: &str) -> (String, Vec<(String, String)>) {
    let (to, fields) = link
        .strip_prefix("mailto:")
        .unwrap()
        .split_once('?')
        .unwrap();
    let fields = fields.split('&').map(|field| {
        let (name, value) = field.split_once('=').unwrap();
        (name.to_owned(), decoded(value))
    });
    (decoded(to), fields.collect())
}

fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_link_opens_the_same_letter() {
    for letter in [samples::appeal(), samples::statement(), samples::hostile()] {
        let link = render_mailto(&letter);
        assert!(
            link.bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"<>\"'".contains(&byte)),
            "{link}"
        );
        let (to, fields) = opened(&link);
        let addresses = |list: &[Mailbox]| {
            list.iter()
                .map(Mailbox::email_address)
                .collect::<Vec<_>>()
                .join(",")
        };
        let field = |name: &str| {
            fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(to, addresses(&letter.mail.to));
        assert_eq!(
            field("cc").unwrap_or_default(),
            addresses(&letter.mail.copies)
        );
        let text = String::from_utf8(render(&letter, Format::Text)).unwrap();
        assert_eq!(field("body").unwrap(), text.replace('\n', "\r\n"));
        assert_eq!(field("subject").unwrap(), letter.subject.as_str());
    }
}
