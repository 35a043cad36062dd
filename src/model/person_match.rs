//! Whether two records can be of one person, judged by name, birth, gender and state.
//!
//! A name is no proof: it may be that of two people, and in some scripts two names are read alike. What speaks against it is
//! certain: another date of birth, another gender.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::vocabulary::Gender;
use crate::model::{Case, Country, Id, PartialDate, name_key, search_key};

/// What is compared of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikenessProfile {
    /// The id of the case.
    pub id: Id,
    /// Its number, if it has one.
    pub uid: Option<String>,
    /// The name as letters print it, and in the person’s own script.
    pub names: Vec<String>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// The date of birth.
    pub born: Option<PartialDate>,
    /// The gender.
    pub gender: Option<Gender>,
    /// The state that persecutes.
    pub country: Option<Country>,
}

/// How well the names of two people agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameLikeness {
    /// A further name of one is a name of the other.
    Alias,
    /// The names are spellings of one.
    Spelling,
    /// The names are the same.
    Name,
}

impl LikenessProfile {
    /// What is compared of the person of a case.
    #[must_use]
    pub fn from_case(case: &Case) -> Self {
        Self {
            id: case.id.clone(),
            uid: case.uid.as_ref().map(ToString::to_string),
            names: std::iter::once(&case.name)
                .chain(&case.name_native)
                .map(ToString::to_string)
                .collect(),
            aliases: case.aliases.iter().map(ToString::to_string).collect(),
            born: case.born,
            gender: case.gender.clone(),
            country: Some(case.country),
        }
    }

    /// The keys of all names, under which those who may be the same are found.
    pub fn search_keys(&self) -> BTreeSet<String> {
        let keys = self
            .names
            .iter()
            .chain(&self.aliases)
            .map(|name| search_key::build_search_key(name));
        keys.filter(|key| !key.is_empty()).collect()
    }

    /// How well the names agree; none if they do not.
    pub fn compare_names(&self, other: &Self) -> Option<NameLikeness> {
        let any = |some: &[String], others: &[String], same: fn(&str, &str) -> bool| {
            some.iter()
                .any(|one| others.iter().any(|other| same(one, other)))
        };
        if any(&self.names, &other.names, is_same) {
            return Some(NameLikeness::Name);
        }
        if any(&self.names, &other.names, is_spelling) {
            return Some(NameLikeness::Spelling);
        }
        let by_alias = any(&self.names, &other.aliases, is_spelling)
            || any(&self.aliases, &other.names, is_spelling);
        by_alias.then_some(NameLikeness::Alias)
    }

    /// Whether a name of one is a name of the other, or nearly: a letter or the division of words apart, or in initials.
    pub fn has_near_name(&self, other: &Self) -> bool {
        let keys = |person: &Self| {
            let names = person.names.iter().chain(&person.aliases);
            name_key::build_name_keys(names.map(String::as_str))
        };
        let others = keys(other);
        let is_near = |one: &str, other: &str| {
            name_key::are_alike(one, other)
                || name_key::are_one_letter_apart(one, other)
                || name_key::are_initials_of(one, other)
        };
        keys(self)
            .iter()
            .any(|one| others.iter().any(|other| is_near(one, other)))
    }

    /// What makes them two people for certain, as `born 1969 here and 1975 there`; nothing if nothing does.
    pub fn find_contradiction(&self, other: &Self) -> Option<String> {
        if let (Some(one), Some(two)) = (self.born, other.born)
            && !one.may_be(two)
        {
            return Some(format!("born {one}, not {two}"));
        }
        match (&self.gender, &other.gender) {
            (Some(one), Some(two)) if one != two => Some(format!("{one}, not {two}")),
            _ => None,
        }
    }

    /// Whether both are held by other states, as far as that is known.
    pub fn is_elsewhere(&self, other: &Self) -> bool {
        matches!((self.country, other.country), (Some(one), Some(two)) if one != two)
    }

    /// Whether both were certainly born on one date, as precise as it is known.
    pub fn has_birth_of(&self, other: &Self) -> bool {
        self.born.is_some() && self.born == other.born
    }
}

/// The same name, but for case and space.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.nfc()
            .collect::<String>()
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    plain(one) == plain(other)
}

/// The same name in another spelling or script. Chinese names that differ in a character are two names, though they may
/// sound alike.
fn is_spelling(one: &str, other: &str) -> bool {
    let key = search_key::build_search_key(one);
    let is_by_sound = has_signs(one) && has_signs(other) && !is_same(one, other);
    // The key makes doubled letters one, and would do so with the digits of “No. 1” and “No. 11”.
    !key.is_empty()
        && !is_by_sound
        && key == search_key::build_search_key(other)
        && extract_digits(one) == extract_digits(other)
}

fn extract_digits(name: &str) -> String {
    name.chars().filter(|c| c.is_numeric()).collect()
}

/// Whether a name is written in signs of which many share one sound.
fn has_signs(name: &str) -> bool {
    let is_sign = |c: char| {
        matches!(
            u32::from(c),
            0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff
        )
    };
    name.chars().any(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(fields: &[(&str, &str)]) -> LikenessProfile {
        use super::super::Record;
        let needed = [("id", "a"), ("country", "CN")];
        let fields = needed
            .iter()
            .filter(|(name, _)| fields.iter().all(|(field, _)| field != name))
            .chain(fields);
        LikenessProfile::from_case(&Case::from_typed(fields.copied()).unwrap())
    }

    fn likeness(one: &str, other: &str) -> Option<NameLikeness> {
        person(&[("name", one)]).compare_names(&person(&[("name", other)]))
    }

    #[test]
    fn the_same_name_is_more_than_a_spelling_of_it() {
        assert_eq!(likeness("Chen Li", "chen  LI"), Some(NameLikeness::Name));
        assert_eq!(
            likeness("Максат Досов", "Maksat Dosov"),
            Some(NameLikeness::Spelling)
        );
        assert_eq!(
            likeness("José Peña", "Jose Pena"),
            Some(NameLikeness::Spelling)
        );
        assert_eq!(likeness("Chen Li", "Chen Lu"), None);
        assert_eq!(likeness("Prisoner 1", "Prisoner 11"), None);
        let known = person(&[("name", "Maksat Dosov"), ("aliases", "Max Doss")]);
        assert_eq!(
            person(&[("name", "Max Doss")]).compare_names(&known),
            Some(NameLikeness::Alias)
        );
        assert_eq!(
            known.compare_names(&person(&[("name", "Max Doss")])),
            Some(NameLikeness::Alias)
        );
    }

    #[test]
    fn names_of_other_signs_and_one_sound_are_two_names() {
        assert_eq!(likeness("周军", "周君"), None);
        assert_eq!(likeness("周军", "周军"), Some(NameLikeness::Name));
        assert_eq!(
            likeness("周军", "Zhou Jun"),
            None,
            "the key of one word is not that of two"
        );
    }

    #[test]
    fn birth_and_gender_speak_against_it() {
        let known = person(&[("name", "A"), ("born", "1969-05"), ("gender", "female")]);
        let against = |fields: &[(&str, &str)]| person(fields).find_contradiction(&known);
        assert_eq!(
            against(&[("name", "A"), ("born", "1975")]).unwrap(),
            "born 1975, not 1969-05"
        );
        assert_eq!(
            against(&[("name", "A"), ("gender", "male")]).unwrap(),
            "male, not female"
        );
        assert_eq!(against(&[("name", "A"), ("born", "1969")]), None);
        assert_eq!(
            against(&[("name", "A"), ("born", "1969-05-01"), ("gender", "female")]),
            None
        );
        assert_eq!(against(&[("name", "B")]), None);
    }
}
