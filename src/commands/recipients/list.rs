//! `cases recipients list`

use clap::Args;

use super::RecipientFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::record_listing::{record_names, record_row, with_record_columns};
use crate::letters::build_context::holder_line;
use crate::model::vocabulary::Vocabulary;
use crate::model::{HolderStatus, Recipient};
use crate::render::listing::{ListingCell, ListingColumn};

/// List recipients, with who holds the office today.
#[derive(Debug, Clone, Default, PartialEq, Args)]
pub struct ListRecipientsArgs {
    #[command(flatten)]
    which: RecipientFilterArgs,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Lists the recipients that fit, in order of id.
pub fn run(app: &App, args: &ListRecipientsArgs) -> Result<(), Error> {
    let schema = schema();
    args.listing.print_rows(app, &schema, || {
        let offices = app.open_to_read()?.load_recipients()?;
        let fitting = offices
            .iter()
            .filter(|office| args.which.matches_office(office));
        fitting
            .map(|office| to_cells(app, &schema.columns, office))
            .collect()
    })
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("id", 255, "the recipient, as --to takes it"),
        ListingColumn::new("office", 250, "the office"),
        ListingColumn::new("role", 150, "what it does"),
        ListingColumn::new("country", 120, "the state it belongs to"),
        ListingColumn::new("holder", 200, "who holds the office today"),
        ListingColumn::new("checked", 180, "when the address was last confirmed"),
        ListingColumn::new("reach", 100, "the ways of reaching it"),
    ];
    let table: Vec<&str> = columns.iter().map(|column| column.name).collect();
    ListingSchema::new(
        "cases recipients list",
        with_record_columns::<Recipient>(columns),
    )
    .with_table(&table)
    .with_json(&record_names::<Recipient>())
    .with_ids(ListingIds::Own("id"))
}

fn to_cells(
    app: &App,
    columns: &[ListingColumn],
    office: &Recipient,
) -> Result<Vec<ListingCell>, Error> {
    let own = vec![
        ("role", ListingCell::text_of(office.role.slug())),
        (
            "holder",
            ListingCell::text_or_nothing(format_holder(app, office)),
        ),
        ("reach", ListingCell::texts_of(list_channels(office))),
    ];
    record_row(columns, office, own)
}

/// Who holds the office today; an unconfirmed name is in brackets with its date.
pub(super) fn format_holder(app: &App, office: &Recipient) -> String {
    match office.holder_on(app.today, app.fresh_months()) {
        HolderStatus::Known(holder) => holder_line(holder),
        HolderStatus::Stale(holder, seen) => format!("({}, {seen})", holder_line(holder)),
        HolderStatus::Nobody => String::new(),
    }
}

/// The ways of reaching an office, in a word each.
fn list_channels(office: &Recipient) -> Vec<&'static str> {
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
        .collect()
}
