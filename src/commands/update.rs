//! `cases update`

use std::path::PathBuf;

use clap::Args;

use super::{add, choose, privacy, reference};
use crate::app::App;
use crate::arguments::{Change, FactArgs, FieldArgs};
use crate::error::Error;
use crate::model::vocabulary::Status;
use crate::model::{Case, Id, PartialDate, Record};
use crate::store::Store;
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
  cases update bokayev-maks --entry concerns.1 --private=no   lets a fact in that is private by its kind
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
    /// An entry that is there (concerns.1), to which --private, --standing and --source apply; repeat for several
    #[arg(long, value_name = "LIST.ENTRY", value_delimiter = ',', help_heading = "Facts (repeat for several)")]
    entry: Vec<String>,
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
    let ids = match args.cases.as_slice() {
        [] => vec![choose::case(app, &store, None, "cases update")?],
        named => reference::cases(app, &store, named)?,
    };
    if ids.is_empty() {
        return Err(Error::not_found("No case was named").try_with("cases list"));
    }
    if ids.len() > 1 && (args.id.is_some() || args.from.is_some() || args.edit) {
        return Err(Error::usage("--id, --from and --edit change one case at a time"));
    }
    let changes = ids.iter().map(|id| changed(app, &store, id, args)).collect::<Result<Vec<_>, _>>()?;
    let changes: Vec<(Case, Case)> = changes.into_iter().filter(|(before, after)| before != after).collect();
    if changes.is_empty() {
        app.terminal.note("Nothing to change.");
        return Ok(());
    }
    show_differences(app, &changes);
    changes.iter().for_each(|(before, after)| privacy::tell_entered(app, Some(before), after));
    if app.global.dry_run {
        return Ok(());
    }
    agreed(app, changes.len())?;
    save(app, &mut store, &changes)
}

fn changed(app: &App, store: &Store, id: &Id, args: &UpdateArgs) -> Result<(Case, Case), Error> {
    let before = store.case(id)?.ok_or_else(|| Error::not_found(format!("There is no case {id}")))?;
    if let Some(rev) = args.if_rev.filter(|rev| before.rev != Some(*rev)) {
        let now = before.rev.unwrap_or_default();
        return Err(
            Error::conflict(format!("{id} is at revision {now}, not {rev}")).try_with(format!("cases show {id}"))
        );
    }
    let base = match &args.from {
        Some(path) => in_place_of(&before, add::from_file(app, path)?)?,
        None => before.clone(),
    };
    let mut after = args.change.apply(&base, &args.fields.given)?;
    after.add_status(args.status.as_ref(), args.on, &args.facts)?;
    if let Some(on) = args.on {
        after.as_of = after.as_of.max(Some(on));
    }
    args.facts.apply_to(&mut after, &args.entry)?;
    args.facts.add_to(&mut after)?;
    if let Some(id) = args.id.as_ref().filter(|id| **id != before.id) {
        after.old_ids.push(std::mem::replace(&mut after.id, id.clone()));
    }
    if args.edit {
        after = in_place_of(&before, add::edited(app, "case.toml", &after, |_| Ok(()))?)?;
    }
    if after != before {
        after.rev = Some(before.rev.unwrap_or_default() + 1);
    }
    Ok((before, after))
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

fn save(app: &App, store: &mut Store, changes: &[(Case, Case)]) -> Result<(), Error> {
    let ids: Vec<&str> = changes.iter().map(|(before, _)| before.id.as_str()).collect();
    let command =
        if ids.len() > MANY { format!("update {} cases", ids.len()) } else { format!("update {}", ids.join(" ")) };
    let (operation, ()) = store.operate(&command, &app.now(), |operation| {
        for (before, after) in changes {
            if before.id != after.id {
                operation.remove_case(&before.id)?;
            }
            operation.put_case(after)?;
        }
        Ok::<_, Error>(())
    })?;
    if let Some(operation) = operation {
        app.terminal.note(&format!("Saved. Take it back: cases undo {operation}"));
    }
    Ok(())
}

fn agreed(app: &App, count: usize) -> Result<(), Error> {
    if count < MANY || app.global.yes {
        return Ok(());
    }
    if !app.terminal.can_ask() {
        return Err(Error::usage(format!("{count} cases would be changed"))
            .because("Say so with --yes")
            .try_with("cases update … --yes"));
    }
    if app.terminal.confirm(&format!("Change {count} cases?"), Some(false))? {
        return Ok(());
    }
    Err(Error::cancelled("Nothing was changed"))
}

/// Says the old and the new value of every field that changes, and the entries that come and go.
pub(super) fn show_differences(app: &App, changes: &[(Case, Case)]) {
    for (before, after) in changes {
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
