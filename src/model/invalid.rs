//! A value that cannot be: what it was, why not, and what was probably meant.

use std::fmt;

/// Why a value was refused at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    /// The field the value was meant for, where that is known: `born`, `charges[2].date`.
    pub field: Option<String>,
    /// What is wrong, as a sentence without a full stop.
    pub reason: String,
    /// The nearest right word.
    pub nearest: Option<String>,
}

impl InvalidValue {
    /// A refusal with its reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            field: None,
            reason: reason.into(),
            nearest: None,
        }
    }

    /// A word that is not in a list; the nearest one of the list is suggested.
    pub fn unknown_word<'a>(
        list: &str,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            field: None,
            reason: format!("“{word}” is not a known {list}"),
            nearest: nearest(word, known).map(str::to_owned),
        }
    }

    /// A field that does not exist; the nearest one that does is suggested.
    pub fn unknown_field<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            field: Some(name.to_owned()),
            reason: format!("there is no field “{name}”"),
            nearest: nearest(name, known).map(str::to_owned),
        }
    }

    /// The same refusal, said of this field; fields inside fields are joined by a dot.
    #[must_use]
    pub fn with_field(mut self, field: &str) -> Self {
        self.field = Some(match self.field {
            Some(inner) if inner.starts_with('[') => format!("{field}{inner}"),
            Some(inner) => format!("{field}.{inner}"),
            None => field.to_owned(),
        });
        self
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(out, "{field}: ")?;
        }
        out.write_str(&self.reason)?;
        if let Some(nearest) = &self.nearest {
            write!(out, "; did you mean “{nearest}”?")?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidValue {}

/// The word of the list that is most like the given one, if any is like it at all.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::jaro_winkler(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, candidate)| {
            *likeness > 0.82 || (word.len() > 3 && candidate.starts_with(&word))
        })
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}
