//! What a file holds, read before anything is locked.

use super::ImportCasebookArgs;
use super::file::{self, ImportInput, JsonLinesInput};
use crate::app::App;
use crate::app::error::Error;
use crate::app::shell::shell_quote;
use crate::exchange::{self, InvalidFields, TableOptions, TableSurvey};
use crate::model::{AnyRecord, Casebook};

/// So many bytes of JSON Lines are held as records while they are taken in; of more, one record at a time.
const HELD_LINES: u64 = 32 << 20;

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
        options: &TableOptions,
    ) -> Result<Self, Error> {
        let _progress = app.terminal.start_progress("Reading");
        match file::read_input(&args.file, args.format)? {
            ImportInput::Lines(lines) => Self::read_lines(app, lines),
            ImportInput::Whole(format, bytes) => {
                let read = exchange::read_casebook(format, &bytes)?;
                read.warnings
                    .iter()
                    .for_each(|warning| app.terminal.print_warning(warning));
                Ok(Self::Casebook(read.casebook))
            }
            ImportInput::Table(bytes, delimiter) => {
                let delimiter = options.delimiter.or(delimiter);
                let survey = exchange::survey_table(
                    &bytes,
                    &TableOptions {
                        delimiter,
                        ..options.clone()
                    },
                )?;
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
        match problems.list.len() {
            0 => None,
            1 => Some(add_suggestions(
                args,
                Error::invalid("Nothing would be taken in: 1 problem"),
                problems,
            )),
            count => Some(add_suggestions(
                args,
                Error::invalid(format!("Nothing would be taken in: {count} problems")),
                problems,
            )),
        }
    }
}

/// The error with what says of all unknown columns what they may be, or else of all unknown words what they mean.
fn add_suggestions(args: &ImportCasebookArgs, error: Error, problems: &InvalidFields) -> Error {
    let flags = |flag: &str, pairs: Vec<String>| {
        pairs
            .iter()
            .map(|pair| format!("{flag} {}", shell_quote(pair)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    if !problems.guesses.is_empty() {
        let maps = problems
            .guesses
            .iter()
            .map(|(title, guess)| format!("{title}={guess}"))
            .collect();
        let file = shell_quote(&args.file.to_string_lossy());
        return error.try_with(format!(
            "cases import {file} {} --dry-run",
            flags("--map", maps)
        ));
    }
    if problems.words.is_empty() {
        return error;
    }
    let values = problems
        .words
        .iter()
        .map(|text| format!("{text}=WORD"))
        .collect();
    error.with_reason(format!(
        "Unknown words of the list can be given ours (cases help filters lists them), or “-”: {}",
        flags("--values", values)
    ))
}
