//! A listing is a value: columns, each with a name and a meaning, and rows of cells. It is printed here, in every form.
//!
//! Rows come one after the other and none is kept, so that a list of any length takes the same memory; only a table for a
//! screen looks at the first thousand rows before it settles its widths.

mod cell;
mod csv;
mod json;
mod order;

use std::io::{self, Write};

pub use cell::ListingCell;
pub use order::ListingOrder;

use crate::terminal::{ListColumn, ListLayout, ListTable};

/// A column of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingColumn {
    /// Its name for scripts: after `--fields`, in JSON, above CSV.
    pub name: &'static str,
    /// Another name that it had once, which is still understood.
    pub former_name: Option<&'static str>,
    /// Its heading in a table that is read.
    pub title: &'static str,
    /// What it says, in a few words.
    pub help: &'static str,
    /// Which columns stay when a screen is narrow: those with the highest number; among equals, the leftmost.
    pub importance: u8,
}

impl ListingColumn {
    /// A column whose heading is its name.
    #[must_use]
    pub const fn new(name: &'static str, importance: u8, help: &'static str) -> Self {
        Self {
            name,
            former_name: None,
            title: name,
            help,
            importance,
        }
    }

    /// With a name that it had once.
    #[must_use]
    pub const fn with_former_name(self, former_name: Option<&'static str>) -> Self {
        Self {
            former_name,
            ..self
        }
    }

    /// With another heading.
    #[must_use]
    pub const fn with_title(self, title: &'static str) -> Self {
        Self { title, ..self }
    }
}

/// What a listing is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListingForm {
    /// A table for a screen so many columns wide.
    Table {
        /// The width of the screen.
        width: usize,
        /// Whether to colour.
        color: bool,
    },
    /// Tab-separated values.
    Tsv {
        /// Whether the first line names the columns.
        header: bool,
    },
    /// Comma-separated values; the first line names the columns.
    Csv,
    /// A table of GitHub-flavoured Markdown.
    Markdown,
    /// An array of objects.
    Json {
        /// Whether each object stands on a line of its own.
        is_laid_out: bool,
    },
    /// One object per line.
    JsonLines,
}

/// Writes a listing row by row.
#[derive(Debug)]
pub struct ListingWriter {
    columns: Vec<ListingColumn>,
    backend: ListingBackend,
    rows: u64,
}

#[derive(Debug)]
enum ListingBackend {
    Table(ListTable),
    Csv,
    Json { is_laid_out: bool },
    JsonLines,
}

impl ListingWriter {
    /// A listing with these columns and no row yet.
    #[must_use]
    pub fn new(columns: Vec<ListingColumn>, form: ListingForm) -> Self {
        let table = |layout, is_read: bool| {
            let heading = |column: &ListingColumn| {
                let title = if is_read { column.title } else { column.name };
                ListColumn::new(title, column.importance)
            };
            ListingBackend::Table(ListTable::new(
                columns.iter().map(heading).collect(),
                layout,
            ))
        };
        let backend = match form {
            ListingForm::Table { width, color } => table(ListLayout::Screen { width, color }, true),
            ListingForm::Markdown => table(ListLayout::Markdown, true),
            ListingForm::Tsv { header } => table(ListLayout::Tsv { header }, false),
            ListingForm::Csv => ListingBackend::Csv,
            ListingForm::Json { is_laid_out } => ListingBackend::Json { is_laid_out },
            ListingForm::JsonLines => ListingBackend::JsonLines,
        };
        Self {
            columns,
            backend,
            rows: 0,
        }
    }

    /// Writes a row, which has one cell per column.
    pub fn write_row(&mut self, out: &mut impl Write, cells: &[ListingCell]) -> io::Result<()> {
        let is_first = self.rows == 0;
        self.rows += 1;
        match &mut self.backend {
            ListingBackend::Table(table) => table.add_row(out, cells.iter().map(ListingCell::text)),
            ListingBackend::Csv => {
                if is_first {
                    csv::write_header(out, &self.columns)?;
                }
                csv::write_row(out, cells)
            }
            ListingBackend::Json { is_laid_out } => {
                let before = match (is_first, *is_laid_out) {
                    (true, false) => "[",
                    (true, true) => "[\n  ",
                    (false, false) => ",",
                    (false, true) => ",\n  ",
                };
                out.write_all(before.as_bytes())?;
                json::write_object(out, &self.columns, cells)
            }
            ListingBackend::JsonLines => {
                json::write_object(out, &self.columns, cells)?;
                out.write_all(b"\n")
            }
        }
    }

    /// Writes what is left. An empty array of JSON and the header of CSV stand there also without rows.
    pub fn finish(self, out: &mut impl Write) -> io::Result<()> {
        match self.backend {
            ListingBackend::Table(table) => table.finish_table(out).map(drop),
            ListingBackend::Csv if self.rows == 0 => csv::write_header(out, &self.columns),
            ListingBackend::Csv | ListingBackend::JsonLines => Ok(()),
            ListingBackend::Json { is_laid_out } => out.write_all(match (self.rows, is_laid_out) {
                (0, _) => b"[]\n".as_slice(),
                (_, false) => b"]\n",
                (_, true) => b"\n]\n",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ListingColumn; 3] = [
        ListingColumn::new("id", 255, "the id"),
        ListingColumn::new("rests_on", 100, "what it rests on").with_title("rests on"),
        ListingColumn::new("count", 200, "how many"),
    ];

    fn written(form: ListingForm, rows: &[[ListingCell; 3]]) -> String {
        let (mut out, mut writer) = (Vec::new(), ListingWriter::new(COLUMNS.into(), form));
        for row in rows {
            writer.write_row(&mut out, row).unwrap();
        }
        writer.finish(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn rows() -> [[ListingCell; 3]; 2] {
        [
            [
                ListingCell::text_of("=a\u{1b}"),
                ListingCell::texts_of(["x, y", "z|"]),
                ListingCell::number_of(2),
            ],
            [
                ListingCell::text_of("b\tc"),
                ListingCell::texts_of([] as [&str; 0]),
                ListingCell::empty(),
            ],
        ]
    }

    #[test]
    fn every_form_says_the_same() {
        let said = |form| written(form, &rows());
        assert_eq!(
            said(ListingForm::Tsv { header: true }),
            "id\trests_on\tcount\n=a\\u{1b}\tx, y, z|\t2\nb c\t\t\n"
        );
        assert_eq!(
            said(ListingForm::Csv),
            "id,rests_on,count\n'=a\\u{1b},\"x, y, z|\",2\nb\\u{9}c,,\n"
        );
        assert_eq!(
            said(ListingForm::Json { is_laid_out: false }),
            "[{\"id\":\"=a\\u001b\",\"rests_on\":[\"x, y\",\"z|\"],\"count\":2},\
             {\"id\":\"b\\tc\",\"rests_on\":[],\"count\":null}]\n"
        );
        assert_eq!(
            said(ListingForm::JsonLines).lines().last(),
            Some("{\"id\":\"b\\tc\",\"rests_on\":[],\"count\":null}")
        );
        assert!(said(ListingForm::Markdown).starts_with("| id | rests on | count |\n| ---"));
        let table = ListingForm::Table {
            width: 60,
            color: false,
        };
        assert!(said(table).starts_with("id "), "{}", said(table));
    }

    #[test]
    fn without_rows_json_is_an_empty_array_and_csv_a_header() {
        for is_laid_out in [true, false] {
            assert_eq!(written(ListingForm::Json { is_laid_out }, &[]), "[]\n");
        }
        assert_eq!(written(ListingForm::Csv, &[]), "id,rests_on,count\n");
        assert_eq!(written(ListingForm::JsonLines, &[]), "");
    }
}
