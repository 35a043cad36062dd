//! `cases recipients import`

use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::import as cases;
use crate::exchange::FileFormat;

/// Read recipients from a TOML, JSON or JSON Lines file; the cases in it are passed over.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases recipients import embassies.toml --dry-run
  cases recipients import embassies.toml --on-conflict update

The file format is described in data/README.md.")]
pub struct ImportRecipientsArgs {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// toml, json, jsonl (default: by the ending, or by its beginning)
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// What to do with a recipient that is here already, and is another
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_conflict: cases::ConflictPolicy,
}

/// Takes in the sources and recipients of a file as one operation.
///
/// # Errors
/// The file has problems, or holds a recipient that is here already; then nothing is taken in.
pub fn run(app: &App, args: &ImportRecipientsArgs) -> Result<(), Error> {
    cases::run(
        app,
        &cases::ImportCasebookArgs::for_recipients(
            args.file.clone(),
            args.format,
            args.on_conflict,
        ),
    )
}
