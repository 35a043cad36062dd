//! `cases add`

use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use uuid::Uuid;

use crate::app::App;
use crate::arguments::{Change, FactArgs, FieldArgs};
use crate::error::Error;
use crate::exchange;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Cell, Country, Event, Id, Line, PartialDate, Record};
use crate::store::Store;

/// Add a case. Asks for what you leave out; in a script --name and --country are needed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases add                                   asks for what is needed
  cases add --name \"Leyla Əliyeva\" --country AZ --status pre-trial-detention --on 2024-03
  cases add --name \"A. B.\" --country KZ --charge \"CC 174: inciting social discord\" --source report-2024
  id=$(cases add --name \"…\" --country AZ)     prints the new id and nothing else
  cases add --from case.toml                  or - for standard input
  cases add --edit                            fill in a form in your editor

A likely duplicate is asked about on a terminal; in a script it is exit 4 unless --allow-duplicate.")]
pub struct AddArgs {
    /// Choose the id (default: made from the name)
    #[arg(long, value_name = "ID")]
    id: Option<Id>,
    #[command(flatten)]
    fields: FieldArgs<Case>,
    /// The person’s situation; a vocabulary word such as imprisoned
    #[arg(long, value_name = "STATUS", help_heading = "Situation")]
    status: Option<Status>,
    /// Since when (2024, 2024-03 or 2024-03-05)
    #[arg(long, value_name = "DATE", requires = "status", help_heading = "Situation")]
    on: Option<PartialDate>,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    change: Change,
    /// A whole case as TOML, from a file or - for standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Fill in a form in your editor
    #[arg(long)]
    edit: bool,
    /// Add it although somebody very like is there already
    #[arg(long)]
    allow_duplicate: bool,
    /// Do nothing, and succeed, if the id is there already
    #[arg(long)]
    if_missing: bool,
}

/// Adds a case and prints its id.
///
/// # Errors
/// A needed value is missing and nobody can be asked, a value cannot be, or the person is probably there already.
pub fn run(app: &App, args: &AddArgs) -> Result<(), Error> {
    let mut store = app.write_or_make()?;
    let mut case = drafted(app, args)?;
    case.add_status(args.status.as_ref(), args.on, &args.facts)?;
    args.facts.add_to(&mut case)?;
    if args.edit {
        case = edited(app, &case)?;
    }
    if args.if_missing && store.case(&case.id)?.is_some() {
        return print_id(app, &case.id);
    }
    if args.id.is_none() && args.from.is_none() {
        case.id = store.free_id(&case.id)?;
    } else if store.case(&case.id)?.is_some() {
        return Err(Error::refused(format!("There is already a case {}", case.id))
            .try_with(format!("cases update {} …", case.id)));
    }
    duplicates(app, &store, &case, args)?;
    case.uid = Some(Uuid::now_v7().to_string().parse()?);
    case.rev = Some(1);
    case.as_of = case.as_of.or(Some(app.today.into()));
    if app.global.dry_run {
        app.terminal.note(&format!("Would add {} ({}).", case.id, case.name));
        return Ok(());
    }
    let (operation, _) = store
        .operate(&format!("add {}", case.id), &app.now(), |operation| Ok::<_, Error>(operation.put_case(&case)?))?;
    print_id(app, &case.id)?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Added {}. Take it back: cases undo {operation}", case.name));
    }
    Ok(())
}

fn print_id(app: &App, id: &Id) -> Result<(), Error> {
    let mut data = app.terminal.data();
    data.line(id.as_str())?;
    Ok(data.finish()?)
}

/// The case of the file, or a new one, with the fields that were given; what is needed and missing is asked for.
fn drafted(app: &App, args: &AddArgs) -> Result<Case, Error> {
    let base = match &args.from {
        Some(path) => from_file(app, path)?,
        None => {
            let needed = needed(app, args)?;
            Case::from_typed(needed.iter().map(|(field, text)| (*field, text.as_str())))?
        }
    };
    let mut case = args.change.apply(&base, &args.fields.given)?;
    if let Some(id) = &args.id {
        case.id = id.clone();
    }
    Ok(case)
}

/// Name, country and id, given or asked for.
fn needed(app: &App, args: &AddArgs) -> Result<Vec<(&'static str, String)>, Error> {
    let given = |field: &str| {
        let set = args.change.set.iter().find_map(|pair| pair.strip_prefix(field)?.strip_prefix('='));
        let flag = args.fields.given.iter().find(|(name, _)| *name == field).and_then(|(_, texts)| texts.last());
        set.map(str::to_owned).or_else(|| flag.cloned())
    };
    let missing: Vec<&str> = ["name", "country"].into_iter().filter(|field| given(field).is_none()).collect();
    if !missing.is_empty() && !app.terminal.can_ask() {
        let flags: Vec<String> = missing.iter().map(|field| format!("--{field}")).collect();
        let verb = if flags.len() == 1 { "is" } else { "are" };
        return Err(Error::usage(format!("{} {verb} needed", flags.join(" and ")))
            .because("There is no terminal to ask on")
            .try_with("cases add --name \"FULL NAME\" --country KZ"));
    }
    let name = match given("name") {
        Some(name) => name,
        None => app.terminal.ask_line("Full name, as letters print it", None, str::parse::<Line>)?.to_string(),
    };
    let country = match given("country") {
        Some(country) => country,
        None => app
            .terminal
            .ask_line("The state that persecutes (KZ or Kazakhstan)", None, str::parse::<Country>)?
            .to_string(),
    };
    let order = match (given("family_name").or_else(|| given("family-name")), given("given_name")) {
        (Some(family), Some(given)) => format!("{family} {given}"),
        _ => family_first(&name),
    };
    Ok(vec![("id", Id::from_name(&order).to_string()), ("name", name), ("country", country)])
}

/// “Maks Bokayev” → “Bokayev Maks”: the last word first, for ids.
fn family_first(name: &str) -> String {
    name.rsplit_once(' ').map_or_else(|| name.to_owned(), |(given, family)| format!("{family} {given}"))
}

/// A case from a TOML file; `-` is standard input.
///
/// # Errors
/// The file cannot be read, or is not exactly one case.
pub fn from_file(app: &App, path: &std::path::Path) -> Result<Case, Error> {
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::not_found(format!("There is no file {}", path.display())),
        _ => Error::failed(format!("{}: {error}", path.display())),
    })?;
    let (case, warnings) = exchange::case_from_toml(&text)?;
    warnings.iter().for_each(|warning| app.terminal.warn(warning));
    Ok(case)
}

/// The case as it comes back from the editor; what cannot be is shown on top of the form, which opens again.
///
/// # Errors
/// There is no terminal, the editor failed, or nothing was changed.
pub fn edited(app: &App, case: &Case) -> Result<Case, Error> {
    let read = |text: &str| exchange::case_from_toml(text).map(|(case, _)| case);
    let (case, draft) = app.terminal.edit("case.toml", &exchange::case_to_toml(case), read)?;
    // The form is the user’s own draft; it has served.
    draft.discard().map_err(|error| Error::failed(error.to_string()))?;
    Ok(case)
}

fn duplicates(app: &App, store: &Store, case: &Case, args: &AddArgs) -> Result<(), Error> {
    let similar = store.similar_cases(case)?;
    if similar.is_empty() || args.allow_duplicate {
        return Ok(());
    }
    let lines: Vec<String> = similar.iter().map(|(id, name)| format!("{id}  {name}")).collect();
    if app.terminal.can_ask() {
        app.terminal.warn(&format!("{} is very like:\n  {}", case.name, lines.join("\n  ")));
        if app.terminal.confirm("Is this another person?", Some(false))? {
            return Ok(());
        }
        return Err(Error::cancelled("Nothing was added"));
    }
    Err(Error::ambiguous(format!("{} is probably there already", case.name))
        .with_candidates(lines)
        .try_with("cases add … --allow-duplicate"))
}

impl Case {
    /// Adds the event that brings a status.
    ///
    /// # Errors
    /// Never for values that are typed; an event cannot be without its kind.
    pub(super) fn add_status(
        &mut self,
        status: Option<&Status>,
        on: Option<PartialDate>,
        facts: &FactArgs,
    ) -> Result<(), Error> {
        let Some(status) = status else { return Ok(()) };
        let kind = status_event(status);
        let date = on.map(|on| on.to_string()).unwrap_or_default();
        let event = Event::from_typed([("kind", kind), ("date", date.as_str()), ("status", status.slug())])?;
        let mut row: Vec<Cell> = event.cells();
        facts.complete("events", &mut row);
        let mut rows = self.rows("events");
        rows.push(row);
        Ok(self.set_rows("events", &rows)?)
    }
}

/// The kind of event by which a status comes about.
fn status_event(status: &Status) -> &'static str {
    match status {
        Status::Released => "release",
        Status::Paroled => "parole-granted",
        Status::Pardoned => "pardon",
        Status::Amnestied => "amnesty",
        Status::ChargesDropped => "charge-dropped",
        Status::PoliceCustody => "arrest",
        Status::PsychiatricDetention => "psychiatric-committal",
        Status::HouseArrest | Status::Bail => "measure-changed",
        Status::Deceased => "death",
        _ => "status-noted",
    }
}
