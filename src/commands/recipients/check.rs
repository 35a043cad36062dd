//! `cases recipients check`

use clap::Args;

use super::RecipientFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::findings::{self, PrintableFinding};
use crate::letters::preflight::{self, PreflightFinding};
use crate::model::Recipient;

/// Find recipients without an address, with a malformed one, and what has not been confirmed for long.
#[derive(Debug, Args)]
#[command(after_help = "\
Each finding names the command that mends it. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckRecipientsArgs {
    #[command(flatten)]
    which: RecipientFilterArgs,
}

/// Prints what is wrong.
pub fn run(app: &App, args: &CheckRecipientsArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let offices = store
        .load_recipients()?
        .into_iter()
        .filter(|office| args.which.matches_office(office));
    let found: Vec<(Recipient, Vec<PreflightFinding>)> = offices
        .map(|office| {
            let findings = find_problems(app, &office);
            (office, findings)
        })
        .filter(|(_, findings)| !findings.is_empty())
        .collect();
    let each = found
        .iter()
        .flat_map(|(office, list)| list.iter().map(move |finding| (office, finding)));
    let found: Vec<PrintableFinding<'_>> = each
        .map(|(office, finding)| {
            let names = [("recipient".to_owned(), office.id.as_str().into())];
            PrintableFinding {
                about: office.id.as_str(),
                names: names.into_iter().collect(),
                finding,
            }
        })
        .collect();
    findings::print_findings(app, &found)
}

fn find_problems(app: &App, office: &Recipient) -> Vec<PreflightFinding> {
    let mut findings = preflight::check_recipient(office, app.today, app.fresh_months());
    findings.extend(preflight::check_mailboxes(office));
    findings
}
