//! Where a letter goes when it goes by e-mail.

use crate::model::address::is_mailbox;
use crate::model::text;

/// The mailboxes of a letter, best first; empty where nobody has one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Default)]
pub struct Mail {
    /// Who writes.
    pub from: Option<Mailbox>,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub copies: Vec<Mailbox>,
}

/// One mailbox of one person or office; it can stand in a header and in a link without becoming two.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mailbox {
    name: Option<String>,
    address: String,
}

impl Mailbox {
    /// The mailbox with this address, of somebody with this name; none if it is not one address and nothing else.
    #[must_use]
    pub fn new(name: Option<&str>, address: &str) -> Option<Self> {
        let name = name
            .filter(|name| !name.contains(text::is_forbidden))
            .map(str::to_owned);
        is_mailbox(address).then(|| Self {
            name,
            address: address.to_owned(),
        })
    }

    /// Who has it, on one line.
    pub fn display_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address: `office@example.org`.
    pub fn email_address(&self) -> &str {
        &self.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_address() {
        for address in [
            "office@example.org",
            "a.b+c/d=e'f@sub.example.org",
            "почта@пример.рф",
        ] {
            assert_eq!(
                Mailbox::new(None, address).unwrap().email_address(),
                address
            );
        }
    }

    #[test]
    fn what_could_become_another_address_or_a_header_is_none() {
        for address in [
            "",
            "@",
            "a@",
            "@b.org",
            "a.org",
            "a@b",
            "a b@c.org",
            "a b@c, d@e.org",
            "a@b.org,c@d.org",
            "a@b@c.org",
            "a@b>\r\nBcc: v@example.org",
            "a@b.org\n",
            "a@b.org\0",
            "<a@b.org>",
            "x <a@b.org>",
            "\"a\"@b.org",
            "group:a@b.org;",
            "a..b@c.org",
            ".a@b.org",
            "a@b.",
            "a@b.org\u{202e}",
            "a@[127.0.0.1]",
        ] {
            assert_eq!(Mailbox::new(None, address), None, "{address:?}");
        }
        assert_eq!(
            Mailbox::new(None, &format!("{}@b.org", "a".repeat(254))),
            None
        );
    }

    #[test]
    fn a_name_that_could_become_a_header_is_left_out() {
        let mailbox = |name| {
            Mailbox::new(Some(name), "a@b.org")
                .unwrap()
                .display_name()
                .map(str::to_owned)
        };
        assert_eq!(mailbox("Evil\r\nBcc: v@example.org"), None);
        assert_eq!(
            mailbox("Müller, \"Jörg\" (x)").as_deref(),
            Some("Müller, \"Jörg\" (x)")
        );
    }
}
