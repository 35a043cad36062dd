//! The header of a table: where it stands, and which field each column fills.

use super::columns::{ColumnTarget, normalize_title, table_columns};
use super::notes::{ReadingKind, ReadingNote};
use super::sheet::{Sheet, is_blank, note_on, problem_in_row, summarize_row};
use super::tidy::{CellNotes, one_line, tidy_cell};
use super::titles::{guess_column, is_day_of_event};
use crate::exchange::InvalidFields;
use crate::exchange::error::clip_text;
use crate::exchange::table::{Delimiter, TableOptions, formula_guard};
use crate::files::input::COLUMNS;
use crate::model::{Case, InvalidValue, Record};

/// Among how many rows at the top the header is looked for.
const HIGHEST: usize = 30;

/// The columns of a table, in its order.
pub(super) struct TableHeader {
    /// The columns.
    pub(super) columns: Vec<TableColumn>,
    /// Whether cells carry the guard of spreadsheets.
    pub(super) is_guarded: bool,
    /// Whether this program wrote the table: then it says exactly what it means.
    pub(super) is_own: bool,
}

/// A column of a table.
pub(super) struct TableColumn {
    /// The title, as the file has it; may be empty.
    pub(super) title: String,
    /// What it fills.
    pub(super) target: ColumnTarget,
    /// Whether the user said what it fills.
    pub(super) is_mapped: bool,
}

/// The delimiter that divides a header best: the one by which most titles of one line are known; told from the first line
/// where none are.
pub(super) fn detect_delimiter(text: &str, options: &TableOptions) -> Delimiter {
    let lines = || {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .take(HIGHEST)
    };
    let first = Delimiter::of_header(lines().next().unwrap_or_default());
    let known = |delimiter: Delimiter| {
        let titles = |line: &str| {
            let titles = line
                .split(delimiter.as_char())
                .take(COLUMNS.as_usize())
                .map(|title| title.trim().trim_matches('"'));
            titles
                .filter(|title| is_known(title, false, options))
                .count()
        };
        lines().map(titles).max().unwrap_or_default()
    };
    let others = [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma].into_iter();
    others.fold(first, |best, other| {
        if known(other) > known(best) {
            other
        } else {
            best
        }
    })
}

/// The position of the header among the rows: that of the first rows which has the most titles that are known. The rows above
/// it are noted.
pub(super) fn find_header(sheet: &Sheet, options: &TableOptions) -> (usize, Vec<ReadingNote>) {
    let known = |cells: &csv::StringRecord| {
        cells
            .iter()
            .filter(|title| is_known(title, sheet.is_guarded, options))
            .count()
    };
    let counts: Vec<usize> = sheet
        .rows
        .iter()
        .take(HIGHEST)
        .map(|(_, cells)| known(cells))
        .collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    let first = sheet
        .rows
        .iter()
        .position(|(_, cells)| !is_blank(cells))
        .unwrap_or_default();
    let header = if most == 0 {
        first
    } else {
        counts
            .iter()
            .position(|count| *count == most)
            .unwrap_or(first)
    };
    let above = sheet.rows[..header]
        .iter()
        .filter(|(_, cells)| !is_blank(cells));
    let notes = above.map(|(line, cells)| {
        note_on(
            *line,
            None,
            ReadingKind::Title,
            format!(
                "stands above the header and is left out: “{}”",
                summarize_row(cells)
            ),
        )
    });
    (header, notes.collect())
}

impl TableHeader {
    /// Reads the header, which stands on the given line.
    pub(super) fn from_titles(
        titles: &csv::StringRecord,
        options: &TableOptions,
        line: usize,
        is_guarded: bool,
    ) -> Result<Self, InvalidFields> {
        let mut problems = InvalidFields::default();
        let own = titles.iter().map(|title| {
            if is_guarded {
                formula_guard::unguard_cell(title)
            } else {
                title
            }
        });
        let is_own = options.map.is_empty() && own.eq(table_columns().map(|(name, _)| name));
        let has_notes = titles.iter().any(|title| {
            let title = tidy_title(title, is_guarded);
            guess_column(&title) == Some("notes")
                || ColumnTarget::from_title(&title)
                    .is_some_and(|target| target.column_name() == "notes")
        });
        let mut header = Self {
            columns: Vec::new(),
            is_guarded,
            is_own,
        };
        for (number, title) in (1..).zip(titles) {
            let title = &tidy_title(title, is_guarded);
            let called = if title.is_empty() {
                &number.to_string()
            } else {
                title
            };
            let target = find_target(called, title.is_empty(), options).unwrap_or_else(|unknown| {
                if mapped_field(called, options).is_none() {
                    let is_new = |guess: &&str| {
                        header.title_of(guess).is_none()
                            && problems.guesses.iter().all(|(_, known)| known != guess)
                    };
                    let guess = match guess_column(called) {
                        // Who is private is never left out.
                        Some("publicity") => Some("publicity").filter(is_new),
                        None if is_day_of_event(called) => {
                            Some("notes").filter(|_| !has_notes).filter(is_new)
                        }
                        guess => Some(guess.filter(is_new).unwrap_or("-")),
                    };
                    problems
                        .guesses
                        .extend(guess.map(|guess| (clip_text(called), guess)));
                }
                problems.push(problem_in_row(
                    line,
                    Some(title),
                    unknown.reason,
                    unknown.nearest,
                ));
                ColumnTarget::Ignored
            });
            if let Some(first) = header.title_of(target.column_name()) {
                let reason = format!(
                    "gives {}, and the column {} gives it already",
                    target.column_name(),
                    clip_text(first)
                );
                problems.push(problem_in_row(line, Some(title), reason, None));
            }
            let is_mapped = mapped_field(called, options).is_some();
            header.columns.push(TableColumn {
                title: title.clone(),
                target,
                is_mapped,
            });
        }
        header.unmapped_titles(options).for_each(|unknown| {
            problems.push(problem_in_row(line, None, unknown.reason, unknown.nearest))
        });
        header.missing_fields(options).for_each(|field| {
            let for_all = if field == "country" { ", or name one for all rows with --country" } else { "" };
            let reason = format!(
                "there is no column for the {field}; say which one it is with --map \"Title={field}\"{for_all}"
            );
            problems.push(problem_in_row(line, None, reason, None));
        });
        if problems.is_empty() {
            Ok(header)
        } else {
            Err(problems)
        }
    }

    /// The title of the column that gives a field; nothing if none does.
    pub(super) fn title_of(&self, name: &str) -> Option<&str> {
        let gives = |column: &&TableColumn| {
            column.target != ColumnTarget::Ignored && column.target.column_name() == name
        };
        self.columns
            .iter()
            .find(gives)
            .map(|column| column.title.as_str())
    }

    fn missing_fields<'a>(
        &'a self,
        options: &'a TableOptions,
    ) -> impl Iterator<Item = &'static str> {
        let needed = Case::FIELDS
            .iter()
            .filter(|field| field.needed && field.name != "id")
            .map(|field| field.name);
        let is_made = |name: &str| match name {
            "country" => options.country.is_some(),
            "name" => {
                self.title_of("family_name").is_some() && self.title_of("given_name").is_some()
            }
            _ => false,
        };
        needed.filter(move |name| self.title_of(name).is_none() && !is_made(name))
    }

    /// Titles that were to be mapped and are not in the table.
    fn unmapped_titles<'a>(
        &'a self,
        options: &'a TableOptions,
    ) -> impl Iterator<Item = InvalidValue> {
        let titles = || self.columns.iter().map(|column| column.title.as_str());
        let known = move |wanted: &str| {
            let number = wanted
                .trim()
                .parse::<usize>()
                .ok()
                .and_then(|number| self.columns.get(number.checked_sub(1)?));
            titles().any(|title| normalize_title(title) == normalize_title(wanted))
                || number.is_some_and(|column| column.title.is_empty())
        };
        options
            .map
            .iter()
            .filter(move |(wanted, _)| !known(wanted))
            .map(move |(wanted, _)| InvalidValue {
                reason: format!("there is no column “{}” to be mapped", clip_text(wanted)),
                ..InvalidValue::unknown_word("column", wanted, titles())
            })
    }
}

/// The longest title that is looked at, in bytes.
const LONGEST_TITLE: usize = 4_000;

/// Whether a title names a column, by itself or because the user said which.
fn is_known(title: &str, is_guarded: bool, options: &TableOptions) -> bool {
    if title.len() > LONGEST_TITLE {
        return false;
    }
    let title = tidy_title(title, is_guarded);
    !title.is_empty()
        && match mapped_field(&title, options) {
            Some("-") => true,
            Some(field) => ColumnTarget::from_title(field).is_some(),
            None => ColumnTarget::from_title(&title).is_some(),
        }
}

/// A title on one line, without the marks of footnotes.
fn tidy_title(title: &str, is_guarded: bool) -> String {
    let title = if is_guarded {
        formula_guard::unguard_cell(title)
    } else {
        title
    };
    let mut unsaid = CellNotes::new();
    let title = tidy_cell(title, &mut unsaid);
    one_line(&title, " ", &mut unsaid)
}

/// What the user says that a title, or the number of a column without one, stands for.
fn mapped_field<'a>(title: &str, options: &'a TableOptions) -> Option<&'a str> {
    options
        .map
        .iter()
        .find(|(wanted, _)| normalize_title(wanted) == normalize_title(title))
        .map(|(_, field)| field.as_str())
}

/// What a title stands for, or the number of a column without one.
fn find_target(
    title: &str,
    is_number: bool,
    options: &TableOptions,
) -> Result<ColumnTarget, InvalidValue> {
    match mapped_field(title, options) {
        Some("-") => Ok(ColumnTarget::Ignored),
        Some(field) => ColumnTarget::from_title(field).ok_or_else(|| {
            InvalidValue::unknown_field(&clip_text(field), table_columns().map(|(name, _)| name))
        }),
        None if is_number => Ok(ColumnTarget::Ignored),
        None => ColumnTarget::from_title(title).ok_or_else(|| unknown_title(&clip_text(title))),
    }
}

fn unknown_title(title: &str) -> InvalidValue {
    let names = table_columns().map(|(name, _)| name);
    let unknown = InvalidValue::unknown_field(&normalize_title(title), names);
    let nearest = guess_column(title).map(str::to_owned).or(unknown.nearest);
    let reason = match is_day_of_event(title) {
        true => {
            "is a day that no column takes by itself: keep it in the notes (--map \"Title=notes\"), or say status_date if \
             it is the day since when the status holds"
        }
        false => "is not a field of a case; --map says what it is",
    };
    InvalidValue {
        reason: reason.to_owned(),
        nearest,
        field: None,
    }
}
