//! `cases redo`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save;
use crate::commands::shared::undone::print_undone;
use crate::store::OpId;

/// Put back what undo took back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases redo          puts back what was taken back last
  cases redo 118      puts back this operation")]
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
    let progress = app.terminal.start_progress("Putting it back");
    let redone = save::undo_or_redo(app, &mut store, |store, now| {
        store.redo_operation(args.operation.map(OpId), now)
    })?;
    drop(progress);
    print_undone(app, "Put back", &redone, "cases undo");
    Ok(())
}
