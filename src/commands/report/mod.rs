//! `cases report`: one file per report.

mod changes;
mod words;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::error::Error;

/// Reports for people: what changed in the casebook between two days.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(subcommand)]
    command: ReportCommand,
}

/// What can be reported.
#[derive(Debug, Subcommand)]
enum ReportCommand {
    /// What changed in the casebook between two days: who was added, freed, moved, charged, sentenced, corrected
    Changes(changes::ChangesArgs),
}

/// Does it.
///
/// # Errors
/// Whatever stands in the way, with what to type next.
pub fn run(app: &App, args: &ReportArgs) -> Result<(), Error> {
    match &args.command {
        ReportCommand::Changes(args) => changes::run(app, args),
    }
}
