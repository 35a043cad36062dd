//! `cases report`: one file per report.

mod cases;
mod change_summary;
mod changes;
pub(crate) mod people;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::error::Error;

/// Reports for people: a page about the cases, what changed in the casebook.
#[derive(Debug, Args)]
pub struct ReportArgs {
    #[command(subcommand)]
    command: ReportCommand,
}

/// What can be reported.
#[derive(Debug, Subcommand)]
enum ReportCommand {
    /// A page about the cases, for a meeting or a web site: charts, the table of people, the sources
    Cases(Box<cases::CasesArgs>),
    /// What changed in the casebook between two days: who was added, freed, moved, charged, sentenced, corrected
    Changes(changes::ChangesArgs),
}

/// Does it.
pub fn run(app: &App, args: &ReportArgs) -> Result<(), Error> {
    match &args.command {
        ReportCommand::Cases(args) => cases::run(app, args),
        ReportCommand::Changes(args) => changes::run(app, args),
    }
}
