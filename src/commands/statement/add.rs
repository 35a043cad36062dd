//! `cases statement add`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::save::SavePlan;
use crate::commands::shared::{records, reference, save};
use crate::model::{Id, Statement};
use crate::store::Store;

/// Begin a joint statement.
#[derive(Debug, Args)]
pub struct AddStatementArgs {
    /// Its id: small Latin letters and digits, joined by -
    #[arg(value_name = "ID")]
    id: Id,
    #[command(flatten)]
    fields: FieldArgs<Statement>,
}

/// Adds a statement and prints its id.
///
/// # Errors
/// It is there already, the title is missing, or a case is not found.
pub fn run(app: &App, args: &AddStatementArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(store, args),
        save::show_nothing,
    )
    .map(drop)
}

fn build_plan(store: &Store, args: &AddStatementArgs) -> Result<SavePlan, Error> {
    records::refuse_existing::<Statement>(store, &args.id, &format!("show {}", args.id))?;
    let mut statement: Statement =
        records::build_record(&args.id, &args.fields.given, &FieldChangeArgs::default())?;
    for case in &mut statement.cases {
        *case = reference::find_case_id(store, case.as_str())?;
    }
    Ok(records::plan_addition(statement))
}
