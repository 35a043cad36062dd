//! The settings of a kind of letter: `letter.toml`.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

use crate::model::PartialDate;
use crate::model::vocabulary::Role;

/// What a kind of letter is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateSettings {
    /// What it is called: “Appeal to an authority”.
    pub title: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// The tone.
    pub register: TemplateTone,
    /// Whether it is written to somebody; a public document is not.
    pub addressed: bool,
    /// About how many people it can be.
    pub people: PeopleCount,
    /// The roles for which this kind is chosen when no template is named.
    #[serde(default)]
    pub serves: Vec<Role>,
    /// Whether it lists contacts.
    #[serde(default)]
    pub contacts: bool,
    /// From so many people on the text tells of each only the gravest: no right is named and nothing is asked for then
    /// whose ground it does not tell.
    #[serde(default)]
    pub brief_from: Option<usize>,
    /// For how many words of a story about one person there is room; without a number everything is told.
    #[serde(default)]
    pub story_words: Option<usize>,
    /// Whether it is signed.
    #[serde(default = "default_true")]
    pub signed: bool,
    /// What a user should know of each language’s text.
    #[serde(default)]
    pub languages: BTreeMap<String, LanguageReview>,
}

fn default_true() -> bool {
    true
}

/// What is known of the text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageReview {
    /// Whether a native speaker has checked the text; says nothing without who, when and which text it was.
    #[serde(default)]
    pub checked_by_native_speaker: bool,
    /// The native speaker who has checked the text.
    #[serde(default)]
    pub checked_by: Option<String>,
    /// The day on which it was checked: `2026-03-01`.
    #[serde(default)]
    pub checked_on: Option<PartialDate>,
    /// The [`compute_fingerprint`] of the text that was checked.
    #[serde(default)]
    pub checked_text: Option<String>,
}

impl LanguageReview {
    /// Whether a native speaker has checked this very text.
    pub fn vouches_for(&self, text: &str) -> bool {
        let by = self
            .checked_by
            .as_ref()
            .is_some_and(|name| !name.trim().is_empty());
        by && self.checked_on.is_some()
            && self.checked_text.as_deref() == Some(compute_fingerprint(text).as_str())
    }
}

/// What tells a text from every other one: the first sixteen digits of its SHA-256, whatever ends its lines.
pub fn compute_fingerprint(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    Sha256::digest(text.as_bytes())
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The tone of a kind of letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateTone {
    /// Courteous, brief, grounded in law.
    Appeal,
    /// Firm; it may protest.
    Protest,
    /// Public; it may condemn.
    Statement,
    /// Neutral, complete.
    Report,
    /// Practical, for supporters.
    Sheet,
}

/// About how many people a kind of letter can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeopleCount {
    /// Exactly one.
    One,
    /// One or several.
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(toml: &str) -> LanguageReview {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn a_text_is_checked_once_somebody_is_named_and_until_it_changes() {
        let mark = compute_fingerprint("Bonjour.\n");
        let whole = format!(
            "checked_by = \"Anne Lefort\"\nchecked_on = \"2026-03-01\"\nchecked_text = \"{mark}\""
        );
        assert!(
            language(&whole).vouches_for("Bonjour.\n")
                && language(&whole).vouches_for("Bonjour.\r\n")
        );
        assert!(!language(&whole).vouches_for("Bonsoir.\n"));
        let lines: Vec<&str> = whole.lines().collect();
        for left_out in 0..lines.len() {
            let rest: Vec<&str> = (0..lines.len())
                .filter(|at| *at != left_out)
                .map(|at| lines[at])
                .collect();
            assert!(
                !language(&rest.join("\n")).vouches_for("Bonjour.\n"),
                "{rest:?}"
            );
        }
        assert!(!language("checked_by_native_speaker = true").vouches_for("Bonjour.\n"));
    }
}
