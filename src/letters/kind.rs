//! The settings of a kind of letter: `letter.toml`.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::model::vocabulary::Role;

/// What a kind of letter is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What it is called: “Appeal to an authority”.
    pub title: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// The tone.
    pub register: Register,
    /// Whether it is written to somebody; a public document is not.
    pub addressed: bool,
    /// About how many people it can be.
    pub people: People,
    /// The roles for which this kind is chosen when no template is named.
    #[serde(default)]
    pub serves: Vec<Role>,
    /// Whether it lists contacts.
    #[serde(default)]
    pub contacts: bool,
    /// Whether it is signed.
    #[serde(default = "yes")]
    pub signed: bool,
    /// What a user should know of each language’s text.
    #[serde(default)]
    pub languages: BTreeMap<String, Language>,
}

fn yes() -> bool {
    true
}

/// What is known of the text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Whether a native speaker has checked the text.
    #[serde(default)]
    pub checked_by_native_speaker: bool,
}

/// The tone of a kind of letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Register {
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
pub enum People {
    /// Exactly one.
    One,
    /// One or several.
    Any,
}
