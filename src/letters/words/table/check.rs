//! Finds what is wrong in a table of words before a letter needs it.

use super::PhraseSections;
use crate::letters::words::cldr::CldrLocale;
use crate::model::invalid::nearest;
use crate::model::vocabulary::{
    ActionKind, Category, ChargeStanding, ConcernKind, DemandKind, EventKind, OfficialRole, Regime,
    RestrictionKind, Role, SentenceKind, Status, StatusGroup, Vocabulary,
};

/// Something wrong in a table of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPhrase {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// The nearest right word.
    pub nearest: Option<String>,
}

impl InvalidPhrase {
    pub(super) fn at_first_line(what: String) -> Self {
        Self {
            line: 1,
            what,
            nearest: None,
        }
    }

    pub(super) fn from_toml(text: &str, error: &toml::de::Error) -> Self {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].lines().count().max(1));
        Self {
            line,
            what: error.message().to_owned(),
            nearest: None,
        }
    }
}

/// Patterns, each with the places that must be in it.
const PATTERNS: &[(&str, &[&str])] = &[
    ("article", &["article", "code"]),
    ("article_part", &["article", "part", "code"]),
    ("article_parts", &["article", "part", "code"]),
    ("asked", &[]),
    ("by_email", &["email"]),
    ("charge", &["charge", "articles"]),
    ("consent", &[]),
    ("demand_of", &["demand", "who"]),
    ("lengths", &["first", "then"]),
    ("long", &["thing", "term"]),
    ("next", &["told", "next"]),
    ("no_article", &[]),
    ("office", &["role", "state"]),
    ("regime", &["penalty", "regime"]),
    ("right", &["right", "article"]),
    ("your_name", &[]),
];

/// A section of a table: the keys it has, and the places of its phrases.
struct PhraseSection {
    name: &'static str,
    needed: Vec<&'static str>,
    optional: Vec<&'static str>,
    places: &'static [&'static str],
}

fn list_slugs<V: Vocabulary>() -> Vec<&'static str> {
    V::WORDS.iter().map(|word| word.slug).collect()
}

fn list_sections(cldr: &CldrLocale) -> Vec<PhraseSection> {
    let all = |name, needed| PhraseSection {
        name,
        needed,
        optional: Vec::new(),
        places: &[],
    };
    let number = |name| PhraseSection {
        name,
        needed: cldr.plural_forms(),
        optional: Vec::new(),
        places: &["n"],
    };
    let some = |name, needed, optional| PhraseSection {
        name,
        needed,
        optional,
        places: &[],
    };
    // A table written before there was an acquittal stays complete.
    let is_needed = |slug: &&str| {
        let kind = EventKind::from_stored(slug);
        kind.says_itself() && kind != EventKind::Acquittal
    };
    let needed_events = list_slugs::<EventKind>()
        .into_iter()
        .filter(is_needed)
        .collect();
    let groups = || {
        StatusGroup::ALL
            .into_iter()
            .map(StatusGroup::slug)
            .chain(["other"])
            .collect()
    };
    vec![
        all("pattern", PATTERNS.iter().map(|(key, _)| *key).collect()),
        all("writer", vec!["i", "me", "my", "we", "us", "our"]),
        all(
            "labels",
            vec!["subject", "reference", "copies", "enclosures", "sources"],
        ),
        number("years"),
        number("months"),
        number("days"),
        some("date", Vec::new(), vec!["first", "year"]),
        all("status", list_slugs::<Status>()),
        all("group", groups()),
        all("crowd", groups()),
        all("category", list_slugs::<Category>()),
        all("charge", list_slugs::<ChargeStanding>()),
        some("code", vec!["CC"], vec!["CAO", "CPC", "PC"]),
        all("sentence", list_slugs::<SentenceKind>()),
        PhraseSection {
            name: "sentence_long",
            needed: vec!["prison"],
            optional: list_slugs::<SentenceKind>(),
            places: &["term"],
        },
        all("life", vec!["term", "prison"]),
        all("regime", list_slugs::<Regime>()),
        all("restriction", list_slugs::<RestrictionKind>()),
        some("event", needed_events, list_slugs::<EventKind>()),
        all("standing", vec!["alleged", "official"]),
        all("concern", list_slugs::<ConcernKind>()),
        all("right", RIGHTS.to_vec()),
        all("action", list_slugs::<ActionKind>()),
        all("official", list_slugs::<OfficialRole>()),
        all("demand", list_slugs::<DemandKind>()),
        all("role", list_slugs::<Role>()),
        some("salutation", vec!["other"], list_slugs::<Role>()),
        some("salutation_female", Vec::new(), list_slugs::<Role>()),
        some("salutation_male", Vec::new(), list_slugs::<Role>()),
        some("close", vec!["one", "several", "public"], Vec::new()),
    ]
}

/// The articles of the Universal Declaration of Human Rights that concerns touch.
const RIGHTS: [&str; 17] = [
    "3", "5", "7", "8", "9", "10", "11", "12", "13", "14", "17", "18", "19", "20", "21", "23", "25",
];

/// Everything wrong with the words of a language.
pub(super) fn find_faults(
    cldr: &CldrLocale,
    words: &PhraseSections,
    text: &str,
) -> Vec<InvalidPhrase> {
    let known = list_sections(cldr);
    let mut faults = Vec::new();
    for name in words
        .keys()
        .filter(|name| !known.iter().any(|section| section.name == name.as_str()))
    {
        let nearest = nearest(name, known.iter().map(|section| section.name)).map(str::to_owned);
        faults.push(InvalidPhrase {
            line: line_of(text, name),
            what: format!("there is no section [{name}]"),
            nearest,
        });
    }
    known
        .iter()
        .for_each(|section| section.check_phrases(words, text, &mut faults));
    faults
}

impl PhraseSection {
    /// The places that the phrase must have.
    fn places_of(&self, key: &str) -> &'static [&'static str] {
        match (self.name, key) {
            ("pattern", _) => PATTERNS
                .iter()
                .find(|(known, _)| *known == key)
                .map_or(&[], |(_, places)| places),
            ("date", "year") => &["year"],
            _ => self.places,
        }
    }

    fn check_phrases(&self, words: &PhraseSections, text: &str, faults: &mut Vec<InvalidPhrase>) {
        let empty = Default::default();
        let found = words.get(self.name).unwrap_or(&empty);
        let mut fault = |what: String, nearest: Option<&str>| {
            let nearest = nearest.map(str::to_owned);
            faults.push(InvalidPhrase {
                line: line_of(text, self.name),
                what: format!("[{}] {what}", self.name),
                nearest,
            });
        };
        for key in self.needed.iter().filter(|key| {
            found
                .get(**key)
                .is_none_or(|phrase| phrase.trim().is_empty())
        }) {
            fault(format!("has no phrase for “{key}”"), None);
        }
        for (key, phrase) in found {
            let keys = || self.needed.iter().chain(&self.optional).copied();
            if !keys().any(|known| known == key) {
                fault(
                    format!("has “{key}”, which means nothing"),
                    nearest(key, keys()),
                );
            }
            let places = self.places_of(key);
            for place in places
                .iter()
                .filter(|place| !phrase.contains(&format!("{{{place}}}")))
            {
                fault(format!("“{key}” has no place for {{{place}}}"), None);
            }
            let is_filled = |place: &&str| {
                places.contains(place) || (self.name == "close" && *place == "salutation")
            };
            if let Some(place) = places_in(phrase).find(|place| !is_filled(place)) {
                fault(
                    format!("“{key}” has a place {{{place}}} that nothing fills"),
                    nearest(place, places.iter().copied()),
                );
            }
        }
    }
}

/// What stands in braces.
fn places_in(phrase: &str) -> impl Iterator<Item = &str> {
    phrase
        .split('{')
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default())
}

/// The line where a section begins; the last one, where it is missing.
fn line_of(text: &str, section: &str) -> usize {
    let header = format!("[{section}]");
    text.lines()
        .position(|line| line.trim() == header)
        .map_or_else(|| text.lines().count().max(1), |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::words::law;

    #[test]
    fn every_concern_touches_a_right_that_has_words() {
        let concerns = list_slugs::<ConcernKind>()
            .into_iter()
            .map(ConcernKind::from_stored);
        let mut touched: Vec<u8> = concerns
            .filter_map(|concern| law::udhr_article(&concern))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        assert_eq!(
            touched.iter().map(ToString::to_string).collect::<Vec<_>>(),
            RIGHTS
        );
    }
}
