//! `cases due`

mod calendar;

use std::io::Write;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::due_items::{self, AFTER, DueItem, WITHIN};
use crate::model::{Id, Term};
use crate::terminal::{self, ListColumn};

/// See what awaits an answer, whom nobody has written to, which terms end and which hearings come.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases due
  cases due --within 1y --json
  cases due --ics > campaign.ics      the days of it, for a calendar program

WHAT is one of: answer (none came for longer than --after), awaiting (none came yet), unwritten (detained, and no recorded
letter is about the person; whom letters leave out, because a term is over or nothing may be told, is not named), term-ends, restriction-ends, coming (a hearing or another event that is still to come),
statement-closes. Letters are kept with cases letter … --record.
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
}

/// Lists what is due, by day; what has no day comes last.
pub fn run(app: &App, args: &DueArgs) -> Result<(), Error> {
    let store = app.open_to_read()?;
    let progress = app.terminal.start_progress("Looking for what is due");
    let items = due_items::collect_items(&store, app.today, args.within, args.after)?;
    drop(progress);
    let mut data = app.terminal.data_writer();
    if args.ics {
        data.write_all(calendar::format_calendar(&items, app.today).as_bytes())
            .map_err(terminal::Error::from)?;
    } else if app.is_json() {
        let json: Vec<_> = items.iter().map(as_json).collect();
        data.write_json(&serde_json::Value::Array(json).to_string())?;
    } else {
        let columns = [
            ("day", 250),
            ("what", 255),
            ("who", 240),
            ("detail", 200),
            ("letter", 100),
        ];
        let mut table = app.terminal.new_table(
            columns
                .map(|(title, importance)| ListColumn::new(title, importance))
                .into(),
        );
        for item in &items {
            table
                .add_row(&mut data, to_row(item))
                .map_err(terminal::Error::from)?;
        }
        table
            .finish_table(&mut data)
            .map_err(terminal::Error::from)?;
    }
    Ok(data.finish_output()?)
}

fn to_row(item: &DueItem) -> [String; 5] {
    [
        item.day.map(|day| day.to_string()).unwrap_or_default(),
        item.what.to_owned(),
        item.who
            .iter()
            .map(Id::as_str)
            .collect::<Vec<_>>()
            .join(", "),
        item.detail.clone(),
        item.letter
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    ]
}

fn as_json(item: &DueItem) -> serde_json::Value {
    serde_json::json!({
        "day": item.day.map(|day| day.to_string()),
        "what": item.what,
        "cases": item.who.iter().map(Id::as_str).collect::<Vec<_>>(),
        "detail": item.detail,
        "letter": item.letter.as_ref().map(Id::as_str),
    })
}
