//! `cases undo`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::answer;
use crate::commands::shared::save;
use crate::commands::shared::undone::{print_dry_run, print_undone};
use crate::store::OpId;

/// Take back a change. Nothing is lost: redo puts it back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases undo          takes back the latest change
  cases undo 118      takes back this one, if nothing has changed the same records since (else exit 7)
  cases undo -n       shows what would go back

cases log shows the numbers. Never asks.")]
pub struct UndoArgs {
    /// The number of the operation
    #[arg(value_name = "OP")]
    operation: Option<i64>,
}

/// Takes back an operation.
///
/// # Errors
/// There is none, or what it left has been changed since.
pub fn run(app: &App, args: &UndoArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let operation = args.operation.map(OpId);
    answer::check_asked_keys(app)?;
    if app.global.dry_run {
        let entry = store.find_undoable(operation)?;
        return print_dry_run(app, &store, &entry, "Took back");
    }
    let progress = app.terminal.start_progress("Taking it back");
    let undone = save::undo_or_redo(app, &mut store, |store, now| {
        store.undo_operation(operation, now)
    })?;
    drop(progress);
    print_undone(app, &store, "Took back", &undone, "cases redo")
}
