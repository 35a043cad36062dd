//! `cases templates check`

use clap::Args;

use crate::app::App;
use crate::app::error::{Error, FailureKind};
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::findings;
use crate::commands::shared::template_problems::find_problems;

/// Find what is wrong in templates and in the words of languages: what does not exist, what has no place in a letter.
#[derive(Debug, Args)]
#[command(after_help = "\
Each problem is named with file, line and column, and the nearest right word. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckTemplatesArgs {
    /// Kinds or template files (default: all)
    #[arg(value_name = "NAME|FILE")]
    names: Vec<String>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Prints the problems.
pub fn run(app: &App, args: &CheckTemplatesArgs) -> Result<(), Error> {
    let library = app.template_library();
    let names = if args.names.is_empty() {
        library.list_kinds()?
    } else {
        args.names.clone()
    };
    let problems = find_problems(&library, &names)?;
    if problems.is_empty() {
        app.terminal
            .print_note(&format!("{} templates, nothing wrong", names.len()));
    }
    let printed = findings::print_findings(app, &args.listing, "cases templates check", &problems);
    let noun = match problems.len() {
        0 => return printed,
        1 => "problem",
        _ => "problems",
    };
    match printed {
        Err(error) if error.kind() != FailureKind::Invalid => Err(error),
        Ok(()) | Err(_) => {
            Err(Error::invalid(format!("{} {noun}", problems.len()))
                .try_with("cases templates vars"))
        }
    }
}
