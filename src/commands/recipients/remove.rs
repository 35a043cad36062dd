//! `cases recipients remove`

use clap::Args;

use crate::app::App;
use crate::commands::{reference, remove};
use crate::error::Error;

/// Take an office out of the casebook. Recorded letters to it stay.
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Its id
    #[arg(value_name = "RECIPIENT")]
    id: String,
}

/// Removes a recipient.
///
/// # Errors
/// There is none with this id, or nobody agreed.
pub fn run(app: &App, args: &RemoveArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let office = reference::recipient(&store, &args.id)?;
    if app.global.dry_run {
        app.terminal.note(&format!("Would remove {}.", office.id));
        return Ok(());
    }
    remove::agreed(app, office.id.as_str(), &format!("cases recipients remove {} --yes", office.id))?;
    let command = format!("recipients remove {}", office.id);
    let (operation, _) =
        store.operate(&command, &app.now(), |operation| Ok::<_, Error>(operation.remove_recipient(&office.id)?))?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Removed {}. Take it back: cases undo {operation}", office.id));
    }
    Ok(())
}
