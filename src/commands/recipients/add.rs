//! `cases recipients add`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::records;
use crate::commands::shared::save::{self, SavePlan};
use crate::model::{Id, Recipient};
use crate::store::Store;

/// Add an office that letters go to.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients add kz-embassy-es --role embassy --country KZ --accredited-to ES --office \"Embassy of Kazakhstan in Spain\"
  cases recipients add mep-diaz --role mep --office \"Member of the European Parliament\" --holder \"Rosa Díaz\" --email rosa.diaz@example.org")]
pub struct AddRecipientArgs {
    /// Its id
    #[arg(value_name = "ID")]
    id: Id,
    #[command(flatten)]
    fields: FieldArgs<Recipient>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    change: FieldChangeArgs,
}

/// Adds a recipient and prints its id.
pub fn run(app: &App, args: &AddRecipientArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(app, store, args),
        save::show_nothing,
    )
    .map(drop)
}

fn build_plan(app: &App, store: &Store, args: &AddRecipientArgs) -> Result<SavePlan, Error> {
    records::refuse_existing::<Recipient>(store, &args.id, &format!("update {} …", args.id))?;
    let mut office = records::build_record(&args.id, &args.fields.given, &args.change)?;
    args.person.apply_to(app, &mut office)?;
    Ok(records::plan_addition(office))
}
