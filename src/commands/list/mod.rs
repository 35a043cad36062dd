//! `cases list`

mod confidential;

use clap::{Args, ValueEnum};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::FilterArgs;
use crate::exchange::guard_cell;
use crate::letters::line_template::LineTemplate;
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{CaseColumn, Cell, Date, Filter};
use crate::store::Store;
use crate::terminal::{self, DataWriter, ListLayout};

/// The columns of a list on a terminal and in a pipe, the most important first.
const USUAL: [&str; 7] = [
    "id", "name", "status", "since", "place", "category", "as_of",
];

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
pub struct ListCasesArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Order: name (default), id, status, place, category, arrested, sentenced, term, as-of; with “-” the other way round
    #[arg(
        long,
        value_name = "KEY[-]",
        default_value = "name",
        hide_default_value = true,
        help_heading = "Output"
    )]
    sort: SortOrder,
    /// At most so many
    #[arg(long, value_name = "N", help_heading = "Output")]
    limit: Option<u64>,
    /// Columns, in order; “help” lists them
    #[arg(
        long,
        value_name = "A,B,…",
        value_delimiter = ',',
        help_heading = "Output"
    )]
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
struct ListQuery<'a> {
    store: &'a Store,
    filter: Filter,
    sort: SortOrder,
    limit: Option<u64>,
    today: Date,
}

/// Lists the cases that fit.
///
/// # Errors
/// A column or variable does not exist, or the casebook cannot be read.
pub fn run(app: &App, args: &ListCasesArgs) -> Result<(), Error> {
    if args.fields.iter().any(|field| field == "help") {
        return print_columns(app);
    }
    let store = app.open_to_read()?;
    let listing = ListQuery {
        store: &store,
        filter: args.filter.to_filter(),
        sort: args.sort,
        limit: args.limit,
        today: app.today,
    };
    if args.count {
        let count = store.count_cases(&listing.filter, app.today)?;
        return write_output(app, |data| {
            Ok(data.write_line(
                &args
                    .limit
                    .map_or(count, |limit| count.min(limit))
                    .to_string(),
            )?)
        });
    }
    if args.ids || args.print0 {
        return write_ids(app, &listing, args.print0);
    }
    if let Some(template) = &args.template {
        return write_lines(app, &listing, template);
    }
    let columns = choose_columns(app, args)?;
    match choose_format(app, args) {
        ListFormat::Json => write_json(app, &listing, &columns, false),
        ListFormat::Jsonl => write_json(app, &listing, &columns, true),
        ListFormat::Csv => {
            write_csv(app, &listing, &columns)?;
            confidential::warn_confidential(app, &listing, &columns)
        }
        format => write_table(app, &listing, &columns, format, args.header),
    }
}

fn choose_format(app: &App, args: &ListCasesArgs) -> ListFormat {
    if args.jsonl {
        return ListFormat::Jsonl;
    }
    let usual = if app.terminal.is_for_reading() {
        ListFormat::Table
    } else {
        ListFormat::Tsv
    };
    args.format.unwrap_or(if app.is_json() {
        ListFormat::Json
    } else {
        usual
    })
}

/// The columns asked for by `--fields` or `--json=`; else the usual ones, and in JSON all that are not private.
fn choose_columns(app: &App, args: &ListCasesArgs) -> Result<Vec<CaseColumn>, Error> {
    let json = app.global.json.as_deref().unwrap_or_default();
    let asked: Vec<&str> = args
        .fields
        .iter()
        .map(String::as_str)
        .chain(json.split(','))
        .filter(|name| !name.is_empty())
        .collect();
    let parse = |name: &str| {
        name.parse::<CaseColumn>()
            .map_err(|error| Error::usage(error.to_string()).try_with("cases list --fields help"))
    };
    if !asked.is_empty() {
        return asked.into_iter().map(parse).collect();
    }
    if matches!(
        choose_format(app, args),
        ListFormat::Json | ListFormat::Jsonl | ListFormat::Csv
    ) {
        return Ok(CaseColumn::iter_all()
            .filter(|column| !column.is_private())
            .collect());
    }
    USUAL.into_iter().map(parse).collect()
}

impl ListQuery<'_> {
    fn for_each_row(
        &self,
        columns: &[CaseColumn],
        each: impl FnMut(&[Cell]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.store.each_row(
            &self.filter,
            self.sort,
            self.limit,
            columns,
            self.today,
            each,
        )
    }
}

/// Writes to standard output and makes sure that it got there.
fn write_output(
    app: &App,
    write: impl FnOnce(&mut DataWriter) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut data = app.terminal.data_writer();
    write(&mut data)?;
    Ok(data.finish_output()?)
}

fn print_columns(app: &App) -> Result<(), Error> {
    write_output(app, |data| {
        CaseColumn::iter_all().try_for_each(|column| {
            Ok(data.write_line(&format!("{:<14}{}", column.name(), column.help_text()))?)
        })
    })
}

fn write_ids(app: &App, listing: &ListQuery<'_>, nul: bool) -> Result<(), Error> {
    write_output(app, |data| {
        let id = [CaseColumn::iter_all().next().unwrap_or(CaseColumn::Status)];
        listing.for_each_row(&id, |cells| {
            let id = cells[0].to_line();
            let written = if nul {
                std::io::Write::write_all(data, format!("{id}\0").as_bytes())
            } else {
                return Ok(data.write_line(&id)?);
            };
            Ok(written.map_err(terminal::Error::from)?)
        })
    })
}

fn write_lines(app: &App, listing: &ListQuery<'_>, template: &str) -> Result<(), Error> {
    let columns: Vec<CaseColumn> = CaseColumn::iter_all().collect();
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    let template = LineTemplate::new(template, &names)?;
    let used: Vec<CaseColumn> = columns
        .into_iter()
        .filter(|column| template.uses_column(column.name()))
        .collect();
    write_output(app, |data| {
        listing.for_each_row(&used, |cells| {
            let values = used
                .iter()
                .zip(cells)
                .map(|(column, cell)| (column.name(), format_cell(*column, cell)));
            let line = template.fill_line(values)?;
            let cells: Vec<_> = line
                .split('\t')
                .map(terminal::sanitise::visible_lines)
                .collect();
            Ok(
                std::io::Write::write_all(data, (cells.join("\t") + "\n").as_bytes())
                    .map_err(terminal::Error::from)?,
            )
        })
    })
}

/// A cell as a table shows it: a status by its label.
fn format_cell(column: CaseColumn, cell: &Cell) -> String {
    match (column, cell) {
        (CaseColumn::Status, Cell::Text(slug)) => Status::from_stored(slug).slug().to_owned(),
        _ => cell.to_line(),
    }
}

fn write_table(
    app: &App,
    listing: &ListQuery<'_>,
    columns: &[CaseColumn],
    format: ListFormat,
    header: bool,
) -> Result<(), Error> {
    let titles = columns.iter().enumerate().map(|(rank, column)| {
        terminal::ListColumn::new(column.name(), column_importance(*column, rank))
    });
    let layout = match format {
        ListFormat::Table => ListLayout::Screen {
            width: app.terminal.layout_width(),
            color: app.terminal.has_color(),
        },
        ListFormat::Md => ListLayout::Markdown,
        _ => ListLayout::Tsv { header },
    };
    let mut table = terminal::ListTable::new(titles.collect(), layout);
    let mut count = 0_u64;
    write_output(app, |data| {
        listing.for_each_row(columns, |cells| {
            count += 1;
            let row: Vec<String> = columns
                .iter()
                .zip(cells)
                .map(|(column, cell)| format_cell(*column, cell))
                .collect();
            Ok(table.add_row(data, &row).map_err(terminal::Error::from)?)
        })?;
        table.finish_table(data).map_err(terminal::Error::from)?;
        Ok(())
    })?;
    if app.terminal.is_for_reading() {
        app.terminal.print_note(&match count {
            0 => "No case fits.".to_owned(),
            1 => "1 case".to_owned(),
            count => format!("{count} cases"),
        });
    }
    Ok(())
}

/// The name and the status are dropped last.
fn column_importance(column: CaseColumn, rank: usize) -> u8 {
    match column.name() {
        "id" | "name" => 255,
        "status" => 254,
        _ => u8::try_from(100_usize.saturating_sub(rank)).unwrap_or(0),
    }
}

fn write_json(
    app: &App,
    listing: &ListQuery<'_>,
    columns: &[CaseColumn],
    per_line: bool,
) -> Result<(), Error> {
    let names: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{}\":", column.name()))
        .collect();
    let (open, between, close) = match (per_line, app.terminal.is_for_reading()) {
        (true, _) => ("", "\n", "\n"),
        (false, false) => ("[", ",", "]\n"),
        (false, true) => ("[\n  ", ",\n  ", "\n]\n"),
    };
    let mut line = String::new();
    let mut first = true;
    write_output(app, |data| {
        listing.for_each_row(columns, |cells| {
            line.clear();
            line.push_str(if first { open } else { between });
            first = false;
            push_object(&mut line, &names, columns, cells)?;
            write_raw_json(data, &line)
        })?;
        let end = if first {
            if per_line { "" } else { "[]\n" }
        } else {
            close
        };
        write_raw_json(data, end)
    })
}

/// A piece of JSON, made safe to look at; unlike a whole text it gets no line feed.
fn write_raw_json(data: &mut DataWriter, json: &str) -> Result<(), Error> {
    let safe = terminal::sanitise::visible_json(json);
    Ok(std::io::Write::write_all(data, safe.as_bytes()).map_err(terminal::Error::from)?)
}

/// One row as a JSON object; what is not known is null, lists are never null.
fn push_object(
    out: &mut String,
    names: &[String],
    columns: &[CaseColumn],
    cells: &[Cell],
) -> Result<(), Error> {
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

fn write_csv(app: &App, listing: &ListQuery<'_>, columns: &[CaseColumn]) -> Result<(), Error> {
    write_output(app, |data| {
        let failed = |error: ::csv::Error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::from(terminal::Error::from(error)),
            _ => Error::failed("a row could not be written"),
        };
        let mut writer = ::csv::Writer::from_writer(data);
        writer
            .write_record(columns.iter().map(|column| column.name()))
            .map_err(failed)?;
        listing.for_each_row(columns, |cells| {
            let cells = cells
                .iter()
                .map(|cell| guard_cell(&cell.to_line()).into_owned());
            writer.write_record(cells).map_err(failed)
        })?;
        Ok(writer.flush().map_err(terminal::Error::from)?)
    })
}
