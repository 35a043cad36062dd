//! `cases merge`

use clap::Args;

use super::{reference, update};
use crate::app::App;
use crate::error::Error;
use crate::model::merge::{Disputed, Merged};
use crate::model::{Case, Id, Statement};
use crate::store::Store;

/// Make two cases of one person one: the first stays and takes over what the second says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases check --only duplicates                  who may be the same person
  cases merge batyrov-edige batyrov-yedige -n    what would become of the case
  cases merge batyrov-edige batyrov-yedige

Facts, groups and tags of both are kept, each once; names of the second become aliases, and its id goes on leading to the
case, also from letters that were recorded. Where both say something else of a field, the first is right and the value of
the second goes into the private notes. A case stays private, and consent refused, if either is. Shows everything and asks
first; in a script it needs --yes. cases undo brings both back.")]
pub struct MergeArgs {
    /// The case that stays
    #[arg(value_name = "CASE")]
    stays: String,
    /// The case that is taken over
    #[arg(value_name = "OTHER")]
    goes: String,
}

/// Merges two cases in one operation.
///
/// # Errors
/// A case is not found, both are the same, or nobody agreed.
pub fn run(app: &App, args: &MergeArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let one = whole(&store, &args.stays)?;
    let other = whole(&store, &args.goes)?;
    if one.id == other.id {
        return Err(Error::usage(format!("“{}” and “{}” are both {}", args.stays, args.goes, one.id))
            .because("A case cannot be merged with itself"));
    }
    let merged = one.absorb(&other)?;
    let statements = statements(&store, &one.id, &other.id)?;
    tell(app, &one, &other, &merged);
    if app.global.dry_run {
        app.terminal.note("Nothing was changed.");
        return Ok(());
    }
    agreed(app, &one.id, &other.id)?;
    let command = format!("merge {} {}", one.id, other.id);
    let (operation, ()) = store.operate(&command, &app.now(), |operation| {
        operation.remove_case(&other.id)?;
        operation.put_case(&merged.case)?;
        statements.iter().try_for_each(|statement| operation.put_statement(statement).map(|_| ()))?;
        Ok::<_, Error>(())
    })?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("{} is now part of {}. Take it back: cases undo {operation}", other.id, one.id));
    }
    Ok(())
}

fn whole(store: &Store, reference: &str) -> Result<Case, Error> {
    let id = reference::case(store, reference)?;
    store.case(&id)?.ok_or_else(|| Error::not_found(format!("There is no case {id}")))
}

/// The statements that speak of the case that goes, speaking of the one that stays. Letters went out as they are: they
/// find the case by its old id.
fn statements(store: &Store, stays: &Id, goes: &Id) -> Result<Vec<Statement>, Error> {
    let mut statements = store.statements()?;
    statements.retain(|statement| statement.cases.contains(goes));
    for statement in &mut statements {
        let place = statement.cases.iter().position(|id| id == stays || id == goes);
        statement.cases.retain(|id| id != stays && id != goes);
        statement.cases.insert(place.unwrap_or_default(), stays.clone());
    }
    Ok(statements)
}

/// What becomes of the case, what is disputed, and whether the situation is another than it was.
fn tell(app: &App, one: &Case, other: &Case, merged: &Merged) {
    update::show_differences(app, &[(one.clone(), merged.case.clone())]);
    for Disputed { field, kept, lost, of } in &merged.disputed {
        let kept = if kept.is_empty() { "it is left empty".to_owned() } else { format!("“{kept}” is kept") };
        app.terminal.warn(&format!("{field}: {kept}; “{lost}”, as {of} says, goes into the notes"));
    }
    let (before, after) = (one.status_on(app.today), merged.case.status_on(app.today));
    if before != after {
        app.terminal
            .warn(&format!("the situation of {} is “{after}” by what {} says; it was “{before}”", one.id, other.id));
    }
    if one.may_be_spoken_of() && !merged.case.may_be_spoken_of() {
        let id = &other.id;
        app.terminal
            .warn(&format!("no letter will speak of {} any more: {id} is private, or consent was refused", one.id));
    }
}

fn agreed(app: &App, stays: &Id, goes: &Id) -> Result<(), Error> {
    if app.global.yes {
        return Ok(());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage("Merging needs your word")
            .because("There is no terminal to ask on")
            .try_with(format!("cases merge {stays} {goes} --yes")));
    }
    if app.terminal.confirm(&format!("Make {goes} part of {stays}?"), Some(false))? {
        return Ok(());
    }
    Err(Error::cancelled("Nothing was merged"))
}
