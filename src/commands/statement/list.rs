//! `cases statement list`

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::commands::shared::record_listing::{record_names, record_row, with_record_columns};
use crate::model::Statement;
use crate::model::vocabulary::Signing;
use crate::render::listing::{ListingCell, ListingColumn};

/// The states of a signature, each counted in a column.
const POINTS: [(&str, Signing); 4] = [
    ("signed", Signing::Signed),
    ("agreed", Signing::Agreed),
    ("invited", Signing::Invited),
    ("withdrawn", Signing::Withdrawn),
];

/// Lists the statements, with how many stand at each point.
pub fn run(app: &App, args: &SortedListingArgs) -> Result<(), Error> {
    let schema = schema();
    args.print_rows(app, &schema, || {
        let statements = app.open_to_read()?.load_statements()?;
        let row = |statement: &Statement| {
            let count = |(name, point): &(&'static str, Signing)| {
                (
                    *name,
                    ListingCell::count_of(statement.count_signatories(point)),
                )
            };
            record_row(
                &schema.columns,
                statement,
                POINTS.iter().map(count).collect(),
            )
        };
        statements.iter().map(row).collect()
    })
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("id", 255, "the statement"),
        ListingColumn::new("title", 240, "what it is about, in a line"),
        ListingColumn::new("closes", 150, "by when to sign"),
        ListingColumn::new("signed", 220, "how many have signed"),
        ListingColumn::new("agreed", 200, "how many have agreed to sign"),
        ListingColumn::new("invited", 200, "how many were asked and have not answered"),
        ListingColumn::new("withdrawn", 100, "how many have withdrawn"),
    ];
    let table: Vec<&str> = columns.iter().map(|column| column.name).collect();
    ListingSchema::new(
        "cases statement list",
        with_record_columns::<Statement>(columns),
    )
    .with_table(&table)
    .with_json(&record_names::<Statement>())
    .with_ids(ListingIds::Own("id"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::vocabulary::Vocabulary;

    #[test]
    fn every_point_has_its_column() {
        for (name, point) in POINTS {
            assert_eq!(name, point.slug());
        }
    }
}
