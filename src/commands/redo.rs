//! `cases redo`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::answer;
use crate::commands::shared::save;
use crate::commands::shared::undone::{print_dry_run, print_undone};
use crate::store::OpId;

/// Put back what undo took back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases redo          puts back what was taken back last
  cases redo 118      puts back this operation
  cases redo -n       shows what would come back")]
pub struct RedoArgs {
    /// The number of the operation
    #[arg(value_name = "OP")]
    operation: Option<i64>,
}

/// Puts back an operation.
///
/// # Errors
/// There is none, or the same records have been changed since.
pub fn run(app: &App, args: &RedoArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let operation = args.operation.map(OpId);
    answer::check_asked_keys(app)?;
    if app.global.dry_run {
        let entry = store.find_redoable(operation)?;
        return print_dry_run(app, &store, &entry, "Put back");
    }
    let progress = app.terminal.start_progress("Putting it back");
    let redone = save::undo_or_redo(app, &mut store, |store, now| {
        store.redo_operation(operation, now)
    })?;
    drop(progress);
    print_undone(app, &store, "Put back", &redone, "cases undo")
}
