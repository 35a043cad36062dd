//! The one way to change the casebook: what is to be done follows from the casebook as it is, and is written in the same
//! transaction.
//!
//! Two commands at once both hold, in some order; or the one that somebody agreed to, or typed in an editor, finds that what
//! was shown is not there any more, does nothing and says so.

use std::mem::take;

pub use super::answer::dry_run_note;
use super::answer::{self, ChangeAnswer, TouchedThing};
use crate::app::App;
use crate::app::error::Error;
use crate::model::Id;
use crate::store::{AnyRecord, OpId, Operation, RecordKind, Store, UndoReport};
use crate::terminal::TextDraft;

/// The most records that are named beside the number of their operation.
const FEW: usize = 8;

/// Names in a line: at most eight, and how many more there are.
pub fn join_few(names: &[&str], between: &str) -> String {
    join_at_most(FEW, names, between)
}

/// Names on a line: the first few, and how many more there are.
pub fn join_at_most(most: usize, names: &[impl AsRef<str>], between: &str) -> String {
    let named: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    match names.len() - named.len() {
        0 => named.join(between),
        more => format!("{} and {more} more", named.join(between)),
    }
}

/// What a command is about to do to the casebook, as it follows from the casebook at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct SavePlan {
    /// What the history calls it: `update petrov-ivan`.
    pub command: String,
    /// The records that become others.
    pub edits: Vec<RecordEdit>,
    /// What is said when it is done, as a sentence: `Added Ivan Petrov.`
    pub done: String,
    /// What is said with --dry-run; nothing where what was shown says it all.
    pub would: Option<String>,
    /// What somebody has to agree to first.
    pub ask: Option<ConfirmationRequest>,
    /// What is said of it, before the warnings.
    pub notes: Vec<String>,
    /// What is to be known before relying on it.
    pub warnings: Vec<String>,
    /// The message if nothing changed; none if it is empty.
    pub unchanged: &'static str,
    /// The id that is printed once it is there.
    pub prints: Option<Id>,
    /// The command to type again after a conflict.
    pub again: String,
}

/// A record that becomes another.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordEdit {
    /// As it is; none if it is new.
    pub before: Option<AnyRecord>,
    /// As it will be; none if it goes.
    pub after: Option<AnyRecord>,
}

/// A question before a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfirmationRequest {
    /// What is said before it, as a warning.
    pub about: Option<String>,
    /// What is asked: `Remove petrov-ivan?`
    pub question: String,
    /// What Enter answers.
    pub default: bool,
    /// Whether `--yes` answers it where nobody can be asked.
    pub yes_agrees: bool,
    /// Why it cannot be done where nobody can be asked.
    pub unasked: Error,
    /// What is said after a no: `Nothing was removed`.
    pub refused: &'static str,
}

impl SavePlan {
    /// A plan without any change, and what is said when it is done.
    pub fn new(command: impl Into<String>, done: impl Into<String>) -> Self {
        let (command, done) = (command.into(), done.into());
        let would = Some(dry_run_note(&done));
        let again = format!("cases {command} …");
        let unchanged = "Nothing to change.";
        let (edits, notes, warnings) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            command,
            edits,
            done,
            would,
            ask: None,
            notes,
            warnings,
            unchanged,
            prints: None,
            again,
        }
    }

    /// With a record that is new.
    #[must_use]
    pub fn with_added(self, after: impl Into<AnyRecord>) -> Self {
        self.with_edit(RecordEdit {
            before: None,
            after: Some(after.into()),
        })
    }

    /// With a record that becomes another; nothing if it is the same.
    #[must_use]
    pub fn with_changed(self, before: impl Into<AnyRecord>, after: impl Into<AnyRecord>) -> Self {
        let (before, after) = (before.into(), after.into());
        if before == after {
            self
        } else {
            self.with_edit(RecordEdit {
                before: Some(before),
                after: Some(after),
            })
        }
    }

    /// With a record that goes.
    #[must_use]
    pub fn with_removed(self, before: impl Into<AnyRecord>) -> Self {
        self.with_edit(RecordEdit {
            before: Some(before.into()),
            after: None,
        })
    }

    /// With these words for a dry run.
    #[must_use]
    pub fn with_dry_run_note(self, would: Option<String>) -> Self {
        Self { would, ..self }
    }

    /// With a question that must be answered first.
    #[must_use]
    pub fn with_question(self, ask: Option<ConfirmationRequest>) -> Self {
        Self { ask, ..self }
    }

    fn with_edit(mut self, edit: RecordEdit) -> Self {
        self.edits.push(edit);
        self
    }

    /// First what goes, also under an id that it will not have any more; then what comes.
    fn write_edits(&self, operation: &mut Operation<'_>) -> Result<(), Error> {
        for RecordEdit { before, after } in &self.edits {
            let stays = |before: &&AnyRecord| {
                after
                    .as_ref()
                    .is_some_and(|after| after.record_id() == before.record_id())
            };
            if let Some(before) = before.as_ref().filter(|before| !stays(before)) {
                operation.remove_any_record(before.record_kind(), before.record_id())?;
            }
        }
        for after in self.edits.iter().filter_map(|edit| edit.after.as_ref()) {
            operation.put_any_record(after)?;
        }
        Ok(())
    }

    /// The message if a change cannot be planned any more after somebody agreed to it.
    fn overtaken_error(&self, store: &Store, why: &Error) -> Result<Error, Error> {
        for before in self.edits.iter().filter_map(|edit| edit.before.as_ref()) {
            if store
                .load_any_record(before.record_kind(), before.record_id())?
                .as_ref()
                != Some(before)
            {
                return changed_meanwhile(
                    store,
                    before.record_kind(),
                    before.record_id(),
                    &self.again,
                );
            }
        }
        Ok(
            Error::conflict("The casebook was changed meanwhile, and nothing was saved")
                .with_reason(why)
                .try_with(&self.again),
        )
    }

    /// Refuses a change that differs from the one somebody agreed to.
    fn refuse_other_than(&self, seen: &Self, store: &Store) -> Result<(), Error> {
        if self == seen {
            return Ok(());
        }
        let others = |one: &Self, other: &Self| {
            let other = one
                .edits
                .iter()
                .find(|edit| !other.edits.contains(edit))
                .cloned();
            other.and_then(|edit| edit.before.or(edit.after))
        };
        match others(seen, self).or_else(|| others(self, seen)) {
            Some(thing) => Err(changed_meanwhile(
                store,
                thing.record_kind(),
                thing.record_id(),
                &self.again,
            )?),
            None => Err(Error::conflict(
                "The casebook was changed meanwhile, and nothing was saved",
            )
            .with_reason("What you agreed to is not what it would be now")
            .with_details(
                self.ask
                    .iter()
                    .filter_map(|ask| ask.about.clone())
                    .chain(self.warnings.clone()),
            )
            .try_with(&self.again)),
        }
    }
}

impl ConfirmationRequest {
    fn is_asked(&self, app: &App) -> bool {
        app.terminal.can_ask() && !(app.global.yes && self.yes_agrees)
    }

    /// Refuses to continue if nobody has agreed and nobody can be asked.
    fn refuse_unasked(&self, app: &App) -> Result<(), Error> {
        let is_answered = app.global.yes && (self.yes_agrees || app.terminal.can_ask());
        if is_answered {
            Ok(())
        } else {
            Err(self.unasked.clone())
        }
    }

    /// Asks, or takes `--yes` for an answer.
    pub fn confirm_action(&self, app: &App) -> Result<(), Error> {
        if self.is_asked(app) {
            self.ask_user(app)
        } else {
            self.refuse_unasked(app)
        }
    }

    fn ask_user(&self, app: &App) -> Result<(), Error> {
        self.about
            .iter()
            .for_each(|about| app.terminal.print_warning(about));
        if app
            .terminal
            .ask_confirmation(&self.question, Some(self.default))?
        {
            return Ok(());
        }
        Err(Error::cancelled(self.refused))
    }
}

/// Does what `plan` says as one operation and says it, with the command that takes it back. `show` tells what is planned:
/// before the question if there is one, else when it is done. With --dry-run nothing is changed. Gives the plan that was carried
/// out, or would be.
///
/// The plan is made in the transaction that writes it. Where somebody is asked, it is made before as well, and both must be
/// the same. It must not print, ask, or read anything but the casebook: others wait until it is carried out.
///
/// # Errors
/// As the plan; nobody agreed; what was agreed to was changed meanwhile (nothing is saved then); the casebook cannot be
/// written.
pub fn save_plan(
    app: &App,
    store: &mut Store,
    plan: impl Fn(&Store) -> Result<SavePlan, Error>,
    show: impl Fn(&SavePlan) -> Result<(), Error>,
) -> Result<SavePlan, Error> {
    answer::check_asked_keys(app)?;
    let tell = |plan: &SavePlan| {
        let shown = show(plan);
        plan.notes
            .iter()
            .for_each(|note| app.terminal.print_note(note));
        plan.warnings
            .iter()
            .for_each(|warning| app.terminal.print_warning(warning));
        shown
    };
    if app.global.dry_run {
        return dry_run(app, store.with_snapshot(&plan)?, tell);
    }
    let asks = |plan: &SavePlan| plan.ask.as_ref().is_some_and(|ask| ask.is_asked(app));
    let seen = if app.terminal.can_ask() {
        Some(store.with_snapshot(&plan)?).filter(asks)
    } else {
        None
    };
    if let Some((seen, ask)) = seen
        .as_ref()
        .and_then(|seen| Some((seen, seen.ask.as_ref()?)))
    {
        tell(seen)?;
        ask.ask_user(app)?;
    }
    let mut unasked = None;
    let outcome = run_operation(app, store, "", |operation| {
        let planned = match (plan(operation), &seen) {
            (Err(error), Some(seen)) => return Err(seen.overtaken_error(operation, &error)?),
            (planned, _) => planned?,
        };
        match (&seen, &planned.ask) {
            (Some(seen), _) => planned.refuse_other_than(seen, operation)?,
            (None, Some(ask)) => ask
                .refuse_unasked(app)
                .inspect_err(|_| unasked = Some(planned.clone()))?,
            (None, None) => {}
        }
        operation.set_command(planned.command.clone());
        planned.write_edits(operation)?;
        Ok(planned)
    });
    if let Some(unasked) = &unasked {
        tell(unasked)?;
    }
    let (operation, planned) = outcome?;
    if planned.edits.len() <= FEW {
        let things = planned
            .edits
            .iter()
            .filter_map(|edit| edit.after.as_ref().or(edit.before.as_ref()));
        app.remember_ids(things.map(|thing| thing.record_id().to_string()).collect());
    }
    let told = if seen.is_none() {
        tell(&planned)
    } else {
        Ok(())
    };
    let told = told.and_then(|()| print_answer(app, &planned, operation));
    match operation {
        Some(operation) => app.terminal.print_note(&format!(
            "{} Take it back: cases undo {operation}",
            planned.done
        )),
        None if planned.unchanged.is_empty() => {}
        None => app.terminal.print_note(planned.unchanged),
    }
    told.map(|()| planned)
}

fn dry_run(
    app: &App,
    mut plan: SavePlan,
    tell: impl Fn(&SavePlan) -> Result<(), Error>,
) -> Result<SavePlan, Error> {
    if let Some(ask) = plan.ask.as_ref().filter(|ask| !ask.yes_agrees) {
        ask.confirm_action(app)?;
    }
    tell(&plan)?;
    let would = take(&mut plan.would);
    if app.is_json() || plan.edits.is_empty() {
        print_answer(app, &plan, None)?;
    }
    match would {
        _ if plan.edits.is_empty() => {
            plan.unchanged
                .lines()
                .for_each(|unchanged| app.terminal.print_note(unchanged));
        }
        Some(would) => app.terminal.print_note(&would),
        None => {}
    }
    Ok(plan)
}

/// Prints what was changed, or would be, where JSON was asked for; else the id of what was added.
fn print_answer(app: &App, plan: &SavePlan, operation: Option<OpId>) -> Result<(), Error> {
    if app.is_json() {
        let touched = plan.edits.iter().filter_map(|edit| {
            TouchedThing::from_records(edit.before.as_ref(), edit.after.as_ref())
        });
        let touched: Vec<TouchedThing> = touched.collect();
        let message = if plan.edits.is_empty() {
            plan.unchanged.to_owned()
        } else if app.global.dry_run {
            describe_dry_run(&touched)
        } else {
            plan.done.clone()
        };
        return ChangeAnswer {
            operation,
            command: plan.command.clone(),
            id: plan.prints.as_ref().map(ToString::to_string),
            touched,
            message,
            notes: plan.notes.clone(),
            warnings: plan.warnings.clone(),
            more: Vec::new(),
        }
        .print(app);
    }
    let Some(id) = &plan.prints else {
        return Ok(());
    };
    let mut data = app.terminal.data_writer();
    data.write_line(id.as_str())?;
    Ok(data.finish_output()?)
}

/// What a dry run would have saved, in a sentence.
fn describe_dry_run(touched: &[TouchedThing]) -> String {
    let things: Vec<String> = touched
        .iter()
        .map(|thing| {
            let fields = thing.fields.iter().map(|one| one.field);
            let mut fields: Vec<&str> = fields.filter(|field| *field != "rev").collect();
            fields.dedup();
            let fields = match thing.change {
                "changed" => format!(" ({})", join_few(&fields, ", ")),
                _ => String::new(),
            };
            format!("{} {} {}{fields}", thing.kind, thing.id, thing.change)
        })
        .collect();
    let things: Vec<&str> = things.iter().map(String::as_str).collect();
    dry_run_note(&format!("{}.", join_few(&things, "; ")))
}

/// Changes the casebook as one operation, and remembers its number for what is said at the end of the run. Says so if the
/// clock is behind the history.
pub fn run_operation<T, E: From<Error> + From<crate::store::Error>>(
    app: &App,
    store: &mut Store,
    command: &str,
    body: impl FnOnce(&mut Operation<'_>) -> Result<T, E>,
) -> Result<(Option<OpId>, T), E> {
    let now = app.change_time();
    let mut warning = None;
    let (operation, value) = store.run_operation(command, &now, |operation| {
        warning = clock_warning(operation, &now)?;
        body(operation)
    })?;
    remember_operation(app, operation, warning);
    Ok((operation, value))
}

/// Takes back an operation, or puts it back, as `operate` changes the casebook.
pub fn undo_or_redo(
    app: &App,
    store: &mut Store,
    turn: impl FnOnce(&mut Store, &str) -> Result<UndoReport, crate::store::Error>,
) -> Result<UndoReport, Error> {
    let now = app.change_time();
    let warning = clock_warning(store, &now)?;
    let undone = turn(store, &now)?;
    remember_operation(app, Some(undone.operation), warning);
    Ok(undone)
}

fn remember_operation(app: &App, operation: Option<OpId>, warning: Option<String>) {
    if let Some(operation) = operation {
        app.remember_saved(operation);
        warning
            .iter()
            .for_each(|warning| app.terminal.print_warning(warning));
    }
}

/// What is to be said if the day is before that of the newest entry of the history, or before all computers.
fn clock_warning(store: &Store, now: &str) -> Result<Option<String>, Error> {
    let day = |moment: &str| moment.get(..10).unwrap_or(moment).to_owned();
    let today = day(now);
    if today.as_str() < "1970-01-01" {
        return Ok(Some(format!(
            "the clock of this computer says {today}; set it right"
        )));
    }
    let newer = store
        .newest_entry()?
        .filter(|newest| day(&newest.at) > today);
    Ok(newer.map(|newest| {
        let (operation, last) = (newest.operation, day(&newest.at));
        format!(
            "today is {today} here, and change {operation} was made on {last}. If the clock is wrong, set it right; the \
             history keeps its order, by number"
        )
    }))
}

/// What is said when a record that was shown, or that somebody has edited, is another now or is gone. `again` is the command
/// to type again.
pub fn changed_meanwhile(
    store: &Store,
    subject: RecordKind,
    id: &Id,
    again: &str,
) -> Result<Error, Error> {
    let error = Error::conflict(format!(
        "The {subject} {id} was changed meanwhile, and nothing was saved"
    ));
    let error = match store.last_change(subject, id)? {
        Some(entry) => error.with_reason(format!(
            "Change {} came between: {}",
            entry.operation, entry.command
        )),
        None => error,
    };
    Ok(error.try_with(again))
}

/// Discards what was typed in an editor once it is saved; else the error says where it is kept.
pub fn finish_draft<T>(
    app: &App,
    draft: Option<TextDraft>,
    outcome: Result<T, Error>,
) -> Result<T, Error> {
    let Some(draft) = draft else { return outcome };
    if outcome.is_ok() || app.last_saved().is_some() {
        draft
            .discard()
            .map_err(|error| Error::failed(error.to_string()))?;
        return outcome;
    }
    outcome.map_err(|error| {
        error.with_details([format!(
            "What was typed is kept in {}",
            draft.file_path().display()
        )])
    })
}

/// The question before something is removed.
pub fn removal_question(what: &str, command: String) -> ConfirmationRequest {
    ConfirmationRequest {
        about: None,
        question: format!("Remove {what}?"),
        default: false,
        yes_agrees: true,
        unasked: Error::usage("Removing needs your word")
            .with_reason("There is no terminal to ask on")
            .try_with(command),
        refused: "Nothing was removed",
    }
}

/// Shows nothing.
pub fn show_nothing(_: &SavePlan) -> Result<(), Error> {
    Ok(())
}
