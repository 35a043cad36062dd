//! An unsent e-mail: opened in a mail program, read once more, and sent by a person.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date as Moment;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use sha2::{Digest, Sha256};

use crate::letters::letter::{Letter, Mailbox};
use crate::render::text_helpers::one_line;
use crate::render::{Format, html, text};

/// Bytes of the digest that tells the parts of a draft from their surroundings.
const BOUNDARY: usize = 16;

/// How a word begins that stands for other characters in a header (RFC 2047).
const ENCODED_WORD: &str = "=?";

/// The longest text of an encoded word, in characters.
const LONGEST_WORD: usize = 56;

/// The letter as a draft, as text and as a page. It names nothing of the machine it was made on, and has no number of
/// its own: the mail program that sends it gives it one. It bears the day of the letter, at noon UTC, which is that day
/// nearly everywhere.
pub fn render(letter: &Letter) -> Vec<u8> {
    write_draft(letter, Vec::new())
}

/// The same with the letter as a file of another format beside the text.
pub fn render_attaching(letter: &Letter, format: Format, file: Vec<u8>) -> Vec<u8> {
    let kind = match format {
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Html => "text/html",
        Format::Text | Format::Markdown => "text/plain",
        Format::Eml => "message/rfc822",
    };
    let name = format!("{}-{}.{}", letter.kind, letter.date, format.extension());
    let part = MimePart::new(kind, file).attachment(name);
    write_draft(letter, vec![part])
}

fn write_draft(letter: &Letter, attached: Vec<MimePart<'_>>) -> Vec<u8> {
    let body = without_label(letter);
    let parts = [
        ("text/plain", text::render(&body)),
        ("text/html", html::render(&body)),
    ];
    let boundary = make_boundary(&parts);
    let parts: Vec<MimePart<'_>> = parts
        .iter()
        .map(|(kind, body)| {
            MimePart::new(*kind, in_mail_lines(body)).language(one_line(&letter.lang))
        })
        .collect();
    let outer = format!("{boundary}-1");
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let headers = build_headers(letter);
    let (kind, draft) = if attached.is_empty() {
        let contents = BodyPart::Multipart(parts);
        (kind, MimePart { headers, contents })
    } else {
        let text = MimePart {
            headers: Vec::new(),
            contents: BodyPart::Multipart(parts),
        };
        let parts = std::iter::once(text.header("Content-Type", kind)).chain(attached);
        let contents = BodyPart::Multipart(parts.collect());
        let mixed = ContentType::new("multipart/mixed").attribute("boundary", outer);
        (mixed, MimePart { headers, contents })
    };
    let mut bytes = Vec::new();
    draft
        .header("MIME-Version", Raw::new("1.0"))
        .header("Content-Type", kind)
        .write_part(&mut bytes);
    bytes
}

/// The letter with its subject as a heading: the word “Subject” stands in the header of the draft.
fn without_label(letter: &Letter) -> Letter {
    let mut body = letter.clone();
    body.labels.subject.clear();
    body
}

/// The headers that are the letter’s. What nobody has is no header.
fn build_headers(letter: &Letter) -> Vec<(Cow<'static, str>, HeaderType<'static>)> {
    let people = |boxes: &[Mailbox]| (!boxes.is_empty()).then(|| to_address_header(boxes));
    let mail = &letter.mail;
    let subject = one_line(letter.subject.trim());
    [
        ("X-Unsent", Some(Raw::new("1").into())),
        (
            "Date",
            to_noon_seconds(letter.date).map(|seconds| Moment::new(seconds).into()),
        ),
        (
            "From",
            mail.from
                .as_ref()
                .map(|mailbox| to_address_header(std::slice::from_ref(mailbox))),
        ),
        ("To", people(&mail.to)),
        ("Cc", people(&mail.copies)),
        (
            "Subject",
            (!subject.is_empty()).then(|| to_text_header(subject)),
        ),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.into(), value?)))
    .collect()
}

/// A text as it is to be read: what looks like an encoded word (RFC 2047) is encoded itself, or a mail program would show
/// something else.
fn to_text_header(text: String) -> HeaderType<'static> {
    if text.contains(ENCODED_WORD) {
        Raw::new(encoded_words(&text)).into()
    } else {
        Text::new(text).into()
    }
}

fn to_address_header(boxes: &[Mailbox]) -> HeaderType<'static> {
    if !boxes.iter().any(|mailbox| {
        mailbox
            .display_name()
            .is_some_and(|name| name.contains(ENCODED_WORD))
    }) {
        let addresses: Vec<Address<'_>> = boxes.iter().map(to_address).collect();
        return match <[Address<'_>; 1]>::try_from(addresses) {
            Ok([one]) => one.into(),
            Err(several) => Address::new_list(several).into(),
        };
    }
    let named = |mailbox: &Mailbox| {
        let name = mailbox
            .display_name()
            .map(|name| encoded_words(&one_line(name)) + " ")
            .unwrap_or_default();
        format!("{name}<{}>", mailbox.email_address())
    };
    Raw::new(boxes.iter().map(named).collect::<Vec<_>>().join(", ")).into()
}

/// The text as encoded words, each short enough for a line of a header.
fn encoded_words(text: &str) -> String {
    let (mut words, mut word) = (Vec::new(), String::new());
    for c in text.chars() {
        let mut bytes = [0; 4];
        let encoded: String = match c {
            ' ' => "_".to_owned(),
            c if c.is_ascii_alphanumeric() => c.to_string(),
            c => c
                .encode_utf8(&mut bytes)
                .bytes()
                .map(|byte| format!("={byte:02X}"))
                .collect(),
        };
        if word.len() + encoded.len() > LONGEST_WORD {
            words.push(std::mem::take(&mut word));
        }
        word.push_str(&encoded);
    }
    words.push(word);
    words
        .iter()
        .map(|word| format!("{ENCODED_WORD}utf-8?Q?{word}?="))
        .collect::<Vec<_>>()
        .join(" ")
}

fn to_address(mailbox: &Mailbox) -> Address<'static> {
    Address::new_address(
        mailbox.display_name().map(one_line),
        mailbox.email_address().to_owned(),
    )
}

/// Noon UTC of the day, in seconds since 1970.
fn to_noon_seconds(day: Date) -> Option<i64> {
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
    Some(noon.timestamp().as_second())
}

/// Lines end as they do in mail, whatever the encoding.
fn in_mail_lines(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A mark that the parts do not contain and that is the same for the same parts.
fn make_boundary(parts: &[(&str, String)]) -> String {
    let digest = parts
        .iter()
        .fold(Sha256::new(), |digest, (_, body)| digest.chain_update(body));
    digest
        .finalize()
        .iter()
        .take(BOUNDARY)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use mail_builder::headers::Header;
    use mail_parser::MessageParser;

    use super::*;

    fn read(name: &str, header: &HeaderType<'_>) -> Vec<u8> {
        let mut bytes = format!("{name}: ").into_bytes();
        header.write_header(&mut bytes, name.len() + 2);
        bytes
    }

    #[test]
    fn what_looks_like_an_encoded_word_is_shown_as_it_stands() {
        for subject in [
            "=?utf-8?Q?Pay_now?=",
            "The case of =?x?B?YQ==?= and others",
            "a =? b",
            "=?utf-8?q?é?= long ".repeat(9).trim(),
        ] {
            let bytes = read("Subject", &to_text_header(subject.to_owned()));
            let parsed = MessageParser::new().parse_headers(&bytes[..]).unwrap();
            assert_eq!(
                parsed.subject(),
                Some(subject),
                "{}",
                String::from_utf8_lossy(&bytes)
            );
            assert!(
                String::from_utf8_lossy(&bytes)
                    .lines()
                    .all(|line| line.len() <= 78),
                "{subject}"
            );
        }
    }

    #[test]
    fn a_name_that_looks_like_an_encoded_word_is_shown_as_it_stands() {
        let name = "=?utf-8?Q?President?= (\"acting\"), <Office>";
        let boxes = [
            Mailbox::new(Some(name), "a@b.org").unwrap(),
            Mailbox::new(Some("Other, Office"), "c@d.org").unwrap(),
        ];
        let bytes = read("To", &to_address_header(&boxes));
        let parsed = MessageParser::new().parse_headers(&bytes[..]).unwrap();
        let told: Vec<_> = parsed
            .to()
            .unwrap()
            .iter()
            .map(|one| (one.name(), one.address()))
            .collect();
        let expected = [
            (Some(name), Some("a@b.org")),
            (Some("Other, Office"), Some("c@d.org")),
        ];
        assert_eq!(told, expected, "{}", String::from_utf8_lossy(&bytes));
    }
}
