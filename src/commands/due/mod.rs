//! `cases due`

mod calendar;

use std::io::Write;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::SortedListingArgs;
use crate::commands::shared::due_items::{self, AFTER, DueItem, WITHIN};
use crate::commands::shared::listing::{ListingIds, ListingSchema};
use crate::model::Term;
use crate::render::listing::{ListingCell, ListingColumn};
use crate::terminal;

/// See what awaits an answer, whom nobody has written to, which terms end and which hearings come.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases due
  cases due --within 1y --json
  cases due --ics > campaign.ics      the days of it, for a calendar program

WHAT is one of:
  answer            none came for longer than --after
  awaiting          none came yet
  unwritten         detained, and no recorded letter is about the person. People whom letters leave
                    out (the term is over, or nothing may be told) are not listed
  term-ends, restriction-ends
  coming            a hearing or another event that is still to come
  statement-closes

A letter is recorded with cases letter … --record.
The calendar names people: keep it as you keep the casebook.")]
pub struct DueArgs {
    /// How far to look ahead
    #[arg(long, value_name = "TERM", default_value = WITHIN)]
    within: Term,
    /// After how long an answer is overdue
    #[arg(long, value_name = "TERM", default_value = AFTER)]
    after: Term,
    /// The dated ones as an iCalendar file
    #[arg(long)]
    ics: bool,
    #[command(flatten)]
    listing: SortedListingArgs,
}

/// Lists what is due, by day; what has no day comes last.
pub fn run(app: &App, args: &DueArgs) -> Result<(), Error> {
    if args.ics {
        args.listing.refuse_beside("a calendar")?;
        let items = collect_items(app, args)?;
        let mut data = app.terminal.data_writer();
        data.write_all(calendar::format_calendar(&items, app.today).as_bytes())
            .map_err(terminal::Error::from)?;
        return Ok(data.finish_output()?);
    }
    args.listing.print_rows(app, &schema(), || {
        Ok(collect_items(app, args)?.iter().map(to_cells).collect())
    })
}

fn collect_items(app: &App, args: &DueArgs) -> Result<Vec<DueItem>, Error> {
    let store = app.open_to_read()?;
    let _progress = app.terminal.start_progress("Looking for what is due");
    due_items::collect_items(&store, app.today, args.within, args.after)
}

fn schema() -> ListingSchema {
    let columns = vec![
        ListingColumn::new("day", 250, "by when; what has no day comes last"),
        ListingColumn::new("what", 255, "what is due: answer, term-ends …"),
        ListingColumn::new("cases", 240, "about whom").with_title("who"),
        ListingColumn::new("detail", 200, "what exactly, in a few words"),
        ListingColumn::new("letter", 100, "the letter or the statement"),
    ];
    ListingSchema::new("cases due", columns)
        .with_json(&["cases", "day", "detail", "letter", "what"])
        .with_ids(ListingIds::Others("cases"))
}

fn to_cells(item: &DueItem) -> Vec<ListingCell> {
    vec![
        ListingCell::optional_text(item.day),
        ListingCell::text_of(item.what),
        ListingCell::texts_of(&item.who),
        ListingCell::text_of(&item.detail),
        ListingCell::optional_text(item.letter.as_ref()),
    ]
}
