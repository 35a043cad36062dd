//! `cases recipients list`

use clap::Args;

use super::RecipientFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::letters::build_context::holder_line;
use crate::model::vocabulary::Vocabulary;
use crate::model::{HolderStatus, Recipient};
use crate::terminal::ListColumn;

/// List recipients, with who holds the office today.
#[derive(Debug, Clone, Default, Args)]
pub struct ListRecipientsArgs {
    #[command(flatten)]
    which: RecipientFilterArgs,
    /// Only ids, one per line
    #[arg(long)]
    ids: bool,
}

/// Lists the recipients that fit, in order of id.
pub fn run(app: &App, args: &ListRecipientsArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let offices: Vec<Recipient> = store
        .load_recipients()?
        .into_iter()
        .filter(|office| args.which.matches_office(office))
        .collect();
    let mut data = app.terminal.data_writer();
    if args.ids {
        for office in &offices {
            data.write_line(office.id.as_str())?;
        }
        return Ok(data.finish_output()?);
    }
    if app.is_json() {
        let json =
            serde_json::to_string(&offices).map_err(|error| Error::failed(error.to_string()))?;
        data.write_json(&json)?;
        return Ok(data.finish_output()?);
    }
    let columns = [
        ("id", 255),
        ("office", 250),
        ("role", 150),
        ("country", 120),
        ("holder", 200),
        ("checked", 180),
        ("reach", 100),
    ];
    let mut table = app.terminal.new_table(
        columns
            .map(|(title, importance)| ListColumn::new(title, importance))
            .into(),
    );
    for office in &offices {
        let cells = [
            office.id.to_string(),
            office.office.to_string(),
            office.role.slug().to_owned(),
            office
                .country
                .map(|country| country.code().to_owned())
                .unwrap_or_default(),
            format_holder(app, office),
            office
                .checked
                .map(|checked| checked.to_string())
                .unwrap_or_default(),
            format_channels(office),
        ];
        table
            .add_row(&mut data, cells)
            .map_err(crate::terminal::Error::from)?;
    }
    table
        .finish_table(&mut data)
        .map_err(crate::terminal::Error::from)?;
    Ok(data.finish_output()?)
}

/// Who holds the office today; a name that is not confirmed stands in brackets with its date.
pub(super) fn format_holder(app: &App, office: &Recipient) -> String {
    match office.holder_on(app.today, app.fresh_months()) {
        HolderStatus::Known(holder) => holder_line(holder),
        HolderStatus::Stale(holder, seen) => format!("({}, {seen})", holder_line(holder)),
        HolderStatus::Nobody => String::new(),
    }
}

/// The ways of reaching an office, in a word each.
fn format_channels(office: &Recipient) -> String {
    let ways = [
        (!office.post.is_empty(), "post"),
        (!office.email.is_empty(), "e-mail"),
        (!office.phone.is_empty(), "phone"),
        (!office.fax.is_empty(), "fax"),
        (office.web_form.is_some(), "form"),
    ];
    ways.iter()
        .filter(|(has, _)| *has)
        .map(|(_, way)| *way)
        .collect::<Vec<_>>()
        .join(", ")
}
