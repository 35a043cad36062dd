//! `cases recipients check`

use clap::Args;

use super::Which;
use crate::app::App;
use crate::error::Error;
use crate::letters::Level;
use crate::letters::preflight::{self, Finding};
use crate::model::{Line, Recipient};

/// Find recipients without an address, with a malformed one, and what has not been confirmed for long.
#[derive(Debug, Args)]
#[command(after_help = "\
Each finding names the command that mends it. Exit 0: nothing found; exit 5: something was.")]
pub struct CheckArgs {
    #[command(flatten)]
    which: Which,
}

/// Prints what is wrong.
///
/// # Errors
/// Something is wrong with a recipient.
pub fn run(app: &App, args: &CheckArgs) -> Result<(), Error> {
    let store = app.read()?;
    let offices = store.recipients()?.into_iter().filter(|office| args.which.fits(office));
    let found: Vec<(Recipient, Vec<Finding>)> = offices
        .map(|office| {
            let findings = findings(app, &office);
            (office, findings)
        })
        .filter(|(_, findings)| !findings.is_empty())
        .collect();
    let mut data = app.terminal.data();
    if app.json() {
        let json: Vec<serde_json::Value> = found
            .iter()
            .flat_map(|(office, findings)| findings.iter().map(|finding| as_json(office, finding)))
            .collect();
        data.json(&serde_json::Value::Array(json).to_string())?;
    } else {
        for (office, findings) in &found {
            for finding in findings {
                data.line(&format!("{}: {}", office.id, finding.what))?;
                if let Some(fix) = &finding.fix {
                    data.line(&format!("    {fix}"))?;
                }
            }
        }
    }
    data.finish()?;
    let count: usize = found.iter().map(|(_, findings)| findings.len()).sum();
    match count {
        0 => Ok(()),
        1 => Err(Error::invalid("1 thing to mend")),
        count => Err(Error::invalid(format!("{count} things to mend"))),
    }
}

fn findings(app: &App, office: &Recipient) -> Vec<Finding> {
    let mut findings = preflight::recipient(office, app.today, app.fresh_months());
    for address in office.email.iter().filter(|address| !is_address(address)) {
        let fix = format!("cases recipients update {} --remove \"email.{address}\" --email ADDRESS", office.id);
        findings.push(Finding::new(Level::Note, format!("“{address}” is not an e-mail address")).mended_by(fix));
    }
    findings
}

/// One `@`, something before it, a dot after it, and nothing that divides addresses.
fn is_address(text: &Line) -> bool {
    let parts: Vec<&str> = text.as_str().split('@').collect();
    let clean = !text.as_str().contains([' ', ',', ';', '<', '>']);
    matches!(parts.as_slice(), [user, host] if clean && !user.is_empty() && host.contains('.') && !host.ends_with('.'))
}

fn as_json(office: &Recipient, finding: &Finding) -> serde_json::Value {
    serde_json::json!({
        "recipient": office.id.as_str(),
        "code": finding.level.slug(),
        "message": finding.what,
        "fix": finding.fix,
    })
}
