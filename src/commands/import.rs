//! `cases import`

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::tree;
use crate::app::App;
use crate::error::Error;
use crate::exchange::{self, DateOrder, Delimiter, FileFormat, TableOptions, Thing};
use crate::model::filter::Sort;
use crate::model::{Case, Casebook, Cell, Column, Country, Date, Filter, Id, Invalid, Record, fold};
use crate::store::{Change, Operation, Store};

/// Read cases from a file: all of it, or nothing.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  cases import list.csv --dry-run                              what would happen
  cases import list.csv --map \"Nom=name\" --map \"Pays=country\" --dates dmy
  cases import casebook.toml --on-conflict update
  cases export --format jsonl | cases --db other.db import -
  cases import --tree team -n                                  what others changed (see cases export --tree)

Every problem is reported with its line, column and reason (exit 5), and then nothing is taken in. A column that maps to “-”
is left out. The file format is described in data/README.md; CSV may be divided by commas, semicolons or tabs.
An update from CSV fills in what the row says and adds facts; one from TOML or JSON replaces the case.

With --tree, changes of different facts come together. A fact that was changed here and there is shown with both values, and
nothing is taken in until you say --mine or --theirs (exit 7). What is gone from the folder goes here too, after asking.")]
pub struct ImportArgs {
    /// The file, or - for standard input
    #[arg(
        value_name = "FILE",
        required = false,
        required_unless_present = "tree",
        default_value_if("tree", clap::builder::ArgPredicate::IsPresent, "-"),
        hide_default_value = true
    )]
    file: PathBuf,
    #[command(flatten)]
    team: tree::args::TreeArgs,
    /// toml, json, jsonl, csv, tsv (default: by the ending, or by its beginning)
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// Which column fills which field; repeat for several
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = mapping, help_heading = "Tables")]
    map: Vec<(String, String)>,
    /// Which way round 01/02/2024 is meant: dmy or mdy
    #[arg(long, value_name = "ORDER", help_heading = "Tables")]
    dates: Option<DateOrder>,
    /// What divides the cells: “,” “;” tab or “|” (default: told from the header)
    #[arg(long, value_name = "CHARACTER", help_heading = "Tables")]
    delimiter: Option<Delimiter>,
    /// The state that persecutes, for rows that name none
    #[arg(long, value_name = "COUNTRY", help_heading = "Tables")]
    country: Option<Country>,
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

impl ImportArgs {
    /// The import of recipients alone.
    #[must_use]
    pub fn recipients(file: PathBuf, format: Option<FileFormat>, on_conflict: OnConflict) -> Self {
        Self {
            file,
            team: tree::args::TreeArgs::default(),
            format,
            map: Vec::new(),
            dates: None,
            delimiter: None,
            country: None,
            matching: Matching::Id,
            on_conflict,
            only_recipients: true,
        }
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

fn mapping(text: &str) -> Result<(String, String), Invalid> {
    exchange::mapping(text)
}

/// What an import does.
#[derive(Debug, Default)]
struct Report {
    added: usize,
    changed: usize,
    same: usize,
    skipped: usize,
    conflicts: Vec<String>,
}

/// Takes in a file as one operation.
///
/// # Errors
/// The file has problems, or holds a case that is here already; then nothing is taken in.
pub fn run(app: &App, args: &ImportArgs) -> Result<(), Error> {
    if let Some(folder) = args.team.folder()? {
        return tree::import::run(app, folder, &args.team);
    }
    let mut store = app.write()?;
    let mut report = Report::default();
    let command = format!("import {}", args.file.display());
    let dry = Error::cancelled("dry run");
    let outcome = store.operate(&command, &app.now(), |operation| {
        take_in(app, args, operation, &mut report)?;
        if !report.conflicts.is_empty() {
            return Err(Error::refused(format!(
                "{} of the file are here already, and are others",
                people(report.conflicts.len())
            ))
            .with_details(report.conflicts.iter().cloned())
            .try_with(format!("cases import {} --on-conflict update", args.file.display()))
            .try_with(format!("cases import {} --on-conflict skip", args.file.display())));
        }
        if app.global.dry_run { Err(dry.clone()) } else { Ok(()) }
    });
    match outcome {
        Ok((operation, ())) => {
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

fn people(count: usize) -> String {
    if count == 1 { "1 case".to_owned() } else { format!("{count} cases") }
}

impl Report {
    fn words(&self, verb: &str) -> String {
        format!(
            "{verb}: {} new, {} changed, {} the same, {} left out.",
            self.added, self.changed, self.same, self.skipped
        )
    }

    fn count(&mut self, change: Option<Change>) {
        match change {
            Some(Change::Added) => self.added += 1,
            Some(_) => self.changed += 1,
            None => self.same += 1,
        }
    }
}

/// Takes in the file: JSON Lines as they come, everything else in one piece.
fn take_in(app: &App, args: &ImportArgs, operation: &mut Operation<'_>, report: &mut Report) -> Result<(), Error> {
    let (format, input) = open(args)?;
    let same = Here::new(args.matching, operation, app.today)?;
    if format == FileFormat::Jsonl {
        let mut lines = exchange::read_lines(BufReader::with_capacity(1 << 16, input));
        let mut problems: Vec<String> = Vec::new();
        for thing in &mut lines {
            match thing {
                Ok(thing) if problems.is_empty() => put(args, &same, operation, thing, false, report)?,
                Ok(_) => {}
                Err(exchange::Error::Invalid(found)) => problems.extend(found.to_string().lines().map(str::to_owned)),
                Err(error) => return Err(error.into()),
            }
        }
        lines.warnings().iter().for_each(|warning| app.terminal.warn(warning));
        if !problems.is_empty() {
            return Err(Error::invalid("Nothing was taken in: the file has problems").with_details(problems));
        }
        return Ok(());
    }
    let mut bytes = Vec::new();
    BufReader::new(input).read_to_end(&mut bytes).map_err(|error| unreadable(&args.file, &error))?;
    let read = if format.is_table() {
        let delimiter = args.delimiter.or((format == FileFormat::Tsv).then_some(Delimiter::Tab));
        exchange::read_table(
            &bytes,
            &TableOptions { delimiter, map: args.map.clone(), dates: args.dates, country: args.country },
        )?
    } else {
        exchange::read(format, &bytes)?
    };
    read.warnings.iter().for_each(|warning| app.terminal.warn(warning));
    let Casebook { sources, recipients, cases, letters, statements, .. } = read.casebook;
    let things = (sources.into_iter().map(|source| Thing::Source(Box::new(source))))
        .chain(recipients.into_iter().map(|recipient| Thing::Recipient(Box::new(recipient))))
        .chain(cases.into_iter().map(|case| Thing::Case(Box::new(case))))
        .chain(letters.into_iter().map(|letter| Thing::Letter(Box::new(letter))))
        .chain(statements.into_iter().map(|statement| Thing::Statement(Box::new(statement))));
    for thing in things {
        put(args, &same, operation, thing, format.is_table(), report)?;
    }
    Ok(())
}

/// The input and its format, told from the argument, the ending, or the beginning.
fn open(args: &ImportArgs) -> Result<(FileFormat, Box<dyn Read>), Error> {
    let mut input: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(&args.file).map_err(|error| unreadable(&args.file, &error))?)
    };
    let ending = args.file.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(format) = args.format.or_else(|| FileFormat::from_extension(&ending)) {
        return Ok((format, input));
    }
    let mut beginning = Vec::new();
    (&mut input).take(1 << 16).read_to_end(&mut beginning).map_err(|error| unreadable(&args.file, &error))?;
    let format = FileFormat::sniff(&beginning)?;
    Ok((format, Box::new(std::io::Cursor::new(beginning).chain(input))))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::not_found(format!("There is no file {}", path.display())),
        _ => Error::failed(format!("{}: {error}", path.display())),
    }
}

fn put(
    args: &ImportArgs,
    same: &Here,
    operation: &mut Operation<'_>,
    thing: Thing,
    overlay: bool,
    report: &mut Report,
) -> Result<(), Error> {
    match thing {
        Thing::Source(source) => keep(
            args,
            operation.source(&source.id)?.as_ref(),
            source.as_ref(),
            report,
            "source",
            &source.id,
            |record| Ok(operation.put_source(record)?),
        ),
        Thing::Recipient(recipient) => {
            let here = operation.recipient(&recipient.id)?;
            keep(args, here.as_ref(), recipient.as_ref(), report, "recipient", &recipient.id, |record| {
                Ok(operation.put_recipient(record)?)
            })
        }
        Thing::Letter(_) | Thing::Statement(_) | Thing::Case(_) if args.only_recipients => Ok(()),
        Thing::Letter(letter) => {
            let here = operation.letter(&letter.id)?;
            keep(args, here.as_ref(), letter.as_ref(), report, "letter", &letter.id, |record| {
                Ok(operation.put_letter(record)?)
            })
        }
        Thing::Statement(statement) => {
            let here = operation.statement(&statement.id)?;
            keep(args, here.as_ref(), statement.as_ref(), report, "statement", &statement.id, |record| {
                Ok(operation.put_statement(record)?)
            })
        }
        Thing::Case(case) => put_case(args, same, operation, *case, overlay, report),
    }
}

/// A record that is matched by its id.
fn keep<R: PartialEq>(
    args: &ImportArgs,
    here: Option<&R>,
    record: &R,
    report: &mut Report,
    what: &str,
    id: &Id,
    mut put: impl FnMut(&R) -> Result<Option<Change>, Error>,
) -> Result<(), Error> {
    match here {
        Some(here) if here != record && args.on_conflict == OnConflict::Fail => {
            report.conflicts.push(format!("{what} {id}"))
        }
        Some(here) if here != record && args.on_conflict == OnConflict::Skip => report.skipped += 1,
        _ => {
            let change = put(record)?;
            if what == "case" || args.only_recipients {
                report.count(change);
            }
        }
    }
    Ok(())
}

fn put_case(
    args: &ImportArgs,
    same: &Here,
    operation: &mut Operation<'_>,
    case: Case,
    overlay: bool,
    report: &mut Report,
) -> Result<(), Error> {
    let here = same.case(operation, &case)?;
    let merged = match (&here, overlay) {
        (Some(here), true) => overlaid(here, &case)?,
        (Some(here), false) if here.id != case.id => {
            Case { id: here.id.clone(), old_ids: here.old_ids.clone(), ..case }
        }
        _ => case,
    };
    let id = merged.id.clone();
    keep(args, here.as_ref(), &merged, report, "case", &id, |record| Ok(operation.put_case(record)?))
}

/// Who is here, by what the cases of the file are matched with; looked up once.
struct Here {
    matching: Matching,
    known: BTreeMap<String, Id>,
}

impl Here {
    fn new(matching: Matching, store: &Store, today: Date) -> Result<Self, Error> {
        let mut known = BTreeMap::new();
        let columns = match matching {
            Matching::Id => return Ok(Self { matching, known }),
            Matching::Uid => ["id", "uid"],
            Matching::Name => ["id", "name"],
        };
        let columns = [columns[0].parse::<Column>()?, columns[1].parse::<Column>()?];
        store.rows(&Filter::default(), Sort::default(), None, &columns, today, |cells| {
            let key = Self::key(matching, &cells[1].to_line());
            known.insert(key, cells[0].to_line().parse::<Id>()?);
            Ok::<_, Error>(())
        })?;
        Ok(Self { matching, known })
    }

    fn key(matching: Matching, text: &str) -> String {
        if matching == Matching::Name { fold::key(text) } else { text.to_owned() }
    }

    /// The case that is here and is the same person.
    fn case(&self, store: &Store, case: &Case) -> Result<Option<Case>, Error> {
        let text = match self.matching {
            Matching::Id => return Ok(store.case(&case.id)?),
            Matching::Uid => case.uid.as_ref().map(ToString::to_string),
            Matching::Name => Some(case.name.to_string()),
        };
        let id = text.and_then(|text| self.known.get(&Self::key(self.matching, &text)));
        Ok(id.map(|id| store.case(id)).transpose()?.flatten())
    }
}

/// What a row of a table says over what is here; facts are added, none is taken away.
fn overlaid(here: &Case, row: &Case) -> Result<Case, Error> {
    let cells: Vec<Cell> = Case::FIELDS
        .iter()
        .zip(here.cells().into_iter().zip(row.cells()))
        .map(|(field, (old, new))| if new.is_empty() || matches!(field.name, "id" | "uid" | "rev") { old } else { new })
        .collect();
    let mut case = here.with_cells(&cells)?;
    for list in Case::LISTS {
        let mut rows = case.rows(list.name);
        let more: Vec<Vec<Cell>> = row.rows(list.name).into_iter().filter(|row| !rows.contains(row)).collect();
        rows.extend(more);
        case.set_rows(list.name, &rows)?;
    }
    Ok(case)
}
