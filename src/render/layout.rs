//! What stands where: the parts of a letter in the order in which every format prints them.

use crate::letters::letter::{Block, Letter};

/// A piece of the letter, with what is to be printed in it. None is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutPart<'a> {
    /// The title of a public document.
    Title(&'a str),
    /// Who writes, line by line.
    Sender(Vec<&'a str>),
    /// To whom, line by line.
    Recipient(Vec<&'a str>),
    /// How it is delivered.
    Delivery(&'a str),
    /// Where and when.
    PlaceAndDate(&'a str),
    /// The word for it with its colon, and the reference.
    Reference(String, &'a str),
    /// The word for it with its colon, and the subject.
    Subject(String, &'a str),
    /// The words that open the letter.
    Salutation(&'a str),
    /// The text.
    Body(&'a [Block]),
    /// The words that close the letter.
    Close(&'a str),
    /// Who signs, below it the organisation for which they write, line by line.
    Signature(Vec<&'a str>),
    /// Several who sign, one per line, each with room for it.
    Signatories(Vec<&'a str>),
    /// The word for it with its colon, and who gets a copy, one per line.
    Copies(String, Vec<&'a str>),
    /// The word for it with its colon, and what is enclosed, one per line.
    Enclosures(String, Vec<&'a str>),
    /// The word for it with its colon, and the sources, to be numbered from 1.
    Sources(String, Vec<&'a str>),
}

/// The four places of a letter, from top to bottom.
#[derive(Debug)]
pub struct LetterLayout<'a> {
    /// Above the text.
    pub head: Vec<LayoutPart<'a>>,
    /// From the salutation to the last word of the text.
    pub text: Vec<LayoutPart<'a>>,
    /// Close and signatures: never torn apart.
    pub closing: Vec<LayoutPart<'a>>,
    /// Below the signatures.
    pub foot: Vec<LayoutPart<'a>>,
}

impl<'a> LetterLayout<'a> {
    /// The parts the letter has. A public document begins with its title and names its sender below the signatures.
    pub fn from_letter(letter: &'a Letter) -> Self {
        let is_public = letter.is_public();
        let mut foot = letter_foot(letter);
        if is_public {
            foot.insert(0, non_blank_lines(&letter.sender).map(LayoutPart::Sender));
        }
        let body = (!letter.body.is_empty()).then_some(LayoutPart::Body(&letter.body));
        Self {
            head: keep_present(if is_public {
                public_head(letter)
            } else {
                letter_head(letter)
            }),
            text: keep_present(vec![
                non_blank_option(&letter.salutation).map(LayoutPart::Salutation),
                body,
            ]),
            closing: keep_present(vec![
                non_blank_option(&letter.close).map(LayoutPart::Close),
                signing_part(letter),
            ]),
            foot: keep_present(foot),
        }
    }

    /// All parts, from top to bottom.
    pub fn iter_parts(&self) -> impl Iterator<Item = &LayoutPart<'a>> {
        [&self.head, &self.text, &self.closing, &self.foot]
            .into_iter()
            .flatten()
    }
}

fn signing_part(letter: &Letter) -> Option<LayoutPart<'_>> {
    let lines = non_blank_lines(&letter.signatories)?;
    let is_of_sender = |line: &&str| letter.sender.iter().any(|known| known == line);
    Some(if lines.iter().skip(1).all(is_of_sender) {
        LayoutPart::Signature(lines)
    } else {
        LayoutPart::Signatories(lines)
    })
}

fn letter_head(letter: &Letter) -> Vec<Option<LayoutPart<'_>>> {
    let label = with_colon(&letter.labels.subject, &letter.lang);
    vec![
        non_blank_lines(&letter.sender).map(LayoutPart::Sender),
        non_blank_lines(&letter.recipient).map(LayoutPart::Recipient),
        non_blank_option(&letter.delivery).map(LayoutPart::Delivery),
        non_blank(&letter.place_and_date).map(LayoutPart::PlaceAndDate),
        reference_part(letter),
        non_blank(&letter.subject).map(|subject| LayoutPart::Subject(label, subject)),
    ]
}

fn public_head(letter: &Letter) -> Vec<Option<LayoutPart<'_>>> {
    vec![
        non_blank(&letter.subject).map(LayoutPart::Title),
        non_blank(&letter.place_and_date).map(LayoutPart::PlaceAndDate),
        non_blank_option(&letter.delivery).map(LayoutPart::Delivery),
        reference_part(letter),
    ]
}

fn letter_foot(letter: &Letter) -> Vec<Option<LayoutPart<'_>>> {
    let label = |word: &str| with_colon(word, &letter.lang);
    vec![
        non_blank_lines(&letter.copies)
            .map(|list| LayoutPart::Copies(label(&letter.labels.copies), list)),
        non_blank_lines(&letter.enclosures)
            .map(|list| LayoutPart::Enclosures(label(&letter.labels.enclosures), list)),
        non_blank_lines(&letter.sources)
            .map(|list| LayoutPart::Sources(label(&letter.labels.sources), list)),
    ]
}

fn reference_part(letter: &Letter) -> Option<LayoutPart<'_>> {
    let label = with_colon(&letter.labels.reference, &letter.lang);
    non_blank_option(&letter.reference).map(|reference| LayoutPart::Reference(label, reference))
}

fn keep_present(parts: Vec<Option<LayoutPart<'_>>>) -> Vec<LayoutPart<'_>> {
    parts.into_iter().flatten().collect()
}

fn non_blank_option(text: &Option<String>) -> Option<&str> {
    text.as_deref().and_then(non_blank)
}

fn non_blank(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}

fn non_blank_lines(texts: &[String]) -> Option<Vec<&str>> {
    let lines: Vec<&str> = texts.iter().filter_map(|text| non_blank(text)).collect();
    (!lines.is_empty()).then_some(lines)
}

/// The word with a colon, as the language sets it: French puts a space before. No word, no colon.
fn with_colon(word: &str, lang: &str) -> String {
    if word.is_empty() {
        return String::new();
    }
    let is_french = lang
        .split('-')
        .next()
        .is_some_and(|language| language.eq_ignore_ascii_case("fr"));
    format!("{word}{}:", if is_french { "\u{a0}" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_sets_a_space_before_the_colon() {
        assert_eq!(with_colon("Objet", "fr-BE"), "Objet\u{a0}:");
        assert_eq!(with_colon("Subject", "en"), "Subject:");
        assert_eq!(with_colon("Emne", "fry"), "Emne:");
        assert_eq!(with_colon("", "en"), "");
    }

    #[test]
    fn what_is_blank_has_no_place() {
        assert_eq!(non_blank(" \u{a0}\t"), None);
        assert_eq!(non_blank_lines(&[String::new(), " ".to_owned()]), None);
        assert_eq!(
            non_blank_lines(&["a".to_owned(), String::new()]),
            Some(vec!["a"])
        );
    }
}
