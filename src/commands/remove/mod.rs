//! `cases remove`

mod erase;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::save::SavePlan;
use crate::commands::shared::{reference, save};
use crate::model::Id;
use crate::store::Store;

/// Take cases out of the casebook. Their ids stay reserved, the history keeps them, and undo brings them back; with --erase
/// nothing brings them back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases remove epshtein-georgii
  cases list --tag test --ids | cases remove - --yes
  cases remove epshtein-georgii --erase -n      what erasing would reach, and what it would leave to you

Asks first; in a script it needs --yes. --erase is for a person who asks to be forgotten: the case
goes out of the history too, nothing takes it back, and a later import does not bring it back. It
lists every place that it cannot reach.")]
pub struct RemoveCaseArgs {
    /// Ids or names; - reads them from standard input
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<String>,
    #[command(flatten)]
    erasing: erase::EraseArgs,
}

/// Removes cases in one operation.
pub fn run(app: &App, args: &RemoveCaseArgs) -> Result<(), Error> {
    if args.erasing.erase {
        return erase::run(app, &args.cases, &args.erasing);
    }
    let mut store = app.open_to_write()?;
    let typed = reference::expand_references(&args.cases)?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(store, &typed),
        save::show_nothing,
    )
    .map(drop)
}

fn build_plan(store: &Store, typed: &[String]) -> Result<SavePlan, Error> {
    let ids = reference::find_case_ids(store, typed)?;
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    let names: Vec<&str> = ids.iter().map(Id::as_str).collect();
    let (listed, command) = (
        save::join_few(&names, ", "),
        format!("remove {}", save::join_few(&names, " ")),
    );
    let ask = save::removal_question(&listed, format!("cases {command} --yes"));
    let plan = SavePlan::new(command, format!("Removed {listed}."));
    let plan = plan.with_question(Some(ask));
    ids.iter().try_fold(plan, |plan, id| {
        Ok(plan.with_removed(reference::load_case(store, id)?))
    })
}
