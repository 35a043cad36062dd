//! `cases recipients show`

use clap::Args;

use super::list;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::{choose, records};
use crate::model::Recipient;
use crate::terminal::TerminalLinks;

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
    let holder = list::format_holder(app, &office);
    let holder = (!holder.is_empty()).then(|| (format!("holder on {}", app.today), holder));
    records::show_record(
        app,
        &office,
        holder.into_iter().collect(),
        &build_links(&office),
    )
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
