//! Names by which records are called: lower-case words joined by hyphens.

use std::fmt;
use std::str::FromStr;

use super::InvalidValue;
use super::value::{ValueKind, text_value};

/// The longest id, in characters.
const LONGEST: usize = 80;

/// The id of a case, a recipient, a source or a letter; also a group or a tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id made from a name: transliterated, lower case, `x` if nothing is left of it.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let plain = crate::model::search_key::to_latin(name).to_lowercase();
        let words = plain
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let short: String = words.chars().take(LONGEST - 8).collect();
        let short = short.trim_matches('-');
        Self(if short.is_empty() {
            "x".to_owned()
        } else {
            short.to_owned()
        })
    }

    /// An id made of a person's name, its last word first: “Maks Bokayev” is `bokayev-maks`.
    #[must_use]
    pub fn from_person_name(name: &str) -> Self {
        let order = name.trim().rsplit_once(' ').map_or_else(
            || name.to_owned(),
            |(given, family)| format!("{family} {given}"),
        );
        Self::from_name(&order)
    }

    /// The same id with a number after it: `batyrov-edige-2`.
    #[must_use]
    pub fn with_number(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The first of `a`, `a-2`, `a-3` … that is not taken.
    pub fn first_free<E>(
        &self,
        mut taken: impl FnMut(&Self) -> Result<bool, E>,
    ) -> Result<Self, E> {
        let mut id = self.clone();
        let mut number = 1;
        while taken(&id)? {
            number += 1;
            id = self.with_number(number);
        }
        Ok(id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let words_are_right = text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if !words_are_right {
            return Err(InvalidValue::new(format!(
                "“{text}” cannot be an id; use small Latin letters and digits, joined by -"
            )));
        }
        if text.len() > LONGEST {
            return Err(InvalidValue::new(format!(
                "the id is longer than {LONGEST} characters"
            )));
        }
        Ok(Self(text.to_owned()))
    }
}

text_value!(Id, ValueKind::Line);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_from_names_of_any_script() {
        for (name, id) in [
            ("Dzhakishev Mukhtar", "dzhakishev-mukhtar"),
            ("DE BRÚN Bairbre", "de-brun-bairbre"),
            ("Мұхтар Жәкішев", "mukhtar-zhakishev"),
            ("Əliyeva Leyla", "aliyeva-leyla"),
            ("R. Toychiyev", "r-toychiyev"),
            ("—", "x"),
        ] {
            assert_eq!(Id::from_name(name).as_str(), id);
            assert!(id.parse::<Id>().is_ok());
        }
    }

    #[test]
    fn what_cannot_be_an_id() {
        for text in ["", "-", "a--b", "A", "a b", "../x", "a_b", "é"] {
            assert!(text.parse::<Id>().is_err(), "{text}");
        }
    }
}
