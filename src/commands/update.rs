//! `cases update`

use std::path::PathBuf;

use clap::Args;

use super::saving::{self, Ask, Edit, Plan};
use super::{add, choose, reference};
use crate::app::App;
use crate::arguments::{Change, FactArgs, FieldArgs};
use crate::error::Error;
use crate::model::vocabulary::Status;
use crate::model::{Case, Id, PartialDate, Record};
use crate::store::{Store, Subject, Thing};
use crate::terminal::sanitise::one_line;

/// From so many cases on, the change is asked about first.
const MANY: usize = 3;

/// Change a case, or several.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cases update epshtein-georgii --status released --on 2011-11-30 --source S
  cases update bokayev-maks --charge \"CC 174: inciting social discord\" --sentence \"2016-11-28 prison 5y\"
  cases update bokayev-maks --set held_at=\"Petropavl\" --clear notes --remove charges.2
  cases update bokayev-maks --edit
  cases list --place Aktobe --ids | cases update - --tag aktobe --yes

--status adds an event; the history of the status is never lost. A list field is added to by its flag (--tag), replaced by
--set tags=\"a; b\" and emptied by --clear tags. Entries are numbered as cases show prints them.
There are no filters here, so that a filter is never mistaken for a change.")]
pub struct UpdateArgs {
    /// Ids or names; - reads them from standard input; on a terminal, asked for if left out
    #[arg(value_name = "CASE")]
    cases: Vec<String>,
    #[command(flatten)]
    fields: FieldArgs<Case>,
    /// A new id; the old one stays valid
    #[arg(long, value_name = "ID")]
    id: Option<Id>,
    /// The new situation; adds an event
    #[arg(long, value_name = "STATUS", help_heading = "Situation")]
    status: Option<Status>,
    /// Since when (2024, 2024-03 or 2024-03-05)
    #[arg(long, value_name = "DATE", requires = "status", help_heading = "Situation")]
    on: Option<PartialDate>,
    #[command(flatten)]
    facts: FactArgs,
    #[command(flatten)]
    change: Change,
    /// The whole case as TOML in its place, from a file or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "edit")]
    from: Option<PathBuf>,
    /// Change it in a form in your editor
    #[arg(long)]
    edit: bool,
    /// Refuse if the record is not at this revision any more
    #[arg(long, value_name = "N")]
    if_rev: Option<u32>,
}

/// Changes cases in one operation.
///
/// # Errors
/// A case is not found, a value cannot be, the revision is another, or nobody agreed to change many.
pub fn run(app: &App, args: &UpdateArgs) -> Result<(), Error> {
    let mut store = app.write()?;
    let typed = match args.cases.as_slice() {
        [] => vec![choose::case(app, &store, None, "cases update")?.to_string()],
        named => reference::typed(named)?,
    };
    let whole = args.from.as_ref().map(|path| add::from_file(app, path)).transpose()?;
    let show = |plan: &Plan| {
        show_differences(app, &plan.edits);
        Ok(())
    };
    if !args.edit {
        let plan = |store: &Store| planned(store, &typed, args, |before| changed(before, args, whole.as_ref()));
        return saving::save(app, &mut store, plan, show).map(drop);
    }
    let before = reference::whole(&store, &only_one(&store, &typed, args)?)?;
    let form = changed(&before, args, None)?;
    let (edited, draft) = add::edited(app, "case.toml", &form, |_| Ok(()))?;
    let again = format!("cases update {} --edit", before.id);
    let plan = |store: &Store| {
        if store.case(&before.id)?.as_ref() != Some(&before) {
            return Err(saving::changed_meanwhile(store, Subject::Case, &before.id, &again)?);
        }
        planned(store, &typed, args, |before| in_place_of(before, edited.clone()))
    };
    let outcome = saving::save(app, &mut store, plan, show);
    saving::with_draft(app, Some(draft), outcome).map(drop)
}

/// What becomes of the cases that are meant, each changed alike.
fn planned(
    store: &Store,
    typed: &[String],
    args: &UpdateArgs,
    change: impl Fn(&Case) -> Result<Case, Error>,
) -> Result<Plan, Error> {
    let ids = match args.id.is_some() || args.from.is_some() || args.edit {
        true => vec![only_one(store, typed, args)?],
        false => reference::meant(store, typed)?,
    };
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    let mut changes = Vec::new();
    for id in &ids {
        let before = reference::whole(store, id)?;
        refuse_other_revision(&before, args.if_rev)?;
        let mut after = change(&before)?;
        if after != before {
            after.rev = Some(before.rev.unwrap_or_default() + 1);
            changes.push((before, after));
        }
    }
    let named: Vec<&str> = changes.iter().map(|(before, _)| before.id.as_str()).collect();
    let command = match named.len() {
        0 => "update".to_owned(),
        1..=MANY => format!("update {}", named.join(" ")),
        many => format!("update {many} cases"),
    };
    let ask = (changes.len() >= MANY).then(|| question(changes.len()));
    let plan = Plan { warnings: twins(store, &changes)?, ..Plan::new(command, "Saved.").or_would(None).asking(ask) };
    Ok(changes.into_iter().fold(plan, |plan, (before, after)| plan.changing(before, after)))
}

/// The case that is meant, where only one can be.
fn only_one(store: &Store, typed: &[String], args: &UpdateArgs) -> Result<Id, Error> {
    let mut ids = reference::meant(store, typed)?;
    match (ids.len(), ids.pop()) {
        (1, Some(id)) => Ok(id),
        (_, None) => Err(Error::not_found("No case was named").try_with("cases list")),
        (_, Some(_)) if args.id.is_some() || args.from.is_some() || args.edit => {
            Err(Error::usage("--id, --from and --edit change one case at a time"))
        }
        (_, Some(id)) => Ok(id),
    }
}

fn refuse_other_revision(before: &Case, expected: Option<u32>) -> Result<(), Error> {
    let Some(rev) = expected.filter(|rev| before.rev != Some(*rev)) else { return Ok(()) };
    let (id, now) = (&before.id, before.rev.unwrap_or_default());
    Err(Error::conflict(format!("{id} is at revision {now}, not {rev}")).try_with(format!("cases show {id}")))
}

/// The people whose names look the same as a name that changes, and are written otherwise.
fn twins(store: &Store, changes: &[(Case, Case)]) -> Result<Vec<String>, Error> {
    let mut warnings = Vec::new();
    // Under a new id, whoever looks like the name may be the same case under the old one.
    let renamed = |(before, after): &&(Case, Case)| before.id == after.id && !before.names().eq(after.names());
    for (_, after) in changes.iter().filter(renamed) {
        warnings.extend(add::look_alikes(store, after)?);
    }
    Ok(warnings)
}

/// The case with what was given on the command line; `whole` is the one that was given in its place.
fn changed(before: &Case, args: &UpdateArgs, whole: Option<&Case>) -> Result<Case, Error> {
    let base = match whole {
        Some(whole) => in_place_of(before, whole.clone())?,
        None => before.clone(),
    };
    let mut after = args.change.apply(&base, &args.fields.given)?;
    after.add_status(args.status.as_ref(), args.on, &args.facts)?;
    if let Some(on) = args.on {
        after.as_of = after.as_of.max(Some(on));
    }
    args.facts.add_to(&mut after)?;
    if let Some(id) = args.id.as_ref().filter(|id| **id != before.id) {
        after.old_ids.push(std::mem::replace(&mut after.id, id.clone()));
    }
    Ok(after)
}

/// A case from a file or an editor, as the successor of the one that is there.
fn in_place_of(before: &Case, mut after: Case) -> Result<Case, Error> {
    if after.rev.is_some() && after.rev != before.rev {
        return Err(Error::conflict(format!("{} was changed since this copy was made", before.id)));
    }
    if after.id != before.id && !after.old_ids.contains(&before.id) {
        return Err(Error::usage(format!("This is the case {}, not {}", after.id, before.id)));
    }
    after.uid.clone_from(&before.uid);
    after.rev = before.rev;
    Ok(after)
}

fn question(count: usize) -> Ask {
    Ask {
        about: None,
        question: format!("Change {count} cases?"),
        default: false,
        yes_agrees: true,
        unasked: Error::usage(format!("{count} cases would be changed"))
            .because("Say so with --yes")
            .try_with("cases update … --yes"),
        refused: "Nothing was changed",
    }
}

/// Says the old and the new value of every field that changes, and the entries that come and go.
pub(super) fn show_differences(app: &App, edits: &[Edit]) {
    for edit in edits {
        let (Some(Thing::Case(before)), Some(Thing::Case(after))) = (&edit.before, &edit.after) else { continue };
        app.terminal.note(before.id.as_str());
        for ((field, old), new) in Case::FIELDS.iter().zip(before.cells()).zip(after.cells()) {
            if old != new && field.name != "rev" {
                app.terminal.note(&format!(
                    "  {}: {} → {}",
                    field.name,
                    or_dash(&one_line(&old.to_line())),
                    or_dash(&one_line(&new.to_line()))
                ));
            }
        }
        for list in Case::LISTS {
            let (old, new) = (before.rows(list.name), after.rows(list.name));
            for row in new.iter().filter(|row| !old.contains(row)) {
                app.terminal.note(&format!("  + {}: {}", list.one, line_of(row)));
            }
            for row in old.iter().filter(|row| !new.contains(row)) {
                app.terminal.note(&format!("  - {}: {}", list.one, line_of(row)));
            }
        }
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

fn line_of(row: &[crate::model::Cell]) -> String {
    let parts: Vec<String> = row.iter().map(crate::model::Cell::to_line).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
