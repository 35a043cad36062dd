//! A table as it was understood: its rows, what was read otherwise than it stands, and what cannot be.

use super::header;
use super::notes::ReadingNote;
use crate::exchange::InvalidFields;
use crate::exchange::error::clip_text;
use crate::model::{Case, Id, Source};

/// A table as it was understood, row by row.
#[derive(Debug, Default)]
pub struct TableSurvey {
    /// The rows that say something, in the order of the table.
    pub rows: Vec<CaseRow>,
    /// Rows that are not cases, and what was read otherwise than it stands.
    pub notes: Vec<ReadingNote>,
    /// What cannot be; nothing of the table may be taken in if there is any.
    pub problems: InvalidFields,
    /// The titles of the table, as the file has them.
    pub titles: Vec<String>,
    /// What each title stands for, and cells that stand below it.
    pub columns: Vec<SurveyColumn>,
    /// The rows that cannot be taken in.
    pub bad: Vec<BadRow>,
}

/// A column of a table, to be shown to whoever says what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyColumn {
    /// The title, as messages repeat it.
    pub title: String,
    /// The field it fills, if that is known.
    pub field: Option<&'static str>,
    /// A few of its cells, each another.
    pub examples: Vec<String>,
}

/// So many cells of a column are shown.
const EXAMPLES: usize = 3;

impl SurveyColumn {
    /// The columns under these titles, with what they fill as far as that is known.
    pub(super) fn list_columns(
        titles: &csv::StringRecord,
        fields: &[&'static str],
        rows: &[(usize, csv::StringRecord)],
    ) -> Vec<Self> {
        let column = |(at, title): (usize, &str)| Self {
            title: clip_text(title.trim()),
            field: fields.get(at).copied(),
            examples: find_examples(at, rows),
        };
        titles.iter().enumerate().map(column).collect()
    }
}

/// A few cells of a column that differ, shortened.
fn find_examples(at: usize, rows: &[(usize, csv::StringRecord)]) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for (_, cells) in rows {
        let cell = clip_text(cells.get(at).unwrap_or_default().trim());
        if !cell.is_empty() && !examples.contains(&cell) {
            examples.push(cell);
        }
        if examples.len() == EXAMPLES {
            break;
        }
    }
    examples
}

/// A row that cannot be taken in, as the file has it.
#[derive(Debug, Clone)]
pub struct BadRow {
    /// The line on which it begins.
    pub row: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub reasons: Vec<String>,
}

impl TableSurvey {
    /// The rows that cannot be taken in as a table of their own, with what is wrong with each: once mended it can be imported as
    /// the list was.
    pub fn bad_rows_csv(&self) -> Vec<u8> {
        let mut out = csv::WriterBuilder::new()
            .flexible(true)
            .from_writer(Vec::new());
        let guard = |text: &str| super::formula_guard::guard_cell(text).into_owned();
        let header = self
            .titles
            .iter()
            .map(String::as_str)
            .chain([header::PROBLEM_TITLE]);
        // Writing to memory does not fail.
        let _ = out.write_record(header.map(guard));
        for row in &self.bad {
            let blank = self.titles.len().saturating_sub(row.cells.len());
            let reasons = row.reasons.join("; ");
            let cells = row.cells.iter().take(self.titles.len()).cloned();
            let cells = cells
                .chain(std::iter::repeat_n(String::new(), blank))
                .chain([reasons]);
            let _ = out.write_record(cells.map(|cell| guard(&cell)));
        }
        out.into_inner().unwrap_or_default()
    }
}

/// A row of a table as it was understood.
#[derive(Debug)]
pub struct CaseRow {
    /// The line on which it begins.
    pub row: usize,
    /// What was understood, by the names of columns.
    pub understood: Vec<(String, String)>,
    /// The case; nothing if something in the row cannot be.
    pub case: Option<Case>,
    /// The id that was made of the name, without a number, where the row has none of its own.
    pub made: Option<Id>,
    /// Where the row says that it can be read.
    pub sources: Vec<Source>,
}
