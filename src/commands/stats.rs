//! `cases stats`

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::FilterArgs;
use crate::exchange::guard_cell;
use crate::model::{Date, Facet, Filter};
use crate::store::Store;
use crate::terminal::{self, DataWriter, ListColumn, ListLayout, ListTable};

/// On a screen that shows everything, the most lines under a heading.
const MOST: usize = 15;

/// Count cases by status, article, category, year, place and concern, and the letters about them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases stats
  cases stats --status detained --by article,sentenced
  cases stats --as-of 2018-04-30 --by status_group       as it was then
  cases stats --by article --format csv > articles.csv
  cases stats --json | jq '.status_group'

Keys: status_group, status, article, category (the leading one), arrested and sentenced (the year of the latest), place, concern,
letters and replies (by month). A case counts once under each of its articles and concerns, so these add up to more than there are
cases; of charges, those that were raised and not taken back. Whose term is over by what is known counts as “to be confirmed”, as in
letters and in cases report cases. Everything counts, private facts too. In a pipe: key, value and number, tab-separated; no value means not known.")]
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
    /// bars (on a terminal), tsv (in a pipe), csv, md
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<StatsFormat>,
}

/// A form of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatsFormat {
    /// Charts of bars.
    Bars,
    /// Tab-separated values.
    Tsv,
    /// Comma-separated values with a header.
    Csv,
    /// A Markdown table.
    Md,
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
            filter: args.filter.to_filter(),
            today: app.today,
            by,
        };
        counting.warn_doubtful(app)?;
        let mut data = app.terminal.data_writer();
        let usual = if app.terminal.is_for_reading() {
            StatsFormat::Bars
        } else {
            StatsFormat::Tsv
        };
        match args.format.unwrap_or(usual) {
            _ if app.is_json() => counting.write_json(&mut data)?,
            StatsFormat::Bars => {
                counting.write_chart(&mut data, app.terminal.layout_width(), args.by.is_empty())?
            }
            StatsFormat::Tsv => {
                counting.write_table(&mut data, ListLayout::Tsv { header: false })?
            }
            StatsFormat::Md => counting.write_table(&mut data, ListLayout::Markdown)?,
            StatsFormat::Csv => counting.write_csv(&mut data)?,
        }
        Ok(data.finish_output()?)
    })
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

    fn for_each_row(
        &self,
        mut each: impl FnMut([&str; 3]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.by.iter().try_for_each(|by| {
            self.tally_facet(*by, |key, count| {
                each([by.name(), key.unwrap_or_default(), &count.to_string()])
            })
        })
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

    fn write_table(&self, data: &mut DataWriter, layout: ListLayout) -> Result<(), Error> {
        let mut table =
            ListTable::new(TITLES.map(|title| ListColumn::new(title, 1)).into(), layout);
        self.for_each_row(|row| Ok(table.add_row(data, row).map_err(terminal::Error::from)?))?;
        table.finish_table(data).map_err(terminal::Error::from)?;
        Ok(())
    }

    fn write_csv(&self, data: &mut DataWriter) -> Result<(), Error> {
        let failed = |error: ::csv::Error| match error.into_kind() {
            ::csv::ErrorKind::Io(error) => Error::from(terminal::Error::from(error)),
            _ => Error::failed("a row could not be written"),
        };
        let mut writer = ::csv::Writer::from_writer(data);
        writer.write_record(TITLES).map_err(failed)?;
        self.for_each_row(|row| {
            let cells = row.iter().map(|cell| guard_cell(cell).into_owned());
            writer.write_record(cells).map_err(failed)
        })?;
        Ok(writer.flush().map_err(terminal::Error::from)?)
    }

    fn write_json(&self, data: &mut DataWriter) -> Result<(), Error> {
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
        Ok(data.write_json(&Value::Object(page).to_string())?)
    }
}

/// What the columns are.
const TITLES: [&str; 3] = ["key", "value", "count"];
