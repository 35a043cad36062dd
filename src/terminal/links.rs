//! Words of a text that lead somewhere: on a terminal that knows how (OSC 8), a click on one opens its address.

use std::collections::BTreeMap;

use super::sanitise;

/// The longest address that terminals take.
const LONGEST: usize = 2000;

/// Words and the addresses they lead to. The text looks the same with and without.
#[derive(Debug, Clone, Default)]
pub struct TerminalLinks {
    addresses: BTreeMap<String, String>,
    only_in_brackets: bool,
}

impl TerminalLinks {
    /// Links on the words of a text that stand alone.
    #[must_use]
    pub fn of_words() -> Self {
        Self::default()
    }

    /// Links on the words of a text that stand alone in square brackets.
    #[must_use]
    pub fn in_brackets() -> Self {
        Self {
            only_in_brackets: true,
            ..Self::default()
        }
    }

    /// Links a word to a web page. An address that is not `http` or `https`, or has invisible characters, is not linked.
    pub fn add_page(&mut self, word: &str, address: &str) {
        let is_page = ["https://", "http://"].iter().any(|scheme| {
            let beginning = address.get(..scheme.len());
            beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
                && address.len() > scheme.len()
        });
        if is_page
            && sanitise::visible_text(address) == address
            && !address.contains(char::is_whitespace)
        {
            self.add(word, in_ascii(address));
        }
    }

    /// Links an e-mail address to a new message. Anything longer than an address is not linked.
    pub fn add_mail(&mut self, address: &str) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".+-_@".contains(c);
        if address.matches('@').count() == 1 && address.chars().all(is_plain) {
            self.add(address, format!("mailto:{address}"));
        }
    }

    fn add(&mut self, word: &str, address: String) {
        if address.len() <= LONGEST {
            self.addresses.insert(word.to_owned(), address);
        }
    }

    /// A text that is safe to look at, with its links.
    pub(super) fn insert_links(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut in_brackets = false;
        for piece in text.split_inclusive(is_edge) {
            let (word, edge) = match piece.char_indices().next_back() {
                Some((at, c)) if is_edge(c) => piece.split_at(at),
                _ => (piece, ""),
            };
            match self
                .addresses
                .get(word)
                .filter(|_| in_brackets || !self.only_in_brackets)
            {
                Some(address) => out.push_str(&format!(
                    "\u{1b}]8;;{address}\u{1b}\\{word}\u{1b}]8;;\u{1b}\\"
                )),
                None => out.push_str(word),
            }
            out.push_str(edge);
            in_brackets = edge == "[" || (in_brackets && edge != "]");
        }
        out
    }
}

/// Whether a word ends here.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | ',' | ';')
}

/// The address with every letter beyond ASCII in bytes, as an escape sequence needs it.
fn in_ascii(address: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    address.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text looks like: without what begins and ends a link.
    fn seen(text: &str) -> String {
        let mut parts = text.split("\u{1b}]8;;");
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |seen, part| {
            seen + part.split_once("\u{1b}\\").unwrap().1
        })
    }

    #[test]
    fn a_word_in_brackets_leads_to_its_page_and_looks_as_before() {
        let mut links = TerminalLinks::in_brackets();
        links.add_page("bbc", "https://example.org/Бокаев");
        let text = "bbc reported [official, bbc]\n  [bbc-2]\n  bbc, [\n  bbc]";
        let woven = links.insert_links(text);
        let link = "\u{1b}]8;;https://example.org/%D0%91%D0%BE%D0%BA%D0%B0%D0%B5%D0%B2\u{1b}\\bbc\u{1b}]8;;\u{1b}\\";
        assert_eq!(
            woven,
            format!("bbc reported [official, {link}]\n  [bbc-2]\n  bbc, [\n  {link}]")
        );
        assert_eq!(seen(&woven), text);
    }

    #[test]
    fn addresses_lead_to_themselves_wherever_they_stand() {
        let mut links = TerminalLinks::of_words();
        links.add_page("HTTPS://example.org/a", "HTTPS://example.org/a");
        links.add_mail("a.b+c@example.org");
        let woven =
            links.insert_links("HTTPS://example.org/a, a.b+c@example.org; x.a.b+c@example.org");
        assert!(
            woven.contains("]8;;mailto:a.b+c@example.org\u{1b}\\a.b+c")
                && woven.contains("]8;;HTTPS:"),
            "{woven}"
        );
        assert_eq!(woven.matches("\u{1b}]8;;\u{1b}\\").count(), 2);
    }

    #[test]
    fn a_hostile_address_leads_nowhere() {
        let mut links = TerminalLinks::of_words();
        for address in [
            "https://a.org/\u{1b}\\\u{1b}]0;gone\u{7}",
            "https://a.org/\u{7}",
            "https://a.org/\u{9c}x",
            "https://a.org/\u{202e}gro.b",
            "https://a.org/a b",
            "https://a.org/a\nb",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ssh://a.org",
            "https://",
            "",
        ] {
            links.add_page("word", address);
        }
        links.add_page("word", &format!("https://a.org/{}", "a".repeat(LONGEST)));
        for address in [
            "a@b.org?bcc=c@d.org",
            "a@b.org,c@d.org",
            "a@b.org\u{1b}",
            "a b@c.org",
            "a.org",
            "a%0a@b.org",
        ] {
            links.add_mail(address);
        }
        assert!(links.addresses.is_empty(), "{links:?}");
    }
}
