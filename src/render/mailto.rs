//! A letter as a link that opens a draft in the mail program.

use std::fmt::Write;

use super::text;
use crate::letters::letter::{Letter, Mailbox};
use crate::render::text_helpers::one_line;

/// The letter as a `mailto:` link (RFC 6068): to whom, who gets a copy, the subject, the letter as plain text.
pub fn render_mailto(letter: &Letter) -> String {
    let copies = encode_addresses(&letter.mail.copies);
    let body = percent_encode(&text::render(letter).replace('\n', "\r\n"));
    let fields = [
        ("cc", copies),
        ("subject", percent_encode(&one_line(letter.subject.trim()))),
        ("body", body),
    ];
    let fields: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!(
        "mailto:{}?{}",
        encode_addresses(&letter.mail.to),
        fields.join("&")
    )
    .trim_end_matches('?')
    .to_owned()
}

fn encode_addresses(boxes: &[Mailbox]) -> String {
    let address = |mailbox: &Mailbox| percent_encode(mailbox.email_address()).replace("%40", "@");
    boxes.iter().map(address).collect::<Vec<_>>().join(",")
}

/// The text with every byte in percent signs that does not mean itself everywhere in a link (RFC 3986, 2.3).
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(byte.into())
            }
            // Writing to a string does not fail.
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_itself_stays() {
        assert_eq!(percent_encode("aZ9-._~"), "aZ9-._~");
        assert_eq!(
            percent_encode("a&b=c?d#e+f%\r\nя"),
            "a%26b%3Dc%3Fd%23e%2Bf%25%0D%0A%D1%8F"
        );
    }

    #[test]
    fn addresses_stand_side_by_side() {
        let mailbox = |address| Mailbox::new(Some("Somebody"), address).unwrap();
        assert_eq!(
            encode_addresses(&[mailbox("a@b.org"), mailbox("c&d=e?f@g.org")]),
            "a@b.org,c%26d%3De%3Ff@g.org"
        );
    }
}
