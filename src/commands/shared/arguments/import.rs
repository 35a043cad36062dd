//! What an import of cases and one of recipients are both given.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::FileFormat;

/// What to do with a record that is here already, and is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ConflictPolicy {
    /// Take in nothing at all.
    Fail,
    /// Leave the one that is here.
    Skip,
    /// Change the one that is here.
    Update,
}

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
    pub file: PathBuf,
    /// toml, json, jsonl (default: by the ending, or by its beginning)
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<FileFormat>,
    /// What to do with a recipient that is here already, and is another
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    pub on_conflict: ConflictPolicy,
}
