//! How a list is printed: the same options for every list.

use clap::{Args, ValueEnum};

use crate::app::error::Error;

/// The forms of a list. What has no meaning together is refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct ListingArgs {
    /// At most so many
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub limit: Option<u64>,
    /// Columns, in order; “help” lists them
    #[arg(
        long,
        value_name = "A,B,…",
        value_delimiter = ',',
        help_heading = "Output"
    )]
    pub fields: Vec<String>,
    /// table (on a terminal), tsv (in a pipe), csv, md, json, jsonl
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<ListFormat>,
    /// One JSON object per line
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    pub jsonl: bool,
    /// Only ids, one per line
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl"])]
    pub ids: bool,
    /// Only ids, each followed by NUL
    #[arg(short = '0', long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl"])]
    pub print0: bool,
    /// Only how many
    #[arg(long, help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl", "ids", "print0"])]
    pub count: bool,
    /// A line per row in Handlebars, of the names that --fields help lists: '{{id}}\t{{name}}'
    #[arg(long, value_name = "TEXT", help_heading = "Output", conflicts_with_all = ["fields", "format", "jsonl", "ids", "print0", "count"])]
    pub template: Option<String>,
    /// Column names above tab-separated values
    #[arg(long, help_heading = "Output", conflicts_with_all = ["jsonl", "ids", "print0", "count", "template"])]
    pub header: bool,
}

/// The forms of a list that can be put into any order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct SortedListingArgs {
    /// Order: a column; with “-” the other way round
    #[arg(long, value_name = "COLUMN[-]", help_heading = "Output")]
    pub sort: Option<String>,
    /// Everything else.
    #[command(flatten)]
    pub listing: ListingArgs,
}

/// A form of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table that fits the terminal.
    Table,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values with a header.
    Csv,
    /// A Markdown table.
    Md,
    /// A JSON array.
    Json,
    /// One JSON object per line.
    Jsonl,
    /// Charts of bars, for numbers.
    #[value(hide = true)]
    Bars,
}

impl ListFormat {
    /// Whether it is JSON.
    pub fn is_json(self) -> bool {
        match self {
            Self::Json | Self::Jsonl => true,
            Self::Table | Self::Tsv | Self::Csv | Self::Md | Self::Bars => false,
        }
    }
}

impl SortedListingArgs {
    /// Whether nothing was asked: then a list is printed as usual.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Refuses every form of a list where no list is printed.
    pub fn refuse_beside(&self, what: &str) -> Result<(), Error> {
        if self.is_usual() {
            return Ok(());
        }
        Err(
            Error::usage(format!("The forms of a list say nothing of {what}"))
                .with_reason("--fields, --format, --ids, --sort and the like are for lists"),
        )
    }

    /// Refuses forms of a list that stand before the command, where they would say nothing.
    pub fn refuse_before_command(&self) -> Result<(), Error> {
        if self.is_usual() {
            return Ok(());
        }
        Err(
            Error::usage("What a list takes stands behind the command that lists").with_reason(
                "--fields, --format, --ids, --sort and the like were given before the command",
            ),
        )
    }
}
