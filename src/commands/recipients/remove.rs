//! `cases recipients remove`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save::SavePlan;
use crate::commands::shared::{reference, save};
use crate::store::Store;

/// Take an office out of the casebook. Recorded letters to it stay.
#[derive(Debug, Args)]
pub struct RemoveRecipientArgs {
    /// Its id
    #[arg(value_name = "RECIPIENT")]
    id: String,
}

/// Removes a recipient.
pub fn run(app: &App, args: &RemoveRecipientArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let plan = |store: &Store| {
        let office = reference::find_recipient(store, &args.id)?;
        let (id, command) = (
            office.id.as_str(),
            format!("recipients remove {}", office.id),
        );
        let ask = save::removal_question(id, format!("cases {command} --yes"));
        let plan = SavePlan::new(command, format!("Removed {id}."));
        Ok(plan.with_question(Some(ask)).with_removed(office))
    };
    save::save_plan(app, &mut store, plan, save::show_nothing).map(drop)
}
