//! The rows of a table one after the other, with the headings over them.

use super::header::{TableColumn, TableHeader};
use super::headings::{self, LoneRow, RowHeadings};
use super::notes::{ReadingKind, ReadingNote};
use super::row::{DraftRow, draft_row};
use super::sheet::{Sheet, note_on, problem_in_row, summarize_row};
use super::survey::BadRow;
use crate::exchange::table::TableOptions;
use crate::exchange::{InvalidField, InvalidFields, SourcePosition};

/// Whether most rows of a table have one filled cell: then such a row is no heading.
pub(super) fn is_mostly_lone(rows: &[(usize, csv::StringRecord)]) -> bool {
    let filled = |(_, cells): &(usize, csv::StringRecord)| {
        cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    };
    let lone = rows.iter().filter(|row| filled(row) == 1).count();
    let several = rows.iter().filter(|row| filled(row) > 1).count();
    lone > several
}

/// The rows of a table on their way.
pub(super) struct RowReader<'a> {
    pub(super) header: &'a TableHeader,
    pub(super) options: &'a TableOptions,
    pub(super) sheet: &'a Sheet,
    pub(super) is_mostly_lone: bool,
    /// The heading over the rows that are read.
    pub(super) heading: Option<String>,
    pub(super) notes: Vec<ReadingNote>,
    pub(super) problems: InvalidFields,
    pub(super) bad: Vec<BadRow>,
    pub(super) drafts: Vec<DraftRow>,
}

impl RowReader<'_> {
    pub(super) fn read_row(&mut self, row: &(usize, csv::StringRecord)) {
        let (line, cells) = row;
        if !self.header.is_own && self.is_no_person(*line, cells) {
            return;
        }
        let heading = match (&self.options.headings, &self.heading) {
            (Some(RowHeadings::Column(column)), Some(text)) => {
                Some((column.as_str(), text.as_str()))
            }
            (
                Some(RowHeadings::Column(_) | RowHeadings::LeftOut | RowHeadings::People) | None,
                _,
            ) => None,
        };
        let Some(mut drafted) = draft_row(self.header, self.options, self.sheet, heading, row)
        else {
            return;
        };
        if !drafted.problems.is_empty() {
            let reasons = drafted.problems.list.iter().map(describe_in_row).collect();
            let cells = cells.iter().map(str::to_owned).collect();
            self.bad.push(BadRow {
                row: *line,
                cells,
                reasons,
            });
        }
        self.problems.append(std::mem::take(&mut drafted.problems));
        self.notes.append(&mut drafted.notes);
        self.drafts.push(drafted);
    }

    /// Whether a row is a heading, a total or a footnote; that is noted, or a question.
    fn is_no_person(&mut self, line: usize, cells: &csv::StringRecord) -> bool {
        let filled: Vec<(usize, &str)> = cells
            .iter()
            .map(str::trim)
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let is_name = |column: &TableColumn| {
            matches!(
                column.target.column_name(),
                "name" | "family_name" | "given_name" | "name_native"
            )
        };
        let name_column = self.header.columns.iter().position(is_name);
        let width = self
            .header
            .columns
            .iter()
            .filter(|column| !column.title.is_empty())
            .count();
        let is_title = self.sheet.titles.contains(&line);
        let kind = match headings::classify_row(&filled, width, name_column) {
            LoneRow::Person if is_title => LoneRow::Heading,
            LoneRow::Heading if self.is_mostly_lone && !is_title => LoneRow::Person,
            kind => kind,
        };
        let text = summarize_row(cells);
        let mut note = |said: String| {
            self.notes
                .push(note_on(line, None, ReadingKind::Title, said))
        };
        match (kind, &self.options.headings) {
            (LoneRow::Person, _) => return false,
            (LoneRow::Total, _) => note(format!("“{text}” is a total and is left out")),
            (LoneRow::Footnote, _) => note(format!(
                "“{text}” is a remark about the list and is left out"
            )),
            (LoneRow::Heading, Some(RowHeadings::People)) if !is_title => return false,
            (LoneRow::Heading, Some(RowHeadings::Column(column))) => {
                note(format!(
                    "“{text}” is the heading of the rows below it: {column}"
                ));
                self.heading = filled
                    .first()
                    .map(|(_, text)| text.trim_end_matches(':').to_owned());
            }
            (LoneRow::Heading, Some(RowHeadings::LeftOut | RowHeadings::People)) => {
                note(format!("“{text}” is left out"))
            }
            (LoneRow::Heading, None) if is_title => note(format!(
                "“{text}” goes over several columns and is left out"
            )),
            (LoneRow::Heading, None) => {
                let reason = format!(
                    "“{text}” stands alone in its row: a heading of the rows below it is taken with --headings category (or another \
                     field), left out with --headings -, and taken for a person with --headings people"
                );
                self.bad.push(BadRow {
                    row: line,
                    cells: cells.iter().map(str::to_owned).collect(),
                    reasons: vec![reason.clone()],
                });
                self.problems.push(problem_in_row(line, None, reason, None));
            }
        }
        true
    }
}

/// A problem as it stands beside its row: the column and the reason.
fn describe_in_row(problem: &InvalidField) -> String {
    match &problem.place {
        SourcePosition::Row {
            column: Some(column),
            ..
        } => format!("{column}: {}", problem.reason),
        SourcePosition::Row { column: None, .. }
        | SourcePosition::File
        | SourcePosition::Line { .. } => problem.reason.clone(),
    }
}
