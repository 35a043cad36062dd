//! `cases log`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::reference;
use crate::render::listing::{ListingCell, ListingColumn};
use crate::store::LogEntry;

/// See what was changed, and when; the newest first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases log                     every change, with the number that undo takes
  cases log bokayev-maks        the changes to one case
  cases log --limit 5 --json")]
pub struct LogArgs {
    /// Only changes to this case
    #[arg(value_name = "CASE")]
    case: Option<String>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Lists operations.
///
/// # Errors
/// The case is not found, or the casebook cannot be read.
pub fn run(app: &App, args: &LogArgs) -> Result<(), Error> {
    args.listing
        .print_rows(app, &schema(), || collect_rows(app, args))
}

fn collect_rows(app: &App, args: &LogArgs) -> Result<Vec<Vec<ListingCell>>, Error> {
    let store = app.open_to_read()?;
    let case = args
        .case
        .as_ref()
        .map(|case| reference::find_case_id(&store, case))
        .transpose()?;
    // The newest come first; in another order all are needed.
    let most = args
        .listing
        .listing
        .limit
        .filter(|_| args.listing.sort.is_none());
    let entries = store.load_history(case.as_ref(), most)?;
    Ok(entries.iter().map(to_cells).collect())
}

/// What the history can say.
fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new(
            "op",
            255,
            "the number of the change, as cases undo takes it",
        ),
        ListingColumn::new("at", 200, "when").with_title("when"),
        ListingColumn::new("command", 250, "what was done"),
        ListingColumn::new(
            "touched",
            100,
            "the records that were added, changed or removed",
        )
        .with_title("changed"),
        ListingColumn::new(
            "state",
            150,
            "whether it was taken back or erased, in a few words",
        )
        .with_title(""),
        ListingColumn::new("undoes", 60, "the change that this one takes back"),
        ListingColumn::new("undone_by", 60, "the change that took this one back"),
        ListingColumn::new("erased", 60, "the day on which what it said was erased"),
    ];
    ListingSchema::new("cases log", columns)
        .with_table(&["op", "at", "command", "touched", "state"])
        .with_json(&[
            "at",
            "command",
            "erased",
            "op",
            "touched",
            "undoes",
            "undone_by",
        ])
        .with_ids(ListingIds::Own("op"))
        .with_pager()
}

/// What was touched, in a few words.
fn describe_touched(entry: &LogEntry) -> String {
    match entry.touched.as_slice() {
        [] => String::new(),
        [one] => format!("{} {} {}", one.change.slug(), one.subject, one.id),
        [first, rest @ ..] => format!(
            "{} {} {} and {} more",
            first.change.slug(),
            first.subject,
            first.id,
            rest.len()
        ),
    }
}

fn describe_state(entry: &LogEntry) -> String {
    if let Some(day) = &entry.erased {
        return if entry.touched.is_empty() {
            format!("erased on {day}")
        } else {
            format!("part erased on {day}")
        };
    }
    match (entry.undone_by, entry.undoes) {
        (Some(by), _) => format!("taken back by {by}"),
        (None, Some(undone)) => format!("takes back {undone}"),
        (None, None) => String::new(),
    }
}

fn to_cells(entry: &LogEntry) -> Vec<ListingCell> {
    let touched: Vec<serde_json::Value> = entry
        .touched
        .iter()
        .map(|one| serde_json::json!({"kind": one.subject.slug(), "id": one.id.as_str(), "change": one.change.slug()}))
        .collect();
    let touched = serde_json::Value::Array(touched).to_string();
    let number = |operation: Option<crate::store::OpId>| {
        operation.map_or_else(ListingCell::empty, |operation| {
            ListingCell::number_of(operation.0)
        })
    };
    vec![
        number(Some(entry.operation)),
        ListingCell::text_of(&entry.at),
        ListingCell::text_of(&entry.command),
        ListingCell::json_of(touched).with_text(describe_touched(entry)),
        ListingCell::text_or_nothing(describe_state(entry)),
        number(entry.undoes),
        number(entry.undone_by),
        ListingCell::optional_text(entry.erased.as_ref()),
    ]
}
