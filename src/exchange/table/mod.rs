//! Cases as a table: one row a case, for spreadsheets.
//!
//! A table carries the flat fields of a case, its status, its first charge and its latest sentence; everything else needs
//! one of the trees. Lists stand in one cell, divided by `;`.

mod charge;
mod columns;
mod dates;
mod guard;
mod header;
mod list;
mod quotes;
mod read;
mod row;
mod write;

use std::str::FromStr;

use crate::model::{Country, Invalid};

pub(super) use columns::is_column;
pub use columns::table_columns;
pub use dates::DateOrder;
pub use read::read_table;
pub(super) use write::TableWriter;

/// How a table is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableOptions {
    /// What divides the cells; told from the header if absent.
    pub delimiter: Option<Delimiter>,
    /// Titles of columns and the fields they fill; the field `-` leaves a column out.
    pub map: Vec<(String, String)>,
    /// How dates like 01/02/2024 are meant; without it they are problems.
    pub dates: Option<DateOrder>,
    /// The country of rows that name none.
    pub country: Option<Country>,
}

/// What divides the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// The character itself.
    #[must_use]
    pub fn character(self) -> char {
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
        let count = |delimiter: &Self| plain.matches(delimiter.character()).count();
        [Self::Tab, Self::Semicolon, Self::Comma].into_iter().max_by_key(count).unwrap_or(Self::Comma)
    }
}

impl FromStr for Delimiter {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = if text == "tab" || text == "\\t" { "\t" } else { text };
        Self::ALL
            .into_iter()
            .find(|delimiter| text.chars().eq([delimiter.character()]))
            .ok_or_else(|| Invalid::new("cells are divided by , ; | or tab"))
    }
}

/// A title and a field of `--map "Title=field"`, divided at the last `=`.
///
/// # Errors
/// One of the two is missing.
pub fn mapping(text: &str) -> Result<(String, String), Invalid> {
    text.rsplit_once('=')
        .map(|(title, field)| (title.trim().to_owned(), field.trim().to_owned()))
        .filter(|(title, field)| !title.is_empty() && !field.is_empty())
        .ok_or_else(|| Invalid::new("write the title of a column, =, and a field: \"Nom=name\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_is_told_from_the_header_or_typed() {
        for (header, delimiter) in [
            ("name,country", Delimiter::Comma),
            ("name;country", Delimiter::Semicolon),
            ("\"a;b;c\",country", Delimiter::Comma),
            ("name\tcountry", Delimiter::Tab),
            ("name", Delimiter::Comma),
        ] {
            assert_eq!(Delimiter::of_header(header), delimiter, "{header}");
        }
        assert_eq!(";".parse(), Ok(Delimiter::Semicolon));
        assert_eq!("tab".parse(), Ok(Delimiter::Tab));
        assert!("".parse::<Delimiter>().is_err() && "\"".parse::<Delimiter>().is_err());
    }

    #[test]
    fn a_mapping_has_a_title_and_a_field() {
        assert_eq!(mapping("Nom = name"), Ok(("Nom".to_owned(), "name".to_owned())));
        assert_eq!(mapping("a=b=-"), Ok(("a=b".to_owned(), "-".to_owned())));
        assert!(mapping("Nom").is_err() && mapping("=name").is_err() && mapping("Nom=").is_err());
    }
}
