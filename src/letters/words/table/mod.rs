//! A language as a table of words: a phrase for each word of each vocabulary, patterns with places, plural forms.
//!
//! Nothing is inflected here. A phrase stands alone, after a colon or in brackets, so that it fits any name, any number and
//! any gender; a language in which words follow each other more freely says so in sections of its own (`status_past`,
//! `charge_verb`, `demand_several` …), which every table may have and none must.

mod charges;
mod check;
mod dates;
mod facts;
mod law;
mod noun_verbs;
mod people;
mod requests;

use std::collections::BTreeMap;

use super::cldr::CldrLocale;
use crate::model::vocabulary::Vocabulary;

pub use check::InvalidPhrase;
pub use requests::{AskedOffice, DemandForms};

/// The words of one language, by section and key. Every phrase that a letter can need is there.
#[derive(Debug, Clone)]
pub struct PhraseTable {
    cldr: CldrLocale,
    words: PhraseSections,
}

/// Phrases by section and key.
type PhraseSections = BTreeMap<String, BTreeMap<String, String>>;

impl PhraseTable {
    /// Reads the table of the language with this code. What it does not say, the built-in table of the language says, where
    /// there is one.
    ///
    /// # Errors
    /// Everything that is wrong: not TOML, a phrase that is missing, a key or a place that means nothing.
    pub fn read_toml(
        code: &str,
        text: &str,
        built_in: Option<&str>,
    ) -> Result<Self, Vec<InvalidPhrase>> {
        let own: PhraseSections =
            toml::from_str(text).map_err(|error| vec![InvalidPhrase::from_toml(text, &error)])?;
        let mut words = built_in.map(parse_built_in).unwrap_or_default();
        for (name, section) in own {
            words.entry(name).or_default().extend(section);
        }
        let cldr = find_locale(code, &words).ok_or_else(|| {
            let asked = locale_code(code, &words);
            vec![InvalidPhrase::at_first_line(format!(
                "“{asked}” is not the code of a language"
            ))]
        })?;
        let faults = check::find_faults(&cldr, &words, text);
        if faults.is_empty() {
            Ok(Self { cldr, words })
        } else {
            Err(faults)
        }
    }

    /// A table that is compiled in. That each of them is whole is tested, not asked again.
    #[must_use]
    pub(super) fn from_built_in(code: &str, text: &str) -> Self {
        let words = parse_built_in(text);
        Self {
            cldr: find_locale(code, &words).unwrap_or_else(|| super::cldr::ENGLISH.clone()),
            words,
        }
    }

    /// What CLDR knows of the language.
    pub fn cldr_data(&self) -> &CldrLocale {
        &self.cldr
    }

    /// The phrase that stands there; an empty one is none.
    fn find_phrase(&self, section: &str, key: &str) -> Option<&str> {
        let phrase = self.words.get(section)?.get(key)?;
        (!phrase.trim().is_empty()).then_some(phrase)
    }

    /// The phrase for a word; of a word that is not known, that of `other`.
    fn phrase_or_other(&self, section: &str, key: &str) -> &str {
        self.find_phrase(section, key)
            .or_else(|| self.find_phrase(section, "other"))
            .unwrap_or_default()
    }

    /// The phrase for a word; of a word of a newer version, the word itself where the section has a place for it.
    fn phrase_for_word<V: Vocabulary>(&self, section: &str, word: &V) -> String {
        self.unlisted_phrase(section, word)
            .unwrap_or_else(|| self.phrase_or_other(section, word.slug()).to_owned())
    }

    /// The phrase for a word; of a word of a newer version, that of `otherwise`.
    fn known_or<V: Vocabulary>(&self, section: &str, word: &V, otherwise: &str) -> String {
        let slug = if word.is_known() {
            word.slug()
        } else {
            otherwise
        };
        self.phrase_or_other(section, slug).to_owned()
    }

    /// A word of a newer version where the section has a place for such.
    fn unlisted_phrase<V: Vocabulary>(&self, section: &str, word: &V) -> Option<String> {
        let pattern = self.find_phrase(section, "unlisted")?;
        (!word.is_known())
            .then(|| fill_places(pattern, &[("word", &word.slug().replace('-', " "))]))
    }

    /// A pattern with its places filled.
    fn fill_pattern(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill_places(self.phrase_or_other("pattern", key), places)
    }

    /// A pattern with its places filled, where the language has it.
    fn try_fill_pattern(&self, key: &str, places: &[(&str, &str)]) -> Option<String> {
        self.find_phrase("pattern", key)
            .map(|pattern| fill_places(pattern, places))
    }
}

/// A built-in table as it stands.
fn parse_built_in(text: &str) -> PhraseSections {
    toml::from_str(text).unwrap_or_default()
}

/// What CLDR is asked for: what the table says, else the code of the language.
fn locale_code<'t>(code: &'t str, words: &'t PhraseSections) -> &'t str {
    words
        .get("locale")
        .and_then(|section| section.get("cldr"))
        .map_or(code, String::as_str)
}

fn find_locale(code: &str, words: &PhraseSections) -> Option<CldrLocale> {
    CldrLocale::new(locale_code(code, words))
}

/// A phrase with its places filled, each once: what fills one is never searched for another.
fn fill_places(phrase: &str, places: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let filled = after.split_once('}').and_then(|(name, after)| {
            let (_, words) = places.iter().find(|(place, _)| *place == name)?;
            Some((*words, after))
        });
        match filled {
            Some((words, after)) => {
                text.push_str(words);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::builtin;

    /// The English table.
    pub(super) fn english() -> PhraseTable {
        PhraseTable::read_toml("en", builtin::file_text("words/en.toml").unwrap(), None).unwrap()
    }

    #[test]
    fn every_built_in_table_is_whole() {
        for name in builtin::file_names().filter(|name| name.starts_with("words/")) {
            let code = name.trim_start_matches("words/").trim_end_matches(".toml");
            let read = PhraseTable::read_toml(code, builtin::file_text(name).unwrap(), None);
            assert_eq!(read.err(), None, "{name}");
        }
    }

    #[test]
    fn a_table_of_a_few_words_changes_those_alone() {
        let built_in = builtin::file_text("words/en.toml");
        let own =
            "[salutation]\nombudsman = \"Dear Commissioner,\"\n\n[month]\n5 = \"the month of May\"";
        let table = PhraseTable::read_toml("en", own, built_in).unwrap();
        let salutation = |role: &str| table.usual_salutation(&Vocabulary::from_stored(role), None);
        assert_eq!(salutation("ombudsman"), "Dear Commissioner,");
        assert_eq!(salutation("prosecutor-general"), "Dear Prosecutor General,");
        assert_eq!(
            table.format_date("2017-05-16".parse().unwrap()),
            "16 the month of May 2017"
        );
        assert_eq!(
            table.format_date("2017-06-16".parse().unwrap()),
            "16 June 2017"
        );
    }

    #[test]
    fn a_wrong_key_is_named_with_its_line_and_the_nearest_right_one() {
        let own =
            "# mine\n[salutation]\nombudsmann = \"Dear Commissioner,\"\n[labels]\nsources = \"\"";
        let faults = PhraseTable::read_toml("en", own, builtin::file_text("words/en.toml"));
        let faults: Vec<(usize, String, Option<String>)> = faults
            .unwrap_err()
            .into_iter()
            .map(|fault| (fault.line, fault.what, fault.nearest))
            .collect();
        assert_eq!(
            faults,
            [
                (4, "[labels] has no phrase for “sources”".to_owned(), None),
                (
                    2,
                    "[salutation] has “ombudsmann”, which means nothing".to_owned(),
                    Some("ombudsman".to_owned())
                ),
            ]
        );
    }

    #[test]
    fn what_fills_a_place_is_never_filled_again() {
        let places = [("told", "a {next} text"), ("next", "end")];
        assert_eq!(
            fill_places("{told}; {next} {odd}", &places),
            "a {next} text; end {odd}"
        );
    }
}
