//! The rows of a table, whatever file they come from.

use std::collections::HashMap;

use super::columns::ColumnTarget;
use super::notes::{ReadingKind, ReadingNote};
use crate::exchange::{InvalidField, SourcePosition};

/// A table as rows of texts.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The rows with the lines on which they begin.
    pub(super) rows: Vec<(usize, csv::StringRecord)>,
    /// Whether cells carry the guard of spreadsheets.
    pub(super) is_guarded: bool,
    /// What the file says of cells beside their text, by line and column from 1.
    pub(super) remarks: HashMap<(usize, usize), CellRemark>,
    /// The lines of rows that are one text over several columns.
    pub(super) titles: std::collections::BTreeSet<usize>,
    /// What was read otherwise than it stands.
    pub(super) notes: Vec<ReadingNote>,
}

/// What a file says of a cell beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellRemark {
    /// It was read otherwise than it stands.
    Noted(ReadingKind, String),
    /// It cannot be read.
    Faulty(String),
}

/// A note on a row.
pub(super) fn note_on(
    line: usize,
    column: Option<&str>,
    reading: ReadingKind,
    text: impl Into<String>,
) -> ReadingNote {
    ReadingNote {
        place: SourcePosition::Row {
            row: line,
            column: column.map(crate::exchange::error::clip_text),
        },
        reading,
        text: text.into(),
    }
}

/// What stands in a row, as a message repeats it.
pub(super) fn summarize_row(cells: &csv::StringRecord) -> String {
    let filled: Vec<&str> = cells
        .iter()
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    crate::exchange::error::clip_text(&filled.join(" "))
}

/// Whether a row says nothing.
pub(super) fn is_blank(cells: &csv::StringRecord) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// A problem of a row.
pub(super) fn problem_in_row(
    row: usize,
    title: Option<&str>,
    reason: impl Into<String>,
    nearest: Option<String>,
) -> InvalidField {
    let field = title
        .and_then(ColumnTarget::from_title)
        .map_or("", ColumnTarget::column_name)
        .to_owned();
    let place = SourcePosition::Row {
        row,
        column: title.map(crate::exchange::error::clip_text),
    };
    InvalidField {
        place,
        id: None,
        field,
        reason: reason.into(),
        nearest,
    }
}
