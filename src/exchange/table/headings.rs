//! Rows that are no people: headings over groups of rows, totals, footnotes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::columns::{ColumnTarget, table_columns};
use super::list_words;
use crate::model::InvalidValue;

/// What rows with one filled cell are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowHeadings {
    /// Headings over the rows below them, which give those a value of this column.
    #[serde(rename = "column")]
    Column(String),
    /// Headings that are left out: `-`.
    #[serde(rename = "none")]
    LeftOut,
    /// People of whom no more is known: `people`.
    #[serde(rename = "people")]
    People,
}

impl FromStr for RowHeadings {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text.trim() {
            "-" => Ok(Self::LeftOut),
            "people" => Ok(Self::People),
            name => match ColumnTarget::from_title(name) {
                Some(target) => Ok(Self::Column(target.column_name().to_owned())),
                None => Err(InvalidValue::unknown_field(
                    name,
                    table_columns().map(|(name, _)| name).chain(["people"]),
                )),
            },
        }
    }
}

/// What a row with few cells is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LoneRow {
    /// A sum of the list.
    Total,
    /// A remark about the list.
    Footnote,
    /// Perhaps a heading over the rows below it.
    Heading,
    /// A person.
    Person,
}

/// What a row is, by its filled cells, each with its column from 0; `width` columns are filled in the rows around it.
pub(super) fn classify_row(
    filled: &[(usize, &str)],
    width: usize,
    name_column: Option<usize>,
) -> LoneRow {
    let Some((column, text)) = filled.first().copied() else {
        return LoneRow::Person;
    };
    if is_total(text, filled) {
        return LoneRow::Total;
    }
    // Beside one other column many people stand alone; the name of a group is none.
    let is_group = list_words::find_word("category", text).is_some();
    if filled.len() > 1 || width < 2 || width == 2 && !is_group {
        return LoneRow::Person;
    }
    if is_footnote(text) {
        return LoneRow::Footnote;
    }
    let is_name = name_column == Some(column) && looks_like_name(text);
    if is_name {
        LoneRow::Person
    } else {
        LoneRow::Heading
    }
}

/// `Total: 9`, `Итого: 9 чел.`; a word of a sum with nothing but numbers behind it.
fn is_total(text: &str, filled: &[(usize, &str)]) -> bool {
    let others_are_numbers = filled[1..].iter().all(|(_, cell)| {
        cell.chars().any(|c| c.is_ascii_digit())
            && cell.chars().filter(|c| c.is_alphabetic()).count() <= 8
    });
    list_words::strip_word("totals", "words", text).is_some_and(|rest| {
        let words = rest.chars().filter(|c| c.is_alphabetic()).count();
        words <= 12 && (filled.len() == 1 || others_are_numbers)
    })
}

fn is_footnote(text: &str) -> bool {
    let is_marked =
        text.starts_with(['*', '†', '‡', '¹', '²', '³', '(']) && text.chars().count() > 12;
    let is_named = list_words::strip_word("totals", "footnotes", text)
        .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '-', '–']));
    is_marked || is_named || text.chars().count() > 120 || text.starts_with("http")
}

/// Two words or more that begin with capitals, and no number: a name alone.
fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    let capitals = words.iter().filter(|word| begins(word)).count();
    let is_loud = text.chars().all(|c| !c.is_lowercase()) && text.chars().any(char::is_uppercase);
    let is_word = list_words::find_word("category", text).is_some()
        || list_words::find_word("status", text).is_some();
    !is_word
        && !is_loud
        && !text.ends_with(':')
        && !text.chars().any(|c| c.is_ascii_digit())
        && words.len() >= 2
        && capitals * 2 > words.len()
        && words.len() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> LoneRow {
        classify_row(&[(0, text)], 3, Some(0))
    }

    #[test]
    fn a_row_with_one_cell_may_be_many_things() {
        assert_eq!(kind("Total: 9"), LoneRow::Total);
        assert_eq!(kind("Итого: 9 чел."), LoneRow::Total);
        assert_eq!(
            classify_row(&[(0, "Total"), (3, "12")], 4, Some(0)),
            LoneRow::Total
        );
        assert_eq!(kind("Source: our own files"), LoneRow::Footnote);
        assert_eq!(kind("* sentenced in absence"), LoneRow::Footnote);
        assert_eq!(kind("Journalists"), LoneRow::Heading);
        assert_eq!(kind("Region of Gomel"), LoneRow::Person, "it may be a name");
        assert_eq!(kind("POLITICAL PRISONERS"), LoneRow::Heading);
        assert_eq!(kind("Rosa Vidal"), LoneRow::Person);
        assert_eq!(
            classify_row(&[(0, "Journalists")], 2, Some(0)),
            LoneRow::Heading
        );
        assert_eq!(classify_row(&[(0, "Rosa")], 2, Some(0)), LoneRow::Person);
        assert_eq!(
            classify_row(&[(0, "Rosa Vidal"), (1, "NI")], 3, Some(0)),
            LoneRow::Person
        );
    }
}
