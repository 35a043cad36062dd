//! `cases recipients show`

use clap::Args;

use super::list;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::choose;
use crate::commands::shared::json_output;
use crate::model::{Recipient, Record};
use crate::terminal::{TerminalLinks, key_values};

/// Show everything known about one recipient.
#[derive(Debug, Args)]
pub struct ShowRecipientArgs {
    /// Its id; on a terminal, asked for if left out
    #[arg(value_name = "RECIPIENT")]
    id: Option<String>,
}

/// Prints a recipient.
pub fn run(app: &App, args: &ShowRecipientArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let office = choose::pick_recipient(app, &store, args.id.as_deref(), "cases recipients show")?;
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        let json =
            serde_json::to_string(&office).map_err(|error| Error::failed(error.to_string()))?;
        data.write_json(&json_output::select_fields(app, json)?)?;
        return Ok(data.finish_output()?);
    }
    let width = app
        .terminal
        .is_for_reading()
        .then(|| app.terminal.layout_width());
    data.write_linked_lines(
        &key_values(&build_rows(app, &office), width),
        &build_links(&office),
    )?;
    Ok(data.finish_output()?)
}

/// E-mail addresses and the on-line form lead to themselves.
fn build_links(office: &Recipient) -> TerminalLinks {
    let mut links = TerminalLinks::of_words();
    office
        .email
        .iter()
        .for_each(|address| links.add_mail(address.as_str()));
    office
        .web_form
        .iter()
        .for_each(|address| links.add_page(address.as_str(), address.as_str()));
    links
}

fn build_rows(app: &App, office: &Recipient) -> Vec<(String, String)> {
    let fields = Recipient::FIELDS
        .iter()
        .zip(office.cells())
        .filter(|(_, cell)| !cell.is_empty());
    let mut rows: Vec<(String, String)> = fields
        .map(|(field, cell)| (field.name.replace('_', " "), cell.to_line()))
        .collect();
    let holder = list::format_holder(app, office);
    if !holder.is_empty() {
        rows.push((format!("holder on {}", app.today), holder));
    }
    for spec in Recipient::LISTS {
        for (number, row) in office.rows(spec.name).iter().enumerate() {
            let parts = spec
                .fields
                .iter()
                .zip(row)
                .filter(|(_, cell)| !cell.is_empty());
            let text = parts
                .map(|(field, cell)| {
                    format!("{}: {}", field.name.replace('_', " "), cell.to_line())
                })
                .collect::<Vec<_>>()
                .join(", ");
            rows.push((format!("{} {}", spec.one, number + 1), text));
        }
    }
    rows
}
