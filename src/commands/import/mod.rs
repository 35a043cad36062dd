//! `cases import`

mod file;
mod gone;
mod here;
mod merge;
mod report;

use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use crate::app::App;
use crate::error::Error;
use crate::exchange::{self, DateOrder, Delimiter, TableOptions, Thing};
use crate::model::{Case, Casebook, Country, Id, Invalid, PartialDate, Record, differences};
use crate::store::{Change, Operation, Store};
use file::{Format, Input};
use here::Here;
use report::Report;

/// Read cases from a file: all of it, or nothing.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases import list.xlsx --dry-run                             row by row: what is understood, and what would change
  cases import list.csv --map \"Nom=name\" --map \"Pays=country\" --dates dmy --values \"libéré=released\"
  cases import list.xlsx --map \"ФИО=name\" --family-first --country KZ --as-of 2024-05 --save-map ours
  cases import list-june.xlsx --map @ours --as-of 2024-06 --on-conflict update
  cases import casebook.toml --on-conflict update
  cases export --format jsonl | cases --db other.db import -

Every problem is reported with its row, column and reason (exit 5), and then nothing is taken in. A list made by people is read
as they mean it: titles above the header, merged cells, marks of footnotes, names in capitals, dates in words. Each such reading
is told. A column that maps to “-” is left out. Charges in one cell are divided by “;” or a line break.

An update from a table fills in what the row says and adds facts; one from TOML or JSON replaces the case. It tells who changes
and how, and who was in an earlier form of the list and is no longer; nobody is ever removed. data/README.md describes the files.")]
pub struct ImportArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// toml, json, jsonl, csv, tsv, xlsx, ods (default: by the ending, or by its beginning)
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Which column fills which field; @NAME takes a saved mapping. Repeat for several
    #[arg(long, value_name = "COLUMN=FIELD|@NAME", help_heading = "Tables")]
    map: Vec<MapArg>,
    /// Keep the mapping, values, date order, delimiter, country, sheet and --family-first under this name
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    save_map: Option<Id>,
    /// What a cell of the list means: “осуждён=imprisoned”; “-” is nothing. Repeat for several
    #[arg(long, value_name = "TEXT=WORD", value_parser = mapping, help_heading = "Tables")]
    values: Vec<(String, String)>,
    /// Which way round 01/02/2024 is meant: dmy or mdy
    #[arg(long, value_name = "ORDER", help_heading = "Tables")]
    dates: Option<DateOrder>,
    /// What divides the cells: “,” “;” tab or “|” (default: told from the header)
    #[arg(long, value_name = "CHARACTER", help_heading = "Tables")]
    delimiter: Option<Delimiter>,
    /// The sheet of a workbook (default: the first with cells)
    #[arg(long, value_name = "NAME", help_heading = "Tables")]
    sheet: Option<String>,
    /// The state that persecutes, for rows that name none
    #[arg(long, value_name = "COUNTRY", help_heading = "Tables")]
    country: Option<Country>,
    /// When the list was true, for rows that do not say
    #[arg(long, value_name = "DATE", help_heading = "Tables")]
    as_of: Option<PartialDate>,
    /// Names begin with the family name
    #[arg(long, help_heading = "Tables")]
    family_first: bool,
    /// By what a case of the file is the same as one that is here
    #[arg(long = "match", value_name = "BY", default_value = "id")]
    matching: Matching,
    /// What to do with a case that is here already, and is another
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_conflict: OnConflict,
    /// Only sources and recipients.
    #[arg(skip)]
    only_recipients: bool,
}

/// A column and its field, or the name of a saved mapping.
#[derive(Debug, Clone)]
enum MapArg {
    Column(String, String),
    Saved(Id),
}

impl FromStr for MapArg {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.strip_prefix('@') {
            Some(name) if !name.contains('=') => name.parse().map(Self::Saved),
            _ => mapping(text).map(|(title, field)| Self::Column(title, field)),
        }
    }
}

fn mapping(text: &str) -> Result<(String, String), Invalid> {
    exchange::mapping(text)
}

impl ImportArgs {
    /// The import of recipients alone.
    #[must_use]
    pub fn recipients(file: PathBuf, format: Option<exchange::FileFormat>, on_conflict: OnConflict) -> Self {
        Self {
            file,
            format: format.map(Format::File),
            map: Vec::new(),
            save_map: None,
            values: Vec::new(),
            dates: None,
            delimiter: None,
            sheet: None,
            country: None,
            as_of: None,
            family_first: false,
            matching: Matching::Id,
            on_conflict,
            only_recipients: true,
        }
    }

    /// The name under which the list is known: that of the saved mapping which reads it, or will.
    fn list(&self) -> Option<&Id> {
        let saved = self.map.iter().find_map(|map| if let MapArg::Saved(name) = map { Some(name) } else { None });
        self.save_map.as_ref().or(saved)
    }

    /// How the table is to be read: as the arguments say, and where they are silent, as the saved mappings do.
    fn options(&self, store: &Store) -> Result<TableOptions, Error> {
        let column = |map: &MapArg| match map {
            MapArg::Column(title, field) => Some((title.clone(), field.clone())),
            MapArg::Saved(_) => None,
        };
        let mut options = TableOptions {
            delimiter: self.delimiter,
            map: self.map.iter().filter_map(column).collect(),
            dates: self.dates,
            country: self.country,
            as_of: self.as_of,
            values: self.values.clone(),
            family_first: self.family_first,
            sheet: self.sheet.clone(),
        };
        for map in &self.map {
            if let MapArg::Saved(name) = map {
                options = options.over(saved(store, name)?);
            }
        }
        Ok(options)
    }
}

/// By what two cases are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Matching {
    /// The same id.
    Id,
    /// The same UUID.
    Uid,
    /// The same name, in any spelling.
    Name,
}

/// What to do with a case that is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnConflict {
    /// Take in nothing at all.
    Fail,
    /// Leave the one that is here.
    Skip,
    /// Change the one that is here.
    Update,
}

/// Takes in a file as one operation.
///
/// # Errors
/// The file has problems, or holds a case that is here already; then nothing is taken in.
pub fn run(app: &App, args: &ImportArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let options = args.options(&store)?;
    let mut report = Report::new(app.global.dry_run);
    let command = gone::command(&args.file, args.list());
    let dry = Error::cancelled("dry run");
    let outcome = store.operate(&command, &app.now(), |operation| {
        take_in(app, args, &options, operation, &mut report)?;
        refuse_conflicts(app, args, &report)?;
        if app.global.dry_run { Err(dry.clone()) } else { Ok(()) }
    });
    if app.global.dry_run {
        report.print(app)?;
    }
    match outcome {
        Ok((operation, ())) => {
            save(app, args, &mut store, options)?;
            report.readings().iter().chain(&report.changes()).for_each(|line| app.terminal.note(line));
            app.terminal.note(&report.words("Took in"));
            if let Some(operation) = operation {
                app.terminal.note(&format!("Take it back: cases undo {operation}"));
            }
            Ok(())
        }
        Err(error) if error == dry => {
            app.terminal.note(&report.words("Would take in"));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

fn refuse_conflicts(app: &App, args: &ImportArgs, report: &Report) -> Result<(), Error> {
    if report.conflicts.is_empty() {
        return Ok(());
    }
    let count = report.conflicts.len();
    let people = if count == 1 { "1 case".to_owned() } else { format!("{count} cases") };
    let error = Error::refused(format!("{people} of the file are here already, and are others"))
        .with_details(report.conflicts.iter().cloned())
        .try_with(format!("cases import {} --on-conflict update", args.file.display()))
        .try_with(format!("cases import {} --on-conflict skip", args.file.display()));
    let dry = format!("cases import {} --on-conflict update --dry-run", args.file.display());
    Err(if app.global.dry_run { error } else { error.try_with(dry) })
}

/// Keeps the mapping under its name.
fn save(app: &App, args: &ImportArgs, store: &mut Store, options: TableOptions) -> Result<(), Error> {
    let Some(name) = &args.save_map else { return Ok(()) };
    let kept = TableOptions { as_of: None, ..options };
    let text = serde_json::to_string(&kept).map_err(|error| Error::failed(error.to_string()))?;
    store.keep_mapping(name, &text)?;
    app.terminal.note(&format!("The mapping is kept. Next time: cases import FILE --map @{name}"));
    Ok(())
}

fn saved(store: &Store, name: &Id) -> Result<TableOptions, Error> {
    let Some(text) = store.mapping(name)? else {
        let known = store.mapping_names()?;
        let error = Error::not_found(format!("There is no mapping “{name}”"));
        return Err(error.with_candidates(known).try_with("cases import FILE --map \"COLUMN=FIELD\" --save-map NAME"));
    };
    serde_json::from_str(&text).map_err(|error| Error::invalid(format!("The mapping “{name}” cannot be read: {error}")))
}

/// Takes in the file: JSON Lines as they come, everything else in one piece.
fn take_in(
    app: &App,
    args: &ImportArgs,
    options: &TableOptions,
    operation: &mut Operation<'_>,
    report: &mut Report,
) -> Result<(), Error> {
    let mut taking =
        Taking { app, args, same: Here::new(args.matching, operation, app.today)?, operation, report, overlay: false };
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
            return Err(exchange::Error::Invalid(survey.problems).into());
        }
        self.overlay = true;
        let mut here = BTreeSet::new();
        for case in survey.rows.into_iter().filter_map(|row| row.case) {
            here.insert(self.case(case)?);
        }
        if self.args.on_conflict == OnConflict::Update {
            self.report.gone = gone::gone(self.operation, &self.args.file, self.args.list(), &here)?;
        }
        match survey.problems.list.len() {
            0 => Ok(()),
            // In a dry run each stands with its row.
            1 => Err(Error::invalid("Nothing would be taken in: 1 problem")),
            count => Err(Error::invalid(format!("Nothing would be taken in: {count} problems"))),
        }
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

    /// Takes in a case, and gives the id that it has here.
    fn case(&mut self, case: Case) -> Result<Id, Error> {
        let here = self.same.case(self.operation, &case)?;
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
