//! What can be done with a record of any kind: add, change, show and take it out, and the sentences that say so.

use serde::Serialize;

use super::arguments::FieldChangeArgs;
use super::edit_record::edit_record;
use super::json_output;
use super::save::{self, SavePlan};
use crate::app::App;
use crate::app::error::Error;
use crate::model::{
    CasebookRecord, Field, Id, Line, Recipient, Record, Source, Statement, ValueKind, invalid,
};
use crate::store::Store;
use crate::terminal::{TerminalLinks, key_values};

/// A kind of record with a command of its own, below which stand its verbs.
pub trait CommandedRecord: CasebookRecord + Serialize + Clone + PartialEq {
    /// The command: `recipients`.
    const COMMAND: &'static str;

    /// How it is called in a sentence.
    fn title(&self) -> &Line;
}

impl CommandedRecord for Recipient {
    const COMMAND: &'static str = "recipients";

    fn title(&self) -> &Line {
        &self.office
    }
}

impl CommandedRecord for Source {
    const COMMAND: &'static str = "sources";

    fn title(&self) -> &Line {
        &self.title
    }
}

impl CommandedRecord for Statement {
    const COMMAND: &'static str = "statement";

    fn title(&self) -> &Line {
        &self.title
    }
}

/// The record with an id.
pub fn find_record<T: CommandedRecord>(store: &Store, reference: &str) -> Result<T, Error> {
    let found = match reference.parse::<Id>() {
        Ok(id) => store.load_any_record(T::KIND, &id)?,
        Err(_) => None,
    };
    if let Some(record) = found.and_then(T::from_any_record) {
        return Ok(record);
    }
    let all: Vec<T> = store.load_records()?;
    let error = Error::not_found(format!("There is no {} “{reference}”", T::KIND));
    let error = match invalid::nearest(reference, all.iter().map(|one| one.record_id().as_str())) {
        Some(nearest) => error.with_reason(format!("Did you mean “{nearest}”?")),
        None => error,
    };
    Err(error.try_with(format!("cases {} list", T::COMMAND)))
}

/// A new record of the fields that were given.
///
/// # Errors
/// A field that a record cannot be without was not given, or a value cannot be.
pub fn build_record<T: CommandedRecord>(
    id: &Id,
    given: &[(&'static str, Vec<String>)],
    change: &FieldChangeArgs,
) -> Result<T, Error> {
    let text_of = |name: &str| {
        let (_, texts) = given.iter().find(|(field, _)| *field == name)?;
        texts.last().map(String::as_str)
    };
    let needed: Vec<&Field> = T::FIELDS
        .iter()
        .filter(|field| field.needed && field.name != "id")
        .collect();
    let missing: Vec<String> = needed
        .iter()
        .filter(|field| text_of(field.name).is_none())
        .map(|field| format!("--{}", field.name))
        .collect();
    if !missing.is_empty() {
        let verb = if missing.len() == 1 { "is" } else { "are" };
        let flags: Vec<String> = needed.iter().map(|field| example_flag(field)).collect();
        return Err(
            Error::usage(format!("{} {verb} needed", missing.join(" and "))).try_with(format!(
                "cases {} add {id} {}",
                T::COMMAND,
                flags.join(" ")
            )),
        );
    }
    let values = needed
        .iter()
        .map(|field| (field.name, text_of(field.name).unwrap_or_default()));
    let base = T::from_typed([("id", id.as_str())].into_iter().chain(values))?;
    Ok(change.apply_to(&base, given)?)
}

/// `--role ROLE`, `--office "OFFICE"`.
fn example_flag(field: &Field) -> String {
    let value = field.name.to_uppercase();
    match field.kind {
        ValueKind::Word(..) => format!("--{} {value}", field.name),
        _ => format!("--{} \"{value}\"", field.name),
    }
}

/// Refuses a record whose id there is already.
pub fn refuse_existing<T: CommandedRecord>(
    store: &Store,
    id: &Id,
    instead: &str,
) -> Result<(), Error> {
    if store.load_any_record(T::KIND, id)?.is_none() {
        return Ok(());
    }
    Err(
        Error::refused(format!("There is already a {} {id}", T::KIND))
            .try_with(format!("cases {} {instead}", T::COMMAND)),
    )
}

/// What adds a record, and prints its id.
pub fn plan_addition<T: CommandedRecord>(record: T) -> SavePlan {
    let id = record.record_id().clone();
    let title = record.title().as_str().trim_end_matches('.');
    let plan = SavePlan::new(
        format!("{} add {id}", T::COMMAND),
        format!("Added {title}."),
    );
    SavePlan {
        prints: Some(id),
        ..plan.with_added(record.into_any_record())
    }
}

/// What changes a record.
pub fn plan_change<T: CommandedRecord>(before: T, after: T) -> SavePlan {
    let id = before.record_id().clone();
    SavePlan::new(format!("{} update {id}", T::COMMAND), "Saved.")
        .with_dry_run_note(Some(save::dry_run_note(&format!("Changed {id}."))))
        .with_changed(before.into_any_record(), after.into_any_record())
}

/// What takes a record out, after asking.
pub fn plan_removal<T: CommandedRecord>(record: T) -> SavePlan {
    let id = record.record_id().to_string();
    let command = format!("{} remove {id}", T::COMMAND);
    let question = save::removal_question(&id, format!("cases {command} --yes"));
    SavePlan::new(command, format!("Removed {id}."))
        .with_question(Some(question))
        .with_removed(record.into_any_record())
}

/// Changes the record with this id by what `change` makes of it; with `edit`, in a form in the editor.
///
/// # Errors
/// There is none, a value cannot be, the editor failed, or somebody changed the record meanwhile.
pub fn update_record<T: CommandedRecord>(
    app: &App,
    store: &mut Store,
    id: &Id,
    edit: bool,
    change: impl Fn(&Store, &T) -> Result<T, Error>,
) -> Result<(), Error> {
    if !edit {
        let plan = |store: &Store| {
            let before = find_record::<T>(store, id.as_str())?;
            let after = change(store, &before)?;
            Ok(plan_change(before, after))
        };
        return save::save_plan(app, store, plan, save::show_nothing).map(drop);
    }
    let before = find_record::<T>(store, id.as_str())?;
    let form = change(store, &before)?;
    let name = format!("{}.toml", T::KIND);
    let (after, draft) = edit_record(app, &name, &form, |edited| {
        if edited.record_id() == id {
            return Ok(());
        }
        Err(format!(
            "this is the {} {}; the id {id} cannot be changed",
            T::KIND,
            edited.record_id()
        ))
    })?;
    let again = format!("cases {} update {id} --edit", T::COMMAND);
    let plan = |store: &Store| {
        let now = store
            .load_any_record(T::KIND, id)?
            .and_then(T::from_any_record);
        if now.as_ref() != Some(&before) {
            return Err(save::changed_meanwhile(store, T::KIND, id, &again)?);
        }
        Ok(plan_change(before.clone(), after.clone()))
    };
    let outcome = save::save_plan(app, store, plan, save::show_nothing);
    save::finish_draft(app, Some(draft), outcome).map(drop)
}

/// Prints everything known of a record: its fields, `more`, and the entries of its lists.
pub fn show_record<T: CommandedRecord>(
    app: &App,
    record: &T,
    more: Vec<(String, String)>,
    links: &TerminalLinks,
) -> Result<(), Error> {
    let mut data = app.terminal.paged_writer();
    if app.is_json() {
        let json =
            serde_json::to_string(record).map_err(|error| Error::failed(error.to_string()))?;
        data.write_json(&json_output::select_fields(app, json)?)?;
        return Ok(data.finish_output()?);
    }
    let width = app
        .terminal
        .is_for_reading()
        .then(|| app.terminal.layout_width());
    let rows = record_rows(record, more);
    data.write_linked_lines(&key_values(&rows, width), links)?;
    Ok(data.finish_output()?)
}

fn record_rows<T: Record>(record: &T, more: Vec<(String, String)>) -> Vec<(String, String)> {
    let label = |field: &Field| field.name.replace('_', " ");
    let mut rows: Vec<(String, String)> = T::FIELDS
        .iter()
        .zip(record.cells())
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(field, cell)| (label(field), cell.to_line()))
        .collect();
    rows.extend(more);
    for spec in T::LISTS {
        for (number, row) in (1..).zip(&record.rows(spec.name)) {
            let parts: Vec<String> = spec
                .fields
                .iter()
                .zip(row)
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(field, cell)| format!("{}: {}", label(field), cell.to_line()))
                .collect();
            rows.push((format!("{} {number}", spec.one), parts.join(", ")));
        }
    }
    rows
}
