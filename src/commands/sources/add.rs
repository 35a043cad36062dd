//! `cases sources add`

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::{FieldArgs, FieldChangeArgs};
use crate::commands::shared::records;
use crate::commands::shared::save::{self, SavePlan};
use crate::commands::shared::source_address::SourceResolver;
use crate::model::source_address::{is_address, source_of_address, suggest_id};
use crate::model::{Date, Id, Line, Source};
use crate::store::Store;

/// Add a document that facts rest on, and print its id.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases sources add https://example.org/report --title \"A report\" --publisher \"An organisation\" --date 2018-04
  cases sources add --title \"Judgment of 28 November 2016\" --kind court-record --date 2016-11-28
  cases sources add https://example.org/news/1 --id news-1

Its id is made of who published it and when, else of its title or address. Of one address there is one source.")]
pub struct AddSourceArgs {
    /// Where it can be read: https://…
    #[arg(value_name = "URL")]
    address: Option<String>,
    /// Its id (default: made of the address or the publisher, and the date or the title)
    #[arg(long, value_name = "ID")]
    id: Option<Id>,
    #[command(flatten)]
    fields: FieldArgs<Source>,
}

/// Adds a source and prints its id.
///
/// # Errors
/// There is one of this id or address already, or it has neither address nor title.
pub fn run(app: &App, args: &AddSourceArgs) -> Result<(), Error> {
    let given = given_fields(args, app.today)?;
    let mut store = app.open_to_write()?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(store, args, &given),
        save::show_nothing,
    )
    .map(drop)
}

/// The fields with the address among them.
fn given_fields(
    args: &AddSourceArgs,
    today: Date,
) -> Result<Vec<(&'static str, Vec<String>)>, Error> {
    let mut given = args.fields.on_day(today).given;
    let Some(address) = &args.address else {
        return Ok(given);
    };
    if given.iter().any(|(field, _)| *field == "url") {
        return Err(Error::usage("Say the address once: as URL, or as --url"));
    }
    if !is_address(address) {
        return Err(Error::usage(format!("“{address}” is not an address"))
            .with_reason(
                "An address begins with https:// or http://; a document without one has a --title",
            )
            .try_with("cases sources add --title \"TITLE\" --date DATE"));
    }
    given.push(("url", vec![address.trim().to_owned()]));
    Ok(given)
}

fn build_plan(
    store: &Store,
    args: &AddSourceArgs,
    given: &[(&'static str, Vec<String>)],
) -> Result<SavePlan, Error> {
    let text_of = |name: &str| {
        let (_, texts) = given.iter().find(|(field, _)| *field == name)?;
        texts.last().map(String::as_str)
    };
    if let Some(known) = text_of("url")
        .map(|address| Ok::<_, Error>(SourceResolver::new(store)?.find_known(address)))
        .transpose()?
        .flatten()
    {
        return Err(Error::refused(format!(
            "There is already a source of this address: {known}"
        ))
        .try_with(format!("cases sources show {known}"))
        .try_with(format!("cases sources update {known} …")));
    }
    let (title, address) = (text_of("title"), text_of("url"));
    if title.is_none() && address.is_none() {
        return Err(Error::usage("A source needs an address or a title")
            .try_with("cases sources add https://…")
            .try_with("cases sources add --title \"TITLE\""));
    }
    let is_taken = |id: &Id| Ok::<_, Error>(store.load_source(id)?.is_some());
    let id = match &args.id {
        Some(id) => {
            records::refuse_existing::<Source>(store, id, &format!("update {id} …"))?;
            id.clone()
        }
        None => {
            let date = text_of("date").and_then(|date| date.parse().ok());
            suggest_id(address, text_of("publisher"), title, date).first_free(is_taken)?
        }
    };
    let mut given = given.to_vec();
    let mut untitled = None;
    if let (None, Some(address)) = (title, address) {
        let made = source_of_address::<Error>(address.parse::<Line>()?, |_| Ok(false))?;
        given.push(("title", vec![made.title.to_string()]));
        untitled = Some(title_note(&id));
    }
    let source: Source = records::build_record(&id, &given, &FieldChangeArgs::default())?;
    let mut plan = records::plan_addition(source);
    plan.notes.extend(untitled);
    Ok(plan)
}

/// What is said of a source of which only the address is known.
fn title_note(id: &Id) -> String {
    format!("Its title is not known yet: cases sources update {id} --title \"TITLE\"")
}
