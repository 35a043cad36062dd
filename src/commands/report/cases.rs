//! `cases report cases`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::report::people::ReportRequest;
use crate::commands::report::people::build_report;
use crate::commands::shared::arguments::FilterArgs;
use crate::commands::shared::lost_characters::lost_characters;
use crate::files::output;
use crate::letters::PublicCase;
use crate::letters::words;
use crate::model::filter::SortOrder;
use crate::model::{Date, Filter, Id, Source};
use crate::render::{self, ReportFormat};
use crate::store::Store;
use crate::terminal;

/// A page about the cases, for a meeting or a web site: charts, the table of people, the sources.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases report cases -o cases.html
  cases report cases -o held.pdf --status detained --title \"Held in September 2021\"
  cases report cases --format html --as-of 2018-04-30 > then.html

It tells only what a letter may tell. Who may not be told of is not on it and not counted; whose
name is withheld stands under the other name, without sources. Filters see only what may be told,
too. A situation that was not confirmed lately is told with the date on which it was last known. The
page is one file: it loads nothing, runs nothing, and can be printed. Exit 8: a file is in the way.")]
pub struct CasesArgs {
    #[command(flatten)]
    filter: FilterArgs,
    /// What stands above it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "Political prisoners: the cases",
        help_heading = "Output"
    )]
    title: String,
    /// html, pdf (default: by the ending of the file, else html)
    #[arg(long, value_name = "FORMAT", help_heading = "Output")]
    format: Option<ReportFormat>,
    /// Write to this file
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long, help_heading = "Output")]
    force: bool,
}

/// Writes the page.
pub fn run(app: &App, args: &CasesArgs) -> Result<(), Error> {
    app.refuse_json("cases list --json")?;
    let path = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    let format = args
        .format
        .or_else(|| ReportFormat::of_file(path?))
        .unwrap_or(ReportFormat::Html);
    if path.is_none() && format == ReportFormat::Pdf && app.terminal.is_for_reading() {
        return Err(Error::usage("A terminal cannot show a pdf file")
            .try_with("cases report cases -o cases.pdf"));
    }
    let filter = args.filter.to_filter(app.today);
    let date = filter.as_of.unwrap_or(app.today);
    let store = app.open_to_read()?;
    let (cases, sources) = store.with_snapshot(|store| {
        Ok::<_, Error>((
            disclose_matching(app, store, &filter, args.filter.has_selection())?,
            store.load_sources()?,
        ))
    })?;
    let asked = ReportRequest {
        title: args.title.clone(),
        date,
        fresh_months: app.fresh_months(),
    };
    let printed = |id: &Id| {
        let at = sources.binary_search_by(|source| source.id.cmp(id)).ok()?;
        sources.get(at).map(Source::to_citation)
    };
    let progress = app.terminal.start_progress("Writing the page");
    let page = build_report(&asked, &cases, printed);
    if let Some(what) = lost_characters(&render::unprintable_in_report(&page, format), "PDF") {
        app.terminal.print_warning(&what);
    }
    let bytes = render::render_report(&page, format);
    drop(progress);
    write_page(app, args, path, &bytes)?;
    app.terminal.print_note(&words::count_people(cases.len()));
    Ok(())
}

fn write_page(
    app: &App,
    args: &CasesArgs,
    path: Option<&PathBuf>,
    bytes: &[u8],
) -> Result<(), Error> {
    match path {
        Some(path) if app.global.dry_run => app
            .terminal
            .print_note(&format!("Would write {}", path.display())),
        Some(path) => {
            output::write_new(path, bytes, args.force)?;
        }
        None => {
            let mut data = app.terminal.data_writer();
            data.write_all(bytes).map_err(terminal::Error::from)?;
            data.finish_output()?;
        }
    }
    Ok(())
}

/// The matching cases as disclosed today; those that may not be disclosed are left out, and only their number is printed.
fn disclose_matching(
    app: &App,
    store: &Store,
    filter: &Filter,
    selects: bool,
) -> Result<Vec<PublicCase>, Error> {
    let day = filter.as_of.unwrap_or(app.today).min(app.today);
    let (mut cases, mut withheld) = app.disclose_cases(store, filter, app.today, day)?;
    if selects {
        let _progress = app
            .terminal
            .start_progress("Looking who fits by what may be told");
        let fitting = find_matching_ids(&cases, filter, app.today)?;
        let before = cases.len();
        cases.retain(|case| fitting.binary_search(&case.id).is_ok());
        withheld += before - cases.len();
    }
    if withheld > 0 {
        app.terminal.print_note(&format!(
            "{withheld} more fit and are left out: they, or why they fit, may not be told."
        ));
    }
    Ok(cases)
}

/// The ids of cases that match by their disclosed facts: a selection must not reveal what the page does not say.
fn find_matching_ids(cases: &[PublicCase], filter: &Filter, today: Date) -> Result<Vec<Id>, Error> {
    let mut told = Store::in_memory()?;
    told.run_operation::<_, Error>("report", "", |operation| {
        cases
            .iter()
            .try_for_each(|case| operation.put_case(case).map(drop))
            .map_err(Error::from)
    })?;
    let by_id: SortOrder = "id".parse()?;
    Ok(told.list_ids(filter, by_id, None, today)?)
}
