//! `cases log`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::reference;
use crate::store::LogEntry;
use crate::terminal::{self, ListColumn};

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
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
}

/// Lists operations.
///
/// # Errors
/// The case is not found, or the casebook cannot be read.
pub fn run(app: &App, args: &LogArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let case = args
        .case
        .as_ref()
        .map(|case| reference::find_case_id(&store, case))
        .transpose()?;
    let entries = store.load_history(case.as_ref(), args.limit)?;
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        let json: Vec<serde_json::Value> = entries.iter().map(as_json).collect();
        data.write_json(
            &serde_json::to_string(&json).map_err(|error| Error::failed(error.to_string()))?,
        )?;
        return Ok(data.finish_output()?);
    }
    let columns = [
        ("op", 255),
        ("when", 200),
        ("command", 250),
        ("changed", 100),
        ("", 150),
    ];
    let columns = columns.map(|(title, importance)| ListColumn::new(title, importance));
    let mut table = app.terminal.new_table(columns.into());
    for entry in &entries {
        let row = [
            entry.operation.to_string(),
            entry.at.clone(),
            entry.command.clone(),
            describe_touched(entry),
            describe_state(entry),
        ];
        table
            .add_row(&mut data, &row)
            .map_err(terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(terminal::Error::from)?;
    Ok(data.finish_output()?)
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

fn as_json(entry: &LogEntry) -> serde_json::Value {
    let touched: Vec<serde_json::Value> = entry
        .touched
        .iter()
        .map(|one| serde_json::json!({"kind": one.subject.slug(), "id": one.id.as_str(), "change": one.change.slug()}))
        .collect();
    serde_json::json!({
        "op": entry.operation.0,
        "at": entry.at,
        "command": entry.command,
        "touched": touched,
        "undoes": entry.undoes.map(|undone| undone.0),
        "undone_by": entry.undone_by.map(|by| by.0),
        "erased": entry.erased,
    })
}
