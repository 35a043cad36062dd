//! `cases sources remove`

use clap::Args;

use super::show::place_name;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::{records, save};
use crate::model::Source;
use crate::store::{SourceUse, Store};

/// The most places that are named.
const MOST_NAMED: usize = 20;

/// Take a source out of the casebook, if nothing rests on it.
#[derive(Debug, Args)]
pub struct RemoveSourceArgs {
    /// Its id
    #[arg(value_name = "SOURCE")]
    id: String,
}

/// Removes a source.
pub fn run(app: &App, args: &RemoveSourceArgs) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    let plan = |store: &Store| {
        let source: Source = records::find_record(store, &args.id)?;
        refuse_used(&source, &store.source_uses(&source.id)?)?;
        Ok(records::plan_removal(source))
    };
    save::save_plan(app, &mut store, plan, save::show_nothing).map(drop)
}

fn refuse_used(source: &Source, uses: &[SourceUse]) -> Result<(), Error> {
    let Some(first) = uses.first() else {
        return Ok(());
    };
    let more = uses.len().saturating_sub(MOST_NAMED);
    let named = uses.iter().take(MOST_NAMED).map(place_name);
    let named = named.chain((more > 0).then(|| format!("and {more} more")));
    let what = match uses.len() {
        1 => "1 fact rests on it".to_owned(),
        many => format!("{many} facts rest on it"),
    };
    Err(
        Error::refused(format!("The source {} stays: {what}", source.id))
            .with_reason("Without it nobody can look up where they come from")
            .with_details(named)
            .try_with(format!("cases sources show {}", source.id))
            .try_with(format!("cases show {}", first.id)),
    )
}
