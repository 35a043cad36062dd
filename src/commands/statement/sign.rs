//! `cases statement invite`, `agree`, `sign`, `withdraw`: the steps of a signature.

use clap::Args;

use crate::app::App;
use crate::app::error::Error;
use crate::commands::shared::arguments::parse_typed_date;
use crate::commands::shared::records;
use crate::commands::shared::save::{self, SavePlan};
use crate::model::vocabulary::{Signing, Vocabulary};
use crate::model::{
    Country, Id, InvalidValue, Line, PartialDate, Signatory, Statement, invalid, search_key,
};
use crate::store::Store;

/// Who, and since when.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// The statement
    #[arg(value_name = "STATEMENT")]
    id: Id,
    /// Who, as the name is to be printed; several at once
    #[arg(value_name = "NAME", required = true)]
    names: Vec<Line>,
    /// Since when (default: today)
    #[arg(long, value_name = "DATE", value_parser = parse_typed_date)]
    on: Option<PartialDate>,
    /// The country of those named
    #[arg(long, value_name = "COUNTRY")]
    country: Option<Country>,
    /// The party, group or organisation of those named
    #[arg(long, value_name = "TEXT")]
    group: Option<Line>,
    /// The way they were asked or answered
    #[arg(long, value_name = "TEXT")]
    note: Option<Line>,
    /// Put those named before this one
    #[arg(long, value_name = "NAME")]
    before: Option<Line>,
}

/// Notes a step of each person named. Who was not asked before is put at the end of the list; two spellings are two people,
/// and where they read alike it is said.
///
/// # Errors
/// There is no such statement, or somebody who withdraws was never asked.
pub fn run(app: &App, args: &SignArgs, step: &Signing) -> Result<(), Error> {
    let mut store = app.open_to_write()?;
    save::save_plan(
        app,
        &mut store,
        |store| build_plan(app, store, args, step),
        save::show_nothing,
    )
    .map(drop)
}

fn build_plan(
    app: &App,
    store: &Store,
    args: &SignArgs,
    step: &Signing,
) -> Result<SavePlan, Error> {
    let before = records::find_record::<Statement>(store, args.id.as_str())?;
    let mut statement = before.clone();
    let date = args.on.unwrap_or_else(|| PartialDate::from_day(app.today));
    let mut warnings = Vec::new();
    for name in &args.names {
        if find_position(&statement, name).is_none() {
            warnings
                .extend(find_alike(&statement, name).map(|other| look_alike_warning(name, other)));
        }
        take_step(&mut statement, args, name, step, date)?;
    }
    if let Some(before) = &args.before {
        move_before(&mut statement, &args.names, before)?;
    }
    let command = format!("statement {} {}", step.slug(), statement.id);
    let done = format!(
        "{}: {} of {} have signed.",
        statement.id,
        statement.signed_names().len(),
        statement.signatories.len()
    );
    Ok(SavePlan {
        warnings,
        ..SavePlan::new(command, done)
    }
    .with_changed(before, statement))
}

fn take_step(
    statement: &mut Statement,
    args: &SignArgs,
    name: &Line,
    step: &Signing,
    date: PartialDate,
) -> Result<(), Error> {
    let position = match find_position(statement, name) {
        Some(position) => position,
        None if *step == Signing::Withdrawn => return Err(no_signatory_error(statement, name)),
        None => {
            let signing = step.clone();
            let new = Signatory {
                name: name.clone(),
                signing,
                date: None,
                country: None,
                group: None,
                note: None,
            };
            statement.signatories.push(new);
            statement.signatories.len() - 1
        }
    };
    let signatory = &mut statement.signatories[position];
    signatory.signing = step.clone();
    signatory.date = Some(date);
    signatory.country = args.country.or(signatory.country);
    signatory.group = args.group.clone().or(signatory.group.take());
    signatory.note = args.note.clone().or(signatory.note.take());
    Ok(())
}

/// Somebody by exactly this name, in capitals or not.
fn find_position(statement: &Statement, name: &Line) -> Option<usize> {
    statement
        .signatories
        .iter()
        .position(|signatory| is_same(&signatory.name, name))
}

/// Whether two names are that of one signatory. Lines are in one form of Unicode with single spaces.
fn is_same(one: &Line, other: &Line) -> bool {
    one.as_str().to_lowercase() == other.as_str().to_lowercase()
}

/// Somebody whose name reads like this one in another spelling.
fn find_alike<'a>(statement: &'a Statement, name: &Line) -> Option<&'a Line> {
    let key = search_key::build_search_key(name.as_str());
    let mut names = statement
        .signatories
        .iter()
        .map(|signatory| &signatory.name);
    names.find(|other| !is_same(other, name) && search_key::build_search_key(other.as_str()) == key)
}

fn look_alike_warning(name: &Line, other: &Line) -> String {
    format!(
        "“{name}” reads like “{other}”, and both are on the list. If they are one person: cases undo, and name them as before"
    )
}

fn move_before(statement: &mut Statement, names: &[Line], before: &Line) -> Result<(), Error> {
    find_position(statement, before).ok_or_else(|| no_signatory_error(statement, before))?;
    if names.iter().any(|name| is_same(name, before)) {
        return Err(InvalidValue::new("nobody can stand before themselves")
            .with_field("--before")
            .into());
    }
    let mut moved = Vec::new();
    for name in names {
        if let Some(position) = find_position(statement, name) {
            moved.push(statement.signatories.remove(position));
        }
    }
    let at = find_position(statement, before).unwrap_or(0);
    statement.signatories.splice(at..at, moved);
    Ok(())
}

fn no_signatory_error(statement: &Statement, name: &Line) -> Error {
    let known = statement
        .signatories
        .iter()
        .map(|signatory| signatory.name.as_str());
    let error = Error::not_found(format!(
        "Nobody called “{name}” was asked to sign {}",
        statement.id
    ));
    let like = find_alike(statement, name)
        .map(Line::as_str)
        .or_else(|| invalid::nearest(name.as_str(), known));
    let error = match like {
        Some(nearest) => error.with_reason(format!("Did you mean “{nearest}”?")),
        None => error,
    };
    error.try_with(format!("cases statement show {}", statement.id))
}
