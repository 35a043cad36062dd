//! `cases list`

mod confidential;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FilterArgs, ListingArgs};
use crate::commands::shared::listing::{ListingIds, ListingSchema, ListingView};
use crate::model::filter::SortOrder;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{CaseColumn, Cell, Date, Filter};
use crate::render::listing::{ListingCell, ListingColumn, ListingForm};
use crate::store::Store;

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
    #[command(flatten)]
    listing: ListingArgs,
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
pub fn run(app: &App, args: &ListCasesArgs) -> Result<(), Error> {
    let Some(view) = args.listing.prepare(app, &schema())? else {
        return Ok(());
    };
    let store = app.open_to_read()?;
    let query = ListQuery {
        store: &store,
        filter: args.filter.to_filter(app.today),
        sort: args.sort,
        limit: args.listing.limit,
        today: app.today,
    };
    if view.is_count() {
        return print_count(app, &query);
    }
    print_cases(app, &query, view)
}

/// What a list of cases can say.
fn schema() -> ListingSchema {
    // The name and the status are dropped last.
    let importance = |name: &str| match name {
        "id" | "name" => 255,
        "status" => 254,
        _ => 100,
    };
    let columns = CaseColumn::iter_all().map(|column| {
        let former_name = column.case_field().and_then(|field| field.former_name);
        ListingColumn::new(column.name(), importance(column.name()), column.help_text())
            .with_former_name(former_name)
    });
    let disclosed: Vec<&str> = CaseColumn::iter_all()
        .filter(|column| !column.is_private())
        .map(CaseColumn::name)
        .collect();
    let schema = ListingSchema::new("cases list", columns.collect())
        .with_table(&USUAL)
        .with_json(&disclosed)
        .with_ids(ListingIds::Own("id"));
    ListingSchema {
        csv: disclosed,
        ..schema
    }
}

/// Counted by the store, which need not read the cases for it.
fn print_count(app: &App, query: &ListQuery<'_>) -> Result<(), Error> {
    let count = query.store.count_cases(&query.filter, app.today)?;
    let count = query.limit.map_or(count, |limit| count.min(limit));
    let mut data = app.terminal.data_writer();
    data.write_line(&count.to_string())?;
    Ok(data.finish_output()?)
}

fn print_cases(app: &App, query: &ListQuery<'_>, view: ListingView) -> Result<(), Error> {
    let all: Vec<CaseColumn> = CaseColumn::iter_all().collect();
    let columns: Vec<CaseColumn> = view.positions().iter().map(|at| all[*at]).collect();
    let form = view.form();
    let count = view.print(app, |sink| {
        let mut row = Vec::with_capacity(columns.len());
        query.for_each_row(&columns, |cells| {
            row.clear();
            row.extend(
                columns
                    .iter()
                    .zip(cells)
                    .map(|(column, cell)| to_listing_cell(*column, cell)),
            );
            sink.write_row(&row)
        })
    })?;
    match form {
        Some(ListingForm::Csv) => confidential::warn_confidential(app, query, &columns),
        Some(ListingForm::Table { .. } | ListingForm::Tsv { .. } | ListingForm::Markdown) => {
            if app.terminal.is_for_reading() {
                app.terminal.print_note(&match count {
                    0 => "No case fits.".to_owned(),
                    1 => "1 case".to_owned(),
                    count => format!("{count} cases"),
                });
            }
            Ok(())
        }
        Some(ListingForm::Json { .. } | ListingForm::JsonLines) | None => Ok(()),
    }
}

/// A cell of a case as a list shows it; a status of a newer version as it is written there.
fn to_listing_cell(column: CaseColumn, cell: &Cell) -> ListingCell {
    match cell {
        Cell::Empty if column.is_list() => ListingCell::texts_of([] as [&str; 0]),
        Cell::Empty => ListingCell::empty(),
        Cell::Flag(flag) => ListingCell::flag_of(*flag),
        Cell::List(items) => ListingCell::texts_of(items).with_text(cell.to_line()),
        Cell::Text(text) if column.is_number() => text
            .parse()
            .map_or_else(|_| ListingCell::text_of(text), ListingCell::number_of),
        Cell::Text(slug) if column == CaseColumn::Status => {
            ListingCell::text_of(slug).with_text(Status::from_stored(slug).slug())
        }
        Cell::Text(text) => ListingCell::text_of(text),
    }
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
