//! The finished letter: all that a format may know.

mod mail;

pub use mail::{Mail, Mailbox};

use serde::{Serialize, Serializer};

use super::traced_text::TracedText;
use crate::model::{Date, text};

/// A finished document, before any file format. The same letter has the same words in every format. Written by serde, it is
/// what a wave compares to know whether a file has to be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Language of the text, BCP 47: `en`.
    pub lang: String,
    /// The kind of letter: `appeal`.
    pub kind: String,
    /// Subject of a letter, title of a statement or report; one line.
    pub subject: TracedText,
    /// Who writes: name, organisation, postal lines, e-mail; empty for a report or a sheet without a sender.
    pub sender: Vec<String>,
    /// To whom, one postal line each, the country last; empty for a public document.
    pub recipient: Vec<String>,
    /// How it is delivered, if a line says so: “By e-mail: …”.
    pub delivery: Option<String>,
    /// Our or their reference.
    pub reference: Option<String>,
    /// Place, if known, and date in words: “Dublin, 15 September 2021”.
    pub place_and_date: String,
    /// The day of the letter.
    #[serde(serialize_with = "serialize_text")]
    pub date: Date,
    /// “Dear Prosecutor General,”; none for a public document.
    pub salutation: Option<String>,
    /// The text.
    pub body: Vec<Block>,
    /// “Yours sincerely,”; none where nobody closes.
    pub close: Option<String>,
    /// Who signs, in order, each as it is to be printed.
    pub signatories: Vec<String>,
    /// Who gets a copy.
    pub copies: Vec<String>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// Sources, in the order in which they are numbered from 1.
    pub sources: Vec<String>,
    /// The words that formats print themselves, in the language of the letter.
    pub labels: Labels,
    /// Where it goes as an e-mail; printed nowhere.
    pub mail: Mail,
}

impl Letter {
    /// Whether it is written to nobody in particular: a statement, a report, a sheet. It has a title, not a subject.
    pub fn is_public(&self) -> bool {
        self.recipient.is_empty() && self.salutation.is_none()
    }

    /// Its subject and its text, without all that the casebook adds around them.
    #[must_use]
    pub fn text_alone(&self) -> Self {
        let none = Vec::new;
        Self {
            sender: none(),
            recipient: none(),
            delivery: None,
            reference: None,
            place_and_date: String::new(),
            salutation: None,
            close: None,
            signatories: none(),
            copies: none(),
            enclosures: none(),
            sources: none(),
            mail: Mail::default(),
            ..self.clone()
        }
    }

    /// The subject and the lines of the text in reading order (headings, paragraphs, those of lists), with the facts that
    /// they state.
    pub fn traced_lines(&self) -> Vec<TracedText> {
        let mut lines = vec![self.subject.clone()];
        for block in &self.body {
            block.add_lines(&mut lines);
        }
        lines
    }

    /// The lines of the text in the same order, to be changed.
    pub fn body_lines_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        let mut lines = Vec::new();
        for block in &mut self.body {
            block.add_lines_mut(&mut lines);
        }
        lines
    }

    /// The subject and all words of the text, without their dress, each block on a line of its own.
    pub fn plain_text(&self) -> String {
        let mut words = self.subject.to_string();
        for block in &self.body {
            block.add_words(&mut words);
        }
        words
    }
}

/// The few words a format adds, in the language of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// “Subject”.
    pub subject: String,
    /// “Reference”.
    pub reference: String,
    /// “Copies to”.
    pub copies: String,
    /// “Enclosures”.
    pub enclosures: String,
    /// “Sources”.
    pub sources: String,
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Block {
    /// A heading; level 2 is the highest below the title.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Number of the first item of a numbered list; none for bullets.
        start: Option<u64>,
        /// The items, each of one or more blocks.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A line between two parts.
    Rule,
}

impl Block {
    fn add_lines(&self, lines: &mut Vec<TracedText>) {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) => {
                lines.push(Inline::traced_text(text));
            }
            Self::List { items, .. } => items
                .iter()
                .flatten()
                .for_each(|block| block.add_lines(lines)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.add_lines(lines)),
            Self::Rule => {}
        }
    }

    fn add_lines_mut<'a>(&'a mut self, lines: &mut Vec<&'a mut Vec<Inline>>) {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) => lines.push(text),
            Self::List { items, .. } => items
                .iter_mut()
                .flatten()
                .for_each(|block| block.add_lines_mut(lines)),
            Self::Quote(blocks) => blocks
                .iter_mut()
                .for_each(|block| block.add_lines_mut(lines)),
            Self::Rule => {}
        }
    }

    fn add_words(&self, words: &mut String) {
        match self {
            Self::Heading { text, .. } | Self::Paragraph(text) => {
                words.push('\n');
                words.push_str(&Inline::plain_text(text));
            }
            Self::List { items, .. } => items
                .iter()
                .flatten()
                .for_each(|block| block.add_words(words)),
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.add_words(words)),
            Self::Rule => {}
        }
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Inline {
    /// Plain words.
    Text(TracedText),
    /// Emphasised words.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised words.
    Strong(Vec<Inline>),
    /// Words that lead to an address.
    Link {
        /// The words.
        text: Vec<Inline>,
        /// Where to.
        url: Url,
    },
    /// A line break inside a paragraph.
    Break,
}

/// Where a link may lead: a web page (`https:`, `http:`) or a mailbox (`mailto:`), nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Url(String);

impl Url {
    /// The address; none if it is of another kind, leads nowhere, or holds what has no place in an address: white
    /// space, invisible characters, `<`, `>`, `"`, `\\`.
    #[must_use]
    pub fn new(address: &str) -> Option<Self> {
        let leads = ["https://", "http://", "mailto:"]
            .iter()
            .any(|kind| address.len() > kind.len() && starts_with_ignoring_case(address, kind));
        let is_clean = !address.chars().any(|c| {
            c.is_whitespace() || text::is_forbidden(c) || matches!(c, '<' | '>' | '"' | '\\')
        });
        (leads && is_clean).then(|| Self(address.to_owned()))
    }

    /// As a link needs it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a reader is shown it: without `mailto:`.
    pub fn display_text(&self) -> &str {
        let mail = "mailto:";
        if starts_with_ignoring_case(&self.0, mail) {
            &self.0[mail.len()..]
        } else {
            &self.0
        }
    }
}

impl Inline {
    /// The words without their dress, with the facts that they state; a break is a space.
    pub fn traced_text(inlines: &[Self]) -> TracedText {
        let mut traced = TracedText::default();
        for inline in inlines {
            match inline {
                Self::Text(text) => traced.push_traced(text),
                Self::Emphasis(inner) | Self::Strong(inner) | Self::Link { text: inner, .. } => {
                    traced.push_traced(&Self::traced_text(inner));
                }
                Self::Break => traced.push_traced(&TracedText::from(" ")),
            }
        }
        traced
    }

    /// The words without their dress; a break is a space.
    pub fn plain_text(inlines: &[Self]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Self::Text(text) => text.to_string(),
                Self::Emphasis(inner) | Self::Strong(inner) | Self::Link { text: inner, .. } => {
                    Self::plain_text(inner)
                }
                Self::Break => " ".to_owned(),
            })
            .collect()
    }
}

fn serialize_text<S: Serializer>(
    value: &impl std::fmt::Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_and_mailboxes() {
        for address in [
            "https://example.org/a?b=c&d#e",
            "HTTP://example.org",
            "mailto:a@example.org",
            "https://пример.рф",
        ] {
            assert_eq!(Url::new(address).unwrap().as_str(), address);
        }
        assert_eq!(
            Url::new("MailTo:a@example.org").unwrap().display_text(),
            "a@example.org"
        );
        assert_eq!(
            Url::new("https://example.org").unwrap().display_text(),
            "https://example.org"
        );
    }

    #[test]
    fn links_lead_nowhere_else() {
        for address in [
            "javascript:alert(1)",
            " https://example.org",
            "\u{1}javascript:x",
            "java\nscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "//example.org",
            "example.org",
            "https://",
            "mailto:",
            "https://a\u{202e}b",
            "https://a b",
            "https://a\"b",
            "https://a<b",
            "",
            "ü",
        ] {
            assert_eq!(Url::new(address), None, "{address:?}");
        }
    }
}
