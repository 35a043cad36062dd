//! `cases stats`

use clap::Args;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FilterArgs, ListFormat, ListingArgs, SortedListingArgs};
use crate::commands::shared::json_output;
use crate::commands::shared::listing::ListingSchema;
use crate::model::{Date, Facet, Filter};
use crate::render::listing::{ListingCell, ListingColumn};
use crate::store::Store;
use crate::terminal::{self, DataWriter};

/// On a screen that shows everything, the most lines under a heading.
const MOST: usize = 15;

/// Count cases by status, article, category, year, place and concern, and the letters about them.
#[derive(Debug, Args)]
#[command(mut_arg("format", |format| format.help("bars (on a terminal), tsv (in a pipe), csv, md, table, json, jsonl")), after_help = "\
Examples:
  cases stats
  cases stats --status detained --by article,sentenced
  cases stats --as-of 2018-04-30 --by status_group       as it was then
  cases stats --by article --format csv > articles.csv
  cases stats --json | jq '.status_group'

Keys: status_group, status, article, category (the leading one), arrested and sentenced (the year of
the latest), place, concern, letters and replies (by month). A case counts once under each of its
articles and concerns, so these add up to more than there are cases; of charges, those that were
raised and not taken back. Whose term is over by what is known counts as “to be confirmed”, as in
letters and in cases report cases. Everything counts, private facts too. In a pipe: key, value and
number, tab-separated; no value means not known.")]
pub struct StatsArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// Only by these keys
    #[arg(
        long,
        value_name = "KEY,…",
        value_delimiter = ',',
        help_heading = "Output"
    )]
    by: Vec<Facet>,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// What is counted, and of which day.
struct StatsQuery<'a> {
    store: &'a Store,
    filter: Filter,
    today: Date,
    by: Vec<Facet>,
}

/// Counts.
pub fn run(app: &App, args: &StatsArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let by = if args.by.is_empty() {
        Facet::iter_all().collect()
    } else {
        args.by.clone()
    };
    let _progress = app.terminal.start_progress("Counting");
    store.with_snapshot(|store| {
        let counting = StatsQuery {
            store,
            filter: args.filter.to_filter(app.today),
            today: app.today,
            by,
        };
        counting.warn_doubtful(app)?;
        let mut listing = args.listing.clone();
        if listing.listing.format == Some(ListFormat::Bars) {
            listing.listing.format = None;
            listing.refuse_beside("bars")?;
        } else if !counting.is_usual(app, &listing) {
            return listing.print_rows(app, &schema(), || counting.to_rows());
        }
        let mut data = app.terminal.data_writer();
        if app.is_json() || args.listing.listing.format == Some(ListFormat::Json) {
            counting.write_json(app, &mut data)?;
        } else {
            counting.write_chart(&mut data, app.terminal.layout_width(), args.by.is_empty())?;
        }
        Ok(data.finish_output()?)
    })
}

/// What numbers can say as a list.
fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("key", 1, "by what is counted"),
        ListingColumn::new(
            "value",
            1,
            "the value that is counted; nothing is not known",
        ),
        ListingColumn::new("count", 1, "how many"),
        ListingColumn::new("label", 1, "the value in words"),
    ];
    ListingSchema::new("cases stats", columns).with_table(&["key", "value", "count"])
}

impl StatsQuery<'_> {
    /// Says how many are not counted under their status, and why.
    fn warn_doubtful(&self, app: &App) -> Result<(), Error> {
        let counts_status = self
            .by
            .iter()
            .any(|by| matches!(by, Facet::StatusGroup | Facet::Status));
        let doubtful = if counts_status {
            self.store.doubtful_cases(&self.filter, self.today)?.len()
        } else {
            0
        };
        if doubtful > 0 {
            app.terminal.print_note(&format!(
                "Of {doubtful} of them the situation is {}: {}. Who they are: cases check --only doubtful",
                Facet::TO_CONFIRM,
                Facet::WHY_DOUBTFUL
            ));
        }
        Ok(())
    }

    fn tally_facet(
        &self,
        by: Facet,
        each: impl FnMut(Option<&str>, u64) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.store
            .tally_by_facet(&self.filter, self.today, by, each)
    }

    /// Whether the numbers are printed as a page of their own: bars where a person looks, in JSON an object by key.
    fn is_usual(&self, app: &App, listing: &SortedListingArgs) -> bool {
        let rest = SortedListingArgs {
            listing: ListingArgs {
                format: listing
                    .listing
                    .format
                    .filter(|format| *format != ListFormat::Json),
                ..listing.listing.clone()
            },
            ..listing.clone()
        };
        let is_page = app.is_json() || listing.listing.format == Some(ListFormat::Json);
        rest.is_usual() && (is_page || app.terminal.is_for_reading())
    }

    fn to_rows(&self) -> Result<Vec<Vec<ListingCell>>, Error> {
        let mut rows = Vec::new();
        for by in &self.by {
            self.tally_facet(*by, |key, count| {
                rows.push(vec![
                    ListingCell::text_of(by.name()),
                    ListingCell::optional_text(key),
                    ListingCell::number_of(i64::try_from(count).unwrap_or(i64::MAX)),
                    ListingCell::text_of(by.key_label(key)),
                ]);
                Ok(())
            })?;
        }
        Ok(rows)
    }

    /// A chart under a heading for each key; where everything is shown, not more than fits one look.
    fn write_chart(
        &self,
        data: &mut DataWriter,
        width: usize,
        everything: bool,
    ) -> Result<(), Error> {
        let cases = self.store.count_cases(&self.filter, self.today)?;
        let day = self.filter.as_of.unwrap_or(self.today);
        data.write_line(&format!(
            "{cases} {}, {day}",
            if cases == 1 { "case" } else { "cases" }
        ))?;
        for by in &self.by {
            let mut rows: Vec<(String, u64)> = Vec::new();
            let (mut more, mut without) = (0_usize, 0);
            self.tally_facet(*by, |key, count| {
                if key.is_none() {
                    without = count;
                } else if everything && !by.is_ordered() && rows.len() == MOST {
                    more += 1;
                } else {
                    rows.push((by.key_label(key), count));
                }
                Ok(())
            })?;
            if rows.is_empty() && without == 0 {
                continue;
            }
            data.write_lines(&format!(
                "\n{}\n{}",
                by.help_text().to_uppercase(),
                terminal::render_bars(&rows, width)
            ))?;
            if more > 0 {
                data.write_line(&format!(
                    "  and {more} more: cases stats --by {}",
                    by.name()
                ))?;
            }
            if without > 0 {
                data.write_line(&format!("  {}: {without}", by.key_label(None)))?;
            }
        }
        Ok(())
    }

    fn write_json(&self, app: &App, data: &mut DataWriter) -> Result<(), Error> {
        let mut page = Map::new();
        page.insert(
            "as_of".to_owned(),
            self.filter.as_of.unwrap_or(self.today).to_string().into(),
        );
        page.insert(
            "cases".to_owned(),
            self.store.count_cases(&self.filter, self.today)?.into(),
        );
        for by in &self.by {
            let mut rows = Vec::new();
            self.tally_facet(*by, |key, count| {
                rows.push(json!({"key": key, "label": by.key_label(key), "count": count}));
                Ok(())
            })?;
            page.insert(by.name().to_owned(), rows.into());
        }
        let json = json_output::select_fields(app, Value::Object(page).to_string())?;
        Ok(data.write_json(&json)?)
    }
}
