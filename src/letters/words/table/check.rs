//! Finds what is wrong in a table of words before a letter needs it.

use std::collections::BTreeMap;

use super::PhraseSections;
use crate::letters::law::ORDER;
use crate::letters::words::cldr::CldrLocale;
use crate::model::Country;
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

/// A pattern: its key, the places that must be in it, and whether every table has it.
struct Pattern {
    key: &'static str,
    places: &'static [&'static str],
    is_needed: bool,
}

const fn needed(key: &'static str, places: &'static [&'static str]) -> Pattern {
    Pattern {
        key,
        places,
        is_needed: true,
    }
}

const fn optional(key: &'static str, places: &'static [&'static str]) -> Pattern {
    Pattern {
        key,
        places,
        is_needed: false,
    }
}

const PATTERNS: &[Pattern] = &[
    optional("action_body", &["body"]),
    needed("article", &["article", "code"]),
    needed("article_part", &["article", "part", "code"]),
    needed("article_parts", &["article", "part", "code"]),
    needed("asked", &[]),
    needed("by_email", &["email"]),
    needed("charge", &["charge", "articles"]),
    optional("code_after_part", &["code"]),
    optional("code_year", &["code", "year"]),
    needed("consent", &[]),
    needed("demand_of", &["demand", "who"]),
    optional("lengths", &["first", "then"]),
    needed("long", &["thing", "term"]),
    needed("next", &["told", "next"]),
    optional("next_last", &["told", "next"]),
    optional("next_sentence", &["told", "next"]),
    needed("no_article", &[]),
    optional("offence", &["title", "article"]),
    optional("offence_title", &["title"]),
    optional("offence_by_article", &["article"]),
    optional("offence_unnamed", &[]),
    optional("articles", &["articles", "code"]),
    optional("offences_by_article", &["articles", "code"]),
    needed("office", &["role", "state"]),
    optional("office_name", &["name"]),
    optional("possessive", &["name"]),
    needed("regime", &["penalty", "regime"]),
    needed("right", &["right", "article"]),
    needed("your_name", &[]),
];

/// The numbers that can have a word, and those of the months.
const NUMBERS: [&str; 21] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20",
];

/// A section of a table: the keys it has, and the places of its phrases.
struct PhraseSection {
    name: &'static str,
    needed: Vec<&'static str>,
    optional: Vec<&'static str>,
    /// The places that each phrase must have.
    places: &'static [&'static str],
    /// The places that a phrase may have.
    possible: &'static [&'static str],
}

impl PhraseSection {
    fn new(name: &'static str, needed: Vec<&'static str>, optional: Vec<&'static str>) -> Self {
        Self {
            name,
            needed,
            optional,
            places: &[],
            possible: &[],
        }
    }

    fn with_places(self, places: &'static [&'static str]) -> Self {
        Self { places, ..self }
    }

    fn with_possible(self, possible: &'static [&'static str]) -> Self {
        Self { possible, ..self }
    }
}

fn list_slugs<V: Vocabulary>() -> Vec<&'static str> {
    V::WORDS.iter().map(|word| word.slug).collect()
}

fn all_of(name: &'static str, needed: Vec<&'static str>) -> PhraseSection {
    PhraseSection::new(name, needed, Vec::new())
}

fn some_of(name: &'static str, optional: Vec<&'static str>) -> PhraseSection {
    PhraseSection::new(name, Vec::new(), optional)
}

/// A section that a table need not have; a table that has it must have all of it.
fn whole_if_there(
    words: &PhraseSections,
    name: &'static str,
    keys: Vec<&'static str>,
) -> PhraseSection {
    if words.contains_key(name) {
        all_of(name, keys)
    } else {
        some_of(name, keys)
    }
}

fn list_sections(cldr: &CldrLocale, words: &PhraseSections) -> Vec<PhraseSection> {
    let mut sections = general_sections(cldr, words);
    sections.extend(fact_sections(words));
    sections.extend(request_sections());
    sections
}

/// The words of a letter, of dates and numbers, of people and their situation.
fn general_sections(cldr: &CldrLocale, words: &PhraseSections) -> Vec<PhraseSection> {
    let number = |name| all_of(name, cldr.plural_forms()).with_places(&["n"]);
    let groups = || {
        StatusGroup::ALL
            .into_iter()
            .map(StatusGroup::slug)
            .chain(["other"])
            .collect()
    };
    let own_months = if words.contains_key("month") {
        vec!["day", "month"]
    } else {
        Vec::new()
    };
    let pronouns = || vec!["subject", "object", "possessive"];
    let patterns = |is_needed: bool| {
        PATTERNS
            .iter()
            .filter(move |pattern| pattern.is_needed == is_needed)
            .map(|pattern| pattern.key)
            .collect()
    };
    vec![
        some_of("locale", vec!["cldr"]),
        PhraseSection::new("pattern", patterns(true), patterns(false)),
        some_of("attribution", vec!["words"]),
        all_of("writer", vec!["i", "me", "my", "we", "us", "our"]),
        whole_if_there(words, "pronoun_female", pronouns()),
        whole_if_there(words, "pronoun_male", pronouns()),
        all_of(
            "labels",
            vec!["subject", "reference", "copies", "enclosures", "sources"],
        ),
        some_of("number", NUMBERS.to_vec()),
        number("years"),
        number("months"),
        number("days"),
        PhraseSection::new(
            "date",
            own_months,
            vec![
                "day", "first", "in_month", "in_year", "month", "on_day", "year",
            ],
        ),
        whole_if_there(words, "month", NUMBERS[1..=12].to_vec()),
        all_of("status", list_slugs::<Status>()),
        whole_if_there(words, "status_past", list_slugs::<Status>()),
        whole_if_there(words, "status_label", list_slugs::<Status>()),
        all_of("group", groups()),
        all_of("crowd", groups()),
        all_of("category", list_slugs::<Category>()),
        whole_if_there(words, "category_several", list_slugs::<Category>()),
    ]
}

/// The words of charges, sentences, restrictions, events and other facts, and of the law they touch.
fn fact_sections(words: &PhraseSections) -> Vec<PhraseSection> {
    // A table written before there was an acquittal stays complete; one that says nothing of events in an empty section
    // tells those alone that have a text.
    let is_needed = |slug: &&str| {
        let kind = EventKind::from_stored(slug);
        kind.says_itself() && kind != EventKind::Acquittal
    };
    let needed_events = if words.get("event").is_some_and(BTreeMap::is_empty) {
        Vec::new()
    } else {
        list_slugs::<EventKind>()
            .into_iter()
            .filter(is_needed)
            .collect()
    };
    let kinds_and_any = || {
        let mut kinds = list_slugs::<RestrictionKind>();
        kinds.push("any");
        kinds
    };
    vec![
        all_of("charge", list_slugs::<ChargeStanding>()),
        whole_if_there(words, "charge_verb", list_slugs::<ChargeStanding>()),
        whole_if_there(words, "charge_verb_past", list_slugs::<ChargeStanding>()),
        PhraseSection::new("code", vec!["CC"], vec!["CAO", "CPC", "PC", "numbered"]),
        all_of("sentence", list_slugs::<SentenceKind>()),
        PhraseSection::new(
            "sentence_long",
            vec!["prison"],
            list_slugs::<SentenceKind>(),
        )
        .with_places(&["term"]),
        some_of("sentence_regime", list_slugs::<SentenceKind>()).with_places(&["term", "regime"]),
        all_of("life", vec!["term", "prison"]),
        all_of("regime", list_slugs::<Regime>()),
        all_of("restriction", list_slugs::<RestrictionKind>()),
        some_of("restriction_text", kinds_and_any()).with_possible(&["text", "thing"]),
        some_of("penalty_text", kinds_and_any()).with_possible(&["text", "thing"]),
        PhraseSection::new("event", needed_events, list_slugs::<EventKind>()),
        all_of("standing", vec!["alleged", "official"]),
        all_of("concern", list_slugs::<ConcernKind>()),
        // Tables of older versions have two more, which no concern touches any longer.
        PhraseSection::new("right", RIGHTS.to_vec(), vec!["14", "25"]),
        some_of("law", LAW.iter().map(|(key, _)| *key).collect()).with_possible(&[
            "state",
            "treaties",
            "treaty",
            "articles",
            "article",
            "guarantee",
            "rights",
            "rules",
        ]),
        some_of("prison_rule", vec!["1", "24", "43", "61"]),
        some_of("treaty", ORDER.to_vec()),
        all_of("action", list_slugs::<ActionKind>()),
        all_of("official", list_slugs::<OfficialRole>()),
    ]
}

/// The words of requests and of the offices they go to.
fn request_sections() -> Vec<PhraseSection> {
    let needed_demands = list_slugs::<DemandKind>()
        .into_iter()
        .filter(|slug| !is_newer_demand(slug))
        .collect();
    vec![
        PhraseSection::new("demand", needed_demands, demand_keys()).with_possible(&["who"]),
        some_of("demand_several", demand_keys()).with_possible(&["who"]),
        some_of("demand_direct", demand_keys()).with_possible(&["who", "state", "phrase"]),
        some_of("demand_direct_several", demand_keys()).with_possible(&["who", "state", "phrase"]),
        some_of("demand_clause", demand_keys()).with_possible(&["who", "state", "phrase"]),
        some_of("demand_clause_several", demand_keys()).with_possible(&["who", "state", "phrase"]),
        some_of("request", REQUEST.to_vec()).with_possible(&["phrase", "direct", "power", "they"]),
        all_of("role", list_slugs::<Role>()),
        PhraseSection::new("salutation", vec!["other"], list_slugs::<Role>()),
        some_of("salutation_female", list_slugs::<Role>()),
        some_of("salutation_male", list_slugs::<Role>()),
        some_of("salutation_named", list_slugs::<Role>()).with_possible(&["title", "name"]),
        some_of("title", vec!["female", "male"]),
        PhraseSection::new("close", vec!["one", "several", "public"], vec!["unnamed"])
            .with_possible(&["salutation"]),
        some_of("state", Country::iter_all().map(Country::code).collect()),
    ]
}

/// The key for a word of a newer version: the word itself stands in it.
const UNLISTED: &str = "unlisted";

/// The articles of the Universal Declaration of Human Rights that concerns touch.
const RIGHTS: [&str; 15] = [
    "3", "5", "7", "8", "9", "10", "11", "12", "13", "17", "18", "19", "20", "21", "23",
];

/// The sentences about the law, each with the places that it has.
const LAW: [(&str, &[&str]); 11] = [
    ("bound", &["state", "treaties"]),
    ("bound_several", &["state", "treaties"]),
    ("bound_also", &["treaties"]),
    ("treaty", &["treaty", "articles"]),
    ("article", &["article"]),
    ("also_one", &["treaty", "articles"]),
    ("also_several", &["treaty", "articles"]),
    ("declared", &["rights"]),
    ("declared_one", &["articles"]),
    ("declared_several", &["articles"]),
    ("rules", &["rules"]),
];

/// The verbs by which an office is asked for what others decide.
const REQUEST: [&str; 12] = [
    "infinitive_sign",
    "seek",
    "secure",
    "call_on_authorities",
    "call_on_states",
    "urge_government",
    "ensure",
    "ensured",
    "work_for",
    "own_clause",
    "by_power",
    "if_still_held",
];

/// The demands, and the ways in which bodies of the United Nations are asked to take up a case.
fn demand_keys() -> Vec<&'static str> {
    let mut keys = list_slugs::<DemandKind>();
    keys.extend(["raise-by-examination", "raise-by-communication"]);
    keys
}

/// Whether a table that was written before there was the demand stays complete without it.
fn is_newer_demand(slug: &str) -> bool {
    use DemandKind as D;
    matches!(
        D::from_stored(slug),
        D::ReviewVerdict
            | D::AllowAppeal
            | D::ExcludeForcedEvidence
            | D::HaltExecution
            | D::CommuteSentence
            | D::EndForcedTreatment
            | D::EndSolitary
            | D::ImproveConditions
            | D::InvestigateDisappearance
            | D::InvestigateDeath
            | D::ReturnBody
            | D::EndReprisals
            | D::WithdrawExtraditionRequest
    )
}

/// Everything wrong with the words of a language.
pub(super) fn find_faults(
    cldr: &CldrLocale,
    words: &PhraseSections,
    text: &str,
) -> Vec<InvalidPhrase> {
    let known = list_sections(cldr, words);
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
            (_, UNLISTED) | ("code", "numbered") => &["word"],
            ("pattern", _) => PATTERNS
                .iter()
                .find(|pattern| pattern.key == key)
                .map_or(&[], |pattern| pattern.places),
            ("law", key) => LAW
                .iter()
                .find(|(known, _)| *known == key)
                .map_or(&[], |(_, places)| places),
            ("date", "year") => &["year"],
            ("date", "month") => &["month", "year"],
            ("date", "day") => &["day", "month", "year"],
            ("date", "on_day" | "in_month" | "in_year") => &["date"],
            _ => self.places,
        }
    }

    /// The places that the phrase may have besides.
    fn possible_places(&self, key: &str) -> &'static [&'static str] {
        match (self.name, key) {
            ("pattern", "asked") => &["of"],
            ("demand", UNLISTED) => &["who"],
            _ => self.possible,
        }
    }

    /// Whether the key means something: a word of the section, one of a newer version, or a word with what follows it.
    fn has_key(&self, key: &str) -> bool {
        let word = match key.split_once('.') {
            Some((word, _)) if self.name.ends_with("_text") => word,
            _ => key,
        };
        word == UNLISTED
            || self
                .needed
                .iter()
                .chain(&self.optional)
                .any(|known| *known == word)
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
            if !self.has_key(key) {
                let keys = self.needed.iter().chain(&self.optional).copied();
                fault(
                    format!("has “{key}”, which means nothing"),
                    nearest(key, keys),
                );
            }
            let places = self.places_of(key);
            for place in places
                .iter()
                .filter(|place| !phrase.contains(&format!("{{{place}}}")))
            {
                fault(format!("“{key}” has no place for {{{place}}}"), None);
            }
            let possible = self.possible_places(key);
            let is_filled = |place: &&str| places.contains(place) || possible.contains(place);
            if let Some(place) = places_in(phrase).find(|place| !is_filled(place)) {
                fault(
                    format!("“{key}” has a place {{{place}}} that nothing fills"),
                    nearest(place, places.iter().chain(possible).copied()),
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
        let concerns: Vec<ConcernKind> = concerns.collect();
        let touched = law::udhr_articles(&concerns);
        assert_eq!(
            touched.iter().map(ToString::to_string).collect::<Vec<_>>(),
            RIGHTS
        );
    }
}
