//! `cases recipients add`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::save::{self, SavePlan};
use crate::model::{Id, Recipient, Record};
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
    if store.load_recipient(&args.id)?.is_some() {
        return Err(
            Error::refused(format!("There is already a recipient {}", args.id))
                .try_with(format!("cases recipients update {} …", args.id)),
        );
    }
    let given = |name: &str| {
        args.fields
            .given
            .iter()
            .find(|(field, _)| *field == name)
            .and_then(|(_, texts)| texts.last())
    };
    let missing: Vec<String> = ["role", "office"]
        .into_iter()
        .filter(|field| given(field).is_none())
        .map(|field| format!("--{field}"))
        .collect();
    if !missing.is_empty() {
        return Err(Error::usage(format!(
            "{} needed",
            missing.join(" and ") + if missing.len() == 1 { " is" } else { " are" }
        ))
        .try_with(format!(
            "cases recipients add {} --role ROLE --office \"OFFICE\"",
            args.id
        )));
    }
    let needed = ["role", "office"].map(|field| (field, given(field).map_or("", String::as_str)));
    let base = Recipient::from_typed([("id", args.id.as_str())].into_iter().chain(needed))?;
    let mut office = args.change.apply_to(&base, &args.fields.given)?;
    args.person.apply_to(app, &mut office)?;
    let plan = SavePlan::new(
        format!("recipients add {}", office.id),
        format!("Added {}.", office.office),
    );
    let plan = SavePlan {
        prints: Some(office.id.clone()),
        ..plan
    };
    Ok(plan.with_added(office))
}
