//! `cases sources export`

use std::path::PathBuf;

use clap::Args;

use super::SourceFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::output_file::write_output;
use crate::exchange::{CasebookWriter, FileFormat, WriteOptions};

/// Write sources to a file, to be read by cases import.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sources export -o sources.toml
  cases sources export --kind court-record --format jsonl")]
pub struct ExportSourcesArgs {
    #[command(flatten)]
    which: SourceFilterArgs,
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

/// Writes the sources that fit, in order of id.
///
/// # Errors
/// A table was asked for; a file is in the way, or it cannot be written.
pub fn run(app: &App, args: &ExportSourcesArgs) -> Result<(), Error> {
    let format = args.format.unwrap_or(FileFormat::Toml);
    if format.is_table() {
        return Err(Error::usage("An export of sources is no table")
            .with_reason("toml, json and jsonl are read by cases import")
            .try_with("cases sources list --format csv"));
    }
    let store = app.open_to_read()?;
    let uses = store.count_source_uses()?;
    let mut sources = store.load_sources()?;
    sources.retain(|source| {
        let count = uses.get(&source.id).copied().unwrap_or_default();
        args.which.matches_source(source, count)
    });
    let options = WriteOptions {
        day: app.today,
        excel: false,
    };
    write_output(app, args.output.as_deref(), args.force, |out| {
        let mut writer = CasebookWriter::new(format, out, options)?;
        for source in &sources {
            writer.write_record(source)?;
        }
        writer.finish_file()?;
        Ok(())
    })
}
