//! A further penalty beside the main one of a sentence.

use std::fmt;
use std::str::FromStr;

use super::value::{Cell, CellValue, ValueKind, text_serde};
use super::vocabulary::{RestrictionKind, Vocabulary};
use super::{InvalidValue, Line, Term};

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
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let (head, text) = match text.split_once(':') {
            Some((head, text)) => (head.trim(), Some(text.parse::<Line>()?)),
            None => (text.trim(), None),
        };
        let (kind, term) = match head.split_once(char::is_whitespace) {
            Some((kind, term)) => (kind, Some(term.parse::<Term>()?)),
            None => (head, None),
        };
        let slug: super::Id = kind.parse()?;
        Ok(Self {
            kind: RestrictionKind::from_stored(slug.as_str()),
            term,
            text,
        })
    }
}

impl CellValue for Penalty {
    const KIND: ValueKind = ValueKind::Line;

    fn to_cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }

    fn from_cell(cell: &Cell) -> Result<Self, InvalidValue> {
        cell.to_line().parse()
    }

    fn from_typed(text: &str) -> Result<Self, InvalidValue> {
        let penalty: Self = text.parse()?;
        penalty.unknown_word().map_or(Ok(penalty), Err)
    }

    fn unknown_word(&self) -> Option<InvalidValue> {
        self.kind.unknown_word()
    }
}

text_serde!(Penalty);

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

    #[test]
    fn an_unknown_word_is_refused_when_typed_and_carried_when_stored() {
        let error = Penalty::from_typed("ban-publik-activity 3y").unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("ban-public-activity"));
        let stored = Penalty::from_cell(&Cell::Text("exile-to-the-moon 3y".into())).unwrap();
        assert_eq!(stored.to_string(), "exile-to-the-moon 3y");
        assert!(stored.unknown_word().is_some());
    }
}
