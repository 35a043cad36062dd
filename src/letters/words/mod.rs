//! Words that follow from facts, per language: dates, terms, rows, counts, charges, penalties.
//!
//! Whole sentences are the templates' business; what stands here is what a template cannot work out for itself. Every
//! language is a table of words, `letter-templates/words/<lang>.toml`, that needs no code; English is one of them.

mod charge;
pub mod cldr;
mod law;
mod people;
pub mod table;

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use unicode_security::MixedScript;

use crate::model::vocabulary::Standing;

use super::builtin;
use cldr::CldrLocale;

pub use people::{PeopleGroup, PeoplePhrase, Pronouns, WriterPronouns, count_people};
pub use table::{AskedOffice, DemandForms, PhraseTable};

/// The language of the casebook's own texts. A letter in another language is told from what is typed, without them.
pub const CASEBOOK_LANG: &str = "en";

/// A language that letters can be written in: its code and its table of words.
#[derive(Debug, Clone)]
pub struct LetterLanguage {
    code: String,
    words: Arc<PhraseTable>,
}

impl LetterLanguage {
    /// English as it is compiled in; of a letter, `TemplateLibrary::load_language` has the words that the user changed.
    #[must_use]
    pub fn english() -> Self {
        static TABLE: OnceLock<Arc<PhraseTable>> = OnceLock::new();
        let table = TABLE.get_or_init(|| {
            let text = builtin::file_text("words/en.toml").unwrap_or_default();
            Arc::new(PhraseTable::from_built_in("en", text))
        });
        Self {
            code: "en".to_owned(),
            words: Arc::clone(table),
        }
    }

    /// A language by its code and its table of words.
    #[must_use]
    pub fn of_table(code: &str, table: PhraseTable) -> Self {
        Self {
            code: code.to_owned(),
            words: Arc::new(table),
        }
    }

    /// BCP 47: `en`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether the casebook's own texts are in this language.
    pub fn is_of_casebook(&self) -> bool {
        self.code == CASEBOOK_LANG
    }

    /// Whether a name stands in the script of the language.
    pub fn uses_script_of(&self, name: &str) -> bool {
        format!("{name}{}", self.letter_labels().sources).is_single_script()
    }

    /// A text as it may be said where it stands so: an allegation as one, a statement of the authorities as theirs.
    pub fn attribute_claim(&self, standing: Option<&Standing>, text: String) -> String {
        let words = standing
            .and_then(|standing| self.standing_note(standing))
            .filter(|_| !self.has_attribution(&text));
        match (words, text.strip_suffix('.')) {
            (None, _) => text,
            (Some(words), Some(sentence)) => format!("{sentence} ({words})."),
            (Some(words), None) => format!("{text} ({words})"),
        }
    }

    /// The name of the language in English, for messages.
    pub fn english_name(&self) -> String {
        CldrLocale::language_name(&self.code)
    }
}

impl Deref for LetterLanguage {
    type Target = PhraseTable;

    fn deref(&self) -> &PhraseTable {
        &self.words
    }
}

impl PartialEq for LetterLanguage {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl fmt::Display for LetterLanguage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.code)
    }
}
