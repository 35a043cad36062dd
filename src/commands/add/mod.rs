//! `cases add`

mod args;
mod questions;
mod wizard;

use std::io::Read;

use uuid::Uuid;

use crate::app::App;
use crate::arguments::FactArgs;
use crate::commands::privacy;
use crate::commands::reference::quoted;
use crate::error::{Error, Kind};
use crate::exchange;
use crate::model::vocabulary::{Status, Vocabulary};
use crate::model::{Case, Cell, Event, Id, PartialDate, Record};
use crate::store::Store;
use wizard::Wizard;

pub use args::AddArgs;

/// Adds a case and prints its id.
///
/// # Errors
/// A needed value is missing and nobody can be asked, a value cannot be, or the person is probably there already.
pub fn run(app: &App, args: &AddArgs) -> Result<(), Error> {
    if args.ask && !app.terminal.can_ask() {
        return Err(nobody_to_ask("--ask needs somebody to ask"));
    }
    let mut store = app.write_or_make()?;
    let asked = if args.wants_questions() && app.terminal.can_ask() { Some(asked(app, &store, args)?) } else { None };
    let args = asked.as_ref().unwrap_or(args);
    let mut case = drafted(app, args)?;
    case.add_status(args.status.as_ref(), args.on, &args.facts)?;
    args.facts.add_to(&mut case)?;
    if args.edit {
        case = edited(app, "case.toml", &case, |_| Ok(()))?;
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
    let is_like_another = duplicates(app, &store, &case, args)?;
    case.uid = Some(Uuid::now_v7().to_string().parse()?);
    case.rev = Some(1);
    case.as_of = case.as_of.or(Some(app.today.into()));
    if asked.is_some() {
        let mut typed = AddArgs { ask: false, ..args.clone() };
        typed.allow_duplicate |= is_like_another;
        typed.as_of(case.as_of);
        app.terminal.note(&format!("The same as a command:\n  {}", command(app, &typed)));
    }
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
    privacy::tell_entered(app, None, &case);
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
            let needed = needed(args)?;
            Case::from_typed(needed.iter().map(|(field, text)| (*field, text.as_str())))?
        }
    };
    let mut case = args.change.apply(&base, &args.fields.given)?;
    if let Some(id) = &args.id {
        case.id = id.clone();
    }
    Ok(case)
}

/// Name, country and the id made of the name.
fn needed(args: &AddArgs) -> Result<Vec<(&'static str, String)>, Error> {
    let (Some(name), Some(country)) = (args.field("name"), args.field("country")) else {
        let missing: Vec<&str> = ["name", "country"].into_iter().filter(|field| args.field(field).is_none()).collect();
        let flags: Vec<String> = missing.iter().map(|field| format!("--{field}")).collect();
        let verb = if flags.len() == 1 { "is" } else { "are" };
        return Err(nobody_to_ask(&format!("{} {verb} needed", flags.join(" and "))));
    };
    let order = match (args.field("family_name").or_else(|| args.field("family-name")), args.field("given_name")) {
        (Some(family), Some(given)) => format!("{family} {given}"),
        _ => family_first(name),
    };
    let id = Id::from_name(&order).to_string();
    Ok(vec![("id", id), ("name", name.to_owned()), ("country", country.to_owned())])
}

fn nobody_to_ask(what: &str) -> Error {
    Error::usage(what).because("There is no terminal to ask on").try_with("cases add --name \"FULL NAME\" --country KZ")
}

/// What was given, with what the user answered. Whoever stops is told the command that goes on from there.
fn asked(app: &App, store: &Store, args: &AddArgs) -> Result<AddArgs, Error> {
    let mut wizard = Wizard::new(&app.terminal, store, args);
    let outcome = wizard.run();
    if let Err(error) = &outcome
        && matches!(error.kind(), Kind::Cancelled | Kind::Interrupted)
        && wizard.has_answers()
    {
        let typed = AddArgs { ask: true, ..wizard.so_far()? };
        app.terminal.note(&format!("To go on from here:\n  {}", command(app, &typed)));
    }
    outcome
}

/// The command that does what these arguments say, as it is typed in a shell.
fn command(app: &App, args: &AddArgs) -> String {
    let casebook = app.global.db.iter().flat_map(|path| ["--db".to_owned(), path.display().to_string()]);
    let sample = app.global.sample.then(|| "--sample".to_owned());
    let words = sample.into_iter().chain(casebook).chain(["add".to_owned()]).chain(args.words());
    let words: Vec<String> = words.map(|word| quoted(&word)).collect();
    format!("cases {}", words.join(" "))
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
    let (case, warnings) = exchange::one_from_toml::<Case>(&text)?;
    warnings.iter().for_each(|warning| app.terminal.warn(warning));
    Ok(case)
}

/// A record as it comes back from the editor, where it is a file of this name; what cannot be is shown on top of the form,
/// which opens again.
///
/// # Errors
/// There is no terminal, the editor failed, or nothing was changed.
pub fn edited<R: exchange::Single>(
    app: &App,
    name: &str,
    record: &R,
    check: impl Fn(&R) -> Result<(), String>,
) -> Result<R, Error> {
    let read = |text: &str| {
        let (edited, _) = exchange::one_from_toml::<R>(text).map_err(|error| error.to_string())?;
        check(&edited).map(|()| edited)
    };
    let (edited, draft) = app.terminal.edit(name, &exchange::one_to_toml(record), read)?;
    // The form is the user’s own draft; it has served.
    draft.discard().map_err(|error| Error::failed(error.to_string()))?;
    Ok(edited)
}

/// Whether somebody very like is there already, and is another person.
fn duplicates(app: &App, store: &Store, case: &Case, args: &AddArgs) -> Result<bool, Error> {
    let similar = store.similar_cases(case)?;
    if similar.is_empty() || args.allow_duplicate {
        return Ok(false);
    }
    let lines: Vec<String> = similar.iter().map(|(id, name)| format!("{id}  {name}")).collect();
    if app.terminal.can_ask() {
        app.terminal.warn(&format!("{} is very like:\n  {}", case.name, lines.join("\n  ")));
        if app.terminal.confirm("Is this another person?", Some(false))? {
            return Ok(true);
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
