//! `cases templates`: one file per command of its own.

mod check;
mod copy;
mod list;
mod preview;
mod show;
mod vars;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;

/// Letter templates, written in Markdown and Handlebars.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases templates                                    list
  cases templates copy appeal                        your own copy, ready to change
  cases templates preview appeal --case bokayev-maks
  cases templates vars --case bokayev-maks           every value a template may use
  cases templates check                              all templates

See also: cases help templates.")]
pub struct TemplatesArgs {
    #[command(subcommand)]
    command: Option<TemplatesCommand>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// What can be done with templates.
#[derive(Debug, Subcommand)]
enum TemplatesCommand {
    /// List the kinds of letters (also without a command)
    List(SortedListingArgs),
    /// Print a template
    Show(show::ShowTemplateArgs),
    /// List every variable, with its value for a case
    Vars(vars::VarsArgs),
    /// Fill a template, with ⟦what⟧ where a fact is missing
    Preview(preview::PreviewArgs),
    /// Copy a built-in template into your templates folder
    Copy(copy::CopyArgs),
    /// Find what is wrong in templates
    Check(check::CheckTemplatesArgs),
}

/// Does it.
pub fn run(app: &App, args: &TemplatesArgs) -> Result<(), Error> {
    if args.command.is_some() {
        args.listing.refuse_before_command()?;
    }
    match &args.command {
        None => list::run(app, &args.listing),
        Some(TemplatesCommand::List(args)) => list::run(app, args),
        Some(TemplatesCommand::Show(args)) => show::run(app, args),
        Some(TemplatesCommand::Vars(args)) => vars::run(app, args),
        Some(TemplatesCommand::Preview(args)) => preview::run(app, args),
        Some(TemplatesCommand::Copy(args)) => copy::run(app, args),
        Some(TemplatesCommand::Check(args)) => check::run(app, args),
    }
}
