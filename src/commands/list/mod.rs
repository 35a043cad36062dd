//! `cases list`

mod confidential;

use clap::{Args, ValueEnum};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::FilterArgs;
use crate::exchange::guarded;
use crate::letters::line::LineTemplate;
use crate::model::filter::Sort;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Cell, Column, Date, Filter};
use crate::store::Store;
use crate::terminal::{self, Data, Layout};

/// The columns of a list on a terminal and in a pipe, the most important first.
const USUAL: [&str; 7] = ["id", "name", "status", "since", "place", "category", "as_of"];

/// List cases.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases list --status detained                         who is held now
  cases list --country KZ --charge 174 --fields id,name,charges
  cases list --status detained --as-of 2018-04-30      who was held then
  cases list --search едіге                            any script, any spelling
  cases list --status detained --ids | cases update - --tag vigil --yes
  cases list --json=id,name | jq -r '.[].name'

In a pipe: tab-separated, no header; tabs and line breaks inside a value become one space.
An empty list is not an error. See also: cases help filters, cases help json.")]
pub struct ListArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Order: name (default), id, status, place, category, arrested, sentenced, term, as-of; with “-” the other way round
    #[arg(long, value_name = "KEY[-]", default_value = "name", hide_default_value = true, help_heading = "Output")]
    sort: Sort,
    /// At most so many
    #[arg(long, value_name = "N", help_heading = "Output")]
    limit: Option<u64>,
    /// Columns, in order; “help” lists them
    #[arg(long, value_name = "A,B,…", value_delimiter = ',', help_heading = "Output")]
    fields: Vec<String>,
    /// table (on a terminal), tsv (in a pipe), csv, md, json, jsonl
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<ListFormat>,
    /// One JSON object per line
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    jsonl: bool,
    /// Only ids, one per line
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl"])]
    ids: bool,
    /// Only ids, each followed by NUL
    #[arg(short = '0', long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl"])]
    print0: bool,
    /// Only how many
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl", "ids", "print0"])]
    count: bool,
    /// A line per case in Handlebars, such as '{{id}}\t{{name}}'
    #[arg(long, value_name = "TEXT", help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl", "ids", "print0", "count"])]
    template: Option<String>,
    /// Column names above tab-separated values
    #[arg(long, help_heading = "Output")]
    header: bool,
}

/// A form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table that fits the terminal.
    Table,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values with a header.
    Csv,
    /// A Markdown table.
    Md,
    /// A JSON array.
    Json,
    /// One JSON object per line.
    Jsonl,
}

/// What is listed, and of which day.
struct Listing<'a> {
    store: &'a Store,
    filter: Filter,
    sort: Sort,
    limit: Option<u64>,
    today: Date,
}

/// Lists the cases that fit.
///
/// # Errors
/// A column or variable does not exist, or the casebook cannot be read.
pub fn run(app: &App, args: &ListArgs) -> Result<(), Error> {
    if args.fields.iter().any(|field| field == "help") {
        return list_columns(app);
    }
    let store = app.read()?;
    let listing =
        Listing { store: &store, filter: args.filter.filter(), sort: args.sort, limit: args.limit, today: app.today };
    if args.count {
        let count = store.count(&listing.filter, app.today)?;
        return print(app, |data| Ok(data.line(&args.limit.map_or(count, |limit| count.min(limit)).to_string())?));
    }
    if args.ids || args.print0 {
        return ids(app, &listing, args.print0);
    }
    if let Some(template) = &args.template {
        return lines(app, &listing, template);
    }
    let columns = columns(app, args)?;
    match format(app, args) {
        ListFormat::Json => json(app, &listing, &columns, false),
        ListFormat::Jsonl => json(app, &listing, &columns, true),
        ListFormat::Csv => {
            csv(app, &listing, &columns)?;
            confidential::warn(app, &listing, &columns)
        }
        format => table(app, &listing, &columns, format, args.header),
    }
}

fn format(app: &App, args: &ListArgs) -> ListFormat {
    if args.jsonl {
        return ListFormat::Jsonl;
    }
    let usual = if app.terminal.is_for_reading() { ListFormat::Table } else { ListFormat::Tsv };
    args.format.unwrap_or(if app.json() { ListFormat::Json } else { usual })
}

/// The columns asked for by `--fields` or `--json=`; else the usual ones, and in JSON all that are not private.
fn columns(app: &App, args: &ListArgs) -> Result<Vec<Column>, Error> {
    let json = app.global.json.as_deref().unwrap_or_default();
    let asked: Vec<&str> =
        args.fields.iter().map(String::as_str).chain(json.split(',')).filter(|name| !name.is_empty()).collect();
    let parse = |name: &str| {
        name.parse::<Column>().map_err(|error| Error::usage(error.to_string()).try_with("cases list --fields help"))
    };
    if !asked.is_empty() {
        return asked.into_iter().map(parse).collect();
    }
    if matches!(format(app, args), ListFormat::Json | ListFormat::Jsonl | ListFormat::Csv) {
        return Ok(Column::all().filter(|column| !column.is_private()).collect());
    }
    USUAL.into_iter().map(parse).collect()
}

impl Listing<'_> {
    fn each(&self, columns: &[Column], each: impl FnMut(&[Cell]) -> Result<(), Error>) -> Result<(), Error> {
        self.store.rows(&self.filter, self.sort, self.limit, columns, self.today, each)
    }
}

/// Writes to standard output and makes sure that it got there.
fn print(app: &App, write: impl FnOnce(&mut Data) -> Result<(), Error>) -> Result<(), Error> {
    let mut data = app.terminal.data();
    write(&mut data)?;
    Ok(data.finish()?)
}

fn list_columns(app: &App) -> Result<(), Error> {
    print(app, |data| {
        Column::all().try_for_each(|column| Ok(data.line(&format!("{:<14}{}", column.name(), column.help()))?))
    })
}

fn ids(app: &App, listing: &Listing<'_>, nul: bool) -> Result<(), Error> {
    print(app, |data| {
        let id = [Column::all().next().unwrap_or(Column::Status)];
        listing.each(&id, |cells| {
            let id = cells[0].to_line();
            let written = if nul {
                std::io::Write::write_all(data, format!("{id}\0").as_bytes())
            } else {
                return Ok(data.line(&id)?);
            };
            Ok(written.map_err(terminal::Error::from)?)
        })
    })
}

fn lines(app: &App, listing: &Listing<'_>, template: &str) -> Result<(), Error> {
    let columns: Vec<Column> = Column::all().collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let template = LineTemplate::new(template, &names)?;
    let used: Vec<Column> = columns.into_iter().filter(|column| template.uses(column.name())).collect();
    print(app, |data| {
        listing.each(&used, |cells| {
            let values = used.iter().zip(cells).map(|(column, cell)| (column.name(), shown(*column, cell)));
            let line = template.fill(values)?;
            let cells: Vec<_> = line.split('\t').map(terminal::sanitise::visible_lines).collect();
            Ok(std::io::Write::write_all(data, (cells.join("\t") + "\n").as_bytes()).map_err(terminal::Error::from)?)
        })
    })
}

/// A cell as a table shows it: a status by its label.
fn shown(column: Column, cell: &Cell) -> String {
    match (column, cell) {
        (Column::Status, Cell::Text(slug)) => Status::from_stored(slug).slug().to_owned(),
        _ => cell.to_line(),
    }
}

fn table(app: &App, listing: &Listing<'_>, columns: &[Column], format: ListFormat, header: bool) -> Result<(), Error> {
    let titles = columns
        .iter()
        .enumerate()
        .map(|(rank, column)| terminal::Column::new(column.name(), importance(*column, rank)));
    let layout = match format {
        ListFormat::Table => Layout::Screen { width: app.terminal.width(), color: app.terminal.color() },
        ListFormat::Md => Layout::Markdown,
        _ => Layout::Tsv { header },
    };
    let mut table = terminal::Table::new(titles.collect(), layout);
    let mut count = 0_u64;
    print(app, |data| {
        listing.each(columns, |cells| {
            count += 1;
            let row: Vec<String> = columns.iter().zip(cells).map(|(column, cell)| shown(*column, cell)).collect();
            Ok(table.row(data, &row).map_err(terminal::Error::from)?)
        })?;
        table.finish(data).map_err(terminal::Error::from)?;
        Ok(())
    })?;
    if app.terminal.is_for_reading() {
        app.terminal.note(&match count {
            0 => "No case fits.".to_owned(),
            1 => "1 case".to_owned(),
            count => format!("{count} cases"),
        });
    }
    Ok(())
}

/// The name and the status are dropped last.
fn importance(column: Column, rank: usize) -> u8 {
    match column.name() {
        "id" | "name" => 255,
        "status" => 254,
        _ => u8::try_from(100_usize.saturating_sub(rank)).unwrap_or(0),
    }
}

fn json(app: &App, listing: &Listing<'_>, columns: &[Column], per_line: bool) -> Result<(), Error> {
    let names: Vec<String> = columns.iter().map(|column| format!("\"{}\":", column.name())).collect();
    let (open, between, close) = match (per_line, app.terminal.is_for_reading()) {
        (true, _) => ("", "\n", "\n"),
        (false, false) => ("[", ",", "]\n"),
        (false, true) => ("[\n  ", ",\n  ", "\n]\n"),
    };
    let mut line = String::new();
    let mut first = true;
    print(app, |data| {
        listing.each(columns, |cells| {
            line.clear();
            line.push_str(if first { open } else { between });
            first = false;
            object(&mut line, &names, columns, cells)?;
            raw(data, &line)
        })?;
        let end = if first { if per_line { "" } else { "[]\n" } } else { close };
        raw(data, end)
    })
}

/// A piece of JSON, made safe to look at; unlike a whole text it gets no line feed.
fn raw(data: &mut Data, json: &str) -> Result<(), Error> {
    let safe = terminal::sanitise::json(json);
    Ok(std::io::Write::write_all(data, safe.as_bytes()).map_err(terminal::Error::from)?)
}

/// One row as a JSON object; what is not known is null, lists are never null.
fn object(out: &mut String, names: &[String], columns: &[Column], cells: &[Cell]) -> Result<(), Error> {
    for (index, (name, (column, cell))) in names.iter().zip(columns.iter().zip(cells)).enumerate() {
        out.push(if index == 0 { '{' } else { ',' });
        out.push_str(name);
        let written = match cell {
            Cell::Empty if column.is_list() => Ok("[]".to_owned()),
            Cell::Empty => Ok("null".to_owned()),
            Cell::Flag(flag) => Ok(flag.to_string()),
            Cell::List(items) => serde_json::to_string(items),
            Cell::Text(text) if column.is_number() => Ok(text.clone()),
            Cell::Text(text) => serde_json::to_string(text),
        };
        out.push_str(&written.map_err(|error| Error::failed(error.to_string()))?);
    }
    out.push('}');
    Ok(())
}

fn csv(app: &App, listing: &Listing<'_>, columns: &[Column]) -> Result<(), Error> {
    print(app, |data| {
        let failed = |error: ::csv::Error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::from(terminal::Error::from(error)),
            _ => Error::failed("a row could not be written"),
        };
        let mut writer = ::csv::Writer::from_writer(data);
        writer.write_record(columns.iter().map(|column| column.name())).map_err(failed)?;
        listing.each(columns, |cells| {
            let cells = cells.iter().map(|cell| guarded(&cell.to_line()).into_owned());
            writer.write_record(cells).map_err(failed)
        })?;
        Ok(writer.flush().map_err(terminal::Error::from)?)
    })
}
