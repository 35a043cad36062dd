//! `cases statement`: one file per command of its own; the four steps of a signature are one.

mod add;
mod list;
mod remove;
mod show;
mod sign;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::model::vocabulary::Signing;

/// Joint statements: who is asked to sign, and who has signed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases statement add evictions-2011 --title \"Against the threats to the eviction campaign\" --case kurmanov-ainur
  cases statement invite evictions-2011 \"MURPHY Paul MEP\" \"DE BRÚN Bairbre MEP\" --country IE
  cases statement sign evictions-2011 \"MURPHY Paul MEP\" --on 2011-09-20
  cases statement withdraw evictions-2011 \"DE BRÚN Bairbre MEP\"
  cases statement show evictions-2011
  cases letter --statement evictions-2011          prints those who signed, in order

Signatories stand in the order in which they were first named; --before NAME puts somebody elsewhere.")]
pub struct StatementArgs {
    #[command(subcommand)]
    command: Option<StatementCommand>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// What can be done with statements.
#[derive(Debug, Subcommand)]
enum StatementCommand {
    /// List them, with how many have signed (also without a command)
    List(SortedListingArgs),
    /// Show one, with everybody who was asked
    Show(show::ShowStatementArgs),
    /// Begin one
    Add(Box<add::AddStatementArgs>),
    /// Ask somebody to sign
    Invite(sign::SignArgs),
    /// Somebody agreed to sign
    Agree(sign::SignArgs),
    /// Somebody signed
    Sign(sign::SignArgs),
    /// Somebody took the signature back, or will not sign
    Withdraw(sign::SignArgs),
    /// Take a statement out (can be undone)
    Remove(remove::RemoveStatementArgs),
}

/// Does it.
pub fn run(app: &App, args: &StatementArgs) -> Result<(), Error> {
    use StatementCommand as Command;
    if args.command.is_some() {
        args.listing.refuse_before_command()?;
    }
    match &args.command {
        None => list::run(app, &args.listing),
        Some(Command::List(args)) => list::run(app, args),
        Some(Command::Show(args)) => show::run(app, args),
        Some(Command::Add(args)) => add::run(app, args),
        Some(Command::Invite(args)) => sign::run(app, args, &Signing::Invited),
        Some(Command::Agree(args)) => sign::run(app, args, &Signing::Agreed),
        Some(Command::Sign(args)) => sign::run(app, args, &Signing::Signed),
        Some(Command::Withdraw(args)) => sign::run(app, args, &Signing::Withdrawn),
        Some(Command::Remove(args)) => remove::run(app, args),
    }
}
