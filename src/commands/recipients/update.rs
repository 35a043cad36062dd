//! `cases recipients update`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::edit_record::edit_record;
use crate::commands::shared::save::{self, SavePlan};
use crate::commands::shared::{choose, reference};
use crate::model::Recipient;
use crate::store::{RecordKind, Store};
use crate::terminal::TextDraft;

/// Change an office, its address or its holder.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients update kz-prosecutor-general --holder \"NAME\" --since 2022-03
  cases recipients update kz-prosecutor-general --checked 2026-11-22
  cases recipients update kz-ombudsman --set post=\"Street 1; 010000 Astana\" --remove holders.1
  cases recipients update kz-ombudsman --edit             in a form in your editor")]
pub struct UpdateRecipientArgs {
    /// Its id; on a terminal, asked for if left out
    #[arg(value_name = "RECIPIENT")]
    id: Option<String>,
    #[command(flatten)]
    fields: FieldArgs<Recipient>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    change: FieldChangeArgs,
    /// Change it in a form in your editor
    #[arg(long)]
    edit: bool,
}

/// Changes a recipient.
pub fn run(app: &App, args: &UpdateRecipientArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let id = choose::pick_recipient(app, &store, args.id.as_deref(), "cases recipients update")?.id;
    if !args.edit {
        let plan = |store: &Store| {
            let before = reference::find_recipient(store, id.as_str())?;
            let after = apply_changes(app, &before, args)?;
            Ok(build_plan(before, after))
        };
        return save::save_plan(app, &mut store, plan, save::show_nothing).map(drop);
    }
    let before = reference::find_recipient(&store, id.as_str())?;
    let (after, draft) = edit_recipient(app, &apply_changes(app, &before, args)?)?;
    let again = format!("cases recipients update {id} --edit");
    let plan = |store: &Store| {
        if store.load_recipient(&id)?.as_ref() != Some(&before) {
            return Err(save::changed_meanwhile(
                store,
                RecordKind::Recipient,
                &id,
                &again,
            )?);
        }
        Ok(build_plan(before.clone(), after.clone()))
    };
    let outcome = save::save_plan(app, &mut store, plan, save::show_nothing);
    save::finish_draft(app, Some(draft), outcome).map(drop)
}

fn build_plan(before: Recipient, after: Recipient) -> SavePlan {
    let id = before.id.clone();
    SavePlan::new(format!("recipients update {id}"), "Saved.")
        .with_dry_run_note(Some(save::dry_run_note(&format!("Changed {id}."))))
        .with_changed(before, after)
}

/// The office with what was given on the command line.
fn apply_changes(
    app: &App,
    before: &Recipient,
    args: &UpdateRecipientArgs,
) -> Result<Recipient, Error> {
    let mut after = args.change.apply_to(before, &args.fields.given)?;
    args.person.apply_to(app, &mut after)?;
    Ok(after)
}

/// The office as it comes back from the editor; it keeps its id, by which letters know it.
fn edit_recipient(app: &App, office: &Recipient) -> Result<(Recipient, TextDraft), Error> {
    edit_record(app, "recipient.toml", office, |edited| {
        if edited.id == office.id {
            return Ok(());
        }
        Err(format!(
            "this is the recipient {}; the id {} cannot be changed",
            edited.id, office.id
        ))
    })
}
