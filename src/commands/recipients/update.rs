//! `cases recipients update`

use clap::Args;

use super::PersonArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::{choose, records};
use crate::model::Recipient;

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
    records::update_record::<Recipient>(app, &mut store, &id, args.edit, |_, before| {
        let fields = args.fields.on_day(app.today);
        let change = args.change.on_day::<Recipient>(app.today);
        let mut after = change.apply_to(before, &fields.given)?;
        args.person.apply_to(app, &mut after)?;
        Ok(after)
    })
}
