//! Where an office is reached. A typed address is checked; one from an older casebook is read unchanged.

use super::value::text_serde;
use super::{Cell, CellValue, InvalidValue, Line, ValueKind, text};

/// The longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// The fewest digits of a telephone number: those of an emergency call.
const FEWEST_DIGITS: usize = 3;

/// Makes a kind of address: a name, the test of a text, and the message for a text that fails it.
macro_rules! address {
    ($(#[doc = $about:literal])+ $Name:ident, $is:path, $refusal:literal) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $Name(Line);

        impl $Name {
            /// The address as it is written.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// What is wrong with an address of an older casebook that would be refused today.
            pub fn problem(&self) -> Option<InvalidValue> {
                (!$is(self.as_str())).then(|| InvalidValue::new(format!($refusal, self.as_str())))
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl std::str::FromStr for $Name {
            type Err = InvalidValue;

            fn from_str(text: &str) -> Result<Self, InvalidValue> {
                let address = Self(text.parse()?);
                address.problem().map_or(Ok(address), Err)
            }
        }

        impl CellValue for $Name {
            const KIND: ValueKind = ValueKind::Line;

            fn to_cell(&self) -> Cell {
                self.0.to_cell()
            }

            fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
                Line::from_cell(cell).map(Self)
            }

            fn from_typed(text: &str) -> Result<Self, InvalidValue> {
                text.parse()
            }

            fn check_entered(&self) -> Result<(), InvalidValue> {
                self.problem().map_or(Ok(()), Err)
            }
        }

        text_serde!($Name);
    };
}

address! {
    /// One mailbox: `office@example.org`.
    EmailAddress, is_mailbox, "“{}” is not an e-mail address; write one, as name@example.org"
}

address! {
    /// A number for a telephone or a fax: `+7 7172 712620`.
    PhoneNumber, is_number, "“{}” is not a telephone number; write it as +7 7172 712620"
}

address! {
    /// A page of the web: `https://example.org/form`.
    WebAddress, is_page, "“{}” is not the address of a page; write it as https://example.org/form"
}

/// Whether the text is `name@host.org`, without the marks that could end an address or begin another.
pub fn is_mailbox(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_dotted = !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
        !part.is_empty() && is_dotted && part.chars().all(is_plain)
    };
    text.len() <= LONGEST
        && text
            .split_once('@')
            .is_some_and(|(name, host)| is_part(name) && is_part(host) && host.contains('.'))
}

fn is_plain(c: char) -> bool {
    !(c.is_whitespace() || text::is_forbidden(c) || "@,;:<>()[]\"\\".contains(c))
}

fn is_number(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
        && !text.contains(['@', '<', '>', '{', '}'])
}

fn is_page(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| host.contains('.') && !host.starts_with('.') && !host.ends_with('.'))
        && !text.contains(|c: char| c.is_whitespace() || "<>\"{}".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_must_be_one_address() {
        for right in [
            "office@example.org",
            "a.b+c/d=e'f@sub.example.org",
            "почта@пример.рф",
        ] {
            assert_eq!(EmailAddress::from_typed(right).unwrap().as_str(), right);
        }
        for wrong in [
            "nonsense",
            "a@b@c",
            "\"a b\"@x, c@y",
            "a@b",
            "a@b.org, c@d.org",
            "x <a@b.org>",
        ] {
            assert!(
                EmailAddress::from_typed(wrong)
                    .unwrap_err()
                    .reason
                    .contains("name@example.org"),
                "{wrong}"
            );
        }
        for right in [
            "112",
            "+7 (7172) 71-26-20",
            "+375 17 337 35 33, ext. 5",
            "8 800 100",
        ] {
            assert!(PhoneNumber::from_typed(right).is_ok(), "{right}");
        }
        for wrong in ["none", "12", "a@b.org 123"] {
            assert!(PhoneNumber::from_typed(wrong).is_err(), "{wrong}");
        }
        for right in ["https://example.org", "http://пример.рф/форма?x=1"] {
            assert!(WebAddress::from_typed(right).is_ok(), "{right}");
        }
        for wrong in [
            "example.org",
            "https://",
            "https://example",
            "https://example.org/a b",
            "javascript:alert(1)",
        ] {
            assert!(WebAddress::from_typed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_stands_in_an_older_casebook_is_read_and_not_taken_in() {
        let old = EmailAddress::from_cell(&Cell::Text("a b".to_owned())).unwrap();
        assert_eq!(old.to_cell(), Cell::Text("a b".to_owned()));
        assert_eq!(old.check_entered().unwrap_err(), old.problem().unwrap());
        assert_eq!(
            Vec::from([old])
                .check_entered()
                .unwrap_err()
                .reason
                .lines()
                .count(),
            1
        );
        assert!(None::<EmailAddress>.check_entered().is_ok());
    }
}
