//! The header of a table: where it stands, and which field each column fills.

use super::columns::{ColumnTarget, normalize_title, table_columns};
use super::name_columns::{NameColumns, usual_target};
use super::notes::{ReadingKind, ReadingNote};
use super::sheet::{Sheet, is_blank, note_on, problem_in_row, summarize_row};
use super::tidy::{CellNotes, one_line, tidy_cell};
use super::titles::guess_column;
use super::{added, cell_guess, list_words};
use crate::exchange::error::clip_text;
use crate::exchange::table::{Delimiter, TableOptions, formula_guard};
use crate::exchange::{InvalidFields, SourcePosition};
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
    /// Whether more than one column goes into the notes: then each does under its title.
    pub(super) has_several_notes: bool,
    /// Which columns were understood by what they are called.
    pub(super) notes: Vec<ReadingNote>,
}

/// A column of a table.
pub(super) struct TableColumn {
    /// The title, as the file has it; may be empty.
    pub(super) title: String,
    /// What it fills.
    pub(super) target: ColumnTarget,
    /// Whether the user said what it fills.
    pub(super) is_mapped: bool,
    /// The unit of its numbers, where the user said it.
    pub(super) unit: Option<String>,
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
    let has_titles = |(line, cells): &(usize, csv::StringRecord)| {
        !sheet.titles.contains(line)
            && cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1
    };
    let is_filled = |(_, cells): &(usize, csv::StringRecord)| !is_blank(cells);
    let first = sheet
        .rows
        .iter()
        .position(has_titles)
        .or_else(|| sheet.rows.iter().position(is_filled))
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
        rows: &[(usize, csv::StringRecord)],
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
        let mut header = Self {
            columns: Vec::new(),
            is_guarded,
            is_own,
            has_several_notes: false,
            notes: Vec::new(),
        };
        let said = find_targets(titles, is_guarded, options);
        let usual: Vec<Option<&'static str>> = titles
            .iter()
            .map(|title| list_words::find_title(&tidy_title(title, is_guarded)))
            .collect();
        let names = NameColumns::of(&said, &usual);
        for (number, title) in (1..).zip(titles) {
            let title = &tidy_title(title, is_guarded);
            let called = if title.is_empty() {
                &number.to_string()
            } else {
                title
            };
            let is_mapped = mapped_field(called, options).is_some();
            let found = match &said[number - 1] {
                Ok(target) if !is_mapped => Ok(names.refine(*target)),
                Ok(target) => Ok((*target, None)),
                // What the user typed is refused where it is no field, not put right in silence.
                Err(unknown) if is_mapped => Err(unknown.clone()),
                // A title that people use: taken as they mean it, and said.
                Err(unknown) => usual_target(title, names)
                    .filter(|_| !is_beside_term(title, titles))
                    .filter(|target| target.takes_several() || !header.is_given(*target, &said))
                    .map(|target| (target, Some(target.column_name())))
                    .ok_or_else(|| unknown.clone()),
            };
            let (target, understood) = found.unwrap_or_else(|unknown| {
                if !is_mapped {
                    let guess = header.guess_new_column(
                        called,
                        titles,
                        &said,
                        &problems,
                        (number - 1, rows),
                    );
                    problems
                        .guesses
                        .extend(guess.map(|guess| (clip_text(called), guess)));
                }
                problems.push(problem_in_row(
                    line,
                    Some(title),
                    unknown.reason,
                    unknown
                        .nearest
                        .filter(|nearest| is_mapped || is_misspelled(called, nearest)),
                ));
                (ColumnTarget::Ignored, None)
            });
            header.notes.extend(understood.map(|name| {
                let text = describe_understood(name);
                note_on(line, Some(title), ReadingKind::Column, text)
            }));
            if let Some(reason) = header.find_rival(target) {
                problems.push(problem_in_row(line, Some(title), reason, None));
            }
            header.columns.push(TableColumn {
                title: title.clone(),
                target,
                is_mapped,
                unit: mapped_field(called, options)
                    .and_then(|field| field.split_once(':'))
                    .map(|(_, unit)| unit.to_owned()),
            });
        }
        let notes = header
            .columns
            .iter()
            .filter(|column| column.target.column_name() == "notes");
        header.has_several_notes = notes.count() > 1;
        header.check_completeness(options, line, &mut problems);
        if problems.is_empty() {
            Ok(header)
        } else {
            Err(problems)
        }
    }

    /// Why a column cannot give this, where another one does already.
    fn find_rival(&self, target: ColumnTarget) -> Option<String> {
        let first = self
            .title_of(target.column_name())
            .filter(|_| !target.takes_several())?;
        Some(format!(
            "gives {}, and the column {} gives it already",
            target.column_name(),
            clip_text(first)
        ))
    }

    /// What a column that nobody understands may be: a column of ours that no other one gives, or notes.
    fn guess_new_column(
        &self,
        called: &str,
        titles: &csv::StringRecord,
        said: &[Result<ColumnTarget, InvalidValue>],
        problems: &InvalidFields,
        (at, rows): (usize, &[(usize, csv::StringRecord)]),
    ) -> Option<&'static str> {
        let is_new = |guess: &&str| {
            self.title_of(guess).is_none()
                && said
                    .iter()
                    .flatten()
                    .all(|target| target.column_name() != *guess)
                && problems.guesses.iter().all(|(_, known)| known != guess)
        };
        match guess_column(called) {
            // The column beside it says how long.
            Some("sentence_term") if is_beside_term(called, titles) => {
                Some(Some("sentence_kind").filter(is_new).unwrap_or("notes"))
            }
            // Who is private is never left out.
            Some("publicity") => Some("publicity").filter(is_new),
            None if list_words::is_year(called) && cell_guess::holds_years(at, rows) => {
                Some(Some("reported").filter(is_new).unwrap_or("notes"))
            }
            guess => {
                let is_named = ["family_name", "given_name"]
                    .iter()
                    .any(|name| self.title_of(name).is_some());
                let by_cells = || {
                    cell_guess::guess_by_cells(at, rows)
                        .filter(|name| !is_named || *name != "name")
                        .filter(is_new)
                };
                Some(guess.filter(is_new).or_else(by_cells).unwrap_or("notes"))
            }
        }
    }

    /// Says which columns are mapped and are not there, and which a case needs and nobody gives.
    fn check_completeness(
        &self,
        options: &TableOptions,
        line: usize,
        problems: &mut InvalidFields,
    ) {
        self.unmapped_titles(options).for_each(|unknown| {
            problems.push(problem_in_row(line, None, unknown.reason, unknown.nearest))
        });
        self.missing_fields(options).for_each(|field| {
            let for_all = if field == "country" {
                ", or name one for all rows with --country"
            } else {
                ""
            };
            let reason = format!(
                "there is no column for the {field}; say which one it is with --map \"Title={field}\"{for_all}"
            );
            problems.push(problem_in_row(line, None, reason, None));
            problems.missing.push(field);
        });
    }

    /// Whether the cells of a notes column stand under its title: it has another name than notes, or is one of several.
    pub(super) fn is_labelled(&self, title: &str) -> bool {
        self.has_several_notes || guess_column(title) != Some("notes")
    }

    /// Leaves out columns that only count the rows.
    pub(super) fn drop_running_numbers(
        &mut self,
        line: usize,
        rows: &[(usize, csv::StringRecord)],
    ) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            if column.target.column_name() == "number" && !column.is_mapped && counts_rows(at, rows)
            {
                column.target = ColumnTarget::Ignored;
                let text = "counts the rows and is left out";
                let title = Some(column.title.as_str());
                self.notes.retain(|note| !matches!(&note.place, SourcePosition::Row { column: Some(known), .. } if Some(known.as_str()) == title));
                self.notes
                    .push(note_on(line, title, ReadingKind::Column, text));
            }
        }
    }

    /// Takes bare numbers in a column of ids for the list's own numbers, where each stands once: as ids of a casebook they would
    /// be those of any other list too.
    pub(super) fn take_own_numbers(&mut self, line: usize, rows: &[(usize, csv::StringRecord)]) {
        let Some(target) = ColumnTarget::from_title("number").filter(|_| !self.is_own) else {
            return;
        };
        let has_number = self.title_of("number").is_some();
        for (at, column) in self.columns.iter_mut().enumerate() {
            let is_id = column.target.column_name() == "id" && !column.is_mapped;
            if is_id && !has_number && are_distinct_numbers(at, rows) {
                column.target = target;
                let text = "holds the numbers that the list gives people, and is read as number";
                self.notes.push(note_on(
                    line,
                    Some(&column.title),
                    ReadingKind::Column,
                    text,
                ));
            }
        }
    }

    /// Whether a column gives what a target fills, before this one or by its own name or mapping.
    fn is_given(&self, target: ColumnTarget, said: &[Result<ColumnTarget, InvalidValue>]) -> bool {
        self.title_of(target.column_name()).is_some()
            || said.iter().flatten().any(|known| *known == target)
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

/// Whether a title is a field's name with a slip of the pen, and not another word of like letters.
fn is_misspelled(title: &str, field: &str) -> bool {
    let plain = normalize_title(title);
    strsim::normalized_damerau_levenshtein(&plain, field) > 0.72
}

/// Whether the cells of a column are 1, 2, 3 … down the table.
fn counts_rows(column: usize, rows: &[(usize, csv::StringRecord)]) -> bool {
    let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
    let mut numbers = cells
        .map(|cell| cell.trim().trim_end_matches(['.', ')']))
        .filter(|cell| !cell.is_empty());
    let mut next = 1_usize;
    let counts = numbers.all(|cell| {
        let is_next = cell.parse() == Ok(next);
        next += 1;
        is_next
    });
    counts && next > 2
}

/// Whether the cells of a column are bare numbers, none twice, and not those of a few rows alone.
fn are_distinct_numbers(column: usize, rows: &[(usize, csv::StringRecord)]) -> bool {
    let cells = rows
        .iter()
        .filter_map(|(_, cells)| cells.get(column))
        .map(str::trim)
        .filter(|cell| !cell.is_empty());
    let mut seen = std::collections::HashSet::new();
    let mut is_number =
        |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit()) && seen.insert(cell.to_owned());
    cells.into_iter().all(&mut is_number) && !seen.is_empty()
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
            Some(field) => {
                ColumnTarget::from_title(field.split(':').next().unwrap_or(field)).is_some()
            }
            None => {
                ColumnTarget::from_title(&title).is_some()
                    || list_words::find_title(&title).is_some()
            }
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
        Some(field) => ColumnTarget::from_title(field.split(':').next().unwrap_or(field))
            .ok_or_else(|| {
                let names = table_columns().chain(added::added_columns());
                InvalidValue::unknown_field(&clip_text(field), names.map(|(name, _)| name))
            }),
        None if list_words::plain_text(title) == list_words::plain_text(PROBLEM_TITLE) => {
            Ok(ColumnTarget::Ignored)
        }
        None if is_number => Ok(ColumnTarget::Ignored),
        None => ColumnTarget::from_title(title).ok_or_else(|| unknown_title(&clip_text(title))),
    }
}

/// The title of the column in which rows that were left out have their reasons.
pub(super) const PROBLEM_TITLE: &str = "cases: problem";

/// What the titles say by themselves or by the mapping.
fn find_targets(
    titles: &csv::StringRecord,
    is_guarded: bool,
    options: &TableOptions,
) -> Vec<Result<ColumnTarget, InvalidValue>> {
    let find = |(number, title): (usize, &str)| {
        let title = tidy_title(title, is_guarded);
        let called = if title.is_empty() {
            number.to_string()
        } else {
            title.clone()
        };
        find_target(&called, title.is_empty(), options)
    };
    (1..).zip(titles).map(find).collect()
}

/// Titles that say “sentence”: how long, where no other column says it; else of what kind, or what the court said.
const WHOLE_SENTENCE: [&str; 12] = [
    "sentence",
    "приговор",
    "наказание",
    "вирок",
    "прысуд",
    "pena",
    "condena",
    "sentencia",
    "sentença",
    "strafe",
    "peine",
    "condamnation",
];

/// Whether a title says “sentence” where a title beside it says how long: “Приговор” beside “Срок”.
fn is_beside_term(title: &str, titles: &csv::StringRecord) -> bool {
    let is_whole = |title: &str| WHOLE_SENTENCE.contains(&list_words::plain_text(title).as_str());
    let is_term =
        |title: &str| !is_whole(title) && list_words::find_title(title) == Some("sentence_term");
    is_whole(title) && titles.iter().any(is_term)
}

fn unknown_title(title: &str) -> InvalidValue {
    let names = table_columns().map(|(name, _)| name);
    let unknown = InvalidValue::unknown_field(&normalize_title(title), names);
    let nearest = guess_column(title).map(str::to_owned).or(unknown.nearest);
    let reason = "is not a field of a case; --map says what it is, --notes keeps it in the notes";
    InvalidValue {
        reason: reason.to_owned(),
        nearest,
        field: None,
    }
}

/// What becomes of a column whose title was understood as ours of this name.
fn describe_understood(name: &str) -> String {
    match added::find_added(name).and_then(|added| added.label) {
        Some(label) => format!("goes into the notes, which are private, as “{label}”"),
        None => format!("is read as {name}"),
    }
}
