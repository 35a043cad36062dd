//! `cases statement remove`

use clap::Args;

use crate::app::App;
use crate::commands::saving;
use crate::error::Error;
use crate::model::Id;

/// Take a statement out of the casebook. It can be undone.
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Its id
    #[arg(value_name = "STATEMENT")]
    id: Id,
}

/// Removes a statement.
///
/// # Errors
/// There is none with this id.
pub fn run(app: &App, args: &RemoveArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let statement = super::find(&store, &args.id)?;
    saving::save(app, &mut store, &format!("statement remove {}", statement.id), "Removed.", |operation| {
        operation.remove_statement(&statement.id)?;
        Ok(())
    })
}
