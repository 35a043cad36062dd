//! A language that is a table of words: a phrase for each word of each vocabulary, patterns with places, plural forms.
//!
//! Nothing is inflected here. Every phrase stands alone, after a colon or in brackets, so that it fits any name, any
//! number and any gender.

mod check;
mod words;

use std::collections::BTreeMap;

use super::LanguagePhrases;
use super::charge::{ChargeGroup, law_and_year};
use super::cldr::CldrLocale;
use crate::model::Term;
use crate::model::vocabulary::Vocabulary;

pub use check::InvalidPhrase;

/// The words of one language, by section and key. Every phrase that a letter can need is there.
#[derive(Debug, Clone)]
pub struct PhraseTable {
    cldr: CldrLocale,
    words: PhraseSections,
}

/// Phrases by section and key.
type PhraseSections = BTreeMap<String, BTreeMap<String, String>>;

impl PhraseTable {
    /// Reads the table of the language with this code.
    ///
    /// # Errors
    /// Everything that is wrong: not TOML, a phrase that is missing, a key or a place that means nothing.
    pub fn read_toml(code: &str, text: &str) -> Result<Self, Vec<InvalidPhrase>> {
        let cldr = CldrLocale::new(code).ok_or_else(|| {
            vec![InvalidPhrase::at_first_line(format!(
                "“{code}” is not the code of a language"
            ))]
        })?;
        let words: PhraseSections =
            toml::from_str(text).map_err(|error| vec![InvalidPhrase::from_toml(text, &error)])?;
        let faults = check::find_faults(&cldr, &words, text);
        if faults.is_empty() {
            Ok(Self { cldr, words })
        } else {
            Err(faults)
        }
    }

    fn find_phrase(&self, section: &str, key: &str) -> Option<&str> {
        self.words.get(section)?.get(key).map(String::as_str)
    }

    /// The phrase for a word; of a word that is not known, that of `other`.
    fn phrase_or_other(&self, section: &str, key: &str) -> &str {
        self.find_phrase(section, key)
            .or_else(|| self.find_phrase(section, "other"))
            .unwrap_or_default()
    }

    fn phrase_for_word<V: Vocabulary>(&self, section: &str, word: &V) -> String {
        self.phrase_or_other(section, word.slug()).to_owned()
    }

    /// The phrase for a word; of a word of a newer version, that of `otherwise`.
    fn known_or<V: Vocabulary>(&self, section: &str, word: &V, otherwise: &str) -> String {
        self.phrase_or_other(
            section,
            if word.is_known() {
                word.slug()
            } else {
                otherwise
            },
        )
        .to_owned()
    }

    /// A pattern with its places filled.
    fn fill_pattern(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill_places(self.phrase_or_other("pattern", key), places)
    }

    /// What is told, and what is told next.
    fn join_clauses(&self, told: &str, next: &str) -> String {
        self.fill_pattern("next", &[("told", told), ("next", next)])
    }

    fn format_unit(&self, unit: &str, number: u32) -> Option<String> {
        let form = self.cldr.plural_form(number as usize);
        (number > 0).then(|| {
            fill_places(
                self.phrase_or_other(unit, form),
                &[("n", &number.to_string())],
            )
        })
    }

    fn append_term(&self, thing: &str, term: Option<Term>) -> String {
        term.map_or_else(
            || thing.to_owned(),
            |term| {
                self.fill_pattern(
                    "long",
                    &[("thing", thing), ("term", &self.format_term(term))],
                )
            },
        )
    }

    fn cite_offence(&self, offence: &ChargeGroup) -> Option<String> {
        let charge = &offence.charge;
        let article = charge.article.as_ref()?.as_str();
        let code = match &charge.code {
            Some(code) => {
                let (law, year) = law_and_year(code.as_str());
                with_year(self.find_phrase("code", law)?, year)
            }
            None => String::new(),
        };
        let pattern = ["article", "article_part", "article_parts"][offence.parts.len().min(2)];
        let part = self.format_list(&offence.parts);
        let code = if offence.names_law { code.as_str() } else { "" };
        Some(self.fill_pattern(
            pattern,
            &[("article", article), ("part", &part), ("code", code)],
        ))
    }
}

/// The phrase of a law with its year in brackets, before what ends the phrase.
fn with_year(phrase: &str, year: Option<&str>) -> String {
    let (law, end) = phrase.split_at(phrase.trim_end_matches([',', ' ']).len());
    year.map_or_else(|| phrase.to_owned(), |year| format!("{law} ({year}){end}"))
}

/// A phrase with its places filled.
fn fill_places(phrase: &str, places: &[(&str, &str)]) -> String {
    places
        .iter()
        .fold(phrase.to_owned(), |text, (place, words)| {
            text.replace(&format!("{{{place}}}"), words)
        })
}
