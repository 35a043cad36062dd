//! What a settings file can say.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use crate::letters::order::USUAL_FRESH_MONTHS;
use crate::model::{Country, Line};

/// Every setting and what it says.
pub const SETTINGS: [(&str, &str); 12] = [
    ("sender.name", "who signs"),
    ("sender.organisation", "for which organisation"),
    (
        "sender.introduction",
        "who you are, as it follows “I am” or “We are”: a teacher in Madrid",
    ),
    ("sender.address", "the postal address, a list of lines"),
    ("sender.email", "the e-mail address"),
    ("sender.phone", "the telephone number"),
    (
        "sender.country",
        "the sender's own state, by name or ISO code",
    ),
    (
        "sender.lang",
        "the language of letters where the recipient has no preference, as en",
    ),
    (
        "letters.stale_after_months",
        "after how many months a record or an address counts as old; 12",
    ),
    (
        "letters.strict",
        "whether every warning about a letter is an error; false",
    ),
    (
        "letters.consent",
        "required: no letter without consent on record; else a warning; assumed",
    ),
    (
        "letters.templates",
        "the folder of your own templates; templates/ beside the settings file",
    ),
];

/// A settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SettingsFile {
    pub sender: SenderSettings,
    pub letters: LetterConfig,
}

/// Who writes the letters. Everything may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SenderSettings {
    /// Who signs.
    pub name: Option<Line>,
    /// For which organisation.
    pub organisation: Option<Line>,
    /// Who that is, as it follows “I am” or “We are”.
    pub introduction: Option<Line>,
    /// The postal address, line by line.
    pub address: Vec<Line>,
    /// The e-mail address, as written; one that is none is used nowhere.
    pub email: Option<Line>,
    /// The telephone number.
    pub phone: Option<Line>,
    /// The sender's own state.
    #[serde(deserialize_with = "deserialize_country")]
    pub country: Option<Country>,
    /// The language of letters where nothing else decides, BCP 47: `en`.
    #[serde(deserialize_with = "deserialize_language")]
    pub lang: Option<String>,
}

/// Whether a letter may be about people whose consent nobody has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConsentPolicy {
    /// It may, with a warning.
    #[default]
    Assumed,
    /// It may not.
    Required,
}

impl ConsentPolicy {
    /// As it is written: `required`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Required => "required",
        }
    }

    /// Whether people must have been asked.
    pub fn is_required(self) -> bool {
        self == Self::Required
    }
}

impl<'de> Deserialize<'de> for ConsentPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "assumed" => Ok(Self::Assumed),
            "required" => Ok(Self::Required),
            _ => Err(serde::de::Error::custom("this must be required or assumed")),
        }
    }
}

/// How letters are made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LetterConfig {
    /// After how many months a record or an address counts as old.
    #[serde(deserialize_with = "deserialize_months")]
    pub stale_after_months: u32,
    /// Whether every warning is an error.
    pub strict: bool,
    /// Whether people must have been asked.
    pub consent: ConsentPolicy,
    /// The folder of the user's own templates, as written; see [`templates`](super::Config::templates_folder).
    pub templates: Option<PathBuf>,
}

impl Default for LetterConfig {
    fn default() -> Self {
        Self {
            stale_after_months: USUAL_FRESH_MONTHS,
            strict: false,
            consent: ConsentPolicy::Assumed,
            templates: None,
        }
    }
}

// What these say of a value never quotes it: a settings file may hold what is nobody's business.

fn deserialize_country<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Country>, D::Error> {
    let country = String::deserialize(deserializer)?.parse::<Country>();
    country.map(Some).map_err(|invalid| match invalid.nearest {
        Some(nearest) => {
            serde::de::Error::custom(format!("this is no state; did you mean “{nearest}”?"))
        }
        None => serde::de::Error::custom("this is no state; write its ISO code, as IE"),
    })
}

fn deserialize_language<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mut parts = text.split('-');
    let is_code = parts.next().is_some_and(|code| {
        matches!(code.len(), 2..=3) && code.bytes().all(|b| b.is_ascii_lowercase())
    });
    let is_tag =
        |part: &str| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_code && parts.all(is_tag) {
        return Ok(Some(text));
    }
    Err(serde::de::Error::custom(
        "this is no code of a language; write it as en or pt-BR",
    ))
}

fn deserialize_months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let months = u32::deserialize(deserializer)?;
    if (1..=1200).contains(&months) {
        return Ok(months);
    }
    Err(serde::de::Error::custom(
        "this must be a number from 1 to 1200",
    ))
}
