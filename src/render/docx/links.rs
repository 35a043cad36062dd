//! Where the links of a document lead.

use super::xml::escape_xml;
use crate::letters::letter::Url;

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts that the document is made of, by the ends of their kinds and their names.
const PARTS: [(&str, &str); 4] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("settings", "settings.xml"),
    ("footer", "footer.xml"),
];

/// The addresses, each once, in the order in which they were met.
#[derive(Debug, Default)]
pub struct DocxLinks {
    targets: Vec<String>,
}

impl DocxLinks {
    /// The id under which the document names the address; none for one that office programs cannot read, which would
    /// make them take the whole file for damaged.
    pub fn add_link(&mut self, url: &Url) -> Option<String> {
        let target = to_uri(url.as_str())?;
        let at = self
            .targets
            .iter()
            .position(|known| *known == target)
            .unwrap_or_else(|| {
                self.targets.push(target);
                self.targets.len() - 1
            });
        Some(format!("link{}", at + 1))
    }

    /// The part that says what the ids stand for; each other part has its kind as its id.
    pub fn to_xml(&self) -> String {
        let parts = PARTS
            .iter()
            .map(|(kind, name)| write_relationship(kind, kind, name, ""));
        let links = self.targets.iter().enumerate().map(|(at, target)| {
            write_relationship(
                &format!("link{}", at + 1),
                "hyperlink",
                &escape_xml(target),
                r#" TargetMode="External""#,
            )
        });
        let inner: String = parts.chain(links).collect();
        format!(
            "{}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n{inner}</Relationships>\n",
            super::xml::DECLARATION
        )
    }
}

fn write_relationship(id: &str, kind: &str, target: &str, mode: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"{mode}/>\n")
}

/// The address as a URI, with the marks in percent signs that a URI has not; none if its host is not one.
fn to_uri(address: &str) -> Option<String> {
    let (kind, rest) = address.split_once(':')?;
    let host = match rest.strip_prefix("//") {
        Some(rest) => rest.split(['/', '?', '#']).next()?,
        None => rest.split('?').next()?.split_once('@')?.1,
    };
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_host = name.split('.').all(is_label) && port.chars().all(|c| c.is_ascii_digit());
    is_host.then(|| format!("{kind}:{}", percent_encode(rest)))
}

fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_code = || {
            text.get(at + 1..at + 3)
                .is_some_and(|code| code.chars().all(|c| c.is_ascii_hexdigit()))
        };
        match c {
            '%' if !is_code() => encoded.push_str("%25"),
            '`' | '{' | '|' | '}' | '^' | '[' | ']' => {
                encoded.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c => encoded.push(c),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_uri() {
        for (address, uri) in [
            ("https://a.org", "https://a.org"),
            (
                "https://a-b.org:443/c(d)?e=f&g#h",
                "https://a-b.org:443/c(d)?e=f&g#h",
            ),
            ("https://пример.рф/я", "https://пример.рф/я"),
            (
                "https://a.org/{b}|[c]^`/%2F%zz%",
                "https://a.org/%7Bb%7D%7C%5Bc%5D%5E%60/%2F%25zz%25",
            ),
            ("mailto:a+b@c.org?subject=d", "mailto:a+b@c.org?subject=d"),
        ] {
            assert_eq!(to_uri(address).as_deref(), Some(uri));
        }
    }

    #[test]
    fn an_address_without_a_host_is_no_link() {
        for address in [
            "https://*",
            "https://a..b",
            "https://@",
            "https://a:b/",
            "https:///a",
            "mailto:a",
            "mailto:a@b@c",
        ] {
            assert_eq!(to_uri(address), None, "{address}");
        }
    }

    #[test]
    fn an_address_has_one_id() {
        let mut links = DocxLinks::default();
        let mut id = |url| links.add_link(&Url::new(url).unwrap());
        let ids = [
            id("https://a.org"),
            id("https://b.org"),
            id("https://a.org"),
            id("https://*"),
        ];
        assert_eq!(
            ids.map(Option::unwrap_or_default),
            ["link1", "link2", "link1", ""]
        );
    }
}
