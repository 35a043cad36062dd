//! Words of a list for the words of this program: those the user gives, and the labels of vocabularies.

use super::TableOptions;
use super::columns::Target;
use super::notes::Reading;
use super::tidy::Noted;
use crate::model::{Invalid, Kind};

/// How lists write a gender, in small letters; each letter alone means nothing else there.
const GENDERS: [(&str, &[&str]); 2] = [
    ("male", &["m", "м", "man", "муж", "мужской", "чоловік", "männlich", "homme", "h"]),
    ("female", &["f", "ж", "woman", "жен", "женский", "жінка", "w", "weiblich", "femme"]),
];

/// The text that the cell stands for: what `--values` says of it, or the word whose label it is.
pub(super) fn interpret_word(target: Target, text: String, options: &TableOptions, noted: &mut Noted) -> String {
    let same = |one: &str| one.trim().to_lowercase() == text.to_lowercase();
    let given = options.values.iter().find(|(wanted, _)| same(wanted)).map(|(_, word)| word.as_str());
    let word = given.or_else(|| match target.value_kind() {
        Kind::Word(_, words) => words.iter().find(|word| same(word.label)).map(|word| word.slug),
        _ => None,
    });
    let gender = || GENDERS.iter().find(|(_, texts)| texts.iter().any(|text| same(text))).map(|(word, _)| *word);
    let word = word.or_else(|| if target.column_name() == "gender" { gender() } else { None });
    match word.filter(|word| *word != text) {
        Some("-") => {
            noted.push((Reading::Word, format!("“{text}” is read as nothing")));
            String::new()
        }
        Some(word) => {
            noted.push((Reading::Word, format!("“{text}” is read as “{word}”")));
            word.to_owned()
        }
        None => text,
    }
}

/// Whether the cells hold words that are known or not.
pub(super) fn is_word(target: Target) -> bool {
    matches!(target.value_kind(), Kind::Word(..)) || target.column_name() == "country"
}

/// The refusal of a word, with what to do about it.
pub(super) fn explain_refusal(target: Target, text: &str, invalid: Invalid) -> Invalid {
    if !is_word(target) || invalid.nearest.is_some() || text.trim().is_empty() {
        return invalid;
    }
    let short = crate::exchange::error::clip_text(text.trim());
    let help = format!("say what it means with --values \"{short}=WORD\"");
    Invalid { reason: format!("{}; {help}", invalid.reason), ..invalid }
}
