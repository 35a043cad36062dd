//! The grammatical forms of a demand, so that every sentence can take it.

use super::Pronouns;
use crate::model::vocabulary::{OfficeSide, Role};

/// One demand in every form that a sentence can need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemandForms {
    /// A noun phrase: “the immediate release of Ann Lee”.
    pub phrase: String,
    /// What the office asked is to do, without “to”: “seek the immediate release of Ann Lee”.
    pub infinitive: String,
    /// What those do who grant it, without “to”: “release Ann Lee immediately”.
    pub direct: String,
    /// A clause that follows “that”: “Ann Lee be released immediately”.
    pub clause: String,
}

/// The people a demand is about, by name or by pronoun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPeople {
    /// he, she, they, the name.
    pub subject: String,
    /// him, her, them, the name.
    pub object: String,
    /// his, her, their, the name’s.
    pub possessive: String,
    /// Whether it is several people.
    pub several: bool,
    /// Whether pronouns stand for the name.
    is_pronoun: bool,
}

/// To whom a demand is put.
#[derive(Debug, Clone, Copy)]
pub struct AskedOffice<'a> {
    /// The role of the office; none in a public document.
    pub role: Option<&'a Role>,
    /// Where it stands towards the case.
    pub side: OfficeSide,
    /// The state that persecutes, as a sentence names it.
    pub state: Option<&'a str>,
}

impl Default for AskedOffice<'_> {
    fn default() -> Self {
        Self {
            role: None,
            side: OfficeSide::Persecutor,
            state: None,
        }
    }
}

impl AskedPeople {
    /// People by their names.
    #[must_use]
    pub fn named(words: &str, possessive: String, several: bool) -> Self {
        Self {
            subject: words.to_owned(),
            object: words.to_owned(),
            possessive,
            several,
            is_pronoun: false,
        }
    }

    /// One person by pronouns; by name where the language or the gender gives none.
    #[must_use]
    pub fn by_pronouns(pronouns: Pronouns) -> Self {
        Self {
            is_pronoun: pronouns.subject != pronouns.object,
            subject: pronouns.subject,
            object: pronouns.object,
            possessive: pronouns.possessive,
            several: false,
        }
    }

    /// “the death of Ann Lee”, “her death”.
    #[must_use]
    pub(super) fn of_them(&self, thing: &str) -> String {
        if self.is_pronoun {
            format!("{} {thing}", self.possessive)
        } else {
            format!("the {thing} of {}", self.object)
        }
    }

    /// “of Ann Lee”, “for her”.
    #[must_use]
    pub(super) fn of_or_for(&self, of: &str, otherwise: &str) -> String {
        let word = if self.is_pronoun { otherwise } else { of };
        format!("{word} {}", self.object)
    }

    /// “is”, “are”.
    #[must_use]
    pub(super) fn verb_be(&self) -> &'static str {
        if self.several { "are" } else { "is" }
    }

    /// The object again: a pronoun where there are several people, else as it stands.
    #[must_use]
    pub(super) fn them(&self) -> &str {
        if self.several { "them" } else { &self.object }
    }
}
