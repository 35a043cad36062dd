//! Words of a list for the words of this program: those the user gives, and the labels of vocabularies.

use super::TableOptions;
use super::columns::ColumnTarget;
use super::notes::ReadingKind;
use super::tidy::CellNotes;
use crate::model::{InvalidValue, ValueKind};

/// How lists write a gender, in small letters; each letter alone means nothing else there.
const GENDERS: [(&str, &[&str]); 2] = [
    (
        "male",
        &[
            "m",
            "м",
            "man",
            "муж",
            "мужской",
            "чоловік",
            "männlich",
            "homme",
            "h",
        ],
    ),
    (
        "female",
        &[
            "f",
            "ж",
            "woman",
            "жен",
            "женский",
            "жінка",
            "w",
            "weiblich",
            "femme",
        ],
    ),
];

/// The text that the cell stands for: what `--values` says of it, or the word whose label it is.
pub(super) fn interpret_word(
    target: ColumnTarget,
    text: String,
    options: &TableOptions,
    noted: &mut CellNotes,
) -> String {
    let same = |one: &str| one.trim().to_lowercase() == text.to_lowercase();
    let given = options
        .values
        .iter()
        .find(|(wanted, _)| same(wanted))
        .map(|(_, word)| word.as_str());
    let word = given.or_else(|| match target.value_kind() {
        ValueKind::Word(_, words) => words
            .iter()
            .find(|word| same(word.label))
            .map(|word| word.slug),
        _ => None,
    });
    let gender = || {
        GENDERS
            .iter()
            .find(|(_, texts)| texts.iter().any(|text| same(text)))
            .map(|(word, _)| *word)
    };
    let word = word.or_else(|| {
        if target.column_name() == "gender" {
            gender()
        } else {
            None
        }
    });
    match word.filter(|word| *word != text) {
        Some("-") => {
            noted.push((ReadingKind::Word, format!("“{text}” is read as nothing")));
            String::new()
        }
        Some(word) => {
            noted.push((ReadingKind::Word, format!("“{text}” is read as “{word}”")));
            word.to_owned()
        }
        None => text,
    }
}

/// Whether the cells hold words that are known or not.
pub(super) fn is_word(target: ColumnTarget) -> bool {
    matches!(target.value_kind(), ValueKind::Word(..)) || target.column_name() == "country"
}

/// The refusal of a word, with what to do about it.
pub(super) fn explain_refusal(
    target: ColumnTarget,
    text: &str,
    invalid: InvalidValue,
) -> InvalidValue {
    if !is_word(target) || invalid.nearest.is_some() || text.trim().is_empty() {
        return invalid;
    }
    let short = crate::exchange::error::clip_text(text.trim());
    let help = format!("say what it means with --values \"{short}=WORD\"");
    InvalidValue {
        reason: format!("{}; {help}", invalid.reason),
        ..invalid
    }
}
