//! The finished letter: all that a format may know.

use crate::model::Date;

/// A finished document, before any file format. The same letter has the same words in every format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Language of the text, BCP 47: `en`.
    pub lang: String,
    /// The kind of letter: `appeal`.
    pub kind: String,
    /// Subject of a letter, title of a statement or report; one line.
    pub subject: String,
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
}

/// The few words a format adds, in the language of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Emphasised words.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised words.
    Strong(Vec<Inline>),
    /// Words that lead to an address.
    Link {
        /// The words.
        text: Vec<Inline>,
        /// Where to: `https:`, `http:` or `mailto:` only.
        url: String,
    },
    /// A line break inside a paragraph.
    Break,
}

impl Inline {
    /// The words without their dress; a break is a space.
    #[must_use]
    pub fn plain(inlines: &[Self]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Self::Text(text) => text.clone(),
                Self::Emphasis(inner) | Self::Strong(inner) | Self::Link { text: inner, .. } => Self::plain(inner),
                Self::Break => " ".to_owned(),
            })
            .collect()
    }
}
