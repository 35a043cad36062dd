//! `cases recipients update`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::arguments::{Change, FieldArgs};
use crate::commands::reference;
use crate::error::Error;
use crate::model::Recipient;

/// Change an office, its address or its holder.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients update kz-prosecutor-general --holder \"NAME\" --since 2022-03
  cases recipients update kz-prosecutor-general --checked 2026-11-22
  cases recipients update kz-ombudsman --set post=\"Street 1; 010000 Astana\" --remove holders.1")]
pub struct UpdateArgs {
    /// Its id
    #[arg(value_name = "RECIPIENT")]
    id: String,
    #[command(flatten)]
    fields: FieldArgs<Recipient>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    change: Change,
}

/// Changes a recipient.
///
/// # Errors
/// There is none with this id, or a value cannot be.
pub fn run(app: &App, args: &UpdateArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let before = reference::recipient(&store, &args.id)?;
    let mut after = args.change.apply(&before, &args.fields.given)?;
    args.person.apply(app, &mut after)?;
    if after == before {
        app.terminal.note("Nothing to change.");
        return Ok(());
    }
    if app.global.dry_run {
        app.terminal.note(&format!("Would change {}.", after.id));
        return Ok(());
    }
    let command = format!("recipients update {}", after.id);
    let (operation, _) =
        store.operate(&command, &app.now(), |operation| Ok::<_, Error>(operation.put_recipient(&after)?))?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Saved. Take it back: cases undo {operation}"));
    }
    Ok(())
}
