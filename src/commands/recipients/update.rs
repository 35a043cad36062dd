//! `cases recipients update`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::arguments::{Change, FieldArgs};
use crate::commands::{add, choose};
use crate::error::Error;
use crate::model::Recipient;

/// Change an office, its address or its holder.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients update kz-prosecutor-general --holder \"NAME\" --since 2022-03
  cases recipients update kz-prosecutor-general --checked 2026-11-22
  cases recipients update kz-ombudsman --set post=\"Street 1; 010000 Astana\" --remove holders.1
  cases recipients update kz-ombudsman --edit             in a form in your editor")]
pub struct UpdateArgs {
    /// Its id; on a terminal, asked for if left out
    #[arg(value_name = "RECIPIENT")]
    id: Option<String>,
    #[command(flatten)]
    fields: FieldArgs<Recipient>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    change: Change,
    /// Change it in a form in your editor
    #[arg(long)]
    edit: bool,
}

/// Changes a recipient.
///
/// # Errors
/// There is none with this id, or a value cannot be.
pub fn run(app: &App, args: &UpdateArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let before = choose::recipient(app, &store, args.id.as_deref(), "cases recipients update")?;
    let mut after = args.change.apply(&before, &args.fields.given)?;
    args.person.apply(app, &mut after)?;
    if args.edit {
        after = edited(app, &after)?;
    }
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

/// The office as it comes back from the editor; it keeps its id, by which letters know it.
fn edited(app: &App, office: &Recipient) -> Result<Recipient, Error> {
    add::edited(app, "recipient.toml", office, |edited| {
        if edited.id == office.id {
            return Ok(());
        }
        Err(format!("this is the recipient {}; the id {} cannot be changed", edited.id, office.id))
    })
}
