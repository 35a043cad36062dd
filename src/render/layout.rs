//! What stands where: the parts of a letter in the order in which every format prints them.

use crate::letters::letter::{Block, Letter};

/// A piece of the letter, with what is to be printed in it. None is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
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
    /// Who signs, one per line.
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
pub struct Layout<'a> {
    /// Above the text.
    pub head: Vec<Part<'a>>,
    /// From the salutation to the last word of the text.
    pub text: Vec<Part<'a>>,
    /// Close and signatures: never torn apart.
    pub closing: Vec<Part<'a>>,
    /// Below the signatures.
    pub foot: Vec<Part<'a>>,
}

impl<'a> Layout<'a> {
    /// The parts the letter has. A public document begins with its title and names its sender below the signatures.
    pub fn of(letter: &'a Letter) -> Self {
        let is_public = letter.is_public();
        let mut foot = foot(letter);
        if is_public {
            foot.insert(0, lines(&letter.sender).map(Part::Sender));
        }
        let body = (!letter.body.is_empty()).then_some(Part::Body(&letter.body));
        Self {
            head: present(if is_public { public_head(letter) } else { letter_head(letter) }),
            text: present(vec![optional(&letter.salutation).map(Part::Salutation), body]),
            closing: present(vec![
                optional(&letter.close).map(Part::Close),
                lines(&letter.signatories).map(Part::Signatories),
            ]),
            foot: present(foot),
        }
    }

    /// All parts, from top to bottom.
    pub fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        [&self.head, &self.text, &self.closing, &self.foot].into_iter().flatten()
    }
}

fn letter_head(letter: &Letter) -> Vec<Option<Part<'_>>> {
    let label = labelled(&letter.labels.subject, &letter.lang);
    vec![
        lines(&letter.sender).map(Part::Sender),
        lines(&letter.recipient).map(Part::Recipient),
        optional(&letter.delivery).map(Part::Delivery),
        line(&letter.place_and_date).map(Part::PlaceAndDate),
        reference(letter),
        line(&letter.subject).map(|subject| Part::Subject(label, subject)),
    ]
}

fn public_head(letter: &Letter) -> Vec<Option<Part<'_>>> {
    vec![
        line(&letter.subject).map(Part::Title),
        line(&letter.place_and_date).map(Part::PlaceAndDate),
        optional(&letter.delivery).map(Part::Delivery),
        reference(letter),
    ]
}

fn foot(letter: &Letter) -> Vec<Option<Part<'_>>> {
    let label = |word: &str| labelled(word, &letter.lang);
    vec![
        lines(&letter.copies).map(|list| Part::Copies(label(&letter.labels.copies), list)),
        lines(&letter.enclosures).map(|list| Part::Enclosures(label(&letter.labels.enclosures), list)),
        lines(&letter.sources).map(|list| Part::Sources(label(&letter.labels.sources), list)),
    ]
}

fn reference(letter: &Letter) -> Option<Part<'_>> {
    let label = labelled(&letter.labels.reference, &letter.lang);
    optional(&letter.reference).map(|reference| Part::Reference(label, reference))
}

fn present(parts: Vec<Option<Part<'_>>>) -> Vec<Part<'_>> {
    parts.into_iter().flatten().collect()
}

fn optional(text: &Option<String>) -> Option<&str> {
    text.as_deref().and_then(line)
}

fn line(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}

fn lines(texts: &[String]) -> Option<Vec<&str>> {
    let lines: Vec<&str> = texts.iter().filter_map(|text| line(text)).collect();
    (!lines.is_empty()).then_some(lines)
}

/// The word with a colon, as the language sets it: French puts a space before.
fn labelled(word: &str, lang: &str) -> String {
    let is_french = lang.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("fr"));
    format!("{word}{}:", if is_french { "\u{a0}" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_sets_a_space_before_the_colon() {
        assert_eq!(labelled("Objet", "fr-BE"), "Objet\u{a0}:");
        assert_eq!(labelled("Subject", "en"), "Subject:");
        assert_eq!(labelled("Emne", "fry"), "Emne:");
    }

    #[test]
    fn what_is_blank_has_no_place() {
        assert_eq!(line(" \u{a0}\t"), None);
        assert_eq!(lines(&[String::new(), " ".to_owned()]), None);
        assert_eq!(lines(&["a".to_owned(), String::new()]), Some(vec!["a"]));
    }
}
