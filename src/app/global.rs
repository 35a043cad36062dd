//! The options that work with every command.

use std::path::PathBuf;

use clap::Args;

use crate::model::{Date, written_date};
use crate::terminal::{ColorChoice, TerminalOptions};

/// Options that work before or after any command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options for every command")]
pub struct GlobalOptions {
    /// The casebook file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "CASES_DB",
        hide_env_values = true
    )]
    pub db: Option<PathBuf>,
    /// The settings file
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "CASES_CONFIG",
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
    /// Use no settings file
    #[arg(long, global = true)]
    pub no_config: bool,
    /// Work on a throw-away copy of the sample casebook
    #[arg(long, global = true)]
    pub sample: bool,
    /// Pretend it is this day (also from SOURCE_DATE_EPOCH)
    #[arg(long, global = true, value_name = "DATE", value_parser = written_date::parse_typed_day)]
    pub today: Option<Date>,
    /// Read the casebook as it was at the end of this day, before later corrections; for commands that only read
    #[arg(long, global = true, value_name = "DATE", value_parser = written_date::parse_typed_day, conflicts_with = "sample")]
    pub known_on: Option<Date>,
    /// Work on what may be told to anybody: no private case, fact or name; for commands that only read
    #[arg(long, global = true)]
    pub public: bool,
    /// JSON for programs; with =FIELDS only these
    #[arg(long, global = true, value_name = "FIELDS", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub json: Option<String>,
    /// Never ask anything
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Print long text as it is, without a pager (CASES_PAGER, PAGER, else less)
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// Answer yes to “are you sure”
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Show what would change, change nothing
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// When to use colour: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: ColorChoice,
    /// Only data and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl GlobalOptions {
    /// What of them the terminal heeds.
    pub fn terminal_options(&self) -> TerminalOptions {
        TerminalOptions {
            quiet: self.quiet,
            verbose: self.verbose,
            no_input: self.no_input,
            no_pager: self.no_pager,
            yes: self.yes,
            color: self.color,
            json: self.json.is_some(),
        }
    }
}
