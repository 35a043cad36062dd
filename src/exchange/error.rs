//! What can be wrong with a file, and where in it.

use std::collections::BTreeSet;
use std::fmt;

use crate::files::input::SizeLimit;
use crate::model::casebook::SCHEMA;
use crate::model::{Finding, FindingLevel, FindingSubject, InvalidValue};

/// Why a file was not taken in, or not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing in the file but white space.
    #[error("the file is empty")]
    Empty,
    /// The format was not named and cannot be told from the text.
    #[error(
        "it cannot be told what kind of file this is; name it with --format toml, json, jsonl, csv or tsv"
    )]
    UnclearFormat,
    /// A newer version has written the file, in a schema that this version does not know.
    #[error(
        "the file has schema {found}, and this version knows schema {SCHEMA}: a newer version of cases wrote it"
    )]
    NewerSchema {
        /// The schema of the file.
        found: u64,
    },
    /// There is more of something than is read.
    #[error("there is more than {}, the most for {}", .0.to_words(), .0.of)]
    TooMuch(SizeLimit),
    /// Something in the file cannot be. Everything that was found is listed.
    #[error("{0}")]
    Invalid(InvalidFields),
    /// The input broke off.
    #[error("the file cannot be read: {0}")]
    Read(std::io::Error),
    /// The output broke off.
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<csv::Error> for Error {
    /// A reader that has gone away stays one.
    fn from(error: csv::Error) -> Self {
        let reason = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Write(error),
            _ => Self::Write(std::io::Error::other(reason)),
        }
    }
}

/// The problems of a file, in the order of their places; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvalidFields {
    /// The problems. After a thousand nothing further is looked for, but in a table.
    pub list: Vec<InvalidField>,
    /// The columns of a table of which nobody said what they fill, each with a guess (`name`), or `-` where there is none.
    pub guesses: Vec<(String, &'static str)>,
    /// The texts in a table that stand for no word of ours, each once, with the title of its column.
    pub words: BTreeSet<(String, String)>,
    /// Needed fields that no column of a table gives.
    pub missing: Vec<&'static str>,
    /// How many problems there were beyond those that are listed.
    pub beyond: usize,
}

/// How many problems of one file are looked for.
pub(super) const MOST_PROBLEMS: usize = 1_000;
/// How many problems of a table are kept; the others are counted.
const MOST_IN_ROWS: usize = 50_000;

/// Something in a file that cannot be. Of the file's text it repeats no more than a short value or name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidField {
    /// Where it stands.
    pub place: SourcePosition,
    /// The id of the record, where it is known.
    pub id: Option<String>,
    /// The field, with its path in the file: `cases[3].charges[1].date`, counted from 1; may be empty.
    pub field: String,
    /// What is wrong, as a sentence without a full stop.
    pub reason: String,
    /// The nearest right word.
    pub nearest: Option<String>,
}

impl InvalidField {
    /// What is wrong at a place of a file, and not with one field of one record.
    pub fn at_place(place: SourcePosition, reason: impl Into<String>) -> Self {
        Self {
            place,
            id: None,
            field: String::new(),
            reason: reason.into(),
            nearest: None,
        }
    }
}

impl From<&InvalidField> for Finding {
    fn from(invalid: &InvalidField) -> Self {
        let what = match &invalid.nearest {
            Some(nearest) => format!("{}; did you mean “{nearest}”?", invalid.reason),
            None => invalid.reason.clone(),
        };
        let about = FindingSubject {
            label: invalid.id.clone(),
            ..FindingSubject::default()
        };
        let place = match &invalid.place {
            SourcePosition::File => None,
            SourcePosition::Line { line, column } => Some(format!("{line}:{column}")),
            SourcePosition::Row { row, column: None } => Some(row.to_string()),
            SourcePosition::Row {
                row,
                column: Some(column),
            } => Some(format!("{row}:{column}")),
        };
        Self {
            place,
            ..Self::new(FindingLevel::Error, about, what)
        }
    }
}

/// A place in a file. All numbers count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourcePosition {
    /// The file as a whole.
    File,
    /// A character of a text.
    Line {
        /// The line.
        line: usize,
        /// The column, in characters.
        column: usize,
    },
    /// A row of a table.
    Row {
        /// The line on which the row begins.
        row: usize,
        /// The title of the column, as the file has it.
        column: Option<String>,
    },
}

impl InvalidFields {
    /// Whether there are so many that nothing further was looked for.
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST_PROBLEMS
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are, those that are only counted too.
    pub fn count(&self) -> usize {
        self.list.len() + self.beyond
    }

    pub(super) fn push(&mut self, problem: InvalidField) {
        let most = match problem.place {
            SourcePosition::Row { .. } => MOST_IN_ROWS,
            SourcePosition::File | SourcePosition::Line { .. } => MOST_PROBLEMS,
        };
        if self.list.len() < most {
            self.list.push(problem);
        } else {
            self.beyond += 1;
        }
    }

    /// The problems as lines: those of one column and one reason together where there are many.
    fn to_lines(&self) -> Vec<String> {
        let key = |problem: &InvalidField| match &problem.place {
            SourcePosition::Row { column, .. } => {
                let reason = without_quotes(&problem.reason);
                Some((column.clone(), reason, problem.nearest.clone()))
            }
            SourcePosition::File | SourcePosition::Line { .. } => None,
        };
        let mut groups: std::collections::HashMap<_, Vec<&InvalidField>> =
            std::collections::HashMap::new();
        for problem in &self.list {
            if let Some(key) = key(problem) {
                groups.entry(key).or_default().push(problem);
            }
        }
        let mut lines = Vec::new();
        for problem in &self.list {
            let group = key(problem).and_then(|key| groups.get(&key));
            match group {
                Some(group) if group.len() > TOGETHER => {
                    if std::ptr::eq(group[0], problem) {
                        lines.push(describe_group(group));
                    }
                }
                Some(_) | None => lines.push(problem.to_string()),
            }
        }
        lines
    }

    pub(super) fn append(&mut self, other: Self) {
        other
            .list
            .into_iter()
            .for_each(|problem| self.push(problem));
        self.beyond += other.beyond;
        self.missing.extend(other.missing);
        self.guesses.extend(other.guesses);
        self.words.extend(other.words);
    }
}

impl From<InvalidField> for Error {
    fn from(problem: InvalidField) -> Self {
        Self::Invalid(InvalidFields {
            list: vec![problem],
            ..InvalidFields::default()
        })
    }
}

/// One problem a line.
impl fmt::Display for InvalidFields {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_lines().join("\n"))?;
        let in_rows = matches!(
            self.list.first().map(|problem| &problem.place),
            Some(SourcePosition::Row { .. })
        );
        match self.beyond {
            0 if self.is_full() && !in_rows => out.write_str("\nand perhaps more"),
            0 => Ok(()),
            _ if !in_rows => out.write_str("\nand perhaps more"),
            more => write!(out, "\nand {more} more"),
        }
    }
}

/// So many problems of one column and one reason stand one by one.
const TOGETHER: usize = 5;

/// A reason without the texts and the numbers of the file that it repeats.
fn without_quotes(reason: &str) -> String {
    let mut plain = String::new();
    let mut is_inside = false;
    for c in reason.chars() {
        match c {
            '“' => is_inside = true,
            '”' => is_inside = false,
            c if !is_inside && !c.is_ascii_digit() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// `column born: 600 rows: “0-13-45” is not a date (rows 2, 3, 4 and 597 more)`
fn describe_group(group: &[&InvalidField]) -> String {
    let row = |problem: &&InvalidField| match &problem.place {
        SourcePosition::Row { row, .. } => row.to_string(),
        SourcePosition::File | SourcePosition::Line { .. } => String::new(),
    };
    let rows: Vec<String> = group.iter().take(3).map(row).collect();
    let column = match &group[0].place {
        SourcePosition::Row {
            column: Some(column),
            ..
        } => format!("column {column}: "),
        SourcePosition::Row { column: None, .. }
        | SourcePosition::File
        | SourcePosition::Line { .. } => String::new(),
    };
    let nearest = group[0]
        .nearest
        .as_ref()
        .map(|nearest| format!("; did you mean “{nearest}”?"))
        .unwrap_or_default();
    format!(
        "{column}{} rows: {}{nearest}{} (rows {} and {} more)",
        group.len(),
        group[0].reason,
        name_others(group),
        rows.join(", "),
        group.len() - rows.len()
    )
}

/// The first texts of a group beside that of its first problem: `; also “b”, “c” and 4 others`.
fn name_others(group: &[&InvalidField]) -> String {
    let quoted =
        |problem: &InvalidField| problem.reason.split(['“', '”']).nth(1).map(str::to_owned);
    let first = quoted(group[0]);
    let mut others: Vec<String> = Vec::new();
    for text in group.iter().filter_map(|problem| quoted(problem)) {
        if Some(&text) != first.as_ref() && !others.contains(&text) {
            others.push(text);
        }
    }
    let shown: Vec<String> = others
        .iter()
        .take(2)
        .map(|text| format!("“{text}”"))
        .collect();
    match others.len() - shown.len() {
        _ if shown.is_empty() => String::new(),
        0 => format!("; also {}", shown.join(", ")),
        1 => format!("; also {} and 1 other", shown.join(", ")),
        more => format!("; also {} and {more} others", shown.join(", ")),
    }
}

/// `line 7, column 3: cases[3].born (dzhakishev-mukhtar): “x” is not a date; did you mean “y”?`
impl fmt::Display for InvalidField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place != SourcePosition::File {
            write!(out, "{}: ", self.place)?;
        }
        let in_row = matches!(
            self.place,
            SourcePosition::Row { .. } | SourcePosition::File
        );
        match &self.id {
            _ if in_row || self.field.is_empty() => {}
            Some(id) => write!(out, "{} ({id}): ", self.field)?,
            None => write!(out, "{}: ", self.field)?,
        }
        out.write_str(&self.reason)?;
        match &self.nearest {
            Some(nearest) => write!(out, "; did you mean “{nearest}”?"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for SourcePosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => out.write_str("the file"),
            Self::Line { line, column } => write!(out, "line {line}, column {column}"),
            Self::Row {
                row,
                column: Some(column),
            } => write!(out, "row {row}, column {column}"),
            Self::Row { row, column: None } => write!(out, "row {row}"),
        }
    }
}

/// The reason of a refusal, in which the refused text stands shortened if it is long.
pub(super) fn reason_of(invalid: &InvalidValue, text: &str) -> String {
    let text = text.trim();
    let short = clip_text(text);
    let reason = if short.len() < text.len() {
        invalid.reason.replace(text, &short)
    } else {
        invalid.reason.clone()
    };
    reason.chars().take(300).collect()
}

/// A text from the file as a message may repeat it: its beginning.
pub(super) fn clip_text(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_a_sentence_with_its_place() {
        let mut problem = InvalidField {
            place: SourcePosition::Line { line: 7, column: 3 },
            id: Some("an-id".to_owned()),
            field: "cases[3].born".to_owned(),
            reason: "is needed".to_owned(),
            nearest: None,
        };
        assert_eq!(
            problem.to_string(),
            "line 7, column 3: cases[3].born (an-id): is needed"
        );
        problem.place = SourcePosition::Row {
            row: 9,
            column: Some("Born".to_owned()),
        };
        problem.nearest = Some("x".to_owned());
        assert_eq!(
            problem.to_string(),
            "row 9, column Born: is needed; did you mean “x”?"
        );
    }

    #[test]
    fn a_long_value_is_never_repeated_whole() {
        let long = "é".repeat(5_000);
        let invalid = InvalidValue::new(format!("“{long}” is not a date; write 2018"));
        let reason = reason_of(&invalid, &long);
        assert!(reason.ends_with("…” is not a date; write 2018") && reason.chars().count() < 100);
    }

    #[test]
    fn there_is_an_end_to_looking_for_problems() {
        let problem = InvalidField {
            place: SourcePosition::Line { line: 1, column: 1 },
            id: None,
            field: String::new(),
            reason: String::new(),
            nearest: None,
        };
        let mut problems = InvalidFields::default();
        (0..MOST_PROBLEMS + 7).for_each(|_| problems.push(problem.clone()));
        assert_eq!((problems.list.len(), problems.is_full()), (1_000, true));
        assert!(problems.to_string().ends_with("\nand perhaps more"));
    }
}
