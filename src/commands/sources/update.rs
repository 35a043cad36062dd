//! `cases sources update`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::source_address::SourceResolver;
use crate::commands::shared::{choose, records};
use crate::model::{Line, Source};
use crate::store::Store;

/// Change a source. Its id stays: facts name it by that.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sources update odf-2018-04 --title \"Report on …\" --publisher \"Open Dialog Foundation\"
  cases sources update odf-2018-04 --accessed 2026-11-22
  cases sources update odf-2018-04 --edit                 in a form in your editor")]
pub struct UpdateSourceArgs {
    /// Its id; on a terminal, asked for if left out
    #[arg(value_name = "SOURCE")]
    id: Option<String>,
    #[command(flatten)]
    fields: FieldArgs<Source>,
    #[command(flatten)]
    change: FieldChangeArgs,
    /// Change it in a form in your editor
    #[arg(long)]
    edit: bool,
}

/// Changes a source.
///
/// # Errors
/// As [`records::update_record`]; another source has the address already.
pub fn run(app: &App, args: &UpdateSourceArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let id = choose::pick_source(app, &store, args.id.as_deref(), "cases sources update")?.id;
    records::update_record::<Source>(app, &mut store, &id, args.edit, |store, before| {
        let fields = args.fields.on_day(app.today);
        let change = args.change.on_day::<Source>(app.today);
        let after = change.apply_to(before, &fields.given)?;
        refuse_twin(store, before, &after)?;
        Ok(after)
    })
}

fn refuse_twin(store: &Store, before: &Source, after: &Source) -> Result<(), Error> {
    let address = after.url.as_ref().filter(|_| after.url != before.url);
    let Some(twin) = address
        .map(Line::as_str)
        .map(|address| Ok::<_, Error>(SourceResolver::new(store)?.find_known(address)))
        .transpose()?
        .flatten()
        .filter(|twin| *twin != after.id)
    else {
        return Ok(());
    };
    Err(
        Error::refused(format!("There is already a source of this address: {twin}"))
            .try_with(format!("cases sources show {twin}")),
    )
}
