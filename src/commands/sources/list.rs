//! `cases sources list`

use clap::Args;

use super::SourceFilterArgs;
use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::record_listing::{record_row, with_record_columns};
use crate::model::Source;
use crate::render::listing::{ListingCell, ListingColumn};

/// List sources, with how much rests on each.
#[derive(Debug, Clone, Default, PartialEq, Args)]
pub struct ListSourcesArgs {
    #[command(flatten)]
    which: SourceFilterArgs,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Lists the sources that fit, in order of id.
pub fn run(app: &App, args: &ListSourcesArgs) -> Result<(), Error> {
    let schema = schema();
    args.listing.print_rows(app, &schema, || {
        let store = app.open_to_read()?;
        let uses = store.count_source_uses()?;
        let mut rows = Vec::new();
        for source in store.load_sources()? {
            let count = uses.get(&source.id).copied().unwrap_or_default();
            if args.which.matches_source(&source, count) {
                let own = vec![(
                    "facts",
                    ListingCell::number_of(i64::try_from(count).unwrap_or(i64::MAX)),
                )];
                rows.push(record_row(&schema.columns, &source, own)?);
            }
        }
        Ok(rows)
    })
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("id", 255, "the source, as --source takes it"),
        ListingColumn::new("title", 240, "its title, or a description in brackets"),
        ListingColumn::new("publisher", 200, "who published it"),
        ListingColumn::new("date", 220, "its date"),
        ListingColumn::new("kind", 120, "what kind of material it is"),
        ListingColumn::new(
            "facts",
            180,
            "how many facts, offices and holders rest on it",
        ),
        ListingColumn::new("url", 100, "where it can be read"),
    ];
    let table: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let schema = ListingSchema::new("cases sources list", with_record_columns::<Source>(columns));
    let json = [
        "id",
        "title",
        "publisher",
        "date",
        "url",
        "accessed",
        "kind",
        "facts",
    ];
    schema
        .with_table(&table)
        .with_json(&json)
        .with_ids(ListingIds::Own("id"))
}
