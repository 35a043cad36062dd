//! `cases recipients update`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::add;
use crate::commands::shared::arguments::{Change, FieldArgs};
use crate::commands::shared::save::{self, Plan};
use crate::commands::shared::{choose, reference};
use crate::model::Recipient;
use crate::store::{Store, Subject};
use crate::terminal::Draft;

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
    let id = choose::recipient(app, &store, args.id.as_deref(), "cases recipients update")?.id;
    if !args.edit {
        let plan = |store: &Store| {
            let before = reference::recipient(store, id.as_str())?;
            let after = changed(app, &before, args)?;
            Ok(planned(before, after))
        };
        return save::save(app, &mut store, plan, save::nothing).map(drop);
    }
    let before = reference::recipient(&store, id.as_str())?;
    let (after, draft) = edited(app, &changed(app, &before, args)?)?;
    let again = format!("cases recipients update {id} --edit");
    let plan = |store: &Store| {
        if store.recipient(&id)?.as_ref() != Some(&before) {
            return Err(save::changed_meanwhile(store, Subject::Recipient, &id, &again)?);
        }
        Ok(planned(before.clone(), after.clone()))
    };
    let outcome = save::save(app, &mut store, plan, save::nothing);
    save::with_draft(app, Some(draft), outcome).map(drop)
}

fn planned(before: Recipient, after: Recipient) -> Plan {
    let plan = Plan::new(format!("recipients update {}", before.id), "Saved.");
    plan.or_would(Some(format!("Would change {}.", before.id))).changing(before, after)
}

/// The office with what was given on the command line.
fn changed(app: &App, before: &Recipient, args: &UpdateArgs) -> Result<Recipient, Error> {
    let mut after = args.change.apply(before, &args.fields.given)?;
    args.person.apply(app, &mut after)?;
    Ok(after)
}

/// The office as it comes back from the editor; it keeps its id, by which letters know it.
fn edited(app: &App, office: &Recipient) -> Result<(Recipient, Draft), Error> {
    add::edited(app, "recipient.toml", office, |edited| {
        if edited.id == office.id {
            return Ok(());
        }
        Err(format!("this is the recipient {}; the id {} cannot be changed", edited.id, office.id))
    })
}
