//! Taking in what a file holds, thing by thing.

use std::collections::BTreeSet;
use std::io::BufReader;

use super::file::{self, Input};
use super::here::Here;
use super::report::Report;
use super::{ImportArgs, OnConflict, gone, merge};
use crate::app::App;
use crate::commands::reference::quoted;
use crate::error::Error;
use crate::exchange::{self, Problems, TableOptions, Thing};
use crate::model::{Case, Casebook, Id, Record, SentLetter, differences};
use crate::store::{Change, Operation};
use crate::terminal::Progress;

/// Takes in the file: JSON Lines as they come, everything else in one piece.
///
/// # Errors
/// The file has problems, or the casebook fails.
pub(super) fn take_in(
    app: &App,
    args: &ImportArgs,
    options: &TableOptions,
    operation: &mut Operation<'_>,
    report: &mut Report,
) -> Result<(), Error> {
    let progress = app.terminal.counting("Taking in", "cases", None);
    let same = Here::new(args.matching, operation, app.today)?;
    let mut taking = Taking { app, args, same, operation, report, overlay: false, progress };
    match file::read(&args.file, args.format)? {
        Input::Lines(input) => taking.lines(input),
        Input::Whole(format, bytes) => {
            let read = exchange::read(format, &bytes)?;
            read.warnings.iter().for_each(|warning| app.terminal.warn(warning));
            taking.casebook(read.casebook)
        }
        Input::Table(bytes, delimiter) => {
            let delimiter = options.delimiter.or(delimiter);
            taking.table(&bytes, &TableOptions { delimiter, ..options.clone() })
        }
    }
}

/// An import on its way.
struct Taking<'a, 'b> {
    app: &'a App,
    args: &'a ImportArgs,
    same: Here,
    operation: &'a mut Operation<'b>,
    report: &'a mut Report,
    /// Whether a case fills in what is here, and does not replace it.
    overlay: bool,
    progress: Progress,
}

impl Taking<'_, '_> {
    fn lines(&mut self, input: impl std::io::Read) -> Result<(), Error> {
        let mut lines = exchange::read_lines(BufReader::with_capacity(1 << 16, input));
        let mut problems: Vec<String> = Vec::new();
        for thing in &mut lines {
            match thing {
                Ok(thing) if problems.is_empty() => self.put(thing)?,
                Ok(_) => {}
                Err(exchange::Error::Invalid(found)) => problems.extend(found.to_string().lines().map(str::to_owned)),
                Err(error) => return Err(error.into()),
            }
        }
        lines.warnings().iter().for_each(|warning| self.app.terminal.warn(warning));
        if !problems.is_empty() {
            return Err(Error::invalid("Nothing was taken in: the file has problems").with_details(problems));
        }
        Ok(())
    }

    fn casebook(&mut self, casebook: Casebook) -> Result<(), Error> {
        let Casebook { sources, recipients, cases, letters, statements, .. } = casebook;
        let things = (sources.into_iter().map(|source| Thing::Source(Box::new(source))))
            .chain(recipients.into_iter().map(|recipient| Thing::Recipient(Box::new(recipient))))
            .chain(cases.into_iter().map(|case| Thing::Case(Box::new(case))))
            .chain(letters.into_iter().map(|letter| Thing::Letter(Box::new(letter))))
            .chain(statements.into_iter().map(|statement| Thing::Statement(Box::new(statement))));
        things.into_iter().try_for_each(|thing| self.put(thing))
    }

    fn table(&mut self, bytes: &[u8], options: &TableOptions) -> Result<(), Error> {
        let mut survey = exchange::survey(bytes, options)?;
        self.report.table(&mut survey);
        if !survey.problems.list.is_empty() && !self.app.global.dry_run {
            let problems = survey.problems.clone();
            return Err(self.helped(exchange::Error::Invalid(problems).into(), &survey.problems));
        }
        self.overlay = true;
        let mut here = BTreeSet::new();
        for case in survey.rows.into_iter().filter_map(|row| row.case) {
            here.insert(self.case(case)?);
        }
        if self.args.on_conflict == OnConflict::Update {
            self.report.gone = gone::gone(self.operation, &self.args.file, self.args.list(), &here)?;
        }
        // In a dry run each stands with its row.
        match survey.problems.list.len() {
            0 => Ok(()),
            1 => Err(self.helped(Error::invalid("Nothing would be taken in: 1 problem"), &survey.problems)),
            count => {
                let error = Error::invalid(format!("Nothing would be taken in: {count} problems"));
                Err(self.helped(error, &survey.problems))
            }
        }
    }

    /// The error with what says of all unknown columns what they may be, or else of all unknown words what they mean.
    fn helped(&self, error: Error, problems: &Problems) -> Error {
        let flags = |flag: &str, pairs: Vec<String>| {
            pairs.iter().map(|pair| format!("{flag} {}", quoted(pair))).collect::<Vec<_>>().join(" ")
        };
        if !problems.guesses.is_empty() {
            let maps = problems.guesses.iter().map(|(title, guess)| format!("{title}={guess}")).collect();
            let file = quoted(&self.args.file.to_string_lossy());
            return error.try_with(format!("cases import {file} {} --dry-run", flags("--map", maps)));
        }
        if problems.words.is_empty() {
            return error;
        }
        let values = problems.words.iter().map(|text| format!("{text}=WORD")).collect();
        error.because(format!(
            "Unknown words of the list can be given ours (cases help filters lists them), or “-”: {}",
            flags("--values", values)
        ))
    }

    fn put(&mut self, thing: Thing) -> Result<(), Error> {
        match thing {
            Thing::Source(source) => {
                let here = self.operation.source(&source.id)?;
                self.keep(here.as_ref(), source.as_ref(), &source.id, |operation, record| {
                    Ok(operation.put_source(record)?)
                })
            }
            Thing::Recipient(recipient) => {
                let here = self.operation.recipient(&recipient.id)?;
                self.keep(here.as_ref(), recipient.as_ref(), &recipient.id, |operation, record| {
                    Ok(operation.put_recipient(record)?)
                })
            }
            Thing::Letter(_) | Thing::Statement(_) | Thing::Case(_) if self.args.only_recipients => Ok(()),
            Thing::Letter(letter) => {
                if self.is_about_erased(&letter)? {
                    return Ok(());
                }
                let here = self.operation.letter(&letter.id)?;
                self.keep(here.as_ref(), letter.as_ref(), &letter.id, |operation, record| {
                    Ok(operation.put_letter(record)?)
                })
            }
            Thing::Statement(statement) => {
                let here = self.operation.statement(&statement.id)?;
                self.keep(here.as_ref(), statement.as_ref(), &statement.id, |operation, record| {
                    Ok(operation.put_statement(record)?)
                })
            }
            Thing::Case(case) => self.case(*case).map(drop),
        }
    }

    /// A record that is matched by its id, and is no case.
    fn keep<R: Record + PartialEq>(
        &mut self,
        here: Option<&R>,
        record: &R,
        id: &Id,
        put: impl Fn(&mut Operation<'_>, &R) -> Result<Option<Change>, Error>,
    ) -> Result<(), Error> {
        let is_other = here.is_some_and(|here| here != record);
        match self.args.on_conflict {
            OnConflict::Fail if is_other => self.report.conflict(R::NAME, id, None),
            OnConflict::Skip if is_other => self.report.skip(None),
            _ => {
                let change = put(self.operation, record)?;
                if self.args.only_recipients {
                    self.report.count(change, None);
                }
            }
        }
        Ok(())
    }

    /// Whether a case is left out because the person was erased, and nobody asks for them again.
    fn is_erased(&mut self, case: &Case) -> Result<bool, Error> {
        let Some(day) = self.operation.erased_on(case)? else { return Ok(false) };
        if self.args.team.take_back_erased.iter().any(|id| id == case.id.as_str()) {
            self.operation.take_back_erased(case)?;
            return Ok(false);
        }
        self.report.erased(&format!(
            "{} ({}): left out, erased on {day}. To take them in again: --take-back-erased {}",
            case.name, case.id, case.id
        ));
        Ok(true)
    }

    /// Whether a letter is left out because it is about a person who was erased.
    fn is_about_erased(&mut self, letter: &SentLetter) -> Result<bool, Error> {
        for id in &letter.cases {
            if let Some(day) = self.operation.erased_id_on(id)? {
                self.report.erased(&format!("letter {}: left out, it is about somebody erased on {day}", letter.id));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes in a case, and gives the id that it has here.
    fn case(&mut self, case: Case) -> Result<Id, Error> {
        self.progress.step();
        let here = self.same.case(self.operation, &case)?;
        if here.is_none() && self.is_erased(&case)? {
            return Ok(case.id);
        }
        let merged = match &here {
            Some(here) if self.overlay => merge::overlaid(here, &case, self.app.today)?,
            Some(here) if here.id != case.id => Case { id: here.id.clone(), old_ids: here.old_ids.clone(), ..case },
            _ => case,
        };
        let other = here.as_ref().filter(|here| **here != merged);
        let person = Some((&merged, other.map(|here| differences(here, &merged)).unwrap_or_default()));
        match self.args.on_conflict {
            OnConflict::Fail if other.is_some() => self.report.conflict(Case::NAME, &merged.id, person),
            OnConflict::Skip if other.is_some() => self.report.skip(person),
            _ => {
                let change = self.operation.put_case(&merged)?;
                self.report.count(change, person);
            }
        }
        Ok(merged.id)
    }
}
