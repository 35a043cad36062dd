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

use super::words::one_line;
use super::{html, text};
use crate::letters::letter::{Letter, Mailbox};

/// Bytes of the digest that tells the parts of a draft from their surroundings.
const BOUNDARY: usize = 16;

/// The letter as a draft, as text and as a page. It names nothing of the machine it was made on, and has no number of
/// its own: the mail program that sends it gives it one. It bears the day of the letter, at noon UTC, which is that day
/// nearly everywhere.
pub fn render(letter: &Letter) -> Vec<u8> {
    let parts = [("text/plain", text::render(letter)), ("text/html", html::render(letter))];
    let boundary = boundary(&parts);
    let parts: Vec<MimePart<'_>> = parts
        .iter()
        .map(|(kind, body)| MimePart::new(*kind, in_mail_lines(body)).language(one_line(&letter.lang)))
        .collect();
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let draft = MimePart { headers: headers(letter), contents: BodyPart::Multipart(parts) };
    let mut bytes = Vec::new();
    draft.header("MIME-Version", Raw::new("1.0")).header("Content-Type", kind).write_part(&mut bytes);
    bytes
}

/// The headers that are the letter’s. What nobody has is no header.
fn headers(letter: &Letter) -> Vec<(Cow<'static, str>, HeaderType<'static>)> {
    let people =
        |boxes: &[Mailbox]| (!boxes.is_empty()).then(|| Address::new_list(boxes.iter().map(address).collect()).into());
    let mail = &letter.mail;
    let subject = one_line(letter.subject.trim());
    [
        ("X-Unsent", Some(Raw::new("1").into())),
        ("Date", noon(letter.date).map(|seconds| Moment::new(seconds).into())),
        ("From", mail.from.as_ref().map(|mailbox| address(mailbox).into())),
        ("To", people(&mail.to)),
        ("Cc", people(&mail.copies)),
        ("Subject", (!subject.is_empty()).then(|| Text::new(subject).into())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.into(), value?)))
    .collect()
}

fn address(mailbox: &Mailbox) -> Address<'static> {
    Address::new_address(mailbox.name().map(one_line), mailbox.address().to_owned())
}

/// Noon UTC of the day, in seconds since 1970.
fn noon(day: Date) -> Option<i64> {
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
    Some(noon.timestamp().as_second())
}

/// Lines end as they do in mail, whatever the encoding.
fn in_mail_lines(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A mark that the parts do not contain and that is the same for the same parts.
fn boundary(parts: &[(&str, String)]) -> String {
    let digest = parts.iter().fold(Sha256::new(), |digest, (_, body)| digest.chain_update(body));
    digest.finalize().iter().take(BOUNDARY).map(|byte| format!("{byte:02x}")).collect()
}
