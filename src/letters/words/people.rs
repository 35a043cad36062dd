//! Those who write and those who are written about, as words.

use super::LetterLanguage;
use crate::model::vocabulary::StatusGroup;

/// The pronouns of a person, or the name in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pronouns {
    /// he, she, the name.
    pub subject: String,
    /// him, her, the name.
    pub object: String,
    /// his, her, the name’s.
    pub possessive: String,
}

/// How those who write call themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriterPronouns {
    /// I, we.
    pub subject: String,
    /// me, us.
    pub object: String,
    /// my, our.
    pub possessive: String,
}

/// The people a demand is about, as a noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeoplePhrase {
    /// “A and B”, or “the people named above”.
    pub words: String,
    /// Whether it is several people.
    pub several: bool,
    /// Whether the letter is about one person alone, who need not be named again.
    pub alone: bool,
}

/// People who need not all be named again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeopleGroup {
    /// Everybody in the letter.
    All,
    /// Everybody in the letter whose situation is of this kind.
    Group(StatusGroup),
}

/// A crowd of no more than this is named all the same.
const MOST_NAMES: usize = 3;

/// How many people: “1 person”, “12 people”.
pub fn count_people(count: usize) -> String {
    if count == 1 {
        "1 person".to_owned()
    } else {
        format!("{count} people")
    }
}

impl PeoplePhrase {
    /// These people: by name, or as the crowd they make up where they are many.
    #[must_use]
    pub fn from_names(lang: &LetterLanguage, names: &[String], crowd: Option<PeopleGroup>) -> Self {
        let words = match crowd.filter(|_| names.len() > MOST_NAMES) {
            Some(crowd) => lang.crowd_noun(crowd),
            None => lang.format_list(names),
        };
        Self {
            words,
            several: names.len() > 1,
            alone: names.len() == 1 && crowd == Some(PeopleGroup::All),
        }
    }
}
