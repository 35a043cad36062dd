//! A further penalty beside the main one of a sentence.

use std::fmt;
use std::str::FromStr;

use super::value::{Kind, text_value};
use super::vocabulary::{RestrictionKind, Vocabulary};
use super::{Invalid, Line, Term};

/// A restriction imposed by a sentence, written `ban-public-activity 3y: what exactly`; term and text may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Penalty {
    /// What it is.
    pub kind: RestrictionKind,
    /// How long.
    pub term: Option<Term>,
    /// What exactly, in a few words.
    pub text: Option<Line>,
}

impl fmt::Display for Penalty {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.kind)?;
        if let Some(term) = self.term {
            write!(out, " {term}")?;
        }
        if let Some(text) = &self.text {
            write!(out, ": {text}")?;
        }
        Ok(())
    }
}

impl FromStr for Penalty {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let (head, text) = match text.split_once(':') {
            Some((head, text)) => (head.trim(), Some(text.parse::<Line>()?)),
            None => (text.trim(), None),
        };
        let (kind, term) = match head.split_once(char::is_whitespace) {
            Some((kind, term)) => (kind, Some(term.parse::<Term>()?)),
            None => (head, None),
        };
        let slug: super::Id = kind.parse()?;
        Ok(Self { kind: RestrictionKind::from_stored(slug.as_str()), term, text })
    }
}

text_value!(Penalty, Kind::Line);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_read() {
        for text in [
            "confiscation",
            "ban-public-activity 3y",
            "compulsory-payment: 27,780 tenge",
            "ban-holding-office 10y: in NGOs",
        ] {
            assert_eq!(text.parse::<Penalty>().unwrap().to_string(), text);
        }
        assert!("ban for ever".parse::<Penalty>().is_err());
    }
}
