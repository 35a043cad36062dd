//! `cases recipients check`

use clap::Args;

use super::RecipientFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::findings;
use crate::letters::preflight::{self, PreflightFinding};
use crate::model::{Finding, FindingSubject, Recipient};

/// Find recipients without an address, with a malformed one, and what has not been confirmed for long.
#[derive(Debug, Args)]
#[command(after_help = "\
Each finding names the command that mends it. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckRecipientsArgs {
    #[command(flatten)]
    which: RecipientFilterArgs,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Prints what is wrong.
pub fn run(app: &App, args: &CheckRecipientsArgs) -> Result<(), Error> {
    let offices = app.open_to_read()?.load_recipients()?;
    let found: Vec<Finding> = offices
        .iter()
        .filter(|office| args.which.matches_office(office))
        .flat_map(|office| find_problems(app, office))
        .collect();
    findings::print_findings(app, &args.listing, "cases recipients check", &found)
}

fn find_problems(app: &App, office: &Recipient) -> Vec<Finding> {
    let mut findings = preflight::check_recipient(office, app.today, app.fresh_months());
    findings.extend(preflight::check_mailboxes(office));
    let about = |finding: PreflightFinding| Finding {
        about: FindingSubject::of_recipient(&office.id),
        ..finding.into()
    };
    findings.into_iter().map(about).collect()
}
