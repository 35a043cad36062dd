//! `cases export`

mod foreign_formats;
mod key;
mod redact;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::FilterArgs;
use crate::commands::shared::arguments::words::{offered_words, plain_words};
use crate::commands::shared::output_file::write_output;
use crate::commands::shared::reference;
use crate::exchange::{self, CasebookWriter, FileFormat, WriteOptions};
use crate::files::input::WHOLE;
use crate::model::{Date, Filter, Id, InvalidValue};
use crate::store::Store;

/// The first line of a file that holds what is private, where the format has comments.
const CONFIDENTIAL: &str =
    "# CONFIDENTIAL: this file holds private facts. Keep it as you keep the casebook.";

/// Write cases to a file: everything known of them, private facts too; with --public what may be told, with --redacted
/// what names nobody.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases export -o CONFIDENTIAL-casebook.toml  everything: sources, recipients, cases, letters
  cases export --format jsonl | cases --db other.db import -
  cases export --status detained --format csv --excel -o detained.csv
  cases export bokayev-maks                   one case and its sources, as TOML
  cases export --public -o for-all.json       what a letter could say, by the same rule; nothing private
  cases export --redacted -o structure.json   for counting, or to show a fault: pseudonyms, years, no texts
  cases export --redacted --key-file key.txt -o structure.json   the same pseudonyms each time
  cases export --format popolo -o people.json persons, offices and their holders: only what letters may tell
  cases export --format huridocs -o facts.csv statuses, events and concerns with their HURIDOCS codes

TOML, JSON and JSON Lines carry everything and come back unchanged through cases import; with cases
or filters, recipients and letters are left out. CSV and TSV carry one row a case: the flat fields,
the status, the charges, the latest sentence; a table cannot say that a fact is private, so private
facts and those under embargo are left out, and that is told. A cell that a spreadsheet would run as
a formula has ' before it, which import takes off again.
Without --public or --redacted the file holds private facts: keep it as you keep the casebook, and
let its name say CONFIDENTIAL (the first line of TOML does). Many cases are not printed on a
terminal unless you say --yes or -o -; a pipe gets them. Popolo and HURIDOCS hold nothing private.

--redacted starts from what may be told. People, groups, sources and officials get pseudonyms, the
same throughout one file and, with the same key, in every file; dates become years; of offices the
address and the holders are left out. Whoever can guess the key can find the names again: let a
machine make it (head -c 24 /dev/urandom | base64 > key.txt) and keep it as you keep the casebook.
The pseudonyms are derived slowly (Argon2id, 64 MiB), once for each run.

A folder for a team, one file per record, is the business of cases sync.")]
pub struct ExportCasebookArgs {
    /// Ids or names; - reads them from standard input
    #[arg(value_name = "CASE")]
    cases: Vec<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// toml (default), json, jsonl, csv, tsv, also told from the file’s ending; popolo, huridocs: for others
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<ExportFormat>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// CSV that a spreadsheet opens rightly: a byte order mark, CRLF, quotes
    #[arg(long, help_heading = "Output")]
    excel: bool,
    /// Replace a file that is there
    #[arg(long, help_heading = "Output")]
    pub(crate) force: bool,
    /// Write one file per record into this folder; cases sync does this and takes in what others changed
    #[arg(long, value_name = "DIR", hide = true, conflicts_with_all = ["cases", "FilterArgs", "format", "output", "excel", "redacted"], help_heading = "Team")]
    pub(crate) tree: Option<PathBuf>,
    /// Pseudonyms for names, years for dates, no texts, nothing private
    #[arg(long, help_heading = "Output", conflicts_with = "cases")]
    redacted: bool,
    /// Of a damaged casebook: everything that can still be read, and a list of what cannot (exit 9)
    #[arg(long, help_heading = "Output", conflicts_with_all = ["cases", "FilterArgs", "tree", "redacted", "excel"])]
    salvage: bool,
    #[command(flatten)]
    key: key::KeyArgs,
}

/// Writes the casebook, or a part of it.
pub fn run(app: &App, args: &ExportCasebookArgs) -> Result<(), Error> {
    app.refuse_json("cases export --format json")?;
    let format = choose_format(args)?;
    let confidential =
        !app.global.public && !args.redacted && matches!(format, ExportFormat::File(_));
    if let (true, ExportFormat::File(format)) = (confidential, format) {
        refuse_terminal(app, args, format)?;
    }
    if args.salvage {
        return export_salvaged(app, args, format);
    }
    let store = if args.redacted {
        redact_casebook(app, args)?
    } else {
        app.open_to_read()?
    };
    let options = WriteOptions {
        day: args.filter.as_of_day(app.today).unwrap_or(app.today),
        excel: args.excel,
    };
    let filter = build_filter(app, &store, args)?;
    let format = match format {
        ExportFormat::File(format) => format,
        ExportFormat::Other(form) => return foreign_formats::run(app, args, &store, filter, form),
    };
    let mut withheld = Vec::new();
    write_output(app, args.output.as_deref(), args.force, |out| {
        let progress = app.terminal.start_counting("Writing", "cases", None);
        if confidential && format == FileFormat::Toml {
            writeln!(out, "{CONFIDENTIAL}").map_err(exchange::Error::from)?;
        }
        let mut writer = CasebookWriter::new(format, out, options)?;
        write_records(&store, filter.as_ref(), &mut writer, options.day, || {
            progress.count_step()
        })?;
        withheld = writer.withheld_counts().to_vec();
        writer.finish_file()?;
        Ok(())
    })?;
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|_| matches!(format, FileFormat::Toml | FileFormat::Json))
        && std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > WHOLE.most)
    {
        let limit = WHOLE.to_words();
        app.terminal
            .print_warning(&format!("The file is longer than the {limit} that import reads in one piece; jsonl may be longer"));
    }
    if let Some(told) = left_out(&withheld) {
        app.terminal.print_warning(&told);
    }
    if let Some(path) = args
        .output
        .as_deref()
        .filter(|path| confidential && path.as_os_str() != "-")
    {
        let advice = confidential_name(path).map(|name| format!(" The name {name} would say so."));
        app.terminal.print_note(&format!(
            "It is confidential: keep it as you keep the casebook.{}",
            advice.unwrap_or_default()
        ));
    }
    Ok(())
}

/// Writes what can still be read of a damaged casebook.
fn export_salvaged(
    app: &App,
    args: &ExportCasebookArgs,
    format: ExportFormat,
) -> Result<(), Error> {
    let ExportFormat::File(format @ (FileFormat::Toml | FileFormat::Json | FileFormat::Jsonl)) =
        format
    else {
        return Err(Error::usage(
            "What is salvaged is written as toml, json or jsonl: a table would lose more",
        )
        .try_with("cases export --salvage -o CONFIDENTIAL-salvaged.toml"));
    };
    if app.global.sample || app.global.public || app.global.known_on.is_some() {
        return Err(
            Error::usage("--salvage is for a casebook of your own, as it is")
                .try_with("cases export --salvage -o CONFIDENTIAL-salvaged.toml"),
        );
    }
    let path = app.casebook_path()?;
    let mut lost = Vec::new();
    let mut count = 0;
    write_output(app, args.output.as_deref(), args.force, |out| {
        let progress = app
            .terminal
            .start_counting("Reading what can be read", "records", None);
        if format == FileFormat::Toml {
            writeln!(out, "{CONFIDENTIAL}").map_err(exchange::Error::from)?;
        }
        let mut writer = CasebookWriter::new(
            format,
            out,
            WriteOptions {
                day: app.today,
                excel: false,
            },
        )?;
        lost = Store::salvage_records(&path, |thing| {
            progress.count_step();
            count += 1;
            writer.write_any_record(&thing).map_err(Error::from)
        })?;
        writer.finish_file()?;
        Ok(())
    })?;
    app.terminal.print_note(&format!(
        "Read {count} records. The history is not among them: a copy may have it."
    ));
    if lost.is_empty() {
        return Ok(());
    }
    Err(Error::unusable("Not everything could be read")
        .with_details(lost)
        .try_with("cases backup list")
        .try_with("cases --db NEW.db init, then cases --db NEW.db import FILE"))
}

/// Refuses to print many people’s secrets on a screen unless the user asked for it.
fn refuse_terminal(app: &App, args: &ExportCasebookArgs, format: FileFormat) -> Result<(), Error> {
    let said = args.output.is_some() || !args.cases.is_empty() || app.global.yes;
    if said || !app.terminal.is_for_reading() {
        return Ok(());
    }
    let ending = format.format_name();
    Err(Error::refused("An export holds private facts and is not printed on a terminal")
        .with_reason("Write it to a file; --public leaves out what is private, --yes prints it all the same")
        .try_with(format!("cases export -o CONFIDENTIAL-casebook-{}.{ending}", app.today)))
}

/// A name for a file that says that it is confidential, where its own does not.
fn confidential_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    (!name.to_uppercase().contains("CONFIDENTIAL")).then(|| format!("CONFIDENTIAL-{name}"))
}

/// The structure of the disclosed casebook, under pseudonyms.
fn redact_casebook(app: &App, args: &ExportCasebookArgs) -> Result<Store, Error> {
    let key = args.key.read_secret(app)?;
    let public = app.open_public()?;
    let _progress = app.terminal.start_progress("Giving pseudonyms");
    redact::RedactionKey::new(key).redact_store(&public, app.today)
}

/// A form that comes back through import, or one for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExportFormat {
    File(FileFormat),
    Other(foreign_formats::ForeignFormat),
}

impl FromStr for ExportFormat {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let name = text.trim().to_ascii_lowercase();
        if let Some(form) = foreign_formats::ForeignFormat::ALL
            .into_iter()
            .find(|form| form.format_name() == name)
        {
            return Ok(Self::Other(form));
        }
        name.parse()
            .map(Self::File)
            .map_err(|_| InvalidValue::unknown_word("file format", text.trim(), known_formats()))
    }
}

fn known_formats() -> impl Iterator<Item = &'static str> {
    let others =
        foreign_formats::ForeignFormat::ALL.map(foreign_formats::ForeignFormat::format_name);
    FileFormat::ALL
        .map(FileFormat::format_name)
        .into_iter()
        .chain(others)
}

offered_words! {
    ExportFormat: plain_words(known_formats());
}

fn choose_format(args: &ExportCasebookArgs) -> Result<ExportFormat, Error> {
    if args.excel && args.format.is_none() {
        return Ok(ExportFormat::File(FileFormat::Csv));
    }
    let ending = args
        .output
        .as_ref()
        .and_then(|path| path.extension())
        .map(|ending| ending.to_string_lossy().into_owned());
    match (args.format, ending) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(ExportFormat::File(FileFormat::Toml)),
        (None, Some(ending)) => FileFormat::from_extension(&ending)
            .map(ExportFormat::File)
            .ok_or_else(|| {
                Error::usage(format!("No file format has the ending .{ending}"))
                    .try_with("cases export --format toml -o FILE")
            }),
    }
}

/// What was asked for; nothing for everything.
fn build_filter(
    app: &App,
    store: &Store,
    args: &ExportCasebookArgs,
) -> Result<Option<Filter>, Error> {
    if args.cases.is_empty() {
        return Ok(args
            .filter
            .has_selection()
            .then(|| args.filter.to_filter(app.today)));
    }
    let ids = reference::resolve_case_ids(app, store, &args.cases)?;
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    Ok(Some(Filter {
        ids,
        ..args.filter.to_filter(app.today)
    }))
}

fn write_records<W: Write>(
    store: &Store,
    filter: Option<&Filter>,
    writer: &mut CasebookWriter<W>,
    today: Date,
    written: impl Fn(),
) -> Result<(), Error> {
    let everything = Filter::default();
    store.with_snapshot(|store| {
        let used = filter
            .map(|filter| sources_of(store, filter, today))
            .transpose()?;
        for source in store.load_sources()? {
            if used.as_ref().is_none_or(|used| used.contains(&source.id)) {
                writer.write_record(&source)?;
            }
        }
        if filter.is_none() {
            for recipient in store.load_recipients()? {
                writer.write_record(&recipient)?;
            }
        }
        store.each_case(filter.unwrap_or(&everything), today, |case| {
            written();
            Ok::<_, Error>(writer.write_record(&case)?)
        })?;
        if filter.is_none() {
            store.each_letter(|letter| Ok::<_, Error>(writer.write_record(&letter)?))?;
            store
                .load_statements()?
                .iter()
                .try_for_each(|statement| writer.write_record(statement))?;
        }
        Ok::<_, Error>(())
    })
}

/// Of how many people a table left out what is private, who they are, and what carries it; nothing if of nobody.
fn left_out(withheld: &[(Id, usize)]) -> Option<String> {
    const MOST_NAMED: usize = 20;
    let facts: usize = withheld.iter().map(|(_, count)| count).sum();
    let noun = if facts == 1 { "fact is" } else { "facts are" };
    let named: Vec<String> = withheld
        .iter()
        .take(MOST_NAMED)
        .map(|(id, count)| format!("{id} {count}"))
        .collect();
    let more = withheld.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 {
        format!(" and {more} more people")
    } else {
        String::new()
    };
    (facts > 0).then(|| {
        format!(
            "{facts} {noun} private or under embargo and left out of the table: {}{more}. TOML, JSON and JSON Lines carry \
             everything",
            named.join(", ")
        )
    })
}

fn sources_of(
    store: &Store,
    filter: &Filter,
    today: Date,
) -> Result<std::collections::BTreeSet<Id>, Error> {
    use crate::model::{Case, Record};
    let mut used = std::collections::BTreeSet::new();
    store.each_case(filter, today, |case: Case| {
        used.extend(case.named_sources());
        Ok::<_, Error>(())
    })?;
    Ok(used)
}
