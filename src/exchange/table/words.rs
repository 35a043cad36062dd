//! Words of a list for the words of this program: those the user gives, and the labels of vocabularies.

use super::TableOptions;
use super::columns::{ColumnTarget, normalize_title};
use super::list_words;
use super::notes::ReadingKind;
use super::tidy::CellNotes;
use crate::model::{InvalidValue, ValueKind};

/// The text that the cell stands for: what `--values` says of it, the word whose label it is, or that it means in a list.
///
/// A word of a vocabulary never gets into a text: `--values` without a column holds for columns of words alone.
pub(super) fn interpret_word(
    target: ColumnTarget,
    text: String,
    options: &TableOptions,
    title: &str,
    noted: &mut CellNotes,
) -> String {
    let same = |one: &str| one.trim().to_lowercase() == text.to_lowercase();
    let in_column = |wanted: &str| {
        let (column, wanted) = wanted.split_once(':')?;
        (normalize_title(column) == normalize_title(title) && same(wanted)).then_some(())
    };
    let takes_word = is_word(target) || target.value_kind() == ValueKind::List;
    let given = options
        .values
        .iter()
        .find(|(wanted, word)| {
            in_column(wanted).is_some() || (same(wanted) && (takes_word || word == "-"))
        })
        .map(|(_, word)| word.as_str());
    let known = target.value_kind().vocabulary_words().unwrap_or_default();
    let word = given.or_else(|| {
        let labelled = known.iter().find(|word| same(word.label));
        labelled.map(|word| word.slug)
    });
    let is_slug = known.iter().any(|word| word.slug == text);
    let word = word.or_else(|| {
        let section = target.column_name();
        let section = if section == "categories" {
            "category"
        } else {
            section
        };
        list_words::find_word(section, &text).filter(|_| takes_word && !is_slug)
    });
    let word = word.or_else(|| says_nothing(target, &text).then_some("-"));
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

/// Whether a cell says only that nothing is known. Names stay as they are: who is called so must be looked at.
fn says_nothing(target: ColumnTarget, text: &str) -> bool {
    let is_name = matches!(
        target.column_name(),
        "name" | "family_name" | "given_name" | "name_native" | "second_family_name"
    );
    let is_of = |section: &str| list_words::find_word(section, text) == Some("words");
    let is_sentence = matches!(
        target.column_name(),
        "sentence_term" | "sentence_kind" | "term_ends"
    );
    target.value_kind() != ValueKind::Text
        && !is_name
        && target.column_name() != "status"
        && (is_of("nothing")
            || is_sentence && is_of("no_sentence")
            || target.column_name() == "charge" && is_of("no_charge"))
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
