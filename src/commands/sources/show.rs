//! `cases sources show`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::{choose, records};
use crate::store::SourceUse;
use crate::terminal::TerminalLinks;

/// Show one source, and which facts rest on it.
#[derive(Debug, Args)]
pub struct ShowSourceArgs {
    /// Its id; on a terminal, asked for if left out
    #[arg(value_name = "SOURCE")]
    id: Option<String>,
}

/// Prints a source.
pub fn run(app: &App, args: &ShowSourceArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let source = choose::pick_source(app, &store, args.id.as_deref(), "cases sources show")?;
    let uses = store.source_uses(&source.id)?;
    let rows = uses
        .iter()
        .map(|one| (format!("used by {}", one.kind), place_name(one)))
        .collect();
    let mut links = TerminalLinks::of_words();
    source
        .url
        .iter()
        .for_each(|address| links.add_page(address.as_str(), address.as_str()));
    records::show_record(app, &source, rows, &links)
}

/// `bokayev-maks charges.1`
pub(super) fn place_name(one: &SourceUse) -> String {
    format!("{} {}", one.id, one.place)
}
