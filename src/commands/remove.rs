//! `cases remove`

mod erase;

use clap::Args;

use super::reference;
use crate::app::App;
use crate::error::Error;

/// Take cases out of the casebook. Their ids stay reserved, the history keeps them, and undo brings them back; with --erase
/// nothing brings them back.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases remove epshtein-georgii
  cases list --tag test --ids | cases remove - --yes
  cases remove epshtein-georgii --erase -n      what erasing would reach, and what it would leave to you

Asks first; in a script it needs --yes. --erase is for a person who asks to be forgotten: the case goes out of the history
too, nothing takes it back, and a later import does not bring it back. It lists every place that it cannot reach.")]
pub struct RemoveArgs {
    /// Ids or names; - reads them from standard input
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<String>,
    #[command(flatten)]
    erasing: erase::EraseArgs,
}

/// Removes cases in one operation.
///
/// # Errors
/// A case is not found, or nobody agreed.
pub fn run(app: &App, args: &RemoveArgs) -> Result<(), Error> {
    if args.erasing.erase {
        return erase::run(app, &args.cases, &args.erasing);
    }
    let mut store = app.write()?;
    let ids = reference::cases(app, &store, &args.cases)?;
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    let names: Vec<&str> = ids.iter().map(crate::model::Id::as_str).collect();
    if app.global.dry_run {
        app.terminal.note(&format!("Would remove {}.", names.join(", ")));
        return Ok(());
    }
    agreed(app, &names.join(", "), &format!("cases remove {} --yes", names.join(" ")))?;
    let (operation, ()) = store.operate(&format!("remove {}", names.join(" ")), &app.now(), |operation| {
        for id in &ids {
            operation.remove_case(id)?;
        }
        Ok::<_, Error>(())
    })?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Removed {}. Take it back: cases undo {operation}", names.join(", ")));
    }
    Ok(())
}

/// Asks whether to remove; `--yes` answers, and a script must say it.
///
/// # Errors
/// Nobody can be asked, or the answer was no.
pub fn agreed(app: &App, what: &str, command: &str) -> Result<(), Error> {
    if app.global.yes {
        return Ok(());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage("Removing needs your word")
            .because("There is no terminal to ask on")
            .try_with(command));
    }
    if app.terminal.confirm(&format!("Remove {what}?"), Some(false))? {
        return Ok(());
    }
    Err(Error::cancelled("Nothing was removed"))
}
