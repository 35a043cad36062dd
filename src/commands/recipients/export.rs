//! `cases recipients export`

use std::path::PathBuf;

use clap::Args;

use super::Which;
use crate::app::App;
use crate::commands::export as cases;
use crate::error::Error;
use crate::exchange::{FileFormat, WriteOptions, Writer};

/// Write recipients to a file, to be read by cases recipients import.
#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    which: Which,
    /// toml (default), json, jsonl
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Writes the recipients that fit and their sources, in order of id.
///
/// # Errors
/// A file is in the way, or cannot be written.
pub fn run(app: &App, args: &ExportArgs) -> Result<(), Error> {
    let format = args.format.unwrap_or(FileFormat::Toml);
    if format.is_table() {
        return Err(
            Error::usage("Recipients do not fit into a table").try_with("cases recipients export --format toml")
        );
    }
    let store = app.read()?;
    let offices: Vec<_> = store.recipients()?.into_iter().filter(|office| args.which.fits(office)).collect();
    let sources = store.sources()?;
    let options = WriteOptions { day: app.today, excel: false };
    cases::to(app, args.output.as_deref(), args.force, |out| {
        let mut writer = Writer::new(format, out, options)?;
        for source in &sources {
            let holder = |office: &&crate::model::Recipient| {
                office.holders.iter().any(|holder| holder.source.as_ref() == Some(&source.id))
            };
            if offices.iter().any(|office| office.source.as_ref() == Some(&source.id) || holder(&office)) {
                writer.source(source)?;
            }
        }
        for office in &offices {
            writer.recipient(office)?;
        }
        writer.finish()?;
        Ok(())
    })
}
