//! `cases statement remove`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save::{self, SavePlan};
use crate::model::Id;
use crate::store::Store;

/// Take a statement out of the casebook. It can be undone.
#[derive(Debug, Args)]
pub struct RemoveStatementArgs {
    /// Its id
    #[arg(value_name = "STATEMENT")]
    id: Id,
}

/// Removes a statement.
pub fn run(app: &App, args: &RemoveStatementArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let plan = |store: &Store| {
        let statement = crate::commands::shared::reference::find_statement(store, &args.id)?;
        Ok(
            SavePlan::new(format!("statement remove {}", statement.id), "Removed.")
                .with_removed(statement),
        )
    };
    save::save_plan(app, &mut store, plan, save::show_nothing).map(drop)
}
