//! Cases as a table: one row a case, for spreadsheets.
//!
//! A table carries the flat fields of a case, its status, its charges and its latest sentence; everything else needs one of
//! the trees. Lists stand in one cell, divided by `;`.
//!
//! A table that this program wrote is read as it stands. One that people made is read as they mean it, and everything that
//! was read otherwise than it stands is a [`ReadingNote`].

mod added;
mod cell_guess;
mod cell_list;
mod cell_value;
mod charge;
mod columns;
mod formula_guard;
mod header;
mod headings;
mod list_words;
mod name_columns;
mod names;
mod notes;
mod objects;
mod public_cells;
mod quotes;
mod read;
mod row;
mod row_defaults;
mod row_facts;
mod row_ids;
mod row_reader;
mod sheet;
mod source_cell;
mod states;
mod survey;
#[cfg(test)]
mod tests;
mod text_encoding;
mod tidy;
mod titles;
mod words;
mod workbook;
mod workbook_limits;
mod write;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::written_date::DateOrder;
use crate::model::{Country, InvalidValue, PartialDate};
use columns::ColumnTarget;

pub use added::{NUMBER_LABEL, added_columns};
pub(super) use columns::is_column;
pub use columns::{column_words, table_columns};
pub use formula_guard::guard_cell;
pub use headings::RowHeadings;
pub use notes::{ReadingKind, ReadingNote};
pub use objects::is_object_list;
pub use read::{read_table, survey_table};
pub use survey::{BadRow, CaseRow, SurveyColumn, TableSurvey};
pub use text_encoding::TextEncoding;
pub use workbook::is_workbook;
pub(super) use write::TableWriter;

/// By what several rows of a table are of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MergeRows {
    /// The same name, and nothing that speaks against it.
    Name,
    /// The number that the list gives the person, with a name that is alike.
    Number,
    /// Each row is a person.
    Never,
}

impl MergeRows {
    /// The word for it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Never => "no",
        }
    }
}

impl FromStr for MergeRows {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let known = [Self::Name, Self::Number, Self::Never];
        let text = text.trim().to_ascii_lowercase();
        known
            .into_iter()
            .find(|word| word.slug() == text)
            .ok_or_else(|| {
                InvalidValue::unknown_word(
                    "way to tell rows of one person",
                    &text,
                    known.map(Self::slug),
                )
            })
    }
}

/// How a table is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TableOptions {
    /// What divides the cells; told from the header if absent.
    pub delimiter: Option<Delimiter>,
    /// Titles of columns and the fields they fill; the field `-` leaves a column out.
    pub map: Vec<(String, String)>,
    /// How dates like 01/02/2024 are meant; without it they are problems.
    pub dates: Option<DateOrder>,
    /// The country of rows that name none.
    pub country: Option<Country>,
    /// When the list was known true, for rows that do not say.
    pub as_of: Option<PartialDate>,
    /// Texts of cells and the words they stand for; the word `-` is nothing.
    pub values: Vec<(String, String)>,
    /// Columns and the value of rows that leave them empty; of a sentence, only where the row says something of it.
    pub fill: Vec<(String, String)>,
    /// Names begin with the family name.
    pub family_first: bool,
    /// The sheet of a workbook; its first one with cells if absent.
    pub sheet: Option<String>,
    /// What rows with one filled cell are; without it those that look like headings are problems.
    pub headings: Option<RowHeadings>,
    /// By what rows are of one person; without it those of one name are told and stay apart.
    pub merge_rows: Option<MergeRows>,
    /// In what letters the text of the table is written; told from its bytes if absent.
    pub encoding: Option<TextEncoding>,
}

impl TableOptions {
    /// These options, and of another set what these leave open. Columns and values of both count, these first.
    #[must_use]
    pub fn with_fallback(mut self, other: Self) -> Self {
        self.map.extend(other.map);
        self.values.extend(other.values);
        self.fill.extend(other.fill);
        Self {
            delimiter: self.delimiter.or(other.delimiter),
            map: self.map,
            dates: self.dates.or(other.dates),
            country: self.country.or(other.country),
            as_of: self.as_of,
            values: self.values,
            fill: self.fill,
            family_first: self.family_first || other.family_first,
            sheet: self.sheet.or(other.sheet),
            headings: self.headings.or(other.headings),
            merge_rows: self.merge_rows.or(other.merge_rows),
            encoding: self.encoding.or(other.encoding),
        }
    }
}

/// What divides the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// A tab.
    #[serde(rename = "tab")]
    Tab,
    /// `|`
    #[serde(rename = "|")]
    Bar,
}

impl Delimiter {
    const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The character itself.
    pub fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Bar => '|',
        }
    }

    /// The delimiter that stands most often in a header, outside quotes; a comma if none does. A bar is never guessed.
    pub(super) fn of_header(header: &str) -> Self {
        let plain: String = header.split('"').step_by(2).collect();
        let count = |delimiter: &Self| plain.matches(delimiter.as_char()).count();
        [Self::Tab, Self::Semicolon, Self::Comma]
            .into_iter()
            .max_by_key(count)
            .unwrap_or(Self::Comma)
    }
}

impl FromStr for Delimiter {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let text = if text == "tab" || text == "\\t" {
            "\t"
        } else {
            text
        };
        Self::ALL
            .into_iter()
            .find(|delimiter| text.chars().eq([delimiter.as_char()]))
            .ok_or_else(|| InvalidValue::new("cells are divided by , ; | or tab"))
    }
}

/// A column and the value of rows that leave it empty: `--fill sentence_kind=prison`.
pub fn parse_fill(text: &str) -> Result<(String, String), InvalidValue> {
    let (column, value) = text
        .split_once('=')
        .ok_or_else(|| InvalidValue::new("write a column, =, and its value"))?;
    let target = ColumnTarget::from_title(column).ok_or_else(|| {
        InvalidValue::unknown_field(column.trim(), table_columns().map(|(name, _)| name))
    })?;
    cell_value::parse_cell(
        target,
        value.trim(),
        &TableOptions::default(),
        cell_value::CellPlace {
            title: column,
            unit: None,
            has_no_status: false,
            is_own: true,
            is_workbook: false,
        },
        &mut Vec::new(),
    )?;
    Ok((target.column_name().to_owned(), value.trim().to_owned()))
}

/// A title and a field of `--map "Title=field"`, divided at the last `=`.
pub fn parse_map(text: &str) -> Result<(String, String), InvalidValue> {
    text.rsplit_once('=')
        .map(|(title, field)| (title.trim().to_owned(), field.trim().to_owned()))
        .filter(|(title, field)| !title.is_empty() && !field.is_empty())
        .ok_or_else(|| {
            InvalidValue::new("write the title of a column, =, and a field: \"Nom=name\"")
        })
}
