//! `cases recipients add`

use clap::Args;

use super::PersonArgs;
use super::questions::{self, GivenField};
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
  cases recipients add                                    asks what is needed
  cases recipients add kz-embassy-es --role embassy --country KZ --accredited-to ES --office \"Embassy of Kazakhstan in Spain\"
  cases recipients add mep-diaz --role mep --office \"Member of the European Parliament\" --holder \"Rosa Díaz\" --email rosa.diaz@example.org")]
pub struct AddRecipientArgs {
    /// Its id; left out, it is made of the state and the role: by-embassy-de
    #[arg(value_name = "ID")]
    id: Option<Id>,
    #[command(flatten)]
    fields: FieldArgs<Recipient>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    change: FieldChangeArgs,
}

/// Adds a recipient and prints its id. At a terminal, what is needed and was not given is asked.
///
/// # Errors
/// Role or office is missing and nobody can be asked; there is such a recipient already.
pub fn run(app: &App, args: &AddRecipientArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let given = &args.fields.on_day(app.today).given;
    let missing: Vec<String> = ["role", "office"]
        .into_iter()
        .filter(|name| !given.iter().any(|(field, _)| field == name))
        .map(|field| format!("--{field}"))
        .collect();
    let fields = match missing.as_slice() {
        [] => given.clone(),
        _ if app.terminal.can_ask() => questions::ask_fields(app, given)?,
        missing => {
            let verb = if missing.len() == 1 { " is" } else { " are" };
            return Err(
                Error::usage(format!("{}{verb} needed", missing.join(" and ")))
                    .with_reason("There is no terminal to ask on")
                    .try_with("cases recipients add --role ROLE --office \"OFFICE\"")
                    .try_with("cases help words role"),
            );
        }
    };
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(app, store, args, &fields),
        save::show_nothing,
    )
    .map(drop)
}

fn build_plan(
    app: &App,
    store: &Store,
    args: &AddRecipientArgs,
    fields: &[GivenField],
) -> Result<SavePlan, Error> {
    let id = match &args.id {
        Some(id) => {
            records::refuse_existing::<Recipient>(store, id, &format!("update {id} …"))?;
            id.clone()
        }
        None => questions::free_office_id(store, fields)?,
    };
    let mut office = records::build_record(&id, fields, &args.change)?;
    args.person.apply_to(app, &mut office)?;
    Ok(records::plan_addition(office))
}
