//! `cases redo`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save;
use crate::commands::undo;
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
    let mut store = app.write()?;
    let progress = app.terminal.progress("Putting it back");
    let redone = save::turn(app, &mut store, |store, now| store.redo(args.operation.map(OpId), now))?;
    drop(progress);
    undo::tell(app, "Put back", &redone, "cases undo");
    Ok(())
}
