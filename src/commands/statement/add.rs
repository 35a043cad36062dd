//! `cases statement add`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::save::SavePlan;
use crate::commands::shared::{reference, save};
use crate::model::{Id, Record, Statement};
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
    if store.load_statement(&args.id)?.is_some() {
        return Err(
            Error::refused(format!("There is already a statement {}", args.id))
                .try_with(format!("cases statement show {}", args.id)),
        );
    }
    let given = args
        .fields
        .given
        .iter()
        .find(|(field, _)| *field == "title")
        .and_then(|(_, texts)| texts.last());
    let title = given.ok_or_else(|| {
        Error::usage("--title is needed")
            .try_with(format!("cases statement add {} --title \"TITLE\"", args.id))
    })?;
    let base = Statement::from_typed([("id", args.id.as_str()), ("title", title)])?;
    let mut statement = FieldChangeArgs::default().apply_to(&base, &args.fields.given)?;
    for case in &mut statement.cases {
        *case = reference::find_case_id(store, case.as_str())?;
    }
    let plan = SavePlan::new(format!("statement add {}", args.id), "Added.").with_added(statement);
    Ok(SavePlan {
        prints: Some(args.id.clone()),
        ..plan
    })
}
