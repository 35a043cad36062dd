//! What a file holds, read before anything is locked.

use std::path::Path;

use super::ImportCasebookArgs;
use super::conversation;
use super::file::{self, ImportInput, JsonLinesInput};
use super::one_person;
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::exchange::{self, InvalidFields, TableOptions, TableSurvey};
use crate::files::output;
use crate::model::{AnyRecord, Casebook, Id};

/// So many bytes of JSON Lines are held as records while they are taken in; of more, one record at a time.
const HELD_LINES: u64 = 32 << 20;

/// So many rows that are left out are told of one by one.
const MOST_ROWS: usize = 8;

/// What is to be taken in.
pub(super) enum ImportContent {
    /// The records of JSON Lines.
    Records(Vec<AnyRecord>),
    /// JSON Lines that are too many to hold: they were read once and are right, and are read again as they are taken in.
    Lines(JsonLinesInput),
    /// Everything of a tree.
    Casebook(Casebook),
    /// The rows of a table.
    Table(TableSurvey),
}

impl ImportContent {
    /// Reads the file, all of it: what is wrong with it is said before anybody has to wait for the casebook.
    pub(super) fn read_file(
        app: &App,
        args: &ImportCasebookArgs,
        options: &mut TableOptions,
        save_map: &mut Option<Id>,
    ) -> Result<Self, Error> {
        let progress = app.terminal.start_progress("Reading");
        let input = file::read_input(&args.file, args.format)?;
        drop(progress);
        match input {
            ImportInput::Lines(lines) => Self::read_lines(app, lines),
            ImportInput::Whole(format, bytes) => {
                let read = exchange::read_casebook(format, &bytes)?;
                read.warnings
                    .iter()
                    .for_each(|warning| app.terminal.print_warning(warning));
                Ok(Self::Casebook(read.casebook))
            }
            ImportInput::Table(bytes, delimiter) => {
                let read = |options: &TableOptions| {
                    exchange::survey_table(
                        &bytes,
                        &TableOptions {
                            delimiter: options.delimiter.or(delimiter),
                            ..options.clone()
                        },
                    )
                };
                let mut survey = if app.terminal.can_ask() {
                    conversation::read_with_questions(app, args, options, save_map, read)?
                } else {
                    read(options)?
                };
                if let Some(file) = args
                    .leave_out_bad
                    .as_ref()
                    .filter(|_| !survey.bad.is_empty())
                {
                    let mut survey = leave_out_bad(app, file, survey)?;
                    one_person::merge_rows(&mut survey, options.merge_rows, app.today);
                    return Ok(Self::Table(survey));
                }
                one_person::merge_rows(&mut survey, options.merge_rows, app.today);
                if !survey.problems.list.is_empty() && !app.global.dry_run {
                    let error = exchange::Error::Invalid(survey.problems.clone()).into();
                    return Err(add_suggestions(args, error, &survey.problems));
                }
                Ok(Self::Table(survey))
            }
        }
    }

    fn read_lines(app: &App, mut input: JsonLinesInput) -> Result<Self, Error> {
        let mut lines = exchange::read_lines(input.open_reader()?);
        let mut problems: Vec<String> = Vec::new();
        let mut records = Some(Vec::new());
        while let Some(record) = lines.next() {
            match record {
                Ok(record) => match &mut records {
                    Some(held) if lines.byte_length() <= HELD_LINES && problems.is_empty() => {
                        held.push(record);
                    }
                    _ => records = None,
                },
                Err(exchange::Error::Invalid(found)) => {
                    problems.extend(found.to_string().lines().map(str::to_owned));
                }
                Err(error) => return Err(error.into()),
            }
        }
        lines
            .warnings()
            .iter()
            .for_each(|warning| app.terminal.print_warning(warning));
        if !problems.is_empty() {
            return Err(
                Error::invalid("Nothing was taken in: the file has problems")
                    .with_details(problems),
            );
        }
        Ok(match records {
            Some(records) => Self::Records(records),
            None => Self::Lines(input),
        })
    }

    /// The error of a dry run of a table with problems, each of which was told with its row.
    pub(super) fn dry_run_error(&self, args: &ImportCasebookArgs) -> Option<Error> {
        let Self::Table(TableSurvey { problems, .. }) = self else {
            return None;
        };
        match problems.count() {
            0 => None,
            1 => Some(add_suggestions(
                args,
                Error::invalid("Nothing would be taken in: 1 problem"),
                problems,
            )),
            count => {
                let error = Error::invalid(format!("Nothing would be taken in: {count} problems"));
                // Each was told with its row; where many are alike, they are told together too.
                let lines: Vec<String> = problems.to_string().lines().map(str::to_owned).collect();
                let error = if lines.len() < count {
                    error.with_details(lines)
                } else {
                    error
                };
                Some(add_suggestions(args, error, problems))
            }
        }
    }
}

/// A survey without its bad rows, which are written to a file.
fn leave_out_bad(app: &App, file: &Path, mut survey: TableSurvey) -> Result<TableSurvey, Error> {
    let count = survey.bad.len();
    let what = match (count, app.global.dry_run) {
        (1, false) => "1 row is left out, and stands with its reason in".to_owned(),
        (count, false) => format!("{count} rows are left out, and stand with their reasons in"),
        (1, true) => "1 row would be left out, and written with its reason to".to_owned(),
        (count, true) => {
            format!("{count} rows would be left out, and written with their reasons to")
        }
    };
    if !app.global.dry_run {
        output::write_new(file, &survey.bad_rows_csv(), false)?;
    }
    app.terminal
        .print_note(&format!("{what} {}:", file.display()));
    for row in survey.bad.iter().take(MOST_ROWS) {
        let reasons = row.reasons.join("; ");
        app.terminal
            .print_note(&format!("  row {}: {reasons}", row.row));
    }
    if count > MOST_ROWS {
        app.terminal
            .print_note(&format!("  and {} more", count - MOST_ROWS));
    }
    survey.problems = InvalidFields::default();
    survey.rows.retain(|row| row.case.is_some());
    Ok(survey)
}

/// The error with the whole command that says of all unknown columns what they may be, and of all unknown words what they mean.
fn add_suggestions(args: &ImportCasebookArgs, error: Error, problems: &InvalidFields) -> Error {
    let needs_country = problems.missing.contains(&"country");
    let is_guessed = problems.guesses.iter().any(|(_, guess)| *guess == "name");
    let needs_name = problems.missing.contains(&"name") && !is_guessed;
    let asks_for = |text: &str| {
        problems
            .list
            .iter()
            .any(|problem| problem.reason.contains(text))
    };
    let needs_order = asks_for("--dates dmy");
    let is_persian = asks_for("--dates persian");
    let needs_kind = asks_for("--fill sentence_kind=WORD");
    let needs_headings = asks_for("--headings -");
    if problems.guesses.is_empty()
        && problems.words.is_empty()
        && !(needs_country
            || needs_name
            || is_persian
            || needs_order
            || needs_kind
            || needs_headings)
    {
        return error;
    }
    let mut words = args.to_words();
    if is_persian {
        words.extend(["--dates".to_owned(), "persian".to_owned()]);
    } else if needs_order {
        words.extend(["--dates".to_owned(), "ORDER".to_owned()]);
    }
    if needs_headings {
        words.extend(["--headings".to_owned(), "FIELD".to_owned()]);
    }
    if needs_kind {
        words.extend(["--fill".to_owned(), "sentence_kind=WORD".to_owned()]);
    }
    for (title, guess) in &problems.guesses {
        match *guess {
            "notes" => words.extend(["--notes".to_owned(), title.clone()]),
            field => words.extend(["--map".to_owned(), format!("{title}={field}")]),
        }
    }
    for (column, text) in &problems.words {
        words.extend(["--values".to_owned(), format!("{column}:{text}=WORD")]);
    }
    if needs_name {
        words.extend(["--map".to_owned(), "COLUMN=name".to_owned()]);
    }
    if needs_country {
        words.extend(["--country".to_owned(), "COUNTRY".to_owned()]);
    }
    let words: Vec<String> = words.iter().map(|word| shell_quote(word)).collect();
    let error = if problems.words.is_empty() {
        error
    } else {
        error.with_reason("Say what each unknown word of the list means in place of WORD (cases help words has ours), or “-”")
    };
    error.try_with(format!("cases import {} --dry-run", words.join(" ")))
}
